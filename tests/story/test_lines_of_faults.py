"""The lines of faults: where the same words stand twice, that of those which are meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from story_desk import read

from broadsheet.story.places import place_of_address, without_code


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("It is `<font>`.\n\nA <font>word</font>.", 7),
        ("```html\n<font>\n```\n\nA <font>word</font>.", 9),
        ("    <font>\n\nA <font>word</font>.", 7),
        ("A <b>word</b>.\n\nA <b style='color: red'>word</b>.", 7),
        ('<p>A.</p>\n\n<p onclick="a()">B.</p>', 7),
        ("A `<redacted>` word.\n\nA <redacted> word.", 7),
        ("A `</i>` word.\n\nA </i> word.", 7),
        ("A `[text](ftpx://a)` word.\n\nA [text](ftpx://a) word.", 7),
        ("See ports.example here.\n\nA [text](ports.example).", 7),
        ("A [one](ports.example/two).\n\nA [one](ports.example).", 5),
        ("A `[text]()` word.\n\nA [text]() word.", 7),
        ("A ==marked== word.\n\nA ==marked word.", 7),
        ("A `==marked` word.\n\nA ==marked word.", 7),
        ("A `[^1]` word.\n\nA note.[^1]", 7),
        ("A `{.lead}` word.\n\nWords.\n{: .lead}", 8),
        ("A `{#a}` word.\n\n## One {#a}\n\n## Two {#a}", 9),
        ("It says `TK` there.\n\nIt says TK here.", 7),
    ],
)
def test_a_fault_has_the_line_of_what_is_faulty(body: str, line: int) -> None:
    """Not that of the same words in code, in a sentence, or at the beginning of longer ones."""
    faults = read(body)[1]
    assert faults and faults[0].startswith(f"{line}: "), faults


def test_each_of_two_equal_links_has_its_own_line() -> None:
    """A definition, to which a reference leads, is none of them."""
    body = "[a][x]\n\n[one](a.example)\n\n`[one](a.example)`\n\n[one](a.example)\n\n[x]: b.example"
    lines = sorted(int(fault.partition(":")[0]) for fault in read(body)[1])
    assert lines == [7, 11, 13]


@given(st.text(st.sampled_from("a`~ \\\n\t>-"), max_size=60))
def test_what_stands_outside_of_code_keeps_its_place(text: str) -> None:
    """Only blanks are put in, one for each sign."""
    found = without_code(text)
    assert len(found) == len(text)
    assert all(new in (old, " ") for new, old in zip(found, text, strict=True))
    assert [place.start() for place in re.finditer("\n", found)] == [
        place.start() for place in re.finditer("\n", text)
    ]


def test_a_whole_address_comes_before_a_longer_one() -> None:
    """And one that a link has before the same as a word."""
    text = "a.md.md a.md [x](a.md)"
    assert place_of_address(text, "a.md") == 17
    assert place_of_address("a.md.md a.md", "a.md") == 8

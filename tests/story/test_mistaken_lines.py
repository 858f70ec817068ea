"""A reporter's slips in front matter: the right line, and that line as it should stand."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.story.front import StoryFront
from broadsheet.story.front_matter import read_yaml, take_apart, validate
from broadsheet.story.mistaken_lines import as_meant, mistakes_in

NOT_CLOSED = "a quotation mark that is not closed"
BEHIND = "words behind a closing quotation mark"


def told(front: str, body: str = "Text.") -> list[str]:
    """Return the faults of a file with this front matter; its first key stands on line 2."""
    source, faults = take_apart("a.md", f"---\n{front}\n---\n{body}\n".encode())
    if source is not None:
        faults += validate(source, StoryFront)[1]
    return [str(fault).removeprefix("a.md:") for fault in faults]


@pytest.mark.parametrize(
    ("front", "faults"),
    [
        ("title:Bridge\ndate: 2024-01-01", ["2: no space behind `title:` (write `title: Bridge`)"]),
        (
            "title:Bridge\ndate:2024-01-01",
            [
                "2: no space behind `title:` (write `title: Bridge`)",
                "3: no space behind `date:` (write `date: 2024-01-01`)",
            ],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ncategory:News",
            ["4: no space behind `category:` (write `category: News`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nimage:\n  src: a.jpg\n  alt:Ships",
            ["6: no space behind `alt:` (write `  alt: Ships`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nimage:\n  src:a.jpg",
            ["5: no space behind `src:` (write `  src: a.jpg`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nsummary: Shut\n  kicker:Roads",
            [
                "5: spaces before `kicker` and no space behind `kicker:` (write `kicker: Roads`)",
            ],
        ),
        ("title：Bridge\ndate: 2024-01-01", ["2: `：` behind `title` (write `title: Bridge`)"]),
        (
            "title:\u00a0Bridge\ndate: 2024-01-01",
            ["2: a special space behind `title:` (write `title: Bridge`)"],
        ),
        ("title = Bridge\ndate: 2024-01-01", ["2: `=` behind `title` (write `title: Bridge`)"]),
        (
            'title: "Bridge" is shut\ndate: 2024-01-01',
            [f"2: {BEHIND} (write `title: '\"Bridge\" is shut'`)"],
        ),
        (
            "title: 'Bridge' is shut\ndate: 2024-01-01",
            [f"2: {BEHIND} (write `title: \"'Bridge' is shut\"`)"],
        ),
        (
            'title: "He said "no" to it"\ndate: 2024-01-01',
            [f"2: {BEHIND} (write `title: 'He said \"no\" to it'`)"],
        ),
        (
            "title: 'It's shut'\ndate: 2024-01-01",
            [f'2: {BEHIND} (write `title: "It\'s shut"`)'],
        ),
        (
            'title: "Bridge",\ndate: 2024-01-01',
            ['2: `,` at the end of the line (write `title: "Bridge"`)'],
        ),
        (
            'title: "Bridge is shut\ndate: 2024-01-01\nsummary: "Hello"',
            [f'2: {NOT_CLOSED} (write `title: "Bridge is shut"`)'],
        ),
        (
            "title: 'Bridge is shut\ndate: 2024-01-01\nsummary: it's",
            [f'2: {NOT_CLOSED} (write `title: "Bridge is shut"`)'],
        ),
        (
            "title: 'Tis the season\ndate: 2024-01-01",
            [f'2: {NOT_CLOSED} (write `title: "\'Tis the season"`)'],
        ),
        (
            "title: Bridge: the end\ndate: 2024-01-01",
            ['2: a second `: ` in the line (write `title: "Bridge: the end"`)'],
        ),
        (
            "title: Bridge\nimage:\n\tsrc: a.jpg\n\talt: Ships\ndate: 2024-01-01",
            ["4: a tab (write `  src: a.jpg`)", "5: a tab (write `  alt: Ships`)"],
        ),
        (
            "title: Bridge\n date: 2024-01-01",
            ["3: spaces before `date` (write `date: 2024-01-01`)"],
        ),
        (
            "  title: Bridge\ndate: 2024-01-01",
            ["2: spaces before `title` (write `title: Bridge`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ntags: Roads, Water: salt; Ports",
            ['4: a second `: ` in the line (write `tags: "Roads, Water: salt; Ports"`)'],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ntags: Roads, C++; Ports",
            ['4: `tags`: not a list of names (write `tags: [Roads, "C++", Ports]`)'],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ntags: [Roads, Ports\nkicker: Roads",
            ["4: a bracket that is not closed (write `tags: [Roads, Ports]`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ntags:\n-Roads\n-Ports",
            [
                "5: no space behind `-` (write `- Roads`)",
                "6: no space behind `-` (write `- Ports`)",
            ],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ntags:\n  -Roads\n  -Ports",
            [
                "5: no space behind `-` (write `  - Roads`)",
                "6: no space behind `-` (write `  - Ports`)",
            ],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ntags:\n  * Roads\n  • Ports",
            [
                "5: `*` before a line of a list (write `  - Roads`)",
                "6: `•` before a line of a list (write `  - Ports`)",
            ],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nauthors: @jane, Omar Said",
            ['4: a value that begins with `@` (write `authors: ["@jane", Omar Said]`)'],
        ),
        (
            "title: Bridge is\nshut\ndate: 2024-01-01",
            [
                "3: a line without a key (put two spaces before it if it goes on with the line"
                " above, else a key and a colon)"
            ],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ntitle: Ferry",
            ["4: `title` stands twice (keep one of the two; the other is in line 2)"],
        ),
        (
            "Title: Bridge\nDATE: 2024-01-01",
            [
                "2: unknown key `Title` (did you mean `title`?)",
                "3: unknown key `DATE` (did you mean `date`?)",
            ],
        ),
        (
            "title Bridge\ndate: 2024-01-01",
            ["2: no colon behind `title` (write `title: Bridge`)"],
        ),
        (
            "title: Bridge\ndate 2024-01-01",
            ["3: no colon behind `date` (write `date: 2024-01-01`)"],
        ),
        (
            "title Mayor: never\ndate: 2024-01-01",
            ["2: unknown key `title Mayor` (did you mean `title`?)"],
        ),
        (
            "title: Bridge\ndate=2024-01-01\ntags Roads, Ports",
            [
                "3: `=` for a colon behind `date` (write `date: 2024-01-01`)",
                "4: no colon behind `tags` (write `tags: [Roads, Ports]`)",
            ],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nauthors By Jane Doe and Omar Said",
            ["4: no colon behind `authors` (write `authors: [Jane Doe, Omar Said]`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nauthors: By Jane Doe and Omar Said",
            ["4: `authors`: not a list of names (write `authors: [Jane Doe, Omar Said]`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nauthors: By Trade and Industry",
            ["4: `authors`: not a list of names (write `authors: [Trade and Industry]`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nauthors: Jane Doe]",
            ["4: `authors`: not a list of names (write `authors: [Jane Doe]`)"],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\ntags: #ships #ports",
            ['4: what follows ` #` is left out (write `tags: ["#ships", "#ports"]`)'],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nsummary: It was late, and the\ndate of it was set",
            [
                "5: a line without a key (put two spaces before it if it goes on with the line"
                " above, else a key and a colon)"
            ],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nimage:\nsrc: media/a.jpg\nalt: 'Ships: two'",
            [
                "5: no spaces before `src`, which belongs to `image` (write `  src: media/a.jpg`)",
                '6: no spaces before `alt`, which belongs to `image` (write `  alt: "Ships: two"`)',
            ],
        ),
        (
            "title: Bridge\ndate: 2024-01-01\nimage: harbour.jpg",
            ["4: `image`: not a group of keys (write `image:`, and below it `  src: harbour.jpg`)"],
        ),
    ],
)
def test_a_slip_is_told_with_the_line_as_it_should_stand(front: str, faults: list[str]) -> None:
    """Where there are several, all of them, and nothing that is only their consequence."""
    assert told(front) == faults
    assert not any("YAML" in fault for fault in faults)


@pytest.mark.parametrize(
    "front",
    [
        "summary: >\n  title:no key\n  one: two\n\n  -three",
        "summary: |\n  @home",
        "tags: [Roads,\n  Ports, 'a:b']",
        'summary: "Bridge\n  is:shut"',
        "summary: See\n  https://example.org:80/x",
        "summary: It was\n  -5 degrees",
        "tags:\n- Roads\n- Ports",
        "kicker : Roads",
    ],
)
def test_what_is_right_is_no_slip(front: str) -> None:
    """Neither by itself nor above a line that is one."""
    good = f"title: Bridge\ndate: 2024-01-01\n{front}"
    assert told(good) == []
    assert told(f"{good}\ncategory:News") == [
        f"{good.count(chr(10)) + 3}: no space behind `category:` (write `category: News`)"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "---\ntitle: A\ndate: 2024-01-01\n\nThe text.\n",
            "4: the front matter does not end (close it with a line `---` here)",
        ),
        (
            "---\ntitle: A\ndate: 2024-01-01\n\nThe text.\n\n---\n\nMore.\n",
            "5: the front matter does not end above the text (write a line `---` above this one)",
        ),
        ("---\ntitle: A\n...\nText\n", "3: the front matter does not end (write `---` for “...”)"),
        (
            "---\ntitle: A\n-----\nText\n",
            "3: the front matter does not end (write `---` for “-----”)",
        ),
        ("---\ntitle: A\n—\nText\n", "3: the front matter does not end (write `---` for “—”)"),
        ("—\ntitle: A\n—\n", "1: “—” opens no front matter (write `---`, at its end as well)"),
        (
            "+++\ntitle: A\n+++\n",
            "1: “+++” opens no front matter (write `---`, at its end as well)",
        ),
        (
            "title: A\ndate: 2024-01-01\n\nText\n",
            "1: no line `---` above the keys (write one above this line, and one below line 2)",
        ),
        (
            "A harbour.\n",
            "1: no front matter (begin the file with a line `---`, keys, and `---`)",
        ),
    ],
)
def test_where_front_matter_begins_and_ends_is_told_at_the_line(text: str, fault: str) -> None:
    """The lines of hyphens are what newcomers forget, and what programs turn into dashes."""
    assert [str(each).removeprefix("a.md:") for each in take_apart("a.md", text.encode())[1]] == [
        fault
    ]


def test_a_long_line_is_shown_without_its_middle() -> None:
    """A message stays a line that people can read."""
    (fault,) = told(f"title: Bridge: {'the end ' * 80}\ndate: 2024-01-01")
    assert len(fault) < 180 and " … " in fault


WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x85\xa0\xad\x7f")
).map(lambda text: " ".join(text.split()))


@given(WORDS.filter(lambda words: words[:1] not in ("[", "{", "")))
def test_a_line_that_is_written_as_told_says_what_it_said(words: str) -> None:
    """No slip is mended by other words than the writer's."""
    text = f"slug: a\ntitle: {words}\nlang: en"
    mistakes = mistakes_in(text, has_body=True)
    if read_yaml("a.md", text)[2] and mistakes and words[0] not in "\"'|>#&!":
        front, _, faults = read_yaml("a.md", as_meant(text, mistakes))
        assert (front["title"], faults) == (words, [])


@given(st.text(st.sampled_from("ab:-[]{}'\"\n \t#|>,*&!@=—"), max_size=40))
def test_no_text_whatever_ends_the_program(text: str) -> None:
    """Slips are looked for in anything that cannot be read."""
    for mistake in mistakes_in(text, has_body=True):
        assert 0 <= mistake.line <= text.count("\n")


@pytest.mark.parametrize("line", ["- 'x", "a: [", "'", 'a: "', "  - [", "x", "tags:x", "a: 'b"])
def test_a_file_of_many_faulty_lines_is_read_in_time(line: str) -> None:
    """No line is compared with all others."""
    begun = time.process_time()
    mistakes_in("\n".join([line] * 100_000), has_body=True)
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("category: [World]", "write `category: World`"),
        ("category: [World, Trade]", "put the whole value into double quotes"),
        ("category: [Port & Quay]", 'write `category: "Port & Quay"`'),
        ("kicker: [Live]", "put the whole value into double quotes"),
    ],
)
def test_one_name_in_brackets_is_told_as_the_name(line: str, mend: str) -> None:
    """In quotation marks the brackets would be a part of it."""
    (fault,) = told(f"title: Bridge\ndate: 2024-01-01\n{line}")
    assert fault == f"4: `{line.split(':')[0]}`: not a text ({mend})"

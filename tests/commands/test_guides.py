"""`broadsheet guide`: each guide can be read where there is no checkout."""

from __future__ import annotations

import re

import pytest

from broadsheet.commands.guides import NoSuchGuide, guide, names
from broadsheet.commands.program import main


def test_a_guide_is_printed_as_it_is_into_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    """So that a program can work with it."""
    main(["broadsheet", "guide", "editors"])
    assert capsys.readouterr().out == guide("editors")
    assert guide("editors").startswith("# For editors\n")


@pytest.mark.parametrize("name", ["writers", "editors", "operators", "settings", "reports"])
def test_there_is_a_guide_for_each(name: str) -> None:
    """Under the name by which the commands speak of it."""
    assert name in names()


def test_a_chapter_has_those_below_it_and_none_behind() -> None:
    """Any words of its heading choose it, whatever their letter case."""
    found = guide("editors", "WRONG")
    assert found.startswith("## What is wrong\n")
    assert "\n### The list of warnings\n" in found
    assert "\n## " not in found


def test_a_comment_in_code_is_no_chapter() -> None:
    """Though it begins with the sign of a heading."""
    found = guide("settings", "newsletters")
    assert found.startswith("## Newsletters\n")
    assert found.rstrip().endswith("Copies for other publishers carry nothing.")


@pytest.mark.parametrize(
    ("name", "chapter", "said"),
    [
        ("editor", "", "there is no guide `editor` (did you mean `editors`?)"),
        ("../README", "", "there is no guide `../README`"),
        ("editors", "gardening", "no chapter of the guide `editors` has “gardening”"),
    ],
)
def test_an_unknown_name_is_told_with_what_there_is(name: str, chapter: str, said: str) -> None:
    """With the nearest, or all."""
    with pytest.raises(NoSuchGuide, match=re.escape(said)):
        guide(name, chapter)

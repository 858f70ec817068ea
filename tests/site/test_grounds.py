"""Grounds: the colours that browsers give to the frame around a page."""

from __future__ import annotations

import pytest

from broadsheet.site.grounds import Grounds, read_grounds
from tests.support.small_paper import MakeSite, story

DARK = "@media screen and (prefers-color-scheme: dark) { :root { --ink: #fff; --paper: #111 } }"
PRINT = "@media print { :root { --paper: #fff; } }"


@pytest.mark.parametrize(
    ("sheets", "grounds"),
    [
        ([":root { --paper: #eee; }", DARK, PRINT], Grounds("#eee", "#111")),
        ([":root{--paper:#eee}", ":root { --paper: rgb(1 2 3); }"], Grounds("rgb(1 2 3)")),
        (["/* :root { --paper: red } */", ".box { --paper: red }"], Grounds()),
        ([":root { --paper: var(--other); }"], Grounds()),
        (["} :root { --paper: white; "], Grounds("white")),
    ],
)
def test_the_last_word_on_the_ground_counts(sheets: list[str], grounds: Grounds) -> None:
    """Of the style sheets in their order; neither that of paper nor that of a box."""
    assert read_grounds(sheets) == grounds


def test_a_browsers_frame_has_the_ground_of_the_page(site: MakeSite) -> None:
    """One colour for light screens and one for dark ones."""
    page = site({"articles/a.md": story()}).html("index.html")
    told = {str(each["media"]): each["content"] for each in page.select("meta[name=theme-color]")}
    assert told == {
        "(prefers-color-scheme: light)": "#f7f4ec",
        "(prefers-color-scheme: dark)": "#171614",
    }

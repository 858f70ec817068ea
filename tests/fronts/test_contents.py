"""Contents: what a long story lists of its headings beside its text."""

from __future__ import annotations

import pytest
from front_desk import found

from tests.support.small_paper import MakeSite, Paper, story

PAGE = "2024/06/harbour-reopens/index.html"
WORDS = "The tugs were out before dawn. " * 45


def built(site: MakeSite, headings: list[str], words: str = WORDS, **front: str) -> Paper:
    text = "\n\n".join(f"{heading}\n\n{words}" for heading in headings)
    made = site({"articles/a.md": story(text, **front)})
    assert made.faults == []
    return made


def test_a_long_story_lists_its_headings(site: MakeSite) -> None:
    """In their order, set as the text is, each leading to its place; lower ones are left out."""
    made = built(site, ["## One's own", "### Below", "## Two {#second}", "## Three <b>x</b>"])
    page = made.html(PAGE)
    links = [(link["href"], link.get_text()) for link in page.select(".contents a")]
    assert links == [("#ones-own", "One’s own"), ("#second", "Two"), ("#three-x", "Three x")]
    for place, words in links:
        assert found(page, f'.prose h2[id="{str(place)[1:]}"]').get_text() == words


@pytest.mark.parametrize(
    ("headings", "words"),
    [(["## One", "## Two"], WORDS * 2), (["## One", "## Two", "## Three"], "Brief.")],
)
def test_a_short_one_does_not(site: MakeSite, headings: list[str], words: str) -> None:
    """Nor one of few headings."""
    assert not built(site, headings, words).html(PAGE).select(".contents")


def test_live_coverage_does_not(site: MakeSite) -> None:
    """Its headings are its updates."""
    headings = [f"## 0{n}:00 Update" for n in (9, 8, 7)]
    made = built(site, headings, live="ended", date="2024-06-11 06:00")
    assert not made.html(PAGE).select(".contents")

"""Key facts: what a reader in a hurry needs to know, beside the text of a story."""

from __future__ import annotations

import pytest

from tests.support.small_paper import MakeSite, Paper, story

PAGE = "2024/06/harbour-reopens/index.html"


def facts(paper: Paper, page: str = PAGE) -> list[str]:
    """Return the facts on a page."""
    assert paper.stopped is None, paper.faults
    return [each.get_text() for each in paper.html(page).select(".story-rail .key-facts li")]


def told(site: MakeSite, **front: str) -> list[str]:
    """Return the faults and warnings of a story."""
    paper = site({"articles/a.md": story(**front)})
    return [*paper.faults, *paper.warnings]


def test_key_facts_stand_beside_the_text_as_they_are_written(site: MakeSite) -> None:
    """In their order, and set as all texts are; they are plain text."""
    paper = site({"articles/a.md": story(key_facts='["It\'s open", "5 < 6 & <b>bold</b>"]')})
    assert facts(paper) == ["It’s open", "5 < 6 & <b>bold</b>"]
    assert not paper.html(PAGE).select(".key-facts b")


@pytest.mark.parametrize("front", [{}, {"key_facts": "[]"}])
def test_without_facts_nothing_speaks_of_them(site: MakeSite, front: dict[str, str]) -> None:
    """Neither where the key is missing, nor where it is empty."""
    paper = site({"articles/a.md": story(**front)})
    assert paper.faults == []
    assert not paper.html(PAGE).select(".key-facts")


def test_facts_are_in_the_language_of_their_story(site: MakeSite) -> None:
    """Their heading is in that of the paper, as all around the story is."""
    paper = site({"articles/a.md": story(lang="ar", key_facts="[Two tugs]")})
    (section,) = paper.html(PAGE).select(".key-facts")
    (listed,) = section.select("ul")
    assert (listed["lang"], listed["dir"]) == ("ar", "rtl")
    rail = section.find_parent(class_="story-rail")
    assert rail and rail["lang"] == "en-gb" and rail["dir"] == "ltr"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Two tugs sank", "articles/a.md:5: `key_facts`: not a list (write it like"),
        ("[Two tugs, '']", "articles/a.md:5: `key_facts`"),
        ("\n  - Two tugs\n  - By 2030: a fifth", "articles/a.md:7: `key_facts`"),
        ("[Two tugs sank in XXX]", "articles/a.md:5: `key_facts`"),
        ("['Two **tugs** sank']", "articles/a.md:5: `key_facts`"),
        ("[Tugs &amp; ships]", "articles/a.md:5: `key_facts`: “&amp;” is HTML"),
        ("\n  - Tug #7 sank", "articles/a.md:6: what follows ` #` is left out"),
    ],
    ids=["no list", "an empty one", "a colon", "a placeholder", "Markdown", "HTML", "a comment"],
)
def test_slips_are_told_with_their_line(site: MakeSite, written: str, expected: str) -> None:
    """As those of all texts of front matter."""
    (fault,) = told(site, key_facts=written)
    assert fault.startswith(expected), fault


def test_no_other_page_and_no_feed_has_them(site: MakeSite) -> None:
    """They say nothing that is not in the text."""
    paper = site({"articles/a.md": story(key_facts="[Xyzzy]")})
    found = [
        path.relative_to(paper.output).as_posix()
        for path in sorted(paper.output.rglob("*"))
        if path.is_file() and b"Xyzzy" in path.read_bytes()
    ]
    assert found == [PAGE]

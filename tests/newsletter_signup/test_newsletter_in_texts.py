"""The newsletter block on the page of a story, between the parts of its text."""

from __future__ import annotations

from tests.support.small_paper import MakeSite, story


def test_a_block_between_headings_is_none_itself(site: MakeSite) -> None:
    """Behind it the text goes on at any level; its own words name it for screen readers."""
    text = "## Ships\n\n### Tugs\n\nA tug.\n\n[newsletter]\n\n#### Ropes\n\nA rope."
    paper = site({"articles/a.md": story(text, slug="a")})
    page = paper.html("2024/06/a/index.html")
    block = page.select_one(".prose aside.signup")
    assert block is not None
    named = page.find(id=str(block["aria-labelledby"]))
    assert named is not None and named.get_text().startswith("Stay informed")
    levels = [int(each.name[1]) for each in page.select(".prose :is(h2, h3, h4, h5, h6)")]
    assert levels == [2, 3, 4]

"""Pictures that move, as readers see them."""

from __future__ import annotations

from playwright.sync_api import Browser

from audit.serving import served
from tests.pictures.makers import moving_file
from tests.support.small_paper import MakeSite, story

LEAD = "{src: images/tug.gif, alt: A tug, credit: Ann Lee}"


def test_readers_stop_it(site: MakeSite, browser: Browser) -> None:
    """Then the still is seen in the same place; who wants less motion never sees it move."""
    paper = site({"articles/a.md": story(image=LEAD), "images/tug.gif": moving_file("GIF")})
    seen = "img => [img.getBoundingClientRect().width > 0, img.currentSrc.split('.').pop()]"
    with served(paper.output) as address:
        page = browser.new_page(viewport={"width": 800, "height": 900})
        page.goto(f"{address}/2024/06/harbour-reopens/")
        moves, still = page.locator(".lead-figure img").all()
        before = moves.bounding_box()
        assert moves.evaluate(seen) == [True, "gif"] and not still.is_visible()
        box = page.get_by_label("Stop the movement").first
        words = page.locator(".stop").first.bounding_box()
        size = box.bounding_box()
        assert words and size and size["x"] == words["x"]
        assert size["width"] < 20 and words["height"] == 24, "one line, which a finger hits"
        box.check()
        assert not moves.is_visible() and still.bounding_box() == before
        page.close()
        page = browser.new_page(reduced_motion="reduce")
        page.goto(f"{address}/2024/06/harbour-reopens/")
        assert page.locator(".lead-figure img").first.evaluate(seen) == [True, "jpg"]
        assert not page.get_by_label("Stop the movement").first.is_visible()
        page.close()

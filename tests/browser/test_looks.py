"""How pages look where a design breaks first: large letters, paper, dark rooms, other scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_reading import PAGES

TWICE = "document.documentElement.style.fontSize = '200%'"


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_letters_of_twice_the_size_need_no_sideways_scrolling(
    page: Page, address: str, path: str
) -> None:
    """On a small phone the foot, the menu and an author's mailbox take more lines, not more room."""
    page.goto(address + path)
    page.evaluate(TWICE)
    for width in (320, 390, 768):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width

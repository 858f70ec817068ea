"""How pages look where a design breaks first: large letters, paper, dark rooms, other scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.test_reading import PAGES, SYRIA

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


def test_on_paper_only_addresses_with_a_host_are_spelled_out(page: Page, address: str) -> None:
    """A path without a host, or a query in per cent signs, is of no use there."""
    page.emulate_media(media="print")
    for path in (PAGES["story"], PAGES["about"], SYRIA):
        page.goto(address + path)
        printed = page.evaluate(
            "[...document.querySelectorAll('main a')]"
            ".map(link => getComputedStyle(link, '::after').content)"
        )
        assert [words for words in printed if "(/" in words or "%" in words] == []


def test_on_paper_lines_are_no_longer_than_125_millimetres(page: Page, address: str) -> None:
    """As wide as a reader's eye follows: some 80 letters."""
    page.set_viewport_size({"width": 658, "height": 900})
    page.emulate_media(media="print")
    page.goto(address + PAGES["story"])
    widths = page.evaluate(
        "[...document.querySelectorAll('.prose > p, .story-foot > *')].map(e => e.offsetWidth)"
    )
    assert max(widths) <= 125 / 25.4 * 96 + 1


def test_the_front_page_takes_few_sheets_of_paper(page: Page, address: str) -> None:
    """Its headlines stand in columns, and blocks do not each begin a sheet."""
    page.goto(address)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert 1 <= len(sheets) <= 3

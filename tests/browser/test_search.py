"""Search, as readers do it."""

from __future__ import annotations

from playwright.sync_api import Page

from audit.serving import served
from tests.support.small_paper import MakeSite, story


def test_words_are_sent_as_an_address_with_what_is_sent_besides(site: MakeSite, page: Page) -> None:
    """From the page for lost readers, by the keyboard, and nothing without words."""
    asked = {"action": "/archive/", "field": "words", "hidden": {"in": "a&b"}}
    paper = site({"articles/a.md": story()}, SEARCH_FORM=asked)
    with served(paper.output) as address:
        page.goto(f"{address}/404.html")
        field = page.get_by_role("searchbox", name="Search The Halyard")
        field.press("Enter")
        assert page.url == f"{address}/404.html"
        field.fill("Ünder & over")
        field.press("Enter")
        page.wait_for_url("**/archive/*")
        assert page.url == f"{address}/archive/?words=%C3%9Cnder+%26+over&in=a%26b"

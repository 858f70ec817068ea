"""What the first view of a page may weigh: all that is sent before a reader does anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.test_reading import PAGES

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
STORY = 200_000
BUDGETS = {
    "home on a phone": (PAGES["home"], PHONE, 250_000),
    "home on a desk": (PAGES["home"], DESK, 400_000),
    "a story on a phone": (PAGES["story"], PHONE, STORY),
}


@pytest.mark.parametrize(("path", "window", "budget"), BUDGETS.values(), ids=BUDGETS.keys())
def test_the_first_view_keeps_within_its_budget(
    browser: Browser, address: str, path: str, window: dict, budget: int
) -> None:
    """In bytes as they are sent, texts compressed."""
    with browser.new_context(**window) as context:
        assert too_heavy(context, [address + path], budget) == {}


def test_every_story_keeps_within_its_budget(browser: Browser, address: str, halyard: Path) -> None:
    """With its lead, on a desk, where that is largest."""
    pages = sorted(halyard.glob("20[0-9][0-9]/[0-9][0-9]/*/index.html"))
    assert len(pages) > 30
    urls = [f"{address}/{page.parent.relative_to(halyard).as_posix()}/" for page in pages]
    with browser.new_context(**DESK) as context:
        assert too_heavy(context, urls, STORY) == {}


def too_heavy(context: BrowserContext, urls: list[str], budget: int) -> dict[str, dict[str, int]]:
    """Return what is sent, in bytes, for each page whose first view is heavier than a budget."""
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: dict[str, str] = {}
    sent: dict[str, int] = {}
    network.on(
        "Network.responseReceived",
        lambda told: asked.update({told["requestId"]: told["response"]["url"]}),
    )
    network.on(
        "Network.loadingFinished",
        lambda told: sent.update({asked[told["requestId"]]: int(told["encodedDataLength"])}),
    )
    found = {}
    for url in urls:
        sent.clear()
        page.goto(url, wait_until="networkidle")
        assert url in sent
        if sum(sent.values()) > budget:
            found[url] = dict(sent)
    return found

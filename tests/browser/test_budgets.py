"""What the first view of a page may weigh: all that is sent before a reader does anything."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.test_reading import PAGES

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
BUDGETS = {
    "home on a phone": (PAGES["home"], PHONE, 250_000),
    "home on a desk": (PAGES["home"], DESK, 400_000),
    "a story with its lead on a phone": (PAGES["story"], PHONE, 200_000),
    "a story with its lead on a desk": (PAGES["story"], DESK, 200_000),
}


@pytest.mark.parametrize(("path", "window", "budget"), BUDGETS.values(), ids=BUDGETS.keys())
def test_the_first_view_keeps_within_its_budget(
    browser: Browser, address: str, path: str, window: dict, budget: int
) -> None:
    """In bytes as they are sent, texts compressed."""
    sent: dict[str, int] = {}
    urls: dict[str, str] = {}
    with browser.new_context(**window) as context:
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on(
            "Network.responseReceived",
            lambda told: urls.update({told["requestId"]: told["response"]["url"]}),
        )
        network.on(
            "Network.loadingFinished",
            lambda told: sent.update({urls[told["requestId"]]: int(told["encodedDataLength"])}),
        )
        page.goto(address + path, wait_until="networkidle")
    assert address + path in sent
    assert sum(sent.values()) <= budget, sent

"""Fixtures of the tests that open pages: The Halyard on a loopback server, and Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from audit.lighthouse import chromium
from audit.serving import served
from tests.support.halyard import halyard  # noqa: F401 - a fixture

CHROMIUM = chromium()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies here; without a Chromium there is nothing to open pages with."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(autouse=True)
def _looks_alone(sizes_kept: None) -> None:
    """Here is looked at what pages show, not at how it is made."""


@pytest.fixture(scope="session")
def address(halyard: Path) -> Iterator[str]:  # noqa: F811 - pytest's way to ask for a fixture
    """The address of The Halyard on this machine."""
    with served(halyard) as found:
        yield found


@pytest.fixture(scope="session")
def browser(slow: None) -> Iterator[Browser]:
    """A Chromium of the system's own.

    Pictures below the window are fetched further ahead over a line that it takes for slow, and on a
    busy machine every line looks slow to it: so it is told how fast this one is.
    """
    arguments = ["--disable-background-networking", "--disable-component-update"]
    arguments += ["--force-effective-connection-type=4G"]
    arguments += ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser window with scripts off: no page may need one."""
    with browser.new_context(java_script_enabled=False) as fresh:
        yield fresh


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty tab."""
    return context.new_page()

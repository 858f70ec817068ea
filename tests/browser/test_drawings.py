"""Minified drawings look the same in a browser, to the pixel."""

from __future__ import annotations

from base64 import b64encode

import pytest
from playwright.sync_api import Browser, Page

from broadsheet.pictures.minifying import minified
from broadsheet.pictures.recipe import draw
from tests.pictures.awkward_drawings import AWKWARD, EXPORTED
from tests.support.halyard import HALYARD

OF_THE_PAPER = {
    file.name: file.read_text("utf-8") for file in sorted(HALYARD.glob("content/images/*.svg"))
}
DRAWINGS = {**OF_THE_PAPER, **AWKWARD, "as Inkscape exports it": EXPORTED}


@pytest.fixture(scope="module", params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Page:
    """A tab on a screen of two pixels for each."""
    return browser.new_page(color_scheme=request.param, device_scale_factor=2)


def shot(page: Page, drawing: bytes) -> bytes:
    """Return what a reader sees of a drawing in a page."""
    data = b64encode(drawing).decode()
    page.set_content(
        "<body style='margin: 0; background: silver'>"
        f"<img src='data:image/svg+xml;base64,{data}' style='max-width: 100%'>"
    )
    page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")
    return page.screenshot()


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_minified_drawing_looks_the_same(page: Page, name: str) -> None:
    """By day and by night, whatever is awkward in it."""
    data = DRAWINGS[name].encode()
    before = shot(page, data)
    assert shot(page, minified(data)) == before
    assert shot(page, draw((data,), "")) == before
    assert len(minified(data)) < len(data)


def test_another_drawing_looks_another(page: Page) -> None:
    """Or the test above would see nothing."""
    data = AWKWARD["shapes"]
    assert shot(page, data.encode()) != shot(page, data.replace("teal", "tan").encode())

"""Drawings in a browser: minified ones look the same; house drawings follow the page."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from audit.serving import served
from broadsheet.pictures.minifying import minified
from broadsheet.pictures.recipe import draw
from tests.pictures.awkward_drawings import AWKWARD, EXPORTED
from tests.support.halyard import HALYARD, ROOT
from tests.support.small_paper import MakeSite, story

SVG = 'xmlns="http://www.w3.org/2000/svg"'
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
    assert shot(page, draw((data,), (("credit", "Ann Lee"),), "")) == before
    assert len(minified(data)) < len(data)


def test_another_drawing_looks_another(page: Page) -> None:
    """Or the test above would see nothing."""
    data = AWKWARD["shapes"]
    assert shot(page, data.encode()) != shot(page, data.replace("teal", "tan").encode())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_house_drawing_has_the_face_and_the_colours_of_the_page(
    browser: Browser, site: MakeSite, scheme: Literal["light", "dark"]
) -> None:
    """By day and by night, within the width of a phone, and known by its description."""
    guide = (ROOT / "docs/drawings.md").read_text("utf-8")
    (example,) = re.findall(r"```xml\n(.*?)```", guide, re.DOTALL)
    paper = site(
        {
            "articles/a.md": story(image="{src: images/a.svg, alt: Two bars, credit: Ann Lee}"),
            "images/a.svg": example,
        }
    )
    with served(paper.output) as address:
        page = browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 640})
        page.goto(f"{address}/2024/06/harbour-reopens/")
        told = """[...document.querySelectorAll("body, .drawing text:not([fill])")].map(
            each => [getComputedStyle(each).fontFamily,
                     getComputedStyle(each)[each.localName === "body" ? "color" : "fill"]])"""
        of_page, *of_letters = page.evaluate(told)
        assert of_letters and all(each == of_page for each in of_letters)
        drawing = page.get_by_role("img", name="Two bars")
        box = drawing.bounding_box()
        assert box and box["width"] <= 320 and round(box["width"] / box["height"], 1) == 3
        page.close()


@pytest.mark.parametrize(("window", "seen"), [(320, 30), (480, 30), (481, 90), (1280, 90)])
def test_phones_have_a_house_drawing_of_their_own(
    browser: Browser, site: MakeSite, window: int, seen: int
) -> None:
    """Of the two one is seen and told: that fills a phone; the other is as large as it is drawn."""
    drawn = f'<svg {SVG} data-broadsheet="drawing" viewBox="0 0 %s 30"><path d="M0 0h9v9z"/></svg>'
    image = "{src: images/a.svg, alt: A shape, credit: Ann Lee, phone: images/b.svg}"
    paper = site(
        {
            "articles/a.md": story(image=image),
            "images/a.svg": drawn % 90,
            "images/b.svg": drawn % 30,
            "images/b.svg.yaml": "credit: Ann Lee",
        }
    )
    with served(paper.output) as address:
        page = browser.new_page(viewport={"width": window, "height": 900})
        page.goto(f"{address}/2024/06/harbour-reopens/")
        drawing = page.get_by_role("img", name="A shape")  # strict: fails where two are told
        assert drawing.get_attribute("viewBox") == f"0 0 {seen} 30"
        box = drawing.bounding_box()
        column = page.locator(".lead-figure").bounding_box()
        assert box and column
        assert box["width"] == (column["width"] if seen == 30 else seen)
        page.close()

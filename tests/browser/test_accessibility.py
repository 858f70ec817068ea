"""What axe finds of each kind of page, its best practices and contrast included: nothing."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_embeds import BODY
from tests.browser.test_embeds import served as with_a_host
from tests.browser.test_reading import PAGES
from tests.multimedia.recording_makers import jpeg, mp3
from tests.support.small_paper import MakeSite, story

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
ALL = "{}"
# What is seen in other colours has been looked at otherwise.
COLOURS = "{runOnly: ['color-contrast', 'link-in-text-block']}"
# Colours are the same on any screen, and take half of the time.
SHAPES = "{rules: {'color-contrast': {enabled: false}}}"


class State(NamedTuple):
    """How a page is looked at. media: as emulated; rules: axe's options."""

    media: dict[str, str]
    width: int
    direction: str
    rules: str


STATES = {
    "light": State({}, 1280, "", ALL),
    "dark": State({"color_scheme": "dark"}, 1280, "", COLOURS),
    "forced colours": State({"forced_colors": "active"}, 1280, "", COLOURS),
    "a small phone": State({}, 320, "", SHAPES),
    "right to left": State({}, 1280, "rtl", SHAPES),
}


def violations(page: Page) -> dict[str, list[object]]:
    """Return what axe finds of the open page in each state."""
    page.evaluate(AXE.read_text("utf-8"))
    found = {}
    for name, state in STATES.items():
        media = {"color_scheme": "light", "forced_colors": "none", **state.media}
        page.emulate_media(**media)  # type: ignore[arg-type]
        page.set_viewport_size({"width": state.width, "height": 900})
        page.evaluate("direction => { document.documentElement.dir = direction }", state.direction)
        found[name] = page.evaluate(
            f"axe.run({state.rules}).then(r => r.violations.map(v => [v.id, v.nodes.map(n => n.html)]))"
        )
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_pages_are_accessible(browser: Browser, address: str, path: str) -> None:
    """In light and dark, in forced colours, on a small phone, and written from right to left."""
    with browser.new_context() as window:
        page = window.new_page()
        page.goto(address + path)
        assert violations(page) == {}


def test_rarer_kinds_of_pages_are_accessible(site: MakeSite, browser: Browser) -> None:
    """Live coverage, recordings, embeds, galleries, a withdrawn story, one in Arabic; a search."""
    recording = '[audio](a.mp3 "The storm (Ann Lee)")\n'
    paper = site(
        {
            "articles/live.md": story(
                "## 08:10 One\n\nA.", title="Live", live="yes", date="2024-06-11 08:00"
            ),
            "articles/media.md": story(f"{BODY}\n\n{recording}", title="Media"),
            "articles/gone.md": story("A.", title="Gone", withdrawn="It was wrong."),
            "articles/arabic.md": story("نص.", lang="ar", title="خبر", slug="arabic"),
            "articles/a.jpg": jpeg((1600, 900)),
            "articles/a.mp3": mp3(),
        },
        SEARCH_FORM={"action": "https://search.example/"},
    )
    assert paper.faults == []
    stories = sorted(paper.output.glob("2024/06/*/index.html"))
    assert len(stories) == 4
    paths = [f"{file.parent.relative_to(paper.output).as_posix()}/" for file in stories]
    with browser.new_context() as window:
        page = with_a_host(window, paper.output, [])
        for path in (*paths, "archive/", "404.html"):
            page.goto(f"http://paper.example/{path}")
            assert violations(page) == {}, path

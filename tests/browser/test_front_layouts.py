"""How the tops of fronts stand on a desk: whatever editors choose, and whatever there is to show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from playwright.sync_api import Browser

from audit.serving import served
from tests.support.small_paper import MakeSite, story

SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='800'><title>t</title></svg>"
NEWEST = datetime(2024, 6, 11, 12, tzinfo=UTC)
LAYOUTS = ("usual", "major", "quiet")
LEAD = """() => {
  const lead = document.querySelector('.lead'), front = lead.parentElement
  const width = (part) => part ? part.getBoundingClientRect().width : 0
  return {
    lead: width(lead) / width(front),
    headline: width(lead.querySelector('.headline')) / width(front),
    size: parseFloat(getComputedStyle(lead.querySelector('.headline')).fontSize),
    picture: width(lead.querySelector('.card-picture img')) / width(front),
    headlineFirst: lead.querySelector('.headline').getBoundingClientRect().top
      < lead.querySelector('.card-words').getBoundingClientRect().top,
    sideways: document.scrollingElement.scrollWidth - innerWidth,
  }
}"""


def told(apart: timedelta, *, pictured: bool) -> dict[str, str]:
    """Return stories so much time apart; all of them, or none, have pictures."""
    picture = {"image": "{src: /images/tug.svg, alt: A tug}"} if pictured else {}
    return {
        f"articles/s{number}.md": story(
            slug=f"s{number}",
            title=f"The harbour reopens after the {number}th storm of a long winter",
            summary="The tugs were out before dawn, and the first ferry left on time.",
            date=(NEWEST - number * apart).isoformat(),
            **picture,
        )
        for number in range(16)
    }


@pytest.mark.parametrize(
    ("has_latest", "pictured"), list(product((True, False), repeat=2)), ids=str
)
def test_a_lead_has_its_room_in_every_layout(
    site: MakeSite, browser: Browser, has_latest: bool, pictured: bool
) -> None:
    """Major news go across the page, a quiet day has a small headline, and nothing is squeezed."""
    content = {"images/tug.svg": SVG, "images/tug.svg.yaml": "credit: Ann Lee"}
    content |= told(timedelta(hours=1 if has_latest else 100), pictured=pictured)
    found = {}
    for layout in LAYOUTS:
        says = f"layout: {layout}\n" if layout != "usual" else "missing: stop\n"
        paper = site({**content, "fronts/home.yaml": says, "fronts/world.yaml": says})
        assert paper.faults == []
        assert bool(paper.html("index.html").select(".latest")) is has_latest
        with served(paper.output) as address, browser.new_context() as window:
            page = window.new_page()
            for path, width in product(("/", "/world/"), (1024, 1280, 1920)):
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(address + path)
                found[layout, path, width] = page.evaluate(LEAD)
    for (layout, path, width), top in found.items():
        where = (layout, path, width, top)
        assert top["sideways"] <= 0, where
        assert top["lead"] > (0.99 if layout == "major" else 0.7), where
        assert top["headline"] > 0.3, where
        assert top["headlineFirst"], where
        if pictured:
            assert top["picture"] > 0.3, where
        assert top["size"] <= found["major", path, width]["size"], where
        assert top["size"] >= found["quiet", path, width]["size"], where
        assert found["quiet", path, width]["size"] == 32, where


def test_sections_are_one_row_on_a_phone(site: MakeSite, browser: Browser) -> None:
    """However many there are: the row goes on behind the edge, and the page does not."""
    menu = [(f"Another section {number}", "/world/") for number in range(9)]
    paper = site({"articles/a.md": story()}, MENUITEMS=menu)
    with served(paper.output) as address, browser.new_context() as window:
        page = window.new_page()
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(address)
        assert page.locator(".sections").evaluate("nav => nav.offsetHeight") < 60
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
        page.locator(".sections a").last.focus()
        assert page.locator(".sections a").last.evaluate(
            "link => link.getBoundingClientRect().right <= innerWidth + 1"
        )

"""How pictures of a text stand in windows: from edge to edge, in galleries, and on top."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from audit.serving import served
from tests.pictures.makers import file_of, photograph
from tests.support.small_paper import MakeSite, story

PAGE = "/2024/06/harbour-reopens/"
TUG = '![A tug](/images/tug.jpg "The tug (Ann Lee)")'
LEAD = "{src: images/lead.jpg, alt: A tug, credit: Ann Lee}"
MEASURED = """() => {
  const rounded = (part) => {
    const box = part.getBoundingClientRect()
    return [Math.round(box.left), Math.round(box.width), Math.round(box.height)]
  }
  const lead = document.querySelector('.lead-figure')
  const many = [...document.querySelectorAll('.gallery-pictures')].map(
    (rack) => [...rack.children].map(rounded))
  return {
    full: rounded(document.querySelector('.full img')),
    gap: rounded(lead)[1] - rounded(lead.querySelector('img'))[1],
    racks: many.map((rack) => rack.map(([left]) => left)),
    sideways: document.scrollingElement.scrollWidth - innerWidth,
  }
}"""


@pytest.fixture
def paper(site: MakeSite) -> object:
    """A story with a lead of 900 pixels, a tall picture from edge to edge, and two galleries."""
    rows = ("\n".join([TUG] * count) for count in (2, 5))
    body = "\n\n".join(["Words.", TUG.replace("tug.jpg", "tall.jpg") + "{.full}", *rows])
    files = {
        "articles/a.md": story(body, image=LEAD),
        "images/lead.jpg": file_of(photograph(900, 600)),
        "images/tall.jpg": file_of(photograph(1200, 1800)),
        "images/tug.jpg": file_of(photograph(600, 400)),
    }
    made = site(files)
    assert (made.faults, made.warnings) == ([], [])
    return made


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800), (1920, 1080)])
def test_pictures_keep_to_their_places(
    browser: Browser, paper: object, width: int, height: int
) -> None:
    """None is higher than the window, a lead reaches the edge, and a phone has two in a row."""
    window = {"width": width, "height": height}
    with served(paper.output) as address, browser.new_page(viewport=window) as page:  # type: ignore[attr-defined]
        page.goto(address + PAGE)
        found = page.evaluate(MEASURED)
    assert found["full"][:2] == [0, width] and found["full"][2] <= height
    assert found["gap"] == 0 and found["sideways"] <= 0
    few, many = found["racks"]
    columns = (1, 2) if width < 500 else (2, 3)
    assert (len(set(few)), len(set(many[:4]))) == columns
    assert width >= 500 or many[4] == many[0]

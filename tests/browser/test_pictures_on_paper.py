"""How pictures of a text stand on paper."""

from __future__ import annotations

from playwright.sync_api import Browser

from audit.serving import served
from tests.pictures.makers import file_of, photograph
from tests.support.small_paper import MakeSite, story

A4 = {"width": 658, "height": 986}  # pixels, within its margins
TEXT, SIDE = 125 / 25.4 * 96, 45 / 25.4 * 96
TUG = '![A tug](/images/tug.jpg "The tug (Ann Lee)")'
LEAD = "{src: images/tug.jpg, alt: A tug, credit: Ann Lee}"
CHART = "alt: Ships\ncredit: Ann Lee\nchart: {title: Ships, data: ships.csv}\n"
MEASURED = """(chosen) => [...document.querySelectorAll(chosen)].map(part => {
  const {left, right} = part.getBoundingClientRect()
  return [left, right - left]
})"""


def test_on_paper_pictures_are_as_wide_as_the_text(site: MakeSite, browser: Browser) -> None:
    """But for those at the side and in galleries; captions begin where their pictures do."""
    alone = [TUG + width for width in ("", "{.wide}", "{.full}", "{.side}")]
    galleries = ["\n".join([TUG] * count) for count in (2, 3)]
    body = "\n\nWords.\n\n".join(["Words.", *alone, *galleries])
    picture = {"images/tug.jpg": file_of(photograph(1200, 800))}
    page_of = {
        "articles/a.md": story(body, image=LEAD),
        "pages/about.md": f"---\ntitle: A\n---\n\n{body}\n",
    }
    paper = site({**picture, **page_of})
    assert (paper.faults, paper.warnings) == ([], [])
    for path, window in (("/2024/06/harbour-reopens/", 658), ("/about/", 658), ("/about/", 1600)):
        with served(paper.output) as address, browser.new_page() as page:
            page.emulate_media(media="print")
            page.set_viewport_size({**A4, "width": window})
            page.goto(address + path)
            wide = page.evaluate(MEASURED, ".lead-figure img, .prose > figure:not(.side) img")
            assert len(wide) == (4 if "2024" in path else 3)
            assert all(abs(width - TEXT) < 1 for _, width in wide), wide
            ((_, side),) = page.evaluate(MEASURED, ".side img")
            assert abs(side - SIDE) < 1
            rack = page.evaluate(MEASURED, ".gallery img")
            assert all(0.9 < 2 * width / TEXT < 1 for _, width in rack), rack
            captions = page.evaluate(MEASURED, ".prose > figure:not(.side) figcaption")
            assert {left for left, _ in captions} == {left for left, _ in wide}


def test_on_paper_what_readers_open_is_open(site: MakeSite, browser: Browser) -> None:
    """Such as the numbers of a chart; without the link to their file."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' width='900' height='900'/>"
    body = "![](/images/ships.svg)\n\n<details><summary>More</summary><p>Words.</p></details>"
    files = {
        "images/ships.svg": svg,
        "images/ships.svg.yaml": CHART,
        "images/ships.csv": "a,b\n1,2\n",
    }
    paper = site({"articles/a.md": story(body), **files})
    assert paper.faults == []
    with served(paper.output) as address, browser.new_page() as page:
        page.goto(f"{address}/2024/06/harbour-reopens/")
        inside = page.locator(".chart-numbers td, details:not(.chart-numbers) p")
        assert [each.is_visible() for each in inside.all()] == [False, False]
        page.emulate_media(media="print")
        assert [each.is_visible() for each in inside.all()] == [True, True]
        assert not page.locator(".chart-numbers a").is_visible()

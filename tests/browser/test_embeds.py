"""An embed in a browser: nothing foreign before the click, and a frame that fits after it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.multimedia.recording_makers import jpeg
from tests.support.small_paper import MakeSite, story

HOME = "http://paper.example"
STORY = f"{HOME}/2024/06/harbour-reopens/"
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
FRAME = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
BODY = "\n\n".join(
    (
        "Words.",
        f'[embed]({FILM} "The storm (BBC)"){{poster="a.jpg"}}',
        '[embed](https://x.com/a/status/1234567890 "A post")',
        '![A](a.jpg "One (Ann Lee)")\n![B](a.jpg "Two (Ann Lee)")\n![C](a.jpg "Three (Ann Lee)")',
    )
)
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".jpg": "image/jpeg"}


@pytest.fixture
def asked() -> list[str]:
    """The addresses on other hosts that the page has asked for."""
    return []


def served(context: BrowserContext, output: Path, asked: list[str]) -> Page:
    """Return a tab in which the paper has a host, and every other host answers with a wide page."""

    def answer(route: Route) -> None:
        url = route.request.url.partition("?")[0]
        if not url.startswith(f"{HOME}/"):
            asked.append(route.request.url)
            route.fulfill(content_type="text/html", body="<p style='width: 90rem'>Wide</p>")
            return
        file = output / url.removeprefix(f"{HOME}/")
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            kind = TYPES.get(file.suffix, "application/octet-stream")
            route.fulfill(content_type=kind, body=file.read_bytes())
        else:
            route.fulfill(status=404)

    context.route("**/*", answer)
    return context.new_page()


def built(site: MakeSite) -> Path:
    paper = site({"articles/a.md": story(BODY), "articles/a.jpg": jpeg((1600, 900))})
    assert paper.faults == []
    return paper.output


def test_a_click_loads_the_frame_and_nothing_does_before(
    site: MakeSite, browser: Browser, asked: list[str]
) -> None:
    """In a sandbox, with its title, and no wider than a small telephone."""
    with browser.new_context(viewport={"width": 320, "height": 700}) as window:
        page = served(window, built(site), asked)
        page.goto(STORY, wait_until="networkidle")
        assert asked == []
        page.get_by_text("View on YouTube").click()
        frame = page.locator("figure.embed iframe")
        frame.wait_for()
        page.wait_for_load_state("networkidle")
        assert asked == [FRAME] and page.url == STORY
        assert frame.get_attribute("title") == "The storm"
        assert "allow-top-navigation" not in (
            frame.get_attribute("sandbox") or "allow-top-navigation"
        )
        assert frame.get_attribute("referrerpolicy") == "strict-origin"
        page.get_by_text("View on X").click()
        page.wait_for_load_state("networkidle")
        for width in (320, 768, 1280, 1600):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("size", [(1600, 900), (800, 800)], ids=["wide", "square"])
def test_the_frame_stands_where_the_still_stood(
    site: MakeSite, browser: Browser, asked: list[str], width: int, size: tuple[int, int]
) -> None:
    """Whatever the shape of the still: nothing below it jumps when the frame comes."""
    paper = site({"articles/a.md": story(BODY), "articles/a.jpg": jpeg(size)})
    with browser.new_context(viewport={"width": width, "height": 900}) as window:
        page = served(window, paper.output, asked)
        page.goto(STORY, wait_until="networkidle")
        of = "node => [node.offsetWidth, node.offsetHeight]"
        before = page.locator(".embed-link").first.evaluate(of)
        page.get_by_text("View on YouTube").click()
        frame = page.locator("figure.embed iframe")
        frame.wait_for()
        assert frame.evaluate(of) == before


def test_without_scripts_the_link_leads_to_the_service(
    site: MakeSite, browser: Browser, asked: list[str]
) -> None:
    """Nobody needs the script to see what the paper shows."""
    with browser.new_context(java_script_enabled=False) as window:
        page = served(window, built(site), asked)
        page.goto(STORY)
        page.get_by_text("View on YouTube").click()
        page.wait_for_url(FILM)
        assert asked == [FILM]


def test_on_paper_a_film_without_a_still_takes_two_lines(
    site: MakeSite, browser: Browser, asked: list[str]
) -> None:
    """The words of its link and the address: the place for the frame would be a hole."""
    paper = site({"articles/a.md": story(f'Words.\n\n[embed]({FILM} "The storm (BBC)")')})
    with browser.new_context(viewport={"width": 1280, "height": 900}) as window:
        page = served(window, paper.output, asked)
        page.goto(STORY)
        link = page.locator(".embed-link")
        assert link.evaluate("node => node.offsetHeight") > 200
        page.emulate_media(media="print")
        assert link.evaluate("node => node.offsetHeight") < 60


def test_a_gallery_stands_side_by_side_where_there_is_room(
    site: MakeSite, browser: Browser, asked: list[str]
) -> None:
    """From right to left in languages that are written so; one below the other on a telephone."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as window:
        page = served(window, built(site), asked)
        page.goto(STORY)
        boxes = (
            "[...document.querySelectorAll('.gallery figure')].map(f => f.getBoundingClientRect())"
        )
        assert page.evaluate(f"new Set({boxes}.map(b => b.top)).size") == 1
        page.evaluate("document.documentElement.dir = 'rtl'")
        first, second, third = page.evaluate(f"{boxes}.map(b => b.left)")
        assert first > second > third
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate(f"new Set({boxes}.map(b => b.top)).size") == 3

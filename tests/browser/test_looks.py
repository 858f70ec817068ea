"""How pages look where a design breaks first: large letters, paper, dark rooms, other scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from audit.serving import served
from tests.browser.test_reading import PAGES, SYRIA
from tests.support.small_paper import MakeSite, story

TWICE = "document.documentElement.style.fontSize = '200%'"


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_letters_of_twice_the_size_need_no_sideways_scrolling(
    page: Page, address: str, path: str
) -> None:
    """On a small phone the foot, the menu and an author's mailbox take more lines, not more room."""
    page.goto(address + path)
    page.evaluate(TWICE)
    for width in (320, 390, 768):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_long_names_of_sections_go_on_behind_the_edge(browser: Browser, site: MakeSite) -> None:
    """On a phone their row is scrolled, and the page is not; other long names are broken."""
    long, short = ["Acquisitionings", "Technologically"], ["How We Work", "Open Data", "Design"]
    names = [*long, *short, *(f"Section {letter}" for letter in "ABCDEF")]
    files = {
        f"articles/{number}.md": story(category=name, slug=f"s{number}", title=f"Story {number}")
        for number, name in enumerate(names)
    }
    own = {"SITENAME": "The Extraordinarily Longwinded Gazette", "NEWSLETTERS": []}
    paper = site(files, SECTIONS=[{"name": name} for name in names], **own)
    assert paper.faults == []
    with served(paper.output) as address, browser.new_page() as page:
        page.goto(address)
        page.evaluate(TWICE)
        for width in (320, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_a_long_tagline_and_the_day_keep_apart(
    browser: Browser, site: MakeSite, medium: Literal["screen", "print"]
) -> None:
    """They stand one above the other beside the name, where there is little room as well."""
    tagline = "News, views and voices from every harbour of an open sea"
    paper = site({"articles/a.md": story()}, SITESUBTITLE=tagline)
    with served(paper.output) as address, browser.new_page() as page:
        page.emulate_media(media=medium)
        page.goto(address)
        for width in (680, 768, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            note, day = (
                page.locator(each).bounding_box() for each in (".masthead-note", ".masthead-day")
            )
            assert day and (note is None or note["y"] + note["height"] <= day["y"])


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_the_band_of_opinion_reaches_both_edges(page: Page, address: str, width: int) -> None:
    """And its words stand where those of other blocks do."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address)
    band, words, other = (
        page.locator(each).first.bounding_box()
        for each in (".voices", ".voices .block-heading", ".block .block-heading")
    )
    assert band and words and other
    assert (band["x"], band["width"]) == (0, width)
    assert round(words["x"]) == round(other["x"])
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_on_paper_only_addresses_with_a_host_are_spelled_out(page: Page, address: str) -> None:
    """A path without a host, or a query in per cent signs, is of no use there."""
    page.emulate_media(media="print")
    for path in (PAGES["story"], PAGES["about"], SYRIA):
        page.goto(address + path)
        printed = page.evaluate(
            "[...document.querySelectorAll('main a')]"
            ".map(link => getComputedStyle(link, '::after').content)"
        )
        assert [words for words in printed if "(/" in words or "%" in words] == []


def test_on_paper_lines_are_no_longer_than_125_millimetres(page: Page, address: str) -> None:
    """As wide as a reader's eye follows: some 80 letters."""
    page.set_viewport_size({"width": 658, "height": 900})
    page.emulate_media(media="print")
    page.goto(address + PAGES["story"])
    widths = page.evaluate(
        "[...document.querySelectorAll('.prose > p, .story-foot > *')].map(e => e.offsetWidth)"
    )
    assert max(widths) <= 125 / 25.4 * 96 + 1


def test_on_paper_what_goes_along_with_the_text_is_smaller(page: Page, address: str) -> None:
    """Nothing is printed twice, nor what only leads back to a place on a screen."""
    page.emulate_media(media="print")
    page.goto(address + PAGES["story"])
    text, *rest = page.evaluate(
        "['.prose > p', 'figcaption', 'table', '.footnote', '.times'].map("
        "each => parseFloat(getComputedStyle(document.querySelector(each)).fontSize))"
    )
    assert all(size < 0.85 * text for size in rest)
    for twice in ("blockquote[aria-hidden]", ".footnote-backref"):
        assert page.locator(twice).count() > 0
        assert not page.locator(twice).first.is_visible()


def test_planes_of_drawings_differ_on_paper_without_colours(page: Page, address: str) -> None:
    """Printers have one ink, mostly, and a legend names two."""
    page.emulate_media(media="print")
    page.goto(address)
    colours = page.evaluate(
        """['--paper', '--tint', '--quiet', '--accent'].map(name => {
            const probe = document.body.appendChild(document.createElement('p'));
            probe.style.color = `var(${name})`;
            return getComputedStyle(probe).color.match(/\\d+/g).map(Number);
        })"""
    )

    def light(colour: list[int]) -> float:
        parts = [each / 255 for each in colour]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    paper, tint, quiet, accent = map(light, colours)
    assert paper > tint
    assert (tint + 0.05) / (quiet + 0.05) > 2 and (quiet + 0.05) / (accent + 0.05) > 2


def test_a_word_that_is_kept_whole_breaks_in_need(page: Page, address: str) -> None:
    """In letters of twice the size on the narrowest phone no page scrolls sideways."""
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(address + PAGES["story"])
    page.evaluate(
        "document.documentElement.style.fontSize = '200%';"
        "document.querySelector('h1').innerHTML = 'So <span class=\"unbroken\">re-nationalising</span>'"
    )
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320


def test_the_foot_of_a_short_page_is_that_of_the_window(page: Page, address: str) -> None:
    """And that of a long one stands at its end."""
    page.set_viewport_size({"width": 1280, "height": 1600})
    for path, is_long in (("/404.html", False), (PAGES["story"], True)):
        page.goto(address + path)
        end, whole = page.evaluate(
            "[document.querySelector('.colophon').getBoundingClientRect().bottom,"
            " document.documentElement.scrollHeight]"
        )
        assert round(end) == whole and (whole > 1600) == is_long


@pytest.mark.parametrize("path", ["/archive/", "/topics/", "/authors/"])
def test_on_paper_lists_are_no_empty_sheets(page: Page, address: str, path: str) -> None:
    """All that they are for are links."""
    page.emulate_media(media="print")
    page.goto(address + path)
    assert page.locator("main .year li a").first.is_visible()


def test_on_paper_a_front_leads_to_no_archive(page: Page, address: str) -> None:
    """What is only there to be followed is left out."""
    page.emulate_media(media="print")
    page.goto(f"{address}/world/")
    assert not page.locator(".archives").is_visible()


def test_the_front_page_takes_few_sheets_of_paper(page: Page, address: str) -> None:
    """Its headlines stand in columns, and blocks do not each begin a sheet."""
    page.goto(address)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert 1 <= len(sheets) <= 3


def test_only_drawings_are_dimmed_and_only_on_dark_screens(page: Page, address: str) -> None:
    """White maps glare at night; photographs are as their makers left them, and so is paper."""
    filters = "[...document.querySelectorAll('%s')].map(e => getComputedStyle(e).filter)"
    page.goto(address)
    for media, scheme, colours, drawn in (
        ("screen", "dark", "none", {"brightness(0.9)"}),
        ("screen", "dark", "active", {"none"}),
        ("screen", "light", "none", {"none"}),
        ("print", "dark", "none", {"none"}),
    ):
        page.emulate_media(media=media, color_scheme=scheme, forced_colors=colours)
        assert set(page.evaluate(filters % "main img.drawn")) == drawn
        assert set(page.evaluate(filters % "main img:not(.drawn)")) == {"none"}


def test_no_italic_is_fetched_for_a_tagline(page: Page, address: str) -> None:
    """The face of 43 KB comes only where a text has words in italics."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address, wait_until="networkidle")
    assert [url for url in asked if "newsreader" in url] != []
    assert [url for url in asked if "italic" in url] == []


def test_nothing_moves_when_the_face_arrives(page: Page, address: str) -> None:
    """The systems' serifs that stand in for it are as wide and as high."""
    heights = []
    for is_late in (True, False):
        if is_late:
            page.route("**/*.woff2", lambda route: route.abort())
        page.goto(address + PAGES["story"], wait_until="networkidle")
        heights.append(page.locator(".prose").evaluate("text => text.offsetHeight"))
        page.unroute_all()
    assert abs(heights[0] / heights[1] - 1) < 0.02


@pytest.mark.parametrize("lang", ["ar", "he"])
def test_arabic_and_hebrew_have_room_for_their_marks(page: Page, address: str, lang: str) -> None:
    """No letters are pulled together, and lines stand further apart than those of Latin script."""
    for path in (PAGES["home"], PAGES["story"], PAGES["author"]):
        page.goto(address + path)
        page.evaluate(f"document.documentElement.lang = '{lang}'")
        page.evaluate("document.documentElement.dir = 'rtl'")  # as pages in these have it
        found = page.evaluate(
            "[...document.querySelectorAll('h1, h2, h3, .standfirst, .prose p:not(.label)')]"
            ".map(e => getComputedStyle(e)).map(style => [parseFloat(style.letterSpacing) || 0,"
            " parseFloat(style.lineHeight) / parseFloat(style.fontSize)])"
        )
        assert {spacing for spacing, _ in found} == {0}
        assert min(leading for _, leading in found) >= 1.3


def test_the_stylesheet_for_readers_says_what_the_theme_says(page: Page, halyard: Path) -> None:
    """A browser reads the same rules in it, though it has neither blanks nor comments."""
    css = halyard / "theme/site.css"
    sheets = [*sorted(Path("theme/static/css").glob("*.css"))]
    sheets += sorted(Path("plugins/broadsheet").glob("*/static/css/*.css"))
    read = """css => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      return [...sheet.cssRules].map(rule => rule.cssText.replaceAll(', ', ','))
    }"""
    written = "\n".join(sheet.read_text("utf-8") for sheet in sheets)
    served = css.read_text("utf-8")
    assert len(served) < 0.85 * len(written)
    assert sorted(page.evaluate(read, served)) == sorted(page.evaluate(read, written))

"""What a reader sees: pages opened in a real browser, with scripts off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

SYRIA = "/2015/11/russia-says-rebels-named-targets-for-syria-strikes/"
SCROLL = "/2024/02/a-burnt-scroll-from-herculaneum-is-read/"
PAGES = {
    "home": "/",
    "story": "/2024/03/two-canals-one-warning/",
    "story with the block at its end": SYRIA,
    "section": "/world/",
    "topic": "/topics/climate/",
    "author": "/authors/leila-haddad-moss/",
    "month": "/world/2026/10/",
    "year": "/world/2024/",
    "authors": "/authors/",
    "archive": "/archive/",
    "corrections": "/corrections/",
    "newsletters": "/newsletters/",
    "republishing": "/republishing/",
    "copy": "/2024/09/every-step-of-the-feds-climb/republish/",
    "about": "/about/",
    "lost": "/404.html",
}
WIDTHS = (320, 768, 1280, 1600)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_no_page_is_wider_than_the_window(page: Page, address: str, path: str) -> None:
    """At no width does a reader have to scroll sideways."""
    page.goto(address + path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_no_page_asks_another_host_for_anything(page: Page, address: str, path: str) -> None:
    """A reader is known to nobody but the paper's own server, and nothing is missing there."""
    asked: list[tuple[str, int]] = []
    page.on("response", lambda response: asked.append((response.url, response.status)))
    page.goto(address + path, wait_until="networkidle")
    assert [url for url, _ in asked if not url.startswith(address)] == []
    assert [url for url, status in asked if status >= 400] == []


def test_the_skip_link_is_the_first_stop_and_leads_to_the_story(page: Page, address: str) -> None:
    """One Tab and one Enter bring a keyboard past the masthead."""
    page.goto(address + PAGES["story"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#page:content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#page:content")


@pytest.mark.parametrize("kind", ["home", "story", "newsletters", "republishing", "lost"])
def test_a_keyboard_reaches_all_and_shows_where_it_is(page: Page, address: str, kind: str) -> None:
    """Each link and field once, in the order of the page, in view and with an outline."""
    page.emulate_media(reduced_motion="reduce")  # or it is still scrolling there
    page.goto(address + PAGES[kind])
    stops = page.evaluate(
        """() => {
            const all = [...document.querySelectorAll(
                'a[href], button, input, select, textarea, summary, [tabindex="0"]')];
            window.stops = all.filter(e => e.tabIndex >= 0 && e.checkVisibility());
            return window.stops.length;
        }"""
    )
    seen = []
    for _ in range(stops):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                """() => {
                    const at = document.activeElement, box = at.getBoundingClientRect();
                    const isSeen = box.bottom > 0 && box.top < innerHeight && box.width > 1;
                    // The link of a card covers the card, which then has the outline.
                    const isMarked = ['', '::after'].some(part => {
                        const style = getComputedStyle(at, part);
                        return style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2;
                    });
                    return [window.stops.indexOf(at), isSeen && isMarked ? '' : at.outerHTML];
                }"""
            )
        )
    assert [what for _, what in seen if what] == []
    assert [stop for stop, _ in seen] == list(range(stops))


@pytest.mark.parametrize("kind", ["home", "story"])
def test_a_keyboard_goes_through_the_masthead_as_eyes_do(
    page: Page, address: str, kind: str
) -> None:
    """From row to row, and in each from the left to the right."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(address + PAGES[kind])
    middles = page.evaluate(
        """() => [...document.querySelectorAll('.masthead a')].map(link => {
            const box = link.getBoundingClientRect();
            return [Math.round((box.top + box.bottom) / 2), Math.round(box.left)];
        })"""
    )
    assert len(middles) > 5
    links = middles[1:]  # behind the name
    assert links == sorted(links, key=lambda at: (at[0] // 40, at[1]))


def test_the_newsletter_block_can_be_skipped(page: Page, address: str) -> None:
    """The link at the head of the block leads to a place behind it."""
    page.goto(address + PAGES["story"])
    skip = page.locator("aside.signup a.skip")
    place = f"[id='{str(skip.get_attribute('href'))[1:]}']"
    target = page.locator(place)
    assert target.evaluate("node => node.tabIndex === -1 || node.tabIndex === 0")
    assert page.evaluate(
        "([a, b]) => !!(document.querySelector(a).compareDocumentPosition("
        "document.querySelector(b)) & Node.DOCUMENT_POSITION_FOLLOWING)",
        ["aside.signup form", place],
    )


def test_print_has_no_navigation_and_spells_links_out(page: Page, address: str) -> None:
    """On paper there is the story, and addresses where a link stood."""
    page.goto(address + PAGES["story"])
    page.emulate_media(media="print")
    assert not page.locator("nav.sections").is_visible()
    assert not page.locator("aside.signup").is_visible()
    page.goto(address + SCROLL)
    spelled = page.locator(".prose p a[href^=http]").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "https://" in spelled


def test_a_menu_of_two_lines_beside_the_name_stays_together(page: Page, address: str) -> None:
    """A menu of one line is as high as the masthead; a second line stands close below the first."""
    page.set_viewport_size({"width": 768, "height": 800})
    page.goto(address + PAGES["story"])
    page.locator(".sections ul").evaluate("list => { list.style.inlineSize = '15rem' }")
    first, second, *_ = page.evaluate(
        "[...new Set([...document.querySelectorAll('.sections li')]"
        ".map(item => item.getBoundingClientRect().top))]"
    )
    assert 36 <= second - first <= 46


def test_lines_of_a_story_hold_sixty_to_seventy_characters(page: Page, address: str) -> None:
    """The measure of running text is comfortable on a large screen."""
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(address + PAGES["story"])
    characters = page.evaluate(
        """() => {
            const lengths = [];
            for (const p of document.querySelectorAll('.prose > p')) {
                const range = document.createRange();
                range.selectNodeContents(p);
                const lines = new Set([...range.getClientRects()].map(r => Math.round(r.bottom)));
                if (lines.size > 2) lengths.push(p.textContent.length / (lines.size - 0.5));
            }
            return lengths.reduce((a, b) => a + b) / lengths.length;
        }"""
    )
    assert 57 <= characters <= 73

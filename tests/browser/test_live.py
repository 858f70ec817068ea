"""Live coverage in a browser: new updates are told of, and come on a click."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from tests.support.small_paper import MakeSite, Paper, story

HOME = "http://paper.example"
STORY = f"{HOME}/2024/06/harbour-reopens/"
FRAGMENT = f"{STORY}updates.html"
FIRST = "## 08:10 One\n\nA."
MORE = f"## 08:30 Three\n\nC.\n\n## 08:20 Two\n\nB.\n\n{FIRST}"


def built(site: MakeSite, body: str, state: str = "yes") -> Paper:
    paper = site({"articles/a.md": story(body, live=state, date="2024-06-11 08:00")})
    assert paper.faults == []
    return paper


class Server:
    """Answers a page with the files of a paper, as they are at the moment."""

    def __init__(self, page: Page, output: Path) -> None:
        self.asked: list[str] = []
        self.output = output
        page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        url = route.request.url
        self.asked.append(url)
        file = self.output / url.removeprefix(f"{HOME}/")
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)


def test_new_updates_are_told_of_and_come_on_a_click(site: MakeSite, browser: Browser) -> None:
    """In their places, while nothing moves before that; and an end ends the asking."""
    with browser.new_context(viewport={"width": 360, "height": 700}) as window:
        page = window.new_page()
        page.clock.install()
        server = Server(page, built(site, FIRST).output)
        page.goto(STORY)
        page.clock.run_for(61_000)
        page.wait_for_load_state("networkidle")
        assert server.asked.count(FRAGMENT) == 1
        assert page.locator(".live-notice").inner_text() == ""
        built(site, MORE, "ended")
        page.clock.run_for(61_000)
        button = page.locator(".live-notice").get_by_role("button")
        assert button.inner_text() == "Show new updates (2)"
        assert page.locator(".update").count() == 1
        assert "has ended" in page.locator(".live-state").inner_text()
        button.click()
        assert page.locator(".update h2").all_inner_texts() == ["Three", "Two", "One"]
        assert page.evaluate("document.activeElement.id") == "update-20240611-0830"
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 360
        page.clock.run_for(300_000)
        page.wait_for_load_state("networkidle")
        assert server.asked.count(FRAGMENT) == 2


def test_what_has_ended_asks_for_nothing(site: MakeSite, browser: Browser) -> None:
    """However long somebody leaves it open."""
    with browser.new_context() as window:
        page = window.new_page()
        page.clock.install()
        server = Server(page, built(site, FIRST, "ended").output)
        page.goto(STORY)
        page.clock.run_for(300_000)
        page.wait_for_load_state("networkidle")
        assert FRAGMENT not in server.asked
        assert not [url for url in server.asked if "/live/live." in url]


def test_what_was_corrected_or_taken_out_does_not_stay(site: MakeSite, browser: Browser) -> None:
    """A correction comes on the click; what was taken out goes at once; each is told once."""
    with browser.new_context() as window:
        page = window.new_page()
        page.clock.install()
        Server(page, built(site, MORE).output)
        page.goto(STORY)
        page.evaluate(
            """() => {
                window.changes = 0;
                new MutationObserver(() => { window.changes += 1; }).observe(
                    document.querySelector(".live-notice"), {childList: true, subtree: true});
            }"""
        )
        built(site, f"## 08:20 Two\n\nCorrected.\n\n{FIRST}")
        for _ in range(4):
            page.clock.run_for(61_000)
            page.wait_for_load_state("networkidle")
        assert page.locator(".update h2").all_inner_texts() == ["Two", "One"]
        assert page.evaluate("window.changes") == 1
        page.get_by_role("button", name="Show new updates (1)").click()
        assert page.locator(".update").first.inner_text().splitlines()[-1] == "Corrected."
        assert page.locator(".update").count() == 2
        assert page.get_by_role("article", name="Two").count() == 1


def test_an_update_with_a_note_brings_the_note_along(site: MakeSite, browser: Browser) -> None:
    """By loading the page anew: notes stand below the updates, and are counted over all of them."""
    with browser.new_context() as window:
        page = window.new_page()
        page.clock.install()
        Server(page, built(site, FIRST).output)
        page.goto(STORY)
        built(site, f"## 08:20 Two\n\nB.[^2]\n\n{FIRST}\n\n[^2]: The harbour master.")
        page.clock.run_for(61_000)
        with page.expect_event("load"):
            page.locator(".live-notice").get_by_role("button").click()
        assert page.url == f"{STORY}#update-20240611-0820"
        assert "The harbour master." in page.locator(".footnote").inner_text()


def test_where_updates_are_gone_nobody_goes_on_asking(site: MakeSite, browser: Browser) -> None:
    """As for a story that is withdrawn, or no longer live."""
    with browser.new_context() as window:
        page = window.new_page()
        page.clock.install()
        server = Server(page, built(site, FIRST).output)
        page.goto(STORY)
        built(site, FIRST, "no")
        for _ in range(4):
            page.clock.run_for(61_000)
            page.wait_for_load_state("networkidle")
        assert server.asked.count(FRAGMENT) == 1

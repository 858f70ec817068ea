"""`inv serve`: a save reaches the open page; a fault is shown while the last good page stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from broadsheet.commands.preview import PreviewServer, listen
from broadsheet.commands.preview_desk import Preview
from tests.commands.conftest import STORY
from tests.support.halyard import NOW, PELICANCONF
from tests.support.previews import Newsroom

PATH = "/2024/06/harbour-reopens/"


@dataclass
class Desk:
    """A story file under an open preview."""

    story: Path
    address: str


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A paper of one story, served as `inv serve` does it."""
    story = tmp_path / "content/articles/2024/harbour-reopens.md"
    story.parent.mkdir(parents=True)
    story.write_text(STORY, "utf-8")
    output = tmp_path / "preview"
    overrides = {
        "PATH": str(tmp_path / "content"),
        "OUTPUT_PATH": str(output),
        "CACHE_PATH": str(tmp_path / "cache"),
        "BUILD_WORKERS": 1,  # starting more takes longer than a small paper
        "NOW": NOW,
    }
    with serving(Preview(PELICANCONF, overrides), output) as address:
        yield Desk(story, address)


@contextmanager
def serving(preview: Preview, output: Path) -> Iterator[str]:
    """Have a preview build and serve; yield its address."""
    preview.rebuild()
    listener = listen("127.0.0.1", 0)
    server = PreviewServer(preview, output)
    thread = Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def test_a_save_reloads_the_page_and_a_fault_is_shown_over_the_last_good_one(
    desk: Desk, browser: Browser
) -> None:
    """The writer never has to leave the editor, nor to look for the terminal."""
    with browser.new_context() as window:
        page = window.new_page()
        page.goto(desk.address + PATH)
        expect(page.locator("h1")).to_have_text("Harbour reopens")
        desk.story.write_text(STORY + "\nA second paragraph.\n", "utf-8")
        expect(page.locator("main")).to_contain_text("A second paragraph.")
        desk.story.write_text(STORY.replace("title:", "titel:"), "utf-8")
        expect(page.get_by_role("alert")).to_contain_text("did you mean `title`?")
        expect(page.locator("h1")).to_contain_text("Harbour")
        desk.story.write_text(STORY, "utf-8")
        expect(page.get_by_role("alert")).to_have_count(0)


def test_settings_broken_at_the_start_are_shown_until_the_story_is(
    tmp_path: Path, browser: Browser
) -> None:
    """On an address that nothing was built for yet; nobody has to reload the page."""
    newsroom = Newsroom(tmp_path)
    newsroom.furnish()
    newsroom.save(newsroom.settings, newsroom.settings_text("SECTIONS = ["))
    with (
        serving(newsroom.preview(), newsroom.output) as address,
        browser.new_context() as window,
    ):
        page = window.new_page()
        page.goto(address + PATH)
        fault = "paperconf.py:8: SyntaxError: '[' was never closed, in `SECTIONS = [` (correct it)"
        expect(page.get_by_role("alert")).to_contain_text(fault)
        expect(page.get_by_role("alert")).to_have_count(1)
        newsroom.save(newsroom.settings, newsroom.settings_text("SECTIONS = [}"))
        expect(page.get_by_role("alert")).to_contain_text("does not match opening parenthesis")
        newsroom.save(newsroom.settings, newsroom.settings_text())
        expect(page.locator("h1")).to_have_text("Harbour reopens")
        expect(page.get_by_role("alert")).to_have_count(0)
        newsroom.settings.rename(tmp_path / "aside")
        expect(page.get_by_role("alert")).to_contain_text("no such settings file")
        expect(page.locator("h1")).to_have_text("Harbour reopens")


def test_notices_are_folded_on_a_telephone_until_somebody_opens_them(
    desk: Desk, browser: Browser
) -> None:
    """They would cover the page; opened or folded, they stay so on the next page."""
    desk.story.write_text(STORY.replace("open", "open ~~now~~ =="), "utf-8")
    with browser.new_context(viewport={"width": 390, "height": 800}) as window:
        page = window.new_page()
        page.goto(desk.address + PATH)
        notices = page.locator("details", has_text="notice")
        expect(notices).not_to_have_attribute("open", "")
        assert notices.evaluate("node => node.offsetHeight") < 60
        notices.locator("summary").click()
        expect(notices).to_have_attribute("open", "")
        page.reload()
        expect(notices).to_have_attribute("open", "")
    with browser.new_context(viewport={"width": 1280, "height": 800}) as window:
        page = window.new_page()
        page.goto(desk.address + PATH)
        expect(page.locator("details", has_text="notice")).to_have_attribute("open", "")


def test_a_page_says_that_its_preview_has_ended(tmp_path: Path, browser: Browser) -> None:
    """Else a writer would wait for a save to appear."""
    newsroom = Newsroom(tmp_path)
    newsroom.furnish()
    with browser.new_context() as window:
        page = window.new_page()
        with serving(newsroom.preview(), newsroom.output) as address:
            page.goto(address + PATH)
            expect(page.locator("h1")).to_have_text("Harbour reopens")
        expect(page.get_by_role("alert")).to_have_text(
            "The preview has ended: start `broadsheet serve` again."
        )

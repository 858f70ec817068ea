"""The live preview, without a browser: its builds run in whatever thread is free."""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from broadsheet.commands.preview import PreviewServer, application, listen
from broadsheet.commands.preview_desk import Preview
from broadsheet.content.edition import Edition
from broadsheet.incremental import locks
from broadsheet.views.composer import Composer
from tests.commands.conftest import STORY
from tests.support.halyard import NOW, PELICANCONF, ROOT, beginning_with


@pytest.fixture
def preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preview]:
    """The preview of a paper of one story, built once; a busy store would be told at once."""
    monkeypatch.setattr(locks, "_PATIENCE", 0)
    story = tmp_path / "content/articles/2024/harbour-reopens.md"
    story.parent.mkdir(parents=True)
    story.write_text(STORY, "utf-8")
    settings = tmp_path / "paperconf.py"
    settings.write_text(beginning_with(PELICANCONF), "utf-8")
    overrides = {
        "PATH": str(tmp_path / "content"),
        "OUTPUT_PATH": str(tmp_path / "preview"),
        "CACHE_PATH": str(tmp_path / "cache"),
        "THEME": str(ROOT / "theme"),
        "PLUGIN_PATHS": [str(ROOT)],
        "BUILD_WORKERS": 1,
        "NOW": NOW,
    }
    made = Preview(settings, overrides)
    made.rebuild()
    assert not made.faults
    yield made
    made.close()


def elsewhere(preview: Preview, *saved: Path) -> None:
    """Rebuild in another thread, as the watching preview does."""
    thread = Thread(target=preview.rebuild, args=(saved,))
    thread.start()
    thread.join()


def test_saved_settings_are_built_with_at_once(preview: Preview, tmp_path: Path) -> None:
    """The store is opened anew for them, by another thread than the one that had it."""
    settings = preview.settings_file
    settings.write_text(settings.read_text("utf-8") + 'SITENAME = "The Other Herald"\n', "utf-8")
    elsewhere(preview, settings)
    assert (preview.faults, preview.good) == ([], 2)
    assert "The Other Herald" in (tmp_path / "preview/index.html").read_text("utf-8")


def test_nobody_else_builds_into_its_folder(preview: Preview, tmp_path: Path) -> None:
    """Another store makes no difference: two builds would tear each other's pages away."""
    overrides = {**preview.overrides, "CACHE_PATH": str(tmp_path / "another")}
    another = Preview(preview.settings_file, overrides)
    another.rebuild()
    assert [fault for fault in another.faults if "another build" in fault]
    preview.close()
    another.rebuild()
    another.close()
    assert another.faults == []


def test_the_store_is_free_once_the_preview_is_closed(preview: Preview) -> None:
    """Whichever thread closes it."""
    elsewhere(preview)
    preview.close()
    another = Preview(preview.settings_file, preview.overrides)
    another.rebuild()
    another.close()
    assert another.faults == []


def test_a_build_is_finished_before_its_workroom_is_closed(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else somebody else could build into the folder meanwhile; and none begins afterwards."""
    began, go, told = Event(), Event(), list[str]()

    def rebuild(_: object) -> None:
        began.set()
        go.wait(10)
        told.append("built")

    story = tmp_path / "content/articles/2024/harbour-reopens.md"

    async def stopped_while_it_builds() -> None:
        app = application(preview, tmp_path / "preview")
        async with app.router.lifespan_context(app):
            while not await asyncio.to_thread(began.wait, 0.1):
                story.write_text(STORY, "utf-8")
            asyncio.get_running_loop().call_soon(go.set)

    with monkeypatch.context() as patch:
        patch.setattr(preview, "rebuild", rebuild)
        patch.setattr(preview, "close", lambda: told.append("closed"))
        with ThreadPoolExecutor(1) as pool:  # a browser of other tests has a loop in this thread
            pool.submit(asyncio.run, stopped_while_it_builds()).result()
    assert told == ["built", "closed"]


def test_an_open_page_does_not_keep_the_preview_from_ending(
    preview: Preview, tmp_path: Path
) -> None:
    """Although it waits for the next build."""
    listener = listen("127.0.0.1", 0)
    server = PreviewServer(preview, tmp_path / "preview")
    thread = Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    page = HTTPConnection(*listener.getsockname(), timeout=10)
    page.request("GET", "/_preview/events")
    assert page.getresponse().readline().startswith(b"data:")
    server.should_exit = True
    thread.join(10)
    assert not thread.is_alive()
    page.close()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[weakref.ref[Any]]]:
    """Weak references to all composers and editions made from now on; no garbage is collected."""
    found: list[weakref.ref[Any]] = []

    def watch(kind: type) -> None:
        begin = kind.__init__

        def noted(self: Any, *arguments: Any, **more: Any) -> None:
            found.append(weakref.ref(self))
            begin(self, *arguments, **more)

        monkeypatch.setattr(kind, "__init__", noted)

    watch(Composer)
    watch(Edition)
    gc.disable()
    yield found
    gc.enable()


@pytest.mark.parametrize("ending", ["", "[nowhere]({filename}no.md)"], ids=["good", "faulty"])
def test_nothing_of_an_edition_is_left_once_the_next_is_made(
    preview: Preview, tmp_path: Path, made: list[weakref.ref[Any]], ending: str
) -> None:
    """What leads back to itself would stay for a while, one edition with every save."""
    story = tmp_path / "content/articles/2024/harbour-reopens.md"
    story.write_text(f"{STORY}\nMore.\n\n{ending}\n", "utf-8")
    sealed = story.with_name("sealed.md")
    sealed.write_text(STORY.replace("date: 2024", "date: 2030"), "utf-8")
    preview.rebuild([story, sealed])
    assert len(made) == 4  # the edition of the moment, and that of the embargo's end
    assert [reference() for reference in made] == [None] * 4
    assert bool(preview.faults) == bool(ending)


PLUGIN = """
from broadsheet.plan.capability import Capability

class Moorings(Capability):
    pass

CAPABILITY = Moorings

def register():
    pass
"""
PLACE = "templates/places/story-end/moorings.html"


def test_what_lies_in_a_plugins_folder_is_shown_when_it_is_saved(
    preview: Preview, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its templates, style sheets and words, without another start: none of them is code."""
    plugin, german = tmp_path / "plugins" / "moorings", "locale/de/LC_MESSAGES/moorings.po"

    def save(path: str, text: str) -> None:
        file = plugin / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        elsewhere(preview, file)
        assert preview.troubles == []

    (plugin).mkdir(parents=True)
    (plugin / "__init__.py").write_text(PLUGIN, "utf-8")
    lines = [
        f"PLUGIN_PATHS = [{str(plugin.parent)!r}]",
        'PLUGINS = [*PLUGINS, "moorings"]',
        'DEFAULT_LANG = "de"',
    ]
    overrides = {name: to for name, to in preview.overrides.items() if name != "PLUGIN_PATHS"}
    monkeypatch.setattr(preview._reader, "overrides", overrides)
    settings = preview.settings_file
    settings.write_text("\n".join([settings.read_text("utf-8"), *lines]), "utf-8")
    elsewhere(preview, settings)
    assert plugin in preview.watcher.places.code
    page, sheet = tmp_path / "preview/2024/06/harbour-reopens/index.html", "static/css/moorings.css"
    save(PLACE, '<p>{{ _("Low tide") }}</p>')
    assert "<p>Low tide</p>" in page.read_text("utf-8")
    save(sheet, ".moorings { color: red }")
    assert ".moorings" in (tmp_path / "preview/theme/site.css").read_text("utf-8")
    save(german, 'msgid "Low tide"\nmsgstr "Ebbe"\n')
    assert "<p>Ebbe</p>" in page.read_text("utf-8")
    save(german, 'msgid "Low tide"\nmsgstr "Niedrigwasser"\n')
    assert "<p>Niedrigwasser</p>" in page.read_text("utf-8")
    (plugin / "locale").rename(tmp_path / "aside")
    elsewhere(preview, plugin / "locale")
    assert "<p>Low tide</p>" in page.read_text("utf-8")
    (plugin / PLACE).unlink()
    elsewhere(preview, plugin / PLACE)
    assert "Low tide" not in page.read_text("utf-8")
    sys.modules.pop("moorings", None)


def test_a_broken_catalogue_is_told_until_it_is_mended(preview: Preview, tmp_path: Path) -> None:
    """Also where what it says in the end is nothing new."""
    words = tmp_path / "words" / "en" / "LC_MESSAGES" / "own.po"
    words.parent.mkdir(parents=True)
    settings = preview.settings_file
    line = f"LOCALE_PATHS = [{str(tmp_path / 'words')!r}]\n"
    settings.write_text(settings.read_text("utf-8") + line, "utf-8")
    elsewhere(preview, settings)
    words.write_text("msgid\n", "utf-8")
    elsewhere(preview, words)
    (told,) = preview.troubles
    assert "own.po:1: neither a comment, nor a keyword" in told
    words.write_text("", "utf-8")
    elsewhere(preview, words)
    assert preview.troubles == []

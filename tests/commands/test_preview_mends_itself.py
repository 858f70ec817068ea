"""The preview outlives whatever happens to settings and folders: it says so, and goes on by itself."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.build.building import Building
from broadsheet.build.writing import SiteWriter
from broadsheet.commands import watching
from broadsheet.commands.preview_desk import Preview
from broadsheet.incremental.store import Store, StoreDamaged
from tests.support.halyard import ROOT
from tests.support.previews import STORY, Follower, Newsroom, ask, at_work

PAGE = "/2024/06/harbour-reopens/"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    """A paper of one story; what its settings import is forgotten afterwards."""
    before, path = set(sys.modules), list(sys.path)
    monkeypatch.chdir(tmp_path)
    made = Newsroom(tmp_path)
    made.furnish()
    yield made
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", None)).startswith(str(tmp_path)):
            del sys.modules[name]
    sys.path[:] = path


def replace(file: Path, text: str) -> None:
    """Save a file as many editors do: a new one takes its place."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(text, "utf-8")
    new.replace(file)


Change = Callable[[Newsroom], Any]


def _settings(*lines: str) -> Change:
    return lambda at: at.save(at.settings, at.settings_text(*lines))


def _away(name: str) -> Change:
    return lambda at: (at.folder / name).rename(at.folder / f"{name}.away")


def _back(name: str) -> Change:
    return lambda at: (at.folder / f"{name}.away").rename(at.folder / name)


def _module(name: str, text: str) -> Change:
    return lambda at: at.save(at.folder / name, text)


_STARTS: dict[str, tuple[list[Change], str, Change]] = {
    "syntax": (
        [_settings("SECTIONS = [")],
        "paperconf.py:8: SyntaxError: '[' was never closed, in `SECTIONS = [` (correct it)",
        _settings(),
    ),
    "exception": (
        [_settings("SITENAME = {}['name']")],
        "paperconf.py:8: KeyError: 'name', in `SITENAME = {}['name']` (correct it)",
        _settings(),
    ),
    "exit": ([_settings("raise SystemExit(3)")], "paperconf.py:8: SystemExit: 3", _settings()),
    "no settings": (
        [_away("paperconf.py")],
        "paperconf.py: no such settings file (make it, or give another with --settings",
        _back("paperconf.py"),
    ),
    "class in quotes": (
        [_settings("PELICAN_CLASS = 'Newspaper'")],
        "paperconf.py:8: PELICAN_CLASS: 'Newspaper' prints no newspaper (import Newspaper",
        _settings(),
    ),
    "class misspelt": (
        [_settings("from broadsheet.pelican_app import Newspapr")],
        "paperconf.py:8: ImportError: cannot import name 'Newspapr'",
        _settings(),
    ),
    "module missing": (
        [_settings("from sections_of_ours import SITENAME")],
        "paperconf.py:8: ModuleNotFoundError: No module named 'sections_of_ours', in `from "
        "sections_of_ours import SITENAME` (correct the name",
        _module("sections_of_ours.py", "SITENAME = 'The Herald'\n"),
    ),
    "module below missing": (
        [_settings("from desk_of_ours.sections import SITENAME")],
        "paperconf.py:8: ModuleNotFoundError: No module named 'desk_of_ours'",
        _module("desk_of_ours/sections.py", "SITENAME = 'The Herald'\n"),
    ),
    "faulty module": (
        [
            _module("desk_of_ours/sections.py", "SITENAME = 1 / 0\n"),
            _settings("from desk_of_ours.sections import SITENAME"),
        ],
        "desk_of_ours/sections.py:1: ZeroDivisionError: division by zero",
        _module("desk_of_ours/sections.py", "SITENAME = 'The Herald'\n"),
    ),
    "data missing": (
        [_settings("SITENAME = open('data/name.txt').read().strip()")],
        "paperconf.py:8: FileNotFoundError: [Errno 2] No such file or directory: 'data/name.txt'",
        _module("data/name.txt", "The Herald"),
    ),
    "no content": (
        [_away("content")],
        "paperconf.py:2: PATH: there is no folder content (make it, or correct it)",
        _back("content"),
    ),
    "content elsewhere": (
        [_settings("PATH = 'texts'")],
        "paperconf.py:8: PATH: there is no folder texts (make it, or correct it)",
        _settings(),
    ),
    "no theme": (
        [_settings("THEME = 'looks'")],
        "paperconf.py:8: THEME: there is no folder looks (make it, or correct it)",
        lambda at: (at.folder / "looks").symlink_to(ROOT / "theme"),
    ),
}


@pytest.mark.parametrize(("changes", "fault", "mend"), _STARTS.values(), ids=list(_STARTS))
def test_a_fault_at_the_start_is_shown_and_goes_away_when_it_is_mended(
    newsroom: Newsroom,
    capsys: pytest.CaptureFixture[str],
    changes: list[Change],
    fault: str,
    mend: Change,
) -> None:
    """In one line, on a page that reloads itself and in the terminal; then the story is there."""
    for change in changes:
        change(newsroom)

    async def work(follower: Follower) -> None:
        told = await follower.faulty(fault)
        assert len(told) == 1
        page = await ask(follower.app, PAGE)
        assert (page.status, "/_preview/preview.js?build=" in page.text) == (404, True)
        assert fault.replace("'", "&#x27;") in page.text
        mend(newsroom)
        await follower.mended()
        assert "The harbour is" in (await ask(follower.app, PAGE)).text

    at_work(newsroom, newsroom.preview(), work)
    lines = capsys.readouterr().err.splitlines()
    assert [line.startswith(f"error: {fault}") for line in lines if "error:" in line] == [True]
    assert not any("Traceback" in line for line in lines)


@pytest.mark.parametrize("name", ["content", "theme"])
def test_a_folder_that_is_away_for_a_while_is_told_and_built_again_when_it_is_back(
    newsroom: Newsroom, name: str
) -> None:
    """As a network disk may be, or a branch that is checked out; saves are noticed afterwards."""
    shutil.copytree(ROOT / "theme", newsroom.folder / "theme")
    newsroom.save(newsroom.settings, newsroom.settings_text("THEME = 'theme'"))

    async def work(follower: Follower) -> None:
        for _ in range(2):
            _away(name)(newsroom)
            await follower.faulty(f"there is no folder {name} (make it, or correct it)")
            assert "The harbour" in (await ask(follower.app, PAGE)).text
            _back(name)(newsroom)
            await follower.mended()
        newsroom.save(newsroom.story, STORY.format(title="Harbour closes"))
        await follower.shown(PAGE, "Harbour closes")

    at_work(newsroom, newsroom.preview(), work)


def test_a_folder_replaced_before_anybody_looks_is_watched(newsroom: Newsroom) -> None:
    """Moved away and back at once, or deleted and rebuilt: the system watched the old one."""

    async def work(follower: Follower) -> None:
        content, aside = newsroom.folder / "content", newsroom.folder / "aside"
        content.rename(aside)
        aside.rename(content)
        await follower.mended()
        newsroom.save(newsroom.story, STORY.format(title="Harbour closes"))
        await follower.shown(PAGE, "Harbour closes")
        shutil.copytree(content, aside)
        shutil.rmtree(content)
        aside.rename(content)
        await follower.mended()
        newsroom.save(newsroom.story, STORY.format(title="Harbour in flames"))
        await follower.shown(PAGE, "Harbour in flames")

    at_work(newsroom, newsroom.preview(), work)


def test_settings_that_an_editor_replaces_are_read_each_time(newsroom: Newsroom) -> None:
    """The second save as well: the file of the first is gone by then."""

    async def work(follower: Follower) -> None:
        for name in ("The Herald", "The Beacon", "The Courier"):
            replace(newsroom.settings, newsroom.settings_text(f"SITENAME = {name!r}"))
            await follower.shown("/", name)
        replace(newsroom.settings, newsroom.settings_text("SITENAME = "))
        await follower.faulty("paperconf.py:8: SyntaxError")
        replace(newsroom.settings, newsroom.settings_text("SITENAME = 'The Halyard'"))
        await follower.mended()
        await follower.shown("/", "The Halyard")

    at_work(newsroom, newsroom.preview(), work)


def test_what_settings_import_is_read_again_as_well(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Modules that modules import, of packages too, and settings that others take over."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    name = newsroom.folder / "desk_of_ours/name.py"
    newsroom.save(name, "NAME = 'The Herald'\n")
    newsroom.save(newsroom.folder / "words_of_ours.py", "from desk_of_ours import name\n")
    first = newsroom.folder / "baseconf_of_ours.py"
    text = newsroom.settings_text("import words_of_ours", "SITENAME = words_of_ours.name.NAME")
    newsroom.save(first, text)
    newsroom.save(
        newsroom.settings,
        f"import sys\nsys.path.insert(0, {str(newsroom.folder)!r})\n"
        "from baseconf_of_ours import *\n",
    )

    async def work(follower: Follower) -> None:
        await follower.shown("/", "The Herald")
        saved = name.stat()
        newsroom.save(name, "NAME = 'The Beacon'\n")
        os.utime(name, ns=(saved.st_atime_ns, saved.st_mtime_ns))  # as long, and as old
        await follower.shown("/", "The Beacon")
        newsroom.save(name, "NAME = \n")
        await follower.faulty("desk_of_ours/name.py:1: SyntaxError")
        replace(name, "NAME = 'The Courier'\n")
        await follower.mended()
        await follower.shown("/", "The Courier")
        newsroom.save(first, text + "SITENAME = 'The Halyard'\n")
        await follower.shown("/", "The Halyard")

    at_work(newsroom, newsroom.preview(), work)


def test_a_plugin_that_settings_import_stays_what_it_is(newsroom: Newsroom) -> None:
    """Else there would be two classes of one name, of which neither knows the other's objects."""
    plugin = newsroom.folder / "plugin_of_ours.py"
    newsroom.save(plugin, "class Notice: pass\ndef register(): pass\n")
    lines = ["from plugin_of_ours import Notice", "PLUGINS = [*PLUGINS, 'plugin_of_ours']"]
    newsroom.save(newsroom.settings, newsroom.settings_text(*lines))

    async def work(follower: Follower) -> None:
        before = sys.modules["plugin_of_ours"]
        newsroom.save(newsroom.settings, newsroom.settings_text(*lines, "SITENAME = 'The Herald'"))
        await follower.shown("/", "The Herald")
        assert sys.modules["plugin_of_ours"] is before

    at_work(newsroom, newsroom.preview(), work)


@pytest.mark.parametrize("place", ["plugin_of_ours.py", "plugin_of_ours/deep/words.py"])
def test_edited_code_of_a_plugin_asks_for_a_new_start(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """The code that runs is the old one; when it is back as it was, all is well again."""
    plugin, code = newsroom.folder / place, "def register(): pass\n"
    newsroom.save(plugin, code)
    if "/" in place:
        whole = newsroom.folder / "plugin_of_ours/__init__.py"
        newsroom.save(whole, "from plugin_of_ours.deep.words import register\n")
        monkeypatch.syspath_prepend(newsroom.folder)
    newsroom.save(
        newsroom.settings, newsroom.settings_text("PLUGINS = [*PLUGINS, 'plugin_of_ours']")
    )

    async def work(follower: Follower) -> None:
        newsroom.save(plugin, code + "MORE = 1\n")
        told = await follower.faulty("has been edited since this preview began")
        assert told[0].startswith("the code of plugin_of_ours")
        assert told[0].endswith("(stop it with Ctrl+C, and start it again)")
        newsroom.save(plugin, code)
        await follower.mended()

    at_work(newsroom, newsroom.preview(), work)


def test_folders_that_the_settings_come_to_name_are_watched(newsroom: Newsroom) -> None:
    """Of content and of templates that override others, there yet or not."""
    texts, looks = newsroom.folder / "texts", newsroom.folder / "looks"
    newsroom.save(texts / "articles/harbour-reopens.md", STORY.format(title="Harbour moves"))

    async def work(follower: Follower) -> None:
        lines = ["PATH = 'texts'", f"THEME_TEMPLATES_OVERRIDES = [{str(looks)!r}]"]
        newsroom.save(newsroom.settings, newsroom.settings_text(*lines))
        await follower.shown(PAGE, "Harbour moves")
        newsroom.save(texts / "articles/harbour-reopens.md", STORY.format(title="Harbour closes"))
        await follower.shown(PAGE, "Harbour closes")
        newsroom.save(looks / "article.html", "ours: {{ story.headline }}")
        await follower.shown(PAGE, "ours: ")
        newsroom.save(looks / "article.html", "theirs: {{ story.headline }}")
        await follower.shown(PAGE, "theirs: ")

    at_work(newsroom, newsroom.preview(), work)


def test_what_is_saved_while_a_build_runs_is_built_next(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first build as well, which begins before anybody serves anything."""
    titles = iter(["Harbour closes", "Harbour in flames", "Harbour rebuilt"])
    plan = Building.examine

    def saved_meanwhile(building: Building) -> Any:
        made = plan(building)
        for title in titles:
            newsroom.save(newsroom.story, STORY.format(title=title))
            break
        return made

    monkeypatch.setattr(Building, "examine", saved_meanwhile)

    async def work(follower: Follower) -> None:
        await follower.shown(PAGE, "Harbour rebuilt")
        assert follower.preview.good >= 3

    at_work(newsroom, newsroom.preview(), work)


def test_a_watcher_that_fails_is_told_and_begun_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was saved meanwhile is not lost."""
    monkeypatch.setattr(watching, "_AGAIN", 0.01)
    watch, fails = watching.watch, [True]

    def failing(*places: Any, **more: Any) -> Iterator[Any]:
        for changes in watch(*places, **more):
            if fails[0]:
                raise OSError(errno.ENOSPC, "OS file watch limit reached.")
            yield changes

    monkeypatch.setattr(watching, "watch", failing)

    async def work(follower: Follower) -> None:
        for _ in range(2):
            await follower.faulty("saves are not noticed: [Errno 28] OS file watch limit reached.")
            newsroom.save(newsroom.story, STORY.format(title="Harbour closes"))
            fails[0] = False
            await follower.mended()
            await follower.shown(PAGE, "Harbour closes")
            fails[0] = True

    at_work(newsroom, newsroom.preview(), work)


def test_a_build_that_fails_as_nobody_expected_is_told(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the next save builds again, although the workroom cannot even be closed."""

    leave, fails = Store.__exit__, [False]

    def left(store: Store, *how: Any) -> None:
        leave(store, *how)
        if fails[0]:
            raise ArithmeticError("twelve")

    def fail(*_: Any) -> None:
        raise ArithmeticError("<eleven>")

    monkeypatch.setattr(Store, "__exit__", left)  # before a workroom is opened, and has it

    async def work(follower: Follower) -> None:
        fails[0] = True
        with monkeypatch.context() as patch:
            patch.setattr(Building, "examine", fail)
            newsroom.save(newsroom.story, STORY.format(title="Harbour closes"))
            await follower.faulty("the build failed: ArithmeticError: <eleven>")
        newsroom.save(newsroom.story, STORY.format(title="Harbour in flames"))
        await follower.mended()
        await follower.shown(PAGE, "Harbour in flames")

    at_work(newsroom, newsroom.preview(), work)


def test_a_full_disk_is_told(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the page and in the terminal; once there is room, the next save is built."""
    fault = "preview: No space left on device (the next save tries again)"

    def full(press: SiteWriter, *_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(newsroom.output))

    async def work(follower: Follower) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(SiteWriter, "print", full)
            newsroom.save(newsroom.story, STORY.format(title="Harbour closes"))
            await follower.faulty(fault)
        newsroom.save(newsroom.story, STORY.format(title="Harbour in flames"))
        await follower.shown(PAGE, "Harbour in flames")

    at_work(newsroom, newsroom.preview(), work)
    assert f"error: {fault}" in capsys.readouterr().err.splitlines()


def test_a_page_of_an_earlier_preview_reloads(newsroom: Newsroom) -> None:
    """A preview that was started again counts its builds from one, as that one did."""
    assert newsroom.preview().build != newsroom.preview().build


def test_a_store_that_is_damaged_is_begun_afresh(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, and without a word: it only saves time."""
    plan, damaged = Building.examine, iter([True, False, True, True])

    def planned(building: Building) -> Any:
        if next(damaged, False):
            raise StoreDamaged("a row is not what it was")
        return plan(building)

    preview: Preview = newsroom.preview()
    preview.rebuild()
    monkeypatch.setattr(Building, "examine", planned)
    preview.rebuild()
    assert (preview.troubles, preview.good) == ([], 2)
    preview.rebuild()
    (trouble,) = preview.troubles
    assert trouble == "the store is damaged: a row is not what it was (the next save tries again)"
    preview.rebuild()
    assert (preview.troubles, preview.good) == ([], 3)
    preview.close()


def test_a_preview_outlives_the_folder_that_it_was_started_in(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A branch that is checked out may not have it; faults are then told with whole paths."""
    here = newsroom.folder / "here"
    here.mkdir()
    monkeypatch.chdir(here)

    async def work(follower: Follower) -> None:
        here.rmdir()
        newsroom.save(newsroom.story, STORY.replace("title:", "titel:"))
        await follower.faulty(f"{newsroom.story}:2: unknown key `titel`")
        newsroom.save(newsroom.story, STORY.format(title="Harbour closes"))
        await follower.mended()

    at_work(newsroom, newsroom.preview(), work)

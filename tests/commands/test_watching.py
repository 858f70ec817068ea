"""Watching: what is told of saves, by the system and by looking."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchfiles import Change

from broadsheet.commands import watching
from broadsheet.commands.watching import Places, Watcher


@pytest.fixture
def watcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watcher]:
    """A watcher that nobody ends."""
    monkeypatch.setattr(watching, "_AGAIN", 0.01)
    made = Watcher(asyncio.Event())
    yield made
    made.close()


def noticed(watcher: Watcher) -> set[Path]:
    """Return all that is told until there is nothing more."""
    found: set[Path] = set()
    while saved := watcher.wait():
        found |= saved
    return found


def test_what_editors_and_builds_keep_for_themselves_is_not_told(
    watcher: Watcher, tmp_path: Path
) -> None:
    """Else a build whose output lies among its sources would lead to the next, without end."""
    output, story = tmp_path / "output", tmp_path / "a.md"
    output.mkdir()
    watcher.look_at(Places(folders=frozenset({tmp_path}), ignored=frozenset({output})))
    for file in (output / "index.html", tmp_path / ".a.md.swp", tmp_path / "a.md~", story):
        file.touch()
    assert noticed(watcher) == {story}


def test_single_files_are_looked_at_wherever_they_are(watcher: Watcher, tmp_path: Path) -> None:
    """Made, written, replaced by another, and gone."""
    file, new = tmp_path / "conf.py", tmp_path / "new"
    watcher.look_at(Places(files=frozenset({file})))
    assert noticed(watcher) == set()
    for change in (
        lambda: file.write_text("1"),
        lambda: file.write_text("2"),
        lambda: new.write_text("2") and new.replace(file),
        lambda: file.unlink(),
    ):
        change()
        assert noticed(watcher) == {file}


def test_what_is_asked_for_by_name_is_told_wherever_it_lies(
    watcher: Watcher, tmp_path: Path
) -> None:
    """The settings file, say, in an output folder that they name by mistake."""
    file = tmp_path / "conf.py"
    watcher.look_at(Places(files=frozenset({file}), ignored=frozenset({tmp_path})))
    file.touch()
    assert noticed(watcher) == {file}


def test_so_many_saves_that_some_may_be_missing_count_for_the_whole_folder(
    watcher: Watcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's list of them has an end, and drops the rest in silence."""
    monkeypatch.setattr(watching, "_MANY", 3)
    watcher.look_at(Places(folders=frozenset({tmp_path})))
    for number in range(3):
        (tmp_path / f"{number}.md").touch()
    assert tmp_path not in noticed(watcher)
    for number in range(99):
        (tmp_path / f"{number}.txt").touch()
    assert tmp_path in noticed(watcher)


def test_folders_that_are_not_there_do_no_harm(watcher: Watcher, tmp_path: Path) -> None:
    """They are told when they come, and a name that no disk can hold never comes."""
    folder = tmp_path / "content"
    watcher.look_at(Places(folders=frozenset({folder, Path("\0")})))
    assert (watcher.wait(), watcher.trouble) == (frozenset(), "")
    folder.mkdir()
    assert noticed(watcher) == {folder}


def test_nothing_is_told_of_nothing(watcher: Watcher) -> None:
    """Before it is said what to look at, and after it ends."""
    assert watcher.wait() == frozenset()
    watcher.ending.set()
    watcher.look_at(Places())
    assert (watcher.wait(), watcher.trouble) == (frozenset(), "")


def test_what_is_saved_at_the_very_beginning_is_told(
    watcher: Watcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the system begins to watch."""
    story = tmp_path / "a.md"
    watch = iter([{(Change.added, str(story))}, set()])
    monkeypatch.setattr(watching, "watch", lambda *_, **__: watch)
    watcher.look_at(Places(folders=frozenset({tmp_path})))
    assert noticed(watcher) == {story}

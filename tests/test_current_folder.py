"""Paths in messages: as they look from the current folder, in all messages of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.build.guarding import Guard
from broadsheet.plan.copies import override_faults
from broadsheet.plan.plugin_loading import load_plugins
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Fault
from broadsheet.reporting.terminal import Reporter
from broadsheet.site.settings_source import PaperSettings, SettingsSource
from broadsheet.words.catalogues import read_words


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, in one that a paper could lie in too."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("path", "seen"),
    [("here", "."), ("here/a/b.md", "a/b.md"), ("beside", "../beside"), ("", "..")],
)
def test_a_path_near_by_is_relative(tmp_path: Path, path: str, seen: str) -> None:
    """Within the current folder, and beside or above it."""
    assert seen_from_here(tmp_path / path) == seen


@pytest.mark.parametrize("path", ["/", "/nowhere/else"])
def test_a_path_far_away_is_whole(path: str) -> None:
    """Many dots that lead to the root of the disk tell nobody anything."""
    assert seen_from_here(Path(path)) == path


def test_a_path_is_whole_where_the_current_folder_is_gone(here: Path, tmp_path: Path) -> None:
    """Nothing can be seen from there."""
    here.rmdir()
    assert seen_from_here(tmp_path / "a.md") == str(tmp_path / "a.md")


def missing_folders(folder: str) -> Iterator[Fault]:
    """Yield the faults of settings that name a folder that is not there."""
    names = ("THEME_TEMPLATES_OVERRIDES", "THEME_STATIC_OVERRIDES")
    yield from override_faults({name: [folder] for name in names})
    yield from load_plugins({"PLUGINS": [], "PLUGIN_PATHS": [folder]})[1]


def test_a_folder_that_is_not_there_is_named_alike_whatever_setting_names_it(
    tmp_path: Path,
) -> None:
    """As it is for PATH and THEME, which are told before there is a paper."""
    told = [fault.what.partition(", ")[0] for fault in missing_folders(str(tmp_path / "over"))]
    assert told == [
        f"{name}: there is no folder ../over"
        for name in ("THEME_TEMPLATES_OVERRIDES", "THEME_STATIC_OVERRIDES", "PLUGIN_PATHS")
    ]


def test_what_the_disk_refuses_is_named_as_seen_from_here(tmp_path: Path) -> None:
    """With the setting that names the folder, or without."""
    values: dict[str, Any] = {"OUTPUT_PATH": str(tmp_path / "out"), "CACHE_PATH": "/nowhere"}
    values["PATH"] = str(tmp_path / "content")
    settings = PaperSettings(values, SettingsSource(tmp_path / "conf.py"))
    guard = Guard(settings, Reporter(tmp_path), [], [])

    def refused(name: str) -> str:
        def work() -> None:
            raise OSError(30, "Read-only file system", str(tmp_path / name))

        with pytest.raises(BuildStopped) as caught:
            guard.guarded(work)
        return " ".join([*(fault.what for fault in caught.value.faults), str(caught.value)])

    assert refused("out/a.html").startswith("OUTPUT_PATH: ../out/a.html: Read-only file system")
    assert refused("here/a.html") == "a.html: Read-only file system"


def test_a_catalogue_that_disagrees_is_named_as_seen_from_here(here: Path) -> None:
    """Where the other word stands, as the place of the fault itself will be told."""
    folder = here / "words"
    for name, word in (("a", "Tug"), ("b", "Boat")):
        file = folder / "de" / "LC_MESSAGES" / f"{name}.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        file.write_text(f'{head}msgid "Ship"\nmsgstr "{word}"\n', "utf-8")
    _, faults = read_words([folder], "de")
    assert any("at words/de/LC_MESSAGES/a.po:4" in fault.what for fault in faults), faults

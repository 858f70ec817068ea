"""The output folder: where its lock and what is staged lie, which nobody publishes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from broadsheet.build.session import open_session
from broadsheet.commands.disk import DiskPlace
from broadsheet.commands.editions import Keeping
from broadsheet.commands.publish import Destination, put_in_place
from broadsheet.commands.settings_file import newspaper
from broadsheet.incremental import locks
from broadsheet.incremental.file_digests import file_digest
from broadsheet.incremental.locks import Busy
from broadsheet.site.output_folder import beside
from tests.commands.conftest import STORY
from tests.support.halyard import NOW, PELICANCONF

Shut = Callable[[Path], None]


@pytest.fixture
def mount(monkeypatch: pytest.MonkeyPatch) -> Shut:
    """A maker of mount points."""

    def made(folder: Path) -> None:
        folder.mkdir(parents=True)
        monkeypatch.setattr(Path, "is_mount", lambda path: path == folder)

    return made


@pytest.fixture
def shut(monkeypatch: pytest.MonkeyPatch) -> Shut:
    """A maker of folders beside which nothing can be written."""
    allowed, make = os.access, Path.mkdir

    def made(folder: Path) -> None:
        folder.mkdir(parents=True)

        def access(path: Path, mode: int) -> bool:
            return path != folder.parent and allowed(path, mode)

        def mkdir(path: Path, *arguments: Any, **options: Any) -> None:
            if path.parent == folder.parent and not path.exists():
                raise PermissionError(13, "Permission denied", str(path))
            make(path, *arguments, **options)

        monkeypatch.setattr(os, "access", access)
        monkeypatch.setattr(Path, "mkdir", mkdir)

    return made


@pytest.fixture(params=["mount", "shut"])
def output(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An output folder that has no room beside it."""
    folder = tmp_path / "disk/output"
    request.getfixturevalue(request.param)(folder)
    return folder


def paper(output: Path, store: str = "store") -> Any:
    """Return a paper of one story, of which all in the output folder is to be."""
    story = output.parents[1] / "content/articles/harbour-reopens.md"
    story.parent.mkdir(parents=True, exist_ok=True)
    story.write_text(STORY, "utf-8")
    settings = {
        "PATH": str(story.parents[1]),
        "OUTPUT_PATH": str(output),
        "CACHE_PATH": str(output.parents[1] / store),
        "DELETE_OUTPUT_DIRECTORY": True,
        "BUILD_WORKERS": 1,
        "NOW": NOW,
    }
    return newspaper(str(PELICANCONF), settings)


def test_nothing_is_written_beside_it(output: Path) -> None:
    """What lies in it instead is neither taken for a page nor removed while it is in use."""
    paper(output).run()
    assert [path.name for path in output.parent.iterdir()] == ["output"]
    assert (output / "index.html").is_file()
    hidden = {path.name for path in output.iterdir() if path.name.startswith(".")}
    assert hidden == {".broadsheet", ".broadsheet.lock", ".broadsheet.own"}


def test_one_build_at_a_time_is_in_it(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Although another one has another store."""
    monkeypatch.setattr(locks, "_PATIENCE", 0)
    one, other = paper(output), paper(output, "another")
    with (
        open_session(one.settings, one.reporter),
        pytest.raises(Busy),
        open_session(other.settings, other.reporter),
    ):
        pass


def test_nothing_of_it_is_published(output: Path, tmp_path: Path) -> None:
    """An edition is the pages and what they need."""
    plan = paper(output).run()
    (output / ".broadsheet.staging").mkdir()
    files = {path: file_digest(str(output / path)) for path in plan.site_plan.paths}
    to = Destination(DiskPlace(tmp_path / "www"), Keeping())
    put_in_place(output, files, plan.edition.now, to, ends_hold=False)
    names = {path.name for path in (tmp_path / "www/current").iterdir()}
    assert "index.html" in names
    assert not [name for name in names if name.startswith(".")]


def test_two_names_of_one_disk_have_one_lock(tmp_path: Path, mount: Shut) -> None:
    """A container may have mounted it under another name."""
    names = set()
    for name in ("output", "html"):
        mount(tmp_path / name)
        names.add(beside(tmp_path / name, "lock").name)
    assert names == {".broadsheet.lock"}


def test_a_link_has_the_lock_of_what_it_leads_to(tmp_path: Path) -> None:
    """It may lead to another disk, too, onto which nothing could be renamed from here."""
    (tmp_path / "disk/html").mkdir(parents=True)
    (tmp_path / "output").symlink_to("disk/html")
    assert beside(tmp_path / "output", "staging") == tmp_path / "disk/.html.staging"

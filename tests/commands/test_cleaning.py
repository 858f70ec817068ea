"""Cleaning: what builds have made goes, and what others keep under the same names stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from invoke import Context

import tasks
from broadsheet.commands.settings_file import newspaper
from tests.commands.conftest import STORY
from tests.support.halyard import NOW, PELICANCONF


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a paper of one story, in which `inv clean` is run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pelicanconf.py").touch()
    story = tmp_path / "content/articles/harbour-reopens.md"
    story.parent.mkdir(parents=True)
    story.write_text(STORY, "utf-8")
    return tmp_path


def build(desk: Path, output: str, **more: Any) -> None:
    """Build into a folder, as the tasks do."""
    settings = {
        "PATH": str(desk / "content"),
        "OUTPUT_PATH": str(desk / output),
        "CACHE_PATH": str(desk / ".cache"),
        "BUILD_WORKERS": 1,
        "NOW": NOW,
        **more,
    }
    newspaper(str(PELICANCONF), settings).run()


def left_in(desk: Path) -> set[str]:
    """Return what lies there besides the content."""
    names = {path.relative_to(desk).as_posix() for path in desk.rglob("*")}
    return {name for name in names if not name.startswith(("content", "pelicanconf"))}


def test_all_that_builds_made_goes_but_for_their_locks(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build that runs meanwhile holds one: without it, a second one could begin beside it."""
    outputs = ("output", "published", ".cache/preview-8000")
    for output in outputs:
        build(desk, output)
    (desk / "published/.broadsheet.own").unlink()  # as an earlier version left it
    (desk / ".output.staging").mkdir()  # of a build that was killed
    (desk / ".cache/.preview-8000.staging").mkdir()
    (desk / ".cache/output.store-journal").touch()
    capsys.readouterr()
    tasks.clean.body(Context())
    stores = {f".cache/{name}.store.lock" for name in ("output", "published", "preview-8000")}
    locks = {".output.lock", ".published.lock", ".cache/.preview-8000.lock", *stores}
    assert left_in(desk) == {".cache", *locks}
    assert capsys.readouterr().out == ""


def test_files_of_others_stay(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a folder of theirs nothing is touched; in one of ours what was printed goes."""
    build(desk, "output")
    (desk / "output/.git").mkdir()
    (desk / "output/.git/HEAD").write_text("mine", "utf-8")
    (desk / "published").mkdir()
    (desk / "published/CNAME").write_text("mine", "utf-8")
    build(desk, "published")
    (desk / ".cache/pip").mkdir()
    (desk / ".cache/pip/wheel").write_text("mine", "utf-8")
    (desk / ".cache/pip.lock").touch()
    (desk / ".cache/other.store").write_text("mine", "utf-8")
    capsys.readouterr()
    tasks.clean.body(Context())
    left = left_in(desk)
    assert {name for name in left if name.startswith("output/") and "broadsheet" not in name} == {
        "output/.git",
        "output/.git/HEAD",
    }
    assert {"published/CNAME", "published/index.html"} <= left
    assert {".cache/pip/wheel", ".cache/other.store"} <= left
    assert capsys.readouterr().out.splitlines() == [
        "output: left, for no build listed “.git/HEAD” in it; delete it if it is not yours",
        "published: left, for no build listed “CNAME” in it; delete it if it is not yours",
        ".cache/other.store: left, for no build made it",
        ".cache/pip: left, for no build made it",
    ]


@pytest.mark.parametrize("name", ["output", "published", ".cache", ".cache/preview-8000"])
def test_a_link_costs_nothing(desk: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """What it leads to may be anything: even a folder of ours is left, and told."""
    build(desk, "elsewhere", CACHE_PATH=str(desk / "elsewhere-store"))
    (desk / name).parent.mkdir(exist_ok=True)
    (desk / name).symlink_to(desk / "elsewhere")
    before = left_in(desk)
    capsys.readouterr()
    tasks.clean.body(Context())
    assert left_in(desk) == before
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: left, for it is a link; delete it, and what it leads to, yourself"
    ]


def test_a_file_in_the_place_of_a_folder_stays(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is none that a build makes."""
    (desk / "output").write_text("mine", "utf-8")
    tasks.clean.body(Context())
    assert (desk / "output").read_text("utf-8") == "mine"
    assert capsys.readouterr().out == "output: left, for it is a file\n"

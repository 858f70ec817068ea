"""Publishing: readers see the whole last edition or the whole new one."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from newsroom.publish import KEPT, CannotPublish, edition_name, is_remote, put_in_place
from newsroom.release import release
from plugins.story.faults import BuildStopped, Fault

Settings = Callable[[Mapping[str, Any]], Path]
PAGE = "current/2024/06/harbour-reopens/index.html"


def edition(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(text, "utf-8")
    return folder


def test_a_release_is_what_readers_see(tmp_path: Path, settings_file: Settings) -> None:
    """After publishing, `current` leads to the new edition, without the press's own list."""
    target = tmp_path / "www"
    release(settings_file({}), str(target))
    assert (target / "current").is_symlink()
    assert "Harbour reopens" in (target / PAGE).read_text("utf-8")
    assert not (target / "current/.broadsheet").exists()


def test_faulty_content_leaves_readers_the_last_edition(
    tmp_path: Path, paper: Path, settings_file: Settings
) -> None:
    """A fault stops the release before anything is copied."""
    target = tmp_path / "www"
    release(settings_file({}), str(target))
    before = (target / "current").readlink()
    (paper / "articles/2024/bad.md").write_text("no front matter", "utf-8")
    with pytest.raises(BuildStopped):
        release(settings_file({}), str(target))
    assert (target / "current").readlink() == before
    assert len(list((target / "editions").iterdir())) == 1


def test_under_another_address_everything_is_inspected_again(
    tmp_path: Path, settings_file: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which links lead into the site depends on it."""
    sound: list[int] = []

    def inspect(*given: Any) -> list[Fault]:
        sound.append(len(given[3]))
        return []

    monkeypatch.setattr("newsroom.release.inspect", inspect)
    monkeypatch.setattr("plugins.edition.printing.digest_of", lambda _: b"the same pages")
    for url in ("https://a.example", "https://a.example", "https://b.example"):
        release(settings_file({"SITEURL": url}), str(tmp_path / "www"))
    assert (sound[0], sound[1] > 0, sound[2]) == (0, True, 0)


def test_a_release_that_is_interrupted_says_so(
    tmp_path: Path,
    settings_file: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It ends as an interrupted build does, and readers keep what they have."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("newsroom.release.inspect", interrupt)
    with pytest.raises(SystemExit) as stop:
        release(settings_file({}), str(tmp_path / "www"))
    assert stop.value.code == 130
    assert capsys.readouterr().err.splitlines()[-1] == "interrupted; some files may be new"
    assert not (tmp_path / "www").exists()


def test_a_release_needs_a_target(settings_file: Settings) -> None:
    """Without a place to publish to, the message says how to name one."""
    with pytest.raises(CannotPublish, match="give --target, or set PUBLISH_TARGET"):
        release(settings_file({}))


def test_old_editions_are_kept_for_a_while_and_then_go(tmp_path: Path) -> None:
    """The last few editions stay, to go back to; the one in use is never deleted."""
    target = tmp_path / "www"
    for number in range(KEPT + 3):
        put_in_place(edition(tmp_path / "site", f"{number}"), str(target), f"2024010{number}")
    names = sorted(path.name for path in (target / "editions").iterdir())
    assert names == [f"2024010{number}" for number in range(3, KEPT + 3)]
    assert (target / "current/index.html").read_text("utf-8") == f"{KEPT + 2}"


def test_an_edition_cut_off_while_it_is_copied_is_not_taken_for_whole(tmp_path: Path) -> None:
    """What an interrupted run left behind is thrown away by the next one."""
    target = tmp_path / "www"
    (target / "editions/.1.partial").mkdir(parents=True)
    (target / "editions/.1.partial/half.html").write_text("half", "utf-8")
    put_in_place(edition(tmp_path / "site", "whole"), str(target), "1")
    assert [path.name for path in (target / "current/").iterdir()] == ["index.html"]
    assert [path.name for path in (target / "editions").iterdir()] == ["1"]


def test_a_target_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    """No traceback for a folder that is a file."""
    (tmp_path / "www").write_text("a file", "utf-8")
    with pytest.raises(CannotPublish, match="www"):
        put_in_place(edition(tmp_path / "site", "x"), str(tmp_path / "www"), "1")


def test_editions_are_named_by_moment_and_content() -> None:
    """Two editions with one name are the same."""
    one = edition_name({"a": b"x", "b": b"y"}, "20240101T000000Z")
    assert one == edition_name({"b": b"y", "a": b"x"}, "20240101T000000Z")
    assert one != edition_name({"a": b"x", "b": b"z"}, "20240101T000000Z")
    assert one.startswith("20240101T000000Z-")


@pytest.mark.parametrize(
    ("target", "remote"),
    [("host:www", True), ("me@host:/srv/www", True), ("/srv/www", False), ("./a:b", False)],
)
def test_a_target_with_a_colon_before_any_slash_is_remote(target: str, remote: bool) -> None:
    """As rsync tells them apart."""
    assert is_remote(target) is remote


@pytest.mark.skipif(shutil.which("rsync") is None, reason="no rsync on this machine")
def test_rsync_over_ssh_switches_a_remote_server_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same commands, with an ssh that runs them on this machine."""
    ssh = tmp_path / "bin" / "ssh"
    ssh.parent.mkdir()
    ssh.write_text('#!/bin/sh\nshift\nexec sh -c "$*"\n', "utf-8")
    ssh.chmod(ssh.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{ssh.parent}{os.pathsep}{os.environ['PATH']}")
    root = tmp_path / "my www"
    for number in range(KEPT + 2):
        site = edition(tmp_path / "site", f"{number}")
        (site / "same.css").write_text("same", "utf-8")
        os.utime(site / "same.css", (number, number))
        put_in_place(site, f"server:{root}", f"2024010{number}")
    assert (root / "current/index.html").read_text("utf-8") == f"{KEPT + 1}"
    assert len(list((root / "editions").iterdir())) == KEPT
    assert (root / "current/same.css").stat().st_nlink > 1


def test_a_failing_command_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unreachable server leaves readers what they have, and the operator a reason."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotPublish, match="ssh failed"):
        put_in_place(edition(tmp_path / "site", "x"), "server:www", "1")

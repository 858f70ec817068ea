"""What a build has written, and how old files look."""

from __future__ import annotations

import os
from pathlib import Path

from bench import trees
from bench.writing import write


def test_nothing_written_is_nothing(tmp_path: Path) -> None:
    """Two looks at the same folder differ in no file."""
    write(tmp_path / "a" / "page.html", "one")
    assert trees.written(trees.snapshot(tmp_path), trees.snapshot(tmp_path)) == (0, 0)


def test_new_changed_and_replaced_files_are_written(tmp_path: Path) -> None:
    """A file counts when it is new, when its bytes change, and when an equal one replaces it."""
    for name in ("same", "changed", "replaced", "removed"):
        write(tmp_path / name, "one")
    trees.touch(tmp_path, 1_000_000_000)
    before = trees.snapshot(tmp_path)
    write(tmp_path / "new", "four")
    write(tmp_path / "changed", "three")
    write(tmp_path / "other", "one")
    os.utime(tmp_path / "other", (1_000_000_000, 1_000_000_000))
    (tmp_path / "other").rename(tmp_path / "replaced")
    (tmp_path / "removed").unlink()
    assert trees.written(before, trees.snapshot(tmp_path)) == (3, len("four" + "three" + "one"))


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    """Before a cold build there is no output."""
    assert trees.snapshot(tmp_path / "nowhere") == {}
    assert trees.digests(tmp_path / "nowhere") == {}


def test_digests_tell_other_bytes_and_leave_out_bookkeeping(tmp_path: Path) -> None:
    """Broadsheet's own notes about its output are no part of the site."""
    write(tmp_path / "a" / "page.html", "one")
    write(tmp_path / ".broadsheet", "a list")
    before = trees.digests(tmp_path)
    assert list(before) == ["a/page.html"]
    write(tmp_path / "a" / "page.html", "two")
    assert trees.digests(tmp_path) != before


def test_touching_gives_everything_one_time(tmp_path: Path) -> None:
    """Files and folders look as new as after a clone."""
    write(tmp_path / "a" / "b" / "page.html", "one")
    trees.touch(tmp_path, 1_234_567_890)
    times = {path.stat().st_mtime for path in (tmp_path, *tmp_path.rglob("*"))}
    assert times == {1_234_567_890}

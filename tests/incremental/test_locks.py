"""Locks: one build at a time, and words for the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.incremental import locks
from broadsheet.incremental.locks import Busy, held


def test_a_second_build_waits_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives up after a while, with a reason."""
    monkeypatch.setattr(locks, "_PATIENCE", 0)
    said: list[str] = []
    file = tmp_path / "new" / "a.lock"

    def enter() -> None:
        with held(file, lambda: said.append("waiting")):
            pass

    with held(file, lambda: None), pytest.raises(Busy):
        enter()
    assert said == ["waiting"]
    enter()
    assert said == ["waiting"]


@pytest.mark.parametrize("what", ["folder", "link"])
def test_what_is_no_lock_is_to_be_deleted(tmp_path: Path, what: str) -> None:
    """By hand: a lock that a program deletes keeps nobody out."""
    file = tmp_path / "a.lock"
    if what == "folder":
        file.mkdir()
    else:
        file.symlink_to(tmp_path / "nowhere")
    with pytest.raises(OSError, match="delete it") as stop, held(file, lambda: None):
        pass
    assert stop.value.filename == str(file)

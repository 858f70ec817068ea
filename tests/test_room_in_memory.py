"""Where all tests write: into memory where there is plenty of it, else wherever the system says."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from tasks import ROOM, has_room


@pytest.mark.skipif(not hasattr(os, "ST_NOEXEC"), reason="memory is no disk on this system")
@pytest.mark.parametrize(
    ("disk", "memory", "flags", "expected"),
    [
        (ROOM, ROOM, 0, True),
        (ROOM - 4096, ROOM, 0, False),
        (ROOM, ROOM - 4096, 0, False),
        (ROOM, ROOM, getattr(os, "ST_NOEXEC", 0), False),
    ],
    ids=["plenty", "a small disk", "little memory", "nothing may be run"],
)
def test_there_is_room_where_all_fits_and_programs_may_be_run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    disk: int,
    memory: int,
    flags: int,
    expected: bool,
) -> None:
    """As a container's disk in memory is small, and keeps programs from being run."""
    state = SimpleNamespace(f_bavail=disk // 4096, f_frsize=4096, f_flag=flags)
    pages = {"SC_PAGE_SIZE": 4096, "SC_AVPHYS_PAGES": memory // 4096}
    monkeypatch.setattr(os, "statvfs", lambda _: state)
    monkeypatch.setattr(os, "sysconf", pages.__getitem__)
    assert has_room(tmp_path) == expected
    assert not has_room(tmp_path / "gone")

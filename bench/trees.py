"""Folders as a whole: what a build has written into them, what they hold, how old they look."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

# What Broadsheet remembers about its output is no part of the site.
_BOOKKEEPING = ".broadsheet"

Snapshot = Mapping[str, tuple[int, int, int]]


def snapshot(folder: Path) -> Snapshot:
    """Return the inode, time of change in nanoseconds and size in bytes of each file below.

    A folder that is not there holds no files.
    """
    return {
        entry.path: (entry.stat().st_ino, entry.stat().st_mtime_ns, entry.stat().st_size)
        for entry in _files(folder)
    }


def written(before: Snapshot, after: Snapshot) -> tuple[int, int]:
    """Return how many files have been written between two snapshots, and their bytes."""
    sizes = [after[path][2] for path in after if before.get(path) != after[path]]
    return len(sizes), sum(sizes)


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below a folder, by its path from there."""
    return {
        os.path.relpath(entry.path, folder): _digest(Path(entry.path)) for entry in _files(folder)
    }


def touch(folder: Path, moment: float) -> None:
    """Give everything below a folder, and itself, the same times, as a fresh clone has.

    moment: seconds since 1970. A folder that is not there is left alone.
    """
    for parent, _, names in os.walk(folder):
        for name in names:
            os.utime(os.path.join(parent, name), (moment, moment))  # noqa: PTH118 - many files
        os.utime(parent, (moment, moment))


def remove(*folders: Path) -> None:
    """Remove folders, where they are there."""
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            elif not entry.name.startswith(_BOOKKEEPING):
                yield entry


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()

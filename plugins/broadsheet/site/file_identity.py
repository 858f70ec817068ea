"""The identity of a file, which all its names share: links, and names that differ in case only."""

from __future__ import annotations

import os

FileId = tuple[int, int]


def id_of(file: str) -> FileId | None:
    """Return the identity of a file, the same for all its names; None if there is no such file."""
    try:
        status = os.stat(file)  # noqa: PTH116 - a text, for speed
    except (OSError, ValueError):  # a name that no disk could hold
        return None
    return status.st_dev, status.st_ino

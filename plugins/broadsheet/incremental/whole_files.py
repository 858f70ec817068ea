"""Whole files: written beside and renamed, so that nobody ever reads half of one."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; raise OSError where the disk does not let us.

    One that is there keeps its permissions, and stays where a link leads to it.
    """
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)  # it might be a link
    fresh.write_bytes(data)
    if file.exists():
        fresh.chmod(file.stat().st_mode & 0o7777)
    os.replace(fresh, file.resolve())  # noqa: PTH105 - a link stays one

"""Whole files: written beside and renamed, so that nobody ever reads half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(file: Path, data: bytes) -> None:
    """Write a file whole or not at all; raise OSError where the disk does not let us.

    One that is there keeps its permissions, and stays where a link leads to it. The error names
    the file, and not the one beside it, which nobody knows; that one is not left behind.
    """
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.unlink(missing_ok=True)  # it might be a link
        fresh.write_bytes(data)
        if file.exists():
            fresh.chmod(file.stat().st_mode & 0o7777)
        os.replace(fresh, file.resolve())  # noqa: PTH105 - a link stays one
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        raise OSError(error.errno, error.strerror, str(file)) from error

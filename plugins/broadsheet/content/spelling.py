"""Spelling: finds a file by its name, whatever Unicode form the disk gives that.

Macs take letters with accents apart, and most programs put them together again: on the screen the
two names are one (https://www.unicode.org/reports/tr15/).
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path


def find_file(content: Path, path: str) -> str | None:
    """Return the content path of a file, as the disk spells it; None where there is none.

    The file that is spelt as asked for comes first.
    """
    if _is_file(f"{content}/{path}"):
        return path
    if path.isascii():
        return None
    found = ""
    for name in path.split("/"):
        spelt = _spelt(content / found, name)
        if spelt is None:
            return None
        found = f"{found}/{spelt}" if found else spelt
    return found if _is_file(f"{content}/{found}") else None


def _spelt(folder: Path, name: str) -> str | None:
    """Return how a folder spells a name, whatever its Unicode form."""
    if name.isascii() or (folder / name).exists():
        return name
    composed = unicodedata.normalize("NFC", name)
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - names alone
    except (OSError, ValueError):
        return None
    return next((each for each in names if unicodedata.normalize("NFC", each) == composed), None)


def _is_file(file: str) -> bool:
    try:
        return os.path.isfile(file)  # noqa: PTH113 - asked for each picture of each story
    except ValueError:  # a name that no disk can hold, with a NUL in it
        return False

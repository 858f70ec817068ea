"""The output folder's own files, which are not part of the site: list, mark, lock and staging."""

from __future__ import annotations

import os
from fnmatch import fnmatchcase
from pathlib import Path

# The writer keeps the list of what it printed in the output folder, under this name,
LIST_NAME = ".broadsheet"
# and marks with this one a folder without foreign files; see `build/holdings.py`.
MARK_NAME = f"{LIST_NAME}.own"

OURS = (LIST_NAME, f"{LIST_NAME}.*")
"""The names, as patterns, of what may lie at the top of the folder; nothing of it is published."""


def is_ours(name: str) -> bool:
    """Say whether a name at the top of the folder is kept for what is no part of the site."""
    return any(fnmatchcase(name.casefold(), ours) for ours in OURS)


def beside(folder: Path, what: str) -> Path:
    """Return where something lies beside a folder, or in it where that is the only place.

    It is put in the folder if that is a mount point, since files can be renamed within one disk
    only and other machines may mount it under another name; and if the folder above is not
    writable.
    """
    folder = folder.resolve()
    is_shut = os.access(folder, os.W_OK) and not os.access(folder.parent, os.W_OK)
    if folder.is_mount() or is_shut:
        return folder / f"{LIST_NAME}.{what}"
    return folder.parent / f".{folder.name}.{what}"

"""The output folder's own files, which are not part of the site: list, mark, lock and staging."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
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


def site_files(
    folder: Path, retained: Sequence[str] = (), onerror: Callable[[OSError], None] | None = None
) -> Iterator[str]:
    """Yield the paths of the files below a folder, but our own and those below `retained` names.

    A folder's files come before those of the folders in it, each in the order of their names. A
    link to a folder counts as a file: the folder that it leads to is not ours.

    retained: names at the top. onerror: takes the error of each folder that cannot be read; without
    it, such folders are passed over.
    """
    staying = set(map(_folded, retained))
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(folder / below) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            if onerror is not None:
                onerror(error)
            continue
        if not below:
            found = [
                entry
                for entry in found
                if _folded(entry.name) not in staying and not is_ours(entry.name)
            ]
        folders = []
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{below}{entry.name}/")
            else:
                yield below + entry.name
        waiting += reversed(folders)


def _folded(name: str) -> str:
    """Return a name normalised: names that some disk takes for the same become equal."""
    return unicodedata.normalize("NFC", name).casefold()

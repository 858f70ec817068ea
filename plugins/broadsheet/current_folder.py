"""The current folder: how paths look from it, which is how messages name files and folders.

Where it matters which place on the disk is meant, paths stay whole: in what is said of targets of
publishing and of the safety of output folders, which links may lead elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path


def seen_from_here(path: str | Path) -> str:
    """Return a path as seen from the current folder; whole where that is gone, or far away.

    A path is far away that has nothing but the root of the disk in common with that folder.
    """
    try:
        whole, here = os.path.abspath(path), os.getcwd()  # noqa: PTH100, PTH109 - links stay
        shared = Path(os.path.commonpath([whole, here]))
    except (OSError, ValueError):
        return str(path)
    return whole if shared == shared.parent else os.path.relpath(whole, here)

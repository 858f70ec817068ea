"""The current folder: messages name files and folders by their paths relative to it.

Publishing targets and refused output folders are named by their full paths, for there it matters
which place on the disk is meant, and links may lead elsewhere.
"""

from __future__ import annotations

import os
from pathlib import Path


def seen_from_here(path: str | Path) -> str:
    """Return a path relative to the current folder; the full path if that is gone, or far away.

    A path is far away if it shares nothing but the root of the disk with that folder.
    """
    try:
        whole, here = os.path.abspath(path), os.getcwd()  # noqa: PTH100, PTH109 - links stay
        shared = Path(os.path.commonpath([whole, here]))
    except (OSError, ValueError):
        return str(path)
    return whole if shared == shared.parent else os.path.relpath(whole, here)

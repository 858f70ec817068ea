"""The current folder: how paths look from it, which is how messages name files."""

from __future__ import annotations

import os
from pathlib import Path


def seen_from_here(path: Path) -> str:
    """Return a path as seen from the current folder; whole where that is gone, or far away."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):
        return str(path)

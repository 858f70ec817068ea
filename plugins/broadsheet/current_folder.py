"""The current folder: messages name files by their paths relative to it."""

from __future__ import annotations

import os
from pathlib import Path


def seen_from_here(path: Path) -> str:
    """Return a path relative to the current folder; the full path if that is gone, or far away."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):
        return str(path)

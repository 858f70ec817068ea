"""Lasting names: file names that tell of the content, so that browsers may keep a file for ever.

A file that changes has another name, and the pages name that one.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

_BYTES = 5  # of a digest: enough that no two contents of one file are taken for each other
_MARK = rf"\.[0-9a-f]{{{2 * _BYTES}}}(?=\.)"
_LASTING = re.compile(rf"{_MARK}\.(?:\d+(?:x\d+)?\.)?[a-z0-9]+\Z")
_OF_THEME = re.compile(rf"(/theme/[\w./-]+?){_MARK}".encode())


def mark_of(digest: bytes) -> str:
    """Return what stands in a name for a content with a digest."""
    return digest[:_BYTES].hex()


def lasting_name(name: str, digest: bytes) -> str:
    """Return the lasting name of a file: `site.css` is `site.9f86d08188.css`, in the same folder.

    digest: of its content.
    """
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{mark_of(digest)}{path.suffix}"))


def is_lasting(path: str) -> bool:
    """Say whether the name of a file tells of its content: that of a picture's size, too."""
    return _LASTING.search(PurePosixPath(path).name) is not None


def without_marks_of_theme(page: bytes) -> bytes:
    """Return a page with the plain names of the styles, fonts and scripts that it loads."""
    return _OF_THEME.sub(rb"\1", page)

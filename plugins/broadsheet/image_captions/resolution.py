"""Resolution: turns the address of a picture, as written, into a file of the content folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from broadsheet.content.elsewhere import Elsewhere
from broadsheet.content.spelling import find_file
from broadsheet.image_captions.flaws import Flaw
from broadsheet.reporting.faults import nearest
from broadsheet.story.targets import content_path

# What a browser shows: Pillow's name and the media type of each ending.
SUFFIXES = {
    ".jpg": ("JPEG", "image/jpeg"),
    ".jpeg": ("JPEG", "image/jpeg"),
    ".png": ("PNG", "image/png"),
    ".gif": ("GIF", "image/gif"),
    ".webp": ("WEBP", "image/webp"),
    ".avif": ("AVIF", "image/avif"),
    ".svg": ("SVG", "image/svg+xml"),
}

_PREFIX = re.compile(r"[{|](static|attach|filename)[}|]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OTHER_HOST = Flaw("a picture on another host", "save it in the content folder, with its credit")
_INLINE_DATA = Flaw("a picture written into the text (`data:`)", "save it in the content folder")


def locate(
    content: Path, source_path: str, written: str, elsewhere: Elsewhere | None = None
) -> str | Flaw:
    """Return the content path of a picture's file.

    written: the address as the file `source_path` gives it. It is looked for beside that file,
    then from the content folder; a leading slash means the content folder alone. Pelican's
    `{static}`, `{attach}` and `{filename}` (or with bars) may stand before it. elsewhere: finds a
    picture that may be meant in any other folder.
    """
    text = written.strip()
    prefix = _PREFIX.match(text)
    flaw = None if prefix else _not_a_path(text)
    if flaw:
        return flaw
    rest = text[prefix.end() :] if prefix else text
    if not rest.strip("/"):
        return Flaw("a picture without an address", "name its file")
    as_address = unquote(re.split(r"[?#]", rest, maxsplit=1)[0])
    inside = _inside(source_path, as_address)
    # A file's name may hold what an address must not, and front matter is no address.
    for path in [*inside, *_inside(source_path, rest)]:
        found = find_file(content, path)
        if found is not None:
            return found if is_within(content, found) else _outside(text)
    if not inside:
        return _outside(text)
    near = elsewhere.like(as_address, _is_picture) if elsewhere else None
    mend = f"did you mean `{near}`?" if near else _advice(content, inside, text)
    return Flaw(f"the picture {text} does not exist", mend)


def _not_a_path(text: str) -> Flaw | None:
    if text.startswith("//"):
        return _OTHER_HOST
    scheme = _SCHEME.match(text)
    if scheme is None:
        return None
    kind = scheme[1].lower()
    if kind in ("http", "https"):
        return _OTHER_HOST
    if kind == "data":
        return _INLINE_DATA
    return Flaw(f"a picture with an address of the kind `{kind}:`", _OTHER_HOST.mend)


def _inside(source_path: str, written: str) -> list[str]:
    """Return what a path may mean, beside its file and below the content folder."""
    found = [content_path(source_path, written), content_path("", written)]
    return [path for path in found if path != ".." and not path.startswith("../")]


def is_within(content: Path, path: str) -> bool:
    """Say whether a file lies in the content folder, and not at the end of a link out of it."""
    home = os.path.realpath(content)
    return os.path.commonpath((home, os.path.realpath(f"{content}/{path}"))) == home


def _outside(text: str) -> Flaw:
    return Flaw(f"the picture {text} lies outside the content folder", "copy it into that folder")


def _advice(content: Path, paths: list[str], text: str) -> str:
    folder, slash, _ = text.rpartition("/")
    for path in paths:
        near = nearest(path.rpartition("/")[2], _names(content / path))
        if near:
            return f"did you mean `{folder}{slash}{near}`?"
    return "correct the path, or put the file there"


def _is_picture(path: str) -> bool:
    return PurePosixPath(path).suffix.lower() in SUFFIXES


def _names(file: Path) -> Iterator[str]:
    """Yield the names of the pictures in a file's folder."""
    try:
        yield from sorted(entry.name for entry in file.parent.iterdir() if _is_picture(entry.name))
    except (OSError, ValueError):
        return

"""Resolution: turns the address of a picture, as written, into a file of the content folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from msgspec import Struct

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


class Sought(Struct, frozen=True):
    """What an address is meant to lead to. endings: those of its files."""

    name: str
    endings: frozenset[str]
    mend: str = "save it in the content folder"

    def fits(self, path: str) -> bool:
        """Say whether a file has one of the endings."""
        return PurePosixPath(path).suffix.lower() in self.endings


PICTURE = Sought("picture", frozenset(SUFFIXES), "save it in the content folder, with its credit")

_PREFIX = re.compile(r"[{|](static|attach|filename)[}|]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def locate(
    content: Path,
    source_path: str,
    written: str,
    elsewhere: Elsewhere | None = None,
    sought: Sought = PICTURE,
) -> str | Flaw:
    """Return the content path of the file of a picture, or of what else is sought.

    written: the address as the file `source_path` gives it. It is looked for beside that file,
    then from the content folder; a leading slash means the content folder alone. Pelican's
    `{static}`, `{attach}` and `{filename}` (or with bars) may stand before it. elsewhere: finds one
    that may be meant in any other folder.
    """
    text = written.strip()
    prefix = _PREFIX.match(text)
    flaw = None if prefix else _not_a_path(text, sought)
    if flaw:
        return flaw
    rest = text[prefix.end() :] if prefix else text
    if not rest.strip("/"):
        return Flaw(f"a {sought.name} without an address", "name its file")
    as_address = unquote(re.split(r"[?#]", rest, maxsplit=1)[0])
    inside = _inside(source_path, as_address)
    # A file's name may hold what an address must not, and front matter is no address.
    for path in [*inside, *_inside(source_path, rest)]:
        found = find_file(content, path)
        if found is not None:
            return found if is_within(content, found) else _outside(text, sought)
    if not inside:
        return _outside(text, sought)
    near = elsewhere.like(as_address, sought.fits) if elsewhere else None
    mend = f"did you mean `{near}`?" if near else _advice(content, inside, text, sought)
    return Flaw(f"the {sought.name} {text} does not exist", mend)


def _not_a_path(text: str, sought: Sought) -> Flaw | None:
    scheme = _SCHEME.match(text)
    kind = scheme[1].lower() if scheme else ""
    if text.startswith("//") or kind in ("http", "https"):
        return Flaw(f"a {sought.name} on another host", sought.mend)
    if kind == "data":
        return Flaw(f"a {sought.name} written into the text (`data:`)", sought.mend)
    if kind:
        return Flaw(f"a {sought.name} with an address of the kind `{kind}:`", sought.mend)
    return None


def _inside(source_path: str, written: str) -> list[str]:
    """Return what a path may mean, beside its file and below the content folder."""
    found = [content_path(source_path, written), content_path("", written)]
    return [path for path in found if path != ".." and not path.startswith("../")]


def is_within(content: Path, path: str) -> bool:
    """Say whether a file lies in the content folder, and not at the end of a link out of it."""
    home = os.path.realpath(content)
    return os.path.commonpath((home, os.path.realpath(f"{content}/{path}"))) == home


def _outside(text: str, sought: Sought) -> Flaw:
    return Flaw(
        f"the {sought.name} {text} lies outside the content folder", "copy it into that folder"
    )


def _advice(content: Path, paths: list[str], text: str, sought: Sought) -> str:
    folder, slash, _ = text.rpartition("/")
    for path in paths:
        near = nearest(path.rpartition("/")[2], _names(content / path, sought))
        if near:
            return f"did you mean `{folder}{slash}{near}`?"
    return "correct the path, or put the file there"


def _names(file: Path, sought: Sought) -> Iterator[str]:
    """Yield the names of what is sought in a file's folder."""
    try:
        yield from sorted(entry.name for entry in file.parent.iterdir() if sought.fits(entry.name))
    except (OSError, ValueError):
        return

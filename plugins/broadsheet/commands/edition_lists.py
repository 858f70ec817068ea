"""Lists of editions: which files an edition has, and what it changes against the one before.

The list of an edition lies in the target beside it, as `editions/.NAME.files`, where no web server
serves it: it names pages to which nothing leads. It has three lines of JSON: what has changed, the
files, and the old names, so that a listing of many editions need read only the first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from json import dumps, loads
from types import MappingProxyType

import msgspec

from broadsheet.reporting.counting import count

_BYTES = 8  # of a digest

ARRIVING = ".broadsheet.edition"
"""The name of the list while it travels in a partial edition, and in the output folder before."""


@dataclass(frozen=True)
class Changes:
    """What an edition changes against another.

    against: the name of the other, empty if there was none. new, changed and gone: numbers of
    pages. other: how many other files, such as pictures and feeds, are new, changed or gone.
    """

    against: str
    new: int
    changed: int
    gone: int
    other: int

    def __str__(self) -> str:
        """Return in words those numbers that are not 0."""
        pages = {"new": self.new, "changed": self.changed, "gone": self.gone}
        words = [f"{count(range(n), 'page')} {what}" for what, n in pages.items() if n]
        words += [count(range(self.other), "other file")] if self.other else []
        return ", ".join(words) or "the same files"


@dataclass(frozen=True)
class OldName:
    """The name of a file that pages of an earlier edition name. told: what its list said of it.

    since: the moment of the first edition whose pages name it no more, aware.
    """

    told: str
    since: datetime


@dataclass(frozen=True)
class EditionFiles:
    """The files of an edition, as its list tells them, by their paths.

    own: what the list says of those that belong to it. old: those that are there besides.
    """

    own: Mapping[str, str] = field(default_factory=dict)
    old: Mapping[str, OldName] = field(default_factory=dict)


def list_name(name: str) -> str:
    """Return the name in `editions` of the list of an edition."""
    return f".{name}.files"


def changes_between(against: str, before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Compare two editions. before, after: the digests of their files, by their paths."""
    new, gone = after.keys() - before.keys(), before.keys() - after.keys()
    changed = [path for path in after.keys() & before.keys() if after[path] != before[path]]
    new_pages, changed_pages, gone_pages = (
        sum(path.endswith(".html") for path in paths) for paths in (new, changed, gone)
    )
    files = len(new) + len(changed) + len(gone)
    other = files - new_pages - changed_pages - gone_pages
    return Changes(against, new_pages, changed_pages, gone_pages, other)


def listed_digest(digest: bytes) -> str:
    """Return a digest as lists have it: its first eight bytes."""
    return digest[:_BYTES].hex()


def listed_digests(
    files: Mapping[str, bytes], pictures: Mapping[str, bytes] = MappingProxyType({})
) -> dict[str, str]:
    """Return the digests of files as lists have them.

    pictures: the digests of the pictures that files are sizes of, by the paths of these, which
    follow.
    """
    return {
        path: listed_digest(digest) + listed_digest(pictures.get(path, b""))
        for path, digest in sorted(files.items())
    }


def picture_in(told: str) -> str:
    """Return the digest of the picture of which a file is a size, "" where it is none.

    told: what a list says of the file.
    """
    return told[2 * _BYTES :]


def list_of(files: EditionFiles, changes: Changes | None) -> bytes:
    """Return the list of an edition. changes: None where they are not known."""
    old = {path: (name.told, name.since.isoformat()) for path, name in sorted(files.old.items())}
    lines = (asdict(changes) if changes else None, files.own, old)
    # ASCII, whatever a name of a file may hold: shells pass it on.
    return "".join(f"{dumps(line, separators=(',', ':'))}\n" for line in lines).encode("ascii")


def changes_in(line: str) -> Changes | None:
    """Return what the first line of a list says, None where that is nothing, or damaged."""
    try:
        return msgspec.json.decode(line, type=Changes | None)
    except (msgspec.DecodeError, UnicodeError):
        return None


def files_in(own: str, old: str) -> EditionFiles | None:
    """Return what a list says of files, None where it is damaged.

    own, old: its second and third line. Those of earlier versions have no third, which is "".
    """
    try:
        names = msgspec.convert(loads(old or "{}"), dict[str, tuple[str, datetime]])
        kept = {path: OldName(told, since) for path, (told, since) in names.items() if since.tzinfo}
        return EditionFiles(msgspec.convert(loads(own), dict[str, str]), kept)
    except (ValueError, RecursionError):
        return None

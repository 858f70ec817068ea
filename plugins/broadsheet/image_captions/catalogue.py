"""The pictures of an edition, looked up and read once, and known by what is in them."""

from __future__ import annotations

from errno import EAGAIN
from pathlib import Path
from urllib.parse import quote

import msgspec
from msgspec import Struct

from broadsheet.content.edition import Edition
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.picture_facts import PictureFacts
from broadsheet.image_captions.resolution import is_within, locate
from broadsheet.image_captions.sidecar import (
    Lines,
    Sidecar,
    find_sidecar,
    read_beside,
    sidecar_path,
)
from broadsheet.incremental.digests import digest, digest_of
from broadsheet.incremental.queries import Query
from broadsheet.incremental.store import decoded
from broadsheet.reporting.faults import Fault
from broadsheet.story.charts import chart_from
from broadsheet.story.model import Chart, Named, PictureUse
from broadsheet.views.composer import Composer


class Picture(Struct, frozen=True):
    """A picture of the content folder. path: relative to it; notes: its sidecar.

    note_lines: of the sidecar's keys. digest: of the file.
    """

    path: str
    facts: PictureFacts
    notes: Sidecar
    note_faults: tuple[Fault, ...] = ()
    note_lines: Lines = {}
    digest: bytes = b""

    @property
    def chart(self) -> Chart | None:
        """What the sidecar says of a drawing of numbers."""
        return chart_from(self.notes.chart, sidecar_path(self.path), self._line_of_note)

    @property
    def card(self) -> Named | None:
        """What the sidecar names for cards."""
        return self._named("card", self.notes.card)

    @property
    def phone(self) -> Named | None:
        """What the sidecar names for narrow screens."""
        return self._named("phone", self.notes.phone)

    @property
    def dark(self) -> Named | None:
        """What the sidecar names for dark screens."""
        return self._named("dark", self.notes.dark)

    def _named(self, key: str, src: str | None) -> Named | None:
        return Named(src, sidecar_path(self.path), self._line_of_note(key)) if src else None

    def _line_of_note(self, *keys: str) -> int:
        return self.note_lines.get(keys, 1)


class Found(Struct, frozen=True):
    """The result of reading a picture: either its facts or its flaw."""

    facts: PictureFacts | None = None
    flaw: Flaw | None = None


class Catalogue(Query):
    """The query `picture`: a picture, or what is wrong with it.

    A key is the folder of the file that shows the picture, a line break, and the address that the
    file gives it; see `key_of_use`. Or it is the content path of a picture.
    """

    def __init__(self, edition: Edition) -> None:
        self._content = edition.content
        self._elsewhere = edition.elsewhere
        self._cached = edition.loaded.cached
        self._of = edition.digest_of_file
        self._located: dict[str, str | Flaw] = {}
        self._read: dict[str, Picture | Flaw] = {}
        self._digests: dict[str, bytes] = {}

    def value(self, key: str) -> Picture | Flaw:
        """Return the picture that a file means, or what is wrong with it."""
        path = self._locate(key)
        if isinstance(path, Flaw):
            return path
        if path not in self._read:
            # First, so that the digest is never newer than the picture that is read.
            self.digest(key)
            self._read[path] = self._take(path)
        return self._read[path]

    def digest(self, key: str) -> bytes:
        """Return the digest of the file and of its sidecar."""
        path = self._locate(key)
        if isinstance(path, Flaw):
            return digest_of(path)
        found = self._digests.get(path)
        if found is None:
            found = self._digests[path] = self._digest_of_file(path)
        return found

    def _digest_of_file(self, path: str) -> bytes:
        beside = find_sidecar(self._content, path)
        # One that cannot be read has no digest either, and is a fault, and so is a link out.
        standing = self._standing(beside)
        of = b"" if beside is None else self._of(beside)
        return digest(
            b"".join((path.encode(), self._of(path), (beside or "").encode(), standing, of))
        )

    def _standing(self, beside: str | None) -> bytes:
        """Return whether there is a sidecar, and whether it lies in the content folder."""
        if beside is None:
            return _MISSING
        return _INSIDE if is_within(self._content, beside) else _OUTSIDE

    def _locate(self, key: str) -> str | Flaw:
        if key not in self._located:
            folder, of_use, written = key.partition("\n")
            self._located[key] = (
                locate(self._content, f"{folder}/", written, self._elsewhere)
                if of_use
                else locate(self._content, "/", f"/{quote(key)}")
            )
        return self._located[key]

    def _take(self, path: str) -> Picture | Flaw:
        file, of = self._content / path, self._of(path)
        if not of:
            return unreadable(path)
        # The ending belongs to what is found: it says what the file pretends to be.
        kept = self._cached(f"{path} {of.hex()}", lambda: _read(file, path, of))
        found = decoded("a cached result", FOUND.decode, kept)
        if found.facts is None:
            return found.flaw or unreadable(path)
        return Picture(path, found.facts, *read_beside(self._content, path), digest=of)


def unreadable(path: str) -> Flaw:
    """Return the flaw of a picture that the disk does not give."""
    return Flaw(f"{path} cannot be read", "check the file's permissions")


def key_of_use(source_path: str, written: str) -> str:
    """Return the key of a picture. source_path: the file that shows it; written: as it says."""
    return f"{source_path.rpartition('/')[0]}\n{written}"


def picture_of(use: PictureUse, path: str, composer: Composer) -> Picture | Flaw:
    """Return the picture that a use in the file `path` means, or what is wrong with it."""
    found: Picture | Flaw = composer.ask("picture", key_of_use(path, use.src))
    return found


_MISSING, _INSIDE, _OUTSIDE = b"0", b"1", b"2"  # how a sidecar stands

FOUND = msgspec.msgpack.Decoder(Found)


def _read(file: Path, path: str, of: bytes) -> bytes:
    data = file.read_bytes()
    if digest(data) != of:  # what is found would be kept as that of the picture which was there
        raise OSError(EAGAIN, "another picture since the build began: build again", str(file))
    return msgspec.msgpack.encode(found_in(data, path))


def found_in(data: bytes, path: str) -> Found:
    """Read a picture. path: the content path of its file."""
    # Imported when there is a new picture: Pillow takes long to load.
    from broadsheet.image_captions.pictures import read_facts

    facts = read_facts(data, path)
    return Found(flaw=facts) if isinstance(facts, Flaw) else Found(facts)

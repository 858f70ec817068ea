"""The library: the recordings of an edition and what lies beside each, looked up and read once.

Beside `clip.mp4` may lie `clip.vtt`, its captions in the language of the story, `clip.de.vtt`,
those in another, `clip.txt`, its transcript, and `clip.jpg`, its still. In a folder of stories,
where text files are notes, the transcript is called `clip.transcript.txt`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from errno import EAGAIN
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from broadsheet.api import Edition, Query
from broadsheet.incremental.digests import digest, digest_of
from broadsheet.incremental.file_digests import FileDigests
from broadsheet.incremental.store import decoded
from broadsheet.multimedia.recordings import ENDINGS, Facts, Flaw, read_facts
from broadsheet.reporting.faults import nearest
from broadsheet.story.fields import CONTROL
from broadsheet.story.targets import content_path

STILLS = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".svg"})
"""The endings of pictures that may be a still."""

TRANSCRIPT = ".transcript.txt"
"""How the name of a transcript ends, wherever it lies."""

_PREFIX = re.compile(r"[{|](?:static|attach|filename)[}|]")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class Beside(Struct, frozen=True):
    """What lies beside a recording, as content paths.

    tracks: captions, each with its language, "" for that of the story. subrip: captions in a
    format that browsers do not read.
    """

    tracks: tuple[tuple[str, str], ...] = ()
    transcript: str | None = None
    still: str | None = None
    subrip: str | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """All of them that are read here."""
        return (*(path for _, path in self.tracks), *filter(None, (self.transcript,)))


class Recording(Struct, frozen=True):
    """A recording of the content folder. transcript: its paragraphs; flaws: of what lies beside."""

    path: str
    facts: Facts
    beside: Beside
    transcript: tuple[str, ...] = ()
    flaws: tuple[Flaw, ...] = ()


class _Found(Struct, frozen=True):
    """The result of reading a file: its facts, or its flaw."""

    facts: Facts | None = None
    flaw: Flaw | None = None


_FOUND = msgspec.msgpack.Decoder(_Found)


def key_of_use(source_path: str, written: str) -> str:
    """Return the key of a file. source_path: the text that uses it; written: as that says."""
    return f"{source_path.rpartition('/')[0]}\n{written}"


@dataclass
class Shelves:
    """The folders in which recordings and stills lie, each looked into once."""

    edition: Edition
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names in a folder, sorted, hidden ones left out."""
        if folder not in self._names:
            try:
                found = os.listdir(self.edition.content / folder)  # noqa: PTH208 - names alone
            except (OSError, ValueError):  # no folder, or a name that no disk can hold
                found = []
            self._names[folder] = tuple(sorted(name for name in found if name[0] != "."))
        return self._names[folder]

    def find(self, key: str, what: str, endings: frozenset[str]) -> str | Flaw:
        """Return the content path of the file that a text means, or what is wrong.

        It is looked for beside the text, then from the content folder, as pictures are. what: what
        it is meant to be, for the flaw.
        """
        folder, _, written = key.partition("\n")
        bare = _PREFIX.sub("", written, count=1)
        if not bare.strip("/") or re.match(r"(?:[a-z][a-z0-9+.-]*:|//)", bare, re.IGNORECASE):
            mend = "save the file in the content folder, and write its name"
            return Flaw(f"{what} `{written}` is no file of this paper", mend)
        ways = dict.fromkeys(
            content_path(start, each)
            for each in (unquote(bare), bare)
            for start in (f"{folder}/" if folder else "", "")
        )
        inside = [path for path in ways if not path.startswith("..")]
        for path in inside:
            found = self._spelt(path)
            if found is not None:
                return found
        if not inside:
            mend = "copy it into that folder"
            return Flaw(f"{what} {written} lies outside the content folder", mend)
        return Flaw(f"{what} {written} does not exist", self._advice(inside, bare, endings))

    def _spelt(self, path: str) -> str | None:
        """Return a file's path as the disk spells it, whatever its Unicode form; None without one.

        Hidden files, and those that are never published, are none.
        """
        found = self.edition.spelt(path)
        folder, _, name = found.rpartition("/")
        return found if name in self.names(folder) and self.edition.has_file(found) else None

    def _advice(self, paths: list[str], written: str, endings: frozenset[str]) -> str:
        folders = {path.rpartition("/")[0] for path in paths}

        def fits(path: str) -> bool:
            is_elsewhere = path.rpartition("/")[0] not in folders
            is_kind = PurePosixPath(path).suffix.lower() in endings
            return is_elsewhere and is_kind and self.edition.has_file(path)

        meant = self.edition.elsewhere.like(unquote(written), fits)
        if meant:
            return f"did you mean `/{meant}`?"
        folder, slash, _ = written.rpartition("/")
        for path in paths:
            names = self.names(path.rpartition("/")[0])
            fit = [name for name in names if PurePosixPath(name).suffix.lower() in endings]
            near = nearest(path.rpartition("/")[2], fit)
            if near:
                return f"did you mean `{folder}{slash}{near}`?"
        return "correct the path, or put the file there"

    def beside(self, path: str) -> Beside:
        """Return what lies beside a recording."""
        folder, stem = path.rpartition("/")[0], PurePosixPath(path).stem
        start = f"{folder}/{stem}" if folder else stem
        names = {f"{folder}/{name}" if folder else name for name in self.names(folder)}

        def first(*ends: str) -> str | None:
            found = (f"{start}{end}" for end in ends if f"{start}{end}" in names)
            return next(filter(self.edition.has_file, found), None)

        between = (
            (each, each[len(start) : -4].lstrip("."))
            for each in sorted(names)
            if each.startswith(f"{start}.") and each.endswith(".vtt")
        )
        tracks = sorted(
            (lang, each)
            for each, lang in between
            if (not lang or _LANGUAGE.fullmatch(lang)) and self.edition.has_file(each)
        )
        spoken = f"{start}{TRANSCRIPT}"
        return Beside(
            tuple(tracks),
            spoken if spoken in names else first(".txt"),
            first(".jpg", ".jpeg", ".png", ".webp", ".avif"),
            first(".srt"),
        )


class Library(Query):
    """The query `recording`: a recording, or what is wrong with it. `key_of_use` makes the keys."""

    def __init__(self, edition: Edition, shelves: Shelves) -> None:
        self._content = edition.content
        self._cached = edition.loaded.cached
        self._of = edition.digest_of_file
        self._shelves = shelves
        self._found: dict[str, str | Flaw] = {}
        self._beside: dict[str, Beside] = {}
        self._read: dict[str, Recording | Flaw] = {}

    def value(self, key: str) -> Recording | Flaw:
        """Return the recording that a file means, or what is wrong with it."""
        path = self._find(key)
        if isinstance(path, Flaw):
            return path
        if path not in self._read:
            self._read[path] = self._take(path)
        return self._read[path]

    def digest(self, key: str) -> bytes:
        """Return the digest of the recording's file, and of those beside it."""
        path = self._find(key)
        if isinstance(path, Flaw):
            return digest_of(path)
        beside = self._lying_beside(path)
        files = (path, *beside.files)
        return digest(
            digest_of(beside) + b"".join(each.encode() + self._of(each) for each in files)
        )

    def _find(self, key: str) -> str | Flaw:
        if key not in self._found:
            self._found[key] = self._shelves.find(key, "the recording", ENDINGS)
        return self._found[key]

    def _lying_beside(self, path: str) -> Beside:
        if path not in self._beside:
            self._beside[path] = self._shelves.beside(path)
        return self._beside[path]

    def _take(self, path: str) -> Recording | Flaw:
        of = self._of(path)
        if not of:
            return Flaw(f"{path} cannot be read", "check the file's permissions")
        # The ending belongs to what is found: it says what the file pretends to be.
        kept = self._cached(f"recording {path} {of.hex()}", partial(self._facts, path, of))
        found = decoded("a cached result", _FOUND.decode, kept)
        if found.facts is None:
            return found.flaw or Flaw(f"{path} cannot be read", "check the file")
        beside, flaws = self._lying_beside(path), []
        for _, track in beside.tracks:
            text = self._text(track)
            if isinstance(text, Flaw):
                flaws.append(text)
            elif not re.match(r"WEBVTT(?:[ \t\n]|$)", text):
                mend = "begin it with the line `WEBVTT`, or export it anew"
                flaws.append(Flaw(f"{track} holds no captions in the format WebVTT", mend))
        transcript: tuple[str, ...] = ()
        if beside.transcript:
            spoken = self._text(beside.transcript)
            if isinstance(spoken, Flaw):
                flaws.append(spoken)
            else:
                transcript = _paragraphs(spoken)
        return Recording(path, found.facts, beside, transcript, tuple(flaws))

    def _facts(self, path: str, of: bytes) -> bytes:
        file = self._content / path
        with file.open("rb") as opened:
            found = read_facts(opened, file.stat().st_size, path)
        # Read a second time: what is found would be kept as that of the file which was there.
        if FileDigests(str(self._content))(path) != of:
            raise OSError(EAGAIN, "another file since the build began: build again", str(file))
        return msgspec.msgpack.encode(
            _Found(flaw=found) if isinstance(found, Flaw) else _Found(found)
        )

    def _text(self, path: str) -> str | Flaw:
        """Return the text of a file, or why it cannot be shown."""
        try:
            text = (self._content / path).read_bytes().decode("utf-8-sig")
        except OSError:
            return Flaw(f"{path} cannot be read", "check the file's permissions")
        except UnicodeDecodeError:
            return Flaw(f"{path} is not UTF-8", "save it as UTF-8")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if CONTROL.search(text):
            return Flaw(f"{path} holds a control character", "delete it")
        if "<!--" in text:
            return Flaw(f"{path} holds a comment, which readers would see", "take it out")
        return text


def _paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which empty lines divide."""
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", text))
    return tuple("\n".join(map(str.strip, part.split("\n"))) for part in parts if part)

"""Recordings: what audio and video files are, told by their bytes, and what they say of themselves.

Only the heads of a file are read, however large it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO, Literal

from msgspec import Struct

from broadsheet.multimedia.mp4 import read_mp4
from broadsheet.multimedia.tracks import Tracks, says_in
from broadsheet.multimedia.webm import read_webm
from broadsheet.privacy.boxes import brands_of
from broadsheet.privacy.reader import CannotClean

HEAD = 1 << 12
_ID3_MOST = 1 << 20  # as much of an MP3's tag is searched; a picture may make it larger

_AS_SOUND = "save it as MP3, M4A, Ogg or WAV"
_AS_FILM = "save it as MP4 (H.264) or WebM"
_FROM_ORIGINAL = "copy it again from the original"


class Facts(Struct, frozen=True):
    """What is known of a recording.

    size: bytes. width, height: 0 where there is no picture. says: what it says of where and by
    what it was recorded.
    """

    kind: Literal["audio", "video"]
    media_type: str
    size: int
    width: int = 0
    height: int = 0
    is_rarely_shown: bool = False
    says: tuple[str, ...] = ()


class Flaw(Struct, frozen=True):
    """What is wrong with a file and what to do about it, in the words of `Fault`."""

    what: str
    mend: str


class _Kind(Struct, frozen=True):
    """A kind of file that browsers play. types: its media types, by what is in it."""

    name: str
    endings: tuple[str, ...]
    audio: str | None
    video: str | None = None


_MP3 = _Kind("MP3", (".mp3",), "audio/mpeg")
_AAC = _Kind("AAC", (".aac",), "audio/aac")
_OGG = _Kind("Ogg", (".ogg", ".oga", ".opus"), "audio/ogg")
_WAV = _Kind("WAV", (".wav",), "audio/wav")
_FLAC = _Kind("FLAC", (".flac",), "audio/flac")
_MP4 = _Kind("MP4", (".mp4", ".m4v", ".m4a"), "audio/mp4", "video/mp4")
_WEBM = _Kind("WebM", (".webm", ".weba"), "audio/webm", "video/webm")
_KINDS = (_MP3, _MP4, _OGG, _WEBM, _WAV, _FLAC, _AAC)

ENDINGS = frozenset(ending for kind in _KINDS for ending in kind.endings)
"""The endings of files that browsers play."""

_SOUND = {".m4a", ".weba", *(end for kind in _KINDS if not kind.video for end in kind.endings)}


def kind_by_name(path: str) -> Literal["audio", "video"]:
    """Return what a recording seems to be by its name: its bytes alone tell for certain."""
    return "audio" if PurePosixPath(path).suffix.lower() in _SOUND else "video"


_STILL_PICTURES = frozenset({b"heic", b"heix", b"mif1", b"avif"})
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_OTHERS: tuple[tuple[Callable[[bytes], bool], str, str], ...] = (
    (
        lambda head: head.startswith(b"version https://git-lfs.github.com/spec/"),
        "a Git LFS pointer: the recording itself was not fetched",
        "run `git lfs pull`",
    ),
    (
        lambda head: _HTML.match(head) is not None,
        "a web page (HTML) that was saved under a recording's name",
        "save the recording itself",
    ),
    (lambda head: head[8:12] == b"qt  ", "a QuickTime film, which few browsers play", _AS_FILM),
    (lambda head: head[8:11] == b"3gp", "a 3GP film, which few browsers play", _AS_FILM),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"AVI ", "an AVI film", _AS_FILM),
    (lambda head: head[:4] == b"\x30\x26\xb2\x75", "a Windows Media file", _AS_FILM),
    (lambda head: head[:3] == b"FLV", "a Flash film", _AS_FILM),
    (lambda head: head[:4] in (b"\0\0\1\xba", b"\0\0\1\xb3"), "an MPEG film", _AS_FILM),
    (lambda head: head[:4] == b"FORM", "an AIFF file", _AS_SOUND),
    (lambda head: head[:4] == b"caff", "a Core Audio file", _AS_SOUND),
    (lambda head: head[:5] == b"#!AMR", "an AMR file", _AS_SOUND),
    (lambda head: head[:4] == b"OggS" and b"\x80theora" in head, "a Theora film", _AS_FILM),
    (
        lambda head: head[:4] == b"\x1a\x45\xdf\xa3" and b"webm" not in head[:64],
        "a Matroska film, which few browsers play",
        _AS_FILM,
    ),
)


def read_facts(file: BinaryIO, size: int, path: str) -> Facts | Flaw:
    """Return what a recording is, or what is wrong with it. path: its content path, for flaws."""
    head = file.read(HEAD)
    if not head.strip(b"\0 \t\r\n"):
        return Flaw(f"{path} is empty", _FROM_ORIGINAL)
    for is_so, what, mend in _OTHERS:
        if is_so(head):
            return Flaw(f"{path} is {what}", mend)
    kind = _kind_of(head)
    if kind is None:
        return Flaw(f"{path} is no recording that browsers play", f"{_AS_SOUND}; {_AS_FILM}")
    ending = PurePosixPath(path).suffix.lower()
    if ending not in kind.endings:
        right = PurePosixPath(path).with_suffix(kind.endings[0])
        what = f"{path} is a file of the kind {kind.name} under another name"
        return Flaw(what, f"rename it to `{right}`")
    try:
        tracks = _tracks_of(file, size, head, kind)
    except CannotClean as error:
        return Flaw(f"{path}: {error.what}", _FROM_ORIGINAL)
    has_picture = tracks.width > 0 and tracks.height > 0
    media_type = kind.video if has_picture else kind.audio
    if media_type is None or not (has_picture or tracks.has_sound):
        return Flaw(f"{path} has neither sound nor pictures", _FROM_ORIGINAL)
    return Facts(
        "video" if has_picture else "audio",
        media_type,
        size,
        tracks.width if has_picture else 0,
        tracks.height if has_picture else 0,
        tracks.is_rarely_shown,
        tracks.says,
    )


def _kind_of(head: bytes) -> _Kind | None:
    for magic, kind in ((b"fLaC", _FLAC), (b"OggS", _OGG), (b"\x1a\x45\xdf\xa3", _WEBM)):
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return _WAV
    if brands := brands_of(head):
        return None if brands & _STILL_PICTURES else _MP4
    if head[:3] == b"ID3":
        return _MP3
    # The sync of a frame: https://www.iso.org/standard/22412.html, and the layer behind it.
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return {0x02: _MP3, 0x00: _AAC}.get(head[1] & 0x06)
    return None


def _tracks_of(file: BinaryIO, size: int, head: bytes, kind: _Kind) -> Tracks:
    """Return what is in a file; raise CannotClean for one that cannot be taken apart."""
    if kind is _MP4:
        return read_mp4(file, size)
    if kind is _WEBM:
        return read_webm(file)
    if head[:3] != b"ID3":
        return Tracks(has_sound=True)
    # The size of the tag, in four bytes of seven bits: https://id3.org/id3v2.4.0-structure
    length = 0
    for byte in head[6:10]:
        length = length << 7 | byte & 0x7F
    file.seek(0)
    return Tracks(has_sound=True, says=says_in(file.read(min(length + 10, _ID3_MOST))))

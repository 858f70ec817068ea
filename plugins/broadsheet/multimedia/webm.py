"""WebM: elements in elements, of which those are read that say how large the picture is.

Format: https://www.rfc-editor.org/rfc/rfc8794 (EBML), https://www.rfc-editor.org/rfc/rfc9559.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from broadsheet.multimedia.tracks import Tracks, says_in
from broadsheet.privacy.reader import CUT_SHORT, CannotClean

_READ = 1 << 18  # the tracks stand near the beginning
_SEGMENT, _TRACKS, _CLUSTER, _TAGS = 0x18538067, 0x1654AE6B, 0x1F43B675, 0x1254C367
_ENTRY, _TYPE, _VIDEO = 0xAE, 0x83, 0xE0
_WIDTH, _HEIGHT, _SHOWN_WIDTH, _SHOWN_HEIGHT, _UNIT = 0xB0, 0xBA, 0x54B0, 0x54BA, 0x54B2


def read_webm(file: BinaryIO) -> Tracks:
    """Return what is in a file; raise CannotClean where it is damaged or cut short."""
    file.seek(0)
    data = file.read(_READ)
    for name, start, end in _elements(data, 0, len(data)):
        if name == _SEGMENT:
            return _tracks(data, start, end)
    raise CannotClean(CUT_SHORT)


def _tracks(data: bytes, start: int, end: int) -> Tracks:
    has_sound, width, height = False, 0, 0
    says: tuple[str, ...] = ()
    for name, begin, stop in _elements(data, start, end):
        if name == _CLUSTER:
            break
        if name == _TAGS:
            says = says_in(data[begin:stop])
        for entry, inner, inner_end in _elements(data, begin, stop) if name == _TRACKS else ():
            fields = {each: (at, to) for each, at, to in _elements(data, inner, inner_end)}
            if entry != _ENTRY or _TYPE not in fields:
                continue
            kind = _number(data, fields[_TYPE])
            has_sound = has_sound or kind == 2
            if kind == 1 and _VIDEO in fields and not width:
                width, height = _size(data, *fields[_VIDEO])
    return Tracks(has_sound, width, height, says=says)


def _size(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return the width and the height that are shown."""
    found = {name: _number(data, (at, to)) for name, at, to in _elements(data, start, end)}
    width, height = found.get(_WIDTH, 0), found.get(_HEIGHT, 0)
    if found.get(_UNIT, 0) == 0:  # pixels
        return found.get(_SHOWN_WIDTH, width), found.get(_SHOWN_HEIGHT, height)
    return width, height


def _elements(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the id of each element of a part, and where its content begins and ends.

    One that is longer than what was read, or of unknown length, ends where that does.
    """
    while start < end:
        name, start = _variable(data, start, keeps_mark=True)
        length, start = _variable(data, start, keeps_mark=False)
        stop = min(start + length, end)
        yield name, start, stop
        start = stop


def _variable(data: bytes, at: int, *, keeps_mark: bool) -> tuple[int, int]:
    """Return a number of variable length and where it ends. keeps_mark: as ids do."""
    first = data[at] if at < len(data) else 0
    length = 9 - first.bit_length()
    if first == 0 or at + length > len(data):
        raise CannotClean(CUT_SHORT)
    number = int.from_bytes(data[at : at + length], "big")
    return (number if keeps_mark else number & ((1 << 7 * length) - 1)), at + length


def _number(data: bytes, place: tuple[int, int]) -> int:
    return int.from_bytes(data[place[0] : place[1]], "big")

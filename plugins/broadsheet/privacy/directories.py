"""Directories of tags, of which TIFF files and Exif blocks are made.

Format: TIFF 6.0, section 2. An order of bytes is "<" or ">", as `struct` has it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping

from msgspec import Struct

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, UTF8 = 1, 2, 3, 4, 5, 7, 129
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1}
ORDERS = {b"II*\0": "<", b"MM\0*": ">"}


class Entry(Struct, frozen=True):
    """A tag's type, the count of its values, and their bytes."""

    kind: int
    count: int
    value: bytes


Directory = Mapping[int, Entry]


def read(data: bytes, order: str, at: int) -> dict[int, Entry]:
    """Return the tags of the directory at a place, those left out whose values lie outside."""
    found: dict[int, Entry] = {}
    if at + 2 > len(data):
        return found
    (count,) = struct.unpack_from(order + "H", data, at)
    for place in range(at + 2, min(at + 2 + 12 * count, len(data) - 11), 12):
        tag, kind, number = struct.unpack_from(order + "HHI", data, place)
        size = _SIZES.get(kind, 0) * number
        start = place + 8 if size <= 4 else struct.unpack_from(order + "I", data, place + 8)[0]
        if size and start + size <= len(data):
            found.setdefault(tag, Entry(kind, number, data[start : start + size]))
    return found


def following(data: bytes, order: str, at: int) -> int:
    """Return where the directory behind the one at a place stands, 0 where there is none."""
    if at + 2 > len(data):
        return 0
    end = at + 2 + 12 * struct.unpack_from(order + "H", data, at)[0]
    return int(struct.unpack_from(order + "I", data, end)[0]) if end + 4 <= len(data) else 0


def numbers(entry: Entry | None, order: str) -> list[int]:
    """Return the whole numbers of a tag, none where it holds something else."""
    code = {SHORT: "H", LONG: "I"}.get(entry.kind) if entry else None
    if entry is None or code is None:
        return []
    return list(struct.unpack(f"{order}{entry.count}{code}", entry.value))


def long(order: str, *values: int) -> Entry:
    """Return a tag with whole numbers."""
    return Entry(LONG, len(values), struct.pack(f"{order}{len(values)}I", *values))


def size_of(tags: Directory) -> int:
    """Return how many bytes a directory takes with its values."""
    return 6 + 12 * len(tags) + sum(map(_room, tags.values()))


def written(order: str, tags: Directory, at: int, next_at: int = 0) -> bytes:
    """Return a directory as it stands at a place, an even one, with its values behind it."""
    entries, values = struct.pack(order + "H", len(tags)), b""
    behind = at + 6 + 12 * len(tags)
    for tag in sorted(tags):
        entry = tags[tag]
        value = entry.value
        if len(value) > 4:
            value = struct.pack(order + "I", behind + len(values))
            values += entry.value.ljust(_room(entry), b"\0")
        entries += struct.pack(order + "HHI", tag, entry.kind, entry.count)
        entries += value.ljust(4, b"\0")
    return entries + struct.pack(order + "I", next_at) + values


def _room(entry: Entry) -> int:
    """Return the bytes that a value takes outside of its entry; values begin at even places."""
    size = len(entry.value)
    return 0 if size <= 4 else size + size % 2


def picked(tags: Directory, allowed: Iterable[int]) -> dict[int, Entry]:
    """Return the tags that are on a list."""
    return {tag: tags[tag] for tag in sorted(tags.keys() & set(allowed))}

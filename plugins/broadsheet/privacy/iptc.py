"""IPTC-IIM and the resources of Photoshop in which it lies: those stay that are on a list.

Formats: IPTC-NAA Information Interchange Model 4.2; Adobe Photoshop File Formats Specification,
"Image Resource Blocks". The texts of other image resources are thumbnails, histories and paths.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_IIM = 0x0404
_FLAG, _ADDRESS = 0x040A, 0x040B  # whether it is under copyright, and the page on its rights

_KEPT = frozenset(
    {
        (1, 90),  # the character set
        (2, 0),  # the version
        (2, 5),  # title
        (2, 80),  # by-line
        (2, 85),  # by-line title
        (2, 105),  # headline
        (2, 110),  # credit
        (2, 115),  # source
        (2, 116),  # copyright notice
        (2, 120),  # caption
    }
)
_SAYS_NOTHING = frozenset({(1, 90), (2, 0)})


def clean_iim(block: bytes) -> bytes:
    """Return an IIM block with the datasets that may stay, b"" where none says anything.

    Of a damaged block what can be read counts; never raises.
    """
    kept = [(key, raw) for key, raw in _datasets(block) if key in _KEPT]
    if all(key in _SAYS_NOTHING for key, _ in kept):
        return b""
    return b"".join(raw for _, raw in kept)


def clean_resources(data: bytes) -> bytes:
    """Return Photoshop's resources with those that may stay, b"" where there is none."""
    return b"".join(_resource(number, value) for number, value in _resources(data))


def _resource(number: int, value: bytes) -> bytes:
    if number == _IIM:
        value = clean_iim(value)
    elif number == _FLAG:
        value = value[:1]
    elif number != _ADDRESS:
        value = b""
    if not value:
        return b""
    padded = value + b"\0" * (len(value) % 2)
    return b"8BIM" + struct.pack(">HHI", number, 0, len(value)) + padded


def _datasets(block: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    while block[at : at + 1] == b"\x1c" and at + 5 <= len(block):
        record, dataset, size = struct.unpack_from(">BBH", block, at + 1)
        start = at + 5
        if size & 0x8000:  # the length of the length
            start += size & 0x7FFF
            size = int.from_bytes(block[at + 5 : start], "big")
        if start + size > len(block):
            return
        yield (record, dataset), block[at : start + size]
        at = start + size


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield number and bytes of each resource."""
    at = 0
    while at + 12 <= len(data):
        (number,) = struct.unpack_from(">H", data, at + 4)
        start = at + 6 + (data[at + 6] + 2) // 2 * 2  # behind a name, padded to an even length
        if start + 4 > len(data):
            return
        (size,) = struct.unpack_from(">I", data, start)
        value = data[start + 4 : start + 4 + size]
        if len(value) < size:
            return
        if data[at : at + 4] == b"8BIM":
            yield number, value
        at = start + 4 + size + size % 2

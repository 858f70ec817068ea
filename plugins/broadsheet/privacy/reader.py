"""Reading a file piece by piece, and the one exception for those that cannot be taken apart."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from broadsheet.reporting.errors import BroadsheetError

CUT_SHORT = "it is cut short"
AGAIN = "copy it again from the original, or save it anew"

_MOST = 1 << 26  # bytes of metadata that a few bytes may be compressed from


class CannotClean(BroadsheetError):
    """A picture whose metadata cannot be removed reliably.

    what: why, in words that go behind the name of the file. mend: what to do about it.
    """

    def __init__(self, what: str, mend: str = AGAIN) -> None:
        super().__init__(f"{what} ({mend})")
        self.what = what
        self.mend = mend


@dataclass
class Reader:
    """A place in bytes, from which one reads on."""

    data: bytes
    at: int = 0

    @property
    def is_at_end(self) -> bool:
        """Whether nothing is left."""
        return self.at >= len(self.data)

    def take(self, size: int) -> bytes:
        """Return the next bytes; raise CannotClean where there are fewer."""
        end = self.at + size
        if end > len(self.data):
            raise CannotClean(CUT_SHORT)
        taken = self.data[self.at : end]
        self.at = end
        return taken

    def number(self, size: int) -> int:
        """Return the next bytes as a number, the highest byte first."""
        return int.from_bytes(self.take(size), "big")

    def until_nul(self) -> bytes:
        """Return the bytes before the next zero, and go on behind it."""
        end = self.data.find(b"\0", self.at)
        if end < 0:
            raise CannotClean(CUT_SHORT)
        taken = self.data[self.at : end]
        self.at = end + 1
        return taken


def inflated(data: bytes, most: int = _MOST) -> bytes | None:
    """Return what zlib has compressed, None where that is damaged or suspiciously much."""
    inflater = zlib.decompressobj()
    try:
        found = inflater.decompress(data, most)
    except zlib.error:
        return None
    return found if inflater.eof else None

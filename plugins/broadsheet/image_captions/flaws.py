"""Flaws: what is wrong with a picture, before it is known which line of which story to name."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.reporting.faults import Fault, Gravity


class Flaw(Struct, frozen=True):
    """What is wrong and what to do about it, in the words of `Fault`."""

    what: str
    mend: str
    gravity: Gravity = Gravity.WRONG
    kind: str = "picture"

    def at(self, path: str, line: int) -> Fault:
        """Return the fault at a place of a content file."""
        return Fault(path, line, self.what, self.mend, self.gravity, kind=self.kind)

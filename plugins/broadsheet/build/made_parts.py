"""Made parts: which files a recipe makes together, so that pages name those and no others.

A recipe may leave out a file that is not worth it, such as a size of a picture that saves nothing.
That is known only once it was called, and an editor must not wait for this to hear of faults. So
what is checked is a plan with all files that may be made. Before it is printed, what was not made
yet is made, and the site is planned anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from broadsheet.build.derivatives import DerivativeCache, Effort, effort_for
from broadsheet.content.memory import Memory
from broadsheet.reporting.errors import BroadsheetError, BuildStopped
from broadsheet.reporting.faults import Fault
from broadsheet.site.outputs import Derivative


@dataclass
class MadeParts:
    """Knows what recipes have made, and makes what is asked for.

    waits: whether what was not made yet can wait for `make`. unmade: what was asked for and waits.
    """

    cache: DerivativeCache
    memory: Memory
    waits: bool = True
    unmade: dict[bytes, Effort] = field(default_factory=dict)

    def made_with(self, derivative: Derivative, sources: Sequence[str]) -> frozenset[str] | None:
        """Return the names of what is made together with a derivative; see `Composer.made_with`.

        Raises BuildStopped if it cannot wait and cannot be made.
        """
        effort = effort_for(derivative, map(bytes.fromhex, sources))
        try:
            return self._known(effort)
        except _NotMade:
            self.unmade[effort.digest] = effort
        if self.waits:
            return None
        if faults := self.make():
            raise BuildStopped.by(faults)
        return self._known(effort)

    def make(self, more: Iterable[Effort] = ()) -> list[Fault]:
        """Make what waits, and return a fault for each file that cannot be made.

        more: what is to be made at the same time.
        """
        faults = self.cache.make([*more, *self.unmade.values()])
        self.unmade.clear()
        return faults

    def _known(self, effort: Effort) -> frozenset[str]:
        """Return the names of what an effort made; the store knows it though the cache be lost."""
        told = self.memory.cached(f"made {effort.digest.hex()}", lambda: self._told(effort))
        return msgspec.msgpack.decode(told, type=frozenset[str])

    def _told(self, effort: Effort) -> bytes:
        names = self.cache.parts(effort.key)
        if names is None:
            raise _NotMade
        return msgspec.msgpack.encode(sorted(names))


class _NotMade(BroadsheetError):
    """Nobody knows yet what an effort makes."""

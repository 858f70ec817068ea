"""Facts: what pages look at, each with a name, and the notes of who looked at which.

A page that is made says what it wants to know ("story articles/a.md", "topic syria") and gets the
value; the name is noted. The next build asks only whether one of the facts that a page looked at
has changed since, which costs far less than to make the page's inputs again.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, Protocol

from plugins.incremental.digests import digest_of

_ID: Final = "I"  # four bytes for each fact that a page looked at


class Kind(Protocol):
    """One kind of facts, such as topics."""

    def value(self, key: str) -> Any:
        """Return what a page gets to know."""
        ...

    def digest(self, key: str) -> bytes:
        """Return what is another whenever the value is."""
        ...


@dataclass(frozen=True)
class Plain:
    """A kind of facts whose values are plain data and quickly found."""

    value: Callable[[str], Any]

    def digest(self, key: str) -> bytes:
        """Return the digest of the value."""
        return digest_of(self.value(key))


class Facts:
    """The facts of one moment, and who is looking at them."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = dict(kinds)
        self._digests: dict[str, bytes] = {}
        self._notes: list[set[str]] = []

    def learn(self, kinds: Mapping[str, Kind]) -> None:
        """Have more kinds of facts."""
        self._kinds.update(kinds)

    def look(self, kind: str, key: str) -> Any:
        """Return the value of a fact, and note that it was looked at."""
        if self._notes:
            self._notes[-1].add(f"{kind} {key}")
        return self._kinds[kind].value(key)

    def digest(self, name: str) -> bytes:
        """Return the digest of a fact by its name, b"" for a kind that there is no more."""
        found = self._digests.get(name)
        if found is None:
            kind, _, key = name.partition(" ")
            found = self._kinds[kind].digest(key) if kind in self._kinds else b""
            self._digests[name] = found
        return found

    @contextmanager
    def noted(self) -> Iterator[set[str]]:
        """Give the names of all facts looked at within it."""
        notes: set[str] = set()
        self._notes.append(notes)
        try:
            yield notes
        finally:
            self._notes.pop()


@dataclass(frozen=True)
class Remembered:
    """A fact of the last build. number: what stands for its name in the notes of pages."""

    number: int
    digest: bytes


@dataclass
class Ledger:
    """Compares the facts with those of the last build."""

    facts: Facts
    remembered: Mapping[str, Remembered]
    _fresh: dict[str, int] = field(default_factory=dict)

    @cached_property
    def _changed(self) -> frozenset[int]:
        digest = self.facts.digest
        return frozenset(
            fact.number for name, fact in self.remembered.items() if digest(name) != fact.digest
        )

    @cached_property
    def _next(self) -> int:
        return max((fact.number for fact in self.remembered.values()), default=0) + 1

    def is_current(self, notes: bytes) -> bool:
        """Say whether everything that was looked at is as it was."""
        return not self._changed or self._changed.isdisjoint(memoryview(notes).cast(_ID))

    def changed_names(self, notes: bytes) -> list[str]:
        """Return the names of the facts that were looked at and have changed."""
        changed = self._changed.intersection(memoryview(notes).cast(_ID))
        return sorted(name for name, fact in self.remembered.items() if fact.number in changed)

    def notes(self, names: Iterable[str]) -> bytes:
        """Return the names of facts in the short form in which pages keep them."""
        return array(_ID, sorted(map(self._number, names))).tobytes()

    def changes(self) -> dict[str, Remembered]:
        """Return the facts that are new or have changed, to be remembered."""
        digest = self.facts.digest
        changed = {
            name: Remembered(fact.number, digest(name))
            for name, fact in (self.remembered.items() if self._changed else ())
            if fact.number in self._changed
        }
        return changed | {
            name: Remembered(number, digest(name)) for name, number in self._fresh.items()
        }

    def unused(self, notes: Iterable[bytes]) -> list[str]:
        """Return the names of remembered facts that stand in none of these notes, all there are."""
        used: set[int] = set()
        for each in notes:
            used.update(memoryview(each).cast(_ID))
        return sorted(name for name, fact in self.remembered.items() if fact.number not in used)

    def _number(self, name: str) -> int:
        known = self.remembered.get(name)
        if known is not None:
            return known.number
        return self._fresh.setdefault(name, self._next + len(self._fresh))

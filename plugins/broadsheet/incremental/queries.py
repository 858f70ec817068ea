"""Facts: what pages and plans look at, each with a name, and the notes of who looked at which.

A page that is made says what it wants to know ("story articles/a.md", "topic syria") and gets the
value; the name is noted. The next build finds out which facts have changed, starting from the few
files that differ. Whoever looked at none of those is as it was, and nothing of it is made again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Final

from broadsheet.incremental.digests import digest, digest_of
from broadsheet.incremental.store import StoreDamaged

_MARK: Final = 8  # bytes that stand for a name in notes; two names with one cost some work only
_AS_NUMBERS: Final = "Q"


class Kind:
    """One kind of facts, such as topics.

    is_remembered: whether the digests of those that somebody looked at are kept.
    """

    is_remembered: ClassVar[bool] = True

    def value(self, key: str) -> Any:
        """Return what a page gets to know."""
        raise NotImplementedError

    def digest(self, key: str) -> bytes:
        """Return what is another whenever the value is, b"" for what need not be remembered."""
        return digest_of(self.value(key))

    def suspects(self, ledger: Ledger, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return the keys of all facts that can have changed. last: the digests remembered."""
        del ledger
        return last

    def changed(self, ledger: Ledger, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return the keys of the facts that have changed. last: the digests remembered."""
        for key in self.suspects(ledger, last):
            if self.digest(key) != last.get(key, b""):
                yield key


@dataclass(frozen=True)
class Plain(Kind):
    """A kind of facts whose values are plain data and quickly found."""

    find: Callable[[str], Any]

    def value(self, key: str) -> Any:
        """Return what `find` finds."""
        return self.find(key)


class Facts:
    """The facts of one moment, and who is looking at them."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self.kinds = dict(kinds)
        self._digests: dict[str, bytes] = {}
        self._notes: list[set[str]] = []

    def learn(self, kinds: Mapping[str, Kind]) -> None:
        """Have more kinds of facts. A name holds no space, which stands before the key in notes."""
        if unfit := sorted(name for name in kinds if " " in name):
            raise TypeError(f"the kind of facts “{unfit[0]}” has a space in its name")
        self.kinds.update(kinds)

    def look(self, kind: str, key: str) -> Any:
        """Return the value of a fact, and note that it was looked at."""
        if self._notes:
            self._notes[-1].add(f"{kind} {key}")
        return self.kinds[kind].value(key)

    def digest(self, name: str) -> bytes:
        """Return the digest of a fact by its name, b"" where it is not to be remembered."""
        found = self._digests.get(name)
        if found is None:
            kind, _, key = name.partition(" ")
            of = self.kinds.get(kind)
            found = of.digest(key) if of is not None and of.is_remembered else b""
            self._digests[name] = found
        return found

    def note(self, names: Iterable[str]) -> None:
        """Note facts that were looked at before, for what was made of them is used again."""
        if self._notes:
            self._notes[-1].update(names)

    @contextmanager
    def noted(self) -> Iterator[set[str]]:
        """Give the names of all facts looked at within it."""
        notes: set[str] = set()
        self._notes.append(notes)
        try:
            yield notes
        finally:
            self._notes.pop()


@dataclass
class Ledger:
    """Compares the facts with those of the last build.

    remembered: digests by the names of facts. given: those of kinds that are kept elsewhere, by
    kind and key.
    """

    facts: Facts
    remembered: Mapping[str, bytes]
    given: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    _changed: dict[str, frozenset[str]] = field(default_factory=dict)
    _looked_at: set[str] = field(default_factory=set)

    @cached_property
    def _last(self) -> Mapping[str, Mapping[str, bytes]]:
        last: dict[str, dict[str, bytes]] = defaultdict(dict)
        for name, of in self.remembered.items():
            kind, _, key = name.partition(" ")
            last[kind][key] = of
        return {**last, **self.given}

    def last(self, kind: str) -> Mapping[str, bytes]:
        """Return the digests that are remembered of a kind, by key."""
        return self._last.get(kind, {})

    def changed(self, kind: str) -> frozenset[str]:
        """Return the keys of all facts of a kind that are not as they were."""
        if kind not in self._changed:
            last, of = self.last(kind), self.facts.kinds.get(kind)
            # Of a kind that there is no more, nothing is as it was.
            self._changed[kind] = frozenset(of.changed(self, last) if of else last)
        return self._changed[kind]

    @cached_property
    def _marks(self) -> Mapping[int, str]:
        """What stands in notes for the facts that have changed, and their names."""
        kinds = sorted(self.facts.kinds.keys() | self._last.keys())
        names = (f"{kind} {key}" for kind in kinds for key in self.changed(kind))
        return {_numbers(_mark(name))[0]: name for name in names}

    @cached_property
    def _changed_marks(self) -> frozenset[int]:
        return frozenset(self._marks)

    def is_current(self, notes: bytes) -> bool:
        """Say whether everything that was looked at is as it was."""
        return self._changed_marks.isdisjoint(_numbers(notes))

    def changed_names(self, notes: bytes) -> list[str]:
        """Return the names of the facts that were looked at and have changed."""
        return sorted(
            self._marks[number] for number in self._changed_marks.intersection(_numbers(notes))
        )

    def notes(self, names: Iterable[str]) -> bytes:
        """Return the names of facts in the short form in which they are kept."""
        names = sorted(names)
        self._looked_at.update(names)
        return b"".join(map(_mark, names))

    def changes(self) -> dict[str, bytes]:
        """Return the digests of the facts that are new or have changed, to be remembered.

        b"" stands for one that is to be forgotten.
        """
        names = {*self._marks.values(), *self._looked_at}
        now = ((name, self.facts.digest(name)) for name in sorted(names))
        return {name: of for name, of in now if of != self.remembered.get(name, b"")}

    def unused(self, notes: Iterable[bytes]) -> list[str]:
        """Return the names of remembered facts that stand in none of these notes, all there are."""
        used: set[int] = set()
        for each in notes:
            used.update(_numbers(each))
        return sorted(name for name in self.remembered if _numbers(_mark(name))[0] not in used)


@lru_cache(maxsize=1 << 14)  # the same topics, authors and sections stand in most notes
def _mark(name: str) -> bytes:
    return digest(name.encode("utf-8", "surrogateescape"))[:_MARK]


def _numbers(notes: bytes) -> memoryview:
    try:
        return memoryview(notes).cast(_AS_NUMBERS)
    except TypeError:  # their length is no multiple
        raise StoreDamaged("notes are cut off") from None

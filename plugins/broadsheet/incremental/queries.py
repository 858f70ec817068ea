"""Queries: what pages and plans ask for, and which page depends on which answer.

While a page is made, it asks questions ("story articles/a.md", "topic syria") and gets answers; the
questions are recorded. The next build finds out which answers have changed, starting from the few
files that differ. A page that asked no question with a changed answer is not rebuilt.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Final

from broadsheet.incremental.digests import digest, digest_of
from broadsheet.incremental.store import StoreDamaged

_MARK: Final = 8  # bytes of a question's hash; a collision only causes a needless rebuild
_AS_NUMBERS: Final = "Q"


class Query(ABC):
    """One query, such as “topic”: with a key it is a question, such as “topic syria”.

    is_remembered: whether the digests of answers that were asked for are stored.
    """

    is_remembered: ClassVar[bool] = True

    @abstractmethod
    def value(self, key: str) -> Any:
        """Return the answer, as a page gets it."""

    def digest(self, key: str) -> bytes:
        """Return a digest that changes when the answer does, b"" if it need not be remembered."""
        return digest_of(self.value(key))

    def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return the keys of all answers that may have changed. last: the remembered digests."""
        del changes
        return last

    def changed(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return the keys of the answers that have changed. last: the remembered digests."""
        for key in self.suspects(changes, last):
            if self.digest(key) != last.get(key, b""):
                yield key


@dataclass(frozen=True)
class PlainQuery(Query):
    """A query whose answers are plain data and quickly found."""

    find: Callable[[str], Any]

    def value(self, key: str) -> Any:
        """Return what `find` finds."""
        return self.find(key)


class Queries:
    """The queries of one edition, by their names; records the questions that are asked.

    A name must hold no space, which separates it from the key in a question.
    """

    def __init__(self, queries: Mapping[str, Query]) -> None:
        if unfit := sorted(name for name in queries if " " in name):
            raise TypeError(f"the query “{unfit[0]}” has a space in its name")
        self.queries = dict(queries)
        self._digests: dict[str, bytes] = {}
        self._recordings: list[set[str]] = []

    def ask(self, kind: str, key: str) -> Any:
        """Return the answer to a question, and record that it was asked."""
        if self._recordings:
            self._recordings[-1].add(f"{kind} {key}")
        return self.queries[kind].value(key)

    def digest(self, name: str) -> bytes:
        """Return the digest of an answer by its question, b"" where it is not to be remembered."""
        found = self._digests.get(name)
        if found is None:
            kind, _, key = name.partition(" ")
            of = self.queries.get(kind)
            found = of.digest(key) if of is not None and of.is_remembered else b""
            self._digests[name] = found
        return found

    def record(self, names: Iterable[str]) -> None:
        """Record questions whose answers are used again without being asked for."""
        if self._recordings:
            self._recordings[-1].update(names)

    @contextmanager
    def recording(self) -> Iterator[set[str]]:
        """Collect the questions that are asked in this context."""
        dependencies: set[str] = set()
        self._recordings.append(dependencies)
        try:
            yield dependencies
        finally:
            self._recordings.pop()


@dataclass
class Changes:
    """Compares the answers with those of the last build.

    remembered: digests by question. given: by kind and key, the digests of queries that are stored
    elsewhere.
    """

    queries: Queries
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
        """Return the keys of a query of which the answers are not as they were."""
        if kind not in self._changed:
            last, of = self.last(kind), self.queries.queries.get(kind)
            # All answers of a query that no longer exists have changed.
            self._changed[kind] = frozenset(of.changed(self, last) if of else last)
        return self._changed[kind]

    @cached_property
    def _marks(self) -> Mapping[int, str]:
        """The questions whose answers have changed, by their hashes."""
        queries = sorted(self.queries.queries.keys() | self._last.keys())
        names = (f"{kind} {key}" for kind in queries for key in self.changed(kind))
        return {_numbers(_mark(name))[0]: name for name in names}

    @cached_property
    def _changed_marks(self) -> frozenset[int]:
        return frozenset(self._marks)

    def is_current(self, dependencies: bytes) -> bool:
        """Say whether no answer among these dependencies has changed."""
        return self._changed_marks.isdisjoint(_numbers(dependencies))

    def changed_names(self, dependencies: bytes) -> list[str]:
        """Return the questions among these dependencies whose answers have changed."""
        return sorted(
            self._marks[number]
            for number in self._changed_marks.intersection(_numbers(dependencies))
        )

    def dependencies(self, names: Iterable[str]) -> bytes:
        """Return questions as stored dependencies: their concatenated hashes."""
        names = sorted(names)
        self._looked_at.update(names)
        return b"".join(map(_mark, names))

    def to_remember(self) -> dict[str, bytes]:
        """Return the digests of the answers that are new or have changed, to be remembered.

        b"" stands for an answer to forget.
        """
        names = {*self._marks.values(), *self._looked_at}
        now = ((name, self.queries.digest(name)) for name in sorted(names))
        return {name: of for name, of in now if of != self.remembered.get(name, b"")}

    def unused(self, dependencies: Iterable[bytes]) -> list[str]:
        """Return the remembered questions in none of these. dependencies: all that are stored."""
        used: set[int] = set()
        for each in dependencies:
            used.update(_numbers(each))
        return sorted(name for name in self.remembered if _numbers(_mark(name))[0] not in used)


@lru_cache(maxsize=1 << 14)  # the same topics, authors and sections stand in most dependencies
def _mark(name: str) -> bytes:
    return digest(name.encode("utf-8", "surrogateescape"))[:_MARK]


def _numbers(dependencies: bytes) -> memoryview:
    try:
        return memoryview(dependencies).cast(_AS_NUMBERS)
    except TypeError:  # their length is no multiple
        raise StoreDamaged("dependencies are cut off") from None

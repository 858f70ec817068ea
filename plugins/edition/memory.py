"""Memory: what a build knows of the last one, table by table.

The store is opened once for a build; a preview keeps the memory from one build to the next, and
then nothing is read from the disk again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct

from plugins.edition.proofs import Proof
from plugins.incremental.store import Store, StoreDamaged, Table
from plugins.story.faults import Fault
from plugins.story.model import Author, StaticPage, Story

Row = TypeVar("Row")
Kind = TypeVar("Kind")


class Record(Struct, Generic[Kind], frozen=True, gc=False):
    """A content file once read, without its body.

    source: the digest of the file. known: the digest of the item, which does not change with
    the body. item: None where the file cannot be read.
    """

    source: bytes
    known: bytes
    item: Kind | None
    faults: tuple[Fault, ...]


class KeptProof(Struct, frozen=True, gc=False):
    """A proof. stamp: that of the file, see `Edition.stamps`. notes: see `facts.py`."""

    stamp: bytes
    notes: bytes
    proof: Proof


class Planned(Struct, frozen=True, gc=False):
    """The plan of a subject. notes: see `facts.py`. paths: those of its pages."""

    notes: bytes
    paths: tuple[str, ...]


class Printed(Struct, frozen=True, gc=False):
    """A file of the site as it was printed.

    stamp: the digest of its plan. template: that of its template, with all it includes. inputs:
    those of its inputs by name. notes: see `facts.py`. file: that of its bytes.

    A copy has no plan, and one input: the file of which it is a copy.
    """

    stamp: bytes
    template: bytes
    inputs: dict[str, bytes]
    notes: bytes
    file: bytes

    @classmethod
    def of_copy(cls, source: bytes, file: bytes) -> Printed:
        """Return what to remember of a copy. source: the digest of the file that was copied."""
        return cls(b"", b"", {_SOURCE: source}, b"", file)

    def is_copy_of(self, source: bytes) -> bool:
        """Say whether this is a copy of the file with that digest."""
        return not self.stamp and self.inputs == {_SOURCE: source}


_SOURCE = "source"

STORIES: Table[Record[Story]] = Table("stories", Record[Story])
AUTHORS: Table[Record[Author]] = Table("authors", Record[Author])
PAGES: Table[Record[StaticPage]] = Table("pages", Record[StaticPage])
BODIES: Table[bytes] = Table("bodies", bytes, in_sheets=False)
FINDINGS: Table[bytes] = Table("findings", bytes, in_sheets=False)
FACTS: Table[bytes] = Table("facts", bytes)
PLANS: Table[Planned] = Table("plans", Planned)
PROOFS: Table[KeptProof] = Table("proofs", KeptProof)
PRINTED: Table[Printed] = Table("printed", Printed)
RULES: Table[bytes] = Table("rules", bytes)
INSPECTED: Table[bytes] = Table("inspected", bytes)
"""The digests of the files that an inspection has found whole; b"" for one with advice."""
CENSUS: Table[int] = Table("census", int, in_sheets=False)
"""How many rows each table has: one that is lost without a trace must not pass for none."""

_TABLES: tuple[Table[Any], ...] = (
    STORIES,
    AUTHORS,
    PAGES,
    BODIES,
    FINDINGS,
    FACTS,
    PLANS,
    PROOFS,
    PRINTED,
    RULES,
    INSPECTED,
    CENSUS,
)


_WRITTEN_TOGETHER = 100


class Memory:
    """The rows of the store, each table loaded when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._loaded: dict[str, dict[str, Any]] = {}
        self._fresh_findings: dict[str, bytes] = {}
        store.create(_TABLES)

    def rows(self, table: Table[Row]) -> Mapping[str, Row]:
        """Return all rows of a table."""
        if table.name not in self._loaded:
            rows = self._loaded[table.name] = self.store.rows(table)
            if len(rows) != (self.store.row(CENSUS, table.name) or 0):
                raise StoreDamaged(f"rows of {table.name} are lost")
        return self._loaded[table.name]

    def body(self, path: str) -> bytes:
        """Return the kept body of a file that was read; raise StoreDamaged where it is lost."""
        body = self.store.row(BODIES, path)
        if body is None:
            raise StoreDamaged(f"the body of {path} is lost")
        return body

    def finding(self, name: str, find: Callable[[], bytes]) -> bytes:
        """Return what was found out under a name; have it found out where nobody has."""
        findings = self._loaded.setdefault(FINDINGS.name, {})
        if name not in findings:
            kept = self.store.row(FINDINGS, name)
            if kept is None:
                kept = self._fresh_findings[name] = find()
            findings[name] = kept
            if len(self._fresh_findings) >= _WRITTEN_TOGETHER:
                self.keep_findings()
        found: bytes = findings[name]
        return found

    def keep_findings(self) -> None:
        """Put what was found out into the store."""
        if not self._fresh_findings:
            return
        with self.store.transaction():
            self.store.put(FINDINGS, self._fresh_findings)
        self._fresh_findings.clear()

    def remember(
        self, table: Table[Row], fresh: Mapping[str, Row], gone: Iterable[str] = ()
    ) -> None:
        """Put rows into a table and take others out, within a transaction of the store."""
        gone = list(gone)
        if not fresh and not gone:  # the store stays as it is, to the byte: a CI goes by that
            return
        loaded: dict[str, Row] = dict(self.rows(table)) if table.in_sheets else {}
        if fresh:
            self.store.put(table, fresh)
        if gone:
            self.store.drop(table, gone)
        if table.in_sheets:
            loaded.update(fresh)
            for key in gone:
                loaded.pop(key, None)
            self._loaded[table.name] = loaded
            self.store.put(CENSUS, {table.name: len(loaded)})

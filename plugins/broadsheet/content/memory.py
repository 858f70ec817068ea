"""Memory: the rows of the store as a build uses them, table by table.

Each table is read from the store once; a preview keeps the memory from one build to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct

from broadsheet.content.check_results import CheckResult
from broadsheet.incremental.store import Store, StoreDamaged, Table
from broadsheet.reporting.faults import Fault
from broadsheet.reporting.news import Marks, marks_of
from broadsheet.site.outputs import Listing
from broadsheet.story.model import Author, StaticPage, Story

Row = TypeVar("Row")
Kind = TypeVar("Kind")


class Record(Struct, Generic[Kind], frozen=True, gc=False):
    """The result of reading a content file, without its body.

    source: the digest of the file. known: the digest of the item, which does not change with
    the body. item: None where the file cannot be read.
    """

    source: bytes
    known: bytes
    item: Kind | None
    faults: tuple[Fault, ...]


class KeptResult(Struct, frozen=True, gc=False):
    """A check result, as stored. fingerprint: that of the file, see `Edition.fingerprints`.

    dependencies: see `queries.py`.
    """

    fingerprint: bytes
    dependencies: bytes
    result: CheckResult


class KeptFile(Struct, frozen=True, gc=False):
    """A copy or a derivative as it is stored with a plan.

    sources: content paths. recipe: "module:name" of a derivative's recipe, "" for a copy.
    arguments: the arguments of the recipe, packed. part: its name in a batch, or "".
    """

    path: str
    sources: tuple[str, ...]
    origin: str
    line: int
    recipe: str = ""
    arguments: bytes = b""
    part: str = ""


class Planned(Struct, frozen=True, gc=False):
    """The plan of a subject.

    dependencies: see `queries.py`. paths: the paths of its pages and documents. listings: their
    listings for indexes. files: its copies and derivatives.
    """

    dependencies: bytes
    paths: tuple[str, ...]
    listings: tuple[Listing, ...] = ()
    files: tuple[KeptFile, ...] = ()


class Printed(Struct, frozen=True, gc=False):
    """A file of the site as it was printed.

    fingerprint: the digest of its plan. template: the digest of its template and all that this
    includes. inputs: the digests of its inputs by name. dependencies: see `queries.py`. file: the
    digest of its bytes.

    A copy has no plan, and one input: the file that was copied.
    """

    fingerprint: bytes
    template: bytes
    inputs: dict[str, bytes]
    dependencies: bytes
    file: bytes

    @classmethod
    def of_copy(cls, source: bytes, file: bytes) -> Printed:
        """Return what to remember of a copy.

        source: the digest of the file that was copied, or the key of a derivative.
        """
        return cls(b"", b"", {_SOURCE: source}, b"", file)

    @property
    def source(self) -> bytes:
        """What a copy was made of: the digest of a file, or the key of a derivative."""
        return self.inputs.get(_SOURCE, b"") if not self.fingerprint else b""

    def is_copy_of(self, source: bytes) -> bool:
        """Say whether this is a copy of the file with that digest."""
        return not self.fingerprint and self.inputs == {_SOURCE: source}


_SOURCE = "source"

STORIES: Table[Record[Story]] = Table("stories", Record[Story])
AUTHORS: Table[Record[Author]] = Table("authors", Record[Author])
PAGES: Table[Record[StaticPage]] = Table("pages", Record[StaticPage])
BODIES: Table[bytes] = Table("bodies", bytes, in_batches=False)
CACHED_RESULTS: Table[bytes] = Table("cached_results", bytes, in_batches=False)
ANSWERS: Table[bytes] = Table("answers", bytes)
PLANS: Table[Planned] = Table("plans", Planned)
CHECK_RESULTS: Table[KeptResult] = Table("check_results", KeptResult)
PRINTED: Table[Printed] = Table("printed", Printed)
FINGERPRINTS: Table[bytes] = Table("fingerprints", bytes)
INSPECTED: Table[bytes] = Table("inspected", bytes)
"""The digests of the files that an inspection has found whole; b"" for one with advice."""
WARNINGS: Table[Marks] = Table("warnings", Marks)
INSPECTION_WARNINGS: Table[Marks] = Table("inspection_warnings", Marks)
CENSUS: Table[int] = Table("census", int, in_batches=False)
"""How many rows each table has, so that lost rows are noticed."""

_TABLES: tuple[Table[Any], ...] = (
    STORIES,
    AUTHORS,
    PAGES,
    BODIES,
    CACHED_RESULTS,
    ANSWERS,
    PLANS,
    CHECK_RESULTS,
    PRINTED,
    FINGERPRINTS,
    INSPECTED,
    WARNINGS,
    INSPECTION_WARNINGS,
    CENSUS,
)


_WRITTEN_TOGETHER = 100


class Memory:
    """The rows of the store, each table loaded when it is first asked for."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._loaded: dict[str, dict[str, Any]] = {}
        self._fresh_results: dict[str, bytes] = {}
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

    def cached(self, name: str, find: Callable[[], bytes]) -> bytes:
        """Return the value stored under a name; if there is none, store the result of `find`."""
        cached_results = self._loaded.setdefault(CACHED_RESULTS.name, {})
        if name not in cached_results:
            kept = self.store.row(CACHED_RESULTS, name)
            if kept is None:
                kept = self._fresh_results[name] = find()
            cached_results[name] = kept
            if len(self._fresh_results) >= _WRITTEN_TOGETHER:
                self.keep_cached()
        found: bytes = cached_results[name]
        return found

    def keep_cached(self) -> None:
        """Write the results of `cached` that are new into the store."""
        if not self._fresh_results:
            return
        with self.store.transaction():
            self.store.put(CACHED_RESULTS, self._fresh_results)
        self._fresh_results.clear()

    def remember(
        self, table: Table[Row], fresh: Mapping[str, Row], gone: Iterable[str] = ()
    ) -> None:
        """Put rows into a table and take others out, within a transaction of the store."""
        gone = list(gone)
        if not fresh and not gone:  # the store's file stays the same, which a CI checks
            return
        loaded: dict[str, Row] = dict(self.rows(table)) if table.in_batches else {}
        if fresh:
            self.store.put(table, fresh)
        if gone:
            self.store.drop(table, gone)
        if table.in_batches:
            loaded.update(fresh)
            for key in gone:
                loaded.pop(key, None)
            self._loaded[table.name] = loaded
            self.store.put(CENSUS, {table.name: len(loaded)})

    def remember_warnings(self, table: Table[Marks], warnings: Iterable[Fault]) -> None:
        """Put the marks of warnings in the place of those in a table, within a transaction."""
        before, marks = self.rows(table), marks_of(warnings)
        fresh = {path: of for path, of in marks.items() if before.get(path) != of}
        self.remember(table, fresh, before.keys() - marks.keys())

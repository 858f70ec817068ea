"""The store: what a build remembers for the next one, in one file.

It is an SQLite file, so that a build writes only the rows that changed, and a build that is killed
leaves the last good state. Each value has a checksum over its key and its bytes, because a file
that a CI restored, or a disk that failed, may hold anything. Values are MessagePack of known types,
so that a wrong value is an error and never runs code. A store that is damaged, or was made by
another version, is thrown away as a whole: it only saves time.
"""

from __future__ import annotations

import errno
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec

from broadsheet.incremental.fingerprints import changed
from broadsheet.reporting.errors import BroadsheetError

Row = TypeVar("Row")
Value = TypeVar("Value")
Data = TypeVar("Data", bytes, memoryview)

_PLAIN = (bytes,)  # moments are kept as text: MessagePack's own lose their time zone
_SEAL = 4  # bytes of checksum behind each value
_BATCHES = 1024  # in a batched table; a publish writes a few dozen of them
_TABLE = "CREATE TABLE {} (key TEXT PRIMARY KEY, value BLOB)"
_IS_TABLE = re.compile(re.escape(_TABLE).replace(r"\{\}", "[a-z_]+"))
_FEW_STEPS = 1_000_000  # of SQLite's virtual machine; opening takes some thousand
_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}
_BARRED = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


class StoreDamaged(BroadsheetError):
    """The store does not hold what was put into it; it must be thrown away."""

    def __str__(self) -> str:
        return f"the store is damaged: {super().__str__()}"


class Table(Generic[Row]):
    """A named table of the store: from texts to rows of one type.

    kind: the type of a row, which msgspec must be able to decode. in_batches: for a table that is
    always loaded whole: many rows are stored together in a batch, which is much faster to read;
    else each row is stored by itself.
    """

    def __init__(self, name: str, kind: Any, *, in_batches: bool = True) -> None:
        self.name = name
        self.in_batches = in_batches
        self._decode = msgspec.msgpack.Decoder(dict[str, kind] if in_batches else kind).decode
        self._encode = msgspec.msgpack.Encoder().encode

    def seal(self, key: str, value: Any) -> bytes:
        """Return a row or a batch as bytes, with its checksum."""
        data = self._encode(msgspec.to_builtins(value, builtin_types=_PLAIN))
        return data + _checksum(key, data)

    def open(self, key: object, sealed: object) -> Any:
        """Return the row or the batch that was sealed; raise StoreDamaged if it does not match."""
        if not isinstance(key, str) or not isinstance(sealed, bytes):
            raise StoreDamaged(f"a row of {self.name} is of another type")
        data = memoryview(sealed)[:-_SEAL]  # a copy would be slow: tens of megabytes
        if _checksum(key, data) != sealed[-_SEAL:]:
            raise StoreDamaged(f"a row of {self.name} is damaged")
        return decoded(f"a row of {self.name}", self._decode, data)


def decoded(name: str, decode: Callable[[Data], Value], data: Data) -> Value:
    """Return decoded data of the store; raise StoreDamaged if they are of another shape."""
    try:
        return decode(data)
    # msgspec's errors are ValueErrors, and so is that of a text that is not UTF-8.
    except (ValueError, RecursionError) as error:
        raise StoreDamaged(f"{name} has another shape: {error}") from None


def _batch_of(key: str) -> str:
    """Return the name of the batch in which a key lies, the same in every process."""
    return str(zlib.crc32(key.encode()) % _BATCHES)


def _checksum(key: str, value: bytes | memoryview) -> bytes:
    return zlib.crc32(value, zlib.crc32(key.encode())).to_bytes(_SEAL, "little")


class Store:
    """The rows of all tables. The caller must hold a lock: one process at a time may open it."""

    def __init__(self, file: Path, version: Mapping[str, bytes], *, afresh: bool = False) -> None:
        """Open the store, or begin an empty one if there is none of this version.

        file: its path. version: the digests, by name, of everything that made the rows; a store of
        another version is thrown away, and `outdated` names what has changed. afresh: whether to
        throw it away in any case. Raises OSError if the disk fails.
        """
        self.file = file
        self.outdated: list[str] = []
        file.parent.mkdir(parents=True, exist_ok=True)
        if afresh or any(each.is_dir() for each in _files(file)):
            _discard(file)
        self._connection = self._open_sound(version)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; what was not written in a transaction is lost."""
        self._connection.close()

    def rows(self, table: Table[Row]) -> dict[str, Row]:
        """Return all rows of a batched table."""
        rows: dict[str, Row] = {}
        with self._reading():
            batches = self._connection.execute(f"SELECT key, value FROM {table.name}")  # noqa: S608 - our own name
            for number, (name, sealed) in enumerate(batches):
                if number == _BATCHES:  # damaged pages that refer to each other never end
                    raise StoreDamaged(f"{table.name} has too many rows")
                rows.update(table.open(name, sealed))
        return rows

    def row(self, table: Table[Row], key: str) -> Row | None:
        """Return one row of a table without batches, None if there is none."""
        row: Row | None = self._value(table, key, None)
        return row

    def _value(self, table: Table[Any], key: str, default: Any) -> Any:
        query = f"SELECT value FROM {table.name} WHERE key = ?"  # noqa: S608 - our own names
        with self._reading():
            found = self._connection.execute(query, (key,)).fetchone()
        return table.open(key, found[0]) if found else default

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all writes of this context at its end, or none."""
        with self._reading():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    def put(self, table: Table[Row], rows: Mapping[str, Row]) -> None:
        """Write rows, replacing those with the same keys."""
        self._replace(table, self._amended(table, rows, ()) if table.in_batches else rows)

    def drop(self, table: Table[Any], keys: Iterable[str]) -> None:
        """Delete rows."""
        if table.in_batches:
            self._replace(table, self._amended(table, {}, keys))
        else:
            query = f"DELETE FROM {table.name} WHERE key = ?"  # noqa: S608 - our own names
            self._connection.executemany(query, ((key,) for key in keys))

    def _replace(self, table: Table[Any], values: Mapping[str, Any]) -> None:
        self._connection.executemany(
            f"INSERT OR REPLACE INTO {table.name} VALUES (?, ?)",  # noqa: S608 - our own names
            ((key, table.seal(key, value)) for key, value in values.items()),
        )

    def _amended(
        self, table: Table[Row], fresh: Mapping[str, Row], gone: Iterable[str]
    ) -> dict[str, dict[str, Row]]:
        """Return the batches that change, with the changes made."""
        batches: dict[str, dict[str, Row]] = {}
        for key in (*fresh, *gone):
            name = _batch_of(key)
            if name not in batches:
                batches[name] = self._value(table, name, {})
            if key in fresh:
                batches[name][key] = fresh[key]
            else:
                batches[name].pop(key, None)
        return batches

    def create(self, tables: Iterable[Table[Any]]) -> None:
        """Create the tables that do not exist yet."""
        with self.transaction():
            for table in tables:
                form = _TABLE.format(f"IF NOT EXISTS {table.name}")
                self._connection.execute(form)

    def _open_sound(self, version: Mapping[str, bytes]) -> sqlite3.Connection:
        try:
            connection = _connect(self.file)
            before = _version_of(connection)
            if before == version:
                return connection
            self.outdated = changed(before, version) if before else []
            connection.close()
        except sqlite3.DatabaseError as error:
            _raise_from_disk(error, self.file)
        _discard(self.file)
        connection = _connect(self.file)
        with _translated(self.file):
            connection.execute(_TABLE.format("version"))
            connection.executemany("INSERT INTO version VALUES (?, ?)", version.items())
        return connection

    def _reading(self) -> Any:
        return _translated(self.file)


@contextmanager
def _translated(file: Path) -> Iterator[None]:
    """Turn SQLite's errors into OSError, if the disk is to blame, else into StoreDamaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        _raise_from_disk(error, file)
        raise StoreDamaged(str(error)) from error


def _raise_from_disk(error: sqlite3.DatabaseError, file: Path) -> None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _FULL:
        raise OSError(errno.ENOSPC, "no space left", str(file)) from error
    if code in _BARRED:
        raise OSError(errno.EACCES, "cannot be written", str(file)) from error


def _connect(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    # The journal recovers from a build that is killed. A power cut may damage the store, which is
    # noticed like any other damage.
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -32000")
    connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def _version_of(connection: sqlite3.Connection) -> dict[str, bytes]:
    """Return the version of a store, {} if it holds anything but tables of our form.

    A view or a trigger in place of a table could run for ever, and so could damaged pages that
    refer to each other.
    """
    connection.set_progress_handler(lambda: 1, _FEW_STEPS)
    forms = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    if not forms or not all(_IS_TABLE.fullmatch(str(form)) for (form,) in forms):
        return {}
    rows = connection.execute("SELECT key, value FROM version").fetchall()
    connection.set_progress_handler(None, 0)
    return {str(name): of for name, of in rows}


def _files(file: Path) -> tuple[Path, Path]:
    """Return the files of which a store consists."""
    return file, file.with_name(f"{file.name}-journal")


def _discard(file: Path) -> None:
    """Delete the files of a store, or whatever else is at its path; it must not be open."""
    for each in _files(file):
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        else:
            each.unlink(missing_ok=True)

"""The store: whole rows or none, thrown away when it is damaged or of another version."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.incremental.store import Store, StoreDamaged, Table, decoded

SHEETS: Table[int] = Table("numbers", int)
ROWS: Table[bytes] = Table("texts", bytes, in_batches=False)
ENDLESS = """
    WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)
    SELECT 'a' || x AS key, x AS value FROM n
"""
VERSION = {"code": b"1", "packages": b"1"}


def opened(file: Path, version: dict[str, bytes] = VERSION, *, afresh: bool = False) -> Store:
    """Open a store that has two tables."""
    store = Store(file, version, afresh=afresh)
    store.create((SHEETS, ROWS))
    return store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The file of a store with some rows."""
    file = tmp_path / "cache" / "a.store"
    with opened(file) as store, store.transaction():
        store.put(SHEETS, {f"n{number}": number for number in range(3000)})
        store.put(ROWS, {"a": b"one", "b": b"two"})
    return file


def test_what_is_put_in_comes_out(file: Path) -> None:
    """In another process too: nothing but the file is needed."""
    with opened(file) as store:
        assert store.rows(SHEETS) == {f"n{number}": number for number in range(3000)}
        assert (store.row(ROWS, "a"), store.row(ROWS, "x")) == (b"one", None)


def test_rows_are_replaced_and_deleted(file: Path) -> None:
    """Their neighbours in a sheet stay."""
    with opened(file) as store:
        with store.transaction():
            store.put(SHEETS, {"n7": 77})
            store.drop(SHEETS, ["n8", "unknown"])
            store.drop(ROWS, ["a"])
        rows = store.rows(SHEETS)
        assert (len(rows), rows["n7"], rows["n9"]) == (2999, 77, 9)
        assert store.row(ROWS, "a") is None


def test_a_transaction_that_fails_leaves_no_trace(file: Path) -> None:
    """Half of what a build learned would be worse than nothing."""
    with opened(file) as store:
        with pytest.raises(RuntimeError), store.transaction():
            store.put(SHEETS, {"n7": 77})
            raise RuntimeError
        assert store.rows(SHEETS)["n7"] == 7


@pytest.mark.parametrize("version", [{"code": b"2", "packages": b"1"}, {"code": b"1"}])
def test_a_store_of_another_version_is_thrown_away(file: Path, version: dict[str, bytes]) -> None:
    """It says what has changed, for those who wonder why everything is rebuilt."""
    with opened(file, version) as store:
        assert store.rows(SHEETS) == {}
        assert store.outdated == [name for name in VERSION if version.get(name) != VERSION[name]]


def test_a_store_can_be_begun_afresh(file: Path) -> None:
    """As `--ignore-cache` asks."""
    with opened(file, afresh=True) as store:
        assert store.rows(SHEETS) == {}


@pytest.mark.parametrize("value", [b"", b"\0\0\0\0", b"garbage!", 5, None, "text"])
def test_a_row_that_was_changed_is_noticed(file: Path, value: object) -> None:
    """Whatever stands in its place."""
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE texts SET value = ? WHERE key = 'a'", (value,))
    with opened(file) as store, pytest.raises(StoreDamaged):
        store.row(ROWS, "a")


def test_a_row_in_the_place_of_another_is_noticed(file: Path) -> None:
    """Its checksum covers its key."""
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM texts WHERE key = 'b'")
        connection.execute("UPDATE texts SET key = 'b'")
    with opened(file) as store, pytest.raises(StoreDamaged):
        store.row(ROWS, "b")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (list[str], b""),
        (list[str], b"\xc1"),
        (list[str], b"\x91\x05"),
        (list[str], b"\x91\xa1\xff"),
        (Any, b"\x91" * 9999),
    ],
)
def test_what_has_another_shape_is_damage(kind: Any, data: bytes) -> None:
    """Cut off, of another type, no text, or as deep as no value of ours, whatever its checksum."""
    with pytest.raises(StoreDamaged):
        decoded("a finding", msgspec.msgpack.Decoder(kind).decode, data)


@pytest.mark.parametrize(
    "statement",
    [
        f"DROP TABLE version; CREATE VIEW version AS {ENDLESS}",
        f"DROP TABLE texts; CREATE VIEW texts AS {ENDLESS}",
        f"CREATE TRIGGER longer AFTER INSERT ON texts BEGIN INSERT INTO numbers {ENDLESS}; END",
        "CREATE TABLE other (key TEXT PRIMARY KEY, value AS (hex(zeroblob(9999))))",
    ],
)
def test_a_store_holds_nothing_but_our_tables(file: Path, statement: str) -> None:
    """Else it is thrown away unread: what stands for a table could compute for ever."""
    with sqlite3.connect(file) as connection:
        connection.executescript(statement)
    with opened(file) as store:
        assert store.rows(SHEETS) == {}
        assert store.row(ROWS, "a") is None


@pytest.mark.parametrize("table", ["version", "numbers"])
def test_pages_that_lead_to_each_other_are_damage(file: Path, table: str) -> None:
    """Reading them would never end, though each row that is found is sound."""
    with sqlite3.connect(file) as connection:
        root = f"SELECT rootpage FROM sqlite_master WHERE name = '{table}'"  # noqa: S608 - a table of our own
        ((page,),) = connection.execute(root)
        ((size,),) = connection.execute("PRAGMA page_size")
    entangle(file, page, size)
    with suppress(StoreDamaged), opened(file) as store:
        assert store.rows(SHEETS) == {}


def entangle(file: Path, root: int, size: int) -> None:
    """Put ten pages above the rightmost leaf of a table, each leading 200 times to the next."""
    data = file.read_bytes()
    pages = [data[begin : begin + size] for begin in range(0, len(data), size)]
    leaf = pages[root - 1]
    while leaf[0] == 5:  # an inner page
        leaf = pages[int.from_bytes(leaf[8:12], "big") - 1]
    pages.append(leaf)
    for _ in range(10):
        below = len(pages).to_bytes(4, "big")
        first = size - 5 * 200
        head = b"\x05\0\0" + (200).to_bytes(2, "big") + first.to_bytes(2, "big") + b"\0" + below
        places = b"".join((first + 5 * each).to_bytes(2, "big") for each in range(200))
        pages.append((head + places).ljust(first, b"\0") + (below + b"\x01") * 200)
    pages[root - 1] = pages.pop()
    pages[0] = pages[0][:28] + len(pages).to_bytes(4, "big") + pages[0][32:]
    file.write_bytes(b"".join(pages))


@pytest.mark.parametrize("name", ["a.store", "a.store-journal"])
def test_a_folder_in_the_place_of_the_store_is_thrown_away(file: Path, name: str) -> None:
    """Like any damage, whatever lies in it."""
    folder = file.with_name(name)
    folder.unlink(missing_ok=True)
    (folder / "below").mkdir(parents=True)
    with opened(file) as store, store.transaction():
        assert store.rows(SHEETS) == {}
        store.put(ROWS, {"a": b"one"})
    with opened(file) as store:
        assert store.row(ROWS, "a") == b"one"

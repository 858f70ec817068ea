"""The store: whole rows or none, thrown away when it is damaged or of another version."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from plugins.incremental import store as store_module
from plugins.incremental.store import Store, StoreBusy, StoreDamaged, Table

SHEETS: Table[int] = Table("numbers", int)
ROWS: Table[bytes] = Table("texts", bytes, in_sheets=False)
VERSION = {"code": b"1", "packages": b"1"}


def opened(file: Path, version: dict[str, bytes] = VERSION, *, afresh: bool = False) -> Store:
    """Open a store that has two tables."""
    store = Store(file, version, lambda: None, afresh=afresh)
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
    """It says what has changed, for those who wonder why everything is made anew."""
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


def test_a_second_build_waits_and_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And gives up after a while, with a reason."""
    monkeypatch.setattr(store_module, "_PATIENCE", 0)
    said: list[str] = []
    with opened(file), pytest.raises(StoreBusy):
        Store(file, VERSION, lambda: said.append("waiting"))
    assert said == ["waiting"]
    opened(file).close()

"""Numbers: the CSV files behind charts, read and checked.

Readers see the numbers as a table and may load the file, which is published as it is. So it holds
nothing that a spreadsheet would run: a cell that begins as a formula does is refused
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from msgspec import Struct

from broadsheet.content.edition import Edition
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.resolution import Sought, locate
from broadsheet.incremental.digests import digest, digest_of
from broadsheet.incremental.queries import Query
from broadsheet.reporting.counting import count
from broadsheet.reporting.faults import Fault
from broadsheet.story.fields import CONTROL

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 100_000, 500, 20
"""How much of a table a page can bear."""

_SOUGHT = Sought("data file", frozenset({".csv"}))
# A number as people write it, with its unit of one sign; a mark for one that is missing.
_NUMBER = re.compile(r"[+\-−]?[^\w\s.,+\-−]?\s?\d[\d.,'’\s]*\s?[%‰°]?[^\w\s]?")
_MISSING = frozenset({"", "-", "–", "—", "−", "..", "…", "n/a", "NA"})
# At the beginning, or behind a sign at which another program may part cells.
_FORMULA = re.compile(r"[=@+\-|＝＠＋－]|[^,;\t]*[,;\t]\s*[\"']?[=@]")


class Numbers(Struct, frozen=True):
    """The numbers of a chart. path: of their file; size: its bytes.

    header: the names of the columns. are_numbers: of which of them all cells are numbers. faults:
    where there are any, there are neither header nor rows.
    """

    path: str
    size: int = 0
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    are_numbers: tuple[bool, ...] = ()
    faults: tuple[Fault, ...] = ()


class NumbersQuery(Query):
    """The query `numbers`, for whose keys see `key_of_use`: numbers, or why there are none."""

    def __init__(self, edition: Edition) -> None:
        self._content = edition.content
        self._elsewhere = edition.elsewhere
        self._of = edition.digest_of_file
        self._located: dict[str, str | Flaw] = {}
        self._read: dict[str, Numbers] = {}

    def value(self, key: str) -> Numbers | Flaw:
        """Return the numbers that a file means, or what is wrong."""
        path = self._locate(key)
        if isinstance(path, Flaw):
            return path
        if path not in self._read:
            self._of(path)  # First, so that the digest is never newer than what is read.
            self._read[path] = read_numbers(self._content / path, path)
        return self._read[path]

    def digest(self, key: str) -> bytes:
        """Return the digest of the file."""
        path = self._locate(key)
        return digest_of(path) if isinstance(path, Flaw) else digest(path.encode() + self._of(path))

    def _locate(self, key: str) -> str | Flaw:
        if key not in self._located:
            self._located[key] = self._look_up(*key.split("\n", 1))
        return self._located[key]

    def _look_up(self, folder: str, written: str) -> str | Flaw:
        found = locate(self._content, f"{folder}/", written, self._elsewhere, _SOUGHT)
        if isinstance(found, Flaw):
            return Flaw(found.what, found.mend, kind="chart-data")
        if not _SOUGHT.fits(found):
            return Flaw(f"{found} is no CSV file", "save the numbers as CSV", kind="chart-data")
        return found


def read_numbers(file: Path, path: str) -> Numbers:
    """Read a CSV file. path: its content path, for the faults."""

    def wrong(line: int, what: str, mend: str) -> Numbers:
        return Numbers(path, faults=(Fault(path, line, what, mend, kind="chart-data"),))

    try:
        size = file.stat().st_size
        if size > MOST_BYTES:  # which need not be read, however large it is
            what = f"{size // 1000:,} KB of numbers are too many for a page"
            return wrong(0, what, f"keep to {MOST_BYTES // 1000} KB, and link to the whole")
        text = file.read_bytes().decode("utf-8-sig")
    except OSError:
        return wrong(0, "the file cannot be read", "check its permissions")
    except UnicodeDecodeError:
        return wrong(1, "the file is not UTF-8", "save it as “CSV UTF-8”")
    try:
        lines = [(line, row) for line, row in _rows_of(text) if any(row)]
    except _NotClosed as error:
        what = "a double quote opens a cell here and does not close it"
        return wrong(error.line, what, "close it behind the cell; within a cell write it twice")
    faults = tuple(Fault(path, *each, kind="chart-data") for each in _faults_in(lines))
    if faults:
        return Numbers(path, faults=faults)
    header, *rows = (row for _, row in lines)
    are_numbers = tuple(map(_are_numbers, zip(*rows, strict=True)))
    return Numbers(path, size, header, tuple(rows), are_numbers)


class _NotClosed(Exception):
    """A row in which a quote is not closed. line: where it begins."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _rows_of(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each row with its line. Spreadsheets of many countries part cells by semicolons."""
    first = text.lstrip().partition("\n")[0]
    sign = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=sign, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, tuple(" ".join(cell.split()) for cell in row)
            line = reader.line_num + 1
    except csv.Error as error:
        raise _NotClosed(line) from error


def _faults_in(lines: list[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, str, str]]:
    """Yield what is wrong with rows: line, what and mend."""
    if len(lines) < 2:
        yield 1, "no numbers", "write a row of names, and the rows of numbers below it"
        return
    first, header = lines[0]
    if not all(header):
        yield first, "a column without a name", "name each column in the first row"
    elif len(header) > 1 and all(map(_NUMBER.fullmatch, header)):
        yield first, "the first row is one of numbers", "write the names of the columns above it"
    if len(header) > MOST_COLUMNS or len(lines) > MOST_ROWS + 1:
        size = f"{count(lines[1:], 'row')} of {count(header, 'column')}"
        mend = f"keep to {MOST_ROWS} rows and {MOST_COLUMNS} columns, and link to the whole"
        yield first, f"{size} are too many for a page", mend
        return
    for line, row in lines:
        if len(row) != len(header):
            what = f"{count(row, 'cell')} in a row, and {count(header, 'name')} of columns"
            yield line, what, "give each row as many; a cell with commas stands in double quotes"
        for cell in row:
            yield from ((line, *each) for each in _faults_in_cell(cell))


def _faults_in_cell(cell: str) -> Iterator[tuple[str, str]]:
    if CONTROL.search(cell):
        yield "a control character", "delete it"
    elif _FORMULA.match(cell) and not (_NUMBER.fullmatch(cell) or cell in _MISSING):
        what = f"“{cell[:40]}”, which a spreadsheet would run as a formula"
        yield what, "write its result, or begin it with another sign"


def _are_numbers(cells: tuple[str, ...]) -> bool:
    return any(map(_NUMBER.fullmatch, cells)) and all(
        cell in _MISSING or _NUMBER.fullmatch(cell) for cell in cells
    )

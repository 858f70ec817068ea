"""Telling the figures: as lines for a terminal, as a page for a browser, as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from babel.dates import format_datetime
from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader
from msgspec import Struct

from broadsheet.commands.statistics.figures import Figures, Group
from broadsheet.reporting.counting import count
from broadsheet.reporting.faults import printable

_IN_A_TERMINAL = 10  # rows of each list
_IN_A_PAGE = 200

FORMATS = ("text", "json")

Row = tuple[str | int, ...]


class List(Struct, frozen=True):
    """One list of figures. note: what is said of it. columns: their heads, the first that of texts.

    bars: whether the numbers of the second column are also drawn.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    bars: bool = False


def as_json(figures: Figures) -> str:
    """Return all figures as JSON; docs/reports.md explains the fields."""
    return msgspec.json.format(msgspec.json.encode(figures)).decode()


def as_lines(figures: Figures) -> Iterator[str]:
    """Yield the figures for a terminal: of long lists the first rows."""
    yield from _summary(figures)
    for each in _lists(figures):
        yield ""
        total = f" ({len(each.rows):,})" if len(each.rows) > _IN_A_TERMINAL else ""
        yield f"{each.title}{total}" + (f": {each.note}" if each.note else "")
        yield from _table(each.columns, each.rows[:_IN_A_TERMINAL])


def as_page(figures: Figures) -> str:
    """Return the figures as a page that needs nothing else: no script, no file, no request."""
    templates = Environment(
        loader=PackageLoader("broadsheet.commands.statistics", ""),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["number"] = _number
    return templates.get_template("page.html").render(
        paper=figures.paper,
        summary=list(_summary(figures))[1:],
        now=_moment(figures.now),
        lists=list(_lists(figures)),
        most=_IN_A_PAGE,
    )


def _summary(figures: Figures) -> Iterator[str]:
    stories = figures.stories
    yield f"{printable(figures.paper)}, {_moment(figures.now)}"
    yield (
        f"{count(range(stories.public), 'story')}"
        f" ({count(range(stories.translations), 'translation')}), {stories.withdrawn:,} withdrawn,"
        f" {stories.scheduled:,} scheduled, {count(range(stories.drafts), 'draft')}"
    )
    words = count(range(stories.words), "word")
    yield f"{words}; the median story has {_number(stories.words_median)}"
    yield (
        f"{count(range(stories.corrections), 'correction')}"
        f" of {count(range(stories.corrected), 'story')}"
    )
    if stories.faulty:
        faulty = count(range(stories.faulty), "file")
        yield f"{faulty} could not be counted: `broadsheet check` says what is wrong with them"


def _lists(figures: Figures) -> Iterator[List]:
    scheduled = [(_moment(each.at), each.title, each.path) for each in figures.scheduled]
    yield List("Scheduled", ("When", "Story", "File"), _printable(scheduled), _nothing(scheduled))
    for title, groups in (
        ("Stories by month", figures.months),
        ("Stories by section", figures.sections),
        ("Stories by author", figures.authors),
    ):
        yield _of_groups(title, groups)
    uncredited = [
        (f"{each.path}:{each.line}", each.what) for each in figures.pictures_without_credit
    ]
    yield List(
        "Pictures without a credit",
        ("Place", "What"),
        _printable(uncredited),
        _nothing(uncredited),
    )
    hosts = [(each.host, each.links, each.texts) for each in figures.links_out]
    yield List(
        "Links to other sites",
        ("Site", "Links", "Texts"),
        _printable(hosts),
        _nothing(hosts),
        bars=True,
    )
    yield _largest(figures)
    drafts = [(each.path, each.title) for each in figures.drafts]
    yield List("Drafts", ("File", "Story"), _printable(drafts), _nothing(drafts))


def _of_groups(title: str, groups: Sequence[Group]) -> List:
    rows = [(each.name, each.stories, round(each.words_median), each.latest) for each in groups]
    columns = (title.rpartition(" ")[2].capitalize(), "Stories", "Words (median)", "Latest")
    return List(title, columns, _printable(rows), _nothing(rows), bars=True)


def _largest(figures: Figures) -> List:
    title, columns = "Largest pages", ("Page", "HTML", "With pictures")
    sizes = figures.sizes
    if sizes is None:
        note = "nothing has been built here yet; `broadsheet build` does"
        return List(title, columns, (), note)
    rows = [
        (each.path, _kilobytes(each.bytes), _kilobytes(each.bytes + each.pictures))
        for each in sizes.largest
    ]
    pages = count(range(sizes.pages), "page")
    note = f"of {pages} with {_kilobytes(sizes.bytes)}, built {_moment(sizes.built)}"
    return List(title, columns, _printable(rows), note)


def _nothing(rows: Sequence[Row]) -> str:
    return "" if rows else "none"


def _printable(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(
        tuple(printable(cell) if isinstance(cell, str) else cell for cell in row) for row in rows
    )


def _table(heads: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """Yield rows in columns below their heads, numbers at their right ends."""
    if not rows:
        return
    cells = [list(heads)]
    cells += [[_number(cell) if isinstance(cell, int) else cell for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        parts = [
            text.rjust(width) if isinstance(cell, int) else text.ljust(width)
            for cell, text, width in zip(rows[0], line, widths, strict=True)
        ]
        yield f"  {'  '.join(parts)}".rstrip()


def _kilobytes(size: int) -> str:
    return f"{_number(-(-size // 1000))} kB"


def _number(value: Any) -> str:
    return str(format_decimal(round(value), locale="en_GB"))


def _moment(moment: str) -> str:
    return str(format_datetime(datetime.fromisoformat(moment), "d MMM y HH:mm", locale="en_GB"))

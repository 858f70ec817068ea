"""Progress: a bar at the terminal for work that takes longer than a second."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from broadsheet.pelican_api import console

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")


class Track(Protocol):
    """Shows the progress of an iteration: yields the items as they come."""

    def __call__(self, items: Iterable[Item], label: str, total: int) -> Iterable[Item]: ...


def track(items: Iterable[Item], label: str, total: int) -> Iterator[Item]:
    """Yield the items; show a progress bar after the first second."""
    begun = time.monotonic()
    bar: Progress | None = None
    try:
        for done, item in enumerate(items):
            if bar is None and time.monotonic() - begun > 1 and console.is_terminal:
                bar = _bar()
                bar.start()
                task = bar.add_task(label, total=total, completed=done)
            yield item
            if bar is not None:
                bar.advance(task)
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> Progress:
    """Return a bar on Pelican's console, so that it does not clash with Pelican's own spinner."""
    # Most builds are over before there is anything to show.
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console, transient=True)

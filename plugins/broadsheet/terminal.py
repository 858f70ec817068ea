"""Reports: faults and progress, as people at a terminal and logs of a CI read them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from broadsheet.errors import BroadsheetError
from broadsheet.faults import Fault
from broadsheet.pelican_api import console as pelican_console

Item = TypeVar("Item")


class Track(Protocol):
    """Shows the progress of an iteration: yields the items as they come."""

    def __call__(self, items: Iterable[Item], label: str, total: int) -> Iterable[Item]: ...


@dataclass(frozen=True)
class Verdict:
    """The faults of a build, sorted into what stops it and what does not."""

    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    def __str__(self) -> str:
        return f"{count(self.errors, 'error')}, {count(self.warnings, 'warning')}"


class Reporter:
    """Writes to the terminal.

    content: the folder that paths of faults are relative to. place: what finds out in which file a
    setting is written that is at fault.
    """

    def __init__(
        self,
        content: Path,
        console: Console | None = None,
        place: Callable[[Fault], Fault] = lambda fault: fault,
    ) -> None:
        self.console = console or Console(stderr=True, soft_wrap=True, highlight=False)
        self.content = content
        self.place = place
        self._told: set[Fault] = set()

    def begin(self) -> None:
        """Begin a build: its faults are told whatever an earlier one has told."""
        self._told.clear()

    def faults(self, verdict: Verdict) -> None:
        """Print every fault once, on a line of its own, warnings first: the errors end in sight."""
        for word, style, faults in (
            ("warning", "yellow", verdict.warnings),
            ("error", "red", verdict.errors),
        ):
            for fault in faults:
                if fault in self._told:
                    continue
                self._told.add(fault)
                self.console.print(Text(f"{word}: ", style=style), Text(self.line(fault)), sep="")

    def tell(self, error: BroadsheetError) -> None:
        """Print the faults of an error, unless somebody has done so; its last word is left."""
        if not error.are_told:
            self.faults(Verdict(error.faults, ()))
            error.are_told = True

    def close(self, error: BroadsheetError) -> None:
        """Print an error to the end: its faults, unless they are told, and its last word."""
        self.tell(error)
        for line in error.lines():
            self.say(line)

    def line(self, fault: Fault) -> str:
        """Return the line of a fault, its path as seen from the current folder."""
        if fault.setting:
            return str(self.place(fault))
        # A full path stays itself, whatever stands before it. What is no file is left as it is.
        # os.path, for Path.exists raises an error where a name is too long for the disk.
        file = self.content / fault.path
        if os.path.exists(file):  # noqa: PTH110
            fault = replace(fault, path=seen_from_here(file))
        return str(fault)

    def track(self, items: Iterable[Item], label: str, total: int) -> Iterator[Item]:
        """Yield the items; show a bar once that has taken a second."""
        begun = time.monotonic()
        bar: Progress | None = None
        try:
            for done, item in enumerate(items):
                if bar is None and time.monotonic() - begun > 1 and pelican_console.is_terminal:
                    bar = _bar()
                    bar.start()
                    task = bar.add_task(label, total=total, completed=done)
                yield item
                if bar is not None:
                    bar.advance(task)
        finally:
            if bar is not None:
                bar.stop()

    def say(self, line: str) -> None:
        """Print a line."""
        self.console.print(line, markup=False)


def seen_from_here(path: Path) -> str:
    """Return a path as seen from the current folder; whole where that is gone, or far away."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):
        return str(path)


_SOON = 10  # seconds; of what takes less, hundredths matter


@dataclass
class Stopwatch:
    """Where the time of a build went."""

    begun: float = field(default_factory=time.monotonic)
    stages: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of_process(cls) -> Stopwatch:
        """Return a watch that runs since this process began, with the start of it as a stage."""
        starting = _age_of_process()
        return cls(time.monotonic() - starting, {"starting": starting})

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count the time spent within it for a stage of that name."""
        begun = time.monotonic()
        try:
            yield
        finally:
            spent = time.monotonic() - begun
            self.stages[name] = self.stages.get(name, 0.0) + spent

    def __str__(self) -> str:
        """Return the seconds in all, and those of each stage that took some."""
        digits = 2 if (elapsed := time.monotonic() - self.begun) < _SOON else 1
        stages = self.stages.items()
        spent = [f"{name} {seconds:.{digits}f}" for name, seconds in stages if seconds >= 0.02]
        total = f"{elapsed:.{digits}f} s"
        return f"{total} ({', '.join(spent)})" if spent else total


def _age_of_process() -> float:
    """Return the seconds since this process began, 0 where the system does not tell."""
    try:
        status = Path("/proc/self/stat").read_text("utf-8")
        ticks = int(status.rpartition(")")[2].split()[19])  # proc(5): the 22nd field, starttime
        return time.clock_gettime(time.CLOCK_BOOTTIME) - ticks / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):  # no Linux
        return 0.0


def _bar() -> Progress:
    """Return a bar on Pelican's console, which knows how to show it beside Pelican's own sign."""
    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=pelican_console, transient=True)


def count(items: Sized, word: str) -> str:
    """Return how many there are, in words: 1 story, 2 stories."""
    if len(items) != 1:
        word = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{len(items):,} {word}"

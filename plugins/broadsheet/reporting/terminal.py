"""The terminal: prints the faults and other lines of a build, for people and for CI logs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from broadsheet.reporting.counting import count
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault, Verdict
from broadsheet.reporting.news import News, counted, label, worth_showing


class Reporter:
    """Writes to the terminal.

    content: the folder that paths of faults are relative to. place: takes the fault of a setting
    and returns it with the file and the line where the setting is written. is_quiet: whether only
    faults and changes are told.
    """

    def __init__(
        self,
        content: Path,
        console: Console | None = None,
        place: Callable[[Fault], Fault] = lambda fault: fault,
        is_quiet: bool = False,
    ) -> None:
        self.console = console or Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)
        self.content = content
        self.place = place
        self.is_quiet = is_quiet
        self._told: set[Fault] = set()

    def begin(self) -> None:
        """Begin a build: faults that an earlier build has printed are printed again."""
        self._told.clear()

    def errors(self, faults: Iterable[Fault]) -> None:
        """Print each error, unless it has been printed as a fault before."""
        for fault in faults:
            self._print(fault, "error", "red")

    def warnings(self, verdict: Verdict, news: News, command: str = "") -> None:
        """Print the warnings that are worth it, and the number of the others.

        command: the one that lists them all, if there is one.
        """
        shown = worth_showing(verdict, news)
        for fault in shown:
            self._print(fault, label(fault, verdict, news), "yellow")
        told = frozenset(shown)
        rest = [fault for fault in verdict.warnings if fault not in told]
        if rest:
            more = count(rest, "more warning" if shown else "known warning")
            lists = f" (`{command}` lists them)" if command else ""
            self.say(f"{more}: {counted(rest)}{lists}")

    def _print(self, fault: Fault, word: str, style: str) -> None:
        if fault not in self._told:
            self._told.add(fault)
            self.console.print(Text(f"{word}: ", style=style), Text(self.line(fault)), sep="")

    def tell(self, error: BroadsheetError) -> None:
        """Print the faults of an error, unless they have been printed; not its message."""
        if not error.are_told:
            self.errors(error.faults)
            error.are_told = True

    def tell_all(self, error: BroadsheetError) -> None:
        """Print an error: its faults, unless they have been printed, then its message."""
        self.tell(error)
        for line in error.lines():
            self.say(line)

    def line(self, fault: Fault) -> str:
        """Return the line of a fault, with its path relative to the current folder."""
        return str(self.located(fault))

    def located(self, fault: Fault) -> Fault:
        """Return a fault with its path relative to the current folder; a setting's, where it is."""
        if fault.setting:
            return self.place(fault)
        # Joining leaves a full path unchanged. What is no path of a file is left as it is. A text
        # may be gone, and a fault tells of that.
        # os.path, because Path.exists raises an error if a name is too long for the disk.
        file = self.content / fault.path
        if fault.path.endswith(".md") or os.path.exists(file):  # noqa: PTH110 - as above
            return replace(fault, path=seen_from_here(file))
        return fault

    def say(self, line: str) -> None:
        """Print a line."""
        self.console.print(line, markup=False)

    def remark(self, line: str) -> None:
        """Print a line that tells neither of a fault nor of a change, unless we are quiet."""
        if not self.is_quiet:
            self.say(line)

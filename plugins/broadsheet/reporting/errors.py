"""Errors: every exception that a user can cause, by its base class.

The message says what is wrong and what to do about it. The code that catches one (a task, Pelican's
command line, the preview) shows its `lines()` and ends with its exit status, whatever its class; no
traceback is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from broadsheet.reporting.counting import count
from broadsheet.reporting.faults import Fault, printable


class BroadsheetError(Exception):
    """An error that a user can cause, and mend.

    exit_status: the exit status of a program that ends with this error.
    faults: the single faults, if there is more to say than the message says.
    are_told: whether the faults have been shown already, by code that knew their content folder.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str = "", faults: Iterable[Fault] = ()) -> None:
        """Take a message, or faults, or both.

        If both are given, the message is shown last and sums up the faults.
        """
        super().__init__(message)
        self.message = printable(message)
        self.faults = tuple(faults)
        self.are_told = False

    def __str__(self) -> str:
        return self.message or "; ".join(map(str, self.faults))

    def lines(self) -> list[str]:
        """Return the lines to show: the faults, unless they have been shown, then the message."""
        untold = () if self.are_told else self.faults
        last = [str(self)] if self.message else []
        return [f"error: {each}" for each in (*untold, *last)]


class Interrupted(BroadsheetError):
    """Ctrl+C was pressed. The message says in which state the output is now."""

    exit_status = 130  # 128 plus the number of SIGINT, as in shells

    def lines(self) -> list[str]:
        """Return the message only."""
        return [self.message]


class BuildStopped(BroadsheetError):
    """A build stops: the content, the settings, the theme, a plugin or the disk is at fault."""

    @classmethod
    def by(cls, faults: Iterable[Fault], summary: str = "", mend: str = "") -> Self:
        """Return the exception that stops a build for these faults, before anything is written.

        summary: the message; if empty, one that counts the faults. mend: what to do about all.
        """
        faults = tuple(faults)
        summary = summary or count(faults, "error")
        return cls(f"{summary}; nothing was written{mend and f' ({mend})'}", faults)

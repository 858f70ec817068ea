"""Errors: every exception that a user can cause, by its base class.

Whoever raises one says in its message what stands in the way and what to do about it. Whoever
catches one (a task, Pelican's command line, the preview) shows its lines and ends with its exit
status, and need not know which kind it is. No traceback belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from broadsheet.counting import count
from broadsheet.faults import Fault, printable


class BroadsheetError(Exception):
    """Something that a user can cause, and mend.

    exit_status: that of a program which it ends.
    faults: what is wrong, one by one, where there is more to say than the message says.
    are_told: whether somebody has shown the faults already, who knew from where their paths lead.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str = "", faults: Iterable[Fault] = ()) -> None:
        """Take a message, or faults that say it all, or both.

        Of both, the message is the last word: what the faults come to.
        """
        super().__init__(message)
        self.message = printable(message)
        self.faults = tuple(faults)
        self.are_told = False

    def __str__(self) -> str:
        return self.message or "; ".join(map(str, self.faults))

    def lines(self) -> list[str]:
        """Return what to show, line by line: the faults that nobody has told yet, the message."""
        untold = () if self.are_told else self.faults
        last = [str(self)] if self.message else []
        return [f"error: {each}" for each in (*untold, *last)]


class Interrupted(BroadsheetError):
    """Ctrl+C. The message says in which state that has left things."""

    exit_status = 130  # 128 and the number of SIGINT, as shells have it

    def lines(self) -> list[str]:
        """Return its message, which tells of no error."""
        return [self.message]


class BuildStopped(BroadsheetError):
    """Something is not fit to be built: the content, the settings, the theme or the disk."""

    @classmethod
    def by(cls, faults: Iterable[Fault], summary: str = "") -> Self:
        """Return what ends a build for these faults, before it has written anything.

        summary: what they come to; their number when empty.
        """
        faults = tuple(faults)
        summary = summary or count(faults, "error")
        return cls(f"{summary}; nothing was written", faults)

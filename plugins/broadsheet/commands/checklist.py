"""The checklist: what is wrong with a paper, by kind, as text or as JSON for other programs."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace

import msgspec
from rich.console import Console
from rich.text import Text

from broadsheet.content.tally import Tally
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault, Verdict
from broadsheet.reporting.kinds import KINDS
from broadsheet.reporting.news import News, by_kind, label

FORMATS = ("text", "json")


class CannotCheck(BroadsheetError):
    """A checklist is asked for in a way that there is none."""


class Entry(msgspec.Struct, frozen=True):
    """A fault in the JSON; docs/reports.md explains the fields."""

    kind: str
    gravity: str
    stops_publishing: bool
    new: bool
    path: str
    line: int
    what: str
    mend: str
    setting: str


class Report(msgspec.Struct, frozen=True):
    """The JSON; docs/reports.md explains the fields."""

    version: int
    stories: int
    drafts: int
    scheduled: int
    next: str | None
    errors: int
    warnings: int
    kinds: dict[str, int]
    faults: list[Entry]


@dataclass(frozen=True)
class Checklist:
    """The faults to list.

    verdict: on them. news: what the warnings are compared with. located: returns a fault with the
    place to show.
    """

    verdict: Verdict
    news: News
    located: Callable[[Fault], Fault]

    def only(self, fits: Callable[[Fault], bool]) -> Checklist:
        """Return the list of the faults that fit."""
        errors, warnings = filter(fits, self.verdict.errors), filter(fits, self.verdict.warnings)
        chosen = replace(self.verdict, errors=tuple(errors), warnings=tuple(warnings))
        return replace(self, verdict=chosen)

    @property
    def kinds(self) -> dict[str, int]:
        """How many faults there are of each kind, the most frequent first."""
        return {kind: len(some) for kind, some in by_kind(self._faults).items()}

    @property
    def _faults(self) -> tuple[Fault, ...]:
        return (*self.verdict.warnings, *self.verdict.errors)

    def print(self, console: Console) -> None:
        """Print the faults by their kinds, warnings first so that errors stay in sight."""
        for faults, style in ((self.verdict.warnings, "yellow"), (self.verdict.errors, "red")):
            for kind, some in by_kind(faults).items():
                meaning = f": {KINDS[kind]}" if kind in KINDS else ""
                console.print(Text(f"{len(some):,} {kind}{meaning}", style="bold"))
                for fault in some:
                    word = Text(f"{self._word(fault)}: ", style=style)
                    console.print(word, Text(str(self.located(fault))), sep="")

    def _word(self, fault: Fault) -> str:
        is_error = fault in self._errors
        return "error" if is_error else label(fault, self.verdict, self.news)

    @property
    def _errors(self) -> Container[Fault]:
        return self.verdict.errors

    def json(self, whole: Verdict, tally: Tally | None) -> str:
        """Return the list as JSON.

        whole: the verdict on all faults, chosen or not. tally: of the stories, if they were read.
        """
        report = Report(
            version=1,
            stories=tally.public if tally else 0,
            drafts=tally.drafts if tally else 0,
            scheduled=tally.scheduled if tally else 0,
            next=tally.next.isoformat() if tally and tally.next else None,
            errors=len(whole.errors),
            warnings=len(whole.warnings),
            kinds=self.kinds,
            faults=[*self._entries("warning"), *self._entries("error")],
        )
        return msgspec.json.format(msgspec.json.encode(report)).decode()

    def _entries(self, gravity: str) -> Iterable[Entry]:
        is_error = gravity == "error"
        for some in by_kind(self.verdict.errors if is_error else self.verdict.warnings).values():
            for fault in some:
                found = self.located(fault)
                yield Entry(
                    kind=fault.kind,
                    gravity=gravity,
                    stops_publishing=is_error or fault in self.verdict.refused,
                    new=self.news.is_new(fault),
                    path=found.path,
                    line=found.line,
                    what=found.what,
                    mend=found.mend,
                    setting=found.setting,
                )


def absent(kinds: Iterable[str], found: Iterable[str]) -> list[str]:
    """Return a line on each kind that was asked for and has no fault."""
    names = set(found)
    return [f"nothing of the kind `{kind}`" for kind in dict.fromkeys(kinds) if kind not in names]

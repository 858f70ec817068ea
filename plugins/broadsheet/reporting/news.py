"""News: which warnings a build shows one by one, and which it only counts.

An old archive has thousands of warnings, and nobody reads what is printed each time. So a build
shows those of files that have changed, and those that are new, compared with the last build that
finished. The rest is counted by kind. What would stop publishing is always shown.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace

from broadsheet.reporting.faults import Fault, Verdict

_MOST = 50  # warnings that a build shows, beside those that would stop publishing
_EXAMPLES = 5  # of each kind, where there are more

Marks = tuple[int, ...]
"""What is remembered of the warnings of one file: a number each, the same wherever it stands."""


@dataclass(frozen=True)
class News:
    """What the warnings of a build are compared with.

    known: the marks of the warnings of the last build that finished, by their paths; None if there
    was none. changed: the files that have changed since.
    """

    known: Mapping[str, Marks] | None = None
    changed: Container[str] = field(default_factory=frozenset)

    def is_new(self, fault: Fault) -> bool:
        """Say whether the last build did not know a warning; none is new if there was no build."""
        return self.known is not None and mark(fault) not in self.known.get(fault.path, ())

    def with_known(self, faults: Iterable[Fault]) -> News:
        """Return news of which these warnings are none."""
        if self.known is None:
            return self
        more = marks_of(faults)
        known = {path: (*self.known.get(path, ()), *marks) for path, marks in more.items()}
        return replace(self, known={**self.known, **known})

    def is_due(self, fault: Fault) -> bool:
        """Say whether a warning is worth showing."""
        return self.known is None or fault.path in self.changed or self.is_new(fault)


def mark(fault: Fault) -> int:
    """Return a number that stands for a fault among those of its file, on whatever line."""
    return zlib.crc32("\0".join((fault.kind, fault.what, fault.mend)).encode())


def marks_of(faults: Iterable[Fault]) -> dict[str, Marks]:
    """Return the marks of faults by their paths."""
    found: dict[str, set[int]] = defaultdict(set)
    for fault in faults:
        found[fault.path].add(mark(fault))
    return {path: tuple(sorted(marks)) for path, marks in found.items()}


def label(fault: Fault, verdict: Verdict, news: News) -> str:
    """Return the words before a warning, by which one that is new or would stop publishing shows.

    They are "warning" or "new warning", either with "(stops publishing)".
    """
    word = "new warning" if news.is_new(fault) else "warning"
    return f"{word} (stops publishing)" if fault in verdict.refused else word


def worth_showing(verdict: Verdict, news: News) -> tuple[Fault, ...]:
    """Return the warnings to show, in their order; where there are too many, some of each kind."""
    refused = verdict.refused
    due = [each for each in verdict.warnings if each not in refused and news.is_due(each)]
    if len(due) > _MOST:
        due = [fault for some in by_kind(due).values() for fault in some[:_EXAMPLES]]
    shown = refused.union(due)
    return tuple(fault for fault in verdict.warnings if fault in shown)


def by_kind(faults: Iterable[Fault]) -> dict[str, list[Fault]]:
    """Return faults by their kinds, the most frequent kind first."""
    found: dict[str, list[Fault]] = defaultdict(list)
    for fault in faults:
        found[fault.kind].append(fault)
    return dict(sorted(found.items(), key=lambda kind: (-len(kind[1]), kind[0])))


def counted(faults: Collection[Fault]) -> str:
    """Return how many faults there are of each kind: "842 credit-missing, 3 alt-missing"."""
    return ", ".join(f"{len(some):,} {kind}" for kind, some in by_kind(faults).items())

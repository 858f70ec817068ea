"""Makes results such as a run stores, with figures of one's choice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bench.results import Build, Machine, Results, Run, Series, Size

MACHINE = Machine(
    processor="Example", cores=2, memory=24 * 2**30, system="Linux", versions={"Python": "3.11.7"}
)
FIGURES = {
    Build.COLD: 20.0,
    Build.NO_CHANGE: 0.5,
    Build.PUBLISH: 0.6,
    Build.BODY: 0.6,
    Build.TITLE: 0.7,
    Build.TEMPLATE: 9.0,
    Build.HUGO_RELATED: 12.0,
    Build.HUGO_RELATED_AGAIN: 11.0,
    Build.HUGO: 10.0,
    Build.HUGO_AGAIN: 9.0,
    Build.PELICAN: 50.0,
}


def results(*sizes: Size) -> Results:
    """Return a run of these sizes."""
    return Results(day=date(2026, 11, 23), command="uv run inv bench", machine=MACHINE, sizes=sizes)


def size(stories: int, changed: Mapping[Build, Series] | None = None) -> Size:
    """Return a size at which all targets are met, with some builds changed."""
    usual = {build: series(seconds) for build, seconds in FIGURES.items()}
    return Size(stories=stories, builds={**usual, **(changed or {})})


def series(
    *seconds: float, files: int = 20, memory: int = 100_000_000, cut_off: bool = False
) -> Series:
    """Return runs that took so many seconds."""
    return Series(
        runs=tuple(
            Run(
                seconds=each,
                processor=each,
                memory=memory,
                files=files,
                size=1_000_000,
                cut_off=cut_off,
            )
            for each in seconds
        )
    )

"""Closing lines: what a build prints when it is done."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.build.plan import Plan
from broadsheet.build.writing import WritingResult
from broadsheet.content.held_back import left_out
from broadsheet.reporting.counting import count
from broadsheet.reporting.stopwatch import Stopwatch


def closing_lines(plan: Plan, result: WritingResult, watch: Stopwatch) -> Iterator[str]:
    """Yield the numbers of files read, rendered, written and deleted, and the time."""
    yield from left_out(plan.statics)
    loaded, stories = plan.loaded, count(plan.edition.stories, "story")
    yield f"{stories}; texts: {loaded.read:,} read, {loaded.reused:,} reused; {plan.verdict}"
    yield (
        f"{count(plan.site_plan.paths, 'file')}: {len(result.made) - result.copied:,} rendered, "
        f"{result.copied:,} copied, {result.skipped:,} skipped; "
        f"{len(result.written):,} written, {len(result.removed):,} deleted"
    )
    yield str(watch)

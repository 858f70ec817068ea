"""Closing lines: what a build prints when it is done."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.build.plan import Plan
from broadsheet.build.writing import WritingResult
from broadsheet.content.held_back import left_out
from broadsheet.reporting.counting import count
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.site.settings import Settings
from broadsheet.site.settings_source import source_of

_BY_SETTINGS = {"pelicanconf.py": "", "publishconf.py": " --production"}


def closing_lines(plan: Plan, result: WritingResult, watch: Stopwatch) -> Iterator[str]:
    """Yield the numbers of files read, rendered, written and deleted, and the time."""
    yield from left_out(plan.statics)
    loaded = plan.loaded
    yield f"texts: {loaded.read:,} read, {loaded.reused:,} reused; {plan.verdict}"
    yield (
        f"{count(plan.site_plan.paths, 'file')}: {len(result.made) - result.copied:,} rendered, "
        f"{result.copied:,} copied, {result.skipped:,} skipped; "
        f"{len(result.written):,} written, {len(result.removed):,} deleted"
    )
    yield str(watch)


def check_command(settings: Settings) -> str:
    """Return the command that lists all warnings of a build with these settings."""
    source = source_of(settings)
    if source is None:
        return "broadsheet check"
    file = source.file
    options = _BY_SETTINGS.get(file.name, f" --settings {seen_from_here(file)}")
    content = f" --content {seen_from_here(settings['PATH'])}" if "PATH" in source.given else ""
    return f"broadsheet check{options}{content}"

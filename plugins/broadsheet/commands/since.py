"""Since: which faults are in what has been written since a day, or changed since a revision."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

from broadsheet.build.plan import Plan
from broadsheet.commands.checklist import CannotCheck
from broadsheet.reporting.faults import Fault
from broadsheet.story.model import Story

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MEND = "write a day such as 2026-01-31, or a revision of git's such as HEAD~5"


def since(text: str, plan: Plan, located: Callable[[Fault], Fault]) -> Callable[[Fault], bool]:
    """Return a function that says whether a fault is in what is as new as that.

    text: a day, for stories that appeared, will appear or were modified on it or later; or a
    revision of git's, for files that have changed since, and texts that use such a file. located:
    returns a fault with the place to show.
    Raises CannotCheck where it is neither.
    """
    if _DAY.fullmatch(text):
        return _since_day(text, plan)
    return _since_revision(text, plan, located)


def _since_day(text: str, plan: Plan) -> Callable[[Fault], bool]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise CannotCheck(f"--since: there is no day {text} ({_MEND})") from None
    zone = plan.edition.site.zone

    def is_late(story: Story) -> bool:
        return story.last_changed.astimezone(zone).date() >= day

    stories = (*plan.loaded.stories, *plan.loaded.unfit)
    paths = {story.path for story in stories if is_late(story)}
    return lambda fault: fault.path in paths


def _since_revision(
    revision: str, plan: Plan, located: Callable[[Fault], Fault]
) -> Callable[[Fault], bool]:
    content = plan.edition.content.resolve()
    top = Path(_git(content, "rev-parse", "--show-toplevel", asked=revision).rstrip("\n"))
    changed = _git(
        top, "diff", "--no-ext-diff", "--name-only", "-z", revision, "--", asked=revision
    )
    untracked = _git(top, "ls-files", "-z", "--others", "--exclude-standard", asked=revision)
    files = {str(top / name) for name in (changed + untracked).split("\0") if name}
    users = {
        path
        for path, kept in plan.results.items()
        if any(str(content / used) in files for used in kept.result.uses)
    }

    def is_changed(fault: Fault) -> bool:
        places = (os.path.realpath(located(fault).path), str(content / fault.path))
        return fault.path in users or not files.isdisjoint(places)

    return is_changed


def _git(folder: Path, *arguments: str, asked: str) -> str:
    """Return what git prints; raise CannotCheck where it cannot. asked: the revision."""
    problem = CannotCheck(f"--since: git knows no revision `{asked}` of this paper ({_MEND})")
    if asked.startswith("-"):
        raise problem
    try:
        done = subprocess.run(  # noqa: S603 - its only argument from outside is no option
            ["git", *arguments],  # noqa: S607 - whichever the editor uses
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
        )
    except FileNotFoundError:
        raise CannotCheck(f"--since: git is not installed ({_MEND})") from None
    if done.returncode:
        raise problem
    return done.stdout

"""Checking a paper: what is said of all its faults, without building anything."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from broadsheet.build.plan import Plan
from broadsheet.build.session import Session
from broadsheet.commands.checklist import FORMATS, CannotCheck, Checklist, absent
from broadsheet.commands.publish import read_destination, read_publishing
from broadsheet.commands.settings_file import newspaper
from broadsheet.commands.since import since as is_since
from broadsheet.commands.spare_cache import spare_cache
from broadsheet.content.tally import Tally
from broadsheet.pelican_app import Newspaper
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Verdict, choose_from
from broadsheet.reporting.kinds import refuse_misspelt
from broadsheet.reporting.news import News
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.reporting.terminal import Reporter

if TYPE_CHECKING:
    from broadsheet.commands.external.checking import ExternalCheck
    from broadsheet.commands.external.collecting import Places


def check_paper(
    settings_file: Path,
    overrides: Mapping[str, Any],
    kinds: Collection[str],
    since: str,
    form: str,
    external: ExternalCheck | None = None,
) -> int:
    """Check a paper, print its faults, and return the exit status: 1 where there is an error.

    overrides: as for `load`. kinds: those to list; all if there are none. since: as for
    `since.since`; everything if empty. form: one of FORMATS. external: how links to other sites are
    asked for; they are not where it is None. Errors count, whether listed or not.
    Raises BroadsheetError where nothing can be checked, which in JSON is told as well, or a kind is
    misspelt.
    """
    if form not in FORMATS:
        raise CannotCheck(f"--format: there is no `{form}` ({choose_from(form, FORMATS)})")
    if form == "json":
        return _in_json(settings_file, overrides, kinds, since, external)
    paper = newspaper(str(settings_file), overrides)
    plan = _examined(paper, settings_file, since, external)
    listed = _listed(paper, plan, kinds, since)
    listed.print(Console(soft_wrap=True, highlight=False, emoji=False))
    for line in absent(kinds, listed.kinds):
        paper.reporter.say(line)
    for line in _summary(plan, listed):
        paper.reporter.remark(line)
    return int(bool(plan.verdict.errors))


def _in_json(
    settings_file: Path,
    overrides: Mapping[str, Any],
    kinds: Collection[str],
    since: str,
    external: ExternalCheck | None,
) -> int:
    try:
        paper = newspaper(str(settings_file), overrides)
        paper.reporter = Reporter(Path(paper.path), Console(quiet=True), paper.reporter.place)
        plan = _examined(paper, settings_file, since, external)
    except BroadsheetError as error:
        if error.faults:
            verdict = Verdict(error.faults, ())
            located = Reporter(Path()).located
            sys.stdout.write(Checklist(verdict, News(), located).json(verdict, None) + "\n")
        error.are_told = bool(error.faults)
        raise
    tally = Tally.of(plan.edition)
    sys.stdout.write(_listed(paper, plan, kinds, since).json(plan.verdict, tally) + "\n")
    return int(bool(plan.verdict.errors))


def _examined(
    paper: Newspaper, settings_file: Path, since: str, external: ExternalCheck | None
) -> Plan:
    with spare_cache(paper.settings):
        plan, places = paper.attend(
            lambda session, watch: _found(paper, session, watch, since, external)
        )
    if read_publishing(paper.settings).target:
        read_destination(paper.settings, settings_file)
    # When the session is over: others can build while other sites take their time.
    return external.checked(paper, plan, places) if external else plan


def _found(
    paper: Newspaper, session: Session, watch: Stopwatch, since: str, external: ExternalCheck | None
) -> tuple[Plan, Places]:
    plan = paper.examine_in(session, watch)
    if external is None:
        return plan, {}
    from broadsheet.commands.external.collecting import places_of_links  # few checks ask others

    fits = is_since(since, plan, paper.reporter.located) if since else lambda _: True
    links = chain.from_iterable(each.links for each in session.capabilities)
    return plan, places_of_links(plan, links, fits)


def _listed(paper: Newspaper, plan: Plan, kinds: Collection[str], since: str) -> Checklist:
    """Return the faults that were asked for; raise UnknownKind for a kind that is misspelt."""
    refuse_misspelt(kinds, {each.kind for each in (*plan.verdict.errors, *plan.verdict.warnings)})
    listed = Checklist(plan.verdict, plan.news, paper.reporter.located)
    if kinds:
        listed = listed.only(lambda fault: fault.kind in kinds)
    if since:
        listed = listed.only(is_since(since, plan, paper.reporter.located))
    return listed


def _summary(plan: Plan, listed: Checklist) -> list[str]:
    """Return the last lines: what was found in all, and the number of stories."""
    verdict, chosen = plan.verdict, len(listed.verdict.errors)
    checked = f"checked: {verdict}"
    if verdict.refused:
        checked += f", {len(verdict.refused):,} of which would stop publishing"
    hidden = len(verdict.errors) - chosen
    lines = (
        [f"{hidden:,} of the errors {'is' if hidden == 1 else 'are'} not listed"] if hidden else []
    )
    lines += [mend] if (mend := plan.mend_of_an_archive) else []
    return [*lines, checked, str(Tally.of(plan.edition))]

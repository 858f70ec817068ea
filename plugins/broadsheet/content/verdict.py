"""The verdict: which faults stop a build, by their gravity, the story's date and the build."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from broadsheet.content.loaded import LoadedContent
from broadsheet.reporting.counting import count
from broadsheet.reporting.faults import Fault, Gravity, Verdict, is_advice
from broadsheet.site.settings import Site

_MANY = 50  # lacks of care at once, which only an archive has that was written for something else
_FORGIVABLE = (Gravity.CARE, Gravity.CREDIT)


def verdict_on_settings(faults: Iterable[Fault]) -> Verdict:
    """Sort faults of settings: all are errors but advice, as nothing in settings is forgiven."""
    faults = tuple(dict.fromkeys(faults))
    return Verdict(
        tuple(fault for fault in faults if not is_advice(fault)), tuple(filter(is_advice, faults))
    )


def verdict_on(faults: Iterable[Fault], loaded: LoadedContent, site: Site) -> Verdict:
    """Sort faults into errors and warnings, by their gravity, the story's date and the build."""
    faults = set(faults)
    faulty = {fault.path for fault in faults}
    forgiven = {
        story.path
        for story in (*loaded.stories, *loaded.unfit)
        if story.path in faulty and (story.draft or story.withdrawn or site.bearable(story.date))
    }
    return sorted_verdict(faults, forgiven, production=site.production)


def sorted_verdict(
    faults: Iterable[Fault], forgiven: Collection[str], *, production: bool
) -> Verdict:
    """Sort faults into errors and warnings.

    forgiven: the paths of what may lack care. production: whether a missing credit is an error.
    """
    errors: list[Fault] = []
    warnings: list[Fault] = []
    refused: list[Fault] = []
    for fault in sorted(
        set(faults), key=lambda fault: (fault.path, fault.line, fault.what, fault.mend)
    ):
        is_careless = fault.gravity in _FORGIVABLE
        is_refused = fault.gravity is Gravity.WRONG or (is_careless and fault.path not in forgiven)
        if is_refused and (production or fault.gravity is not Gravity.CREDIT):
            errors.append(fault)
            continue
        warnings.append(fault)
        if is_refused:
            refused.append(fault)
    return Verdict(tuple(errors), tuple(warnings), frozenset(refused))


def mend_of_an_archive(verdict: Verdict, site: Site, now: datetime) -> str:
    """Return what to do where very many lacks of care stand in the way; nothing where few do."""
    if site.strict_since is not None:
        return ""
    faults = [*verdict.errors, *verdict.refused]
    careless = [fault for fault in faults if fault.gravity in _FORGIVABLE]
    if len(careless) <= _MANY:
        return ""
    today = now.astimezone(site.zone).date()
    return (
        f"{count(careless, 'fault')} of care: if an old archive has them, set "
        f'`STRICT_SINCE = "{today}"`, and stories before that day are forgiven'
    )

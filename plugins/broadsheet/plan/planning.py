"""Planning: which files the site has, subject by subject.

A subject is a story, a section, a topic, an author, or a page that stands for itself. The plan of
a subject is kept with the questions that its planners asked: while no answer has changed, its
pages are known by their paths alone, and nobody plans them again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from broadsheet.content.edition import Edition
from broadsheet.content.memory import Planned
from broadsheet.faults import Fault
from broadsheet.incremental.queries import Changes
from broadsheet.plan.capability import Capability
from broadsheet.site.outputs import Output, Page, collisions, each_file_once
from broadsheet.views.composer import Composer


@dataclass(frozen=True)
class Planners:
    """Plans subjects of one edition. A subject is named "story articles/a.md" or "home "."""

    composer: Composer
    capabilities: Sequence[Capability]

    def subjects(self, edition: Edition) -> Iterator[str]:
        """Yield all subjects of the edition, stories first."""
        keys: Mapping[str, Iterable[str]] = {
            "story": (story.path for story in edition.stories),
            "section": (section.slug for section in edition.sections),
            "topic": edition.topics,
            "author": edition.authors,
        }
        queries = dict.fromkeys(kind for each in self.capabilities for kind in each.planners())
        for kind in queries:
            yield from (f"{kind} {key}" for key in keys.get(kind, ("",)))

    def plan(self, subject: str) -> list[Output]:
        """Return the files about a subject."""
        kind, _, key = subject.partition(" ")
        found: list[Output] = []
        for capability in self.capabilities:
            planner = capability.planners().get(kind)
            if planner is not None:
                found += _own(planner(self.composer, key), capability)
        return found


@dataclass
class SitePlan:
    """The plan of a whole edition.

    kept: the pages that are planned as they were, by path, and their subjects. fresh: the files
    that were planned now. files: those of them that belong to no subject. subjects: all, in their
    order. plans: what to remember of those that were planned now. known: those of which something
    is remembered, from the last build or from this one.
    """

    planners: Planners
    kept: dict[str, str] = field(default_factory=dict)
    fresh: list[Output] = field(default_factory=list)
    files: tuple[Output, ...] = ()
    subjects: list[str] = field(default_factory=list)
    plans: dict[str, Planned] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    @property
    def paths(self) -> set[str]:
        """The paths of all files."""
        return {*self.kept, *(output.path for output in self.fresh)}

    def recall(self, paths: Iterable[str]) -> list[Output]:
        """Return the pages at kept paths, planned again; they count as fresh from now on."""
        wanted = set(paths)
        found = [
            output
            for subject in dict.fromkeys(self.kept[path] for path in sorted(wanted))
            for output in self.planners.plan(subject)
            if output.path in wanted
        ]
        for path in wanted:
            del self.kept[path]
        self.fresh += found
        return found


def site_plan(
    edition: Edition,
    planners: Planners,
    changes: Changes,
    last: Mapping[str, Planned],
    files: Iterable[Output] = (),
) -> SitePlan:
    """Return the plan of an edition.

    last: what is remembered of the plans of subjects. files: those that belong to no subject.
    """
    plan = SitePlan(planners, files=tuple(files), subjects=list(planners.subjects(edition)))
    for subject in plan.subjects:
        before = last.get(subject)
        if before is not None and changes.is_current(before.dependencies):
            plan.known.add(subject)
            for path in before.paths:
                plan.kept[path] = subject
            continue
        with planners.composer.queries.recording() as names:
            outputs = planners.plan(subject)
        plan.fresh += outputs
        if all(isinstance(output, Page) for output in outputs):  # a copied file has no dependencies
            paths = tuple(output.path for output in outputs)
            plan.plans[subject] = Planned(changes.dependencies(names), paths)
            plan.known.add(subject)
    plan.fresh = each_file_once([*plan.fresh, *plan.files])
    return plan


def clashes(plan: SitePlan, printed: Collection[str]) -> list[Fault]:
    """Report files that leave their folder, and two that claim one path.

    printed: the paths of the last edition, which did not clash. Only where something new is
    planned beside what is kept can there be a clash with it; then all is planned again, so that
    both sides can be named.
    """
    new = [output for output in plan.fresh if output.path not in printed]
    taken = any(output.path in plan.kept for output in plan.fresh)
    if plan.kept and (taken or new):
        kept = _Claims(plan.kept)
        if taken or any(map(kept.touches, new)):
            pages = [output for each in plan.subjects for output in plan.planners.plan(each)]
            return collisions(each_file_once([*pages, *plan.files]))
    return collisions(plan.fresh)


class _Claims:
    """The paths that are kept, as disks that know no case see them."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._files = set(map(str.casefold, paths))
        self._in_order = sorted(self._files)

    def touches(self, output: Output) -> bool:
        """Say whether one is kept at an output's path, in it as if in a folder, or above it."""
        path = output.path.casefold()
        parts = path.split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return self._has_folder(f"{path}/") or any(each in self._files for each in above)

    def _has_folder(self, folder: str) -> bool:
        place = bisect_left(self._in_order, folder)
        return place < len(self._in_order) and self._in_order[place].startswith(folder)


def _own(outputs: Iterable[Output], capability: Capability) -> Iterator[Output]:
    """Yield the outputs of a capability, none of which is made by another object's method.

    A capability holds settings only. Another object could hold stories that no page may see.
    """
    for output in outputs:
        if isinstance(output, Page):
            maker = getattr(output.make, "__self__", capability)
            if maker is not capability:
                raise TypeError(f"{output.path}: pages are made by functions of a module")
        yield output

"""Planning: which files the site has, subject by subject.

A subject is a story, a section or another member of a family, or a single page. Indexes, which list
other files, are planned last. The plan of a subject is stored with the questions that its planners
asked: while no answer has changed, its pages are known by their paths, and are not planned again.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path

from broadsheet.content.edition import Edition
from broadsheet.content.memory import Planned
from broadsheet.incremental.queries import Changes
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.files_of_texts import planners_of_texts
from broadsheet.plan.indexes import Index, in_shards
from broadsheet.plan.kept_files import bring_back, keep
from broadsheet.plan.linked_files import copies_of_linked_files
from broadsheet.reporting.contracts import is_list, require
from broadsheet.reporting.faults import Fault
from broadsheet.site.collisions import collisions, each_file_once
from broadsheet.site.outputs import Copy, Derivative, Document, Listing, Output, Page
from broadsheet.views.composer import Composer
from broadsheet.views.contributions import claim


@dataclass(frozen=True)
class Planners:
    """Plans subjects of one edition. A subject is named "story articles/a.md" or "home "."""

    composer: Composer
    capabilities: Sequence[Capability]

    def subjects(self, edition: Edition) -> Iterator[str]:
        """Yield all subjects of the edition but those of indexes, stories first.

        Raises BuildStopped where two capabilities declare one family.
        """
        families = self._families(edition)
        kinds = (kind for planners in self._planners for kind in planners)
        for kind in dict.fromkeys(kinds):
            yield from (f"{kind} {key}" for key in families.get(kind, ("",)))

    def _families(self, edition: Edition) -> dict[str, Iterable[str]]:
        families: dict[str, Iterable[str]] = dict(families_of(edition))
        owners = dict.fromkeys(families, "broadsheet")
        for each in self.capabilities:
            own = each.families(edition)
            claim(own, owners, each.name, "the family “{}”")
            families.update(own)
        return families

    def plan(self, subject: str) -> list[Output]:
        """Return the files about a subject."""
        kind, _, key = subject.partition(" ")
        found: list[Output] = []
        for capability, planners in zip((None, *self.capabilities), self._planners, strict=True):
            planner = planners.get(kind)
            if planner is not None:
                found += _own(planner, planner(self.composer, key), capability)
        return found

    @cached_property
    def _planners(self) -> list[Mapping[str, Planner]]:
        """The planners of every paper, and those of each capability."""
        of_every_paper = planners_of_texts(copies_of_linked_files)
        return [of_every_paper, *(each.planners() for each in self.capabilities)]

    @cached_property
    def indexes(self) -> Mapping[str, tuple[Index, Capability]]:
        """The indexes by the kinds of their subjects, each with its capability."""
        return {
            kind: (of, each) for each in self.capabilities for kind, of in each.indexes().items()
        }

    def plan_index(self, subject: str, listings: Sequence[Listing]) -> list[Output]:
        """Return the files of one shard of an index."""
        kind, _, shard = subject.partition(" ")
        index, capability = self.indexes[kind]
        found = index.plan(self.composer, shard, listings)
        return list(_own(index.plan, found, capability))


def families_of(edition: Edition) -> Mapping[str, Iterable[str]]:
    """Return the families of subjects of an edition, each with its keys.

    Stories, those of them that were withdrawn, static pages and the authors whom a file tells of go
    by their files, sections by their slugs, topics and authors by the keys of their names.
    """
    return {
        "story": (story.path for story in edition.stories),
        "withdrawn": edition.withdrawn,
        "page": (edition.pages[slug].path for slug in sorted(edition.pages)),
        "section": (section.slug for section in edition.sections),
        "topic": edition.topics,
        "author": edition.authors,
    }


@dataclass
class SitePlan:
    """The plan of a whole edition.

    kept: the subjects of pages with an unchanged plan, by the pages' paths. fresh: the files that
    were planned now. files: those of them that belong to no subject. subjects: all, in their order.
    plans: what to remember of subjects that were planned now. known: the subjects with a remembered
    plan, from the last build or from this one. listings: the listings of pages, by subject.
    """

    planners: Planners
    content: Path
    kept: dict[str, str] = field(default_factory=dict)
    fresh: list[Output] = field(default_factory=list)
    files: tuple[Output, ...] = ()
    subjects: list[str] = field(default_factory=list)
    plans: dict[str, Planned] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    listings: dict[str, tuple[Listing, ...]] = field(default_factory=dict)

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
            for output in self.outputs_of(subject)
            if output.path in wanted
        ]
        for path in wanted:
            del self.kept[path]
        self.fresh += found
        return found

    def outputs_of(self, subject: str) -> list[Output]:
        """Return the files about a subject, planned now."""
        kind, _, shard = subject.partition(" ")
        if kind not in self.planners.indexes:
            return self.planners.plan(subject)
        return self.planners.plan_index(subject, self._shard(kind, shard))

    def _shard(self, kind: str, shard: str) -> Sequence[Listing]:
        index, _ = self.planners.indexes[kind]
        return in_shards(index, chain.from_iterable(self.listings.values()), [shard]).get(shard, ())

    def keep(self, subject: str, before: Planned) -> None:
        """Take over the plan of a subject from the last build."""
        self.known.add(subject)
        for path in before.paths:
            self.kept[path] = subject
        self.fresh += (bring_back(file, self.content) for file in before.files)
        self.listings[subject] = before.listings

    def take(self, subject: str, outputs: Sequence[Output], dependencies: bytes) -> None:
        """Add the new plan of a subject, and remember it if all its files can be stored."""
        made = [each for each in outputs if isinstance(each, (Page, Document))]
        files = keep(
            (each for each in outputs if isinstance(each, (Copy, Derivative))), self.content
        )
        self.fresh += outputs
        self.listings[subject] = tuple(each.listing for each in made if each.listing is not None)
        if files is not None:
            paths = tuple(each.path for each in made)
            row = Planned(dependencies, paths, self.listings[subject], files)
            self.plans[subject] = row
            self.known.add(subject)


def site_plan(
    edition: Edition,
    planners: Planners,
    changes: Changes,
    last: Mapping[str, Planned],
    files: Iterable[Output] = (),
) -> SitePlan:
    """Return the plan of an edition.

    last: the remembered plans, by subject. files: those that belong to no subject.
    """
    plan = SitePlan(
        planners, edition.content, files=tuple(files), subjects=list(planners.subjects(edition))
    )
    for subject in plan.subjects:
        before = last.get(subject)
        if before is not None and changes.is_current(before.dependencies):
            plan.keep(subject, before)
            continue
        with planners.composer.queries.recording() as names:
            outputs = planners.plan(subject)
        plan.take(subject, outputs, changes.dependencies(names))
    for kind in planners.indexes:
        _plan_index(kind, plan, changes, last)
    plan.fresh = each_file_once([*plan.fresh, *plan.files])
    return plan


def _plan_index(kind: str, plan: SitePlan, changes: Changes, last: Mapping[str, Planned]) -> None:
    """Plan the shards of an index; those with the same listings as before are kept."""
    index, _ = plan.planners.indexes[kind]
    own = f"{kind} "
    known = {each.removeprefix(own): each for each in last if each.startswith(own)}
    touched = {
        shard for each in _changed_listings(plan, last) if (shard := index.shard(each)) is not None
    }
    touched |= {
        shard for shard, each in known.items() if not changes.is_current(last[each].dependencies)
    }
    listings = chain.from_iterable(of for each, of in plan.listings.items())
    for shard, of in in_shards(index, list(listings), touched).items() if touched else ():
        subject = f"{kind} {shard}"
        with plan.planners.composer.queries.recording() as names:
            outputs = plan.planners.plan_index(subject, of)
        plan.subjects.append(subject)
        plan.take(subject, outputs, changes.dependencies(names))
    for shard in sorted(known.keys() - touched):
        plan.subjects.append(known[shard])
        plan.keep(known[shard], last[known[shard]])


def _changed_listings(plan: SitePlan, last: Mapping[str, Planned]) -> Iterator[Listing]:
    """Yield the listings of subjects that are new, gone or planned otherwise than before."""
    indexes = plan.planners.indexes
    planned = plan.listings.keys() - (plan.known - plan.plans.keys())
    for subject in planned | (last.keys() - plan.listings.keys()):
        if subject.partition(" ")[0] in indexes:
            continue
        before = last[subject].listings if subject in last else ()
        now = plan.listings.get(subject, ())
        if before != now:
            yield from before
            yield from now


def clashes(plan: SitePlan, printed: Collection[str]) -> list[Fault]:
    """Report files outside the output folder, and two that claim one path.

    printed: the paths of the last edition, which did not clash. So a kept page can clash only with
    a new path; if one does, it is planned again, so that both sides can be named.
    """
    new = [output for output in plan.fresh if output.path not in printed]
    taken = any(output.path in plan.kept for output in plan.fresh)
    if plan.kept and (taken or new):
        kept = _Claims(plan.kept)
        if taken or any(map(kept.touches, new)):
            pages = [output for each in plan.subjects for output in plan.outputs_of(each)]
            return collisions(each_file_once([*pages, *plan.files]))
    return collisions(plan.fresh)


class _Claims:
    """The kept paths, compared without regard to case, as some disks do."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._files = set(map(str.casefold, paths))
        self._in_order = sorted(self._files)

    def touches(self, output: Output) -> bool:
        """Say whether a kept path equals an output's path, is below it, or is above it."""
        path = output.path.casefold()
        parts = path.split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        return self._has_folder(f"{path}/") or any(each in self._files for each in above)

    def _has_folder(self, folder: str) -> bool:
        place = bisect_left(self._in_order, folder)
        return place < len(self._in_order) and self._in_order[place].startswith(folder)


def _own(
    planner: Callable[..., Iterable[Output]],
    outputs: Iterable[Output],
    capability: Capability | None,
) -> Iterator[Output]:
    """Yield what a planner of a capability returned, none of it made by another object's method.

    A capability holds settings only. Another object could hold stories that no page may see.
    """
    require(is_list(outputs), planner, outputs, "a list of outputs")
    for output in outputs:
        require(isinstance(output, Output), planner, output, "outputs only")
        if isinstance(output, (Page, Document)):
            maker = getattr(output.make, "__self__", capability)
            if maker is not capability:
                raise TypeError(f"{output.path}: pages are made by functions of a module")
        yield output

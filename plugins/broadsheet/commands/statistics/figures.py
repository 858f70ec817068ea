"""Figures: the numbers of a paper, counted from its plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import datetime
from statistics import median
from typing import TypeVar
from urllib.parse import urlsplit

from msgspec import Struct

from broadsheet.build.plan import Plan
from broadsheet.commands.external.collecting import outward, visible_texts
from broadsheet.commands.statistics.page_sizes import Sizes
from broadsheet.content.edition import Edition, is_public
from broadsheet.site.uris import ascii_host
from broadsheet.story.model import Story

Key = TypeVar("Key", bound=Hashable)


class Stories(Struct, frozen=True):
    """How many stories there are. Translations are among the public ones, not among the groups.

    corrections: how many in all; corrected: stories with any. faulty: those that could not be
    counted, since a check finds errors in their front matter. words: of all public stories.
    """

    public: int
    translations: int
    withdrawn: int
    scheduled: int
    drafts: int
    faulty: int
    corrected: int
    corrections: int
    words: int
    words_median: float


class Group(Struct, frozen=True):
    """The stories of a month, a section or an author. latest: the day of the latest one."""

    name: str
    stories: int
    words_median: float
    latest: str


class Uncredited(Struct, frozen=True):
    """A picture without a credit, at its place in a file."""

    path: str
    line: int
    what: str


class Host(Struct, frozen=True):
    """Another site. links: how many lead there. texts: from how many files."""

    host: str
    links: int
    texts: int


class Waiting(Struct, frozen=True):
    """A story that readers will see without an edit. at: when, in the paper's zone."""

    path: str
    title: str
    section: str
    at: str
    has_embargo: bool


class Draft(Struct, frozen=True):
    """A draft."""

    path: str
    title: str


class Figures(Struct, frozen=True):
    """The numbers of a paper; docs/reports.md explains the fields.

    sizes: None where there has been no build.
    """

    version: int
    paper: str
    now: str
    stories: Stories
    months: tuple[Group, ...]
    sections: tuple[Group, ...]
    authors: tuple[Group, ...]
    pictures_without_credit: tuple[Uncredited, ...]
    links_out: tuple[Host, ...]
    scheduled: tuple[Waiting, ...]
    drafts: tuple[Draft, ...]
    sizes: Sizes | None


def figures_of(plan: Plan, sizes: Sizes | None) -> Figures:
    """Return the numbers of a paper as readers see it. The plan's session must be open."""
    edition = plan.edition
    words, hosts = _read_texts(plan)
    return Figures(
        version=1,
        paper=edition.site.name,
        now=_moment(edition.now, edition),
        stories=_stories(plan, words),
        months=_months(edition, words),
        sections=_most_first(
            _group(section.name, edition.by_section.get(section.slug, ()), edition, words)
            for section in edition.sections
        ),
        authors=_most_first(
            _group(author.name, edition.by_author.get(key, ()), edition, words)
            for key, author in edition.authors.items()
        ),
        pictures_without_credit=_uncredited(plan),
        links_out=hosts,
        scheduled=_scheduled(edition),
        drafts=tuple(
            Draft(story.path, story.title)
            for story in sorted(edition.loaded.stories, key=lambda each: each.path)
            if story.draft
        ),
        sizes=sizes,
    )


def _read_texts(plan: Plan) -> tuple[dict[str, int], tuple[Host, ...]]:
    """Return the words of each text by its file, and the hosts that texts link to."""
    words: dict[str, int] = {}
    links: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for item, body in visible_texts(plan):
        words[item.path] = body.words
        found = Counter(map(_host, (link for link, _ in outward(plan.edition, item, body))))
        links.update(found)
        texts.update(found.keys())
    hosts = (Host(host, number, texts[host]) for host, number in links.items())
    return words, tuple(sorted(hosts, key=lambda each: (-each.links, each.host)))


def _host(link: str) -> str:
    try:
        return ascii_host(urlsplit(link).hostname or "").removeprefix("www.")
    except ValueError:
        return link


def _stories(plan: Plan, words: Mapping[str, int]) -> Stories:
    edition, loaded = plan.edition, plan.edition.loaded
    lengths = [words[story.path] for story in edition.stories]
    return Stories(
        public=len(edition.stories),
        translations=len(edition.stories) - len(edition.originals),
        withdrawn=len(edition.withdrawn),
        scheduled=sum(_will_be_public(story, edition) for story in loaded.stories),
        drafts=sum(story.draft for story in loaded.stories),
        faulty=len(loaded.faulty),
        corrected=len(edition.corrected),
        corrections=sum(len(story.corrected) for story in edition.corrected),
        words=sum(lengths),
        words_median=_median(lengths),
    )


def _months(edition: Edition, words: Mapping[str, int]) -> tuple[Group, ...]:
    """Return the stories by months of the paper's zone, the latest month first."""
    months: dict[str, list[Story]] = defaultdict(list)
    for story in edition.originals:
        months[f"{edition.day_of(story):%Y-%m}"].append(story)
    return tuple(
        _group(month, months[month], edition, words) for month in sorted(months, reverse=True)
    )


def _group(
    name: str, stories: Iterable[Story], edition: Edition, words: Mapping[str, int]
) -> Group:
    """Return the numbers of some stories, which are latest first."""
    listed = tuple(stories)
    latest = edition.day_of(listed[0]).isoformat() if listed else ""
    return Group(name, len(listed), _median([words[each.path] for each in listed]), latest)


def _most_first(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda each: (-each.stories, each.name)))


def _uncredited(plan: Plan) -> tuple[Uncredited, ...]:
    verdict = plan.verdict
    found = (
        Uncredited(fault.path, fault.line, fault.what)
        for fault in (*verdict.errors, *verdict.warnings)
        if fault.kind == "credit-missing"
    )
    return tuple(sorted(found, key=lambda each: (each.path, each.line, each.what)))


def _scheduled(edition: Edition) -> tuple[Waiting, ...]:
    waiting = [each for each in edition.loaded.stories if _will_be_public(each, edition)]
    return tuple(
        Waiting(
            path=story.path,
            title=story.title,
            section=edition.section_of(story).name,
            at=_moment(story.public_from, edition),
            has_embargo=bool(story.embargo and story.embargo >= story.date),
        )
        for story in sorted(waiting, key=lambda each: (each.public_from, each.path))
    )


def _will_be_public(story: Story, edition: Edition) -> bool:
    return not (story.draft or story.withdrawn or is_public(story, edition.now))


def _moment(moment: datetime, edition: Edition) -> str:
    return moment.astimezone(edition.site.zone).isoformat(timespec="minutes")


def _median(numbers: list[int]) -> float:
    return float(median(numbers)) if numbers else 0.0

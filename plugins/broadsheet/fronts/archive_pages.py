"""Pages of archives: those of the whole paper with their index, and those of each front."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from broadsheet.content.edition import Edition
from broadsheet.fronts.archives import Place, Volume, has_enough, months
from broadsheet.fronts.old_addresses import redirect
from broadsheet.incremental.queries import Changes, Query
from broadsheet.site.outputs import Output, page
from broadsheet.site.settings import Section
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.records import Link, LinkGroup, MonthLink, YearOfMonths

_ARCHIVE = "/archive/"


@dataclass(frozen=True)
class Months(Query):
    """The query `months`: how many stories the paper had in each month, with the month's page."""

    edition: Edition

    def value(self, key: str) -> tuple[tuple[date, int, Place], ...]:
        """Return the first days of the months that have stories, the latest first."""
        return self._known

    @cached_property
    def _known(self) -> tuple[tuple[date, int, Place], ...]:
        found = (
            (begins, count, volume.place)
            for volume in months(self.edition.originals, self.edition.day_of)
            for begins, count in volume.months
        )
        return tuple(sorted(found, reverse=True, key=lambda each: each[0]))

    def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return the one key where the list of all stories has changed."""
        return last if "" in changes.changed("list") else ()


def paper_archive(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the archive of the whole paper, by month, and the page that leads to all of it."""
    heading = composer.words.gettext("Archive")
    told = [each for each in composer.sections if composer.stories(f"section {each.slug}")]
    yield page(
        _ARCHIVE,
        "archive_index.html",
        archive_index_inputs,
        composer.ask("months", ""),
        tuple(told),
        origin="the archive's index",
        listing=composer.listing(_ARCHIVE, "list", heading),
    )
    volumes = months(composer.stories(), composer.day_of)
    yield from archive_pages(_ARCHIVE, heading, volumes, composer)


def archive_index_inputs(
    composer: Composer,
    counts: Sequence[tuple[date, int, Place]],
    sections: Sequence[Section],
) -> Mapping[str, Any]:
    """Return the inputs of the archive's index: years with their months, and the sections.

    counts: see `Months`. sections: those with stories, whose fronts have archives at their feet.
    """
    heading = composer.words.gettext("Archive")
    told = {(begins.year, begins.month): (count, place) for begins, count, place in counts}
    years = sorted({year for year, _ in told}, reverse=True)

    def link(year: int, month: int) -> MonthLink:
        name = composer.dates.short_month(date(year, month, 1))
        if (year, month) not in told:
            return MonthLink(name, None, 0)
        count, place = told[year, month]
        return MonthLink(name, _url(_ARCHIVE, place, composer), count)

    return {
        "page": composer.meta(_ARCHIVE, heading),
        "heading": heading,
        "years": tuple(
            YearOfMonths(str(year), tuple(link(year, month) for month in range(1, 13)))
            for year in years
        ),
        "sections": tuple(map(composer.section_link, sections)),
    }


def archive_pages(
    front: str,
    label: str,
    volumes: Sequence[Volume],
    composer: Composer,
    aliases: Sequence[str] = (),
    *,
    sectioned: bool = True,
) -> Iterator[Output]:
    """Yield the archive of a front, and what leads there from where parts of it stood before.

    front, label: its address and its name. volumes: the latest first. aliases: those of the
    front's file. sectioned: whether its stories say of which section they are.
    """
    for number, volume in enumerate(volumes):
        before = volumes[number + 1].place if number + 1 < len(volumes) else None
        path = front + volume.place.path
        title = f"{label}, {volume.place.label(composer.dates)}"
        beside = [(each.place, len(each.stories)) for each in volumes if volume.is_beside(each)]
        yield page(
            path,
            "archive.html",
            archive_inputs,
            front,
            label,
            volume.place,
            before,
            tuple(beside),
            volume.joined,
            paths_of(volume.stories),
            sectioned,
            origin=f"the archive of {label}, {volume.place.path.strip('/')}",
            listing=composer.listing(path, "archive", title, indexable=has_enough(volume.stories)),
        )
        for month, _ in volume.joined:
            yield redirect(front + month.path, path, origin=f"the archive of {label}")
    for former in composer.former_fronts(front, aliases):
        for volume in volumes:
            for place in (volume.place, *(month for month, _ in volume.joined)):
                old, path = former + place.path, front + volume.place.path
                if old not in aliases and not composer.ask("moved_from", old):
                    yield redirect(old, path, origin=f"the old {former}")


def archive_inputs(
    composer: Composer,
    front: str,
    label: str,
    place: Place,
    before: Place | None,
    beside: Sequence[tuple[Place, int]],
    joined: Sequence[tuple[Place, int]],
    paths: Sequence[str],
    sectioned: bool,
) -> Mapping[str, Any]:
    """Return the inputs of a period of an archive.

    before: the period before it. beside: of a year, the months that have pages of their own, and
    joined: those that stand on its own, each with the number of its stories. paths: the files of
    its stories. All else as for `archive_pages`.
    """
    heading = place.label(composer.dates)
    return {
        "page": composer.meta(
            front + place.path,
            f"{label}, {heading}",
            description=composer.all_stories_of(f"{label}, {heading}"),
            robots=None if has_enough(paths) else "noindex, follow",
        ),
        "heading": heading,
        "parent": Link(label, composer.addresses.site_url(front)),
        "months": _months_of_year(front, beside, joined, composer) if beside else (),
        "sectioned": sectioned,
        "cards": composer.cards(paths),
        "earlier": _link(front, before, composer) if before else None,
    }


def _months_of_year(
    front: str,
    beside: Sequence[tuple[Place, int]],
    joined: Sequence[tuple[Place, int]],
    composer: Composer,
) -> tuple[MonthLink, ...]:
    """Return the months of a year that have stories, in their order; see `archive_inputs`."""
    urls = {place: _url(front, place, composer) for place, _ in beside}
    return tuple(
        MonthLink(composer.dates.short_month(place.begins), urls.get(place), count)
        for place, count in sorted((*beside, *joined), key=lambda each: each[0].begins)
    )


def years_of(front: str, places: Iterable[Place], composer: Composer) -> tuple[LinkGroup, ...]:
    """Return the links to an archive by year, for the foot of a front."""
    links = tuple(_link(front, place, composer) for place in places)
    return (LinkGroup(None, links),) if links else ()


def months_of(front: str, places: Iterable[Place], composer: Composer) -> tuple[LinkGroup, ...]:
    """Return the links to an archive by month, under their years, for the foot of a front.

    A year leads to the page of those of its months that have none of their own. Years that have
    nothing but such a page stand in a row.
    """
    groups: list[LinkGroup] = []
    for year, of in groupby(places, lambda place: place.begins.year):
        found = list(of)
        own = tuple(
            Link(composer.dates.month_of_year(each.begins), _url(front, each, composer))
            for each in found
            if each.period == "month"
        )
        rest = next((_link(front, each, composer) for each in found if each.period == "year"), None)
        if own or rest is None:
            groups.append(LinkGroup(str(year), own, rest.url if rest else None))
        elif groups and groups[-1].label is None:
            groups[-1] = LinkGroup(None, (*groups[-1].links, rest))
        else:
            groups.append(LinkGroup(None, (rest,)))
    return tuple(groups)


def paths_of(stories: Iterable[Story]) -> tuple[str, ...]:
    """Return the files of stories."""
    return tuple(story.path for story in stories)


def _link(front: str, place: Place, composer: Composer) -> Link:
    return Link(place.label(composer.dates), _url(front, place, composer))


def _url(front: str, place: Place, composer: Composer) -> str:
    return composer.addresses.site_url(front + place.path)

"""Corrections as a capability: /corrections/, and a page for each year below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from msgspec import Struct

from broadsheet.api import Capability, Composer, Link, Output, Planner, Settings, Story, page
from broadsheet.corrections.settings import CorrectionsSettings
from broadsheet.views.records import CorrectionView, LinkGroup
from broadsheet.views.written_pages import written_page
from broadsheet.words import N_

PATH = "/corrections/"
HEADING = N_("Corrections")


class Entry(NamedTuple):
    """A correction in a plan. number: which of the story's corrections it is, from 0."""

    day: date
    moment: datetime
    path: str
    number: int


class EntryView(Struct, frozen=True):
    """A correction as the page lists it, with the story that it corrects."""

    correction: CorrectionView
    story: Link


class Corrections(Capability[CorrectionsSettings]):
    """Prints the corrections of all stories that readers may see, translations among them."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.footer_links = ((HEADING, PATH),)
        self.page_slugs = frozenset({PATH.strip("/")})

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of the page and of the pages of years."""
        return {"corrections": self.pages}

    def pages(self, composer: Composer, _: str) -> Iterator[Output]:
        """Yield the page, and one for each year with a correction."""
        entries = _entries(composer.stories("corrected"))
        years = {year: tuple(of) for year, of in groupby(entries, lambda entry: entry.day.year)}
        written = composer.static_page(PATH.strip("/"))
        heading = written.heading if written else composer.words.gettext(HEADING)
        yield page(
            PATH,
            "corrections.html",
            latest_inputs,
            tuple(entries[: self.settings.length]),
            tuple(years),
            origin=written.path if written else "the page of corrections",
            listing=composer.listing(PATH, "page", heading),
        )
        for year, of in years.items():
            path = _path_of(year)
            yield page(
                path,
                "corrections_of_year.html",
                year_inputs,
                year,
                of,
                origin=f"the corrections of {year}",
                listing=composer.listing(path, "archive", f"{heading}, {year}"),
            )


def latest_inputs(
    composer: Composer, latest: Sequence[Entry], years: Sequence[int]
) -> Mapping[str, Any]:
    """Return the inputs of the page: what the editors have written for it, and the latest."""
    site_url = composer.addresses.site_url
    links = tuple(Link(str(year), site_url(_path_of(year))) for year in years)
    return {
        **written_page(composer, PATH.strip("/"), composer.words.gettext(HEADING), PATH),
        "entries": _views(latest, composer),
        "years": (LinkGroup(None, links),) if links else (),
    }


def year_inputs(composer: Composer, year: int, entries: Sequence[Entry]) -> Mapping[str, Any]:
    """Return the inputs of the page of a year."""
    heading = composer.words.gettext(HEADING)
    return {
        "page": composer.meta(_path_of(year), f"{heading}, {year}"),
        "heading": str(year),
        "parent": Link(heading, composer.addresses.site_url(PATH)),
        "entries": _views(entries, composer),
    }


def _entries(stories: Sequence[Story]) -> list[Entry]:
    """Return the corrections of stories that stand latest first; the latest correction first."""
    found = [
        Entry(each.day, each.moment, story.path, number)
        for story in stories
        for number, each in reversed(list(enumerate(story.corrected)))
    ]
    return sorted(found, key=lambda entry: (entry.day, entry.moment), reverse=True)


def _views(entries: Sequence[Entry], composer: Composer) -> tuple[EntryView, ...]:
    return tuple(_view(entry, composer) for entry in entries)


def _view(entry: Entry, composer: Composer) -> EntryView:
    story = composer.story_at(entry.path)
    lang = story.lang if story.lang != composer.paper.lang else None
    link = Link(story.title, composer.story_url(story), lang)
    return EntryView(composer.corrections(entry.path)[entry.number], link)


def _path_of(year: int) -> str:
    return f"{PATH}{year:04d}/"

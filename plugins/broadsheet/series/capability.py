"""Series as a capability: their fronts, and what leads from one part to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from broadsheet.api import (
    Capability,
    Card,
    Composer,
    Contributor,
    Edition,
    Fault,
    Link,
    Output,
    Planner,
    Query,
    SeriesPart,
    Story,
    page,
)
from broadsheet.series.keys import SeriesKeys
from broadsheet.series.parts import (
    PART,
    SERIES,
    AllSeries,
    Part,
    PartByPath,
    Series,
    SeriesByKey,
    membership_of,
)
from broadsheet.series.settings import SeriesSettings


class PartView(Struct, frozen=True):
    """A story's place in its series. before, after: its neighbours, None at an end."""

    series: Link
    number: int
    before: Link | None
    after: Link | None


class NumberedCard(Struct, frozen=True):
    """A part as the front of its series lists it."""

    number: int
    card: Card


class SeriesOfStories(Capability[SeriesSettings]):
    """Plans the fronts of series, and tells each part of its neighbours.

    A page of a part names these alone, so that a new part changes one older page and not all.
    """

    story_keys = SeriesKeys
    added_inputs = ("part",)

    def _series(self, edition: Edition) -> AllSeries:
        return AllSeries(edition, self.settings.named)

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report what is wrong with the names of series and the numbers of their parts."""
        return self._series(edition).faults()

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the queries for a series and for the place of a story in it."""
        series = self._series(edition)
        return {SERIES: SeriesByKey(series), PART: PartByPath(series)}

    def families(self, edition: Edition) -> Mapping[str, Iterable[str]]:
        """Return the family of all series, by the keys of their names."""
        return {SERIES: tuple(self._series(edition).by_key)}

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of the front of a series."""
        return {SERIES: series_front}

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells search engines of a story's series."""
        return {(Story, SeriesPart): part_of}

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        """Return the place of a story in its series, None for one without."""
        place = _place(story, composer)
        return {"part": _view(place, composer) if place else None}


def _place(story: Story, composer: Composer) -> Part | None:
    # Of a story without a series nothing is asked: most are such.
    place: Part | None = composer.ask(PART, story.path) if membership_of(story) else None
    return place


def _view(place: Part, composer: Composer) -> PartView:
    def link(path: str | None) -> Link | None:
        if path is None:
            return None
        story = composer.story_at(path)
        lang = story.lang if story.lang != composer.paper.lang else None
        return Link(story.title, composer.story_url(story), lang)

    series = Link(place.name, composer.addresses.site_url(place.path))
    return PartView(series, place.number, link(place.before), link(place.after))


def part_of(story: Story, composer: Composer) -> SeriesPart | None:
    """Return the place of a story in its series, for other programs."""
    place = _place(story, composer)
    if place is None:
        return None
    addresses = composer.addresses
    url = addresses.absolute(addresses.site_url(place.path))
    beside = (composer.story_at(each).slug for each in (place.before, place.after) if each)
    return SeriesPart(place.name, url, place.number, tuple(beside))


def series_front(composer: Composer, key: str) -> Iterator[Output]:
    """Yield the front of a series."""
    series: Series = composer.ask(SERIES, key)
    yield page(
        series.path,
        "series.html",
        front_inputs,
        key,
        origin=f"the front of the series {series.name}",
        listing=composer.listing(series.path, "series", series.name),
    )


def front_inputs(composer: Composer, key: str) -> Mapping[str, Any]:
    """Return the inputs of the front of a series: its parts in their order."""
    series: Series = composer.ask(SERIES, key)
    places: list[Part] = [composer.ask(PART, path) for path in series.parts]
    feeds = composer.feed_links(series.name, composer.feeds.of_series(series.slug))
    return {
        "page": composer.meta(
            series.path,
            series.name,
            description=series.description or composer.all_stories_of(series.name),
            feeds=feeds,
        ),
        "feed": feeds[0] if feeds else None,
        "heading": series.name,
        "description": series.description,
        "parts": tuple(
            NumberedCard(place.number, card)
            for place, card in zip(places, composer.cards(series.parts), strict=True)
        ),
    }

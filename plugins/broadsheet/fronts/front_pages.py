"""Fronts of sections, topics and authors, each with its archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from broadsheet.content.edition import Topic
from broadsheet.fronts.archives import Place, Volume, volumes
from broadsheet.fronts.editing import FRONT, Order
from broadsheet.fronts.old_addresses import redirect, redirects
from broadsheet.fronts.wordings import announcements_of, cards_as_worded
from broadsheet.site.outputs import Output, page
from broadsheet.site.settings import Section
from broadsheet.site.web_addresses import printed_address
from broadsheet.story.model import Author, Story
from broadsheet.views.composer import Composer
from broadsheet.views.records import Card, Link, LinkGroup

_FEWEST_INDEXED = 5  # stories


def section_fronts(composer: Composer, slug: str, length: int) -> Iterator[Output]:
    """Yield the front of a section, with so many stories, and its archive by month."""
    section = next(each for each in composer.sections if each.slug == slug)
    path = composer.addresses.section(section)
    order: Order = composer.ask(FRONT, slug)
    stories = composer.stories(f"section {slug}")
    pinned = [*order.pinned, *order.below]
    newest = [path for path in _paths(stories[: length + len(pinned)]) if path not in pinned]
    months = volumes(stories, "month", composer.day_of)
    yield page(
        path,
        "front.html",
        section_inputs,
        section,
        order,
        (*order.pinned, *newest)[:length],
        _places(months),
        origin=f"the front of the section {section.name}",
        listing=composer.listing(path, "section", section.name),
    )
    yield from _archive_pages(path, section.name, months, composer)


def section_inputs(
    composer: Composer,
    section: Section,
    order: Order,
    paths: Sequence[str],
    months: Sequence[Place],
) -> Mapping[str, Any]:
    """Return the inputs of a section's front. order: of editors. paths: of its stories' files."""
    path = composer.addresses.section(section)
    feeds = composer.feed_links(section.name, composer.feeds.of_section(section.slug))
    return {
        "page": composer.meta(
            path,
            section.name,
            description=section.description or composer.all_stories_of(section.name),
            section_url=composer.section_link(section).url,
            announcements=announcements_of(order),
            feeds=feeds,
        ),
        "heading": section.name,
        "kind": "section",
        "description": section.description,
        "layout": order.layout,
        "below": composer.cards(order.below),
        **_lead_and_rest(cards_as_worded(paths, order, composer)),
        "archives": _months_by_year(path, months, composer),
        "feed": feeds[0] if feeds else None,
    }


def topic_fronts(composer: Composer, key: str, length: int) -> Iterator[Output]:
    """Yield the front of a topic, with so many stories, and its archive by year."""
    topic: Topic = composer.ask("topic", key)
    path = composer.addresses.topic(topic.slug)
    stories = composer.stories(f"topic {key}")
    years = volumes(stories, "year", composer.day_of)
    yield page(
        path,
        "front.html",
        topic_inputs,
        topic,
        _paths(stories[:length]),
        _places(years),
        origin=f"the front of the topic {topic.name}",
        listing=composer.listing(path, "topic", topic.name),
    )
    yield from _archive_pages(path, topic.name, years, composer)


def topic_inputs(
    composer: Composer, topic: Topic, latest: Sequence[str], years: Sequence[Place]
) -> Mapping[str, Any]:
    """Return the inputs of a topic's front. latest: the files of its stories."""
    path = composer.addresses.topic(topic.slug)
    feeds = composer.feed_links(topic.name, composer.feeds.of_topic(topic.slug))
    return {
        "page": composer.meta(
            path, topic.name, description=composer.all_stories_of(topic.name), feeds=feeds
        ),
        "heading": topic.name,
        "kind": "topic",
        "description": None,
        "layout": None,
        "below": (),
        **_lead_and_rest(composer.cards(latest)),
        "archives": _years(path, years, composer),
        "feed": feeds[0] if feeds else None,
    }


def author_fronts(composer: Composer, key: str, length: int) -> Iterator[Output]:
    """Yield the page of an author, with so many stories, and its archive by year."""
    author: Author = composer.ask("author", key)
    path = composer.addresses.author(author.slug)
    stories = composer.stories(f"author {key}")
    pictures = composer.pictures_in(author.path, author.portrait) if author.path else ()
    years = volumes(stories, "year", composer.day_of)
    yield page(
        path,
        "author.html",
        author_inputs,
        author.name,
        _paths(stories[:length]),
        _places(years),
        origin=author.path or f"the page of {author.name}",
        listing=composer.listing(path, "author", author.name, pictures=pictures),
    )
    yield from _archive_pages(path, author.name, years, composer, author.aliases)
    yield from redirects(author, path)


def author_inputs(
    composer: Composer, name: str, latest: Sequence[str], years: Sequence[Place]
) -> Mapping[str, Any]:
    """Return the inputs of an author's page. latest: the files of their stories."""
    author = composer.author_at(name)
    addresses = composer.addresses
    path = addresses.author(author.slug)
    feeds = composer.feed_links(author.name, composer.feeds.of_author(author.slug))
    portrait = composer.figure(author.portrait, author.path)
    return {
        "page": composer.meta(
            path,
            author.name,
            description=author.role or composer.all_stories_of(author.name),
            image=portrait or composer.social_card,
            feeds=feeds,
            accounts=(author.fediverse,) if author.fediverse else (),
        ),
        "name": author.name,
        "role": author.role,
        "bio": composer.body(author.path, path, "page") if author.path else (),
        "picture": portrait,
        "email": author.email,
        "links": tuple(Link(label, printed_address(url, addresses)) for label, url in author.links),
        "cards": composer.cards(latest),
        "archives": _years(path, years, composer),
        "feed": feeds[0] if feeds else None,
    }


def archive_inputs(
    composer: Composer,
    front: str,
    label: str,
    place: Place,
    before: Place | None,
    paths: Sequence[str],
) -> Mapping[str, Any]:
    """Return the inputs of a closed period of an archive.

    front, label: the address and the name of the front it belongs to. before: the period before
    it. paths: the files of its stories.
    """
    heading = place.label(composer.dates)
    return {
        "page": composer.meta(
            front + place.path,
            f"{label}, {heading}",
            description=composer.all_stories_of(f"{label}, {heading}"),
            robots=None if _is_indexable(paths) else "noindex, follow",
        ),
        "heading": heading,
        "parent": Link(label, composer.addresses.site_url(front)),
        "cards": composer.cards(paths),
        "earlier": _link(front, before, composer) if before else None,
    }


def _is_indexable(stories: Sequence[object]) -> bool:
    """Say whether a page of an archive has enough to be found for; each story has a page anyway."""
    return len(stories) >= _FEWEST_INDEXED


def _paths(stories: Iterable[Story]) -> tuple[str, ...]:
    return tuple(story.path for story in stories)


def _places(closed: Sequence[Volume]) -> tuple[Place, ...]:
    return tuple(volume.place for volume in closed)


def _lead_and_rest(cards: tuple[Card, ...]) -> Mapping[str, Any]:
    return {"lead": cards[0] if cards else None, "cards": cards[1:]}


def _archive_pages(
    front: str,
    label: str,
    closed: Sequence[Volume],
    composer: Composer,
    aliases: Sequence[str] = (),
) -> Iterator[Output]:
    """Yield the archive of a front, and what leads there from where the front stood before.

    aliases: those of the front's file.
    """
    for number, volume in enumerate(closed):
        before = closed[number + 1].place if number + 1 < len(closed) else None
        path = front + volume.place.path
        title = f"{label}, {volume.place.label(composer.dates)}"
        yield page(
            path,
            "archive.html",
            archive_inputs,
            front,
            label,
            volume.place,
            before,
            _paths(volume.stories),
            origin=f"the archive of {label}, {volume.place.path.strip('/')}",
            listing=composer.listing(
                path, "archive", title, indexable=_is_indexable(volume.stories)
            ),
        )
    for former in composer.former_fronts(front, aliases):
        for volume in closed:
            old, path = former + volume.place.path, front + volume.place.path
            if old not in aliases and not composer.ask("moved_from", old):
                yield redirect(old, path, origin=f"the old {former}")


def _link(front: str, place: Place, composer: Composer) -> Link:
    return Link(place.label(composer.dates), composer.addresses.site_url(front + place.path))


def _years(front: str, places: Sequence[Place], composer: Composer) -> tuple[LinkGroup, ...]:
    links = tuple(_link(front, place, composer) for place in places)
    return (LinkGroup(None, links),) if links else ()


def _months_by_year(
    front: str, places: Sequence[Place], composer: Composer
) -> tuple[LinkGroup, ...]:
    return tuple(
        LinkGroup(str(year), tuple(_link(front, place, composer) for place in months))
        for year, months in groupby(places, lambda place: place.begins.year)
    )

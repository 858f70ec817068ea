"""Syndication as a capability: which feeds there are and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from msgspec import Struct

from broadsheet.content.edition import Edition, Topic
from broadsheet.incremental.queries import Query
from broadsheet.plan.capability import Capability, Planner
from broadsheet.reporting.faults import Fault
from broadsheet.site.addresses import Feeds, json_beside
from broadsheet.site.outputs import FEED, Listing, Output, document
from broadsheet.site.settings import Settings
from broadsheet.story.model import Author, Story
from broadsheet.syndication.atom import write_atom
from broadsheet.syndication.entries import BODY, FeedEntry, FeedHead, Shown, entry_of, goes_out
from broadsheet.syndication.id_list import LIST, read_list
from broadsheet.syndication.ids import LISTED, Listed
from broadsheet.syndication.json_feed import write_json
from broadsheet.syndication.settings import FeedSettings
from broadsheet.views.composer import Composer
from broadsheet.views.records import Link
from broadsheet.words import N_

SERIES = "series"
"""The family of series, and the query for one; only a paper with that plugin has them."""

STYLESHEET = "syndication/feed.css"
"""By which browsers show feeds in Atom; among the files of the theme."""


class _List(Struct, frozen=True):
    """A list of stories that has a feed.

    path: of its feed in Atom. front: of the page that it belongs to. former:
    where the feed lay before. title, subtitle: what the feed is called, and what it says below.
    """

    stories: Sequence[Story]
    path: str
    front: str
    title: str
    subtitle: str
    former: tuple[str, ...] = ()


class Syndication(Capability[FeedSettings]):
    """Plans the feeds at the addresses of Pelican's FEED_ALL_ATOM and its relatives."""

    media = ("feed",)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        own = self.settings
        paths = (own.site, own.sections, own.authors, own.topics, own.series)
        places = (f"/{path}" if path else None for path in paths)
        self.feeds = Feeds(own.with_json, own.hub, *places)
        if self.feeds.site:
            self.footer_links = ((N_("Feed"), self.feeds.site),)

    def is_record(self, path: str) -> bool:
        """Say whether a content path is that of the list of ids."""
        return path == LIST

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report what is wrong with the list of ids."""
        return read_list(edition.content)[1]

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the query for the ids of the list."""
        return {LISTED: Listed(edition.content)}

    def planners(self) -> Mapping[str, Planner]:
        """Return the planners of the feeds of the site, of sections, topics, authors and series."""
        return {
            "feed": self.site_feed,
            "section": self.section_feed,
            "topic": self.topic_feed,
            "author": self.author_feed,
            SERIES: self.series_feed,
        }

    def site_feed(self, composer: Composer, _: str) -> Iterator[Output]:
        """Yield the feed of the site."""
        paper, path = composer.paper, composer.feeds.site
        if path is not None:
            feed = _List(
                composer.stories(), path, "/", paper.name, paper.tagline or paper.description
            )
            yield from self._outputs(feed, composer)

    def section_feed(self, composer: Composer, slug: str) -> Iterator[Output]:
        """Yield the feed of a section."""
        section = next(each for each in composer.sections if each.slug == slug)
        front = composer.addresses.section(section)
        stories = composer.stories(f"section {slug}")
        yield from self._feed(
            composer.feeds.of_section, stories, front, section.name, section.description, composer
        )

    def topic_feed(self, composer: Composer, key: str) -> Iterator[Output]:
        """Yield the feed of a topic."""
        topic: Topic = composer.ask("topic", key)
        front = composer.addresses.topic(topic.slug)
        yield from self._feed(
            composer.feeds.of_topic,
            composer.stories(f"topic {key}"),
            front,
            topic.name,
            None,
            composer,
        )

    def author_feed(self, composer: Composer, key: str) -> Iterator[Output]:
        """Yield the feed of an author."""
        author: Author = composer.ask("author", key)
        front = composer.addresses.author(author.slug)
        stories, at = composer.stories(f"author {key}"), composer.feeds.of_author
        yield from self._feed(
            at, stories, front, author.name, author.role, composer, author.aliases
        )

    def series_feed(self, composer: Composer, key: str) -> Iterator[Output]:
        """Yield the feed of a series; a paper without the plugin for series has none."""
        if not key:
            return
        series = composer.ask(SERIES, key)
        parts = map(composer.story_at, series.parts)
        latest = sorted(parts, key=lambda story: story.date.timestamp(), reverse=True)
        at = composer.feeds.of_series
        yield from self._feed(at, latest, series.path, series.name, series.description, composer)

    def _feed(
        self,
        path_of: Callable[[str], str | None],
        stories: Sequence[Story],
        front: str,
        name: str,
        told: str | None,
        composer: Composer,
        aliases: Sequence[str] = (),
    ) -> Iterator[Output]:
        """Yield the feed of what has a front of its own.

        path_of: the path of a feed by the slug of the front. stories: the latest first. told:
        what is said of it. aliases: those of the front's file.
        """
        path = path_of(_slug(front))
        if path is None:
            return
        paper = composer.paper.name
        former = map(path_of, map(_slug, composer.former_fronts(front, aliases)))
        feed = _List(
            stories,
            path,
            front,
            title=f"{name} | {paper}",
            subtitle=told or composer.all_stories_of(name),
            former=tuple(filter(None, former)),
        )
        yield from self._outputs(feed, composer)

    def _outputs(self, feed: _List, composer: Composer) -> Iterator[Output]:
        """Yield a feed in all formats.

        Where it lay before it stays too, and names its present address: a program that reads feeds
        follows no page that leads on.
        """
        going_out = (each for each in feed.stories if goes_out(each, composer))
        latest = tuple(story.path for story in islice(going_out, self.settings.length))
        places = (feed.path, *feed.former)
        formats = [(write_atom, feed.path, places)]
        if self.settings.with_json:
            formats.append((write_json, json_beside(feed.path), tuple(map(json_beside, places))))
        for write, path, at in formats:
            kept = (each for each in at[1:] if not composer.ask("moved_from", each))
            for place in (path, *kept):
                listing = Listing(place, FEED, feed.title, composer.paper.lang, indexable=False)
                yield document(
                    place,
                    write,
                    self.feed_inputs,
                    path,
                    feed.front,
                    feed.title,
                    feed.subtitle,
                    latest,
                    origin=f"the feed {path}",
                    template=BODY,
                    listing=listing,
                )

    def feed_inputs(
        self,
        composer: Composer,
        path: str,
        front: str,
        title: str,
        subtitle: str,
        latest: Sequence[str],
    ) -> Mapping[str, Any]:
        """Return the inputs of a feed.

        path: of the feed; front: of the page that it belongs to; latest: the files of its stories.
        """
        addresses, paper, site = composer.addresses, composer.paper, composer.site

        gettext, url = composer.words.gettext, addresses.absolute(addresses.site_url(front))

        def full(url: str | None) -> str | None:
            return addresses.absolute(url) if url else None

        def entry(path: str) -> FeedEntry:
            return entry_of(path, composer, self.settings)

        return {
            "feed": FeedHead(
                title=title,
                subtitle=subtitle or None,
                url=url,
                feed_url=addresses.absolute(addresses.site_url(path)),
                language=paper.lang,
                author=paper.name,
                rights=f"© {paper.publisher.name}",
                shown=Shown(
                    f"{site.theme}/{STYLESHEET}",
                    gettext(
                        "This is a feed. Give its address to a program that reads feeds, and new "
                        "stories come to you."
                    ),
                    Link(gettext("Read them here"), url),
                ),
                icon=full(site.touch_icon or site.favicon_svg),
                favicon=full(site.favicon_ico or site.favicon_svg),
                hub=self.settings.hub,
            ),
            "entries": tuple(composer.kept(FeedEntry, each, entry) for each in latest),
        }


def _slug(front: str) -> str:
    return front.strip("/").rpartition("/")[2]

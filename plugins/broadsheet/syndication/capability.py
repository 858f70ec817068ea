"""Syndication as a capability: which feeds there are and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from itertools import islice
from typing import Any

from broadsheet.content.edition import Edition
from broadsheet.incremental.queries import Query
from broadsheet.plan.capability import Capability, Planner
from broadsheet.reporting.faults import Fault
from broadsheet.site.addresses import Feeds
from broadsheet.site.outputs import Output, document
from broadsheet.site.settings import Settings, Site
from broadsheet.story.model import Author, Story
from broadsheet.syndication.atom import ENTRY, FeedEntry, FeedHead, write_feed
from broadsheet.syndication.excerpt import Excerpt, first_paragraphs
from broadsheet.syndication.id_list import LIST, read_list
from broadsheet.syndication.ids import LISTED, Listed, id_of
from broadsheet.syndication.settings import FeedSettings
from broadsheet.views.composer import Composer
from broadsheet.views.records import Enclosures, Rights
from broadsheet.words import N_


class Syndication(Capability[FeedSettings]):
    """Plans the feeds at the addresses of Pelican's FEED_ALL_ATOM and its relatives."""

    media = ("feed",)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        own = self.settings
        paths = (own.site, own.sections, own.authors)
        self.feeds = Feeds(*(f"/{path}" if path else None for path in paths))
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
        """Return the planners of the feeds of the site, of sections and of authors."""
        return {"feed": self.site_feed, "section": self.section_feed, "author": self.author_feed}

    def site_feed(self, composer: Composer, _: str) -> Iterator[Output]:
        """Yield the feed of the site."""
        yield from self._feed(composer.feeds.site, composer.paper.name, "/", "", composer)

    def section_feed(self, composer: Composer, slug: str) -> Iterator[Output]:
        """Yield the feed of a section."""
        section = next(each for each in composer.sections if each.slug == slug)
        front = composer.addresses.section(section)
        title = f"{section.name} | {composer.paper.name}"
        path = composer.feeds.of_section(slug)
        former = map(composer.feeds.of_section, _slugs(composer.former_fronts(front)))
        yield from self._feed(path, title, front, f"section {slug}", composer, former)

    def author_feed(self, composer: Composer, key: str) -> Iterator[Output]:
        """Yield the feed of an author."""
        author: Author = composer.ask("author", key)
        front = composer.addresses.author(author.slug)
        title = f"{author.name} | {composer.paper.name}"
        path = composer.feeds.of_author(author.slug)
        fronts = composer.former_fronts(front, author.aliases)
        former = map(composer.feeds.of_author, _slugs(fronts))
        yield from self._feed(path, title, front, f"author {key}", composer, former)

    def _feed(
        self,
        path: str | None,
        title: str,
        front: str,
        stories: str,
        composer: Composer,
        former: Iterable[str | None] = (),
    ) -> Iterator[Output]:
        """Yield the feed of a list of stories, by the name of the list; none without a path.

        former: where the feed lay before. It stays there too, and names its present address: a
        program that reads feeds follows no page that leads on.
        """
        if path is None:
            return
        going_out = (each for each in composer.stories(stories) if _goes_out(each, composer))
        listed = tuple(story.path for story in islice(going_out, self.settings.length))
        arguments = (path, title, front, listed)
        origin = f"the feed {path}"
        kept = (each for each in former if each and not composer.ask("moved_from", each))
        for place in (path, *kept):
            yield document(
                place, write_feed, self.feed_inputs, *arguments, origin=origin, template=ENTRY
            )

    def feed_inputs(
        self, composer: Composer, path: str, title: str, front: str, latest: Sequence[str]
    ) -> Mapping[str, Any]:
        """Return the inputs of an Atom feed.

        path: of the feed; front: of the page that it belongs to; latest: the files of its stories.
        """
        addresses, paper = composer.addresses, composer.paper

        def full(site_path: str) -> str:
            return addresses.absolute(addresses.site_url(site_path))

        return {
            "feed": FeedHead(
                title=title,
                link=full(front),
                description=paper.tagline or None,
                language=paper.lang,
                feed_url=full(path),
                author_name=paper.name,
                feed_copyright=paper.publisher.name,
            ),
            "entries": tuple(_entry(path, composer, self.settings) for path in latest),
        }


def _slugs(fronts: Iterable[str]) -> Iterator[str]:
    return (each.strip("/").rpartition("/")[2] for each in fronts)


def _goes_out(story: Story, composer: Composer) -> bool:
    """Say whether a story stands in feeds at all."""
    rights = composer.contribution(Rights, story)
    return rights is None or rights.in_feeds != "none"


def _entry(path: str, composer: Composer, settings: FeedSettings) -> FeedEntry:
    story = composer.story_at(path)
    view = composer.story(story)
    rights = composer.contribution(Rights, story)
    along = composer.contribution(Enclosures, story)
    lead, excerpt = composer.figure(story.lead, path, "feed"), None
    if rights and rights.in_feeds != "full":
        # The text stays behind, and so do all pictures that are not the paper's own.
        lead = lead if lead and composer.paper.owns(lead.credit) else None
        words = (view.standfirst,) if view.standfirst else None
        excerpt = Excerpt(words or first_paragraphs(composer.text(path).parts), view.absolute_url)
    return FeedEntry(
        title=story.title,
        link=view.absolute_url,
        unique_id=id_of(story, composer, settings),
        # An excerpt has the standfirst already, and a summary should not say it again (RFC 4287).
        description=str(view.standfirst) if view.standfirst and not excerpt else None,
        pubdate=story.date,
        updateddate=_changed(story, composer.paper),
        categories=(view.section.label, *(topic.label for topic in view.topics)),
        authors=tuple(author.label for author in view.byline),
        item_copyright=rights.statement if rights else None,
        lead=lead,
        body=() if excerpt else composer.body(path, view.url, "feed", story),
        excerpt=excerpt,
        corrections=composer.corrections(path, "feed"),
        rights=rights,
        enclosures=along.files if along and not excerpt else (),
    )


def _changed(story: Story, paper: Site) -> datetime:
    """Return when a feed reader should fetch a story again: a correction is a change, too."""
    changed = story.modified or story.date
    if story.last_corrected is None:
        return changed
    return max(changed, datetime.combine(story.last_corrected, time(), paper.zone))

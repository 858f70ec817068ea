"""Syndication as a capability: which feeds there are and what stands in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from feedgenerator import get_tag_uri

from plugins.edition.capability import Capability
from plugins.edition.compose import Composer
from plugins.edition.edition import Edition
from plugins.edition.outputs import Made, Output, Templates
from plugins.edition.site import Settings
from plugins.story.model import Story
from plugins.syndication.atom import NewsFeed


class Syndication(Capability):
    """Plans the feeds at the addresses of Pelican's FEED_ALL_ATOM and its relatives."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        if settings["FEED_ALL_ATOM"]:
            self.footer_links = (("Feed", f"/{settings['FEED_ALL_ATOM']}"),)

    def outputs(self, edition: Edition, composer: Composer) -> Iterator[Output]:
        """Yield a feed for the site, each section and each author, where they are asked for."""
        name = edition.site.name
        if edition.site.feed:
            yield _feed(f"/{edition.site.feed}", name, "/", edition.originals, composer)
        for section in edition.sections:
            path = edition.addresses.section_feed(section.slug)
            if path:
                front = edition.addresses.section(section)
                stories = edition.by_section[section.slug]
                yield _feed(path, f"{section.name} | {name}", front, stories, composer)
        for key, author in edition.authors.items():
            path = edition.addresses.author_feed(author.slug)
            if path:
                front = edition.addresses.author(author.slug)
                stories = edition.by_author[key]
                yield _feed(path, f"{author.name} | {name}", front, stories, composer)


def _feed(
    path: str, title: str, front: str, stories: Sequence[Story], composer: Composer
) -> Output:
    latest = stories[: composer.edition.site.feed_length]
    make = partial(feed_bytes, path, title, front, latest, composer)
    return Made(path.removeprefix("/"), make, f"the feed {path}")


def feed_bytes(
    path: str,
    title: str,
    front: str,
    stories: Sequence[Story],
    composer: Composer,
    templates: Templates,
) -> bytes:
    """Return an Atom feed of full stories.

    path: of the feed; front: of the page that it belongs to.
    """
    addresses, site = composer.edition.addresses, composer.edition.site

    def full(site_path: str) -> str:
        return addresses.absolute(addresses.site_url(site_path))

    feed = NewsFeed(
        title=title,
        link=full(front),
        description=site.tagline or None,
        language=site.lang,
        feed_url=full(path),
        author_name=site.name,
        feed_copyright=site.publisher.name,
    )
    for story in stories:
        view = composer.story(story)
        lead = composer.figure(story.lead, story.path, "feed")
        body = composer.body(story.body, story.path, view.url, "feed", story)
        feed.add_item(
            title=story.front.title,
            link=view.absolute_url,
            unique_id=get_tag_uri(view.absolute_url, story.date),
            description=str(story.standfirst) if story.standfirst else None,
            content=templates.render("feed/body.html", {"lead": lead, "body": body}),
            pubdate=story.date,
            updateddate=story.modified or story.date,
            categories=[view.section.label, *(topic.label for topic in view.topics)],
            authors=[author.label for author in view.byline],
            picture=lead,
        )
    return feed.to_bytes()

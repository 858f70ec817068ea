"""Syndication as a capability: which feeds there are and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
        self.footer_links = (("Feed", f"/{settings['FEED_ALL_ATOM']}"),)

    def outputs(self, edition: Edition, composer: Composer) -> Iterable[Output]:
        """Yield a feed for the site, each section and each author."""
        name = edition.site.name
        yield self._feed(f"/{edition.site.feed}", name, "/", edition.originals, composer)
        for section in edition.sections:
            path = edition.addresses.section_feed(section.slug)
            front = edition.addresses.section(section)
            stories = edition.by_section[section.slug]
            yield self._feed(path, f"{section.name} | {name}", front, stories, composer)
        for key, author in edition.authors.items():
            path = edition.addresses.author_feed(author.slug)
            front = edition.addresses.author(author.slug)
            stories = edition.by_author[key]
            yield self._feed(path, f"{author.name} | {name}", front, stories, composer)

    def _feed(
        self, path: str, title: str, front: str, stories: Sequence[Story], composer: Composer
    ) -> Output:
        latest = stories[: composer.edition.site.feed_length]

        def make(templates: Templates) -> bytes:
            return feed_bytes(path, title, front, latest, composer, templates)

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
        url = composer.story_url(story)
        link = addresses.absolute(url)
        lead = composer.figure(story.lead, story.path)
        body = composer.body(story.body, story.path, url, "feed", story)
        feed.add_item(
            title=story.front.title,
            link=link,
            unique_id=get_tag_uri(link, story.date),
            description=str(story.standfirst) if story.standfirst else None,
            content=templates.render("feed/body.html", {"lead": lead, "body": body}),
            pubdate=story.date,
            updateddate=story.modified or story.date,
            categories=[composer.edition.section_of(story).name, *story.front.tags],
            authors=list(story.front.authors),
            picture=lead,
        )
    return feed.to_bytes()

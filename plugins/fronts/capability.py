"""Fronts as a capability: every page that shows stories."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.edition.capability import Capability
from plugins.edition.compose import Composer
from plugins.edition.edition import Edition
from plugins.edition.outputs import Output
from plugins.fronts.front_pages import author_fronts, section_fronts, topic_fronts
from plugins.fronts.related import Related
from plugins.fronts.standing import archive_index, home_page, name_index, static_pages
from plugins.fronts.story_page import story_pages


class Fronts(Capability):
    """Plans the pages of stories, fronts, archives and the standing pages."""

    footer_links = (
        ("About us", "/about/"),
        ("Contact", "/contact/"),
        ("Privacy", "/privacy/"),
        ("Topics", "/topics/"),
        ("Authors", "/authors/"),
        ("Archive", "/archive/"),
    )

    def outputs(self, edition: Edition, composer: Composer) -> Iterable[Output]:
        """Yield every page that shows stories, the written pages first."""
        related = Related(edition)
        for story in edition.stories:
            yield from story_pages(story, composer, related)
        yield from static_pages(composer)
        yield home_page(composer)
        yield archive_index(composer)
        for section in edition.sections:
            yield from section_fronts(section, composer)
        for topic in edition.topics.values():
            yield from topic_fronts(topic, composer)
        for key, author in edition.authors.items():
            yield from author_fronts(key, author, composer)
        topics = [composer.topic_link(topic.name) for topic in edition.topics.values()]
        authors = [composer.author_link(author.name) for author in edition.authors.values()]
        yield name_index("/topics/", "Topics", topics, composer)
        yield name_index("/authors/", "Authors", authors, composer)

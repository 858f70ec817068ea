"""What stands in a feed, in whatever format it is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup
from msgspec import Struct

from broadsheet.site.outputs import Templates
from broadsheet.story.model import Story
from broadsheet.story.unstyled import unstyled
from broadsheet.syndication.ids import id_of
from broadsheet.syndication.settings import FeedSettings
from broadsheet.views.beginnings import first_paragraphs
from broadsheet.views.composer import Composer
from broadsheet.views.records import (
    BodyParts,
    CorrectionView,
    Enclosure,
    Enclosures,
    Figure,
    Link,
    Rights,
    SharedPictures,
)

BODY = "feed/body.html"
"""The template of a story in a feed."""

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Excerpt(Struct, frozen=True):
    """The beginning of a story, paragraph by paragraph. url: of the whole, in full."""

    paragraphs: tuple[Markup | str, ...]
    url: str


@dataclass(frozen=True)
class Shown:
    """How browsers show a feed to people. stylesheet: its address. how: what one does with a feed.

    page: the link to the page that it belongs to.
    """

    stylesheet: str
    how: str
    page: Link


@dataclass(frozen=True)
class FeedHead:
    """What a feed says of itself; every address is a full one.

    url: of the page that it belongs to; feed_url: its own. icon, favicon: small square pictures.
    rights: whose it is. hub: where programs ask to be told of changes.
    """

    title: str
    subtitle: str | None
    url: str
    feed_url: str
    language: str
    author: str
    rights: str
    shown: Shown
    icon: str | None = None
    favicon: str | None = None
    hub: str | None = None


@dataclass(frozen=True)
class FeedEntry:
    """A story in a feed; every address is a full one.

    updated: when programs should fetch it again. day: when it appeared, in words. authors: their
    names and pages. preview: the address of the picture for lists, where there is one. body: ()
    where the story goes out as an excerpt. rights: None where nothing is said of them.
    """

    title: str
    url: str
    id: str
    language: str
    standfirst: Markup | None
    published: datetime
    updated: datetime
    day: str
    categories: tuple[str, ...]
    authors: tuple[Link, ...]
    dateline: str | None
    lead: Figure | None
    body: BodyParts
    excerpt: Excerpt | None
    corrections: tuple[CorrectionView, ...]
    rights: Rights | None
    enclosures: tuple[Enclosure, ...] = ()
    preview: str | None = None

    def content(self, templates: Templates, template: str) -> str:
        """Return the story as HTML. template: `BODY`."""
        last = _PRINTED.get(self.url)
        if last is not None and last[0] is templates and last[1] == self:
            return last[2]
        names = ("dateline", "lead", "body", "excerpt", "corrections", "rights")
        html = unstyled(templates.render(template, {name: getattr(self, name) for name in names}))
        if len(_PRINTED) >= _MOST_PRINTED:
            del _PRINTED[next(iter(_PRINTED))]
        _PRINTED[self.url] = templates, self, html
        return html


# What this process printed last, by addresses: a story stands in many feeds, each in two formats.
_PRINTED: dict[str, tuple[Templates, FeedEntry, str]] = {}
_MOST_PRINTED = 1_000  # stories; some 30 KB each


def latest_change(entries: Iterable[FeedEntry]) -> datetime:
    """Return when the latest story was changed; without one, a moment that is always the same.

    So a feed is as old as its stories, and knows no clock.
    """
    return max((entry.updated for entry in entries), default=_LONG_AGO)


def goes_out(story: Story, composer: Composer) -> bool:
    """Say whether a story stands in feeds at all."""
    rights = composer.contribution(Rights, story)
    return rights is None or rights.in_feeds != "none"


def entry_of(path: str, composer: Composer, settings: FeedSettings) -> FeedEntry:
    """Return the story of a file, as far as its rights let it go out."""
    story = composer.story_at(path)
    view = composer.story(story)
    rights = composer.contribution(Rights, story)
    along = composer.contribution(Enclosures, story)
    absolute = composer.addresses.absolute
    lead, excerpt = composer.figure(story.lead, path, "feed"), None
    if rights and rights.in_feeds != "full":
        # The text stays behind, and so do all pictures that are not the paper's own.
        lead = lead if lead and composer.paper.owns(lead.credit) else None
        words = (view.standfirst,) if view.standfirst else None
        excerpt = Excerpt(words or first_paragraphs(composer.text(path).parts), view.absolute_url)
    return FeedEntry(
        title=story.title,
        url=view.absolute_url,
        id=id_of(story, composer, settings),
        language=view.lang,
        # An excerpt has the standfirst already, and a summary should not say it again (RFC 4287).
        standfirst=view.standfirst if not excerpt else None,
        published=story.date,
        updated=story.last_changed,
        day=view.date.day,
        categories=(view.section.label, *(topic.label for topic in view.topics)),
        authors=tuple(Link(author.label, absolute(author.url)) for author in view.byline),
        dateline=view.dateline,
        lead=lead,
        body=() if excerpt else composer.body(path, view.url, "feed", story),
        excerpt=excerpt,
        corrections=composer.corrections(path, "feed"),
        rights=rights,
        enclosures=along.files if along and not excerpt else (),
        preview=_preview(lead, story, composer) if lead else None,
    )


def _preview(lead: Figure, story: Story, composer: Composer) -> str | None:
    """Return the address of what lists show of a lead picture.

    Of one that moves, or is drawn in lines, they show what other sites get, if there is anything.
    """
    if not (lead.still or lead.is_in_lines):
        return lead.absolute_url
    shared = composer.main_picture(SharedPictures, story)
    return shared.shared.absolute_url if shared else None

"""Wordings: cards of stories with what a front has for them: its own words, and faces."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from msgspec.structs import replace

from broadsheet.fronts.editing import Order
from broadsheet.views.composer import Composer
from broadsheet.views.records import AnnouncementView, Card, Figure


def worded(card: Card, path: str, order: Order) -> Card:
    """Return the card of the story of a file with the words that an order gives it."""
    own = dict(order.wordings).get(path)
    if own is None:
        return card
    headline = Markup(own.headline) if own.headline else card.headline  # noqa: S704 - set by `editing`
    standfirst = Markup(own.standfirst) if own.standfirst else card.standfirst  # noqa: S704 - as above
    return replace(card, headline=headline, standfirst=standfirst)


def cards_as_worded(paths: Iterable[str], order: Order, composer: Composer) -> tuple[Card, ...]:
    """Return the cards of the stories of files, in the words of the front."""
    return tuple(worded(composer.card(path), path, order) for path in paths)


def with_faces(cards: Iterable[Card], paths: Iterable[str], composer: Composer) -> tuple[Card, ...]:
    """Return cards of opinion with the faces of those who wrote it. paths: the stories' files."""
    pairs = zip(cards, paths, strict=True)
    return tuple(replace(card, face=_face(path, composer)) for card, path in pairs)


def _face(path: str, composer: Composer) -> Figure | None:
    """Return the portrait of the one who wrote a story, None where several did."""
    names = composer.story_at(path).authors
    author = composer.author_at(names[0]) if len(names) == 1 else None
    return composer.figure(author.portrait, author.path) if author else None


def announcements_of(order: Order) -> tuple[AnnouncementView, ...]:
    """Return what a front announces."""
    return (order.announcement,) if order.announcement else ()

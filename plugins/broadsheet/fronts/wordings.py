"""Wordings: cards with what a front has for them: its own words and pictures, and faces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup
from msgspec.structs import replace

from broadsheet.fronts.editing import Order
from broadsheet.fronts.front_files import front_path
from broadsheet.fronts.own_pictures import files_of_own_picture, with_own_picture
from broadsheet.site.outputs import Output
from broadsheet.views.composer import Composer
from broadsheet.views.records import AnnouncementView, Card, Figure


def worded(path: str, order: Order, composer: Composer) -> Card:
    """Return the card of the story of a file with what an order gives it."""
    card, own = composer.card(path), dict(order.wordings).get(path)
    if own is None:
        return card
    headline = Markup(own.headline) if own.headline else card.headline  # noqa: S704 - set by `editing`
    standfirst = Markup(own.standfirst) if own.standfirst else card.standfirst  # noqa: S704 - as above
    card = replace(card, headline=headline, standfirst=standfirst)
    return with_own_picture(card, path, own.picture, composer) if own.picture else card


def cards_as_worded(paths: Iterable[str], order: Order, composer: Composer) -> tuple[Card, ...]:
    """Return the cards of the stories of files, as the front has them."""
    return tuple(worded(path, order, composer) for path in paths)


def files_of_own_pictures(order: Order, name: str, composer: Composer) -> Iterator[Output]:
    """Yield the files of the pictures that a front has of its own. name: of the front."""
    for path, own in order.wordings:
        if own.picture:
            yield from files_of_own_picture(path, own.picture, front_path(name), composer)


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

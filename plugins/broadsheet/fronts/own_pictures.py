"""Own pictures: what a front shows of a story in place of its main picture.

It is another of those that the story shows. So its credit, its rights and its description are the
story's, and have been checked there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msgspec import structs

from broadsheet.site.outputs import Output
from broadsheet.story.model import Body, PictureUse, Story
from broadsheet.story.targets import content_path
from broadsheet.views.composer import Composer
from broadsheet.views.records import Card, CardPicture, MainPicture


def pictures_of(story: Story, body: Body) -> Iterator[PictureUse]:
    """Yield the pictures that a story shows, its main one first."""
    if story.picture:
        yield story.picture
    yield from body.pictures


def files_of(use: PictureUse, path: str) -> tuple[str, str]:
    """Return the content paths that the address of a picture may mean. path: of the text's file."""
    return content_path(path, use.src), content_path("", use.src)


def with_own_picture(card: Card, path: str, picture: str, composer: Composer) -> Card:
    """Return the card of the story of a file with another of its pictures."""
    shown = own_picture(path, picture, composer)
    if shown is None:  # faulty, as the check of the story tells
        return card
    thumbnail = shown.figure if shown.is_small else None
    return structs.replace(card, picture=shown.figure, thumbnail=thumbnail)


def files_of_own_picture(
    path: str, picture: str, origin: str, composer: Composer
) -> Iterator[Output]:
    """Yield the files of the part of a picture that a card shows. origin: the front file."""
    shown = own_picture(path, picture, composer)
    for file in shown.files if shown else ():
        yield replace(file, origin=origin)


def own_picture(path: str, picture: str, composer: Composer) -> CardPicture | None:
    """Return the picture of a front's own as a card shows it, None for a faulty one.

    path: of the story's file; picture: a content path.
    """
    story = composer.story_at(path)
    uses = pictures_of(story, composer.text(path))
    use = next((each for each in uses if picture in files_of(each, path)), None)
    return composer.contribution(CardPicture, MainPicture(use, path)) if use else None

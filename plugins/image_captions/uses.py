"""Uses: every place of an edition where a picture stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.edition.edition import Edition
from plugins.story.model import Body, PictureUse, Story

KINDS = frozenset({"figure", "image"})


@dataclass(frozen=True)
class Placed:
    """A use and the file it stands in. portrait: it is an author's picture."""

    path: str
    use: PictureUse
    portrait: bool = False


def visible_uses(edition: Edition) -> Iterator[Placed]:
    """Yield the uses that readers may see, in the edition's order."""
    for path, body, picture in edition.bodies():
        yield from _in_file(path, body, picture, portrait=path in edition.authors_by_path)


def all_uses(edition: Edition, hidden: Iterable[Story]) -> list[Placed]:
    """Return the uses of the whole edition, those of hidden stories too, by file and line."""
    uses = list(visible_uses(edition))
    for story in hidden:
        uses += _in_file(story.path, story.body, story.lead)
    return sorted(uses, key=lambda placed: (placed.path, placed.use.line))


def _in_file(
    path: str, body: Body, picture: PictureUse | None, *, portrait: bool = False
) -> Iterator[Placed]:
    if picture:
        yield Placed(path, picture, portrait)
    for slot in body.slots:
        if slot.kind in KINDS and isinstance(slot.data, PictureUse):
            yield Placed(path, slot.data)

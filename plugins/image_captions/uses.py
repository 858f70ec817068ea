"""Uses: every place of an edition where a picture stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from plugins.edition.edition import Edition
from plugins.image_captions.body import caption_and_credit
from plugins.story.model import Body, PictureUse, Story
from plugins.story.reading import Reading

KINDS = frozenset({"figure", "image"})


@dataclass(frozen=True)
class Placed:
    """A use and the file it stands in. portrait: it is an author's picture."""

    path: str
    use: PictureUse
    portrait: bool = False


def visible_uses(edition: Edition, reading: Reading) -> Iterator[Placed]:
    """Yield the uses that readers may see, in the edition's order."""
    for story in edition.stories:
        yield from _in_story(story, reading)
    for author in edition.written_authors:
        if author.portrait:
            yield Placed(author.path, author.portrait, portrait=True)
        yield from _in_body(author.path, author.bio)
    for page in edition.pages.values():
        yield from _in_body(page.path, page.body)


def all_uses(edition: Edition, reading: Reading) -> Iterable[Placed]:
    """Return the uses of the whole edition, those of hidden stories too, by file and line."""
    uses = list(visible_uses(edition, reading))
    for story in edition.hidden:
        uses += _in_story(story, reading)
    return sorted(uses, key=lambda placed: (placed.path, placed.use.line))


def lead_of(story: Story, reading: Reading) -> PictureUse | None:
    """Return the lead picture, with the bracket at the end of its caption read as in a body."""
    lead, front = story.lead, story.front.image
    if lead is None or front is None or front.caption is None:
        return lead
    caption, credit = caption_and_credit(front.caption, lead.credit, reading)
    if caption == front.caption:
        return lead
    return replace(lead, caption=reading.inline(caption) if caption else None, credit=credit)


def _in_story(story: Story, reading: Reading) -> Iterator[Placed]:
    lead = lead_of(story, reading)
    if lead:
        yield Placed(story.path, lead)
    yield from _in_body(story.path, story.body)


def _in_body(path: str, body: Body) -> Iterator[Placed]:
    for slot in body.slots:
        if slot.kind in KINDS and isinstance(slot.data, PictureUse):
            yield Placed(path, slot.data)

"""The capability: fills the slots of pictures, checks their uses and copies their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from broadsheet.content.edition import Edition
from broadsheet.image_captions.catalogue import Catalogue, Picture, key_of_use
from broadsheet.image_captions.credits import alt_of, credited, lacks
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.settings import ImageSettings
from broadsheet.image_captions.sidecar import is_sidecar
from broadsheet.incremental.queries import Query
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.files_of_texts import planners_of_texts
from broadsheet.plan.texts import CheckContext, Text
from broadsheet.reporting.faults import Fault
from broadsheet.site.outputs import Output
from broadsheet.story.model import PictureUse, Story
from broadsheet.story.slots import Slot
from broadsheet.story.targets import LinkTarget
from broadsheet.views.composer import Composer
from broadsheet.views.media import Medium
from broadsheet.views.records import Figure


class ImageCaptions(Capability[ImageSettings]):
    """Figures and images: caption, credit, alt text and size."""

    passes = ("broadsheet.image_captions.body.hang_pictures",)
    slots: Mapping[str, type] = MappingProxyType({"figure": PictureUse, "image": PictureUse})

    def is_record(self, path: str) -> bool:
        """Say whether a content path is that of a sidecar."""
        return is_sidecar(path)

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the query `picture`; see `catalogue.py`."""
        return {"picture": Catalogue(edition)}

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Figure | None:
        """Return the picture ready to print, None for a faulty one: its check tells of it.

        An image within a line carries its credit, but neither caption nor link: the line has them.
        """
        use, addresses = slot.data, composer.addresses
        picture = picture_of(use, path, composer)
        if isinstance(picture, Flaw):
            return None
        url = addresses.site_url(addresses.file(picture.path))
        alone = slot.kind == "figure"
        below = credited(use, picture, self.settings.names)
        return Figure(
            url=url,
            absolute_url=addresses.absolute(url),
            width=picture.facts.width,
            height=picture.facts.height,
            media_type=picture.facts.media_type,
            alt=alt_of(use, picture) or "",
            caption=composer.finish(below.caption, medium) if alone and below.caption else None,
            credit=below.credit,
            href=_href(use.href, composer, medium) if alone else None,
        )

    def check_file(self, context: CheckContext) -> Iterator[Fault]:
        """Report every fault of every use, and those of the sidecars."""
        text = context.text
        for use in uses_of(text):
            picture = picture_of(use, text.path, context.composer)
            if isinstance(picture, Flaw):
                yield picture.at(text.path, use.line)
                continue
            is_portrait = text.is_portrait and use is text.picture
            for flaw in lacks(use, picture, self.settings.names, portrait=is_portrait):
                yield flaw.at(text.path, use.line)
            yield from picture.note_faults

    def uses(self, composer: Composer, text: Text) -> Iterator[str]:
        """Yield the files of the pictures of a text."""
        yield from (picture.path for picture, _ in pictures_of(text, composer))

    def planners(self) -> Mapping[str, Planner]:
        """Return what plans the files of the pictures that texts show."""
        return planners_of_texts(copies_of_pictures)


def uses_of(text: Text) -> Iterator[PictureUse]:
    """Yield the pictures of a text, its main one first."""
    if text.picture:
        yield text.picture
    yield from (slot.data for slot in text.body.slots if slot.kind in ImageCaptions.slots)


def pictures_of(text: Text, composer: Composer) -> Iterator[tuple[Picture, PictureUse]]:
    """Yield the pictures that a text shows and that can be shown, each with its use."""
    for use in uses_of(text):
        picture = picture_of(use, text.path, composer)
        if not isinstance(picture, Flaw):
            yield picture, use


def copies_of_pictures(composer: Composer, text: Text) -> Iterator[Output]:
    """Yield the pictures of a text, as they lie in the content folder."""
    for picture, use in pictures_of(text, composer):
        yield composer.copy(picture.path, text.path, use.line)


def picture_of(use: PictureUse, path: str, composer: Composer) -> Picture | Flaw:
    """Return the picture that a use in the file `path` means, or what is wrong with it."""
    found: Picture | Flaw = composer.ask("picture", key_of_use(path, use.src))
    return found


def _href(target: LinkTarget | str | None, composer: Composer, medium: Medium) -> str | None:
    return composer.address(target, medium) if isinstance(target, LinkTarget) else target

"""The capability: fills the slots of pictures, checks their uses and copies their files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.edition.capability import Capability
from plugins.edition.compose import Composer, Medium
from plugins.edition.edition import Edition
from plugins.edition.outputs import Copy, Output
from plugins.edition.views import Figure
from plugins.image_captions.body import hang_pictures
from plugins.image_captions.credits import alt_of, credit_of, lacks
from plugins.image_captions.flaws import Flaw
from plugins.image_captions.shelf import Shelf
from plugins.image_captions.uses import KINDS, all_uses, visible_uses
from plugins.story.faults import Fault
from plugins.story.links import LinkTarget
from plugins.story.model import Story
from plugins.story.slots import Slot


class ImageCaptions(Capability):
    """Figures and images: caption, credit, alt text and size. It has no settings of its own."""

    passes = (hang_pictures,)
    slots = KINDS

    _shelf: Shelf | None = None

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Figure | None:
        """Return the picture ready to print, None for a faulty one: `check` tells of it.

        An image within a line carries neither caption nor link: the line has them.
        """
        use, addresses = slot.data, composer.edition.addresses
        picture = self.shelf(composer.edition).picture(path, use.src)
        if isinstance(picture, Flaw):
            return None
        url = addresses.site_url(addresses.file(picture.path))
        alone = slot.kind == "figure"
        return Figure(
            url=url,
            absolute_url=addresses.absolute(url),
            width=picture.facts.width,
            height=picture.facts.height,
            media_type=picture.facts.media_type,
            alt=alt_of(use, picture) or "",
            caption=composer.finish(use.caption, medium) if alone and use.caption else None,
            credit=credit_of(use, picture),
            href=_href(use.href, composer, medium) if alone else None,
        )

    def check(self, edition: Edition, hidden: Sequence[Story]) -> Iterable[Fault]:
        """Report every fault of every use, by file and line, then those of the sidecars."""
        sidecars: dict[str, tuple[Fault, ...]] = {}
        faults: list[Fault] = []
        for placed in all_uses(edition, hidden):
            path, use = placed.path, placed.use
            picture = self.shelf(edition).picture(path, use.src)
            if isinstance(picture, Flaw):
                faults.append(picture.at(path, use.line))
                continue
            flaws = lacks(use, picture, portrait=placed.portrait)
            faults += [flaw.at(path, use.line) for flaw in flaws]
            sidecars[picture.path] = picture.note_faults
        return faults + [fault for path in sorted(sidecars) for fault in sidecars[path]]

    def outputs(self, edition: Edition, composer: Composer) -> Iterable[Output]:
        """Return the files of the pictures that readers may see.

        Files are copied byte for byte, so that what they say of their rights goes along.
        """
        del composer
        wanted: dict[str, tuple[str, int]] = {}
        for placed in visible_uses(edition):
            picture = self.shelf(edition).picture(placed.path, placed.use.src)
            if not isinstance(picture, Flaw):
                wanted.setdefault(picture.path, (placed.path, placed.use.line))
        return [Copy(name, edition.content / name, *wanted[name]) for name in sorted(wanted)]

    def shelf(self, edition: Edition) -> Shelf:
        """Return the shelf of the edition's content folder; each file is read once."""
        if self._shelf is None or self._shelf.content != edition.content:
            self._shelf = Shelf(edition.content)
        return self._shelf


def _href(target: LinkTarget | str | None, composer: Composer, medium: Medium) -> str | None:
    return composer.address(target, medium) if isinstance(target, LinkTarget) else target

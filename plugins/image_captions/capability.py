"""The capability: fills the slots of pictures, checks their uses and copies their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from urllib.parse import quote

from plugins.edition.capability import Capability
from plugins.edition.compose import Composer
from plugins.edition.edition import Edition
from plugins.edition.outputs import Copy, Output
from plugins.edition.views import Figure
from plugins.image_captions.body import hang_pictures
from plugins.image_captions.credits import alt_of, credit_of, lacks
from plugins.image_captions.destinations import dead_links, finish_caption, linked_files, url_of
from plugins.image_captions.flaws import Flaw
from plugins.image_captions.shelf import Shelf
from plugins.image_captions.uses import KINDS, Placed, all_uses, lead_of, visible_uses
from plugins.story.faults import Fault
from plugins.story.model import PictureUse, Story
from plugins.story.reading import Reading
from plugins.story.slots import Slot


class ImageCaptions(Capability):
    """Figures and images: caption, credit, alt text and size. It has no settings of its own."""

    passes = (hang_pictures,)
    slots = KINDS

    _shelf: Shelf | None = None

    def fill(self, slot: Slot, path: str, story: Story | None, edition: Edition) -> Figure | None:
        """Return the picture ready to print, None for a faulty one: `check` tells of it.

        An image within a line carries neither caption nor link: the line has them.
        """
        use = self._lead(slot.data, path, story, edition)
        picture = self.shelf(edition).picture(path, use.src)
        if isinstance(picture, Flaw):
            return None
        url = edition.addresses.site_url("/" + quote(picture.path))
        alone = slot.kind == "figure"
        return Figure(
            url=url,
            absolute_url=edition.addresses.absolute(url),
            width=picture.facts.width,
            height=picture.facts.height,
            alt=alt_of(use, picture) or "",
            caption=finish_caption(use.caption, path, edition) if alone else None,
            credit=credit_of(use, picture),
            href=url_of(path, use.href, edition) if alone and use.href else None,
        )

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report every fault of every use, by file and line, then those of the sidecars."""
        sidecars: dict[str, tuple[Fault, ...]] = {}
        faults: list[Fault] = []
        for placed in all_uses(edition, self.reading):
            faults += self._faults(placed, edition)
            picture = self.shelf(edition).picture(placed.path, placed.use.src)
            if not isinstance(picture, Flaw):
                sidecars[picture.path] = picture.note_faults
        return faults + [fault for path in sorted(sidecars) for fault in sidecars[path]]

    def outputs(self, edition: Edition, composer: Composer) -> Iterable[Output]:
        """Return the files of the pictures that readers may see, and of what they link to.

        Files are copied byte for byte, so that what they say of their rights goes along.
        """
        del composer
        wanted: dict[str, tuple[str, int]] = {}
        for placed in visible_uses(edition, self.reading):
            for name in self._files(placed, edition):
                wanted.setdefault(name, (placed.path, placed.use.line))
        return [Copy(name, edition.content / name, *wanted[name]) for name in sorted(wanted)]

    @cached_property
    def reading(self) -> Reading:
        """The rules of reading, for the captions of lead pictures."""
        return Reading.from_settings(self.settings, ())

    def shelf(self, edition: Edition) -> Shelf:
        """Return the shelf of the edition's content folder; each file is read once."""
        if self._shelf is None or self._shelf.content != edition.content:
            self._shelf = Shelf(edition.content)
        return self._shelf

    def _lead(
        self, use: PictureUse, path: str, story: Story | None, edition: Edition
    ) -> PictureUse:
        """Return a use as it is to be shown: a lead picture's caption is read here."""
        story = story or edition.by_path.get(path)
        if story is None or use != story.lead:
            return use
        return lead_of(story, self.reading) or use

    def _faults(self, placed: Placed, edition: Edition) -> Iterator[Fault]:
        use = placed.use
        picture = self.shelf(edition).picture(placed.path, use.src)
        if isinstance(picture, Flaw):
            flaws = [picture]
        else:
            flaws = list(lacks(use, picture, portrait=placed.portrait))
        for flaw in [*flaws, *dead_links(use, placed.path, edition)]:
            yield flaw.at(placed.path, use.line)

    def _files(self, placed: Placed, edition: Edition) -> Iterator[str]:
        picture = self.shelf(edition).picture(placed.path, placed.use.src)
        if not isinstance(picture, Flaw):
            yield picture.path
        yield from linked_files(placed.use, placed.path, edition)

"""The capability: fills the slots of pictures, checks their uses and copies their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from msgspec.structs import replace

from broadsheet.content.edition import Edition
from broadsheet.image_captions.cards import is_small, not_shared, on_cards, on_other_sites
from broadsheet.image_captions.catalogue import Catalogue, Picture, picture_of
from broadsheet.image_captions.charts import chart_faults, numbers_file, words_of
from broadsheet.image_captions.credits import (
    alt_of,
    credited,
    file_of,
    kind_of,
    lacks,
    rights_in,
)
from broadsheet.image_captions.cropping import (
    framed,
    framing_of,
    idle_crops,
    kept_of,
    small_crops,
)
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.inks import unknown_inks
from broadsheet.image_captions.numbers import NumbersQuery
from broadsheet.image_captions.resolution import SUFFIXES
from broadsheet.image_captions.room import is_narrow, too_narrow, too_small_letters
from broadsheet.image_captions.screens import (
    credit_of_all,
    drawings_of,
    faults_of_others,
    shown_others,
    sources_of,
)
from broadsheet.image_captions.settings import ImageSettings
from broadsheet.image_captions.sidecar import is_sidecar
from broadsheet.incremental.queries import Query
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.files_of_texts import planners_of_texts
from broadsheet.plan.linked_files import links_of
from broadsheet.plan.texts import CheckContext, Text
from broadsheet.reporting.faults import Fault
from broadsheet.site.outputs import Output
from broadsheet.story.framing import FOUND, SHARED
from broadsheet.story.model import PictureUse, Story
from broadsheet.story.slots import Slot
from broadsheet.story.targets import LinkTarget
from broadsheet.views.composer import Composer
from broadsheet.views.contributions import Contributor
from broadsheet.views.media import PAGE, Medium
from broadsheet.views.records import (
    CardPicture,
    Figure,
    MainPicture,
    PictureDetails,
    PictureFile,
    PictureSizes,
    SharedPictures,
    SharedSizes,
)


class ImageCaptions(Capability[ImageSettings]):
    """Figures and images: caption, credit, alt text and size."""

    passes = ("broadsheet.image_captions.body.hang_pictures",)
    slots: Mapping[str, type] = MappingProxyType({"figure": PictureUse, "image": PictureUse})

    def is_record(self, path: str) -> bool:
        """Say whether a content path is that of a sidecar."""
        return is_sidecar(path)

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the queries `picture` and `numbers`; see `catalogue.py` and `numbers.py`."""
        return {"picture": Catalogue(edition), "numbers": NumbersQuery(edition)}

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Figure | None:
        """Return the picture ready to print, None for a faulty one: its check tells of it.

        An image within a line carries its credit, but neither caption nor link: the line has them.
        """
        use = slot.data
        picture = picture_of(use, path, composer)
        if isinstance(picture, Flaw):
            return None
        shown = self._shown(use, picture, composer)
        if medium == PAGE:
            shown = replace(
                shown,
                sources=(*sources_of(use, picture, composer), *shown.sources),
                credit=credit_of_all(use, picture, composer, self.settings.names),
            )
        if slot.kind != "figure":
            return shown
        if medium == PAGE:
            drawing, phone_drawing = drawings_of(use, picture, composer)
            shown = replace(shown, drawing=drawing, phone_drawing=phone_drawing)
        words = credited(use, picture, self.settings.names).caption
        caption = composer.finish(words, medium) if words else None
        chart = words_of(use, picture, composer)
        framing = framing_of(use, picture)
        return replace(
            shown,
            caption=caption,
            href=_href(use.href, composer, medium),
            chart=chart,
            place=use.width,
            is_narrow=is_narrow(use, picture),
            is_whole=framing.is_whole,
            kept=kept_of(framing),
        )

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells of a picture's file, and how a story's is shown at other places."""
        return {
            (PictureFile, PictureDetails): details_of,
            (MainPicture, CardPicture): self.card_picture,
            (MainPicture, SharedPictures): self.shared_pictures,
        }

    def card_picture(self, main: MainPicture, composer: Composer) -> CardPicture | None:
        """Return the picture of a story as cards show it, None for a faulty one."""
        use, path = on_cards(main.use, main.path, composer)
        picture = picture_of(use, path, composer)
        if isinstance(picture, Flaw):
            return None
        framing = framed(use, picture)
        part = composer.contribution(PictureSizes, framing)
        figure = self._shown(use, picture, composer, part)
        # Cut at its sides, a chart in lines would lose its lettering.
        is_chart = figure.is_drawn and picture.facts.kind == "vector"
        shown = replace(figure, is_whole=framing.framing.is_whole or is_chart)
        return CardPicture(shown, is_small(use, picture), part.files if part else ())

    def shared_pictures(self, main: MainPicture, composer: Composer) -> SharedPictures | None:
        """Return the picture of a story for other sites, None where these would not show it.

        Of a drawing in lines they show nothing. Of a picture that moves they get stills, as far as
        there are any.
        """
        use, path = on_other_sites(main.use, main.path, composer)
        picture = picture_of(use, path, composer)
        if isinstance(picture, Flaw) or picture.facts.kind == "vector":
            return None
        sizes = composer.contribution(SharedSizes, framed(use, picture))
        parts = sizes.parts if sizes else ()
        figures = {shape: self._shown(use, picture, composer, part) for shape, part in parts}
        whole = self._shown(use, picture, composer)
        found = [figures[shape] for shape in FOUND if shape in figures]
        if picture.facts.kind != "moving" or not found:
            found.append(whole)
        return SharedPictures(tuple(found), figures.get(SHARED, found[0]))

    def _shown(
        self,
        use: PictureUse,
        picture: Picture,
        composer: Composer,
        part: PictureSizes | None = None,
    ) -> Figure:
        """Return a picture without its caption; where there is no part of it, the whole."""
        sizes = part or composer.contribution(PictureSizes, file_of(use, picture))
        shown, addresses = sizes or picture.facts, composer.addresses
        url = sizes.url if sizes else addresses.site_url(addresses.file(picture.path))
        credit = credited(use, picture, self.settings.names).credit
        kind = kind_of(use, picture, credit)
        return Figure(
            url=url,
            absolute_url=addresses.absolute(url),
            width=shown.width,
            height=shown.height,
            media_type=shown.media_type,
            alt=alt_of(use, picture) or "",
            credit=credit,
            kind=kind,
            sources=sizes.sources if sizes else (),
            is_drawn=picture.facts.kind in ("drawing", "vector") and kind != "illustration",
            file=picture.path,
            still=sizes.still if sizes else "",
        )

    def check_file(self, context: CheckContext) -> Iterator[Fault]:
        """Report every fault of every use, and those of the sidecars."""
        text = context.text
        if text.picture and isinstance(context.item, Story):
            for flaw in not_shared(text.picture, text.path, context.composer):
                yield flaw.at(text.path, text.picture.line)
        for use, path in uses_of(text, context.composer):
            picture = picture_of(use, path, context.composer)
            if isinstance(picture, Flaw):
                yield picture.at(path, use.line)
                continue
            is_portrait = text.is_portrait and use is text.picture
            for flaw in lacks(use, picture, self.settings.names, portrait=is_portrait):
                yield flaw.at(path, use.line)
            yield from faults_of_others(
                use, picture, context.composer, self.settings.names, portrait=is_portrait
            )
            for flaw in (
                *idle_crops(use, picture),
                *small_crops(use, picture),
                *too_narrow(use, picture),
                *unknown_inks(picture),
                *too_small_letters(use, picture, context.composer),
            ):
                yield flaw.at(path, use.line)
            yield from picture.note_faults
            yield from chart_faults(use, picture, context.composer)

    def uses(self, composer: Composer, text: Text) -> Iterator[str]:
        """Yield the files of the pictures of a text, with those of the numbers of charts."""
        for picture, use in pictures_of(text, composer):
            yield picture.path
            yield from numbers_file(use, picture, composer)
        yield from (path for path, _ in linked_pictures(text, composer))

    def planners(self) -> Mapping[str, Planner]:
        """Return what plans the files of the pictures that texts show."""
        return planners_of_texts(files_of_pictures)


def uses_of(text: Text, composer: Composer) -> Iterator[tuple[PictureUse, str]]:
    """Yield the pictures of a text, its main one first, each with the file in which it stands."""
    if text.picture:
        yield text.picture, text.path
        if (card := on_cards(text.picture, text.path, composer))[0] != text.picture:
            yield card
    for slot in text.body.slots:
        if slot.kind in ImageCaptions.slots:
            yield slot.data, text.path


def pictures_of(text: Text, composer: Composer) -> Iterator[tuple[Picture, PictureUse]]:
    """Yield the pictures that a text shows and that can be shown, each with its use.

    What stands for one on other screens comes with the use of that one.
    """
    for use, path in uses_of(text, composer):
        picture = picture_of(use, path, composer)
        if not isinstance(picture, Flaw):
            yield picture, use
            for other, found in shown_others(use, picture, composer):
                named = PictureUse(other.named.src, use.line, credit=use.credit, name=use.name)
                yield found, named


def files_of_pictures(composer: Composer, text: Text) -> Iterator[Output]:
    """Yield the files in which the pictures of a text are published, and those that it links to."""
    for picture, use in pictures_of(text, composer):
        parts = parts_of(use, picture, text, composer)
        file = file_of(use, picture)
        yield from composer.picture(file.path, text.path, use.line, parts, file.credit)
        for path in numbers_file(use, picture, composer):
            yield composer.copy(path, text.path, use.line)
    for path, line in linked_pictures(text, composer):
        yield composer.copy(path, text.path, line)


def parts_of(
    use: PictureUse, picture: Picture, text: Text, composer: Composer
) -> Iterator[PictureSizes]:
    """Yield what cards and other sites show of a text's picture instead of the whole."""
    main = None if text.is_portrait else text.picture
    if main is None:
        return
    framing = framed(use, picture)
    given = on_other_sites(main, text.path, composer)[0]
    if use == given and (shared := composer.contribution(SharedSizes, framing)):
        yield from (part for _, part in shared.parts)
    shown = on_cards(main, text.path, composer)[0]
    if use == shown and (card := composer.contribution(PictureSizes, framing)):
        yield card


def linked_pictures(text: Text, composer: Composer) -> Iterator[tuple[str, int]]:
    """Yield the pictures to which a text links by their address, each with the link's line.

    A link asks for the picture itself, of which readers are otherwise shown sizes.
    """
    for link in links_of(text):
        path = unquote(link.data.value).lstrip("/") if link.data.kind == "site" else ""
        is_picture = PurePosixPath(path).suffix.lower() in SUFFIXES
        if is_picture and isinstance(composer.ask("picture", path), Picture):
            yield path, link.line


def details_of(file: PictureFile, composer: Composer) -> PictureDetails | None:
    """Return what is known of a picture's file, None for a faulty one."""
    picture: Picture | Flaw = composer.ask("picture", file.path)
    if isinstance(picture, Flaw):
        return None
    facts = picture.facts
    return PictureDetails(
        facts.width,
        facts.height,
        facts.media_type,
        facts.kind,
        picture.digest.hex(),
        rights_in(picture, file.credit),
        facts.is_opaque,
    )


def _href(target: LinkTarget | str | None, composer: Composer, medium: Medium) -> str | None:
    return composer.address(target, medium) if isinstance(target, LinkTarget) else target

"""Pictures as a capability: tells in which files a picture is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any

from msgspec.structs import astuple

from broadsheet.api import (
    Capability,
    Composer,
    Contributor,
    Derivative,
    FramedPicture,
    PictureDetails,
    PictureFile,
    PictureSizes,
    PictureSource,
    Recipe,
    Settings,
    SharedSizes,
)
from broadsheet.incremental.digests import digest_of
from broadsheet.pictures.boxes import Box, box_of, is_far_from, size_of
from broadsheet.pictures.recipe import DRAWING, MOVING, RECIPE, encoder, printer
from broadsheet.pictures.settings import PicturesSettings
from broadsheet.pictures.sizes import (
    Size,
    Sizes,
    card_sizes_of,
    height_of,
    is_large,
    shared_size_of,
    sizes_of,
    still_of,
)
from broadsheet.site.lasting_names import mark_of
from broadsheet.story.framing import CARD, FOUND, SHARED, Framing

_LESS_MOTION = "(prefers-reduced-motion: reduce)"


class Pictures(Capability[PicturesSettings]):
    """Plans the sizes of pictures, which a recipe makes; see `developing.py`."""

    def __init__(self, settings: Settings) -> None:
        """Read the settings. In a preview a new picture is to be seen at once, in one file."""
        super().__init__(settings)
        self._makes_sizes = self.settings.in_sizes and not settings.get("BUILD_PREVIEW")

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells in which files a picture, and a part of one, is published."""
        parts: dict[tuple[type, type], Contributor] = {(FramedPicture, PictureSizes): self.on_card}
        if self._makes_sizes:
            parts[PictureFile, PictureSizes] = self.sizes
            parts[FramedPicture, SharedSizes] = self.shared
        return parts

    def sizes(self, picture: PictureFile, composer: Composer) -> PictureSizes | None:
        """Return the files of a picture, None for one that is published as it is."""
        details = composer.contribution(PictureDetails, picture)
        if details is None:
            return None
        if details.kind == "vector":
            return self._drawn(picture.path, details, composer)
        if details.kind == "moving":
            return self._moving(picture.path, details, composer)
        sizes = sizes_of(details.width, details.kind, is_opaque=details.is_opaque)
        return self._published(picture.path, details, sizes, composer) if sizes else None

    def on_card(self, picture: FramedPicture, composer: Composer) -> PictureSizes | None:
        """Return the files of what a card shows, None where the whole picture does as well.

        A card crops it by itself, from the middle, as long as it leaves out little. Of a picture
        that moves it shows a still.
        """
        details = _in_points(picture, composer)
        if details is None:
            return None
        framing, whole = picture.framing, (details.width, details.height)
        moves = self._makes_sizes and details.kind == "moving"
        if framing.is_whole and not moves:
            return None
        all_of_it = (0, 0, *whole)
        box = all_of_it if framing.is_whole else _box_of(CARD, framing, details)
        is_chosen = framing.focus is not None or CARD in dict(framing.crops)
        is_worth_it = self._makes_sizes and is_large(details.width) and is_far_from(whole, box)
        if not moves and (box == all_of_it or not (is_chosen or is_worth_it)):
            return None
        sizes = card_sizes_of(box, details.kind, is_opaque=details.is_opaque)
        sizes = sizes if self._makes_sizes else Sizes((), sizes.plain)
        return self._published(picture.path, details, sizes, composer)

    def shared(self, picture: FramedPicture, composer: Composer) -> SharedSizes | None:
        """Return the files of the parts for other sites, which one effort makes.

        There is none in a shape for which the picture is too small: they crop it as they like.
        """
        details = _in_points(picture, composer)
        if details is None or picture.framing.is_whole:
            return None
        boxes = [(shape, _box_of(shape, picture.framing, details)) for shape in (*FOUND, SHARED)]
        sizes = [(shape, shared_size_of(box, details.kind)) for shape, box in boxes]
        made = {shape: size for shape, size in sizes if size}
        return SharedSizes(
            tuple(
                (
                    shape,
                    self._published(
                        picture.path, details, Sizes((), size), composer, made.values()
                    ),
                )
                for shape, size in made.items()
            )
        )

    def _moving(self, path: str, details: PictureDetails, composer: Composer) -> PictureSizes:
        """Return a picture that moves, and a still for who wants nothing to move."""
        size = still_of(details.width, is_opaque=details.is_opaque)
        still = self._published(path, details, size, composer)
        source = PictureSource(still.media_type, still.url, _LESS_MOTION, still.width, still.height)
        arguments = (details.rights, printer())
        ending = PurePosixPath(path).suffix.lower()
        named = f"{_stem(path, details, MOVING, arguments)}{ending}"
        return PictureSizes(
            url=composer.addresses.site_url(composer.addresses.file(named)),
            width=details.width,
            height=details.height,
            media_type=details.media_type,
            sources=(source,),
            files=(Derivative(named, MOVING, (path,), arguments, path), *still.files),
            with_original=self.settings.originals,
            still=still.url,
        )

    def _drawn(self, path: str, details: PictureDetails, composer: Composer) -> PictureSizes:
        """Return the one file of a drawing in lines, which fits any size."""
        arguments = (details.rights, printer())
        named = f"{_stem(path, details, DRAWING, arguments)}.svg"
        return PictureSizes(
            url=composer.addresses.site_url(composer.addresses.file(named)),
            width=details.width,
            height=details.height,
            media_type="image/svg+xml",
            sources=(),
            files=(Derivative(named, DRAWING, (path,), arguments, path),),
            with_original=self.settings.originals,
        )

    def _published(
        self,
        path: str,
        details: PictureDetails,
        sizes: Sizes,
        composer: Composer,
        together: Iterable[Size] = (),
    ) -> PictureSizes:
        """Return files as pages name them: those that were made, or all as long as none was.

        together: all that one effort makes, if that is more.
        """
        made = tuple(together) or tuple(sizes.all)
        wanted = tuple(map(astuple, made))
        arguments = (wanted, details.rights, encoder())
        stem = _stem(path, details, RECIPE, arguments)
        address = composer.addresses.site_url(composer.addresses.file(stem))

        def named(size: Size) -> str:
            return f"{stem}.{size.name}"

        def url(size: Size) -> str:
            return f"{address}.{size.name}"

        def source(of: tuple[Size, ...]) -> PictureSource:
            srcset = ", ".join(f"{url(each)} {each.width}w" for each in of)
            return PictureSource(of[0].media_type, srcset)

        def file(size: Size) -> Derivative:
            return Derivative(named(size), RECIPE, (path,), arguments, path, part=size.name)

        if sizes.modern:
            names = composer.made_with(file(sizes.plain), [details.digest])
            sizes = sizes if names is None else sizes.made(names)
        plain = sizes.plain
        whole = (details.width, details.height)
        return PictureSizes(
            url=url(plain),
            width=plain.width,
            height=height_of(plain.width, size_of(plain.box) if plain.box else whole),
            media_type=plain.media_type,
            sources=tuple(map(source, sizes.modern)),
            files=tuple(map(file, sizes.all)),
            with_original=self.settings.originals,
        )


def _stem(path: str, details: PictureDetails, recipe: Recipe, arguments: tuple[Any, ...]) -> str:
    """Return how the names of a picture's files begin: with a mark that changes as they do."""
    mark = mark_of(digest_of([details.digest, recipe.version, arguments]))
    return f"{PurePosixPath(path).with_suffix('')}.{mark}"


def _in_points(picture: FramedPicture, composer: Composer) -> PictureDetails | None:
    """Return what is known of a picture in points, None for a drawing in lines or a faulty one."""
    details = composer.contribution(PictureDetails, PictureFile(picture.path, picture.credit))
    return details if details is not None and details.kind != "vector" else None


def _box_of(shape: str, framing: Framing, details: PictureDetails) -> Box:
    region = dict(framing.crops).get(shape)
    return box_of((details.width, details.height), shape, framing.focus, region)

"""Pictures as a capability: tells in which files a picture is published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from broadsheet.api import (
    Capability,
    Composer,
    Contributor,
    Derivative,
    PictureCrop,
    PictureDetails,
    PictureFile,
    PictureSizes,
    PictureSource,
    Settings,
)
from broadsheet.incremental.digests import digest_of
from broadsheet.pictures.boxes import Box, box_of, is_far_from, size_of
from broadsheet.pictures.recipe import RECIPE, encoder
from broadsheet.pictures.settings import PicturesSettings
from broadsheet.pictures.sizes import (
    Size,
    Sizes,
    card_sizes_of,
    height_of,
    is_large,
    shared_size_of,
    sizes_of,
)
from broadsheet.story.framing import FOUND, SHARED

_MARK = 5  # bytes in the name of a file, by which it may be kept for ever


class Pictures(Capability[PicturesSettings]):
    """Plans the sizes of pictures, which a recipe makes; see `developing.py`."""

    def __init__(self, settings: Settings) -> None:
        """Read the settings."""
        super().__init__(settings)
        self._is_preview = bool(settings.get("BUILD_PREVIEW"))

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells in which files a picture, and a part of one, is published."""
        parts = {(PictureCrop, PictureSizes): self.crop}
        return parts | ({(PictureFile, PictureSizes): self.sizes} if self._makes_sizes else {})

    @property
    def _makes_sizes(self) -> bool:
        """Whether there are several files. In a preview a new picture is to be seen at once."""
        return self.settings.in_sizes and not self._is_preview

    def sizes(self, picture: PictureFile, composer: Composer) -> PictureSizes | None:
        """Return the files of a picture, None for one that is published as it is."""
        details = composer.contribution(PictureDetails, picture)
        if details is None:
            return None
        sizes = sizes_of(details.width, details.kind, is_opaque=details.is_opaque)
        return self._published(picture.path, details, sizes, composer) if sizes else None

    def crop(self, crop: PictureCrop, composer: Composer) -> PictureSizes | None:
        """Return the files of a part of a picture, None where the whole picture does as well.

        A card crops it by itself, from the middle, as long as it leaves out little. Other sites
        crop it as they like where they are given no part.
        """
        details = composer.contribution(PictureDetails, PictureFile(crop.path))
        if details is None or not details.may_crop or details.kind not in ("photograph", "drawing"):
            return None
        return (self._shared if crop.is_shared else self._on_card)(crop, details, composer)

    def _shared(
        self, crop: PictureCrop, details: PictureDetails, composer: Composer
    ) -> PictureSizes | None:
        """Return the file of a part for other sites. One effort makes those of all shapes."""
        if not self._makes_sizes:
            return None
        shapes = (*FOUND, SHARED)
        boxes = [_box_of(shape, crop, details) for shape in shapes]
        sizes = [shared_size_of(box, details.kind, is_opaque=details.is_opaque) for box in boxes]
        own = sizes[shapes.index(crop.shape)]
        if own is None:
            return None
        together = filter(None, sizes)
        return self._published(crop.path, details, Sizes((), own), composer, together)

    def _on_card(
        self, crop: PictureCrop, details: PictureDetails, composer: Composer
    ) -> PictureSizes | None:
        box = _box_of(crop.shape, crop, details)
        is_chosen = crop.focus is not None or crop.shape in dict(crop.crops)
        has_sizes = self._makes_sizes and is_large(details.width)
        is_worth_it = has_sizes and is_far_from((details.width, details.height), box)
        if not is_chosen and not is_worth_it:
            return None
        sizes = card_sizes_of(box, details.kind, is_opaque=details.is_opaque)
        sizes = sizes if self._makes_sizes else Sizes((), sizes.plain)
        return self._published(crop.path, details, sizes, composer)

    def _published(
        self,
        path: str,
        details: PictureDetails,
        sizes: Sizes,
        composer: Composer,
        together: Iterable[Size] = (),
    ) -> PictureSizes:
        """Return files as pages name them. together: all that one effort makes, if that is more."""
        made = tuple(together) or tuple(sizes.all)
        wanted = tuple((each.media_type, each.width, each.box) for each in made)
        arguments = (wanted, details.rights, encoder())
        mark = digest_of([details.digest, RECIPE.version, arguments])[:_MARK].hex()
        stem = str(PurePosixPath(path).with_suffix(""))
        addresses = composer.addresses

        def named(size: Size) -> str:
            return f"{stem}.{mark}.{size.name}"

        def url(size: Size) -> str:
            return addresses.site_url(addresses.file(named(size)))

        def source(of: tuple[Size, ...]) -> PictureSource:
            srcset = ", ".join(f"{url(each)} {each.width}w" for each in of)
            return PictureSource(of[0].media_type, srcset)

        plain = sizes.plain
        whole = (details.width, details.height)
        return PictureSizes(
            url=url(plain),
            width=plain.width,
            height=height_of(plain.width, size_of(plain.box) if plain.box else whole),
            media_type=plain.media_type,
            sources=tuple(map(source, sizes.modern)),
            files=tuple(
                Derivative(named(each), RECIPE, (path,), arguments, path, part=each.name)
                for each in sizes.all
            ),
            with_original=self.settings.originals,
        )


def _box_of(shape: str, crop: PictureCrop, details: PictureDetails) -> Box:
    region = dict(crop.crops).get(shape)
    return box_of((details.width, details.height), shape, crop.focus, region)

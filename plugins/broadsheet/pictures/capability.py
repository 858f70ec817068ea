"""Pictures as a capability: tells in which files a picture is published."""

from __future__ import annotations

from collections.abc import Mapping
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
        size = (details.width, details.height)
        box = box_of(size, crop.shape, crop.focus, crop.region)
        sizes = self._of_crop(crop, details, box)
        return self._published(crop.path, details, sizes, composer) if sizes else None

    def _of_crop(self, crop: PictureCrop, details: PictureDetails, box: Box) -> Sizes | None:
        is_opaque, is_chosen = details.is_opaque, bool(crop.focus or crop.region)
        if crop.is_shared:
            size = shared_size_of(box, details.kind, is_opaque=is_opaque)
            return Sizes((), size) if size and self._makes_sizes else None
        has_sizes = self._makes_sizes and is_large(details.width)
        is_worth_it = has_sizes and is_far_from((details.width, details.height), box)
        if not is_chosen and not is_worth_it:
            return None
        sizes = card_sizes_of(box, details.kind, is_opaque=is_opaque)
        return sizes if self._makes_sizes else Sizes((), sizes.plain)

    def _published(
        self, path: str, details: PictureDetails, sizes: Sizes, composer: Composer
    ) -> PictureSizes:
        wanted = tuple((each.media_type, each.width, each.box) for each in sizes.all)
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

"""Pictures as a capability: tells in which files a picture is published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from broadsheet.api import (
    Capability,
    Composer,
    Contributor,
    Derivative,
    PictureDetails,
    PictureFile,
    PictureSizes,
    PictureSource,
    Settings,
)
from broadsheet.incremental.digests import digest_of
from broadsheet.pictures.recipe import RECIPE, encoder
from broadsheet.pictures.settings import PicturesSettings
from broadsheet.pictures.sizes import Size, Sizes, height_of, sizes_of

_MARK = 5  # bytes in the name of a file, by which it may be kept for ever


class Pictures(Capability[PicturesSettings]):
    """Plans the sizes of pictures, which a recipe makes; see `developing.py`."""

    def __init__(self, settings: Settings) -> None:
        """Read the settings. In a preview a new picture is to be on the screen at once."""
        super().__init__(settings)
        self._makes_sizes = self.settings.in_sizes and not settings.get("BUILD_PREVIEW")

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells in which sizes a picture is published."""
        return {(PictureFile, PictureSizes): self.sizes} if self._makes_sizes else {}

    def sizes(self, picture: PictureFile, composer: Composer) -> PictureSizes | None:
        """Return the files of a picture, None for one that is published as it is."""
        details = composer.contribution(PictureDetails, picture)
        if details is None:
            return None
        sizes = sizes_of(details.width, details.kind, is_opaque=details.is_opaque)
        return self._sizes(picture.path, details, sizes, composer) if sizes else None

    def _sizes(
        self, path: str, details: PictureDetails, sizes: Sizes, composer: Composer
    ) -> PictureSizes:
        wanted = tuple((each.media_type, each.width) for each in sizes.all)
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

        return PictureSizes(
            url=url(sizes.plain),
            width=sizes.plain.width,
            height=height_of(sizes.plain.width, (details.width, details.height)),
            media_type=sizes.plain.media_type,
            sources=tuple(map(source, sizes.modern)),
            files=tuple(
                Derivative(named(each), RECIPE, (path,), arguments, path, part=each.name)
                for each in sizes.all
            ),
            with_original=self.settings.originals,
        )

"""The settings of pictures in sizes."""

from __future__ import annotations

from pydantic import Field

from broadsheet.api import CapabilitySettings


class PicturesSettings(CapabilitySettings):
    """Whether pictures are published in sizes, and whether their own files are as well."""

    in_sizes: bool = Field(True, alias="PICTURES_IN_SIZES")
    """Whether pictures are published in sizes, of which browsers choose one. A preview does
    without."""

    originals: bool = Field(False, alias="PICTURES_ORIGINALS")
    """Whether the picture's own file is published as well. One that a text links to is in any
    case."""

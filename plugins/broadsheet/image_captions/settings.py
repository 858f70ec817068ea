"""The settings of image captions."""

from __future__ import annotations

from pydantic import Field

from broadsheet.site.options import CapabilitySettings


class ImageSettings(CapabilitySettings):
    """Which names are credits."""

    names: tuple[str, ...] = Field((), alias="IMAGE_CREDIT_NAMES")
    """Names that are the credit wherever one stands in a bracket at the end of a caption, such as
    those of the paper's own photographers. Any other bracket that only reads like a name, such as
    `(SPD)`, gives way to the sidecar and to the file, with a warning. Example: `["Ann Lee"]`."""

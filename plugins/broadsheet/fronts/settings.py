"""The settings of fronts."""

from __future__ import annotations

from pydantic import Field

from broadsheet.site.options import CapabilitySettings


class FrontSettings(CapabilitySettings):
    """How long fronts are."""

    length: int = Field(24, alias="FRONT_LENGTH", ge=1)
    """How many stories a front shows before it points to its archive."""

"""The settings of the page of corrections."""

from __future__ import annotations

from pydantic import Field

from broadsheet.api import CapabilitySettings


class CorrectionsSettings(CapabilitySettings):
    """How long the page of corrections is."""

    length: int = Field(50, alias="CORRECTIONS_LENGTH", ge=1)
    """How many corrections the page shows; all others are on the pages of their years."""

"""The settings of series."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from broadsheet.api import CapabilitySettings, StrictSettings
from broadsheet.site.models import Prose, with_slug


class NamedSeries(StrictSettings):
    """A series that the settings name."""

    name: str
    """Its name, as stories write it."""

    slug: str = ""
    """The last part of the address of its front; left out, it is made from the name."""

    description: Prose | None = None
    """A sentence or two under its heading."""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return with_slug(value)


class SeriesSettings(CapabilitySettings):
    """Which series there are."""

    named: tuple[NamedSeries, ...] | None = Field(None, alias="SERIES")
    """The series of the paper. Each is a name, or a group of `name`, `slug` and `description`. A
    story that names another is told. With None the series are taken from the stories.
    """

"""The settings of fronts and of redirects."""

from __future__ import annotations

from pydantic import Field

from broadsheet.fronts.redirect_maps import Server
from broadsheet.site.options import CapabilitySettings


class FrontSettings(CapabilitySettings):
    """How long fronts are, and who knows of old addresses."""

    length: int = Field(24, alias="FRONT_LENGTH", ge=1)
    """How many stories a front shows before it points to its archive."""

    redirects: Server | None = Field(None, alias="REDIRECTS")
    """The web server for which there is a map of old addresses: `"nginx"`, `"netlify"` or
    `"cloudflare"`; None for no map.
    """

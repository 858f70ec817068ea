"""Feeds: full stories in Atom for the site, each section and each author."""

from __future__ import annotations

from plugins.edition.capability import Capability, get_capabilities
from plugins.syndication.capability import Syndication


def provide(settings: object) -> type[Capability]:
    """Answer the edition's call for capabilities."""
    del settings
    return Syndication


def register() -> None:
    """Pelican's call to a plugin."""
    get_capabilities.connect(provide)

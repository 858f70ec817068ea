"""The pages: stories, home, fronts of sections, topics and authors, archives, static pages."""

from __future__ import annotations

from plugins.edition.capability import Capability, get_capabilities
from plugins.fronts.capability import Fronts


def provide(settings: object) -> type[Capability]:
    """Answer the edition's call for capabilities."""
    del settings
    return Fronts


def register() -> None:
    """Pelican's call to a plugin."""
    get_capabilities.connect(provide)

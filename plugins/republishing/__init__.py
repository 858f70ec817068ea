"""Republishing: on what terms others may print a story, told to readers and to rights desks.

Stands on stories and on the edition; knows no other capability.
"""

from __future__ import annotations

from plugins.edition.capability import Capability, get_capabilities
from plugins.edition.site import Settings
from plugins.republishing.capability import Republishing


def register() -> None:
    """Pelican's call to a plugin."""
    get_capabilities.connect(_republishing)


def _republishing(settings: Settings) -> type[Capability]:
    """Answer the edition's call for capabilities."""
    del settings
    return Republishing

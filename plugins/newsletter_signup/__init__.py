"""The newsletter sign-up block: which newsletter, where in the story, and whose form."""

from __future__ import annotations

from plugins.edition.capability import get_capabilities
from plugins.edition.site import Settings
from plugins.newsletter_signup.capability import NewsletterSignup


def register() -> None:
    """Pelican's call to a plugin."""
    get_capabilities.connect(offer)


def offer(settings: Settings) -> type[NewsletterSignup]:
    """Answer the edition's question for capabilities."""
    del settings
    return NewsletterSignup

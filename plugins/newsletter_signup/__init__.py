"""The newsletter sign-up block: which newsletter, where in the story, and whose form."""

from plugins.newsletter_signup.capability import NewsletterSignup

CAPABILITY = NewsletterSignup


def register() -> None:
    """Pelican's call to a plugin; the edition finds CAPABILITY by itself."""

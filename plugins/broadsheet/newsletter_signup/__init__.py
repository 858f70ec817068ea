"""The newsletter sign-up block: which newsletter, where in the story, and whose form."""

from broadsheet.in_pelican.connecting import connect
from broadsheet.newsletter_signup.capability import NewsletterSignup

CAPABILITY = NewsletterSignup


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    connect(__name__, f"{__name__}.in_pelican.SignupBlocks")

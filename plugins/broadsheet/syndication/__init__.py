"""Feeds: stories in Atom for the site, each section and each author."""

from broadsheet.syndication.capability import Syndication

CAPABILITY = Syndication


def register() -> None:
    """Pelican's call to a plugin; the edition finds CAPABILITY by itself."""

"""Feeds: stories in Atom and JSON for the site, each section, each topic and each author."""

from broadsheet.in_pelican.connecting import for_papers_only
from broadsheet.syndication.capability import Syndication

CAPABILITY = Syndication


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

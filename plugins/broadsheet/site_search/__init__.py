"""Search: a form by which readers look through the paper, on the archive and where they are lost.

Whom the form asks is for the paper to say: a search engine that can be kept to one site, or a
program of its own. Nothing is sent, and nothing loaded, before a reader asks.
"""

from broadsheet.api import for_papers_only
from broadsheet.site_search.capability import SiteSearch

CAPABILITY = SiteSearch


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

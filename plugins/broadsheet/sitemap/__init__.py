"""The sitemaps: which pages search engines may have, what pictures they show, when they changed.

Form: https://www.sitemaps.org/protocol.html, with Google's extensions for images and for news.
Stories lie in a file for each month in which they were published, so that a new story changes one
small file and the list of all; sections, topics, authors, archives and other pages have a file of
each kind. The news of the last two days is a file by itself, which changes with the clock.
"""

from broadsheet.api import for_papers_only
from broadsheet.sitemap.capability import Sitemap

CAPABILITY = Sitemap


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

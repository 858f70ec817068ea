"""The sitemap: which pages search engines may have, and when they changed.

Form: https://www.sitemaps.org/protocol.html. Pages lie in a file for each month in which they
were published, so that a new story changes one small file and the list of all.
"""

from broadsheet.api import for_papers_only
from broadsheet.sitemap.capability import Sitemap

CAPABILITY = Sitemap


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

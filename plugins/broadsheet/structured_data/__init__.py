"""Structured data: what a page is about, in the words of schema.org, for search engines.

A story is a NewsArticle, an opinion an OpinionNewsArticle; an author's page is a ProfilePage; the
paper is a NewsMediaOrganization. What is said is what the page shows.
"""

from broadsheet.api import for_papers_only
from broadsheet.structured_data.capability import StructuredData

CAPABILITY = StructuredData


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

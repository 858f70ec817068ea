"""The pages: stories, home, fronts of sections, topics and authors, archives, static pages."""

from broadsheet.fronts.capability import Fronts
from broadsheet.in_pelican.connecting import for_papers_only

CAPABILITY = Fronts


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

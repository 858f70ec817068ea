"""The pages: stories, home, fronts of sections, topics and authors, archives, static pages."""

from broadsheet.fronts.capability import Fronts

CAPABILITY = Fronts


def register() -> None:
    """Pelican's call to a plugin; the edition finds CAPABILITY by itself."""

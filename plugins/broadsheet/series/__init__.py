"""Series: stories that belong together and have an order, with a front of their own.

Stories name their series, `series: The long war`. Its front lists the parts in their order, and
each part leads to the one before and the one after.
"""

from broadsheet.api import for_papers_only
from broadsheet.series.capability import SeriesOfStories

CAPABILITY = SeriesOfStories


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

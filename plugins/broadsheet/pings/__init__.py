"""Pings: search engines and hubs are told at once which addresses have changed.

Only those whose bytes have changed, appeared or gone with an edition, once readers see it, and none
of what search engines may not have. Forms: https://www.indexnow.org/documentation for pages, and
WebSub (https://www.w3.org/TR/websub/) for feeds, whose hub is FEED_HUB.
"""

from broadsheet.api import for_papers_only
from broadsheet.pings.capability import Pings

CAPABILITY = Pings


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

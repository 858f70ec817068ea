"""Republishing: on what terms others may print a story, told to readers and to rights desks.

Stands on stories and on the edition; knows no other capability.
"""

from broadsheet.in_pelican.connecting import connect
from broadsheet.republishing.capability import Republishing

CAPABILITY = Republishing


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    connect(__name__, f"{__name__}.in_pelican.Notices")

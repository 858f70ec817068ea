"""Republishing: on what terms others may print a story, told to readers and to rights desks.

Stands on stories and on the edition; knows no other capability.
"""

from plugins.republishing.capability import Republishing

CAPABILITY = Republishing


def register() -> None:
    """Pelican's call to a plugin; the edition finds CAPABILITY by itself."""

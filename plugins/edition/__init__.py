"""The edition: from a folder of content to a checked plan of pages, and to the printed site.

Knows stories, sections, topics and authors; knows no capability.
"""

from __future__ import annotations

from plugins.edition.newspaper import quiet_pelican

# Settings files import this package first of all: Pelican reads its command line after that.
quiet_pelican()


def register() -> None:
    """Pelican's call to a plugin; there is nothing to connect."""

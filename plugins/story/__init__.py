"""What an article is: its front matter, its faults, and how it is read."""

from __future__ import annotations


def register() -> None:
    """Pelican's call to a plugin; the edition asks this package for what it needs."""

"""Building only what changed, and building that in parallel."""

from __future__ import annotations


def register() -> None:
    """Pelican's call to a plugin; the edition asks this package for what it needs."""

"""Words: the messages of the program, the theme and plugins, and their translations."""

from __future__ import annotations

__all__ = ["N_"]


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Return a message as it is: marks it for the catalogues; it is translated when shown."""
    return message

"""Words: what readers see that neither a writer nor the settings have written."""

from __future__ import annotations

__all__ = ["N_"]


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Return a message as it is, marked for the catalogues: whoever shows it has it translated."""
    return message

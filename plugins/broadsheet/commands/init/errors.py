"""The error of `broadsheet init`."""

from __future__ import annotations

from broadsheet.reporting.errors import BroadsheetError


class CannotInit(BroadsheetError):
    """A paper that cannot be made; nothing was written. The message says why and what to do."""

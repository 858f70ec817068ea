"""The site's language as the printer of names and amounts knows it."""

from __future__ import annotations

from babel import Locale
from babel.localedata import locale_identifiers


def locale_of(lang: str) -> Locale:
    """Return the locale nearest to a language code such as en-GB; English where none is near."""
    found = Locale.negotiate([lang.replace("-", "_")], locale_identifiers())
    return found or Locale("en")

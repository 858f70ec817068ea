"""Typographic refinement: curly quotes, dashes, no lonely last words; typogrify does the work.

Pelican's own settings say how: TYPOGRIFY, TYPOGRIFY_OMIT_FILTERS, TYPOGRIFY_IGNORE_TAGS and
TYPOGRIFY_DASHES.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import smartypants
from markupsafe import Markup
from typogrify.filters import typogrify

_DASHES = {
    "default": smartypants.Attr.q | smartypants.Attr.b | smartypants.Attr.d | smartypants.Attr.e,
    "oldschool": smartypants.Attr.q | smartypants.Attr.b | smartypants.Attr.D | smartypants.Attr.e,
    "oldschool_inverted": (
        smartypants.Attr.q | smartypants.Attr.b | smartypants.Attr.i | smartypants.Attr.e
    ),
}


@dataclass(frozen=True)
class Typography:
    """How text is refined."""

    on: bool = True
    omit: tuple[str, ...] = ()
    ignore_tags: tuple[str, ...] = ()
    dashes: str = "default"

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Typography:
        """Read Pelican's TYPOGRIFY settings."""
        return cls(
            on=bool(settings.get("TYPOGRIFY")),
            omit=tuple(settings.get("TYPOGRIFY_OMIT_FILTERS") or ()),
            ignore_tags=tuple(settings.get("TYPOGRIFY_IGNORE_TAGS") or ()),
            dashes=settings.get("TYPOGRIFY_DASHES") or "default",
        )

    def html(self, text: str) -> str:
        """Refine HTML; tags, code and preformatted text stay as they are."""
        if not self.on or not text.strip():
            return text
        # smartypants offers no argument for this through typogrify: only its module's default.
        smartypants.Attr.default = _DASHES[self.dashes]
        switches = dict.fromkeys(self.omit, False)
        return str(typogrify(text, list(self.ignore_tags), **switches))

    def text(self, text: str) -> Markup:
        """Escape plain text and refine it."""
        curled = self.on and "smartypants" not in self.omit
        # Quotes are left to be curled: smartypants does not know them as `&#34;` and `&#39;`.
        escaped = html.escape(text, quote=not curled)
        return Markup(self.html(escaped))  # noqa: S704 - escaped on the line above

"""Typography: quotes, dashes and spaces as the language of a text wants them.

Pelican's own settings say how: TYPOGRIFY, TYPOGRIFY_OMIT_FILTERS, TYPOGRIFY_IGNORE_TAGS and
TYPOGRIFY_DASHES. The language is that of the story, else DEFAULT_LANG.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup
from typogrify import filters

from broadsheet.story.compositor import Compositor
from broadsheet.story.marks import marks_of
from broadsheet.story.setter import changed, changes_in

FILTERS = ("amp", "smartypants", "caps", "initial_quotes", "widont")
"""What TYPOGRIFY_OMIT_FILTERS may hold; `widont` is never done, and may be named all the same."""

# The first quote of a block, behind the tags that open there.
_INITIAL_QUOTE = re.compile(
    r"((?:<(?:p|h[1-6]|li|dt|dd)(?:\s[^>]*)?>|^)\s*"
    r"(?:<(?:a|em|span|strong|i|b)(?:\s[^>]*)?>\s*)*)([“„«»”\"]|[‘‚‹›'])"
)


@dataclass(frozen=True)
class Typography:
    """How text is set. lang: the language of a text that says nothing of its own."""

    on: bool = True
    omit: tuple[str, ...] = ()
    ignore_tags: tuple[str, ...] = ()
    dashes: str = "default"
    lang: str = "en"

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Typography:
        """Read Pelican's TYPOGRIFY settings."""
        return cls(
            on=bool(settings.get("TYPOGRIFY")),
            omit=tuple(settings.get("TYPOGRIFY_OMIT_FILTERS") or ()),
            ignore_tags=tuple(settings.get("TYPOGRIFY_IGNORE_TAGS") or ()),
            dashes=settings.get("TYPOGRIFY_DASHES") or "default",
            lang=str(settings.get("DEFAULT_LANG") or "en"),
        )

    def html(self, text: str, lang: str | None = None) -> str:
        """Set HTML; tags, code and preformatted text stay as they are."""
        if not self.on or not text.strip():
            return text
        text = _compositor(self, lang or self.lang).html(text)
        wanted = {"caps", "initial_quotes"}.difference(self.omit)
        if not wanted:
            return text
        pieces = filters.process_ignores(text, list(self.ignore_tags))
        return "".join(_framed(piece, wanted) if is_prose else piece for piece, is_prose in pieces)

    def text(self, text: str, lang: str | None = None) -> Markup:
        """Escape plain text and set it."""
        curls = self.on and "smartypants" not in self.omit
        # Where quotes are set they stay unescaped: in HTML between tags that is no danger.
        escaped = html.escape(text, quote=not curls)
        return Markup(self.html(escaped, lang))  # noqa: S704 - escaped on the line above

    def plain(self, text: str, lang: str | None = None) -> str:
        """Set plain text, which stays plain."""
        marks = marks_of(lang or self.lang)
        if not self.on or "smartypants" in self.omit or marks is None:
            return text
        return changed(text, changes_in(text, marks, self.dashes))


@cache
def _compositor(typography: Typography, lang: str) -> Compositor:
    curls = "smartypants" not in typography.omit
    return Compositor(
        marks_of(lang) if curls else None,
        typography.dashes,
        tuple(each.strip() for each in typography.ignore_tags),
        curls,
        ampersands="amp" not in typography.omit,
    )


def _framed(text: str, wanted: set[str]) -> str:
    """Return HTML with typogrify's elements around capitals and around the first quote."""
    if "caps" in wanted:
        text = filters.caps(text)
    return _INITIAL_QUOTE.sub(_frame, text) if "initial_quotes" in wanted else text


def _frame(found: re.Match[str]) -> str:
    kind = "quo" if found[2] in "‘‚‹›'" else "dquo"
    return f'{found[1]}<span class="{kind}">{found[2]}</span>'

"""Typographic refinement by typogrify: curly quotes, dashes, no lonely last words.

Pelican's own settings say how: TYPOGRIFY, TYPOGRIFY_OMIT_FILTERS, TYPOGRIFY_IGNORE_TAGS and
TYPOGRIFY_DASHES.

The result is always exactly typogrify's. For speed, steps that cannot change a text are skipped:
most texts hold no quote, no dash and no ampersand.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import smartypants
from markupsafe import Markup
from typogrify import filters

# As smartypants cuts HTML: comments and tags, all else is text.
_TAG = re.compile(r"(<!--.*?--\s*>|<[^>]*>)", re.DOTALL)
_UNTOUCHED = re.compile(rf"<(/)?({'|'.join(smartypants.tags_to_skip)})[^>]*>", re.IGNORECASE)
# Without one of these, no step of smartypants finds anything.
_CURLED = re.compile(r"""[\\"'`]|--|\.\.\.|\. \. \.""")
# Without this, typogrify finds no ampersand that stands alone.
_LONE_AMPERSAND = re.compile(r"&(?:amp;|#38;)?(?:\s|&nbsp;)")
# The first letters of the tags that typogrify leaves alone unasked.
_CODE = re.compile(r"<(?:pre|code)", re.IGNORECASE)

# The last white space of a block, as typogrify finds it, but looked for from the space, not from
# the letter before: a text has fewer of them. What stands before is seen to in `_joined`.
_INLINE = r"(?:a|em|span|strong|i|b)"
_LAST_SPACE = re.compile(
    rf"\s(?<=[^<\s]\s)\s*+(?=[^<>\s]++\s*+(?:</{_INLINE}>\s*+)*+(?:</(?:p|h[1-6]|li|dt|dd)>|$))"
)
_INLINE_TAG = re.compile(rf"</?{_INLINE}[^>]*>")

DASHES: Mapping[str, Callable[[str], str]] = {
    "default": smartypants.convert_dashes,
    "oldschool": smartypants.convert_dashes_oldschool,
    "oldschool_inverted": smartypants.convert_dashes_oldschool_inverted,
}
"""What TYPOGRIFY_DASHES may be."""

# Whatever else a text holds, smartypants takes this for an apostrophe, but for two with an “s”
# between them. Half of all texts that hold quotes hold no others.
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])(?<!'s)'(?!s')(?=[^\W\d_])")
_LONE_QUOTES = {"'": ("&#8216;", "&#8217;"), '"': ("&#8220;", "&#8221;")}


FILTERS = ("amp", "smartypants", "caps", "initial_quotes", "widont")
"""What TYPOGRIFY_OMIT_FILTERS may hold."""


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
        if not self.ignore_tags and not _CODE.search(text):
            return self._refine(text)
        pieces = filters.process_ignores(text, list(self.ignore_tags))
        return "".join(self._refine(piece) if wanted else piece for piece, wanted in pieces)

    def text(self, text: str) -> Markup:
        """Escape plain text and refine it."""
        curled = self.on and "smartypants" not in self.omit
        # Quotes stay unescaped: smartypants would not recognise `&#34;` and `&#39;`.
        escaped = html.escape(text, quote=not curled)
        return Markup(self.html(escaped))  # noqa: S704 - escaped on the line above

    def _refine(self, text: str) -> str:
        """Apply typogrify's filters in typogrify's order."""
        if "amp" not in self.omit and _LONE_AMPERSAND.search(text):
            text = filters.amp(text)
        if "smartypants" not in self.omit and _CURLED.search(text):
            text = "".join(_curled(text, DASHES[self.dashes]))
        text = filters.applyfilters(text, **self._others)
        return text if "widont" in self.omit else _LAST_SPACE.sub(_joined, text)

    @cached_property
    def _others(self) -> Mapping[str, bool]:
        """The filters that typogrify does itself, as its switches."""
        return dict.fromkeys((*self.omit, "amp", "smartypants", "widont"), False)


def _joined(space: re.Match[str]) -> str:
    """Return what stands for the last white space: behind some tags it must stay as it is."""
    text, start = space.string, space.start()
    if text[start - 1] == ">":
        tag = text.rfind(">", 0, start - 1) + 1
        if not _INLINE_TAG.search(text, tag, start):
            return space[0]
    return "&nbsp;"


def _curled(text: str, dashes: Callable[[str], str]) -> Iterator[str]:
    """Yield the pieces of HTML, each as smartypants makes it."""
    open_tags: list[str] = []  # open tags whose text is not changed
    before = ""  # the last letter of the text before: it says which way a lone quote turns
    for number, piece in enumerate(_pieces(text)):
        if number % 2 and not _is_text(piece):
            _follow(piece, open_tags)
            yield piece
        elif piece:
            yield piece if open_tags else _curl(piece, before, dashes)
            before = piece[-1]


def _curl(text: str, before: str, dashes: Callable[[str], str]) -> str:
    """Return a text without tags as smartypants makes it."""
    if not _CURLED.search(text):
        return text
    if "\\" in text:
        text = smartypants.process_escapes(text)
    text = smartypants.convert_backticks(smartypants.convert_ellipses(dashes(text)))
    if text in _LONE_QUOTES:
        return _LONE_QUOTES[text][bool(before) and not before.isspace()]
    text = _APOSTROPHE.sub("&#8217;", text)
    return str(smartypants.convert_quotes(text)) if "'" in text or '"' in text else text


def _pieces(text: str) -> list[str]:
    """Cut HTML into texts and tags, in turns; a text comes first and may be empty."""
    # Behind the last `>` no tag ends: no need to look for one at each `<` there.
    end = text.rfind(">") + 1
    pieces = _TAG.split(text[:end])
    pieces[-1] += text[end:]
    return pieces


def _is_text(tag: str) -> bool:
    """Say whether smartypants takes a comment for text: one with two hyphens inside."""
    return tag.startswith("<!--") and "--" in tag[4:].rstrip(">").rstrip().rstrip("-")


def _follow(tag: str, open_tags: list[str]) -> None:
    """Keep the list of open tags whose text stays as it is."""
    found = _UNTOUCHED.match(tag)
    if not found:
        return
    name = found[2].lower()
    if not found[1]:
        open_tags.append(name)
    elif open_tags and open_tags[-1] == name:
        open_tags.pop()

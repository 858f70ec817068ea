"""Unbroken words: a headline does not end a line with the first two letters of `re-elected`."""

from __future__ import annotations

import re

from markupsafe import Markup

_LONGEST = 16  # letters that fit into the narrowest column of headlines
_WORD = re.compile(r"<[^>]*>|(?<![\w-])\w{1,3}-\w[\w-]*")


def unbroken(html: Markup) -> Markup:
    """Return a headline in which words with a short first part are in a span that does not break.

    html: of a line, as reading sets it.
    """

    def kept(found: re.Match[str]) -> str:
        word = found[0]
        is_tag = word[0] == "<"
        return word if is_tag or len(word) > _LONGEST else f'<span class="unbroken">{word}</span>'

    return Markup(_WORD.sub(kept, html))  # noqa: S704 - reading made it safe, and a span is

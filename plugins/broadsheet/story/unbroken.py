"""Unbroken words: what lines of a headline neither end nor begin with.

No line ends with the short first part of `re-elected`, and none begins with a dash.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_LONGEST = 16  # letters; longer ones would leave too much of a line empty
_UNBROKEN = re.compile(r"<[^>]*>|(?<![^\s>])[^\s<>]{1,14} [–—](?=\s)|(?<![\w-])\w{1,4}-\w[\w-]*")


def unbroken(html: Markup) -> Markup:
    """Return a headline with spans around what stays together in a line.

    html: of a line, as reading sets it.
    """

    def kept(found: re.Match[str]) -> str:
        together = found[0]
        is_free = together[0] == "<" or len(together) > _LONGEST
        return together if is_free else f'<span class="unbroken">{together}</span>'

    # As a text, so that a name that a template does not get is told by what knows the others.
    return Markup(_UNBROKEN.sub(kept, str(html)))  # noqa: S704 - reading made it safe, and a span is

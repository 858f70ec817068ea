"""Slugs: the part of an address that a name or a headline makes."""

from __future__ import annotations

import re
from functools import lru_cache

from broadsheet.pelican_api import slugify

_RULES = [
    (r"[’'‘]", ""),
    (r"[^\w\s-]", " "),
    (r"(?u)\A\s*", ""),
    (r"(?u)\s*\Z", ""),
    (r"[-\s]+", "-"),
]


@lru_cache(maxsize=16_384)  # the names of topics, authors and sections come again and again
def slug_of(text: str) -> str:
    """Return the slug of a text: lower case, words joined by hyphens; "" when nothing is left.

    Letters of other scripts are written in Latin ones, as Pelican does it.
    """
    return re.sub(r"-+", "-", str(slugify(text, regex_subs=_RULES))).strip("-_")

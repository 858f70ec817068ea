"""Names: compares names in bylines and credits with those of rules, in all their spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from broadsheet.story.slugs import slug_of

_INITIALS = re.compile(r"(?<!\w)[^\W\d_](?:[.\s]+[^\W\d_])+(?!\w)")
"""Letters that stand for words: A.F.P., J. R. R."""

_BETWEEN_NAMES = re.compile(r"[/\u2044\u2215,;()\[\]|+&•·]|\s[-–—]+\s")
_APOSTROPHES = re.compile("['’‘]")


@lru_cache(maxsize=16_384)  # the same names stand in most bylines
def spelling(name: str) -> str:
    """Return a name in a form that is the same for all its spellings; "" if it has no letters.

    Neither case nor punctuation, nor the Unicode form, nor the full stops of an abbreviation
    matter: “A.F.P.” is “afp”.
    """
    composed = unicodedata.normalize("NFKC", name)
    return slug_of(_INITIALS.sub(lambda found: re.sub(r"[.\s]+", "", found[0]), composed))


def signs(signature: str, name: str) -> bool:
    """Say whether a byline or a credit is a name, or one of those that it is made of.

    What separates names are slashes, commas, semicolons, brackets, bars, dots in the middle, `+`,
    `&`, and dashes between spaces: “Jane Doe/AFP” and “Jane Doe (AFP)” both are AFP's. Words such
    as “with” do not separate, as they are others in each language; see `holds`.
    """
    return spelling(name) == spelling(signature) or _names(name) in _names(signature)


def holds(signature: str, name: str) -> bool:
    """Say whether a name stands in a byline or a credit, as words among others.

    “AFP’s correspondents” and “By A.F.P. in Paris” hold “AFP”, “AFPhoto” does not.
    """
    return f"-{_words(name)}-" in f"-{_words(signature)}-"


@lru_cache(maxsize=16_384)
def _names(signature: str) -> str:
    parts = map(spelling, _BETWEEN_NAMES.split(unicodedata.normalize("NFKC", signature)))
    return f"/{'/'.join(filter(None, parts))}/"


def _words(text: str) -> str:
    return spelling(_APOSTROPHES.sub(" ", text))

"""Names: which spellings of a byline, topic or section are one, and which slug each name gets.

A name is what its letters say. Names that sound alike, or are alike in Latin letters, are two: it
would be wrong to print a story under another reporter's name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256

from broadsheet.story.slugs import slug_of


@lru_cache(maxsize=16_384)  # the same names stand in most stories
def key_of(name: str) -> str:
    """Return the key of a name: the name itself, but for letter case and Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())


def slugs_of(keys: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return the slug of each key, no two alike; "" for one without letters and digits.

    Of several keys with one slug the first has it as it is. The slugs of the others end in a mark
    that is made of the name alone, so that no further name changes it. taken: slugs that are gone.
    """
    slugs: dict[str, str] = {}
    used = set(taken)
    for key in keys:
        slug = slug_of(key)
        slugs[key] = f"{slug}-{_mark(key)}" if slug in used else slug
        if slug:
            used.add(slug)
    return slugs


def _mark(key: str) -> str:
    """Return six digits and letters of a name. Addresses hold them: they must never change."""
    return sha256(key.encode()).hexdigest()[:6]

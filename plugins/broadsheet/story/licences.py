"""Licences: the pages of well-known ones, by the names that people write for them."""

from __future__ import annotations

import re

_PAGE = re.compile(r"https?://[^\s<>\"]+")
_CREATIVE_COMMONS = re.compile(
    r"(?:CC|Creative Commons)[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -](\d\.\d)(?:[ -]([A-Z]{2}))?",
    re.IGNORECASE,
)
_CC0 = re.compile(r"CC[ -]?0(?: 1\.0)?", re.IGNORECASE)


def page_of_licence(text: str) -> str | None:
    """Return the page of a licence: an address, or a well-known name such as “CC BY 4.0”.

    Addresses: https://creativecommons.org/share-your-work/cclicenses/.
    """
    if _PAGE.fullmatch(text):
        return text
    if found := _CREATIVE_COMMONS.fullmatch(text):
        parts = (found[1].lower(), found[2], *((found[3].lower(),) if found[3] else ()))
        return f"https://creativecommons.org/licenses/{'/'.join(parts)}/"
    return "https://creativecommons.org/publicdomain/zero/1.0/" if _CC0.fullmatch(text) else None

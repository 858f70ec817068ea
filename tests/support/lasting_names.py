"""Names that tell of the content, as tests compare them."""

from __future__ import annotations

import re

_MARK = re.compile(r"\.[0-9a-f]{10}(?=\.\w+$)")


def has_lasting_name(address: str) -> bool:
    """Say whether a name or an address ends with a digest of the content and an ending."""
    return _MARK.search(address) is not None


def plain_name(address: str) -> str:
    """Return a name or an address without the digest in it."""
    return _MARK.sub("", address)

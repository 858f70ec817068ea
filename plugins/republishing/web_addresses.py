"""Which addresses the settings may name: https elsewhere, or a path of this site."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from plugins.edition.addresses import Addresses


def is_path(address: str) -> bool:
    """Say whether an address is one of this site: it begins with a single slash."""
    return re.fullmatch(r"/(?![/\\])\S*", address) is not None


def is_https(address: str) -> bool:
    """Say whether an address is a full https one, with a host that holds no placeholder."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    whole = parts.scheme == "https" and bool(parts.hostname) and "{" not in parts.netloc
    return whole and re.search(r"\s", address) is None


def final(address: str, addresses: Addresses) -> str:
    """Return an address as pages print it: SITEURL's own path goes before a path of the site."""
    return addresses.site_url(address) if is_path(address) else address

"""Web addresses in settings: full ones elsewhere, by https, or paths of this site."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from broadsheet.site.addresses import Addresses
from broadsheet.story.fields import Text

_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


def web_address(value: str) -> str:
    """Return a full https address unchanged (http on this machine); raise ValueError else."""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"“{value}” is no address") from None
    # A placeholder may stand anywhere but in the host, which it could change.
    if not host or re.search(r"[{}]", parts.netloc) or re.search(r"[\s<>\"\\]", value):
        raise ValueError(f"“{value}” is no full address such as https://example.org/")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOCAL_HOSTS):
        raise ValueError(f"“{value}” does not begin with https://")
    return value


def web_address_or_path(value: str) -> str:
    """Return a full address, or a path of this site, unchanged; raise ValueError else."""
    if not value.startswith("/"):
        return web_address(value)
    if not is_path(value):
        raise ValueError(f"“{value}” is no path of this site")
    return value


def is_web_address(value: str) -> bool:
    """Say whether a text is a full address."""
    try:
        web_address(value)
    except ValueError:
        return False
    return True


def is_path(value: str) -> bool:
    """Say whether a text is a path of this site: it begins with a single slash."""
    return re.fullmatch(r"/(?!/)[^\s\\]*", value) is not None


def printed_address(address: str, addresses: Addresses) -> str:
    """Return an address as pages print it: SITEURL's own path goes before a path of the site."""
    return addresses.site_url(address) if is_path(address) else address


WebAddress = Annotated[Text, AfterValidator(web_address)]
WebAddressOrPath = Annotated[Text, AfterValidator(web_address_or_path)]

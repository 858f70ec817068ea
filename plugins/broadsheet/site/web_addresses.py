"""Web addresses in settings: full ones elsewhere, by https, or paths of this site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from broadsheet.story.fields import Text, Unfit, is_email

if TYPE_CHECKING:
    from broadsheet.site.addresses import Addresses

_MAIL = re.compile(r"mailto:[^@\s<>\"]+@[^@\s<>\"]+", re.IGNORECASE)
_TELEPHONE = re.compile(r"tel:[+0-9][0-9().;=a-z-]*", re.IGNORECASE)
_LOGIN = re.compile(r"[^/?#]*//[^/?#]*@")
_LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


def web_address(value: str) -> str:
    """Return a full https address unchanged (http on this machine); raise ValueError else."""
    scheme, host = _parts(value)
    if scheme != "https" and not (scheme == "http" and host in _LOCAL_HOSTS):
        raise ValueError(f"“{value}” does not begin with https://")
    return value


def linked_web_address(value: str) -> str:
    """Return a full address to which readers are sent unchanged, http too; raise ValueError else.

    Nothing is loaded from there and nothing sent, so that https cannot be asked of the other side.
    """
    scheme, _ = _parts(value)
    if scheme not in ("http", "https"):
        raise ValueError(f"“{value}” does not begin with https://")
    return value


def linked_address(value: str) -> str:
    """Return where a link may lead unchanged: a full address, a path, a mailbox, a telephone.

    Raises ValueError else.
    """
    if is_path(value) or _MAIL.fullmatch(value) or _TELEPHONE.fullmatch(value):
        return value
    if is_email(value) and not _LOGIN.match(value):
        raise Unfit(f"“{value}” is no address of a page", f"write mailto:{value}")
    if re.fullmatch(r"[\w-]+(/[\w-]+)*/?", value):
        what = f"“{value}” is neither a path of this site nor a full address"
        raise Unfit(what, f"write /{value.strip('/')}/, or an address with https://")
    return linked_web_address(value)


def _parts(value: str) -> tuple[str, str]:
    """Return the scheme and the host of a full address; raise ValueError for any other text."""
    if _LOGIN.match(value):  # it is not repeated: what is said of a fault stands in many a log
        what = "the address has a name or a password before its host, and everybody can read it"
        raise Unfit(what, "take out what stands before the @")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"“{value}” is no address") from None
    # A placeholder may stand anywhere but in the host, which it could change.
    if not host or re.search(r"[{}]", parts.netloc) or re.search(r"[\s<>\"\\]", value):
        raise ValueError(f"“{value}” is no full address such as https://example.org/")
    return parts.scheme, host


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
LinkedWebAddress = Annotated[Text, AfterValidator(linked_web_address)]
LinkedAddress = Annotated[Text, AfterValidator(linked_address)]

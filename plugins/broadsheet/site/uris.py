"""Web addresses as machines take them: the host in punycode, the path percent-encoded.

RFC 3987 calls the one form an IRI and the other a URI, and its section 3.1 leads to the other.

People write `https://zeitung-österreich.example/fünf Uhr`; feeds, tags for social networks and
many a mail program take `https://xn--zeitung-sterreich-6zb.example/f%C3%BCnf%20Uhr` only.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

import idna

USUAL_PORTS = {"http": 80, "https": 443}
_ASCII_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
# What may stand in a path as it is, and the sign of what is encoded already (RFC 3986, 3.3).
_SLASHES = re.compile("/{2,}")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_IN_A_PATH = "/%:@!$&'()*+,;=~-._"


def uri_of(address: str) -> str:
    """Return a full web address as machines take it; raise ValueError where it is none.

    Its user, its query and its fragment are dropped: no address of a site has them.
    """
    parts = urlsplit(address.strip())
    if parts.scheme not in USUAL_PORTS or not parts.hostname:
        raise ValueError("not a full address such as https://example.org")
    # A path that began with two slashes would name a host where it stands by itself.
    path = _SLASHES.sub("/", _LONE_PERCENT.sub("%25", parts.path))
    return f"{parts.scheme}://{_network_place(parts)}{quote(path, safe=_IN_A_PATH)}"


def ascii_host(host: str) -> str:
    """Return the name of a host in the letters of ASCII; raise ValueError where it is none."""
    host = host.lower().rstrip(".")  # that of the root of all names
    if ":" in host or _ASCII_HOST.fullmatch(host):  # an address of IPv6, or a plain name
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        what = f"“{host}” is no name of a host (write one with odd signs as `xn--…`)"
        raise ValueError(what) from None


def server_of(parts: SplitResult) -> tuple[str, int | None]:
    """Return the host and the port of a web address; raise ValueError where they are none.

    port: None for the usual one, whether it is written or not; one server has both, http's and
    https's.
    """
    usual = USUAL_PORTS.get(parts.scheme)
    return ascii_host(parts.hostname or ""), None if parts.port == usual else parts.port


def decoded_path(parts: SplitResult) -> str:
    """Return the path of an address, decoded: two spellings of one path are then the same."""
    return unquote(parts.path)


def _network_place(parts: SplitResult) -> str:
    host, port = server_of(parts)
    host = f"[{host}]" if ":" in host else host
    return host if port is None else f"{host}:{port}"

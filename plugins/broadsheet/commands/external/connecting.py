"""Connecting: requests to hosts that anybody can reach, and to no others.

A text could otherwise have the newsroom's machine ask a router or a metadata service (what is
called server-side request forgery). So the address of a host is looked up once, judged, and then
connected to as it was judged: a second look-up could give another. This is why it stands on
Python's own `http.client`, whose connection can be handed a socket; libraries that follow redirects
and read proxies from the environment by themselves would have to be talked out of it.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from ipaddress import IPv4Address, IPv6Address, ip_address
from threading import Timer
from urllib.parse import SplitResult, quote

from broadsheet.site.uris import USUAL_PORTS, ascii_host

IPAddress = IPv4Address | IPv6Address
May = Callable[[IPAddress], bool]

_TIMEOUT = 10  # seconds without a sign of life
_LONGEST = 30  # seconds for an answer, however it trickles in
_IN_A_PATH = "/%:@!$&'()*+,;=~-._"
_IN_A_QUERY = f"{_IN_A_PATH}?"


class NotPublic(ConnectionError):
    """A host that only this machine or its network can reach."""


def is_public(address: IPAddress) -> bool:
    """Say whether anybody on the internet can reach an address of the Internet Protocol.

    The registries of special addresses are those of IANA, as the module `ipaddress` has them.
    """
    if isinstance(address, IPv6Address):
        for embedded in (address.ipv4_mapped, address.sixtofour, _of_nat64(address)):
            if embedded is not None:
                return is_public(embedded)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast


def _of_nat64(address: IPv6Address) -> IPv4Address | None:
    """Return the address that a translator would reach (RFC 6052, 2.1), None if it is none."""
    is_translated = address.packed[:12] == b"\x00\x64\xff\x9b" + bytes(8)
    return IPv4Address(address.packed[12:]) if is_translated else None


def request(
    method: str, parts: SplitResult, headers: dict[str, str], may_ask: May
) -> tuple[int, http.client.HTTPMessage]:
    """Ask for an address, and return the status and the header fields of the answer.

    parts: of a full address by http or https. Raises NotPublic, before anything is sent, where the
    host has an address that may not be asked; ValueError where it is no address; OSError and
    http.client.HTTPException as connections do.
    """
    host, port = ascii_host(parts.hostname or ""), parts.port or USUAL_PORTS[parts.scheme]
    connection = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
    connection.sock = _connected(_looked_up(host, port, may_ask), port)
    try:
        with _for_a_while(connection):
            if parts.scheme == "https":
                # The handshake by itself, when the connection can be cut.
                secured = _trust().wrap_socket(
                    connection.sock, server_hostname=host, do_handshake_on_connect=False
                )
                connection.sock = secured
                secured.do_handshake()
            at = f"[{host}]" if ":" in host else host
            place = at if port == USUAL_PORTS[parts.scheme] else f"{at}:{port}"
            connection.request(method, _target(parts), headers={"Host": place, **headers})
            response = connection.getresponse()
            return response.status, response.headers
    finally:
        connection.close()


def _looked_up(host: str, port: int, may_ask: May) -> list[IPAddress]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:  # a part of the name is empty, or too long
        raise ValueError(f"“{host}” is no name of a host") from None
    addresses = [ip_address(str(place[0]).partition("%")[0]) for *_, place in found]
    if not addresses or not all(map(may_ask, addresses)):
        raise NotPublic
    return addresses


def _connected(addresses: list[IPAddress], port: int) -> socket.socket:
    """Return a connection to the first address that takes one; raise OSError where none does."""
    *others, last = addresses
    for address in others:
        with suppress(OSError):
            return socket.create_connection((str(address), port), _TIMEOUT)
    return socket.create_connection((str(last), port), _TIMEOUT)


@cache
def _trust() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def _for_a_while(connection: http.client.HTTPConnection) -> Iterator[None]:
    """Cut a connection that takes too long, though it gives a sign of life now and then."""

    def cut() -> None:
        with suppress(OSError):  # it is over already
            connection.sock.shutdown(socket.SHUT_RDWR)

    timer = Timer(_LONGEST, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _target(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=_IN_A_PATH)
    return f"{path}?{quote(parts.query, safe=_IN_A_QUERY)}" if parts.query else path

"""Redirect maps: all old addresses in the form of a web server, which can then answer 301.

Each old address has a page that leads on as well: it serves where a server does not read the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal
from urllib.parse import quote, unquote

from broadsheet.plan.indexes import Index
from broadsheet.site.addresses import file_of
from broadsheet.site.outputs import Inputs, Listing, Output, Templates, document
from broadsheet.views.composer import Composer

Server = Literal["nginx", "netlify", "cloudflare"]

_FILES: Mapping[Server, str] = {
    "nginx": "/redirects.map",
    "netlify": "/_redirects",
    "cloudflare": "/_redirects",
}
_MOST_OF_CLOUDFLARE = 2_000

Move = tuple[str, str]
"""An old address and the present one: paths of the host, the first decoded."""


def redirect_maps(server: Server) -> Index:
    """Return the index of old addresses for a server."""
    return Index(_shard, partial(_map, server=server))


def _shard(listing: Listing) -> str | None:
    return "" if listing.leads_to else None


def _map(
    composer: Composer, _: str, listings: Sequence[Listing], server: Server
) -> Iterator[Output]:
    """Yield the map; none for a link to drafts, whose host leads nobody there."""
    if composer.paper.preview_ends is None:
        moves = tuple((each.path, each.leads_to) for each in listings)
        path, write = _FILES[server], _WRITERS[server]
        yield document(path, write, moves_inputs, moves, origin="the map of redirects")


def moves_inputs(composer: Composer, moves: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
    """Return all moves. moves: old paths of the site, and those to which they lead."""
    site_url = composer.addresses.site_url
    found = [(unquote(site_url(old)), site_url(to)) for old, to in moves]
    return {"moves": tuple(_each_way(found))}


def _each_way(moves: Iterable[Move]) -> Iterator[Move]:
    """Yield moves, and behind them those of the same addresses with or without a slash at the end.

    Servers that read a map do not add the slash before they look an address up.
    """
    moves = list(moves)
    yield from moves
    known = {old for old, _ in moves}
    for old, to in moves:
        other = old.removesuffix("/") if old.endswith("/") else f"{old}/"
        if file_of(old).endswith("/index.html") and other not in known and other:
            yield other, to


def write_for_nginx(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the lines of a `map` of nginx, which looks addresses up whatever their case."""
    del templates, template
    moves: dict[str, Move] = {}
    for old, to in inputs["moves"]:
        moves.setdefault(old.lower(), (old, to))
    return _lines(f"{_in_nginx(old)} {_in_nginx(_no_variable(to))};" for old, to in moves.values())


def _in_nginx(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def _no_variable(address: str) -> str:
    return address.replace("$", "%24")


def write_for_netlify(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the lines of `_redirects`, which go before the pages at the same addresses."""
    del templates, template
    return _lines(f"{_encoded(old)} {_no_pattern(to)} 301!" for old, to in inputs["moves"])


def write_for_cloudflare(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the lines of `_redirects`, no more than are read."""
    del templates, template
    moves = inputs["moves"][:_MOST_OF_CLOUDFLARE]
    return _lines(f"{_encoded(old)} {_no_pattern(to)} 301" for old, to in moves)


def _encoded(path: str) -> str:
    return quote(path, safe="/-._~")


def _no_pattern(address: str) -> str:
    return address.replace(":", "%3A").replace("*", "%2A")


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


_WRITERS = {
    "nginx": write_for_nginx,
    "netlify": write_for_netlify,
    "cloudflare": write_for_cloudflare,
}

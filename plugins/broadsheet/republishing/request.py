"""The way to the request form, with the story filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from broadsheet.republishing.terms import Request
from broadsheet.site.addresses import Addresses

PAGE = "/republishing/"
PLACEHOLDERS = ("url", "title", "id")

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BUILT_IN = "?story={url}&title={title}&id={id}#page:request"


def placeholders(text: str) -> list[str]:
    """Return the names that stand between braces, in their order."""
    return _PLACEHOLDER.findall(text)


def stray_brace(text: str) -> bool:
    """Say whether a text has braces besides those of placeholders."""
    return bool(re.search(r"[{}]", _PLACEHOLDER.sub("", text)))


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return an address with its placeholders filled, once: values may hold braces themselves.

    Every character that means something in an address is percent-encoded, so that a value
    comes out of the query as it went in.
    """
    return _PLACEHOLDER.sub(lambda match: quote(values[match[1]], safe=""), template)


def request_url(request: Request, addresses: Addresses, url: str, title: str, id_: str) -> str:
    """Return the address at which to ask for a story.

    url: the story's full address; title: its headline as plain text; id_: its stable id.
    """
    template = request.url or addresses.site_url(PAGE) + _BUILT_IN
    return filled(template, {"url": url, "title": title, "id": id_})


def blank_request_url(request: Request, addresses: Addresses) -> str:
    """Return the address at which to ask for a story that is still to be named."""
    if request.url is None:
        return addresses.site_url(PAGE) + "#page:request"
    return filled(request.url, dict.fromkeys(PLACEHOLDERS, ""))

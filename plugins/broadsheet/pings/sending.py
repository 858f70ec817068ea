"""Messages of pings, and what sends them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from http.client import HTTPException
from json import dumps
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from broadsheet.plan.announcing import Announcer

Post = Callable[[str, bytes, str], None]
"""Sends a body of a media type to an address; raises OSError where it is not taken."""


_WAIT = 15  # seconds
_MOST = 10_000  # addresses in a message to IndexNow


class _NoRedirects(HTTPRedirectHandler):
    """Follows no redirect: the message would arrive as a question, without its body."""

    def redirect_request(self, *_: object) -> None:
        """Return nothing, by which the answer counts as a failure."""


_opener = build_opener(_NoRedirects)


def post(url: str, body: bytes, media_type: str) -> None:
    """Send a body to an address; raise OSError where it is not taken."""
    request = Request(url, body, {"Content-Type": media_type})  # noqa: S310 - settings are checked
    try:
        with _opener.open(request, timeout=_WAIT):
            pass
    except HTTPException as error:
        raise OSError(f"no answer in HTTP: {error}") from error


def index_now(endpoint: str, key: str, key_url: str, send: Post = post) -> Announcer:
    """Return who tells search engines of pages. key_url: where the key is published."""
    return Announcer("IndexNow", "pages", _MOST, partial(_index, endpoint, key, key_url, send))


def web_sub(hub: str, send: Post = post) -> Announcer:
    """Return who tells a hub of feeds, each by itself: not every hub takes several at once."""
    return Announcer("WebSub", "feeds", 1, partial(_publish, hub, send))


def _index(endpoint: str, key: str, key_url: str, send: Post, urls: Sequence[str]) -> None:
    host = urlsplit(key_url).netloc
    message = {"host": host, "key": key, "keyLocation": key_url, "urlList": list(urls)}
    send(endpoint, dumps(message).encode(), "application/json; charset=utf-8")


def _publish(hub: str, send: Post, urls: Sequence[str]) -> None:
    for url in urls:
        message = urlencode({"hub.mode": "publish", "hub.url": url}).encode()
        send(hub, message, "application/x-www-form-urlencoded")

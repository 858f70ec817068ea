"""Messages of pings, and what sends them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from http import HTTPStatus
from http.client import HTTPException
from json import dumps
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from broadsheet.plan.announcing import Announcer, Refused

Post = Callable[[str, bytes, str, float], None]
"""Sends a body of a media type to an address, in so many seconds at most.

Raises as `Announcer.send` does.
"""

_WAIT = 15  # seconds for an answer
_MOST = 10_000  # addresses in a message to IndexNow
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


class _NoRedirects(HTTPRedirectHandler):
    """Follows no redirect: the message would arrive as a question, without its body."""

    def redirect_request(self, *_: object) -> None:
        """Return nothing, by which the answer counts as a failure."""


_opener = build_opener(_NoRedirects)


def post(url: str, body: bytes, media_type: str, seconds: float) -> None:
    """Send a body to an address; see `Post`."""
    request = Request(url, body, {"Content-Type": media_type})  # noqa: S310 - settings are checked
    _in_time(min(seconds, _WAIT), partial(_ask, request))


def _ask(request: Request) -> None:
    try:
        with _opener.open(request, timeout=_WAIT):
            pass
    except HTTPError as error:
        error.close()
        if error.code in _BUSY or error.code < HTTPStatus.BAD_REQUEST:
            raise
        raise Refused(str(error)) from error
    except URLError as error:
        why = getattr(error.reason, "strerror", None) or error.reason
        raise OSError(f"no connection: {why}") from error
    except (HTTPException, UnicodeError) as error:  # the latter of an address beyond ASCII
        raise OSError(f"no answer in HTTP: {error}") from error


def _in_time(seconds: float, act: Callable[[], None]) -> None:
    """Do something in a thread, and raise what it raises; TimeoutError where it takes too long.

    The timeout of a socket alone never ends while a server gives a sign of life now and then.
    """
    done: Future[None] = Future()

    def run() -> None:
        try:
            act()
            done.set_result(None)
        except Exception as error:  # whatever it is, whoever waits for the thread gets it
            done.set_exception(error)

    Thread(target=run, daemon=True).start()
    try:
        done.result(seconds)
    except TimeoutError as error:
        raise TimeoutError("no answer in time") from error


def index_now(endpoint: str, key: str, key_url: str, send: Post = post) -> Announcer:
    """Return who tells search engines of pages. key_url: where the key is published."""
    return Announcer("IndexNow", "pages", _MOST, partial(_index, endpoint, key, key_url, send))


def web_sub(hub: str, send: Post = post) -> Announcer:
    """Return who tells a hub of feeds, each by itself: not every hub takes several at once."""
    return Announcer("WebSub", "feeds", 1, partial(_publish, hub, send))


def _index(
    endpoint: str, key: str, key_url: str, send: Post, urls: Sequence[str], seconds: float
) -> None:
    host = urlsplit(key_url).netloc
    message = {"host": host, "key": key, "keyLocation": key_url, "urlList": list(urls)}
    send(endpoint, dumps(message).encode(), "application/json; charset=utf-8", seconds)


def _publish(hub: str, send: Post, urls: Sequence[str], seconds: float) -> None:
    (url,) = urls
    message = urlencode({"hub.mode": "publish", "hub.url": url}).encode()
    send(hub, message, "application/x-www-form-urlencoded", seconds)

"""Asking: whether an address of another site leads somewhere, as its server says it.

Asked by HEAD, and by GET where that is refused (RFC 9110, 9.3.2), and of what comes then nothing is
read but the header. Redirects are followed by the same rules as the address itself.
"""

from __future__ import annotations

import http.client
import socket
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

from msgspec import Struct

from broadsheet import __version__
from broadsheet.commands.external.answers import Answer
from broadsheet.commands.external.connecting import May, NotPublic, is_public, request
from broadsheet.commands.external.pacing import Pace
from broadsheet.site.uris import USUAL_PORTS, ascii_host

_FOR_GOOD = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_FOR_NOW = (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_MOST_REDIRECTS = 10
_TRIES = 3  # of a server that is busy
_SILENCES = 2  # in a row, after which a host is asked no more
_PAUSE = 5.0  # seconds, where a busy server does not say how long
_LONGEST_PAUSE = 60.0  # seconds; who asks for more is left alone

NO_SUCH_SITE = "there is no such site"
"""What is wrong where a host has no address; a machine without a connection says so of each."""

_CORRECT = "correct it, or link to a copy that an archive keeps"
_LATER = "check it again later"
_BY_HAND = "open it yourself"


def user_agent(site_url: str) -> str:
    """Return how we introduce ourselves to other sites: by the program, and the paper's address.

    That of a preview is left out, since it leads nowhere for anybody else.
    """
    host = urlsplit(site_url).hostname or ""
    whose = "" if host in ("localhost", "127.0.0.1", "::1") else f"; +{site_url}/"
    return f"Broadsheet/{__version__} (checks links{whose})"


class _Reply(Struct, frozen=True):
    status: int
    headers: http.client.HTTPMessage


class _GivenUp(Exception):
    """A host that is asked no more. answer: what that means for each of its addresses."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.answer = answer


class Asker(Struct, frozen=True):
    """Asks other sites for addresses. agent: see `user_agent`. may_ask: of which hosts.

    A host that is not there, or too busy for long, is asked no more, and one that has not answered
    twice in a row: given_up has these, each with the answer for all its addresses. silences: how
    often a host has not answered in a row.
    """

    agent: str
    pace: Pace
    may_ask: May = is_public
    given_up: dict[str, Answer] = {}
    silences: dict[str, int] = {}

    def ask(self, address: str) -> Answer:
        """Return what came of asking for an address; raise Stopped if the pace is stopped."""
        try:
            return self._followed(address)
        except _GivenUp as told:
            return told.answer
        except NotPublic:
            what = "the address leads into a network of its own: readers cannot open it"
            return Answer(what, "link to a page that anybody can open")
        except (OSError, http.client.HTTPException) as error:
            return _failure(error)
        except ValueError:  # after OSError: that of a certificate is a ValueError as well
            return Answer("this is no address that can be opened", "correct it")

    def _followed(self, address: str) -> Answer:
        here, moved, is_for_good = address, "", True
        for _ in range(_MOST_REDIRECTS + 1):
            reply = self._reply(here)
            if reply.status not in (*_FOR_GOOD, *_FOR_NOW):
                return _judged(reply, moved)
            to = reply.headers.get("Location", "")
            if not to or not _in_unicode(to).isprintable():
                return Answer("the site leads on, but does not say where", _BY_HAND)
            here = urldefrag(urljoin(here, _in_unicode(to))).url
            is_for_good &= reply.status in _FOR_GOOD
            moved = here if is_for_good else moved
        return Answer("the site leads in circles", _BY_HAND)

    def _reply(self, address: str) -> _Reply:
        """Return the last answer to an address: redirects are not followed."""
        parts = urlsplit(address)
        if parts.scheme not in USUAL_PORTS or not parts.hostname:
            raise ValueError
        reply = self._patiently("HEAD", parts)
        is_refused = reply.status >= HTTPStatus.BAD_REQUEST and reply.status not in _BUSY
        return self._patiently("GET", parts) if is_refused else reply

    def _patiently(self, method: str, parts: SplitResult) -> _Reply:
        """Return an answer; a server that is busy is asked again when it wants to be.

        Raises _GivenUp where the host is asked no more.
        """
        host, tries = ascii_host(parts.hostname or ""), 0
        while True:
            if host in self.given_up:
                raise _GivenUp(self.given_up[host])
            self.pace.turn(host)
            reply = self._noted(host, method, parts)
            if reply.status not in _BUSY:
                return reply
            pause, tries = _pause_of(reply), tries + 1
            if tries == _TRIES or pause > _LONGEST_PAUSE:
                self.given_up[host] = _judged(reply, "")
                return reply
            self.pace.rest(host, pause)

    def _noted(self, host: str, method: str, parts: SplitResult) -> _Reply:
        """Return an answer; note whether the host is there and answers."""
        try:
            reply = self._once(method, parts)
        except OSError as error:
            is_absent = isinstance(error, socket.gaierror)
            if is_absent or isinstance(error, TimeoutError | ConnectionRefusedError):
                self.silences[host] = self.silences.get(host, 0) + 1
                if is_absent or self.silences[host] == _SILENCES:
                    self.given_up[host] = _failure(error)
            raise
        self.silences.pop(host, None)
        return reply

    def _once(self, method: str, parts: SplitResult) -> _Reply:
        headers = {"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
        return _Reply(*request(method, parts, headers, self.may_ask))


def _pause_of(reply: _Reply) -> float:
    """Return for how many seconds a server wants to be left alone (RFC 9110, 10.2.3)."""
    text = reply.headers.get("Retry-After", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return _PAUSE
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _judged(reply: _Reply, moved: str) -> Answer:
    status = reply.status
    # What takes forms only is there.
    if status < HTTPStatus.BAD_REQUEST or status == HTTPStatus.METHOD_NOT_ALLOWED:
        return Answer(moved=moved)
    if status in _GONE:
        return Answer(f"the site has no such page any more ({status})", _CORRECT)
    if status in _BUSY:
        return Answer(f"the site is too busy to answer ({status})", _LATER, is_lasting=False)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer(f"the site has a fault of its own ({status})", _LATER, is_lasting=False)
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED):
        return Answer(f"only who signs in or pays can read it ({status})", _BY_HAND)
    what = f"the site does not let programs look ({status}), and perhaps not readers either"
    return Answer(what, _BY_HAND)


def _failure(error: Exception) -> Answer:
    """Return the answer where there was none."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = error.verify_message
        return Answer(f"browsers warn of the site: its certificate is not valid ({why})", _BY_HAND)
    if isinstance(error, socket.gaierror):
        return Answer(NO_SUCH_SITE, "correct it", is_lasting=False)
    if isinstance(error, TimeoutError):
        return Answer("the site does not answer in time", _LATER, is_lasting=False)
    if isinstance(error, ConnectionRefusedError):
        return Answer("no site answers at that address", _LATER, is_lasting=False)
    return Answer("the connection to the site broke", _LATER, is_lasting=False)


def _in_unicode(location: str) -> str:
    """Return a header field's text, which `http.client` takes for Latin-1, as most servers mean it.

    A server that sends the bytes of UTF-8 breaks RFC 9110, and browsers follow it all the same.
    """
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location

"""Announcers: who is told which addresses of the site have changed, once readers see the change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct


class Refused(OSError):
    """A message arrived, and was not taken; another one may be."""


class Announcer(Struct, frozen=True):
    """One who is told of changes.

    name: by which messages call it, each name once. tells: of what: the pages that search engines
    may have, or the feeds. most: how many addresses one message may hold. send: is given full
    addresses and the seconds that it may take; raises Refused where the message was not taken, and
    any other OSError where no message would be taken now.
    """

    name: str
    tells: Literal["pages", "feeds"]
    most: int
    send: Callable[[Sequence[str], float], None]

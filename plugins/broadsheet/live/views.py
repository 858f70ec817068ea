"""Views: what the templates of live coverage are given."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.api import Link
from broadsheet.views.records import When


class LiveView(Struct, frozen=True, gc=False):
    """The state of live coverage.

    updated: the time of the latest update, None where there is none yet. page: the page of the
    story. fragment: the file that has the updates alone.
    """

    is_over: bool
    updated: When | None
    page: Link
    fragment: str


class UpdateView(Struct, frozen=True, gc=False):
    """The head of an update. url: its own address. is_dated: its day is not that of the story."""

    id: str
    url: str
    when: When
    is_dated: bool

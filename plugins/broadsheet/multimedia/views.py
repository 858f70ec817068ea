"""Views: what the templates of players and embeds are given."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from broadsheet.api import Figure
from broadsheet.multimedia.services import Shape
from broadsheet.multimedia.uses import RecordingKind


class Track(Struct, frozen=True, gc=False):
    """A file of captions. label: the name of the language in that language."""

    url: str
    lang: str
    label: str


class Player(Struct, frozen=True, gc=False):
    """A recording ready to be played. title: the plain words of the caption, "" without any.

    width, height: 0 for sound. transcript: paragraphs.
    """

    kind: RecordingKind
    url: str
    absolute_url: str
    media_type: str
    title: str
    caption: Markup | None
    credit: str | None
    width: int = 0
    height: int = 0
    still: Figure | None = None
    tracks: tuple[Track, ...] = ()
    transcript: tuple[str, ...] = ()


class Embedded(Struct, frozen=True, gc=False):
    """Something of another service. frame: what a click loads, None where there are no frames."""

    service: str
    url: str
    title: str
    caption: Markup | None
    credit: str | None
    frame: str | None = None
    shape: Shape = "post"
    still: Figure | None = None

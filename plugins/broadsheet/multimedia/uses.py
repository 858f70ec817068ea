"""Uses: what a place in a text says of a recording or an embed, as it is kept with the body."""

from __future__ import annotations

from typing import Literal

from broadsheet.api import Captioned
from broadsheet.story.model import Words

RECORDING, EMBED = "recording", "embed"
"""The kinds of slots."""

RecordingKind = Literal["audio", "video"]


class RecordingUse(Captioned, frozen=True, gc=False):
    """A recording at one place.

    src, poster: files, as written. caption: safe inline HTML with slots for unfinished links.
    lang: the language of the text, None for the paper's.
    """

    kind: RecordingKind
    src: str
    line: int
    caption: tuple[Words, ...] = ()
    credit: str | None = None
    poster: str | None = None
    lang: str | None = None

    @property
    def words(self) -> tuple[Words, ...]:
        """The words of the caption."""
        return self.caption


class EmbedUse(Captioned, frozen=True, gc=False):
    """Something of another service at one place. address: as written; the rest as above."""

    address: str
    line: int
    caption: tuple[Words, ...] = ()
    credit: str | None = None
    poster: str | None = None

    @property
    def words(self) -> tuple[Words, ...]:
        """The words of the caption."""
        return self.caption

    @property
    def leads_to(self) -> str:
        """The address of what is embedded, which is linked to where it cannot be shown."""
        return self.address

"""What a picture's file says, once it has been read."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct


@dataclass(frozen=True)
class Metadata:
    """Embedded metadata: plain texts, None where the file says nothing.

    digital_source: how it came about, as the address of IPTC's term. licensor: the page of who
    licenses it. constraints: what must not be done to it, in the words of PLUS.
    """

    description: str | None = None
    credit: str | None = None
    creator: str | None = None
    copyright: str | None = None
    web_statement: str | None = None
    usage_terms: str | None = None
    alt: str | None = None
    digital_source: str | None = None
    licensor: str | None = None
    constraints: str | None = None

    @property
    def forbids_cropping(self) -> bool:
        """Whether the owner forbids to crop it (https://ns.useplus.org/LDF/ldf-XMPSpecification)."""
        return "/AL-CRP" in (self.constraints or "")


class PictureFacts(Struct, frozen=True):
    """What a picture's file says.

    width, height: pixels, as a browser turns the picture. kind, is_opaque: as in `PictureDetails`.
    drawing: of a house drawing its viewBox, and what stands in it as HTML; see `house_drawings.py`.
    lettering: the size of the smallest letters of a drawing in pixels, as it is that wide; 0 where
    that is not known. has_unknown_inks: whether it has inks of a press and does not say of which.
    """

    width: int
    height: int
    media_type: str
    metadata: Metadata
    kind: str
    drawing: tuple[str, str] | None = None
    lettering: float = 0.0
    is_opaque: bool = True
    has_unknown_inks: bool = False

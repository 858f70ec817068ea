"""Places: what a slot of the newsletter block says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

KIND = "newsletter"
"""The kind of the slot."""


@dataclass(frozen=True)
class Place:
    """What a slot says of itself.

    newsletter_id: the one that the marker names, as written.
    reason: why the block stands here, in words.
    has_inside: whether this body has a place inside.
    """

    position: Literal["marker", "inside", "end"]
    reason: str
    newsletter_id: str | None = None
    has_inside: bool = False

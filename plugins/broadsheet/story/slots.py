"""Slots: places in a body that are filled, or left out, for each page, feed or copy.

A body is cut into strings of HTML and slots once, when it is read. Between parsing and cutting
a slot is held by a placeholder that carries the digest of the body itself, so that no text a
writer types can pass for one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic

from markupsafe import Markup
from typing_extensions import TypeVar

from broadsheet.story.tree import Node, element

Data = TypeVar("Data", default=Any)

_ATTRIBUTE = "data-slot"
# One pattern for all bodies: to compile one for each would take a tenth of its reading time.
_PLACEHOLDER = re.compile(
    rf'<(slot-[0-9a-f]{{32}}) {_ATTRIBUTE}="\1-(\d+)"></\1>'
    rf'| {_ATTRIBUTE}="(slot-[0-9a-f]{{32}})-(\d+)"'
)


@dataclass(frozen=True)
class Slot(Generic[Data]):
    """A place to be filled.

    kind: who fills it ("figure", "image", "newsletter", "link"); also its template's name.
    data: what the body says about it.
    line: where it stands in the file.
    """

    kind: str
    data: Data
    line: int = 0


Part = str | Slot


def token_of(markdown: str) -> str:
    """Return the name of a tag that cannot stand in `markdown`: it holds the text's own digest."""
    return f"slot-{hashlib.blake2b(markdown.encode(), digest_size=16).hexdigest()}"


@dataclass
class SlotMaker:
    """Puts placeholders into one tree and cuts the printed tree at them."""

    token: str
    slots: list[Slot] = field(default_factory=list)

    @classmethod
    def for_body(cls, markdown: str) -> SlotMaker:
        """Return a maker whose placeholders cannot stand in `markdown`."""
        return cls(token_of(markdown))

    def element(self, slot: Slot) -> Node:
        """Return an element to put where the slot shall be."""
        return element(self.token, {_ATTRIBUTE: self._keep(slot)})

    def attribute(self, tag: Node, slot: Slot) -> None:
        """Put a placeholder into a tag, where the slot will print attributes, such as `href`."""
        tag.set(_ATTRIBUTE, self._keep(slot))

    def slot_of(self, tag: Node) -> Slot | None:
        """Return the slot for which an element stands, or None for any other element."""
        if tag.tag != self.token:
            return None
        return self.slots[int(tag.get(_ATTRIBUTE, "").rpartition("-")[2])]

    def cut(self, html: str) -> tuple[Part, ...]:
        """Cut printed HTML at the placeholders."""
        parts: list[Part] = []
        position = 0
        for match in _PLACEHOLDER.finditer(html):
            if self.token in (match[1], match[3]):
                slot = self.slots[int(match[2] or match[4])]
                parts += [html[position : match.start()], slot]
                position = match.end()
        parts.append(html[position:])
        return tuple(part for part in parts if part != "")

    def _keep(self, slot: Slot) -> str:
        self.slots.append(slot)
        return f"{self.token}-{len(self.slots) - 1}"


def slots_in(parts: Sequence[Part]) -> tuple[Slot, ...]:
    """Return the slots of parts, in their order."""
    return tuple(part for part in parts if isinstance(part, Slot))


def without_slots(parts: Sequence[Part]) -> Markup:
    """Return the HTML of parts, with nothing where the slots are."""
    return Markup("".join(part for part in parts if isinstance(part, str)))  # noqa: S704 - our HTML


def words_in(texts: Iterable[str]) -> int:
    """Count the words in texts, as a reader would."""
    return sum(len(text.split()) for text in texts)

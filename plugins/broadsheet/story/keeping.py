"""Keeping: packs what was read from a file as bytes, and unpacks it.

The format is MessagePack, read back into the types of `model.py`. Bytes that come from elsewhere,
such as the cache of a CI, can then be wrong but can never be code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
from msgspec import Struct

from broadsheet.story.model import Author, Body, Corrections, Item, StaticPage, Story
from broadsheet.story.slots import Slot
from broadsheet.story.targets import LinkTarget

_pack = msgspec.msgpack.Encoder().encode
_PLAIN = (bytes,)  # moments are kept as text: MessagePack's own lose their time zone

LINK_SLOTS: Mapping[str, type] = {"link": LinkTarget}
"""The kind of slot that every body has, and the type of its data."""


class _KeptSlot(Struct, frozen=True):
    kind: str
    data: msgspec.Raw
    line: int


class _KeptBody(Struct, frozen=True):
    parts: tuple[str | _KeptSlot, ...]
    words: int
    corrections: msgspec.Raw
    headings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Keeper:
    """Turns items and bodies into bytes and back.

    slots: for each kind of slot the type of its data, which msgspec must know how to make.
    """

    slots: Mapping[str, type]

    @staticmethod
    def pack(value: Item | Body) -> bytes:
        """Return an item or a body as bytes; equal values give equal bytes."""
        return _pack(msgspec.to_builtins(value, builtin_types=_PLAIN))

    @staticmethod
    def item(kind: type[Item], data: bytes) -> Item:
        """Return the item that was packed; raise msgspec.DecodeError for anything else."""
        item: Item = _ITEMS[kind].decode(data)
        return item

    def body(self, data: bytes) -> Body:
        """Return the body that was packed; raise msgspec.DecodeError for anything else."""
        kept = _BODY.decode(data)
        parts = tuple(part if isinstance(part, str) else self._slot(part) for part in kept.parts)
        corrections = _CORRECTIONS.decode(kept.corrections)
        return Body(parts, kept.words, corrections, kept.headings)

    def _slot(self, kept: _KeptSlot) -> Slot:
        reader = self._readers.get(kept.kind)
        if reader is None:
            raise msgspec.DecodeError(f"a slot of the unknown kind “{kept.kind}”")
        return Slot(kept.kind, reader.decode(kept.data), kept.line)

    @cached_property
    def _readers(self) -> Mapping[str, msgspec.msgpack.Decoder[Any]]:
        kinds = {**LINK_SLOTS, **self.slots}
        return {kind: msgspec.msgpack.Decoder(data) for kind, data in kinds.items()}


_ITEMS: Mapping[Any, msgspec.msgpack.Decoder[Any]] = {
    kind: msgspec.msgpack.Decoder(kind) for kind in (Story, Author, StaticPage)
}
_BODY = msgspec.msgpack.Decoder(_KeptBody)
_CORRECTIONS = msgspec.msgpack.Decoder(Corrections)

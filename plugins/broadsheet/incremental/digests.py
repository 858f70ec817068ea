"""Digests of values, by which a build knows whether the data of a page have changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup
from pydantic import BaseModel

from broadsheet.incremental.file_digests import SIZE, digest

__all__ = ["SIZE", "digest", "digest_of", "digests_of", "encoded"]


def digest_of(value: Any) -> bytes:
    """Return the digest of plain data: records, tuples, mappings in their order, texts, dates.

    Safe HTML and a text of the same letters differ, since templates print them differently. Raises
    TypeError for other objects, sets included, since sets have no order.
    """
    return digest(encoded(value))


def digests_of(values: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the digest of each value by its name, in the order of the names."""
    return {name: digest_of(values[name]) for name in sorted(values)}


def _plain(value: Any) -> Any:
    if isinstance(value, Markup):
        return ["safe", str(value)]
    if isinstance(value, BaseModel):
        return vars(value)
    raise TypeError(f"{type(value).__name__} is no plain data")


# JSON, since MessagePack does not tell moments apart that differ in their time zone only.
encoded = msgspec.json.Encoder(enc_hook=_plain).encode
"""Returns the bytes of plain data: those that digests are made of."""

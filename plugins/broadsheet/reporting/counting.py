"""Counting: numbers of things, as messages say them."""

from __future__ import annotations

from collections.abc import Sized


def count(items: Sized, word: str) -> str:
    """Return the number of items with the word for them, such as "1 story" or "2 stories"."""
    if len(items) != 1:
        word = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{len(items):,} {word}"

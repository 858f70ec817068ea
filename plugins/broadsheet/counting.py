"""Counting: numbers of things, as messages say them."""

from __future__ import annotations

from collections.abc import Sized


def count(items: Sized, word: str) -> str:
    """Return how many there are, in words: 1 story, 2 stories."""
    if len(items) != 1:
        word = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return f"{len(items):,} {word}"

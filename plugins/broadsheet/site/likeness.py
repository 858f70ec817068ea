"""Likeness of names: finds, among many thousand, those that may be a slip of the pen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator

from broadsheet.story.slugs import slug_of

_FEWEST = 5  # letters: of shorter names, such as Iran and Iraq or 张伟 and 张华, too many are alike
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "å": "aa"})


def alike(keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that have one slug, or that one slip of a finger makes of each other.

    Müller and Mueller, as keyboards without an ü have it, are alike too. A slip of a finger is one
    letter, or two in each other's place. Names are given by their keys, and of three alike each is
    in a pair. Names that differ in a digit, or in a word of one letter,
    such as an initial, are meant to. No name is compared with all others: two that differ in one
    letter are the same without it, and are found by that.
    """
    yield from _of_one(slug_of, keys)
    yield from _of_one(_without_umlauts, keys)
    by_length: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        by_length[len(key)].append(key)
    known = frozenset(keys)
    for length in sorted(by_length):
        if length < _FEWEST:
            continue
        rests: dict[tuple[int, str], str] = {}  # the names by what they are without one letter
        for key in by_length[length]:
            for place, letter in enumerate(key):
                if letter.isdigit() or _is_word(key, place):
                    continue
                rest = key[:place] + key[place + 1 :]
                other = rests.setdefault((place, rest), key)
                if other is not key:
                    yield other, key
                if length > _FEWEST and rest in known:
                    yield rest, key
                swapped = f"{key[:place]}{key[place + 1 : place + 2]}{letter}{key[place + 2 :]}"
                if swapped < key and swapped in known and key[place + 1].isalpha():
                    yield swapped, key


def _of_one(form: Callable[[str], str], keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each name with the first that has the same form."""
    first: dict[str, str] = {}
    for key in keys:
        other = first.setdefault(form(key), key)
        if other is not key:
            yield other, key


def _without_umlauts(key: str) -> str:
    return slug_of(key.translate(_SPELT_OUT))


def _is_word(key: str, place: int) -> bool:
    """Say whether a letter stands by itself."""
    around = key[max(0, place - 1) : place], key[place + 1 : place + 2]
    return key[place].isalpha() and not any(map(str.isalnum, around))

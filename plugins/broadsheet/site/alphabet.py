"""The alphabet: the order of names in lists, and the letter under which one stands.

In most languages a letter with a mark stands where the letter without it does: Ärzte under A. In
some it is a letter of its own: Ängelholm behind Z in Swedish. The data are of Unicode's CLDR:
https://cldr.unicode.org/index/charts
"""

from __future__ import annotations

import unicodedata

# The letters of their own, in their order, by the letter behind which they stand.
_OWN: dict[str, dict[str, str]] = {
    "cs": {"c": "č", "r": "ř", "s": "š", "z": "ž"},
    "da": {"z": "æøå"},
    "es": {"n": "ñ"},
    "fi": {"z": "åäö"},
    "hr": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "nb": {"z": "æøå"},
    "nn": {"z": "æøå"},
    "no": {"z": "æøå"},
    "pl": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "źż"},
    "ro": {"a": "ăâ", "i": "î", "s": "ș", "t": "ț"},
    "ru": {"и": "й"},
    "sk": {"a": "ä", "c": "č", "o": "ô", "s": "š", "z": "ž"},
    "sl": {"c": "č", "s": "š", "z": "ž"},
    "sv": {"z": "åäö"},
    "tr": {"c": "ç", "g": "ğ", "o": "ö", "s": "ş", "u": "ü"},
}
NUMBERS = "0–9"
"""Under what the names that begin with a number stand together."""

_WITHOUT = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def order_of(name: str, lang: str) -> tuple[list[tuple[str, int]], str]:
    """Return what sorts a name among others, as a language does."""
    letters = unicodedata.normalize("NFC", name.casefold())
    return [place for letter in letters for place in _places(letter, lang)], letters


def initial_of(name: str, lang: str) -> str:
    """Return the capital letter under which a name stands, `NUMBERS` for one of a number."""
    letter = unicodedata.normalize("NFC", name)[0].lower()
    if letter.isnumeric() and not letter.isalpha():
        return NUMBERS
    base, number = _places(letter, lang)[0]
    return (letter if number else base).upper()


def _places(letter: str, lang: str) -> list[tuple[str, int]]:
    """Return where a small letter stands: behind which one, and as the how many-th there."""
    for base, own in _OWN.get(lang.partition("-")[0], {}).items():
        if letter in own:
            return [(base, own.index(letter) + 1)]
    return [(_without_marks(each), 0) for each in letter.translate(_WITHOUT)]


def _without_marks(letter: str) -> str:
    """Return a letter without marks; what is made of several, as syllables of Hangul, stays."""
    parts = unicodedata.normalize("NFD", letter)
    plain = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return plain if len(plain) == 1 else letter

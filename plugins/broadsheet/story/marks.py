"""Marks: the quotes, dashes, dots and spaces of each language that has a rule here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

NO_BREAK, NARROW = "\u00a0", "\u202f"
"""The space that keeps a line together, and the narrow one."""

_ENGLISH_ELISIONS = r"t(?:isn't|is|wasn't|was|were|will|wixt)|til|em|nuff|neath"


@dataclass(frozen=True)
class Marks:
    """How a language sets what is typed on a keyboard.

    double, single: what `"` and `'` become where they open and where they close. dash: what `--`
    becomes. dots: what `...` becomes. elisions: the words, as a pattern, that begin with an
    apostrophe. spaced: whether typed spaces before `;`, `!`, `?`, `:` and `%`, in numbers and
    inside guillemets are those of French.
    """

    double: tuple[str, str] = ("“", "”")
    single: tuple[str, str] = ("‘", "’")
    dash: str = "—"
    dots: str = "…"
    elisions: str | None = None
    spaced: bool = False


_ENGLISH = Marks(elisions=_ENGLISH_ELISIONS)
_GERMAN = Marks(("„", "“"), ("‚", "‘"), "–", elisions="s|n|ne|nen|nem|ner|rein|raus|rum")
_FRENCH = Marks((f"«{NO_BREAK}", f"{NO_BREAK}»"), ("“", "”"), "–", spaced=True)
_POINTED = Marks(("«", "»"), ("“", "”"), "–")
_NORDIC = Marks(("”", "”"), ("’", "’"), "–")
_NORWEGIAN = Marks(("«", "»"), ("‘", "’"), "–")
_CYRILLIC = Marks(("«", "»"), ("„", "“"), "—")
_CORNERED = Marks(("「", "」"), ("『", "』"), "——", "……")

_LANGUAGES = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "de-ch": replace(_GERMAN, double=("«", "»"), single=("‹", "›")),
    "de-li": replace(_GERMAN, double=("«", "»"), single=("‹", "›")),
    "fr": _FRENCH,
    "fr-ch": Marks(("«", "»"), ("‹", "›"), "–"),
    "es": replace(_POINTED, dash="—"),
    "it": _POINTED,
    "pt": Marks(),
    "pt-pt": _POINTED,
    "pl": Marks(("„", "”"), ("‚", "’"), "–"),
    "nl": Marks(dash="–", elisions="[stnkm]"),
    "sv": _NORDIC,
    "fi": _NORDIC,
    "da": Marks(("»", "«"), ("›", "‹"), "–"),
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "ru": _CYRILLIC,
    "uk": _CYRILLIC,
    "cs": Marks(("„", "“"), ("‚", "‘"), "–"),
    "zh": Marks(dash="——", dots="……"),
    "zh-hant": _CORNERED,
    "zh-hk": _CORNERED,
    "zh-mo": _CORNERED,
    "zh-tw": _CORNERED,
    "ja": _CORNERED,
}


@cache
def marks_of(lang: str) -> Marks | None:
    """Return the marks of a language by its code, None where there is no rule.

    What a country or a script says of itself goes before its language: `de-CH` before `de`.
    """
    parts = re.split("[-_]", lang.lower())
    names = ("-".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next((_LANGUAGES[name] for name in names if name in _LANGUAGES), None)

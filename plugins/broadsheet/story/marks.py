"""Marks: the quotes, dashes, dots and spaces of each language that has a rule here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, cached_property

NO_BREAK, NARROW = "\u00a0", "\u202f"
"""The space that keeps a line together, and the narrow one."""

_OPENING = "([{<¿¡«‹„‚“‘「『（【《"
_ENDING = ".,;:!?)]}>…»›”’」』，。、；：！？）】》"


@dataclass(frozen=True)
class Marks:
    """How a language sets what is typed on a keyboard.

    double, single: what `"` and `'` become where they open and where they close. dash: what `--`
    becomes. spaced_dash: what a hyphen between spaces becomes, "" where it stays. dots: what `...`
    becomes. spaced: whether typed spaces before `;`, `!`, `?`, `:` and `%`, in numbers and inside
    guillemets are those of French.

    The rest are words and their ends, as patterns. elisions: those that begin with an apostrophe.
    clipped: those that may begin with one, and are words without it too. cut: those that end with
    one. loose_ends: the ends of words that may have one behind them, beside names in `s`, `x`, `z`.

    lang: the code of the language.
    """

    double: tuple[str, str] = ("“", "”")
    single: tuple[str, str] = ("‘", "’")
    dash: str = "—"
    spaced_dash: str = "–"
    dots: str = "…"
    spaced: bool = False
    elisions: str | None = None
    clipped: str | None = None
    cut: str | None = None
    loose_ends: str | None = None
    lang: str = ""

    @cached_property
    def opening(self) -> str:
        """Signs behind which a quote opens."""
        return "".join({*_OPENING, *self._own(0)}.difference(self._own(1)))

    @cached_property
    def ending(self) -> str:
        """Signs before which a quote closes."""
        return "".join({*_ENDING, *self._own(1)}.difference(self._own(0) - self._own(1)))

    @cached_property
    def tells_inches(self) -> bool:
        """Whether the quote that closes may stand for inches too, as ” does in English."""
        return self.double[1] == "”"

    def _own(self, side: int) -> set[str]:
        return {self.double[side].strip(), self.single[side]}


_ENGLISH = Marks(
    elisions=r"t(?:isn't|is|wasn't|was|were|would|will|wixt)|til|em|nuff|neath|nother|fraid|gainst",
    clipped="n|er|bout|round|cause|cos|coz|cuz|course|cept|kay|hood|ere|ow|ello|ave|appen|spose",
    loose_ends="[sxz]|in|o|th|ol|an",
)
_GERMAN = Marks(("„", "“"), ("‚", "‘"), "–", elisions="s|n|ne|nen|nem|ner|rein|raus|rum")
_FRENCH = Marks(
    (f"«{NO_BREAK}", f"{NO_BREAK}»"), ("“", "”"), "–", spaced=True, loose_ends="[bcdfgjlmnpqrtv]|qu"
)
_POINTED = Marks(("«", "»"), ("“", "”"), "–")
_NORDIC = Marks(("”", "”"), ("’", "’"), "–")
_NORWEGIAN = Marks(("«", "»"), ("‘", "’"), "–")
_CYRILLIC = Marks(("«", "»"), ("„", "“"), "—", "—")
_CORNERED = Marks(("「", "」"), ("『", "』"), "——", "", "……")

_LANGUAGES = {
    "en": _ENGLISH,
    "de": _GERMAN,
    "de-ch": replace(_GERMAN, double=("«", "»"), single=("‹", "›")),
    "de-li": replace(_GERMAN, double=("«", "»"), single=("‹", "›")),
    "fr": _FRENCH,
    "fr-ch": replace(_FRENCH, double=("«", "»"), single=("‹", "›"), spaced=False),
    "es": replace(_POINTED, dash="—", elisions="ta|tá", cut="pa|na|to|tó|ca"),
    "it": replace(
        _POINTED, cut="po|mo|va|fa|da|di|sta|be|to|ca|pie|de|ne|co|su", loose_ends="[aeiou]"
    ),
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
    "zh": Marks(dash="——", spaced_dash="", dots="……"),
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
    found = next((_LANGUAGES[name] for name in names if name in _LANGUAGES), None)
    return replace(found, lang=parts[0]) if found else None

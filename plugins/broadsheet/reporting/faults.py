"""Faults: what is wrong with the content, where, and what to do about it.

Every complaint to a writer or an editor is a `Fault`. Faults are collected, never raised one by
one, so that a build reports all of them together.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from broadsheet.reporting.counting import count

SETTINGS = "settings"
"""The path of a fault of a setting until the file that sets it has been looked up."""


class Gravity(Enum):
    """How grave a fault is; with the story's date and the build it decides error or warning.

    WRONG: the page would be wrong; always an error.
    CARE: a lack of care, such as no alt text; an error, but a warning in old stories and drafts.
    CREDIT: a missing credit; an error in production only.
    ADVICE: worth knowing; never more than a warning.
    """

    WRONG = "wrong"
    CARE = "care"
    CREDIT = "credit"
    ADVICE = "advice"


@dataclass(frozen=True)
class Fault:
    """One fault.

    path: the file, relative to the content folder, with forward slashes.
    line: the line in that file, counted from 1; 0 if no line is to blame.
    what: what is wrong, in a few words, without a full stop.
    mend: what to do about it.
    setting: the setting that is at fault, with the keys within it, as in `PUBLISHER.name`; `path`
    is then `SETTINGS`, and is replaced by the place of the setting just before the fault is shown.
    kind: a short code by which faults are counted and chosen, such as "credit-missing". It never
    changes, whatever becomes of the words. What may be a warning gives one, since there can be
    thousands of it; else it is "setting", or the gravity.
    """

    path: str
    line: int
    what: str
    mend: str
    gravity: Gravity = Gravity.WRONG
    setting: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        if not self.kind:
            object.__setattr__(self, "kind", "setting" if self.setting else self.gravity.value)
        # A fault must print as one line of a terminal, whatever characters came from a file.
        for name in ("path", "what", "mend"):
            object.__setattr__(self, name, printable(getattr(self, name)))

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.what} ({self.mend})"


def setting_fault(
    place: str, what: str, mend: str, gravity: Gravity = Gravity.WRONG, kind: str = ""
) -> Fault:
    """Return the fault of a setting. place: its name and the keys within it: `PUBLISHER.name`."""
    return Fault(SETTINGS, 0, f"{place}: {what}", mend, gravity, place, kind)


def is_advice(fault: Fault) -> bool:
    """Say whether a fault is only advice."""
    return fault.gravity is Gravity.ADVICE


@dataclass(frozen=True)
class Verdict:
    """The faults of a build: errors, which stop it, and warnings, which do not.

    refused: the warnings that would be errors in production.
    """

    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    refused: frozenset[Fault] = frozenset()

    def __str__(self) -> str:
        return f"{count(self.errors, 'error')}, {count(self.warnings, 'warning')}"


def in_words(error: BaseException) -> str:
    """Return an exception in one line, its class and its message: "NameError: …"."""
    text = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"{type(error).__name__}: {' '.join(text.split())}".removesuffix(": ")


A_SLIP = 0.85
"""How alike two words are if one is more likely a slip of the pen than another word."""


def nearest(word: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the known word most like `word`, None if none is similar enough.

    likeness: how alike the two must be, from 0 to 1.
    """
    by_lower = {name.lower(): name for name in sorted(known)}
    found = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=likeness)
    return by_lower[found[0]] if found else None


def choose_from(word: str, known: Iterable[str]) -> str:
    """Return the advice for an unknown word: the nearest known one, else all of them."""
    names = sorted(known)
    near = nearest(word, names)
    if near:
        return f"did you mean `{near}`?"
    return f"use one of: {', '.join(names)}" if names else "none is defined in the settings"


def printable(text: str) -> str:
    """Return a text on one line, with unprintable characters as `\\x` escapes."""
    return "".join(
        char if char.isprintable() else f"\\x{_code(char):02x}" for char in text.replace("\n", " ")
    )


def _code(char: str) -> int:
    """Return a character's code point, or the byte for which a surrogate stands in a file name."""
    code = ord(char)
    return code - 0xDC00 if 0xDC80 <= code <= 0xDCFF else code

"""The setter: turns typed quotes, dashes, dots and spaces of a text into those of its language.

A text here is a line of plain characters, from which tags have been taken: see `compositor.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from broadsheet.story.marks import NARROW, NO_BREAK, Marks

OBJECT = "\ufffc"
"""What stands in a text for an element whose words are left alone; it counts as a word."""

Dashes = Literal["default", "oldschool", "oldschool_inverted"]

DASHES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "oldschool": {"--": "–", "---": "—"},
    "oldschool_inverted": {"--": "—", "---": "–"},
}
"""What TYPOGRIFY_DASHES may be, and the dashes that it names; else they are the language's own."""

Change = tuple[int, int, str]
"""Where a change begins and ends in a text, and what stands there instead."""

CANDIDATE = re.compile(r"""["'`]|--|\.\.\.|\. \. \.""")
"""Without one of these nothing of a text changes, but for the spaces of French."""

_ADDRESS = (
    r"(?:\b[A-Za-z][\w+.-]*://|\bwww\.|\bmailto:)[^\s\"<>“”„«»‘]*[^\s\"'<>“”„«»‘’.,;:!?)\]…]"
    r"|\b[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/[^\s\"'<>“”„«»‘’]*[^\s\"'<>“”„«»‘’.,;:!?)\]…]"
    r"|\$\$.+?\$\$"
)
_SIGNS = r"""\\["']|["]|``|''|'n'(?=[ \u00a0]\w)|'|(?<![-<])(?<!<!)-{2,3}(?![->])|\.\.\.|\. \. \."""
_SIGN = re.compile(_SIGNS)
_SIGN_OR_ADDRESS = re.compile(rf"(?P<address>{_ADDRESS})|{_SIGNS}", re.DOTALL)
_MAY_HOLD_ADDRESS = re.compile(r"[/@:]|www\.|\$\$")

_FRENCH_SPACE = re.compile(r"«[ \u202f]?(?=\S)|»| [;!?:%€$£»](?!\w)")
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)")
_IN_A_NUMBER = re.compile(r"(?:[\d,.]|\d[ \u202f])\Z")
_MAY_HOLD_NUMBER = re.compile(r"\d \d\d\d")

_QUOTES = "\"'`"
_OPENING = "([{<¿¡«‹„‚“‘「『（【《"
_ENDING = ".,;:!?)]}>…»›”’」』，。、；：！？）】》"
_DASHED = "-–—―/"

# Where two digits stand alone, the word before tells a year from the number of a quotation.
_YEAR = re.compile(
    r"\b(?:in|of|since|the|from|to|by|until|till|before|after|and|or|early|mid|late|class"
    r"|spring|summer|autumn|fall|winter)[ \u00a0]$",
    re.IGNORECASE,
)
_DECADE = re.compile(r"\d\ds(?!\w)")
_TWO_DIGITS = re.compile(r"\d\d(?![\w,.:]?\d|\w)")
_ENDS_LATER = re.compile(r"(?<=[^\s'])'(?!\w)")
_SUFFIX = re.compile(r"(?:s|d|m|t|ll|re|ve)(?!\w)", re.IGNORECASE)


@cache
def _elided(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?!\w|'(?!\w))", re.IGNORECASE)


def changes_in(text: str, marks: Marks, dashes: str = "default") -> list[Change]:
    """Return what changes in a text, in order, so that it is set as a language wants it.

    dashes: a key of DASHES.
    """
    found: list[Change] = []
    if CANDIDATE.search(text):
        found += _Line(text, marks, DASHES[dashes]).changes()
    if marks.spaced:
        found = sorted([*found, *_french_spaces(text)])
    return found


def changed(text: str, changes: Iterable[Change]) -> str:
    """Return a text with its changes."""
    parts, end = [], 0
    for start, stop, new in changes:
        parts += [text[end:start], new]
        end = stop
    return "".join([*parts, text[end:]])


@dataclass
class _Line:
    """A text of which the signs are gone through from the left, with what is still open.

    doubles, singles: how many quotes are open. end: where the last quote ended; opened: whether
    it was an opening one, None for an apostrophe.
    """

    text: str
    marks: Marks
    dashes: Mapping[str, str]
    doubles: int = 0
    singles: int = 0
    end: int = -1
    opened: bool | None = None

    def changes(self) -> Iterator[Change]:
        """Yield the changes of quotes, dashes and dots."""
        signs = _SIGN_OR_ADDRESS if _MAY_HOLD_ADDRESS.search(self.text) else _SIGN
        for found in signs.finditer(self.text):
            sign, (start, end) = found[0], found.span()
            if signs is _SIGN_OR_ADDRESS and found["address"]:
                continue
            if sign[0] == "\\":
                yield start, end, sign[1]
            elif sign[0] == "-":
                yield start, end, self.dashes.get(sign, self.marks.dash)
            elif sign[0] == ".":
                yield start, end, self.marks.dots
            elif sign in ('"', "``", "''"):
                yield start, end, self._double(start, end)
            elif sign == "'n'":
                yield start, end, "’n’"
            else:
                yield start, end, self._single(start, end)

    def _double(self, start: int, end: int) -> str:
        opens = self._opens(start, end, self.doubles)
        self.doubles = self.doubles + 1 if opens else max(self.doubles - 1, 0)
        self.end, self.opened = end, opens
        return self.marks.double[not opens]

    def _single(self, start: int, end: int) -> str:
        if self._is_apostrophe(start, end):
            self.end, self.opened = end, None
            return "’"
        opens = self._opens(start, end, self.singles)
        if not opens and not self.singles:
            self.end, self.opened = end, None
            return "’"
        self.singles += 1 if opens else -1
        self.end, self.opened = end, opens
        return self.marks.single[not opens]

    def _opens(self, start: int, end: int, pending: int) -> bool:
        """Say whether a quote opens, by its neighbours, else by whether one is open already."""
        left, right = self._left(start), self._right(end)
        may_close = not (left == "" or left.isspace() or left in _OPENING)
        may_open = not (right == "" or right.isspace() or right in _ENDING)
        if may_open != may_close:
            return may_open
        if left and left in _DASHED and _is_word(right):
            return True
        return not pending and not (may_close and left.isdigit())

    def _is_apostrophe(self, start: int, end: int) -> bool:
        """Say whether a `'` stands for letters that are left out, or binds two parts of a word."""
        left, right = self._left(start), self._right(end)
        if _is_word(left):
            return _is_word(right) and not (_is_ideograph(left) or _is_ideograph(right))
        if left and not left.isspace() and left not in _OPENING + _DASHED:
            return bool(_SUFFIX.match(self.text, end))
        if self.text[end : end + 2].isdigit():
            return self._is_year(start, end)
        elisions = self.marks.elisions
        return elisions is not None and bool(_elided(elisions).match(self.text, end))

    def _is_year(self, start: int, end: int) -> bool:
        if _DECADE.match(self.text, end):
            return True
        if not _TWO_DIGITS.match(self.text, end):
            return False
        return bool(_YEAR.search(self.text, 0, start)) or not _ENDS_LATER.search(self.text, end)

    def _left(self, start: int) -> str:
        """Return the character before a quote; one that opened or closed there stands for it."""
        if self.end == start and self.opened is not None:
            return "(" if self.opened else ")"
        return self.text[start - 1] if start else ""

    def _right(self, end: int) -> str:
        """Return the first character behind a quote that is none itself, "" at the end."""
        while end < len(self.text) and self.text[end] in _QUOTES:
            end += 1
        return self.text[end : end + 1]


def _is_word(character: str) -> bool:
    return character.isalnum() or character == OBJECT


def _is_ideograph(character: str) -> bool:
    """Say whether it belongs to a script without spaces between words, such as Chinese."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


def _french_spaces(text: str) -> Iterator[Change]:
    """Yield what keeps signs, guillemets and numbers of a French text from being torn apart."""
    for found in _FRENCH_SPACE.finditer(text):
        sign, start = found[0], found.start()
        before = text[start - 1] if start else " "
        if sign[0] == "«":
            yield start, found.end(), f"«{NO_BREAK}"
        elif sign[-1] == "»":
            if not before.isspace():
                yield start, found.end(), f"{NO_BREAK}»"
        elif sign[-1] in ";!?" and not before.isspace():
            yield start, start + 1, NARROW
        elif before.isdigit() or (sign[-1] == ":" and not before.isspace()):
            yield start, start + 1, NO_BREAK
    if _MAY_HOLD_NUMBER.search(text):
        for number in _NUMBER.finditer(text):
            start = number.start()
            if not _IN_A_NUMBER.search(text, 0, start):
                for place in range(start, number.end()):
                    if text[place] == " ":
                        yield place, place + 1, NARROW

"""The setter: turns typed quotes, dashes, dots and spaces of a text into those of its language.

A text here is a line of plain characters, from which tags have been taken: see `compositor.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from broadsheet.story.apostrophes import BINDING, Apostrophes, is_digit, is_ideograph, is_word
from broadsheet.story.marks import NARROW, NO_BREAK, Marks

Dashes = Literal["default", "oldschool", "oldschool_inverted"]

DASHES: Mapping[str, Mapping[str, str]] = {
    "default": {},
    "oldschool": {"--": "–", "---": "—"},
    "oldschool_inverted": {"--": "—", "---": "–"},
}
"""What TYPOGRIFY_DASHES may be, and the dashes that it names; else they are the language's own."""

Change = tuple[int, int, str]
"""Where a change begins and ends in a text, and what stands there instead."""

CANDIDATE = re.compile(r"""["'`]|--|[ \u00a0]\\?-[ \u00a0\n]|\.\.\.|\. \. \.""")
"""Without one of these nothing of a text changes, but for the spaces of French."""

_IN_ADDRESS = r"[^\s\"<>“”„«»‘]*[^\s\"'<>“”„«»‘’.,;:!?)\]…]"
_LABELS = r"[\w-]+(?:\.[\w-]+)*"
_ADDRESS = (
    r"(?:(?<![A-Za-z0-9+.-])[A-Za-z][A-Za-z0-9+.-]*://|(?<![A-Za-z0-9-])(?:www\.|mailto:))"
    # A host with its genitive, or all up to a sign that ends a sentence.
    rf"(?:{_LABELS}(?=['’]s(?![\w/]))|{_IN_ADDRESS})"
    r"|(?<![\w.+%-])(?<![\w.+%-]')[\w.+%-]+(?:'[\w.+%-]+)*+@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w.-]){_LABELS}\.[a-z]{{2,}}(?:/(?:{_IN_ADDRESS})?|(?![\w-]))"
    r"|(?<![\w-])xn--[\w.-]*\w"
)
# Standing by itself, or with neither a space at its signs nor a sign of money among them.
_MATHS = r"\A\s*\$\$[^$]+\$\$\s*\Z|(?<![\w$\\])\$\$(?![\s$])[^$]+(?<!\s)\$\$(?![\w$])"
_SPACED = r"-(?<=\S[ \u00a0]-)(?=[ \u00a0\n]\S)"
# Each begins with a character of its own, so that a search leaps from one to the next.
_SIGNS = (
    r"""\\(?:["']|-{2,3}(?!-)|-(?<=[ \u00a0]\\-)(?=[ \u00a0])|\.\.\.)|""?|``"""
    r"|'(?<=\w[ \u00a0-]')n'(?=[ \u00a0-]\w)|''?"
    rf"|--(?<![-<]--)(?<!<!--)-?(?![->])|{_SPACED}"
    r"|\.\.\.(?:\.\.\.(?!\.))?|\. \. \."
)
_SIGN = re.compile(_SIGNS)
_SPACED_HYPHEN = re.compile(_SPACED)
_SIGN_OR_ADDRESS = re.compile(rf"(?P<address>{_MATHS}|{_ADDRESS})|{_SIGNS}", re.DOTALL)
_MAY_HOLD_ADDRESS = re.compile(r"://|@|www\.|mailto:|\$\$|xn--|\.[a-z]{2,62}/|--[\w-]{1,60}\.[a-z]")

# Beside one of these a hyphen is a minus, or a sign of some notation.
_RECKONING = frozenset("-–—=+*/^|<>{}#\\")
_OF_NUMBERS = frozenset("%‰€$£")

_QUOTES = "\"'`"
_ELIDING = ("fr", "it")
_INCHES = re.compile(r"[ \u00a0\u202f]?\d{1,2}[¼½¾]?\"")

_FRENCH_SPACE = re.compile(r"«[ \u202f]?(?=\S)|»| [;!?:%€$£»](?!\w)")
_NUMBER = re.compile(r"(?<![\d,.])(?<!\d[ \u202f])\d{1,3}(?: \d{3})+(?!\d)")
_MAY_HOLD_NUMBER = re.compile(r"\d \d\d\d")


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

    doubles, singles: how many quotes are open. pairs: how many of the doubles were typed with two
    signs. end: where the last quote ended; opened: whether it was an opening one, None for an
    apostrophe. run: where the last run of quotes ended. closes_behind: whether a sign that can do
    nothing but close a double quote follows between two places, as far as that has been asked.
    """

    text: str
    marks: Marks
    dashes: Mapping[str, str]
    doubles: int = 0
    singles: int = 0
    pairs: int = 0
    end: int = -1
    opened: bool | None = None
    run: int = -1
    closes_behind: tuple[int, int, bool] = (0, -1, False)

    def __post_init__(self) -> None:
        self.apostrophes = Apostrophes(self.text, self.marks)

    def changes(self) -> Iterator[Change]:
        """Yield the changes of quotes, dashes and dots."""
        signs = _SIGN_OR_ADDRESS if _MAY_HOLD_ADDRESS.search(self.text) else _SIGN
        quoted = -1  # where an address ended within a single quote of its own
        for found in signs.finditer(self.text):
            sign, (start, end) = found[0], found.span()
            if signs is _SIGN_OR_ADDRESS and found["address"]:
                quoted = end if sign.count("'") % 2 else -1
            elif sign[0] == "\\":
                yield start, end, sign[1:]
            elif sign == "-":
                if self.marks.spaced_dash and self._is_dash(start, end, self.has_dash):
                    yield start, end, self.marks.spaced_dash
            elif sign[0] == "-":
                yield start, end, self.dashes.get(sign, self.marks.dash)
            elif sign[0] == ".":
                yield start, end, self._dots(sign)
            elif sign == "'n'":
                yield start, end, "’n’"
            elif start != quoted or sign != "'":
                yield from self._quotes(sign, start, end)

    @cached_property
    def has_dash(self) -> bool:
        """Whether some hyphen of the text is surely a dash: then others that may be one are."""
        places = (found.span() for found in _SPACED_HYPHEN.finditer(self.text))
        return any(self._is_dash(*place, may_be=False) for place in places)

    def _is_dash(self, start: int, end: int, may_be: bool) -> bool:
        """Say whether a hyphen between spaces parts words, and does not reckon or count.

        may_be: what is said of one between numbers or single letters.
        """
        before = self.text[max(start - 3, 0) : start - 1][::-1]
        behind = self.text[end + 1 : end + 3]
        if {before[0], behind[0]} & _RECKONING:
            return False
        return may_be or not (_is_term(before) and _is_term(behind))

    def _dots(self, sign: str) -> str:
        """Return an ellipsis: in some languages it has six dots, and may be typed with as many."""
        dots = self.marks.dots
        return dots * 2 if len(sign) == 6 and len(dots) == 1 else dots

    def _quotes(self, sign: str, start: int, end: int) -> Iterator[Change]:
        """Yield what a quote or two become."""
        if sign == "'":
            yield start, end, self._single(start, end)
        elif sign in ('"', "``"):
            self.pairs += sign == "``"
            yield start, end, self._double(start, end)
        elif self._is_empty(start, end):
            self.end, self.opened = end, False
        elif sign == "''" and self._is_pair(start, end):
            yield start, end, self._double(start, end)
        else:
            one = self._double if sign == '""' else self._single
            yield start, start + 1, one(start, start + 1)
            yield start + 1, end, one(start + 1, end)

    def _is_empty(self, start: int, end: int) -> bool:
        """Say whether there is nothing within two signs: they show how something is typed."""
        left, right = self._left(start), self.text[end : end + 1]
        opens = left == "" or left.isspace() or left in self.marks.opening
        return opens and (right == "" or right.isspace() or right in self.marks.ending)

    def _is_pair(self, start: int, end: int) -> bool:
        """Say whether `''` is one double quote: it begins a word and another follows, or closes."""
        left, right = self._left(start), self._right(end)
        if is_word(right) and (left == "" or left.isspace() or left in self.marks.opening):
            is_pair = self.text.rfind("''") >= end and not self.apostrophes.begins_word(
                start + 1, end, is_within=False
            )
            self.pairs += is_pair
            return is_pair
        if not self.pairs:
            return False
        self.pairs -= 1
        return True

    def _double(self, start: int, end: int) -> str:
        opens = self._opens(start, end, self.doubles)
        if not opens and self._is_inches(start, end):
            self.end, self.opened = end, False
            return self.marks.double[1] if self.marks.tells_inches else '"'
        self.doubles = self.doubles + 1 if opens else max(self.doubles - 1, 0)
        self.end, self.opened = end, opens
        return self.marks.double[not opens]

    def _is_inches(self, start: int, end: int) -> bool:
        """Say whether a sign behind a number closes nothing, or something closes further on."""
        if not is_digit(self._left(start)):
            return False
        if not self.doubles:
            return True
        right = self.text[end : end + 1]
        return bool(right) and right not in self.marks.ending and self._closes_behind(end)

    def _closes_behind(self, place: int) -> bool:
        asked, decided, answer = self.closes_behind
        if not asked <= place <= decided:
            answer, decided = False, len(self.text)
            while (found := self.text.find('"', place)) >= 0:
                left, right = self.text[found - 1], self.text[found + 1 : found + 2]
                if not is_digit(left) or not right or right in self.marks.ending:
                    opens = left.isspace() or left in self.marks.opening
                    answer, decided = not opens, found
                    break
                place = found + 1
            self.closes_behind = (asked, decided, answer)
        return answer

    def _single(self, start: int, end: int) -> str:
        is_apostrophe = self._is_apostrophe(start, end)
        if is_apostrophe is None or (is_apostrophe and self._is_feet(start, end)):
            self.end, self.opened = end, None
            return "'"
        if is_apostrophe:
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
        may_close = not (left == "" or left.isspace() or left in self.marks.opening)
        may_open = not (right == "" or right.isspace() or right in self.marks.ending)
        if may_open != may_close:
            return may_open
        if left and left in BINDING and is_word(right):
            return True
        if self.end == start and self.opened is None and is_word(right):
            return True  # behind the apostrophe of l’"eau"
        if may_close and right and right in BINDING and left not in BINDING:
            return False
        return not pending and not (may_close and is_digit(left))

    def _is_apostrophe(self, start: int, end: int) -> bool | None:
        """Say whether a `'` is one, None if nobody can tell."""
        left = self._left(start)
        if is_word(left) and not is_ideograph(left):
            right = self._right(end)
            if is_word(right):
                return not is_ideograph(right)
            return not self.singles or self._is_in_word(start, end, right)
        is_bound = left and not left.isspace() and left not in self.marks.opening + BINDING
        if left == "'" and self.end == start:  # O''Brien is no l''eau'
            return self.marks.lang not in _ELIDING or self.apostrophes.by_next(start, end)
        if is_bound and not (left >= "\u2e80" and is_digit(self.text[end : end + 1])):
            return self.apostrophes.has_suffix(end)
        return self.apostrophes.begins_word(start, end, bool(self.singles))

    def _is_in_word(self, start: int, end: int, right: str) -> bool:
        """Say whether a `'` behind a word is part of it, where a quotation is open."""
        if right and right in self.marks.opening:
            return right not in "«‹" or "«" in self.marks.double[0]
        if self.text[end : end + 1] == "'" and self.end != start:
            return not self.apostrophes.has_suffix(end + 1)
        return self.apostrophes.ends_word(start, end)

    def _is_feet(self, start: int, end: int) -> bool:
        """Say whether inches follow, which keep their straight sign."""
        if self.marks.tells_inches or not is_digit(self._left(start)):
            return False
        inches = _INCHES.match(self.text, end)
        return inches is not None and self._is_inches(inches.end() - 1, inches.end())

    def _left(self, start: int) -> str:
        """Return the character before a quote; one that opened or closed there stands for it."""
        if self.end == start and self.opened is not None:
            return "(" if self.opened else ")"
        return self.text[start - 1] if start else ""

    def _right(self, end: int) -> str:
        """Return the first character behind a quote that is none itself, "" at the end."""
        if end >= self.run:
            self.run = end
            while self.run < len(self.text) and self.text[self.run] in _QUOTES:
                self.run += 1
        return self.text[self.run : self.run + 1]


def _is_term(signs: str) -> bool:
    """Say whether a number or a single letter stands there, as in `a - 1`.

    signs: that which is next to the space, and the one behind it.
    """
    is_alone = len(signs) == 1 or signs[1].isspace()
    is_number = is_digit(signs[0]) or signs[0] in _OF_NUMBERS
    return is_number or (is_word(signs[0]) and is_alone)


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
            for place in range(number.start(), number.end()):
                if text[place] == " ":
                    yield place, place + 1, NARROW

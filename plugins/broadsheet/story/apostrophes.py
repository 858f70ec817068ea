"""Apostrophes: tells those that stand for letters from single quotes, which are typed alike.

Where a word decides it, that counts. Else the next sign of the kind does: if it opens, or there is
none, this one began no quotation. Where neither tells, nobody can, and the sign stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from broadsheet.story.marks import Marks
from broadsheet.story.years import stands_for_year

OBJECT = "\ufffc"
"""What stands in a text for an element whose words are left alone; it counts as a word."""

BINDING = "-–—―/"
"""What binds two words, and opens a quote before a word."""

Sign = Literal["opens", "closes", "may close"]
"""What a sign does by its neighbours. One that may close may be an apostrophe as well."""

# Two digits with what only a year has behind it, or with a 0 before them.
_DECADE = re.compile(
    r"\d\d(?:(?:s|ies|ers?|er(?:ne|na|n)|ern|-er|['’]s|-(?:е|х|го|й|м|ых|ті|та|тих))(?!\w)"
    r"|年代|-(?:tal|luku|luvu)|[-–—/]['’]\d\d|/\d\d(?!\d))"
    r"|0\d(?![\dA-Za-z]|[,.:]\d)"
)
_TWO_DIGITS = re.compile(r"\d\d(?![,.:]?\d|[^\W年])")
_SUFFIX = re.compile(r"(?:s|d|m|t|ll|re|ve)(?!\w)", re.IGNORECASE)
_GOES_ON = re.compile(r"[ \u00a0\u202f\n][\w\"'“„«‘‚]")
_LAST_WORD = re.compile(r"[\w'’]+\Z")
_LONGEST = 30
_PAUSE = re.compile(r"[,;:.!?()]")
_NEAR = 3


@dataclass
class Apostrophes:
    """The apostrophes of a text. closes_behind: where it was asked last, and the answer."""

    text: str
    marks: Marks
    closes_behind: tuple[int, int, bool] = (0, -1, False)

    def begins_word(self, start: int, end: int, is_within: bool) -> bool | None:
        """Say whether the sign from start to end begins a word or year, None if nobody can tell.

        is_within: whether a quotation of its kind is open already.
        """
        if is_digit(self.text[end : end + 1]):
            return self._begins_year(start, end, is_within)
        if _elided(self.marks.elisions).match(self.text, end):
            return True
        word = _elided(self.marks.clipped).match(self.text, end)
        if word is None:
            return False
        return is_within or self._by_next(start, word.end(), near=0)

    def has_suffix(self, end: int) -> bool:
        """Say whether an ending follows that an apostrophe binds to its word, as in `Yahoo!'s`."""
        return _SUFFIX.match(self.text, end) is not None

    def ends_word(self, start: int, end: int) -> bool:
        """Say whether the sign behind a word is part of it, though a quotation is open."""
        goes_on = _GOES_ON.match(self.text, end) is not None
        if self._is_cut(start) and goes_on:
            return True
        return goes_on and self._may_end_word(start) and self._closes_behind(end)

    def _begins_year(self, start: int, end: int, is_within: bool) -> bool | None:
        if _DECADE.match(self.text, end):
            return True
        digits = _TWO_DIGITS.match(self.text, end)
        if digits is None:
            return False
        if is_within:
            return True
        after = self.text[digits.end() : digits.end() + 1]
        is_told = after != "'" and (
            not after
            or after in self.marks.ending
            or after in '"/–—'
            or stands_for_year(self.text, start, digits.end(), self.marks.lang)
        )
        return self._by_next(start, digits.end(), near=_NEAR, is_told=is_told)

    def _by_next(self, start: int, end: int, near: int, is_told: bool = False) -> bool | None:
        """Decide by the next sign.

        near: within how many words even a doubtful one closes a quotation. is_told: whether the
        words beside speak for an apostrophe.
        """
        kind, place = next(self._signs(end), ("opens", end))
        if kind == "opens":
            return True
        if kind == "closes":
            return None if is_told else False
        between = self.text[end:place]
        if is_told or _PAUSE.search(between):
            return True
        before = self.text[max(0, start - 2) : start].strip()
        may_open = not before or not is_word(before[-1])
        return False if may_open and len(between.split()) < near else None

    def _closes_behind(self, place: int) -> bool:
        """Say whether a sign follows that can do nothing but close, before one opens."""
        asked, decided, answer = self.closes_behind
        if not asked <= place <= decided:
            answer, decided = False, len(self.text)
            for kind, at in self._signs(place):
                if kind != "may close" or not _GOES_ON.match(self.text, at + 1):
                    answer, decided = kind != "opens", at
                    break
            self.closes_behind = (place, decided, answer)
        return answer

    def _signs(self, place: int) -> Iterator[tuple[Sign, int]]:
        """Yield what the signs behind a place do, and where; sure apostrophes are left out."""
        text, marks = self.text, self.marks
        for found in _singles(marks).finditer(text, place):
            start, end = found.span()
            left, right = text[start - 1 : start], text[end : end + 1]
            if found[0] not in "'’":
                yield ("opens" if found[0] == marks.single[0] else "closes"), start
            elif is_word(left) and not is_ideograph(left):
                if not is_word(right) or is_ideograph(right):
                    yield from self._behind_word(start, end)
            elif _TWO_DIGITS.match(text, end):
                yield "opens", start
            elif left in marks.ending and left:
                if not self.has_suffix(end):
                    yield "closes", start
            elif is_ideograph(left):
                yield "closes", start
            elif right and not right.isspace() and right not in marks.ending:
                if not _elided(marks.elisions).match(text, end):
                    yield "opens", start
            elif left and not left.isspace():
                yield "closes", start

    def _behind_word(self, start: int, end: int) -> Iterator[tuple[Sign, int]]:
        if not (self._is_cut(start) and _GOES_ON.match(self.text, end)):
            yield ("may close" if self._may_end_word(start) else "closes"), start

    def _word_before(self, start: int) -> str:
        found = _LAST_WORD.search(self.text[max(0, start - _LONGEST) : start])
        return found[0] if found else ""

    def _is_cut(self, start: int) -> bool:
        cut = self.marks.cut
        return cut is not None and bool(_ends(cut).fullmatch(self._word_before(start)))

    def _may_end_word(self, start: int) -> bool:
        """Say whether a word may end with an apostrophe: a name in `s`, or as its language says."""
        word = self._word_before(start).strip("'’")
        if not word or is_digit(word[-1]):
            return bool(word)
        ends = self.marks.loose_ends
        if self._is_cut(start) or (ends and _ends(rf".*(?:{ends})").fullmatch(word)):
            return True
        return word[0].isupper() and word[-1].lower() in "sxzß"


def is_word(character: str) -> bool:
    """Say whether it is a letter, a digit or an element that counts as a word."""
    return character.isalnum() or character == OBJECT


def is_digit(character: str) -> bool:
    """Say whether it is a digit or a fraction, and no letter that counts, such as 一."""
    return character.isnumeric() and not character.isalpha()


def is_ideograph(character: str) -> bool:
    """Say whether it belongs to a script without spaces between words, such as Chinese."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"


@cache
def _elided(pattern: str | None) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern or '(?!)'})(?!\w|['’](?!\w))", re.IGNORECASE)


@cache
def _ends(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _singles(marks: Marks) -> re.Pattern[str]:
    return re.compile(f"['’{''.join(marks.single)}]")

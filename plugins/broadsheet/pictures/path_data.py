"""Path data: the numbers of shapes, written as short as they can be without another value.

Nothing is rounded: which digits nobody sees depends on how large a drawing is shown.
The grammar: https://www.w3.org/TR/SVG2/paths.html#PathDataBNF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

_DIGITS = r"(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?"
_NUMBER = re.compile(rf"[+-]?{_DIGITS}")
_PARTS = re.compile(r"([+-]?)(\d*)(?:\.(\d+))?((?:[eE].+)?)")
_FLAG = re.compile(r"[01]")
_BETWEEN = re.compile(r"[ \t\n\r\f]*(,?)[ \t\n\r\f]*")
_COMMAND = re.compile(r"[MmLlHhVvCcSsQqTtAaZz]")
_TAKES = {
    "M": (_NUMBER,) * 2, "L": (_NUMBER,) * 2, "T": (_NUMBER,) * 2, "H": (_NUMBER,),
    "V": (_NUMBER,), "C": (_NUMBER,) * 6, "S": (_NUMBER,) * 4, "Q": (_NUMBER,) * 4,
    "A": (_NUMBER, _NUMBER, _NUMBER, _FLAG, _FLAG, _NUMBER, _NUMBER), "Z": (),
}  # fmt: skip


class _Unreadable(ValueError):
    """Something that browsers read in a way of their own."""


def shorter_number(text: str) -> str:
    """Return a number with the same value and fewer characters; what is no number unchanged."""
    if not _NUMBER.fullmatch(text):
        return text
    sign, whole, fraction, exponent = _PARTS.fullmatch(text).groups("")  # type: ignore[union-attr]
    whole, fraction = whole.lstrip("0"), fraction.rstrip("0")
    digits = f"{whole}.{fraction}" if fraction else whole or "0"
    return f"{sign.strip('+')}{digits}{exponent}"


def shorter_points(points: str) -> str:
    """Return the corners of a polygon in fewer characters; those with an error unchanged."""
    try:
        return _joined(_numbers(points))
    except _Unreadable:
        return points


def shorter_path(path: str) -> str:
    """Return the data of a path in fewer characters; those with an error unchanged."""
    try:
        return "".join(_commands(path))
    except _Unreadable:
        return path


def _numbers(text: str) -> Iterator[str]:
    at, text = 0, text.strip(" \t\n\r\f")
    while at < len(text):
        number, at = _read(_NUMBER, text, at)
        yield number
        at = _after(text, at)


def _commands(text: str) -> Iterator[str]:
    at, text = 0, text.strip(" \t\n\r\f")
    while at < len(text):
        command, at = _read(_COMMAND, text, at)
        found = list[str]()
        at = _after(text, at, comma=False)
        takes = _TAKES[command.upper()]
        while takes and at < len(text) and (not found or not _COMMAND.match(text, at)):
            for kind in takes:
                value, at = _read(kind, text, at)
                found.append(value)
                at = _after(text, at)
        if takes and not found:
            raise _Unreadable(command)
        yield command + _joined(found)


def _read(kind: re.Pattern[str], text: str, at: int) -> tuple[str, int]:
    found = kind.match(text, at)
    if found is None:
        raise _Unreadable(text[at:][:20])
    return found[0], found.end()


def _after(text: str, at: int, *, comma: bool = True) -> int:
    """Return where the next value begins. comma: whether one may stand between."""
    found = _BETWEEN.match(text, at)
    end = found.end() if found else at
    if found and found[1] and (not comma or not _NUMBER.match(text, end)):
        raise _Unreadable("a comma that separates no numbers")
    return end


def _joined(numbers: Iterable[str]) -> str:
    """Return numbers in a row: the sign of one parts it from the number before."""
    short = list(map(shorter_number, numbers))
    parts = (after if after.startswith("-") else f" {after}" for _, after in pairwise(short))
    return "".join((*short[:1], *parts))

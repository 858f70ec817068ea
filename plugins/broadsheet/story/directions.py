"""Directions: invisible signs that turn the direction of words beyond the line in which they stand.

A headline stands in the title of a tab, in feeds and in lists of results beside other words. An
override turns letters of any script round, and an embedding or an isolate that is not closed goes
on in what follows: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters.
"""

from __future__ import annotations

_OVERRIDES = "\u202d\u202e"
_CLOSED_BY = {"\u202a": "\u202c", "\u202b": "\u202c"} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)


def turns_what_follows(text: str) -> str:
    """Say which invisible sign of a line turns its letters or what stands behind it, "" if none."""
    expected: list[tuple[str, str]] = []
    for sign in text:
        if sign in _OVERRIDES:
            return f"an invisible sign (U+{ord(sign):04X}) turns the letters behind it round"
        if sign in _CLOSED_BY:
            expected.append((sign, _CLOSED_BY[sign]))
        elif expected and sign == expected[-1][1]:
            expected.pop()
    if not expected:
        return ""
    return f"an invisible sign (U+{ord(expected[-1][0]):04X}) turns the words that follow the line"

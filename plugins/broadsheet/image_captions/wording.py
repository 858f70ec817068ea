"""Wording: which words of a caption are its credit.

A bracket at the end of a caption is a credit when it is marked as one or reads like a name:

- marked: it begins with ©, "Photo:", "Credit:", "Courtesy of", "Photo by" and the like, or names
  a Creative Commons licence;
- like a name: at most eight words (more between slashes), each with a capital letter or in a
  script without capitals, save for the small words of names ("van", "de", "and", "via"), and no
  number unless a slash stands beside it ("Jane Doe/France 24").

Everything else is an aside and stays in the caption: "(left)", "(2014)", "(see page 3)",
"(Top right)", "(CSV)", "(January 2019)". A bracket whose end is escaped (`\\)`) is never a credit.
A bracket glued to a word or to a Markdown link is none either.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_MARKED = re.compile(
    r"©|\(c\)\s"
    r"|(?:(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?|chart|map|credits?"
    r"|source|copyright)\s*(?:credits?\s*)?:)"
    r"|(?:photo(?:graph)?s?|pictures?|images?|illustrations?|graphics?)\s+"
    r"(?:by|courtesy|via)\s+\w"
    r"|courtesy\s+\w"
    r"|[^)]*\bCC(?:0\b|[ -]BY\b)",
    re.IGNORECASE,
)
# fmt: off
_SMALL = frozenset({
    "a", "al", "and", "bin", "by", "da", "das", "de", "del", "della", "den", "der", "des",
    "di", "do", "dos", "du", "e", "el", "et", "for", "ibn", "la", "las", "le", "les", "los",
    "of", "on", "op", "ten", "ter", "the", "und", "van", "vom", "von", "via", "y", "zu",
})
# Words that say where to look or when it was, or name a kind of file: they credit nobody.
_ASIDES = frozenset({
    "left", "right", "centre", "center", "middle", "top", "bottom", "above", "below",
    "front", "back", "foreground", "background", "inset", "detail", "pictured", "standing",
    "seated", "sitting", "clockwise", "l", "r", "l-r", "file", "archive", "photo",
    "undated", "sic", "see", "note", "far", "first", "second", "third", "last", "before",
    "after", "enlarged", "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr",
    "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer", "autumn",
    "winter", "csv", "pdf", "png", "jpg", "jpeg", "gif", "svg", "xml", "json", "html",
    "zip", "xls", "xlsx", "us", "uk", "eu", "usa", "am", "pm", "gmt", "utc", "bc", "ad",
    "ce", "bce",
})
# fmt: on
_LONGEST = 100
_MOST_WORDS = 8


def caption_and_credit(
    written: str, credit: str | None, plain: Callable[[str], str]
) -> tuple[str | None, str | None]:
    """Return caption (inline Markdown) and credit of one use, each None where there is none.

    plain: returns the plain text of what is written; see `split_credit`.
    A credit given by itself wins, and the caption then keeps its bracket: it may be an aside.
    Where the bracket says the very same it is taken off.
    """
    given = " ".join((credit or "").split())
    if not plain(written).strip():
        return None, given or None
    caption, in_brackets = split_credit(written, plain)
    if not given or given == in_brackets:
        return caption, in_brackets
    return " ".join(written.split()), given


def split_credit(caption: str, plain: Callable[[str], str]) -> tuple[str | None, str | None]:
    """Take the credit off the end of a caption.

    caption: as written, in inline Markdown; plain: returns the plain text of inline Markdown.
    Returns the caption and the credit, each None where there is none. A full stop behind the
    bracket stays with the caption.
    """
    text = " ".join(caption.split())
    found = credit_bracket(text, plain)
    if found is None:
        return text or None, None
    opening, credit, stop = found
    rest = text[:opening].rstrip()
    return (rest + stop if rest else None), credit


def credit_bracket(text: str, plain: Callable[[str], str]) -> tuple[int, str, str] | None:
    """Find the bracket at the end of a text that is its credit; plain as in `split_credit`.

    Returns where it opens, the credit, and the full stop behind it, if any.
    """
    stop = "." if text.endswith(").") else ""
    whole = text.removesuffix(stop) if stop else text
    opening = _opening(whole)
    if opening is None:
        return None
    credit = " ".join(plain(whole[opening + 1 : -1]).split())
    return (opening, credit, stop) if is_credit(credit) else None


def is_credit(words: str) -> bool:
    """Say whether the plain words of a bracket credit somebody."""
    if not words or len(words) > _LONGEST:
        return False
    if _MARKED.match(words):
        return True
    if re.search(r"[!?;:=“”\"]", words) or re.search(r"\w{4}\.$", words):
        return False
    found = [word for word in re.split(r"[\s/,&+|()]+", words) if re.search(r"\w|@", word)]
    if not found or (len(found) > _MOST_WORDS and "/" not in words) or _is_aside(found):
        return False
    return all(_in_a_name(word, "/" in words) for word in found) and any(
        _is_main(word) for word in found
    )


def _opening(text: str) -> int | None:
    """Return where the bracket that ends a text opens, or None when no bracket ends it."""
    if not text.endswith(")") or text.endswith("\\)"):
        return None
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[index], 0)
        if depth == 0:
            return index if index == 0 or text[index - 1].isspace() else None
    return None


def _is_aside(words: list[str]) -> bool:
    main = [word.casefold().strip(".’'") for word in words if word not in _SMALL]
    return all(word in _ASIDES for word in main)


def _in_a_name(word: str, beside_slash: bool) -> bool:
    if word in _SMALL:
        return True
    if word.isdigit():
        return beside_slash and len(word) < 4
    return _is_main(word)


def _is_main(word: str) -> bool:
    """Say whether a word may carry a name: "Reuters", "iStock", "18F", "@jane", "新华社"."""
    if word.startswith("@") or any(char.isupper() for char in word):
        return True
    letters = [char for char in word if char.isalpha()]
    return bool(letters) and not any(char.islower() for char in letters)

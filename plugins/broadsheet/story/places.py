"""Places: where in a Markdown text something stands that was found in the HTML made of it.

The same words may stand elsewhere, too: in code, where they are shown, in a sentence, or as the
beginning of longer ones. So code is left out of what is looked through, and an address is looked
for where links have theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from broadsheet.story.comments import Margin, Scribe

_MAY_BE_CODE = re.compile(r"`|~~~|^[ \t>]*(?: {4}|\t)", re.MULTILINE)
_MARK = re.compile(r"\\[\\`]|`+|\n")
_BEFORE = ("(", "<", "=", '"', "'", "]: ")
_ENDS = frozenset({"", *" \t\n)>\"'"})
_SIGN = re.compile(r"[^\n]")


def without_code(text: str) -> str:
    """Return a Markdown text with a blank for each sign of its code."""
    if not _MAY_BE_CODE.search(text):
        return text
    pieces, at = [], 0
    for start, end in _code_in(text):
        pieces += [text[at:start], _SIGN.sub(" ", text[start:end])]
        at = end
    return "".join([*pieces, text[at:]])


def _code_in(text: str) -> Iterator[tuple[int, int]]:
    scribe, margin, at = Scribe(text, "", ""), Margin(), 0
    while at < len(text):
        fence = scribe.end_of_fence(at)
        margin = Margin() if fence else margin
        end = fence or margin.end_of_code(text, at)
        if end:
            yield at, end
            at = end
            continue
        margin = margin.below(text, at)
        while (mark := _MARK.search(text, at)) and mark[0] != "\n":
            at = scribe.end_of_span(mark) if mark[0][0] == "`" else mark.end()
            if at > mark.end():
                yield mark.start(), at
        at = mark.end() if mark else len(text)


def place_of_address(text: str, address: str, start: int = 0) -> int:
    """Return where a link to an address has it, from a position on, -1 where it stands nowhere.

    Where no link has it, that is the first place at which it stands as a word.
    """
    before = ("",) if "://" in address else _BEFORE
    places = [_place_of_word(text, sign, address, start) for sign in before]
    found = [place for place in places if place >= 0]
    return min(found) if found else _place_of_word(text, "", address, start)


def _place_of_word(text: str, before: str, word: str, start: int) -> int:
    """Return where a word stands behind a sign, and not as the beginning of a longer one."""
    place = text.find(before + word, start)
    while place >= 0:
        end = place + len(before) + len(word)
        if text[end : end + 1] in _ENDS:
            return place + len(before)
        place = text.find(before + word, place + 1)
    return -1


def is_definition(text: str, place: int) -> bool:
    """Say whether an address stands where `[name]: …` gives it, and not at its link."""
    return text[max(0, place - 9) : place].rstrip(" \t<").endswith("]:")


def place_of_tag(text: str, name: str, attributes: Mapping[str, str]) -> int:
    """Return where the tag begins that has most of these attributes, -1 without any tag so named.

    What an attribute says may have changed since it was written.
    """
    tag = re.compile(
        rf"""</?{re.escape(name)}(?![\w-])((?:"[^"]*"|'[^']*'|[^"'>])*)""", re.IGNORECASE
    )

    def likeness(found: re.Match[str]) -> int:
        written = unescape(found[1])
        has = (
            re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", written, re.IGNORECASE)
            for key in attributes
        )
        return sum(map(bool, has)) + sum(map(written.count, filter(None, attributes.values())))

    best = max(tag.finditer(text), key=likeness, default=None)
    return best.start() if best else -1

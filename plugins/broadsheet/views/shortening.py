"""Shortening: as many whole sentences of a standfirst as a card has room for."""

from __future__ import annotations

import re

_ROOM = 180  # letters
# A sentence ends behind a word of four letters or more, which no abbreviation such as `Prof.`,
# `U.S.` or `e.g.` is, behind a bracket or a quotation, or behind a mark that ends nothing else; and
# what follows is no small letter.
_END = re.compile(
    r"(?:(?<=[\w’]{3}[\w’)][.!?…؟।])|(?<=[)”»][.!?…؟।]))[”’\"»)]*\s+(?![a-zß-öø-ÿ])"
    r"|(?<=[。！？])[」』）]*"
)
_TAG = re.compile(r"<[^>]*>")
_ENTITY = re.compile(r"&[#\w]+;")


def first_sentences(html: str) -> str:
    """Return the first sentences of inline HTML, as many as a card has room for, at least one."""
    if _letters(html) <= _ROOM:
        return html
    kept = ""
    for end in _END.finditer(html):
        begun = html[: end.end()].rstrip()
        if kept and _letters(begun) > _ROOM:
            break
        if _is_balanced(begun):
            kept = begun
    return kept or html


def _letters(html: str) -> int:
    return len(_ENTITY.sub("x", _TAG.sub("", html)))


def _is_balanced(html: str) -> bool:
    """Say whether no element is left open, and no tag is cut in two."""
    tags = _TAG.findall(html)
    closing = sum(tag.startswith("</") for tag in tags)
    return closing * 2 == len(tags) and html.count("<") == len(tags)

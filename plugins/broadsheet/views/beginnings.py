"""Beginnings of texts: for feeds that may not carry all of a story, and for heads of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from broadsheet.story.slots import Part, without_slots
from broadsheet.story.tree import Node, parse, take_out, text_of

_LONGEST = 300
_LONGEST_IN_HEAD = 200  # of which search engines show the first part
_SHORTEST = 40  # less says nothing

_STOP = re.compile(r"(?:(\S*)\.|[!?…])[”’\"')\]»]*(?=\s)|[。！？｡][」』”’）]*")


def first_paragraphs(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the words of the first paragraphs of a body, as many as an excerpt has room for.

    It never has room for more than half of a story: a short one would go out whole. Where the
    first paragraph alone is too long it ends with a sentence.
    """
    root = _read(parts)
    room = min(_LONGEST, len(text_of(root)) // 2)
    found: list[str] = []
    for text in _paragraphs(root):
        if len(text) > room:
            return tuple(found) or _beginning(text, room)
        found.append(text)
        room -= len(text)
    return tuple(found)


def beginning_of(parts: Sequence[Part]) -> str:
    """Return the first sentences of a body in one line, as many as the head of a page has room for.

    "" for a body without words of its own.
    """
    text = " ".join(_paragraphs(_read(parts)))
    return text if len(text) <= _LONGEST_IN_HEAD else cut_at_a_sentence(text, _LONGEST_IN_HEAD)


def _read(parts: Sequence[Part]) -> Node:
    """Return a body without marks of notes and struck words."""
    root = parse(without_slots(parts))
    for left_out in list(root.iterdescendants("sup", "del", "s")):
        take_out(left_out)
    return root


def _paragraphs(root: Node) -> Iterator[str]:
    """Yield the words of paragraphs. Pictures, quotations, headings and notes are passed over."""
    texts = (" ".join(text_of(each).split()) for each in root.findall("p"))
    return filter(None, texts)


def _beginning(text: str, room: int) -> tuple[str, ...]:
    return (cut_at_a_sentence(text, room),) if room >= _SHORTEST else ()


def cut_at_a_sentence(text: str, length: int) -> str:
    """Return as many whole sentences from the beginning of a longer text as fit into a length.

    Where not even the first does, it is cut between words, which three dots tell.
    """
    ends = [stop.end() for stop in _STOP.finditer(text, 0, length + 1) if _is_end(stop)]
    fitting = [end for end in ends if end <= length]
    if fitting:
        return text[: fitting[-1]]
    room = text[:length]
    return (room.rpartition(" ")[0] or room[:-1]).rstrip(" ,;:–—-") + "…"


def _is_end(stop: re.Match[str]) -> bool:
    """Say whether a sentence ends here, and no abbreviation: “U.S.”, “J. Doe”, “Mr. Doe”."""
    word = (stop[1] or "").lstrip("“‘\"'([«")
    is_short = len(word) == 1 or "." in word or (word[:1].isupper() and len(word) <= 3)
    goes_on = stop.string[stop.end() :].lstrip()[:1].islower()
    return not (is_short or goes_on)

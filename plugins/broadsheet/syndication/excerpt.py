"""Excerpts: the beginning of a story, for feeds that may not carry all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from broadsheet.story.slots import Part, without_slots
from broadsheet.story.tree import parse, take_out, text_of

_LONGEST = 300
_SHORTEST = 40  # less says nothing

_STOP = re.compile(r"(?:(\S*)\.|[!?…])[”’\"')\]»]*(?=\s)|[。！？｡][」』”’）]*")


class Excerpt(Struct, frozen=True):
    """The beginning of a story, paragraph by paragraph. url: of the whole, in full."""

    paragraphs: tuple[Markup | str, ...]
    url: str


def first_paragraphs(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the words of the first paragraphs of a body, as many as an excerpt has room for.

    It never has room for more than half of a story: a short one would go out whole. Where the
    first paragraph alone is too long it ends with a sentence. Pictures, quotations, headings and
    notes are passed over.
    """
    root = parse(without_slots(parts))
    for left_out in list(root.iterdescendants("sup", "del", "s")):  # marks of notes, struck words
        take_out(left_out)
    room = min(_LONGEST, len(text_of(root)) // 2)
    texts = (" ".join(text_of(each).split()) for each in root.findall("p"))
    found: list[str] = []
    for text in filter(None, texts):
        if len(text) > room:
            return tuple(found) or _beginning(text, room)
        found.append(text)
        room -= len(text)
    return tuple(found)


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

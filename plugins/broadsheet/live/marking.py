"""Marking: makes updates of the headings with times of a live story, the newest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from html import unescape

from msgspec import Struct

from broadsheet.api import Draft, Fault, Gravity, Slot, append, insert_before, keys_of, text_of
from broadsheet.live.keys import LiveKeys
from broadsheet.live.times import (
    Timed,
    Undecided,
    is_newest_first,
    is_timelike,
    time_of,
    with_days,
)
from broadsheet.story.front_matter import Source
from broadsheet.story.moments import NotAMoment, names_a_day
from broadsheet.story.tree import Node, element, is_element, take_out

UPDATES, UPDATE = "updates", "update"
"""The kinds of slots: where the updates begin and end, and the head of each."""

_HEADING = re.compile(
    r"^ {0,3}(?:(?P<signs>#{1,2})[ \t]*)?(?=\S)(?P<words>[^\n]*)(?P<below>\n {0,3}=+[ \t]*$)?",
    re.MULTILINE,
)
_EXAMPLE = "## 15:40"


class Block(Struct, frozen=True, gc=False):
    """The data of the slots around the updates."""

    is_end: bool


class Update(Struct, frozen=True, gc=False):
    """The data of the slot in an update. id: its anchor; moment: when it was made, aware."""

    id: str
    moment: datetime


@dataclass
class _Piece:
    """An update on its way: its heading, its time and all that belongs to it."""

    heading: Node
    timed: Timed
    length: int
    line: int
    rest: list[Node] = field(default_factory=list)


def mark_updates(draft: Draft) -> Iterator[Fault]:
    """Make an article of each update of a live story, with a slot for its time."""
    keys = keys_of(LiveKeys, draft.own)
    if draft.front is None:
        return
    if not keys.is_coverage:
        yield from _dropped(draft)
        return
    pieces, faults = _pieces(draft)
    yield from faults
    if not pieces:
        if not faults and not keys.is_over:
            what = "the story is live, and has no update"
            mend = f"begin each with its time, such as `{_EXAMPLE} The bridge is open`"
            line = draft.source.line("live")
            yield Fault(draft.source.path, line, what, mend, Gravity.ADVICE, kind="live-empty")
        return
    moments = _moments(pieces, draft)
    if isinstance(moments, Fault):
        yield moments
        return
    draft.updates = tuple(
        (moment, piece.line) for moment, piece in zip(moments, pieces, strict=True)
    )
    _print(pieces, moments, draft)


def _dropped(draft: Draft) -> Iterator[Fault]:
    """Warn of updates that `live: no` has made mere headings: links to them lead nowhere."""
    if "live" in draft.source.front and any(map(_has_time, draft.root)):
        what = "the updates are mere headings now, and links to them lead nowhere"
        mend = "write `live: ended` where it is over, or take the line out if it never was live"
        line = draft.source.line("live")
        yield Fault(draft.source.path, line, what, mend, Gravity.ADVICE, kind="live-dropped")


def _has_time(node: Node, tag: str = "h2") -> bool:
    """Say whether a node is a heading that begins with a time."""
    if not is_element(node) or node.tag != tag:
        return False
    try:
        return time_of(text_of(node).strip()) is not None
    except NotAMoment:
        return False


def _pieces(draft: Draft) -> tuple[list[_Piece], list[Fault]]:
    """Return the updates in the order of the file, and what is wrong with their headings."""
    written = _Manuscript(draft.source)
    pieces: list[_Piece] = []
    faults = list(_of_two_levels(draft))
    for node in draft.root:
        if not is_element(node) or node.get("class") == "footnote":
            continue
        if node.tag != "h2":
            if pieces:
                pieces[-1].rest.append(node)
            continue
        words = text_of(node).strip()
        line = written.line_of(words)
        try:
            found = time_of(words)
        except NotAMoment:
            found = None
        if found is not None:
            pieces.append(_Piece(node, *found, line))
        elif is_timelike(words):
            what = f"“{words}” begins with no time that can be read"
            mend = f"write the hours to 24, such as `{_EXAMPLE}` or `## 2026-12-01 15:40`"
            faults.append(Fault(draft.source.path, line, what, mend, kind="live"))
        elif pieces:
            what = f"“{words}” stands among the updates, and has no time"
            mend = f"begin it with one, such as `{_EXAMPLE}`, or make it a smaller heading by ###"
            faults.append(Fault(draft.source.path, line, what, mend, kind="live"))
    return pieces, faults


def _of_two_levels(draft: Draft) -> Iterator[Fault]:
    """Report a heading of the first level, which makes mere cross-heads of updates below it.

    A text that uses that level has all its headings moved down by one.
    """
    if not any(_has_time(node, "h3") for node in draft.root):
        return
    written = _Manuscript(draft.source)
    for node in draft.root:
        if is_element(node) and node.tag == "h2":
            words = text_of(node).strip()
            line = written.line_of(words)
            if written.is_first_level:
                what = f"“{words}” is of the first level, and updates below it are none"
                yield Fault(draft.source.path, line, what, f"write `## {words}`", kind="live")
                return


def _moments(pieces: list[_Piece], draft: Draft) -> list[datetime] | Fault:
    """Return the moments of the updates, or the fault of one whose day nobody can tell."""
    front, reading = draft.front, draft.reading
    assert front is not None  # noqa: S101 - a story, as its caller has seen
    first = reading.moment(front.date).astimezone(reading.zone).replace(tzinfo=None)
    is_day = names_a_day(draft.source.front.get("date"))
    try:
        found = with_days([piece.timed for piece in pieces], first, is_day=is_day)
    except Undecided as doubt:
        piece = pieces[doubt.place]
        clock = f"{piece.timed.moment:%H:%M}"
        what = f"on which day was the update of {clock}? The order of the updates does not say"
        mend = f"write the day too: `## {first:%Y-%m-%d} {clock}`"
        return Fault(draft.source.path, piece.line, what, mend, kind="live")
    return [reading.moment(moment) for moment in found]


def _print(pieces: list[_Piece], moments: list[datetime], draft: Draft) -> None:
    block = element("div", {"class": UPDATES})
    insert_before(pieces[0].heading, draft.slots.element(Slot(UPDATES, Block(False))))
    insert_before(pieces[0].heading, block)
    insert_before(pieces[0].heading, draft.slots.element(Slot(UPDATES, Block(True))))
    # Of one minute, the one that was written first comes first: an anchor stays what it is.
    told = list(zip(moments, pieces, strict=True))
    if is_newest_first(moments):
        told.reverse()
    told.sort(key=lambda each: each[0])
    names: Counter[str] = Counter()
    articles = []
    for moment, piece in told:
        name = f"update-{moment.astimezone(draft.reading.zone):%Y%m%d-%H%M}"
        names[name] += 1
        name += f"-{names[name]}" if names[name] > 1 else ""
        articles.append(_article(piece, Update(name, moment), draft))
    for article in reversed(articles):
        append(block, article)


def _article(piece: _Piece, update: Update, draft: Draft) -> Node:
    article = element("article", {"class": UPDATE, "id": update.id})
    append(article, draft.slots.element(Slot(UPDATE, update, piece.line)))
    for node in (piece.heading, *piece.rest):
        take_out(node)
        append(article, node)
    words = text_of(piece.heading)
    _cut(piece.heading, len(words) - len(words.lstrip()) + piece.length)
    if not text_of(piece.heading).strip() and piece.heading.find(".//img") is None:
        take_out(piece.heading)
    return article


def _cut(node: Node, length: int) -> int:
    """Take signs off the beginning of an element; return how many are still to be taken."""
    text = node.text or ""
    node.text, length = text[length:], max(0, length - len(text))
    for child in node:
        length = _cut(child, length)
        tail = child.tail or ""
        child.tail, length = tail[length:], max(0, length - len(tail))
    return length


@dataclass
class _Manuscript:
    """A body's Markdown, in which headings are found one after the other.

    is_first_level: whether the last one that was found is of the first level.
    """

    source: Source
    is_first_level: bool = False
    _from: int = 0

    def line_of(self, words: str) -> int:
        """Return the line of the next heading that begins with these words."""
        start = words.split(maxsplit=1)[0] if words else ""
        for match in _HEADING.finditer(self.source.prose, self._from):
            if start and unescape(match["words"]).lstrip("*_ ").startswith(start):
                self._from = match.end()
                self.is_first_level = match["signs"] == "#" or match["below"] is not None
                return self.source.line_at(match.start("words"))
        return self.source.line_of(words)

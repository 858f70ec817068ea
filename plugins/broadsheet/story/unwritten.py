"""Unwritten: reports texts that are to be published and that nobody has written."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.front import StoryFront
from broadsheet.story.front_matter import Source
from broadsheet.story.tree import Node, elements_in, texts_in

_INVITATION = "Write the story here, and take out the line"
INVITATION = f"{_INVITATION} `status: draft` to publish it."
"""The text of a new story, until somebody has written one."""

_BARE = frozenset({"p", "br", "div", "span"})  # what shows nothing where it holds no words


def unwritten(
    root: Node, end: str, source: Source, front: StoryFront | None = None
) -> Iterator[Fault]:
    """Report the text of `broadsheet new`, left in, and a body without anything in it.

    root: the body's tree, with an element `end` behind it. front: None for a page. A draft may
    be unwritten.
    """
    if front is not None and front.status == "draft":
        return
    place = source.body.find(_INVITATION)
    if place >= 0:
        what = "the words with which `broadsheet new` begins a story still stand here"
        mend = "write the story in their place, or `status: draft` above until it is written"
        yield Fault(source.path, source.line_at(place), what, mend, kind="unwritten")
    elif not source.faults and _is_bare(root, end):  # a faulty comment may hold the text
        what = "no text below the front matter"
        mend = "write it" if front is None else "write it, or `status: draft` until it is written"
        yield Fault(source.path, source.body_line, what, mend, Gravity.CARE, kind="unwritten")


def _is_bare(root: Node, end: str) -> bool:
    if any(text.strip() for text in texts_in(root)):
        return False
    return all(tag.tag in _BARE or tag.tag == end for tag in elements_in(root))

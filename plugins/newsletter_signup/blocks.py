"""Blocks: what a body's tree is made of, as placement sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import Comment, Tag
from bs4.element import NavigableString, PageElement

from plugins.newsletter_signup.placement import PARAGRAPH, Block
from plugins.story.slots import SlotMaker, words_in
from plugins.story.tidy import tags_in

_PICTURES = ("img", "picture", "figure", "svg", "iframe", "video", "audio", "object", "canvas")
_BOLD = ("strong", "b")
_NOTE = ("sup",)  # the number of a footnote behind a colon or a bold line
_WORD = re.compile(r"\w")
_CLOSING = " \t\n\xa0\"'”’»)]"


@dataclass
class BodyBlocks:
    """The blocks of a body, each with the node it was read from.

    footnotes: the notes at the very end. They are apparatus and no part of the text, so the
    body ends before them, and so does whatever stands "after the body".
    """

    nodes: list[PageElement] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    footnotes: Tag | None = None


def blocks_of(root: Tag, slots: SlotMaker) -> BodyBlocks:
    """Return the top-level blocks of a body.

    White space, comments and paragraphs with nothing to see (the anchors of old archives) are
    no blocks.
    """
    body = BodyBlocks()
    for node in root.children:
        block = _block(node, slots)
        if block is not None:
            body.nodes.append(node)
            body.blocks.append(block)
    if body.nodes and _is_footnotes(body.nodes[-1]):
        last = body.nodes.pop()
        body.blocks.pop()
        body.footnotes = last if isinstance(last, Tag) else None
    return body


def _block(node: PageElement, slots: SlotMaker) -> Block | None:
    if isinstance(node, Comment):
        return None
    if isinstance(node, NavigableString):
        return Block("text", words_in([node])) if node.strip() else None
    if not isinstance(node, Tag):
        return None
    slot = slots.slot_of(node)
    if slot is not None:
        return Block(slot.kind)
    return _paragraph(node, slots) if node.name == "p" else Block(node.name, _words(node))


def _paragraph(tag: Tag, slots: SlotMaker) -> Block | None:
    """Return a paragraph: plain, unless it holds a picture or has a class of its own."""
    words = _words(tag)
    if any(slots.slot_of(inner) or inner.name in _PICTURES for inner in tags_in(tag)):
        return Block("figure", words)
    if not words:
        return None
    if tag.get("class"):
        return Block("special paragraph", words)
    text = "".join(_texts(tag, without=_NOTE)).rstrip(_CLOSING)
    return Block(PARAGRAPH, words, _wholly_bold(tag), text.endswith((":", "：")))


def _words(tag: Tag) -> int:
    return words_in([tag.get_text()])


def _wholly_bold(tag: Tag) -> bool:
    """Say whether every word is bold; a full stop outside of the bold type does not matter."""
    return not any(_WORD.search(text) for text in _texts(tag, without=(*_NOTE, *_BOLD)))


def _texts(tag: Tag, without: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of a tag that do not stand inside certain other tags."""
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name not in without:
                yield from _texts(child, without)
        elif isinstance(child, NavigableString) and not isinstance(child, Comment):
            yield str(child)


def _is_footnotes(node: PageElement) -> bool:
    classes = node.get("class") if isinstance(node, Tag) and node.name == "div" else None
    return "footnote" in (classes or ())

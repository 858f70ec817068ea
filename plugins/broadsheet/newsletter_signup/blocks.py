"""Blocks: what a body's tree is made of, as placement sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from broadsheet.newsletter_signup.placement import PARAGRAPH, Block
from broadsheet.story.slots import SlotMaker, words_in
from broadsheet.story.tree import (
    Content,
    Node,
    contents,
    elements_in,
    is_element,
    text_of,
    texts_by,
)

_PICTURES = ("img", "picture", "figure", "svg", "iframe", "video", "audio", "object", "canvas")
# Without the number of a footnote behind a colon or a bold line.
_WORDS = texts_by("descendant::text()[not(ancestor::sup)]")
_NOT_BOLD = texts_by("descendant::text()[not(ancestor::sup or ancestor::strong or ancestor::b)]")
_WORD = re.compile(r"\w")
_NOTES = {"footnote", "footnote-list", "citation", "citation-list"}
_APPARATUS = {"div", "table", "aside"}
_CLOSING = " \t\n\xa0\"'”’»)]"


@dataclass
class BodyBlocks:
    """The blocks of a body, each with the node it was read from.

    The notes at the very end are apparatus and no part of the text.
    """

    nodes: list[Content] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def blocks_of(root: Node, slots: SlotMaker) -> BodyBlocks:
    """Return the top-level blocks of a body.

    White space, comments and paragraphs with nothing to see (the anchors of old archives) are
    no blocks.
    """
    body = BodyBlocks()
    for node in contents(root):
        block = _block(node, slots)
        if block is not None:
            body.nodes.append(node)
            body.blocks.append(block)
    while body.nodes and is_element(last := body.nodes[-1]) and _is_footnotes(last):
        body.nodes.pop()
        body.blocks.pop()
    return body


def _block(node: Content, slots: SlotMaker) -> Block | None:
    if isinstance(node, str):
        return Block("text", words_in([node])) if node.strip() else None
    if not is_element(node):
        return None
    slot = slots.slot_of(node)
    if slot is not None:
        return Block(slot.kind)
    return (
        _paragraph(node, slots) if node.tag == "p" else Block(node.tag, words_in([text_of(node)]))
    )


def _paragraph(tag: Node, slots: SlotMaker) -> Block | None:
    """Return a paragraph: plain, unless it holds a picture or has a class of its own."""
    inside, text = elements_in(tag), text_of(tag)
    words = words_in([text])
    if any(slots.slot_of(inner) or inner.tag in _PICTURES for inner in inside):
        return Block("figure", words)
    if not words:
        return None
    if tag.get("class"):
        return Block("special paragraph", words)
    if not inside:  # as most are; to search the tree takes long
        return Block(PARAGRAPH, words, ends_with_colon=_announces(text))
    return Block(PARAGRAPH, words, _wholly_bold(tag), _announces("".join(_WORDS(tag))))


def _announces(text: str) -> bool:
    """Say whether a text ends with a colon, whatever closes behind it."""
    return text.rstrip(_CLOSING).endswith((":", "："))


def _wholly_bold(tag: Node) -> bool:
    """Say whether every word is bold; a full stop outside of the bold type does not matter."""
    return not any(_WORD.search(text) for text in _NOT_BOLD(tag))


def _is_footnotes(node: Node) -> bool:
    """Say whether these are notes, as Python-Markdown or Docutils prints them."""
    return node.tag in _APPARATUS and not _NOTES.isdisjoint(node.get("class", "").split())

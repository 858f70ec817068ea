"""Markers: the lines `[newsletter]` and `[newsletter id]` with which writers place the block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, TypeVar

from msgspec import Struct

from broadsheet.story.front_matter import Source
from broadsheet.story.tree import (
    Content,
    Node,
    append,
    contents,
    element,
    emptied,
    insert_before,
    is_element,
    take_out,
    text_of,
    texts_and_comments,
)

_MARKER = re.compile(r"\[\s*newsletter(?:\s+([^\[\]]*[^\[\]\s]))?\s*\]", re.IGNORECASE)
# What may stand around a line's own words: tags, quotes, lists, emphasis, code.
_TAGS = re.compile(r"<[^<>]*>")
_AROUND = re.compile(r"^[\s>*+_`-]*(?:\d+\.\s+)?|[\s*_`]*$")
_CODE = frozenset({"code", "pre", "samp", "kbd"})
_CELLS = frozenset({"td", "th"})
_MASK = "\0"

Inner = TypeVar("Inner")
"""An element of whatever tree."""

Standing = Literal["alone", "in a paragraph", "elsewhere"]


class Marker(Struct, frozen=True):
    """A line that holds only a marker.

    paragraph: the top-level paragraph which is the marker, None where it does not stand alone.
    newsletter_id: as written, None without one. line: in the file.
    """

    newsletter_id: str | None
    line: int
    standing: Standing
    paragraph: Node | None = None


def markers_in(root: Node, source: Source) -> Iterator[Marker]:
    """Yield the markers of a body in its order; those in code, tables and comments are text."""
    if not may_be_marked(source.body):
        return
    numbers = list(_lines_of(source))
    for nth, (block, match, is_code) in enumerate(_matches(root)):
        if is_code:
            continue
        line = numbers[nth] if nth < len(numbers) else source.body_line
        if not is_element(block) or block.tag != "p":
            yield Marker(match[1], line, "elsewhere")
        elif _MARKER.fullmatch(text_of(block).strip()):
            yield Marker(match[1], line, "alone", block)
        else:
            yield Marker(match[1], line, "in a paragraph")


def free_markers(root: Node) -> None:
    """Make a paragraph of its own of each line of a paragraph that is a marker.

    Writers forget the empty lines around it, and Markdown then joins it to its neighbours.
    """
    if not may_be_marked(text_of(root)):
        return
    for paragraph in root.findall("p"):
        text = text_of(paragraph)
        if "\n" in text and may_be_marked(text):
            _split_at_markers(paragraph)


def _split_at_markers(paragraph: Node) -> None:
    for number, piece in enumerate(pieces_at_markers(list(contents(paragraph)))):
        split = element("p") if number else emptied(paragraph)
        for child in piece:
            append(split, child)
        if split.find("*") is not None or text_of(split).strip():
            insert_before(paragraph, split)
    take_out(paragraph)


def pieces_at_markers(children: Sequence[str | Inner]) -> list[list[str | Inner]]:
    """Cut what stands in a paragraph, texts and elements, at each line that is a marker.

    Each marker is a piece of its own.
    """
    pieces: list[list[str | Inner]] = [[]]
    for place, child in enumerate(children):
        if not isinstance(child, str):
            pieces[-1].append(child)
            continue
        lines = child.split("\n")
        for number, line in enumerate(lines):
            # A line that an inline tag begins or ends is not the marker's alone.
            begins = number > 0 or place == 0
            ends = number < len(lines) - 1 or place == len(children) - 1
            if begins and ends and _MARKER.fullmatch(line.strip()):
                pieces += [[line.strip()], []]
            else:
                pieces[-1].append(line if number == 0 else f"\n{line}")
    return pieces


def may_be_marked(text: str) -> bool:
    """Say whether a text holds anything that looks like a marker."""
    return _MARKER.search(text) is not None


def _lines_of(source: Source) -> Iterator[int]:
    """Yield the lines of the file that are markers; the nth is the nth in the tree."""
    position = 0
    for written in source.body.split("\n"):
        if _MARKER.fullmatch(_AROUND.sub("", _TAGS.sub("", written))):
            yield source.line_at(position + written.find("["))
        position += len(written) + 1


def _matches(root: Node) -> Iterator[tuple[Content, re.Match[str], bool]]:
    """Yield each line of text that is a marker, with its top-level block and whether it is code.

    Code is not left out here, since its lines count when those of the file are matched.
    """
    for block in contents(root):
        texts = list(_texts(block))
        shown = "".join(text for text, _ in texts).split("\n")
        masked = "".join(re.sub(".", _MASK, text) if code else text for text, code in texts)
        for written, mask in zip(shown, masked.split("\n"), strict=True):
            match = _MARKER.fullmatch(written.strip())
            if match:
                yield block, match, _MASK in mask


def _texts(block: Content) -> Iterator[tuple[str, bool]]:
    """Yield the texts of a block, and whether each is code or a comment."""
    if isinstance(block, str):
        yield block, False
        return
    for text, holder in texts_and_comments(block):
        around = {holder.tag, *(outer.tag for outer in holder.iterancestors())}
        if around & _CELLS:
            # A cell has no line of its own in the file.
            yield f"|{text}|", False
        else:
            yield text, not is_element(holder) or bool(around & _CODE)

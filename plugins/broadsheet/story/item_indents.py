"""Indents of items: what is indented as far as the words of a list's item belongs to the item.

Python-Markdown wants four spaces, whatever the sign of the item is. Here the item says how many:
two behind `- `, three behind `1. `, as https://spec.commonmark.org/0.31.2/#list-items has it. Lines
are set to the four spaces that Python-Markdown knows, before it reads them. Lists that have
four spaces stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockProcessor

_ITEM = re.compile(r"( *)((?:[*+-]|[0-9]{1,9}[.)]) +)(?=\S)")
_BRACKET = re.compile(r"^( *[0-9]{1,9})\)(?= )")
_RULE = re.compile(r" {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$")
_STEP = 4  # Python-Markdown's own
_LISTS = ("ul", "ol")
_FIRST = ("1.", "1)")
"""The numbers that end a paragraph, so that one of its lines may begin with a year."""


class ItemIndents(BlockProcessor):
    """Sets the lines of a list to steps of four spaces where the list begins."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether the block begins a list, and not only its next item."""
        last = self.lastChild(parent)
        is_within = parent.tag in ("li", *_LISTS) or (last is not None and last.tag in _LISTS)
        return not is_within and _begins_item(block)

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Set the blocks of the list anew, and leave them to the other processors."""
        end = 1
        while end < len(blocks) and _may_belong_to_list(blocks[end]):
            end += 1
        lines = "\n\n".join(blocks[:end]).split("\n")
        blocks[:end] = "\n".join(in_steps(lines)).split("\n\n")
        return False


def in_steps(lines: list[str]) -> list[str]:
    """Return the lines of a list, each item's own lines four spaces further in than its sign."""
    items = _Items()
    for line in lines:
        items.add(line)
    return items.printed


def _may_belong_to_list(block: str) -> bool:
    return block.startswith((" ", "\n")) or _begins_item(block)


def _begins_item(text: str) -> bool:
    """Say whether a text begins with the sign of an item, indented by less than four spaces."""
    found = _ITEM.match(text)
    return found is not None and len(found[1]) < _STEP and not _RULE.match(text.split("\n")[0])


@dataclass
class _Items:
    """The items that are open, each by the column in which its words begin.

    start: how many items the first line of the current block stood in, -1 after an empty line.
    is_paragraph: whether that line began no item.
    code: by how much the lines of indented code are moved, None outside of it.
    is_over: whether a paragraph that belongs to no item has ended the list.
    """

    printed: list[str] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    start: int = -1
    is_paragraph: bool = False
    code: int | None = None
    is_over: bool = False

    def add(self, line: str) -> None:
        """Print a line of the list, or of what follows it."""
        if not line.strip():
            self.printed.append("")
            self.start = -1
            return
        indent = len(line) - len(line.lstrip(" "))
        depth = sum(1 for column in self.columns if column <= indent)
        beyond = indent - (self.columns[depth - 1] if depth else 0)
        item = None if _RULE.match(line) else _ITEM.match(line)
        is_free = self.start < 0
        if self.is_over or (depth == 0 and is_free and self.columns and not item):
            self.is_over = True
            self.printed.append(line)
        elif item and beyond < _STEP and not self._goes_on(item, depth):
            self._item(line.lstrip(" "), depth, indent + len(item[2]), len(item[2]))
        elif is_free or self.code is not None:
            self._block(line, indent, depth, beyond)
        else:
            self.printed.append(line)  # the paragraph goes on
        if is_free:
            self.start, self.is_paragraph = depth, item is None

    def _goes_on(self, item: re.Match[str], depth: int) -> bool:
        """Say whether a line goes on with a paragraph, though it begins with a number."""
        return (
            self._is_in_paragraph(depth) and item[2][0].isdigit() and item[2].rstrip() not in _FIRST
        )

    def _is_in_paragraph(self, depth: int) -> bool:
        return self.is_paragraph and self.start == depth

    def _item(self, words: str, depth: int, column: int, width: int) -> None:
        self.code = None
        # Python-Markdown would take the item for a part of the paragraph within the last one.
        if (self.start > depth or self._is_in_paragraph(depth)) and any(self.printed):
            self.printed.append("")
            self.start, self.is_paragraph = -1, False
        # Python-Markdown knows `1.` alone.
        self.printed.append(" " * (_STEP * depth) + _BRACKET.sub(r"\1.", words))
        marker = width - len(words[:width].rstrip(" ") + " ")
        column -= marker if marker >= _STEP else 0
        self.columns[depth:] = [column]

    def _block(self, line: str, indent: int, depth: int, beyond: int) -> None:
        is_code = beyond >= _STEP
        if is_code and self.code is None:
            as_written = indent >= _STEP * (depth + 1)
            self.code = 0 if as_written else _STEP * depth - (indent - beyond)
        elif not is_code:
            self.code = None
            self.columns[depth:] = []
        moved = indent + (self.code or 0) if is_code else _STEP * depth
        self.printed.append(" " * moved + line.lstrip(" "))

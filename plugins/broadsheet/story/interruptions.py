"""Interruptions: lists and tables that begin on the line below a paragraph, without an empty line.

Python-Markdown takes them for words of the paragraph. The rule for lists is that of
https://spec.commonmark.org/0.31.2/#lists: an item with words ends a paragraph, and a numbered one
if its number is 1, so that a line may begin with a year. Imported with the first printer, as
Markdown is.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

_ITEM = re.compile(r"\n(?= {0,3}(?:[*+-]|1[.)])[ \t]+\S)")
_BEGINS_LIST = re.compile(r" {0,3}(?:[*+-]|\d{1,9}[.)])[ \t]| {4}")
_BELOW_HEADS = re.compile(r"\n(?=[^\n]*\n {0,3}[|:-][ |:-]*\|[ |:-]*(?:\n|$))")
_LISTS = ("li", "ul", "ol")


class Interruptions(BlockProcessor):
    """Ends a paragraph where a list or a table begins below it."""

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a paragraph ends within the block."""
        return "\n" in block and self._end(parent, block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Read the paragraph; the list or the table is a block of its own."""
        block = blocks.pop(0)
        end = self._end(parent, block)
        self.parser.parseBlocks(parent, [block[:end]])
        blocks.insert(0, block[end:].removeprefix("\n"))

    def _end(self, parent: Element, block: str) -> int | None:
        ends = [end for end in (self._list(parent, block), self._table(parent, block)) if end]
        return min(ends, default=None)

    def _list(self, parent: Element, block: str) -> int | None:
        if parent.tag in _LISTS or _BEGINS_LIST.match(block):
            return None  # the lines of items are set by `item_indents`
        found = _ITEM.search(block)
        return found.start() if found else None

    def _table(self, parent: Element, block: str) -> int | None:
        tables = _tables(self.parser)
        if tables is None or tables.test(parent, block):
            return None
        for found in _BELOW_HEADS.finditer(block):
            if tables.test(parent, block[found.end() :]):
                return found.start()
        return None


def _tables(parser: BlockParser) -> BlockProcessor | None:
    """Return what reads tables, None where the settings have none."""
    processors = parser.blockprocessors
    if "table" not in processors:
        return None
    return processors["table"]

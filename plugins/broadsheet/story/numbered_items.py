"""Numbered items: tells the items that get another number than the one that was typed.

A numbered list counts on from the number of its first item, whatever the others are, as
https://spec.commonmark.org/0.31.2/#lists has it; many people number all items alike. Imported with
the first printer, as Markdown is.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

_NUMBERED = re.compile(r"^ {0,3}(\d{1,9})\.[ ]+[^\n]*", re.MULTILINE)


class NumberedItems(BlockProcessor):
    """Has another processor read numbered lists; keeps the items that are numbered otherwise.

    renumbered: of the last text, the first such item of each list's block, with the number that
    it is given.
    """

    def __init__(self, parser: BlockParser, lists: BlockProcessor) -> None:
        super().__init__(parser)
        self._lists = lists
        self.renumbered: list[tuple[str, int]] = []

    def test(self, parent: Element, block: str) -> bool:
        """Say whether a block is of a numbered list."""
        return self._lists.test(parent, block)

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Have the list read, and look at its numbers."""
        typed = list(_NUMBERED.finditer(blocks[0]))
        done = self._lists.run(parent, blocks)
        numbered = parent if parent.tag == "ol" else self.lastChild(parent)
        if numbered is None or numbered.tag != "ol":
            return done
        first = int(numbered.get("start", "1"))
        place = first + len(numbered) - len(typed)
        for number, item in enumerate(typed, place):
            if int(item[1]) not in (number, first):
                self.renumbered.append((item[0].strip(), number))
                break
        return done

"""Begun by signs: lists and quotations that a line of prose may have begun without meaning to.

Python-Markdown makes `> 5 percent`, `- 5 degrees` and `* without tax` a quotation and items, and
their signs are not printed. Imported with the first printer, as Markdown is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from broadsheet.reporting.faults import Gravity
from broadsheet.story.markup import LooseEnd

_AMOUNT = r"[$€£¥]?\d[^\n]*"
_PROSE = r"^(?! {0,3}(?:[-*+>|#]|\d{1,9}[.)]| {4}))(?=[^\n]*\S)[^\n]*+\n {0,3}"
_QUOTATION = re.compile(rf"{_PROSE}(?P<line>(?P<sign>>) ?{_AMOUNT})", re.MULTILINE)
_ITEM = re.compile(
    rf"{_PROSE}(?P<line>(?P<sign>[-+]) +{_AMOUNT})(?=\Z|\n(?! {{0,3}}[-*+] ))", re.MULTILINE
)
_STARRED = re.compile(r"(?<=[^\s*\\])\*(?=[\s.,;:)]|$)", re.MULTILINE)
_OPENING = re.compile(r"(?<![\w\\])\*\S")
_NOTE = re.compile(r"\A {0,3}(?P<line>(?P<sign>\*) +[^\n]+)(?!\n {0,3}\* )", re.MULTILINE)
_MADE = {">": "a quotation"}


class BegunBySigns(BlockProcessor):
    """Keeps such lines; makes nothing of them. found: those of the last text."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.found: list[LooseEnd] = []
        self._is_starred = False

    def test(self, parent: Element, block: str) -> bool:
        """Look at a block that is no code, and at what stands above it."""
        self.found += _lines_in(block)
        note = _NOTE.match(block)
        if note and self._is_starred and parent.tag not in ("li", "ul", "ol"):
            self.found.append(_told(note))
        is_starred = _STARRED.search(block) is not None and not _OPENING.search(block)
        self._is_starred = is_starred and not note
        return False


def _lines_in(block: str) -> Iterator[LooseEnd]:
    for pattern in (_QUOTATION, _ITEM):
        yield from map(_told, pattern.finditer(block))


def _told(found: re.Match[str]) -> LooseEnd:
    line, sign = found["line"].rstrip(), found["sign"]
    what = f"`{line}` begins {_MADE.get(sign, 'a list')}, and its `{sign}` is not shown"
    mend = rf"write `\{line}` to show it, or an empty line above"
    return LooseEnd(line, what, mend, gravity=Gravity.ADVICE)

"""Nearly blocks: headings, lists and tables that lack a sign, and prose that is shown as code.

Markdown prints `##Ports`, `-Ports` and rows without a line of dashes as they stand, and makes code
of a paragraph that is indented as in print. Imported with the first printer, as Markdown is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor

from broadsheet.reporting.faults import Gravity
from broadsheet.story.markup import LooseEnd

_HEADING = re.compile(r"^ {0,3}(#{2,6})([^\s#]+)", re.MULTILINE)
# Two lines at least: one by itself may be prose, and a digit behind a hyphen a number below zero.
# Behind a dash, as programs make it of a hyphen, a line that ends a sentence may be what one says.
_ITEM = (
    r" {0,3}(?:(?:[-+]|\d{1,2}[.)])(?=[^\W\d_])|•[ \t]*(?=\S)|\*(?=[^\W\d_][^*\n]*$)"
    r"|–[ \t]*(?=[^\W\d_])(?![^\n]*[.!?…,;:»”“][ \t]*$))[^\n]*"
)
_ITEMS = re.compile(rf"^(?P<line>{_ITEM})\n{_ITEM}$", re.MULTILINE)
_SIGN = re.compile(r"([-+•*–]|\d{1,2}[.)])[ \t]*(.*)")
_ROW = r" {0,3}\|[^\n]*\|[^\n]*\|[ \t]*"
_ROWS = re.compile(rf"^(?P<line>{_ROW})\n{_ROW}$", re.MULTILINE)
# A sentence of four words or more, without signs of which programs are made.
_PROSE = re.compile(
    r"(?: {4,}|\t)(?P<line>[^\W\d_](?:[^\s{}<>=$|;\\/_]+\s+){3,}[^{}<>=$|;\\/_\n]+)"
)
_SENTENCE = re.compile(r"[.!?…][\"'”’»)]*\s*\Z")


class NearlyBlocks(BlockProcessor):
    """Keeps the lines of which nothing is made; has its turn when tables and code had theirs."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.found: dict[str, LooseEnd] = {}

    def test(self, parent: Element, block: str) -> bool:
        """Look at a block; makes nothing of it."""
        for end in _ends_in(block):
            self.found.setdefault(end.written, end)
        return False


class IndentedProse(BlockProcessor):
    """Keeps the first paragraph that becomes code; has its turn before code has.

    A text that is typed as in print has its paragraphs indented throughout: that is told once.
    """

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.found: list[LooseEnd] = []

    def test(self, parent: Element, block: str) -> bool:
        """Look at a block; makes nothing of it."""
        prose = None if self.found else _PROSE.match(block)
        if prose and _SENTENCE.search(block) and block.lstrip()[0].isupper():
            written = prose["line"].split("\n")[0].rstrip()
            what = f"`{written}` is shown as code, for the spaces before it"
            mend = "take them out; where it is code, put it between two lines of three backticks"
            self.found.append(LooseEnd(written, what, mend, gravity=Gravity.ADVICE))
        return False


def _ends_in(block: str) -> Iterator[LooseEnd]:
    for line in _HEADING.finditer(block):
        written = f"{line[1]}{line[2]}"
        mend = rf"write `{line[1]} {line[2]}`, or `\{written}`"
        yield LooseEnd(written, f"`{written}` begins no heading", mend)
    items = _ITEMS.search(block)
    if items and (parts := _SIGN.match(written := items["line"].strip())):
        sign = parts[1] if parts[1][0].isdigit() else "-"
        what, mend = f"`{written}` begins no list", f"write `{sign} {parts[2]}`, and so on"
        yield LooseEnd(written, what, mend, gravity=Gravity.ADVICE)
    rows = _ROWS.search(block)
    if rows:
        written = rows["line"].strip()
        dashes = "|".join(["", *["---"] * (written.count("|") - 1), ""])
        what, mend = f"`{written}` begins no table", f"write a line `{dashes}` below it"
        yield LooseEnd(written, what, mend, gravity=Gravity.ADVICE)

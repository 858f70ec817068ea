"""Tables: rows with as many cells as the head, and bars that belong to a link or to braces.

Python-Markdown cuts a row at each bar that is not in code, and leaves out the cells for which the
head has no column. Imported with the first printer, as Markdown is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from markdown.blockparser import BlockParser
from markdown.extensions.tables import TableProcessor
from msgspec import Struct

_TITLE = r"\"[^\"\n]*\"|'[^'\n]*'"
_HELD = re.compile(
    rf"\[[^\[\]\n]*\]\([^()\s]*(?:\s+(?:{_TITLE}))?\s*\)"  # a link, or a picture
    rf"|\{{(?=[:.#]|[\w-]+=)(?:[^{{}}\"'\n]|{_TITLE})*\}}"  # an attribute list
)
_BAR = "\ue07c"  # of the private use area: stands for a bar while a row is cut


class WideRow(Struct, frozen=True):
    """A row with more cells than the head. row: as it stands; lost: the cells not shown."""

    row: str
    cells: int
    columns: int
    lost: str


# The stubs of types know none of the methods that cut a row.
class Tables(TableProcessor):
    """Cuts the rows of tables; `wide` are those of the last text of which cells are not shown."""

    def __init__(self, parser: BlockParser, config: dict[str, object]) -> None:
        super().__init__(parser, config)
        self.wide: list[WideRow] = []

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        cells = self._split_row(row)  # type: ignore[attr-defined]
        lost = [cell.strip() for cell in cells[len(align) :]]
        if any(lost):
            shown = " | ".join(lost)
            self.wide.append(WideRow(row, len(cells), len(align), shown))
        super()._build_row(row, parent, align)  # type: ignore[misc]

    def _split(self, row: str) -> list[str]:
        held = _HELD.sub(lambda found: found[0].replace("|", _BAR), row)
        cut: list[str] = super()._split(held)  # type: ignore[misc]
        return [cell.replace(_BAR, "|") for cell in cut]

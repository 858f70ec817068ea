"""References: the addresses that a text names below itself, and which of them it uses."""

from __future__ import annotations

import re
from collections.abc import Collection

Reference = tuple[str, str]
"""An address and a title, as Python-Markdown keeps them; it has None for a title that lacks."""


class References(dict[str, Reference]):
    r"""The references of a text by their names, which know which of them were used.

    A backslash before a sign stands for the sign alone, as in addresses within the text:
    Python-Markdown would link to `start\_page`. escaped: the signs before which it may stand.
    """

    def __init__(self, escaped: Collection[str]) -> None:
        super().__init__()
        self.used: set[str] = set()
        self._escape = re.compile(rf"\\([{re.escape(''.join(escaped))}])")

    def __setitem__(self, name: str, reference: Reference) -> None:
        address, title = reference
        plain = self._escape.sub(r"\1", address), title and self._escape.sub(r"\1", title)
        super().__setitem__(name, plain)

    def __getitem__(self, name: str) -> Reference:
        self.used.add(name)
        return super().__getitem__(name)

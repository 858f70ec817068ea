"""Reprinting: what a macro printed for a record is printed again where it gets an equal one.

A story's card stands on the fronts of its section, its topics, its authors and its month. A macro
of a template without state prints the same for equal arguments, and records are equal where their
digests would be: so builds tell whether a page has changed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any

from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup
from msgspec import Struct

from broadsheet.incremental.digests import encoded

MOST = 10_000
"""How many texts are kept; one takes some 3 KB. The one that was longest not used goes first."""

_PLAIN = frozenset(map(type, ("", Markup(), 0, False, None, missing)))  # exactly these: 1 == 1.0


class Reprints:
    """What macros printed last, by what they were given: one record, and else plain values only."""

    def __init__(self) -> None:
        self._texts: OrderedDict[tuple[Any, ...], str] = OrderedDict()
        self._is_printing = False

    def __len__(self) -> int:
        return len(self._texts)

    def forget(self) -> None:
        """Have everything printed anew."""
        self._texts.clear()

    def reprint(self, macro: Macro) -> None:
        """Have a macro without state print once what it would print again."""
        macro._func = partial(self._text, macro._func)

    def _text(self, print_: Callable[..., str], *given: Any) -> str:
        """Return what `print_` prints of a record, which comes first, and of plain values.

        What it prints in parts is not kept besides: the whole is found first.
        """
        kinds = tuple(map(type, given))
        if self._is_printing or not (given and isinstance(given[0], Struct)):
            return print_(*given)
        if not _PLAIN.issuperset(kinds[1:]):
            return print_(*given)
        key = print_, kinds, encoded(given[0]), given[1:]
        if key in self._texts:
            self._texts.move_to_end(key)
            return self._texts[key]
        self._is_printing = True
        try:
            text = print_(*given)
        finally:
            self._is_printing = False
        self._texts[key] = text
        if len(self._texts) > MOST:
            self._texts.popitem(last=False)
        return text

"""Kept cards: caches the card of a story, which fronts, archives and other stories share."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from broadsheet.incremental.queries import Queries
from broadsheet.views.records import Card

_MOST = 20_000  # cards; some 1.5 KB each


class KeptCards:
    """Cards that were made, each with the questions that were asked for it."""

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self._kept: OrderedDict[str, tuple[Card, frozenset[str]]] = OrderedDict()

    def card(self, path: str, make: Callable[[str], Card]) -> Card:
        """Return the card of a story's file, and record the questions asked for it.

        make: makes the card of a path that is not kept.
        """
        found = self._kept.get(path)
        if found is None:
            if len(self._kept) >= _MOST:
                self._kept.popitem(last=False)
            with self._queries.recording() as names:
                card = make(path)
            found = self._kept[path] = card, frozenset(names)
        card, questions = found
        self._queries.record(questions)
        return card

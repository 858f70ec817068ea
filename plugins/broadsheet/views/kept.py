"""Kept: what is made of a story once, and shared by many pages and feeds of a build."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from broadsheet.incremental.queries import Queries

View = TypeVar("View")


class Kept(Generic[View]):
    """Views of stories that were made, each with the questions that were asked for it.

    most: of them, the oldest of which make room for new ones.
    """

    def __init__(self, queries: Queries, most: int) -> None:
        self._queries, self._most = queries, most
        self._kept: OrderedDict[str, tuple[View, frozenset[str]]] = OrderedDict()

    def of(self, path: str, make: Callable[[str], View]) -> View:
        """Return the view of a story's file, and record the questions asked for it.

        make: makes the view of a path that is not kept.
        """
        found = self._kept.get(path)
        if found is None:
            if len(self._kept) >= self._most:
                self._kept.popitem(last=False)
            with self._queries.recording() as names:
                view = make(path)
            found = self._kept[path] = view, frozenset(names)
        view, questions = found
        self._queries.record(questions)
        return view

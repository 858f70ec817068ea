"""Kept: what is made of a story or a picture once, for all pages and feeds of a build."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from broadsheet.incremental.queries import Queries

Subject = TypeVar("Subject")
View = TypeVar("View")


class Kept(Generic[Subject, View]):
    """Views of subjects that were made, each with the questions that were asked for it.

    most: of them, the oldest of which make room for new ones.
    """

    def __init__(self, queries: Queries, most: int) -> None:
        self._queries, self._most = queries, most
        self._kept: OrderedDict[Subject, tuple[View, frozenset[str]]] = OrderedDict()

    def of(self, subject: Subject, make: Callable[[Subject], View]) -> View:
        """Return the view of a subject, and record the questions asked for it.

        make: makes the view of a subject that is not kept.
        """
        found = self._kept.get(subject)
        if found is None:
            if len(self._kept) >= self._most:
                self._kept.popitem(last=False)
            with self._queries.recording() as names:
                view = make(subject)
            found = self._kept[subject] = view, frozenset(names)
        view, questions = found
        self._queries.record(questions)
        return view

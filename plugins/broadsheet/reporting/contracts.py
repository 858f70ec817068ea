"""Contracts: what functions of plugins must return, and which line to blame where one does not."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Place = tuple[str, int]
"""A file of code, and a line in it, counted from 1."""

_PLACES = "places elsewhere"  # the attribute of an exception that holds them


def places_of(error: BaseException) -> list[Place]:
    """Return the places in code that led to an error, the innermost last.

    They include those that its traceback does not have; see `add_places`.
    """
    here = [(each.filename, each.lineno or 0) for each in traceback.extract_tb(error.__traceback__)]
    return [*here, *vars(error).get(_PLACES, ())]


def add_places(error: BaseException, places: Sequence[Place]) -> None:
    """Have an error name places that its traceback does not have, such as those in a worker."""
    vars(error)[_PLACES] = [*vars(error).get(_PLACES, ()), *places]


def require(fits: bool, function: Callable[..., Any], answer: object, wanted: str) -> None:
    """Raise TypeError, to be blamed on a function, where its answer does not fit.

    wanted: what the answer should be, in words.
    """
    if not fits:
        name = getattr(function, "__qualname__", repr(function))
        given = "None" if answer is None else f"{type(answer).__name__}: {answer!r:.60}"
        error = TypeError(f"{name} must return {wanted}, and returned {given}")
        add_places(error, _places_in(function))
        raise error


def is_list(answer: object) -> bool:
    """Say whether an answer can be gone through item by item; a text is no list of its letters."""
    return isinstance(answer, Iterable) and not isinstance(answer, (str, bytes))


def _places_in(function: Callable[..., Any]) -> list[Place]:
    code = getattr(inspect.unwrap(function), "__code__", None)
    return [(code.co_filename, code.co_firstlineno)] if code else []

"""Outputs: a page's plan names everything that the page is made of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

from broadsheet.site.outputs import Document, Page


def inputs(composer: object, text: str = "") -> Mapping[str, Any]:
    """Return the inputs of a page, as a function of a module does."""
    del composer
    return {"text": text}


def test_a_function_of_a_module_makes_a_page() -> None:
    """With its arguments beside it."""
    assert Page("a.html", "t.html", inputs, ("words",), "a page").arguments == ("words",)


def test_what_could_hold_something_unseen_makes_none() -> None:
    """A closure, a default and a partial would all hold what no digest covers."""
    hidden = "of another story"

    def closure(composer: object) -> Mapping[str, Any]:
        return {"text": hidden}

    def default(composer: object, text: str = hidden) -> Mapping[str, Any]:
        return {"text": text}

    for maker in (closure, default, partial(inputs, text=hidden), lambda composer: {}):
        with pytest.raises(TypeError, match="functions of a module"):
            Page("a.html", "t.html", maker, (), "a page")


def test_a_writer_is_a_function_of_a_module_too() -> None:
    """It could hold as much as a maker."""
    with pytest.raises(TypeError, match="functions of a module"):
        Document("a.xml", lambda *_: b"", inputs, (), "a feed")

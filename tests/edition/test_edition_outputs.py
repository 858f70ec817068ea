"""Outputs: a page's plan names everything that the page is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newsroom.settings import load
from plugins.edition.compose import Composer, made, page
from plugins.edition.edition import Edition
from plugins.edition.gather import Copydesk
from plugins.edition.outputs import Inputs, Page, Templates
from plugins.edition.site import read_site
from tests.support.demo import ROOT


def inputs(composer: object, text: str = "") -> Mapping[str, Any]:
    """Return the inputs of a page, as a function of a module does."""
    del composer
    return {"text": text}


def write_as_if(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Write a page in a way of one's own."""
    return templates.render(template, inputs).encode()


def test_what_a_page_shows_of_the_site_does_not_hang_on_who_writes_it() -> None:
    """It says so itself. A feed or a stylesheet does not, and stays as it is when the menu changes."""
    site, _ = read_site(load(str(ROOT / "pelicanconf.py")))
    assert site is not None
    edition = Edition.of(Copydesk(), site, datetime(2026, 11, 22, tzinfo=UTC), Path())
    composer = Composer(edition, [])
    plain = page("/a/", "t.html", inputs, origin="a")
    own = Page("a.txt", "t.html", inputs, (), "a", 0, write_as_if)
    feed = made("/a.xml", "t.html", inputs, write=write_as_if, origin="a")
    assert [sorted(composer.inputs(each)[0]) for each in (plain, own, feed)] == [
        ["site", "text"],
        ["site", "text"],
        ["text"],
    ]
    assert composer.inputs(feed)[1] == set()


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
        Page("a.xml", "t.html", inputs, (), "a feed", 0, lambda *_: b"")

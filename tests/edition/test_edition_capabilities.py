"""What capabilities are given: the settings that pages may be made by, and no others."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from pelican.settings import get_settings_from_file

from plugins.edition.capability import (
    Capability,
    Planner,
    capabilities_of,
    clashes,
    nameless_passes,
)
from plugins.edition.compose import Composer, page
from plugins.edition.edition import Edition
from plugins.edition.outputs import Output
from plugins.edition.site import Settings, Site, seen
from plugins.incremental.facts import Kind, Plain
from plugins.story.faults import Fault
from plugins.story.model import Story
from plugins.story.reading import Draft
from tests.support.demo import ROOT
from tests.support.small_paper import MakeSite, Paper, story

SETTINGS = {"PLUGINS": ["nosy"], "FRONT_LENGTH": 3, "NOW": "2024-01-01", "OUTPUT_PATH": "output"}


class Nosy(Capability):
    """Wants to know where and when it is printed."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.length, self.place = settings["FRONT_LENGTH"], settings["OUTPUT_PATH"]


@pytest.mark.parametrize("name", ["NOW", "OUTPUT_PATH", "THEME", "DEBUG", "PORT"])
def test_a_capability_is_not_given_what_no_fingerprint_covers(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Its pages would go stale: so whoever asks for a place or a clock fails at once."""
    monkeypatch.setitem(sys.modules, "nosy", SimpleNamespace(CAPABILITY=Capability))
    (capability,) = capabilities_of({**SETTINGS, name: "there"})
    assert capability.settings["FRONT_LENGTH"] == 3
    assert name not in capability.settings
    monkeypatch.setitem(sys.modules, "nosy", SimpleNamespace(CAPABILITY=Nosy))
    with pytest.raises(KeyError, match="OUTPUT_PATH"):
        capabilities_of(SETTINGS)


class First(Capability):
    """Provides one of everything."""

    slots: Mapping[str, type] = {"map": str}
    page_slugs = frozenset({"maps"})
    footer_links = (("Maps", "/maps/"),)
    masthead_link = ("Maps", "/maps/")


class Second(First):
    """Provides the same."""


def test_a_pass_that_no_module_holds_under_a_name_is_a_fault() -> None:
    """Several workers could not be given it, and a change of what it holds would go unseen."""

    def change(draft: Draft) -> list[Fault]:
        return []

    class Changing(Capability):
        passes = ("plugins.image_captions.body.hang_pictures", change, str.upper)

    (fault,) = nameless_passes([Changing({}), Capability({})])
    assert str(fault).startswith(
        f"settings: PLUGINS: {__name__}.{Changing.__qualname__}: the pass "
    )
    assert ".change was made within another function (write it with `def`" in str(fault)


class Link(Capability):
    """Wants to fill the slots of links, which the edition fills."""

    slots: Mapping[str, type] = {"link": str}


def test_what_two_capabilities_provide_at_once_is_told_with_both() -> None:
    """Before anything is read: which of them came last must not decide."""
    assert list(clashes([First({}), Capability({})])) == []
    start, mend = (
        f"settings: PLUGINS: {__name__}",
        "(rename one of the two, or take one plugin out)",
    )
    assert [str(fault) for fault in clashes([First({}), Second({}), Link({})])] == [
        f"{start}.First and {__name__}.Second both provide the slots “map” {mend}",
        f"{start}.First and {__name__}.Second both provide the static page “maps” {mend}",
        f"{start}.First and {__name__}.Second both provide the link to /maps/ in the footer {mend}",
        f"{start}.First and {__name__}.Second both provide the link to /maps/ in the masthead {mend}",
        f"settings: PLUGINS: plugins.story and {__name__}.Link both provide the slots “link” {mend}",
    ]
    assert len(list(clashes([First({}), First({})]))) == 4  # one class in two plugins


class Adds(Capability):
    """Adds the input of a story's page that OWN names, and knows a kind of facts, KIND."""

    settings_names = frozenset({"OWN", "KIND"})

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        return {self.settings["OWN"]: "taken"} if self.settings.get("OWN") else {}

    def kinds(self, edition: Edition) -> Mapping[str, Kind]:
        name = self.settings.get("KIND")
        return {name: Plain(str)} if name else {}


def _built_with(site: MakeSite, monkeypatch: pytest.MonkeyPatch, of: type, **more: Any) -> Paper:
    """Return a paper whose plugins are those of the demo and one with this capability."""
    plugin = SimpleNamespace(__name__="adds", CAPABILITY=of, register=lambda: None)
    monkeypatch.setitem(sys.modules, "adds", plugin)
    monkeypatch.setattr("plugins.edition.newspaper.load_plugins", lambda _: (_named(), []))
    return site({"articles/a.md": story()}, **more)


def _named() -> list[Any]:
    names = get_settings_from_file(str(ROOT / "pelicanconf.py"))["PLUGINS"]
    return [importlib.import_module(name) for name in [*names, "adds"]]


def test_an_input_under_a_name_of_its_own_goes_to_the_page(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the guide's example does."""
    assert _built_with(site, monkeypatch, Adds, OWN="reading_minutes").faults == []


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("body", "the page itself"),
        ("related", "the page itself"),
        ("site", "the page itself"),
        ("notice", "plugins.republishing.capability.Republishing"),
    ],
)
def test_an_input_with_a_taken_name_stops_the_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, name: str, owner: str
) -> None:
    """A story would be printed without its body, or its notice; and nothing is written."""
    paper = _built_with(site, monkeypatch, Adds, OWN=name)
    assert paper.faults == [
        f"settings: PLUGINS: {owner} and {__name__}.Adds both provide the input “{name}” of a"
        " story's page (rename one of the two, or take one plugin out)"
    ]
    assert not paper.output.exists()


@pytest.mark.parametrize(
    ("kind", "owner"),
    [
        ("story", "plugins.edition"),
        ("site", "plugins.edition"),
        ("related", "plugins.fronts.capability.Fronts"),
    ],
)
def test_a_kind_of_facts_with_a_taken_name_stops_the_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, kind: str, owner: str
) -> None:
    """Pages would look at one thing and be told another."""
    paper = _built_with(site, monkeypatch, Adds, KIND=kind)
    assert paper.faults == [
        f"settings: PLUGINS: {owner} and {__name__}.Adds both provide the kind of facts “{kind}”"
        " (rename one of the two, or take one plugin out)"
    ]


class Figures(Capability):
    """Wants to fill the slots of pictures."""

    slots: Mapping[str, type] = {"figure": str}


def test_a_kind_of_slots_with_a_taken_name_stops_the_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every story would lose its pictures."""
    paper = _built_with(site, monkeypatch, Figures)
    assert paper.faults == [
        "settings: PLUGINS: plugins.image_captions.capability.ImageCaptions and"
        f" {__name__}.Figures both provide the slots “figure”"
        " (rename one of the two, or take one plugin out)"
    ]


def site_inputs(composer: Composer) -> Mapping[str, Any]:
    """Return inputs among which is one that every page has."""
    return {"site": None, "page": composer.meta("/own/", "Own"), "heading": "", "paragraphs": ()}


class Pages(Capability):
    """Plans a page, in a group of a name that another capability has as well."""

    def planners(self) -> Mapping[str, Planner]:
        return {"pages": self.pages}

    def pages(self, composer: Composer, _: str) -> Iterator[Output]:
        yield page("/own/", "notice_page.html", site_inputs, origin="our own page")


def test_pages_of_one_group_are_all_planned_and_none_hides_the_site(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two capabilities may name their groups alike; an input of all pages is nobody else's."""
    paper = _built_with(site, monkeypatch, Pages)
    assert paper.faults == [
        f"settings: PLUGINS: plugins.edition and {__name__}.site_inputs both provide the input"
        " “site” of a page (rename one of the two, or take one plugin out)"
    ]


def test_what_the_paper_tells_of_itself_is_what_pages_are_made_by() -> None:
    """Every setting that a page can look up in `composer.paper` makes pages anew when it changes."""
    names = {field.alias for field in Site.model_fields.values()}
    assert seen(dict.fromkeys(names)).keys() == names

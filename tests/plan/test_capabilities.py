"""What capabilities are given: the settings that pages may be made by, and no others."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, Literal

import pytest
from pelican.settings import get_settings_from_file
from pydantic import Field

from broadsheet.content.edition import Edition
from broadsheet.incremental.queries import PlainQuery, Query
from broadsheet.plan.capabilities import capabilities_of, nameless_passes
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.clashes import clashes
from broadsheet.reporting.faults import Fault
from broadsheet.site.addresses import Feeds
from broadsheet.site.options import CapabilitySettings
from broadsheet.site.outputs import Output, page
from broadsheet.site.settings import Settings, Site, seen
from broadsheet.story.draft import Draft
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.contributions import Contributor
from tests.support.halyard import PELICANCONF
from tests.support.small_paper import MakeSite, Paper, story

SETTINGS = {"PLUGINS": ["nosy"], "FRONT_LENGTH": 3, "NOW": "2024-01-01", "OUTPUT_PATH": "output"}


class NosySettings(CapabilitySettings):
    """Asks where it is printed, too."""

    length: int = Field(24, alias="FRONT_LENGTH")
    place: str = Field("nowhere", alias="OUTPUT_PATH")
    tint: Literal["red", "blue"] = Field("red", alias="TINT")
    """The colour of the paper."""


class Nosy(Capability[NosySettings]):
    """Wants to know where it is printed."""


def test_a_capability_gets_its_settings_typed_and_checked() -> None:
    """With defaults for what is left out; one without a model has none, and reads none."""
    made = Nosy({"FRONT_LENGTH": "7", "OTHER": object()})
    assert (made.settings.length, made.settings.tint, made.faults) == (7, "red", [])
    assert Nosy.settings_model is NosySettings
    assert Capability({"FRONT_LENGTH": 3}).settings == CapabilitySettings()


def test_a_capability_whose_settings_are_faulty_is_there_all_the_same() -> None:
    """All of its faults are told at once, and until the build stops it has its defaults."""
    made = Nosy({"FRONT_LENGTH": "many", "TINT": "green", "OUTPUT_PATH": "a\x01"})
    assert [str(fault).partition(": ")[2].partition(":")[0] for fault in made.faults] == [
        "OUTPUT_PATH",
        "FRONT_LENGTH",
        "TINT",
    ]
    assert made.settings == NosySettings()


def test_a_model_inherited_from_another_capability_is_found() -> None:
    """A subclass of a capability has the settings of that."""

    class Nosier(Nosy):
        """Adds nothing."""

    assert Nosier.settings_model is NosySettings


def test_an_option_that_could_not_be_set_or_left_out_is_refused() -> None:
    """When its class is made: the plugin cannot be loaded, and its line is told."""
    with pytest.raises(TypeError, match=r"Nameless\.tint has no alias in capital letters"):

        class Nameless(CapabilitySettings):
            """Has an option without the name of a setting."""

            tint: str = "red"

    with pytest.raises(TypeError, match=r"Demanding\.tint has no default"):

        class Demanding(CapabilitySettings):
            """Has an option that every paper would have to set."""

            tint: str = Field(alias="TINT")


@pytest.mark.parametrize("name", ["NOW", "OUTPUT_PATH", "THEME", "DEBUG", "PORT"])
def test_a_capability_is_not_given_what_no_fingerprint_covers(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Its pages would go stale."""
    given: list[Settings] = []

    class Greedy(Nosy):
        """Keeps all that it is given."""

        def __init__(self, settings: Settings) -> None:
            super().__init__(settings)
            given.append(settings)

    monkeypatch.setitem(sys.modules, "nosy", SimpleNamespace(CAPABILITY=Greedy))
    (capability,) = capabilities_of({**SETTINGS, name: "there"})
    assert capability.settings == NosySettings(FRONT_LENGTH=3)
    assert "FRONT_LENGTH" in given[0] and name not in given[0]


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
        passes = ("broadsheet.image_captions.body.hang_pictures", change, str.upper)

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
        f"settings: PLUGINS: broadsheet.story and {__name__}.Link both provide the slots “link” {mend}",
    ]
    assert len(list(clashes([First({}), First({})]))) == 4  # one class in two plugins


class ShadowSettings(CapabilitySettings):
    """A setting of the site's, one of a place, and one of another capability."""

    name: str = Field("", alias="SITENAME")
    output: str = Field("", alias="OUTPUT_PATH")
    listens: bool = Field(False, alias="LISTEN")
    tint: str = Field("", alias="TINT")
    tag_address: str = Field("", alias="TAG_URL")


class Shadow(Capability[ShadowSettings]):
    """Reads what others read."""

    passes = ("somewhere.change",)


class TintSettings(CapabilitySettings):
    """The same setting, of another meaning."""

    tint: int = Field(0, alias="TINT")


class Tint(Capability[TintSettings]):
    """Reads it too, and has the same pass."""

    passes = ("somewhere.change",)
    feeds = Feeds(site="/feed.xml")


class MoreFeeds(Capability):
    """Prints feeds as well."""

    feeds = Feeds(site="/other.xml")


def test_a_setting_has_one_reader_a_pass_is_made_once_and_feeds_have_one_place() -> None:
    """Who came last would decide what a value means; what Pelican alone knows is free to take."""
    told = [fault.what for fault in clashes([Shadow({}), Tint({}), MoreFeeds({})])]
    start = f"PLUGINS: {__name__}"
    edition = f"PLUGINS: broadsheet and {__name__}.Shadow both provide the setting"
    assert told == [
        f"{edition} LISTEN",
        f"{edition} OUTPUT_PATH",
        f"{edition} SITENAME",
        f"{start}.Shadow and {__name__}.Tint both provide the setting TINT",
        f"{start}.Shadow and {__name__}.Tint both provide the pass somewhere.change",
        f"{start}.Tint and {__name__}.MoreFeeds both provide the feeds",
    ]


def test_two_types_of_one_name_are_two_contributions() -> None:
    """They are asked for by type, and not by name."""

    def telling(kind: type) -> Capability:
        class Teller(Capability):
            """Tells something as that type."""

            def contributions(self) -> Mapping[tuple[type, type], Contributor]:
                return {(Story, kind): lambda *_: None}

        return Teller({})

    one, other = (type("Rights", (), {}) for _ in range(2))
    assert list(clashes([telling(one), telling(other)])) == []
    assert len(list(clashes([telling(one), telling(one)]))) == 1


class AddsSettings(CapabilitySettings):
    """What it adds."""

    own: str = Field("", alias="OWN")
    kind: str = Field("", alias="KIND")


class Adds(Capability[AddsSettings]):
    """Adds the input of a story's page that OWN names, and knows a query, KIND."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.added_inputs = (self.settings.own,) if self.settings.own else ()

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        return {self.settings.own: "taken"} if self.settings.own else {}

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        return {self.settings.kind: PlainQuery(str)} if self.settings.kind else {}


def _built_with(site: MakeSite, monkeypatch: pytest.MonkeyPatch, of: type, **more: Any) -> Paper:
    """Return a paper whose plugins are those of The Halyard and one with this capability."""
    plugin = SimpleNamespace(__name__="adds", CAPABILITY=of, register=lambda: None)
    monkeypatch.setitem(sys.modules, "adds", plugin)
    monkeypatch.setattr("broadsheet.pelican_app.load_plugins", lambda _: (_named(), []))
    return site({"articles/a.md": story()}, **more)


def _named() -> list[Any]:
    names = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
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
        ("site", "broadsheet"),
        ("notice", "broadsheet.republishing.capability.Republishing"),
    ],
)
def test_an_input_with_a_taken_name_stops_the_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, name: str, owner: str
) -> None:
    """A story would be printed without its body, or its notice; and nothing is written."""
    paper = _built_with(site, monkeypatch, Adds, OWN=name)
    whose = "a story's page" if owner == "the page itself" else "a page"
    assert paper.faults == [
        f"settings: PLUGINS: {owner} and {__name__}.Adds both provide the input “{name}” of {whose}"
        " (rename one of the two, or take one plugin out)"
    ]
    assert not paper.output.exists()


@pytest.mark.parametrize(
    ("kind", "owner"),
    [
        ("story", "broadsheet"),
        ("site", "broadsheet"),
        ("related", "broadsheet.fronts.capability.Fronts"),
    ],
)
def test_a_kind_of_facts_with_a_taken_name_stops_the_build(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch, kind: str, owner: str
) -> None:
    """Pages would look at one thing and be told another."""
    paper = _built_with(site, monkeypatch, Adds, KIND=kind)
    assert paper.faults == [
        f"settings: PLUGINS: {owner} and {__name__}.Adds both provide the query “{kind}”"
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
        "settings: PLUGINS: broadsheet.image_captions.capability.ImageCaptions and"
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
        f"settings: PLUGINS: broadsheet and {__name__}.site_inputs both provide the input"
        " “site” of a page (rename one of the two, or take one plugin out)"
    ]


def test_what_the_paper_tells_of_itself_is_what_pages_are_made_by() -> None:
    """Every setting that a page can look up in `composer.paper` makes pages anew when it changes."""
    names = {field.alias for field in Site.model_fields.values()}
    assert seen(dict.fromkeys(names)).keys() == names

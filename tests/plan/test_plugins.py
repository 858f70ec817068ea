"""Plugins that cannot be loaded: the build stops and says which, why and where."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from pelican.settings import get_settings_from_file

from broadsheet.plan.plugin_loading import load_plugins
from tests.support.halyard import PELICANCONF, ROOT, build_halyard
from tests.support.small_paper import MakeSite, story

REGISTER = "\n\ndef register():\n    pass\n"
TAKE_OUT = "(mend it, or take the plugin out of PLUGINS)"

Load = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of plugins; what is loaded from it is forgotten afterwards."""
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.fixture
def load(folder: Path) -> Load:
    """Write plugins by the names of their files, load what PLUGINS names, return the faults."""

    def load(names: Any, **texts: str) -> list[str]:
        for name, text in texts.items():
            file = folder.joinpath(*name.split("__")).with_suffix(".py")
            file.parent.mkdir(exist_ok=True)
            (file.parent / "__init__.py").touch()
            file.write_text(text)
        _, faults = load_plugins({"PLUGINS": names, "PLUGIN_PATHS": [str(folder)]})
        return [str(fault).replace(f"{folder}/", "") for fault in faults]

    return load


def test_sound_plugins_are_registered_in_their_order(folder: Path, load: Load) -> None:
    """Each is called once."""
    text = "called = []\n\ndef register():\n    called.append(1)\n"
    assert load(["desk.second", "first"], first=text, desk__second=text) == []
    assert sys.modules["first"].called == sys.modules["desk.second"].called == [1]


def test_a_misspelt_plugin_is_told_with_the_nearest(load: Load) -> None:
    """Among those that lie where Pelican looks; whatever has no register() is none."""
    faults = load(
        ["desk.newsleters", "newsletters", "zzz"],
        desk__newsletters=f'"""News."""{REGISTER}',
        desk__newsleter="no plugin = 'here'",
    )
    assert faults == [
        "settings: PLUGINS: there is no plugin desk.newsleters (did you mean `desk.newsletters`?)",
        "settings: PLUGINS: there is no plugin newsletters (did you mean `desk.newsletters`?)",
        "settings: PLUGINS: there is no plugin zzz (use one of: broadsheet.corrections, broadsheet.fronts, broadsheet.image_captions, broadsheet.live, broadsheet.multimedia, broadsheet.newsletter_signup, broadsheet.pictures, broadsheet.pings, broadsheet.republishing, broadsheet.series, broadsheet.site_search, broadsheet.sitemap, broadsheet.structured_data, broadsheet.syndication, broadsheet.well_known, desk.newsletters)",
    ]


@pytest.mark.parametrize("name", ["", ".", ".a", "a..b", "sys.path", "no-name", "a b", "ä", "\0"])
def test_a_name_that_can_be_no_plugin_is_told_like_any(load: Load, name: str) -> None:
    """However odd."""
    (fault,) = load([name])
    assert fault.startswith("settings: PLUGINS: there is no plugin ")
    assert "(use one of: broadsheet.corrections, broadsheet.fronts, " in fault


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("\nx = 1\nnowhere\n", 3, "NameError: name 'nowhere' is not defined"),
        ("import no_such_package\n", 1, "ModuleNotFoundError: No module named 'no_such_package'"),
        ("from os import nothing\n", 1, "ImportError: cannot import name 'nothing' from 'os'"),
        ("x = 1\ndef register(:\n", 2, "SyntaxError: invalid syntax"),
        ("\n\nraise SystemExit(3)\n", 3, "SystemExit: 3"),
        ("import json\n\njson.loads('{')\n", 3, "json.decoder.JSONDecodeError: "),
    ],
)
def test_a_plugin_that_fails_is_told_with_its_line(
    load: Load, text: str, line: int, reason: str
) -> None:
    """The line of its own code, not that of what it calls; and whoever is named after it."""
    first, second = load(["desk.faulty", "desk.none"], desk__faulty=text)
    start = f"desk/faulty.py:{line}: the plugin desk.faulty cannot be loaded: "
    assert first.startswith(start + reason.rpartition("decoder.")[2])
    assert first.endswith(TAKE_OUT)
    assert "there is no plugin desk.none" in second


def test_a_plugin_that_cannot_be_registered_is_told_with_its_line(load: Load) -> None:
    """And one that has nothing to be registered with."""
    faults = load(
        ["faulty", "mute", "odd"],
        faulty="def register():\n    return {}['key']\n",
        mute="x = 1\n",
        odd=f"CAPABILITY = 'Odd'{REGISTER}",
    )
    assert faults == [
        f"faulty.py:2: the plugin faulty cannot be registered: KeyError: 'key' {TAKE_OUT}",
        "settings: PLUGINS: mute has no register() (add that function, or take the plugin out)",
        "settings: PLUGINS: CAPABILITY of odd is no subclass of Capability (name the class itself)",
    ]


def test_a_plugin_may_be_given_as_a_module(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it can be found by its name; nothing else can be, and nothing counts twice."""
    module = ModuleType("given")
    module.__spec__ = ModuleSpec("given", None)
    vars(module)["register"] = lambda: None
    assert load([module]) == [
        "settings: PLUGINS: the module given cannot be imported by its name"
        " (write the name of the plugin)"
    ]
    monkeypatch.setitem(sys.modules, "given", module)
    assert load([module]) == []
    assert load([module, "given", SimpleNamespace(register=print), 7]) == [
        "settings: PLUGINS: given stands twice (take one of them out)",
        "settings: PLUGINS: an object of the class SimpleNamespace is neither a name nor a module"
        " (write the name of the plugin's module)",
        "settings: PLUGINS: an object of the class int is neither a name nor a module"
        " (write the name of the plugin's module)",
    ]


def test_installed_plugins_go_by_their_short_names_and_never_come_unasked(
    folder: Path, load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken one that nobody names does no harm."""
    from pelican import plugins as namespace

    for name, text in (("good", REGISTER), ("broken", "nowhere\n")):
        (folder / name).mkdir()
        (folder / name / "__init__.py").write_text(text)
    monkeypatch.setattr(namespace, "__path__", [*namespace.__path__, str(folder)])
    assert load(["good"]) == []
    assert load(["good", "pelican.plugins.good"]) == [
        "settings: PLUGINS: pelican.plugins.good stands twice (take one of them out)"
    ]
    assert load(["pelican.plugins.goud"]) == [
        "settings: PLUGINS: there is no plugin pelican.plugins.goud"
        " (did you mean `pelican.plugins.good`?)"
    ]


@pytest.mark.parametrize(
    ("settings", "what"),
    [
        ({}, "PLUGINS is missing"),
        ({"PLUGINS": None}, "PLUGINS is missing"),
        ({"PLUGINS": "broadsheet.story"}, "PLUGINS: not a list"),
        ({"PLUGINS": [], "PLUGIN_PATHS": 7}, "PLUGIN_PATHS: not a list"),
        (
            {"PLUGINS": [], "PLUGIN_PATHS": ["/nowhere"]},
            "PLUGIN_PATHS: there is no folder /nowhere",
        ),
    ],
)
def test_where_plugins_are_looked_for_must_be_said_rightly(
    settings: dict[str, Any], what: str
) -> None:
    """Pelican would take what it finds on the machine, or nothing."""
    (fault,) = load_plugins(settings)[1]
    assert fault.what == what


def test_without_one_of_its_plugins_a_paper_is_not_even_read(
    site: MakeSite, tmp_path: Path
) -> None:
    """Its faults would be misleading, and what the store holds would be thrown away."""
    files = {"articles/a.md": story()}
    assert site(files).faults == []
    store = (tmp_path / "cache" / "output.store").read_bytes()
    paper = site(
        files, PLUGINS=["broadsheet.fronts", "broadsheet.republishng"], SITENMAE="The Halyard"
    )
    assert paper.faults == [
        "settings: PLUGINS: there is no plugin broadsheet.republishng"
        " (did you mean `broadsheet.republishing`?)",
        "settings: SITENMAE is not known (did you mean `SITENAME`? a name of the file's own begins with `_`)",
    ]
    assert (tmp_path / "cache" / "output.store").read_bytes() == store


def test_the_command_line_ends_with_an_error_and_no_traceback(tmp_path: Path) -> None:
    """A plugin that cannot be loaded is a paper without its notices."""
    output = tmp_path / "output"
    built = build_halyard(output, 'PLUGINS=["broadsheet.fronts","broadsheet.frontz"]')
    assert built.returncode == 1
    assert (
        "there is no plugin broadsheet.frontz (did you mean `broadsheet.fronts`?)" in built.stderr
    )
    assert "Traceback" not in built.stderr + built.stdout
    assert not output.exists()


def test_two_plugins_that_bring_one_capability_are_a_fault(load: Load) -> None:
    """All that it does would be done twice, or be told as a clash with itself."""
    own = "from broadsheet.plan.capability import Capability\nclass Maps(Capability): pass\n"
    faults = load(
        ["maps", "atlas"],
        maps=f"{own}CAPABILITY = Maps{REGISTER}",
        atlas=f"from maps import Maps\nCAPABILITY = Maps{REGISTER}",
    )
    assert faults == [
        "settings: PLUGINS: maps and atlas bring the same capability, Maps"
        " (take one of the two out)"
    ]


def test_modules_of_a_program_are_not_offered_as_plugins(folder: Path, load: Load) -> None:
    """Whatever they register with other programs: here, the benchmark's."""
    (folder / "bench").mkdir()
    (folder / "bench" / "__main__.py").touch()
    (fault,) = load(["zzz"], bench__front=REGISTER, own=REGISTER)
    assert fault.endswith(", own)") and "bench" not in fault
    settings = {"PLUGINS": ["plugins.qqq"], "PLUGIN_PATHS": [str(ROOT)]}
    assert "bench" not in str(load_plugins(settings)[1])


def test_the_list_of_plugins_has_all_that_the_halyard_names() -> None:
    """So that whoever has lost a name finds it in the message."""
    settings = {"PLUGINS": ["plugins.qqq"], "PLUGIN_PATHS": [str(ROOT)]}
    (fault,) = load_plugins(settings)[1]
    listed = fault.mend.removeprefix("use one of: ").split(", ")
    named = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
    assert set(named) <= set(listed)

"""How what is wrong inside a setting is told."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Collection
from datetime import UTC
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import get_settings_from_file, read_settings

from broadsheet.build import building
from broadsheet.commands import settings_file
from broadsheet.commands.settings_file import CannotRead, load, newspaper
from broadsheet.plan.capabilities import capabilities_of, names_of_settings
from broadsheet.plan.capability import Capability
from broadsheet.reporting.faults import Gravity
from broadsheet.site.clock import read_now
from broadsheet.site.setting_names import HEEDED, OWN, PELICANS, setting_faults
from broadsheet.site.settings import Site, read_site
from tests.support.halyard import PELICANCONF, PUBLISHCONF, ROOT, build_halyard
from tests.support.small_paper import MakeSite, story


def test_a_settings_file_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what to do, and not as a fault in its code."""
    file = tmp_path / "paperconf.py"
    file.write_text("SITENAME = 'x'\n", "utf-8")

    def refused(path: str, override: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(settings_file, "read_settings", refused)
    with pytest.raises(CannotRead) as caught:
        load(str(file))
    (fault,) = caught.value.faults
    assert str(fault).endswith(
        "paperconf.py: the settings file cannot be read: Permission denied (let this user read it)"
    )


def test_an_unknown_key_inside_a_setting_is_told_from_the_known_ones() -> None:
    """As in front matter, the advice names the nearest key of the same group."""
    _, faults = read_site(
        {
            "SITENAME": "The Halyard",
            "SITEURL": "https://example.org",
            "PUBLISHER": {"name": "Halyard", "sentance": "A paper."},
        }
    )
    assert [str(fault) for fault in faults] == [
        "settings: PUBLISHER.sentence is missing (set it)",
        "settings: PUBLISHER.sentance is not known (did you mean `sentence`?)",
    ]


@pytest.mark.parametrize("epoch", ["99999999999999", "9" * 30, "9" * 5000, "-99999999999", "today"])
def test_a_moment_that_cannot_be_is_told_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    """However far SOURCE_DATE_EPOCH is out of range."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    _, faults = read_now({}, UTC)
    assert [str(fault) for fault in faults] == [
        f"the environment: SOURCE_DATE_EPOCH: “{epoch}” is no moment in seconds since 1970"
        " (correct it, or take it out)"
    ]


def test_the_moment_of_the_environment_counts_where_none_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """NOW goes before it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert read_now({}, UTC)[0].isoformat() == "2026-09-21T14:13:20+00:00"
    assert read_now({"NOW": "2024-01-31"}, UTC)[0].isoformat() == "2024-01-31T00:00:00+00:00"


def _told(declared: Collection[str] = (), **settings: Any) -> list[str]:
    """Return the faults of the names of settings, those of Pelican's being as nobody has set them."""
    whole = read_settings(override={"PATH": str(ROOT), "TIMEZONE": "UTC", **settings})
    assert list(setting_faults(whole, declared)) == list(setting_faults(whole, declared))
    return [
        f"{'advice' if fault.gravity is Gravity.ADVICE else 'error'}: {fault}"
        for fault in setting_faults(whole, declared)
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("NEWSLETERS", "NEWSLETTERS"),
        ("NEWSLETTER", "NEWSLETTERS"),
        ("REPUBLISHNG", "REPUBLISHING"),
        ("REPUBLISH", "REPUBLISHING"),
        ("SITENMAE", "SITENAME"),
        ("SITE_NAME", "SITENAME"),
        ("PRODUCTON", "PRODUCTION"),
        ("EMBED_HOST", "EMBED_HOSTS"),
        ("AUTHORS_PATH", "AUTHOR_PATHS"),
        ("STATIC_PATH", "STATIC_PATHS"),
        ("SECTION", "SECTIONS"),
        ("TIME_ZONE", "TIMEZONE"),
        ("sitename", "SITENAME"),
        ("Now", "NOW"),
        ("NWO", "NOW"),
        ("PTAH", "PATH"),
    ],
)
def test_a_misspelt_setting_is_told_with_the_one_that_was_meant(name: str, meant: str) -> None:
    """Whatever its value; by `-e` a name in small letters can be given, too."""
    assert _told({"NEWSLETTERS", "REPUBLISHING"}, **{name: Path()}) == [
        f"error: settings: {name} is not known (did you mean `{meant}`? a name of the file's own begins with `_`)"
    ]


def test_what_nothing_reads_is_told_in_one_line() -> None:
    """However many there are; but not a helper of the settings file, nor what is declared."""
    own = {f"OWN_{letter}": [letter] for letter in "ABC"}
    assert _told(ROOT=ROOT, HERE=Path, _TINT="red", _SITENAME="x") == []
    assert _told(set(own), **own) == []
    assert _told(**own) == [
        "advice: settings: nothing here reads OWN_A, OWN_B, OWN_C (take out what is not needed,"
        " begin a name for the file's own use with `_`, or have a capability declare it)"
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TAG_URL", "tags/{slug}/"),
        ("DEFAULT_PAGINATION", 10),
        ("GITHUB_URL", "https://github.com/you"),
        ("FEED_ALL_RSS", "feeds/all.rss.xml"),
        ("AUTHOR", "Jane"),
        ("LOCALE", "C"),
        ("ARTICLE_EXCLUDES", ["old"]),
        ("FEED_DOMAIN", "https://feeds.example.org"),
        ("PAGINATION_PATTERNS", [(1, "{url}", "{save_as}")]),
        ("RELATIVE_URLS", True),
        ("JINJA_GLOBALS", {"x": 1}),
    ],
)
def test_a_setting_of_pelicans_that_has_no_effect_is_told(name: str, value: Any) -> None:
    """Once each, with what to do instead where there is something."""
    (advice,) = _told(**{name: value})
    assert advice.startswith(f"advice: settings: {name} has no effect (")
    assert _told({name}, **{name: value}) == []  # a capability may go by it all the same


def test_what_pelican_itself_sets_and_what_asks_for_nothing_is_no_fault() -> None:
    """A settings file made by pelican-quickstart turns feeds off with None."""
    nothing = {"AUTHOR_FEED_RSS": None, "TRANSLATION_FEED_ATOM": None, "LINKS": (), "FEED_RSS": ""}
    assert _told(SITEURL="https://example.org", PAGE_PATHS=["pages"], **nothing) == []


def test_keys_of_pelicans_groups_that_have_no_effect_are_told() -> None:
    """Those that have one are not."""
    markdown = {"extensions": ["toc"], "extension_configs": {}, "output_format": "xhtml"}
    jinja = {"extensions": [], "trim_blocks": True, "autoescape": False}
    assert _told(MARKDOWN=markdown, JINJA_ENVIRONMENT=jinja) == [
        "advice: settings: JINJA_ENVIRONMENT.autoescape has no effect (take it out)",
        "advice: settings: MARKDOWN.output_format has no effect (take it out)",
    ]


WHAT = "a lambda, or a function made within another"
MEND = "write it with `def` at the top of a module; hand it data with functools.partial"


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("JINJA_FILTERS", {"shout": lambda text: text.upper()}, "JINJA_FILTERS.shout"),
        ("JINJA_TESTS", {"short": lambda text: len(text) < 9}, "JINJA_TESTS.short"),
        (
            "MARKDOWN",
            {"extension_configs": {"toc": {"slugify": lambda *_: "a"}}},
            "MARKDOWN.extension_configs.toc.slugify",
        ),
    ],
)
def test_a_function_that_no_module_holds_under_a_name_is_a_fault(
    site: MakeSite, name: str, value: Any, place: str
) -> None:
    """Several workers could not be given it, and a change of what it holds would go unseen."""
    paper = site({"articles/a.md": story()}, **{name: value})
    assert paper.faults == [f"settings: {place}: {WHAT} ({MEND})"]


def test_workers_find_the_functions_of_a_settings_file_wherever_it_lies(
    site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pelican imports it by its file, so that its folder is on nobody's path."""
    file = tmp_path / "conf" / "houseconf.py"
    file.parent.mkdir()
    file.write_text(
        "def shout(text):\n    return text.upper()\n\nJINJA_FILTERS = {'shout': shout}\n"
    )
    filters = get_settings_from_file(str(file))["JINJA_FILTERS"]
    monkeypatch.setattr(building, "_FEW_PAGES", 0)
    paper = site({"articles/a.md": story()}, JINJA_FILTERS=filters, BUILD_WORKERS=2)
    assert paper.stopped is None
    del sys.modules["houseconf"]


def test_a_function_of_a_setting_without_effect_is_no_fault() -> None:
    """Nor is one that only the settings file itself uses."""
    (advice,) = _told(ARTICLE_ORDER_BY=lambda article: article.title, _OWN=lambda: 1)
    assert advice.startswith("advice: settings: ARTICLE_ORDER_BY has no effect")


# The shapes are those of settings that Pelican itself reads, too.
OF_THE_SITE = ("site/setting_names.py", "site/settings.py", "site/shapes.py")
IN_PELICAN = ("in_pelican.py", "picture_desk.py")  # of which a paper uses nothing


def test_the_names_are_those_that_the_code_reads() -> None:
    """Nothing that is read counts as unknown, and nothing counts as heeded that nobody reads."""
    site = {field.alias for field in Site.model_fields.values()}
    read: set[str] = set()
    modelled: set[str] = set()
    for file in (ROOT / "plugins/broadsheet").rglob("*.py"):
        # A site of Pelican's own has settings that a paper has not.
        if (
            not str(file).endswith(OF_THE_SITE)
            and "in_pelican" not in str(file)
            and file.name not in IN_PELICAN
        ):
            modelled |= set(re.findall(r'alias="([A-Z_]+)"', file.read_text("utf-8")))
            read |= set(re.findall(r'"([A-Z]+(?:_[A-Z]+)*)"', file.read_text("utf-8")))
    declared = names_of_settings(_capabilities())
    known = HEEDED | OWN | site | declared
    asked = read & (PELICANS | known)
    by_pelican = {"PELICAN_CLASS", "LOG_FILTER", "DEBUG", "BIND", "PORT"}
    assert (asked | modelled) - known == set()
    assert (HEEDED | OWN) - asked - by_pelican == set()
    assert HEEDED <= PELICANS and not OWN & PELICANS


def _capabilities() -> list[Capability]:
    """Return the capabilities of the demo paper."""
    return capabilities_of(newspaper(str(PELICANCONF)).settings)


def test_a_capability_reads_no_setting_but_through_its_model() -> None:
    """What it reads is therefore known by name, and checked."""
    packages = {type(each).__module__.split(".")[1] for each in _capabilities()}
    assert {"fronts", "republishing", "syndication"} <= packages
    for package in packages:
        for file in (ROOT / "plugins" / package).glob("*.py"):
            if file.name in IN_PELICAN:
                continue
            assert not re.search(r'settings(?:\[|\.get\()\s*"', file.read_text("utf-8")), file


@pytest.mark.parametrize(
    ("name", "value", "plugin"),
    [
        ("REPUBLISHING", {"default": "fee"}, "broadsheet.republishing"),
        ("NEWSLETTER_HEADING", "News", "broadsheet.newsletter_signup"),
        ("FEED_IDS_SINCE", "2019-01-01", "broadsheet.syndication"),
        ("CATEGORY_FEED_ATOM", "f/{slug}.xml", "broadsheet.syndication"),
        ("FRONT_LENGTH", 3, "broadsheet.fronts"),
    ],
)
def test_a_setting_of_a_plugin_that_is_left_out_is_an_error_with_its_name(
    site: MakeSite, name: str, value: Any, plugin: str
) -> None:
    """Whoever asks for terms or newsletters would get a paper without them."""
    files = {"articles/a.md": story()}
    bare = {
        "NEWSLETTERS": [],
        "REPUBLISHING": None,
        "AUTHOR_FEED_ATOM": "feeds/author/{slug}.atom.xml",
    }
    plugins: list[str] = []
    paper = site(files, **{**bare, "FEED_IDS_SINCE": None, "PLUGINS": plugins, name: value})
    assert paper.faults == [
        f"settings: {name}: only the plugin {plugin} reads it, and PLUGINS leaves that out"
        " (add the plugin there, or take the setting out)"
    ]


def test_what_a_plugin_that_is_left_out_would_do_by_itself_is_no_fault(site: MakeSite) -> None:
    """A setting that asks for nothing, or for what is usual."""
    usual = {"NEWSLETTERS": [], "REPUBLISHING": None, "FEED_ALL_ATOM": "feeds/all.atom.xml"}
    usual |= {"FRONT_LENGTH": 24, "FEED_IDS_SINCE": None, "AUTHOR_FEED_ATOM": None}
    plugins: list[str] = []
    paper = site({"articles/a.md": story()}, PLUGINS=plugins, **usual)
    assert (paper.faults, paper.warnings) == ([], [])


def test_a_misspelt_setting_of_a_plugin_that_is_left_out_is_told(site: MakeSite) -> None:
    """By the name that was meant; what is wrong besides is told when it is mended."""
    bare = {"NEWSLETTERS": [], "REPUBLISHING": None, "AUTHOR_FEED_ATOM": None}
    plugins: list[str] = []
    bare |= {"FEED_IDS_SINCE": None, "PLUGINS": plugins}
    (fault,) = site({"articles/a.md": story()}, REPUBLISHIN={"a": 1}, **bare).faults
    assert fault.startswith("settings: REPUBLISHIN is not known (did you mean `REPUBLISHING`?")


def test_a_paper_without_a_name_is_told_so() -> None:
    """Pelican would call it “A Pelican Blog”."""
    _, faults = read_site(read_settings(override={"PATH": str(ROOT), "TIMEZONE": "UTC"}))
    assert "settings: SITENAME is missing (set it)" in map(str, faults)


def test_advice_about_settings_stops_no_build(site: MakeSite) -> None:
    """A misspelt setting does, before anything is written."""
    files = {"articles/a.md": story()}
    paper = site(files, TAG_URL="tags/{slug}/", OWN="mine")
    assert paper.stopped is None
    assert [line.partition(" (")[0] for line in paper.warnings] == [
        "the command line: TAG_URL has no effect",
        "the command line: nothing here reads OWN",
    ]
    paper = site(files, NEWSLETERS=[], OWN="mine")
    assert paper.faults == [
        "settings: NEWSLETERS is not known (did you mean `NEWSLETTERS`? a name of the file's own begins with `_`)"
    ]


def test_a_misspelt_override_ends_the_command_line_with_an_error(tmp_path: Path) -> None:
    """As in the settings file."""
    output = tmp_path / "output"
    built = build_halyard(output, "REPUBLISHNG=null")
    assert built.returncode == 1
    assert (
        "error: the command line: REPUBLISHNG is not known (did you mean `REPUBLISHING`? "
        in built.stderr
    )
    assert not output.exists()


@pytest.mark.parametrize("file", [PELICANCONF, PUBLISHCONF], ids=attrgetter("name"))
def test_the_halyards_settings_are_sound(file: Path) -> None:
    """Whoever begins with them begins without a warning."""
    paper = newspaper(str(file))
    capabilities = capabilities_of(paper.settings)
    declared = names_of_settings(capabilities)
    faults = [fault for each in capabilities for fault in each.faults]
    assert [*faults, *setting_faults(paper.settings, declared)] == []


def test_a_publisher_without_a_real_address_is_told(site: MakeSite) -> None:
    """Readers would be told to write to it."""
    publisher = {"name": "Post", "sentence": "Post.", "email": "nope"}
    assert site({"articles/a.md": story()}, PUBLISHER=publisher).faults == [
        "settings: PUBLISHER.email: “nope” is no address (write one such as post@example.org)"
    ]

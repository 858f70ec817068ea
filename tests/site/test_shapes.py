"""Settings of a shape that nobody can work with, and folders that settings name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from invoke import Context, Exit

from broadsheet.commands import tasks
from broadsheet.commands.settings_file import CannotRead, load
from broadsheet.pelican_api import DEFAULT_CONFIG
from broadsheet.site.shapes import shape_faults
from tests.support.small_paper import story

PAPER = """
from broadsheet.defaults import *
SITENAME = "Post"
SITEURL = "https://post.example"
PUBLISHER = {"name": "Post", "sentence": "Post."}
BUILD_WORKERS = 1
"""
LINE = len(PAPER.splitlines()) + 1

Make = Callable[..., Path]


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A maker of papers with more lines of settings; works in its folder."""

    def make(*lines: str) -> Path:
        (tmp_path / "content/articles").mkdir(parents=True)
        (tmp_path / "content/articles/a.md").write_text(story(), "utf-8")
        settings = tmp_path / "pelicanconf.py"
        settings.write_text("\n".join([PAPER.rstrip(), *lines, ""]), "utf-8")
        return settings

    monkeypatch.chdir(tmp_path)
    return make


TOC = '{"extensions": ["toc"], "extension_configs": {"toc": {"x": 1}}}'
WRONG = [
    ("TIMEZONE = 5", "TIMEZONE: it must be a text, and is the number 5"),
    ("MARKDOWN = []", 'MARKDOWN: it must be a group such as {"name": …}, and is a list'),
    ('MARKDOWN = {"extensions": "toc"}', "MARKDOWN: `extensions` must be a list of names"),
    ('MARKDOWN = {"extensions": [5]}', "MARKDOWN: in `extensions`, 5 is neither a name nor"),
    ('MARKDOWN = {"extension_configs": 5}', "MARKDOWN: `extension_configs` must be a group"),
    ('MARKDOWN = {"extension_configs": {"toc": 5}}', "MARKDOWN: `extension_configs.toc` must be"),
    ('MARKDOWN = {"extensions": ["no.such"]}', "MARKDOWN.extensions: an extension cannot be"),
    (f"MARKDOWN = {TOC}", "MARKDOWN.extensions: an extension cannot be loaded: KeyError: 'x'"),
    ('SECTIONS = ["News", "news"]', "SECTIONS: “News” and “news” have one address, /news/"),
    ('SECTIONS = ["!"]', "SECTIONS: “!” has no letters or digits for an address"),
    ('SECTIONS = [{"name": "News", "slug": "../x"}]', "SECTIONS: “../x” does not fit into an add"),
    (
        'SECTIONS = [{"name": "News", "description": "All <!-- ask Jane --> news"}]',
        "SECTIONS.0.description: a comment, which readers would see (write it behind a `#`",
    ),
    ("JINJA_FILTERS = []", 'JINJA_FILTERS: it must be a group such as {"name": …}, and is a list'),
    ('JINJA_FILTERS = {"a": 5}', "JINJA_FILTERS: `a` must be a function, and is the number 5"),
    ("JINJA_FILTERS = {5: len}", "JINJA_FILTERS: the name 5 is no text"),
    ("JINJA_TESTS = None", 'JINJA_TESTS: it must be a group such as {"name": …}, and is None'),
    ("JINJA_ENVIRONMENT = []", "JINJA_ENVIRONMENT: it must be a group"),
    ('JINJA_ENVIRONMENT = {"extensions": 5}', "JINJA_ENVIRONMENT: `extensions` must be a list"),
    ('JINJA_ENVIRONMENT = {"extensions": ["no.Such"]}', "JINJA_ENVIRONMENT.extensions: the ext"),
    ("SITEURL = 5", "SITEURL: it must be a text"),
    ("DEFAULT_LANG = None", "DEFAULT_LANG: it must be a text, and is None"),
    ("PLUGIN_PATHS = 5", "PLUGIN_PATHS: it must be a list"),
    ("ARTICLE_PATHS = 5", "ARTICLE_PATHS: it must be a list"),
    ("PATH = None", "PATH: it must be a path, and is None"),
    ("OUTPUT_PATH = 5", "OUTPUT_PATH: it must be a path"),
    ("CACHE_PATH = b'x'", "CACHE_PATH: it must be a path"),
    ("LOCALE = 5", "LOCALE: it must be a list"),
    ("LOG_FILTER = True", "LOG_FILTER: it must be a list, and is True"),
    ("EMBED_HOSTS = 5", "EMBED_HOSTS: it must be a list"),
    ("LINK_SCHEMES = 'signal'", "LINK_SCHEMES: it must be a list, and is the text"),
    ("LINK_SCHEMES = ['signal:']", "LINK_SCHEMES: 'signal:' is no kind of address"),
    ("LINK_SCHEMES = ['javascript']", "LINK_SCHEMES: `javascript` can run code or trick readers"),
    ("TYPOGRIFY_IGNORE_TAGS = 'a'", "TYPOGRIFY_IGNORE_TAGS: it must be a list, and is the text"),
    ("TYPOGRIFY_OMIT_FILTERS = ['x']", "TYPOGRIFY_OMIT_FILTERS: 'x' is none of amp"),
    ("TYPOGRIFY_DASHES = 'x'", "TYPOGRIFY_DASHES: “x” is none of default"),
    ("THEME_TEMPLATES_OVERRIDES = 'x'", "THEME_TEMPLATES_OVERRIDES: it must be a list"),
    ("SITENAME = ' '", "SITENAME: a paper needs a name"),
]


@pytest.mark.parametrize(("line", "told"), WRONG)
def test_what_nobody_can_work_with_is_told_at_its_line(
    paper: Make, capfd: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    """Once, and as a fault of the setting; nothing is built."""
    paper(line)
    with pytest.raises(Exit) as stop:
        tasks.check.body(Context())
    assert stop.value.code == 1
    said = f"{stop.value.message}\n" + "".join(capfd.readouterr())
    assert said.count(f"error: pelicanconf.py:{LINE}: {told}") == 1
    assert not Path("output").exists()


def test_what_pelican_itself_has_is_in_shape() -> None:
    """Its defaults, but for the folder that each paper must name."""
    apart = {"PATH": "content", "THEME_TEMPLATES_OVERRIDES": []}
    assert shape_faults({**DEFAULT_CONFIG, **apart}) == []


def test_a_configuration_of_no_extension_is_advice(
    paper: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    """Markdown passes over it without a word."""
    paper('MARKDOWN = {"extensions": ["toc"], "extension_configs": {"tco": {"marker": ""}}}')
    tasks.check.body(Context())
    told = "MARKDOWN.extension_configs.tco: no extension of this name is among MARKDOWN's"
    assert f"{LINE}: {told} `extensions` (did you mean `toc`?)" in "".join(capfd.readouterr())


def test_a_paper_without_a_time_zone_keeps_universal_time(
    paper: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    """As the guide says; and whoever takes the default away gets the same."""
    file = paper("del TIMEZONE")
    tasks.check.body(Context())
    assert "checked: 0 errors, 0 warnings\n1 story\n" in "".join(capfd.readouterr())
    file.write_text(PAPER, "utf-8")
    assert load(str(file))["TIMEZONE"] == "UTC"


@pytest.mark.parametrize("task", [tasks.build, tasks.check], ids=["build", "check"])
def test_a_class_that_prints_no_newspaper_stops_whatever_is_begun(paper: Make, task: Any) -> None:
    """Such as that of the version before, which Pelican would import, and fail."""
    paper("PELICAN_CLASS = 'plugins.edition.newspaper.Newspaper'")
    with pytest.raises(Exit, match=r"PELICAN_CLASS: .* prints no newspaper"):
        task.body(Context())


def test_settings_that_leave_the_defaults_out_are_told_the_line_that_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as an empty file: nobody who writes settings has heard of the class."""
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'Paper'\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Exit, match=r"begin the file with `from broadsheet.defaults import \*`"):
        tasks.build.body(Context())


@pytest.mark.parametrize("name", ["CACHE_PATH", "OUTPUT_PATH"])
def test_a_folder_that_the_disk_refuses_is_told_with_its_setting(
    paper: Make, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """And with its line."""
    paper(f"{name} = '/proc/elsewhere/{name}'")
    with pytest.raises(SystemExit):
        tasks.build.body(Context())
    told = capfd.readouterr().err
    assert f"error: pelicanconf.py:{LINE}: {name}: /proc/elsewhere" in told
    assert ": No such file or directory (make room there," in told


@pytest.mark.parametrize(
    "name", ["THEME_TEMPLATES_OVERRIDES", "THEME_STATIC_OVERRIDES", "LOCALE_PATHS"]
)
def test_folders_are_seen_from_the_settings_file(
    paper: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Wherever the command is run; whole paths stay, and so does what is given besides."""
    file = paper(f"{name} = ['own', '/else/where']")
    monkeypatch.chdir(file.parent / "content")
    assert load(str(file))[name] == [str(file.parent / "own"), "/else/where"]
    assert load(str(file), {name: ["own"]})[name] == ["own"]


def test_a_missing_folder_of_words_is_told_at_its_line(
    paper: Make, capfd: pytest.CaptureFixture[str]
) -> None:
    """As those of the looks are."""
    paper("LOCALE_PATHS = ['nope']")
    with pytest.raises(Exit):
        tasks.check.body(Context())
    told = f"pelicanconf.py:{LINE}: LOCALE_PATHS: there is no folder nope (correct it"
    assert told in "".join(capfd.readouterr())


def test_a_fault_of_the_settings_own_code_is_still_that(paper: Make) -> None:
    """However misshapen another setting is."""
    file = paper("LOCALE = 5", "1/0")
    with pytest.raises(CannotRead, match="ZeroDivisionError"):
        load(str(file))

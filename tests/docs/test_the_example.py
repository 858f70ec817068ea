"""The guide's capability, docs/examples/reading_time: it is what the guide shows, and it works."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import get_settings_from_file

from broadsheet.commands.settings_file import newspaper
from broadsheet.commands.words import domains, template_of
from broadsheet.plan.capability import Capability
from broadsheet.reporting.errors import BroadsheetError
from tests.support.halyard import PELICANCONF, ROOT, beginning_with
from tests.support.small_paper import MakeSite, Paper, story

EXAMPLES = ROOT / "docs" / "examples"
EXAMPLE = EXAMPLES / "reading_time"
GUIDE = ROOT / "docs" / "developers.md"
TEMPLATE = "places/story-rail/reading_time.html"
FILES = {
    "articles/short.md": story("Few words.", title="Short", slug="short"),
    "articles/long.md": story("word " * 221, title="Long", slug="long"),
}
SHORT, LONG = "2024/06/short/index.html", "2024/06/long/index.html"
FEEDS = {f"feeds/{of}.{ending}" for of in ("all", "world") for ending in ("atom.xml", "json")}


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    """Each paper loads the plugin anew, wherever it lies."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "reading_time"]:
        del sys.modules[name]


def with_plugin(folder: Path = EXAMPLES, **more: Any) -> dict[str, Any]:
    """Return the settings of a paper that has the plugin in its own folder of plugins."""
    named = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
    return {"PLUGINS": [*named, "reading_time"], "PLUGIN_PATHS": [str(folder)], **more}


def said(paper: Paper, page: str) -> str:
    """Return what a story's page says of its reading time."""
    assert paper.faults == [] and paper.warnings == []
    (found,) = paper.html(page).select(".story-rail .reading-time")
    return found.get_text()


def listings() -> dict[str, str]:
    """Return the files that the guide shows, by their paths in the plugin's folder."""
    shown = r"^`plugins/reading_time/(\S+)`[^\n]*\n\n```\w+\n(.*?)^```$"
    return dict(re.findall(shown, GUIDE.read_text("utf-8"), re.MULTILINE | re.DOTALL))


def test_the_guide_shows_the_files_as_they_are() -> None:
    """All that somebody writes by hand: whoever copies them out of the guide has what is tested."""
    by_hand = {
        file.relative_to(EXAMPLE).as_posix(): file.read_text("utf-8")
        for file in EXAMPLE.rglob("*")
        if file.is_file() and file.suffix not in (".pyc", ".pot") and file.name != "README.md"
    }
    catalogue = "locale/de/LC_MESSAGES/reading_time.po"
    by_hand[catalogue] = re.sub(r"^#.*\n", "", by_hand[catalogue], flags=re.MULTILINE)
    assert listings() == by_hand


def test_it_tells_the_minutes_in_english(site: MakeSite) -> None:
    """A started minute counts, and one is no plural."""
    paper = site(FILES, **with_plugin())
    assert said(paper, SHORT) == "1 minute to read"
    assert said(paper, LONG) == "2 minutes to read"


def test_it_tells_the_minutes_in_german(site: MakeSite) -> None:
    """With the plugin's own catalogue, where the paper speaks German."""
    paper = site(FILES, **with_plugin(DEFAULT_LANG="de"))
    assert said(paper, SHORT) == "1 Minute Lesezeit"
    assert said(paper, LONG) == "2 Minuten Lesezeit"


def test_its_setting_counts_and_is_checked(site: MakeSite, tmp_path: Path) -> None:
    """A wrong value is one line with the file and the setting, and a slip of the pen is noticed."""
    assert said(site(FILES, **with_plugin(READING_TIME_WORDS_A_MINUTE=23)), LONG).startswith("10 ")
    for wrong, what in (
        ("fast", "not a whole number"),
        (0, "less than 1"),
    ):
        _forget()
        paper = site(FILES, **with_plugin(READING_TIME_WORDS_A_MINUTE=wrong))
        assert paper.faults == [f"settings: READING_TIME_WORDS_A_MINUTE: {what} (correct it)"]
    _forget()
    (fault,) = site(FILES, **with_plugin(READING_TIME_WORD_A_MINUTE=100)).faults
    assert "did you mean `READING_TIME_WORDS_A_MINUTE`?" in fault


def test_a_fault_of_its_setting_names_the_settings_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """And the line, as of any other setting."""
    lines = [
        beginning_with(PELICANCONF).strip(),
        f"PLUGIN_PATHS = [{str(EXAMPLES)!r}]",
        'PLUGINS = [*PLUGINS, "reading_time"]',
        "READING_TIME_WORDS_A_MINUTE = 0",
    ]
    (tmp_path / "ours.py").write_text("\n".join(lines), "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BroadsheetError, match="nothing was written"):
        newspaper("ours.py", {"PATH": str(tmp_path), "CACHE_PATH": str(tmp_path)}).capabilities()
    told = capfd.readouterr()
    assert "ours.py:4: READING_TIME_WORDS_A_MINUTE: less than 1" in told.out + told.err


def test_a_papers_own_template_takes_the_place_of_its(site: MakeSite, tmp_path: Path) -> None:
    """By the same name in THEME_TEMPLATES_OVERRIDES; so does one of the theme."""
    (tmp_path / "own" / TEMPLATE).parent.mkdir(parents=True)
    (tmp_path / "own" / TEMPLATE).write_text(
        '<p class="reading-time">{{ reading_minutes }} min</p>\n', "utf-8"
    )
    overrides = [str(tmp_path / "own")]
    paper = site(FILES, **with_plugin(THEME_TEMPLATES_OVERRIDES=overrides))
    assert said(paper, LONG) == "2 min"
    _forget()
    theme = tmp_path / "theme"
    shutil.copytree(ROOT / "theme", theme)
    shutil.copytree(tmp_path / "own", theme / "templates", dirs_exist_ok=True)
    assert said(site(FILES, **with_plugin(THEME=str(theme))), LONG) == "2 min"


def test_the_style_sheet_of_the_site_has_its_rules(site: MakeSite) -> None:
    """Behind those of the theme."""
    sheet = (site(FILES, **with_plugin()).output / "theme" / "site.css").read_text("utf-8")
    rule = (EXAMPLE / "static" / "css" / "reading_time.css").read_text("utf-8")
    selector = rule.partition("{")[0].strip()
    assert 0 < sheet.index(".masthead") < sheet.index(f"{selector}{{")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("capability.py", "max(1,", "max(5,"),
        ("settings.py", "220", "20"),
        (f"templates/{TEMPLATE}", "<p ", "<p lang='' "),
        ("static/css/reading_time.css", "--quiet", "--ink"),
        ("locale/de/LC_MESSAGES/reading_time.po", "Lesezeit", "zu lesen"),
    ],
)
def test_a_build_after_an_edit_of_it_is_a_clean_build(
    site: MakeSite, tmp_path: Path, file: str, old: str, new: str
) -> None:
    """Whichever of its files is edited: the same bytes, and no file more."""
    plugin = tmp_path / "plugins" / "reading_time"
    shutil.copytree(EXAMPLE, plugin, ignore=shutil.ignore_patterns("__pycache__"))
    settings = with_plugin(plugin.parent, DEFAULT_LANG="de")
    before = site(FILES, **settings).files()
    text = (plugin / file).read_text("utf-8")
    assert old in text
    (plugin / file).write_text(text.replace(old, new), "utf-8")
    shutil.rmtree(plugin / "__pycache__", ignore_errors=True)  # two saves within one second
    _forget()
    after = site(FILES, **settings)
    kept = after.files()
    assert kept != before
    shutil.rmtree(after.output)
    _forget()
    clean = site(FILES, LOAD_CONTENT_CACHE=False, **settings).files()
    assert kept.keys() == clean.keys()
    assert [path for path in kept if kept[path] != clean[path]] == []


def test_an_edit_of_one_story_writes_what_shows_that_story(site: MakeSite) -> None:
    """Its page and the feeds that have its text; the page of the other is not even rendered."""
    settings = with_plugin()
    before = site(FILES, **settings)
    had = before.files()
    explained = {**settings, "BUILD_EXPLAIN": LONG}
    _forget()
    edited = {**FILES, "articles/short.md": story("Few words more.", title="Short", slug="short")}
    after = site(edited, **explained)
    assert after.report[0] == f"{LONG}: left as it is: nothing that it is made of has changed"
    has = after.files()
    assert {path for path in has if has[path] != had[path]} == {SHORT, *FEEDS}
    assert has.keys() == had.keys()
    _forget()
    edited["articles/short.md"] = story("word " * 500, title="Short", slug="short")
    assert said(site(edited, **settings), SHORT) == "3 minutes to read"


def test_its_template_of_catalogues_is_up_to_date() -> None:
    """Run `inv words` with the plugin named where it is not."""
    paper = newspaper(str(PELICANCONF), with_plugin())
    (found,) = domains(paper.settings, EXAMPLE)
    assert found.name == "reading_time"
    assert template_of(found) == found.file.read_text("utf-8")


def test_its_page_names_its_setting() -> None:
    """What a plugin's README owes to those who use it."""
    assert "`READING_TIME_WORDS_A_MINUTE`" in (EXAMPLE / "README.md").read_text("utf-8")


def test_the_guide_names_all_that_a_capability_can_do() -> None:
    """Each attribute of a capability, and in code; none that there is not."""
    told = GUIDE.read_text("utf-8").partition("### What else a capability can do")[2]
    rows = re.findall(r"^\| (`.*?) \| ", told.partition("**What there can be")[0], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    public = {name for name in vars(Capability) if not name.startswith("_")}
    assert named == public - {"settings_model", "settings", "name", "folder"}


def test_the_guide_points_at_what_is_there() -> None:
    """Each file of the table of what a capability can do."""
    told = GUIDE.read_text("utf-8").partition("### What else a capability can do")[2]
    rows = re.findall(r"^\| `.*\| (.*) \|$", told.partition("**What there can be")[0], re.MULTILINE)
    assert rows
    for file in (name for row in rows for name in re.findall(r"`([\w./]+)`", row)):
        folders = (ROOT, ROOT / "plugins" / "broadsheet")
        assert any((folder / file).exists() for folder in folders), file

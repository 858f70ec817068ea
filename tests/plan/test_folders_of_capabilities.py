"""A capability is a folder: what lies in its `static` and `templates` reaches readers."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import get_settings_from_file

from tests.support.halyard import PELICANCONF
from tests.support.small_paper import MakeSite, Paper, story

PLUGIN = """
from broadsheet.plan.capability import Capability

class Own(Capability):
    pass

CAPABILITY = Own

def register():
    pass
"""
FILES = {"articles/a.md": story(slug="a")}


@pytest.fixture
def plugins(tmp_path: Path) -> Iterator[Path]:
    """A folder of two plugins; what is loaded from it is forgotten afterwards."""
    for name in ("tides", "weather"):
        lay(tmp_path / "plugins" / name / "__init__.py", PLUGIN)
    yield tmp_path / "plugins"
    for name in ("tides", "weather"):
        sys.modules.pop(name, None)


def lay(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def lay_planner(plugins: Path, output: str) -> None:
    """Have the plugin `tides` plan one file."""
    code = f"""    def planners(self):
        return {{"tides": self.plan}}

    def plan(self, composer, key):
        yield {output}

    def inputs(self, composer):
        return {{}}


def write(templates, template, inputs):
    return b""
"""
    names = "from broadsheet.api import document, page\n"
    lay(plugins / "tides" / "__init__.py", names + PLUGIN.replace("    pass\n", code, 1))


def built(
    site: MakeSite,
    plugins: Path,
    *,
    overrides: Path | None = None,
    names: Sequence[str] = ("weather", "tides"),  # in another order than that of the alphabet
) -> Paper:
    named = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
    more: dict[str, Any] = {"THEME_STATIC_OVERRIDES": [str(overrides)] if overrides else []}
    return site(FILES, PLUGINS=[*named, *names], PLUGIN_PATHS=[str(plugins)], **more)


def test_static_files_are_published_with_the_themes(site: MakeSite, plugins: Path) -> None:
    """Below /theme/, as they are."""
    lay(plugins / "tides" / "static" / "tides" / "table.json", "[1, 2]")
    paper = built(site, plugins)
    assert (paper.output / "theme" / "tides" / "table.json").read_text("utf-8") == "[1, 2]"


def test_style_sheets_follow_the_themes_and_the_papers_own_come_last(
    site: MakeSite, plugins: Path, tmp_path: Path
) -> None:
    """Those of capabilities in the order of PLUGINS, each by their names."""
    lay(plugins / "tides" / "static" / "css" / "05-tides.css", ".tides { color: red }")
    lay(plugins / "weather" / "static" / "css" / "90-rain.css", ".rain { color: blue }")
    lay(plugins / "weather" / "static" / "css" / "95-sun.css", ".sun { color: gold }")
    lay(tmp_path / "own" / "css" / "00-own.css", ".own { color: green }")
    paper = built(site, plugins, overrides=tmp_path / "own")
    sheet = (paper.output / "theme" / "site.css").read_text("utf-8")
    order = [sheet.index(each) for each in (".masthead", ".rain", ".sun", ".tides", ".own")]
    assert order == sorted(order)
    assert not (paper.output / "theme" / "css").exists()


def test_the_themes_file_goes_first_and_the_papers_before_it(
    site: MakeSite, plugins: Path, tmp_path: Path
) -> None:
    """Of files of one path, in whatever folder."""
    for name in ("fonts/OFL.txt", "extra.js"):
        lay(plugins / "tides" / "static" / name, "tides")
    lay(plugins / "tides" / "static" / "css" / "20-furniture.css", ".tides { color: red }")
    theme = built(site, plugins).output / "theme"
    assert "tides" not in (theme / "fonts" / "OFL.txt").read_text("utf-8")
    assert ".tides" not in (theme / "site.css").read_text("utf-8")
    lay(tmp_path / "own" / "extra.js", "own")
    assert (theme / "extra.js").read_text("utf-8") == "tides"
    built(site, plugins, overrides=tmp_path / "own")
    assert (theme / "extra.js").read_text("utf-8") == "own"


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("static/css/map.css", "the static file css/map.css"),
        ("templates/places/story-end/map.html", "the template places/story-end/map.html"),
    ],
)
def test_a_file_of_two_capabilities_is_a_fault(
    site: MakeSite, plugins: Path, file: str, what: str
) -> None:
    """Which of the two came first must not decide."""
    for name in ("tides", "weather"):
        lay(plugins / name / file, "")
    assert built(site, plugins).faults == [
        f"settings: PLUGINS: weather.Own and tides.Own both provide {what}"
        " (rename one of the two, or take one plugin out)"
    ]


@pytest.mark.parametrize("folder", ["static", "templates/places/story-end"])
def test_files_that_are_passed_over_are_no_fault(
    site: MakeSite, plugins: Path, folder: str
) -> None:
    """Such as those that a desktop leaves in every folder: IGNORE_FILES names them."""
    for name in ("tides", "weather"):
        for ignored in (".DS_Store", "map.html~"):
            lay(plugins / name / folder / ignored, "")
    assert built(site, plugins).faults == []


def test_static_files_go_with_their_plugin(site: MakeSite, plugins: Path) -> None:
    """What is left is a clean build of a paper that never had it."""
    lay(plugins / "tides" / "static" / "tides" / "table.json", "[1, 2]")
    lay(plugins / "tides" / "static" / "css" / "05-tides.css", ".tides { color: red }")
    table = built(site, plugins).output / "theme" / "tides" / "table.json"
    assert table.is_file()
    without = built(site, plugins, names=["weather"]).files()
    assert not table.parent.exists()
    assert b".tides" not in without["theme/site.css"]
    shutil.rmtree(table.parents[2])
    assert built(site, plugins, names=["weather"]).files() == without


def test_a_link_into_the_content_folder_is_a_fault(site: MakeSite, plugins: Path) -> None:
    """A draft must not go out with the files of a plugin, as with those of the theme."""
    folder = plugins / "tides" / "static"
    folder.mkdir()
    (folder / "a.txt").symlink_to(plugins.parent / "content" / "articles" / "a.md")
    (fault,) = built(site, plugins).faults
    assert "a link into the content folder (copy the file there)" in fault


def test_templates_of_a_place_stand_in_the_order_of_the_plugins(
    site: MakeSite, plugins: Path
) -> None:
    """Then in that of their names, whatever the same name means in another place."""
    for name, place in (
        ("tides", "story-end/b"),
        ("weather", "story-end/c"),
        ("weather", "story-head/b"),
    ):
        lay(plugins / name / "templates" / "places" / f"{place}.html", f"<i>{name} {place}</i>")
    html = built(site, plugins).html("2024/06/a/index.html")
    told = [each.text for each in html.select(".story i")]
    assert told == ["weather story-head/b", "weather story-end/c", "tides story-end/b"]


def test_a_page_whose_template_is_missing_is_told_with_who_wants_it(
    site: MakeSite, plugins: Path
) -> None:
    """And where the template can be added; no theme is said to have it."""
    lay_planner(plugins, 'page("/tides/", "tides.html", self.inputs, origin="the page of tides")')
    (fault,) = built(site, plugins, names=["tides"]).faults
    wanted = "tides.html: there is no template tides.html, which tides.Own wants (add it to "
    assert fault.startswith(wanted) and fault.endswith("or to `templates/` of the plugin)")


def test_slots_without_a_template_are_told_with_who_fills_and_who_prints_them(
    site: MakeSite, plugins: Path
) -> None:
    """A medium needs a template for each kind of slot."""
    media = PLUGIN.replace("    pass\n", '    media = ("mail",)\n', 1)
    lay(plugins / "tides" / "__init__.py", media)
    faults = built(site, plugins, names=["tides"]).faults
    fault = next(each for each in faults if "/figure.html" in each)
    start = (
        "slots/mail/figure.html: there is no template slots/mail/figure.html for the slots “figure”"
    )
    assert fault.startswith(start) and "in the medium “mail” of tides.Own (add it to " in fault
    assert fault.endswith(" or to `templates/` of tides.Own; an empty one leaves such slots out)")


def test_a_document_at_a_path_that_ends_in_a_slash_is_told_with_who_asks_for_it(
    site: MakeSite, plugins: Path
) -> None:
    """It is a folder, and leaves nothing."""
    lay_planner(plugins, 'document("/tides/", write, self.inputs, origin="the table of tides")')
    assert built(site, plugins, names=["tides"]).faults == [
        "the table of tides: “/tides/”, which tides.Own asks for, ends in a slash, and so is a "
        "folder and no file (write the path of a file, such as “/tides/index.html”)"
    ]

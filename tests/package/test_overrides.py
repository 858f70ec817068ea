"""A paper's own looks: files that come before the theme's, and what the theme promises to them."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.support.halyard import ROOT
from tests.support.small_paper import MakeSite, story

SHEETS = {file.name: file.read_text("utf-8") for file in (ROOT / "theme/static/css").glob("*.css")}
GUIDE = (ROOT / "docs/editors.md").read_text("utf-8")
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"


def promised() -> list[str]:
    """Return the custom properties that the editors' guide lists."""
    table = GUIDE[GUIDE.index("| `--paper`") :].partition("\n\n")[0]
    rows = re.findall(r"^\| ((?:`--[a-z0-9-]+`(?:, )?)+) \|", table, re.MULTILINE)
    return sorted(re.findall(r"--[a-z0-9-]+", " ".join(rows)))


@pytest.fixture
def looks(tmp_path: Path) -> Path:
    """An empty folder of overrides."""
    (tmp_path / "looks/css").mkdir(parents=True)
    (tmp_path / "looks/identity").mkdir()
    return tmp_path / "looks"


def test_style_sheets_of_the_paper_follow_the_themes(site: MakeSite, looks: Path) -> None:
    """Whatever they are called, so that they have the last word."""
    (looks / "css/00-own.css").write_text(":root { --accent: teal; }")
    paper = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=[str(looks)])
    sheet = (paper.output / "theme/site.css").read_text("utf-8")
    assert sheet.endswith(":root{--accent:teal}\n")
    assert sheet.startswith("@font-face{font-family:Newsreader")


def test_a_file_of_the_same_path_takes_the_place_of_the_themes(site: MakeSite, looks: Path) -> None:
    """A style sheet where the theme's stood, and any other file."""
    (looks / "css/30-story.css").write_text("/*! ours */")
    (looks / "request.js").write_text("// ours")
    paper = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=[str(looks)])
    sheet = (paper.output / "theme/site.css").read_text("utf-8")
    assert ".prose" in SHEETS["30-story.css"] and "/*! ours */" in sheet
    assert sheet.index(".masthead") < sheet.index("/*! ours */") < sheet.index(".front-page")
    assert (paper.output / "theme/request.js").read_text("utf-8") == "// ours"


def test_the_mark_and_icons_are_the_papers_own(site: MakeSite, looks: Path) -> None:
    """What is there is shown, and what is not is left out: the theme has none of its own."""
    (looks / "identity/mark.svg").write_bytes(SVG)
    page = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=[str(looks)]).html("index.html")
    assert [img["src"] for img in page.select(".nameplate img")] == ["/theme/identity/mark.svg"]
    assert page.select("link[rel=icon]") == []
    bare = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=[])
    assert bare.html("index.html").select(".nameplate img, link[rel=icon]") == []
    assert not (bare.output / "theme/identity").exists()


def test_the_first_of_several_folders_comes_first(site: MakeSite, looks: Path) -> None:
    """As with THEME_TEMPLATES_OVERRIDES."""
    more = looks.with_name("more")
    (more / "css").mkdir(parents=True)
    (more / "css/own.css").write_text("/*! second */")
    (looks / "css/own.css").write_text("/*! first */")
    folders = [str(looks), str(more)]
    paper = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=folders)
    sheet = (paper.output / "theme/site.css").read_text("utf-8")
    assert "/*! first */" in sheet and "/*! second */" not in sheet


@pytest.mark.parametrize("name", ["THEME_STATIC_OVERRIDES", "THEME_TEMPLATES_OVERRIDES"])
def test_a_folder_that_is_not_there_is_told(site: MakeSite, name: str) -> None:
    """A slip in its name would else pass in silence."""
    paper = site({"articles/a.md": story()}, **{name: ["/no/such"]})
    (warning,) = paper.warnings
    assert warning.startswith(f"the command line: {name}: there is no folder /no/such")


def test_a_folder_that_is_no_list_is_an_error(site: MakeSite) -> None:
    """Its letters would be taken for folders."""
    paper = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES="looks")
    assert paper.faults == ["settings: THEME_STATIC_OVERRIDES: no list (write a list of folders)"]


def test_a_bad_file_of_the_looks_is_told_by_its_own_name(site: MakeSite, looks: Path) -> None:
    """As seen from the current folder: the theme has no such file."""
    (looks / "identity/mark.svg").write_bytes(b"<svg")
    paper = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=[str(looks)])
    (fault,) = paper.faults
    assert fault.startswith(f"{os.path.relpath(looks)}/identity/mark.svg: theme/identity/mark.svg:")


def test_content_is_not_published_by_way_of_the_looks(site: MakeSite, tmp_path: Path) -> None:
    """A folder of overrides that is the content would publish drafts."""
    looks = [str(tmp_path / "content")]
    paper = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=looks)
    assert any("PATH: it lies in THEME_STATIC_OVERRIDES" in fault for fault in paper.faults)


class TestOverriddenTemplates:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (
                "\n{{ storry.headline }}",
                "'storry' is undefined: it is not among the inputs of article.html "
                "(did you mean `story`?)",
            ),
            (
                "\n{{ story.headlines }}",
                "'headlines' is undefined: no StoryView has it (did you mean `headline`?)",
            ),
            (
                "\n{% for each in zzz %}{% endfor %}",
                "'zzz' is undefined: it is not among the inputs of article.html (use one of: ",
            ),
        ],
    )
    def test_an_input_that_is_gone_is_told_with_the_papers_own_file(
        self, site: MakeSite, tmp_path: Path, text: str, told: str
    ) -> None:
        """With its line, and the nearest that there is."""
        (tmp_path / "own").mkdir()
        file = tmp_path / "own/article.html"
        file.write_text(text, "utf-8")
        own = [str(tmp_path / "own")]
        (fault,) = site({"articles/a.md": story()}, THEME_TEMPLATES_OVERRIDES=own).faults
        assert fault.startswith(f"{file}:2: {told}")

    def test_what_asks_whether_there_is_an_input_is_no_fault(
        self, site: MakeSite, tmp_path: Path
    ) -> None:
        """`is defined` and `default` are how a template gets by without one."""
        (tmp_path / "own").mkdir()
        text = "{{ zzz is defined }} {{ zzz | default('none') }} {{ story.zzz is defined }}"
        (tmp_path / "own/article.html").write_text(text, "utf-8")
        own = [str(tmp_path / "own")]
        paper = site({"articles/a.md": story()}, THEME_TEMPLATES_OVERRIDES=own)
        assert paper.faults == []
        page = (paper.output / "2024/06/harbour-reopens/index.html").read_text("utf-8")
        assert page == "False none False"


def test_the_guide_lists_all_custom_properties_that_are_used() -> None:
    """Of those that the theme sets at its root; what is not listed is nobody's to rely on."""
    root = re.findall(r"^  (--[a-z0-9-]+):", SHEETS["10-foundation.css"], re.MULTILINE)
    used = {name for name in root if any(f"var({name})" in text for text in SHEETS.values())}
    assert promised() == sorted(used)

"""What versions change for papers: the data, its warnings, and the command that looks a paper over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from invoke import Context, Exit

import broadsheet
from broadsheet import changes
from broadsheet.changes import all_changes, number, read_changes
from broadsheet.commands import tasks, upgrade
from tests.support.halyard import ROOT
from tests.support.small_paper import MakeSite, story

ARTIFICIAL = """
[[change]]
version = "0.2.0"
kind = "deprecated"
setting = "STORIES_ON_FRONTS"
successor = "FRONT_LENGTH"
what = "it is called FRONT_LENGTH now"
do = "write FRONT_LENGTH"

[[change]]
version = "0.2.0"
kind = "renamed"
setting = "PAPERS_FEED"
successor = "FEED_ALL_ATOM"
what = "it is called FEED_ALL_ATOM now"
do = "write FEED_ALL_ATOM"

[[change]]
version = "0.2.0"
kind = "deprecated"
key = "strap"
successor = "kicker"
what = "it is called `kicker` now"
do = "write `kicker:`"

[[change]]
version = "0.2.0"
kind = "renamed"
input = "heading_of_story"
successor = "story"
what = "the headline is a part of `story`"
do = "write `story.headline`"

[[change]]
version = "0.2.0"
kind = "renamed"
css = "--brand"
successor = "--accent"
what = "it is called `--accent` now"
do = "write `--accent`"

[[change]]
version = "0.9.0"
kind = "removed"
setting = "SITENAME"
what = "nobody has a name any more"
do = "take it out"
"""

PAPER = """
from broadsheet.defaults import *
SITENAME = "Post"
SITEURL = "https://post.example"
PUBLISHER = {"name": "Post", "sentence": "Post."}
"""


@pytest.fixture
def artificial(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes of a version that there never was."""
    monkeypatch.setattr(changes, "all_changes", lambda: read_changes(ARTIFICIAL))
    monkeypatch.setattr(upgrade, "all_changes", lambda: read_changes(ARTIFICIAL))
    monkeypatch.setattr(upgrade, "__version__", "0.2.0")


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """A maker of papers with more lines of settings and more files; works in its folder."""

    def make(*lines: str, **files: str) -> Path:
        given = {"content/articles/a.md": story(), **files}
        for name, text in given.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        settings = tmp_path / "pelicanconf.py"
        settings.write_text("\n".join([PAPER, *lines, ""]), "utf-8")
        return settings

    monkeypatch.chdir(tmp_path)
    return make


class TestData:
    def test_the_changelog_has_every_line(self) -> None:
        """Under the version, or under what is yet to be released."""
        text = (ROOT / "CHANGELOG.md").read_text("utf-8")
        for each in all_changes():
            _, heading, rest = text.partition(f"\n## [{each.version}]")
            if not heading:
                assert each.version == broadsheet.__version__
                rest = text.partition("\n## [Unreleased]")[2]
            section = rest.partition("\n## ")[0].partition("### For your paper")[2]
            assert f"\n- {each}\n" in section

    def test_no_change_is_of_a_version_to_come(self) -> None:
        """Each belongs to the present version or to an earlier one."""
        present = number(broadsheet.__version__)
        assert present and all((number(each.version) or ()) <= present for each in all_changes())

    def test_what_is_deprecated_has_a_successor(self) -> None:
        """Nobody is told to stop without being told what to do."""
        with pytest.raises(ValueError, match="a successor"):
            read_changes(
                '[[change]]\nversion="1.0.0"\nkind="deprecated"\nkey="a"\nwhat="b"\ndo="c"\n'
            )


@pytest.mark.usefixtures("artificial")
class TestDeprecated:
    def test_a_setting_works_under_its_old_name_and_is_told(self, site: MakeSite) -> None:
        """For the one version in which both names are read."""
        files = {
            f"articles/{n}.md": story(slug=f"s{n}", date=f"2024-06-1{n}T07:30:00Z")
            for n in range(3)
        }
        paper = site(files, STORIES_ON_FRONTS=1)
        assert paper.faults == []
        assert paper.warnings == [
            "the command line: STORIES_ON_FRONTS: it is deprecated, and read no more by the next version "
            "(write `FRONT_LENGTH`)"
        ]
        front = paper.html("world/index.html")
        assert len({link["href"] for link in front.select("main .headline a")}) == 1

    def test_a_setting_of_before_that_is_an_error_with_its_successor(self, site: MakeSite) -> None:
        """However little the two names have in common."""
        (fault,) = site({"articles/a.md": story()}, PAPERS_FEED=None).faults
        assert fault.startswith("settings: PAPERS_FEED is not known (did you mean `FEED_ALL_ATOM`")

    def test_a_key_works_under_its_old_name_and_is_told(self, site: MakeSite) -> None:
        """With its file and line."""
        paper = site({"articles/a.md": story(strap="Analysis")})
        assert paper.faults == []
        assert paper.warnings == [
            "articles/a.md:5: the key `strap` is deprecated, and read no more by the next version "
            "(write `kicker:`)"
        ]
        page = paper.html("2024/06/harbour-reopens/index.html")
        assert "Analysis" in {each.get_text() for each in page.select(".kicker")}

    def test_a_wrong_value_is_told_at_the_line_of_the_old_key(self, site: MakeSite) -> None:
        """By the name that it has now."""
        (fault,) = site({"articles/a.md": story(strap="[a, b]")}).faults
        assert fault.startswith("articles/a.md:5: `kicker`: ")

    def test_both_names_at_once_are_an_error(self, site: MakeSite) -> None:
        """Nobody can say which of the two is meant."""
        (fault,) = site({"articles/a.md": story(strap="A", kicker="B")}).faults
        assert fault.startswith("articles/a.md:5: unknown key `strap`")

    def test_a_template_is_told_the_new_name_of_an_input(
        self, site: MakeSite, tmp_path: Path
    ) -> None:
        """Where the page has it."""
        (tmp_path / "own").mkdir()
        (tmp_path / "own/article.html").write_text("{{ heading_of_story }}")
        own = [str(tmp_path / "own")]
        (fault,) = site({"articles/a.md": story()}, THEME_TEMPLATES_OVERRIDES=own).faults
        assert fault.endswith("not among the inputs of article.html (write `story`)")


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        (
            "9.9.9",
            "the paper was last worked on with 9.9.9, and this is {} (install the newer one)",
        ),
        ("soon", "no version such as {} (correct it)"),
        (3, "no version such as {} (correct it)"),
        (broadsheet.__version__, ""),
        ("0.1.0", ""),
    ],
)
def test_a_paper_of_a_newer_version_is_told_by_every_build(
    site: MakeSite, noted: object, told: str
) -> None:
    """An older Broadsheet may pass over what the paper has taken over since."""
    paper = site({"articles/a.md": story()}, BROADSHEET_VERSION=noted)
    line = f"the command line: BROADSHEET_VERSION: {told.format(broadsheet.__version__)}"
    assert (paper.faults, paper.warnings) == ([], [line] if told else [])


@pytest.mark.usefixtures("artificial")
class TestUpgrade:
    def run(self, capsys: pytest.CaptureFixture[str], **options: bool) -> tuple[int, str]:
        status = 0
        try:
            tasks.upgrade.body(Context(), **options)
        except Exit as stop:
            status = int(stop.code)
            assert not stop.message or "\n" not in stop.message
            return status, (stop.message or "") + capsys.readouterr().out
        return status, capsys.readouterr().out

    def test_only_what_concerns_the_paper_is_told(
        self, paper: Callable[..., Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Settings, keys, templates and style sheets, each with its place; nothing to come."""
        paper(
            "STORIES_ON_FRONTS = 9",
            "THEME_TEMPLATES_OVERRIDES = ['own']",
            "THEME_STATIC_OVERRIDES = ['looks']",
            **{
                "own/article.html": "\n{{ heading_of_story }}",
                "looks/css/a.css": ":root { --brand: teal; --brand-new: red }",
                "content/articles/b.md": story(slug="b", strap="x"),
            },
        )
        status, said = self.run(capsys, check=True)
        assert status == 1
        assert said.splitlines() == [
            "From the first version to 0.2.0: 4 changes for this paper.",
            "0.2.0: `STORIES_ON_FRONTS`: it is called FRONT_LENGTH now (write FRONT_LENGTH)",
            "    pelicanconf.py:7",
            "0.2.0: `strap`: it is called `kicker` now (write `kicker:`)",
            "    content/articles/b.md:6",
            "0.2.0: `heading_of_story`: the headline is a part of `story` (write `story.headline`)",
            "    own/article.html:2",
            "0.2.0: `--brand`: it is called `--accent` now (write `--accent`)",
            "    looks/css/a.css:1",
        ]

    @pytest.mark.parametrize("line", ["", 'BROADSHEET_VERSION = "0.1.0"  # ours'])
    def test_the_version_is_noted_once_and_nothing_else_is_touched(
        self, paper: Callable[..., Path], capsys: pytest.CaptureFixture[str], line: str
    ) -> None:
        """In the line that is there, or in one more."""
        file = paper(line, "TIMEZONE = 'UTC'")
        before = file.read_text("utf-8")
        assert self.run(capsys, check=True)[0] == 0
        assert file.read_text("utf-8") == before
        assert self.run(capsys)[0] == 0
        after = file.read_text("utf-8")
        assert after.count('BROADSHEET_VERSION = "0.2.0"') == 1
        kept = [each for each in before.splitlines() if each and "BROADSHEET" not in each]
        assert [each for each in after.splitlines() if each and "BROADSHEET" not in each] == kept
        assert self.run(capsys, check=True) == (
            0,
            "From 0.2.0 to 0.2.0: 0 changes for this paper.\n",
        )

    @pytest.mark.parametrize(
        ("line", "told"),
        [
            ("BROADSHEET_VERSION = 'new'", "BROADSHEET_VERSION is no version such as"),
            ("BROADSHEET_VERSION = 3", "BROADSHEET_VERSION is no version such as"),
            ("BROADSHEET_VERSION = '7.0.0'", "last worked on with 7.0.0, and this is 0.2.0"),
            ("SECTIONS = [", "pelicanconf.py:7: SyntaxError"),
        ],
    )
    def test_what_cannot_be_is_one_line(
        self, paper: Callable[..., Path], capsys: pytest.CaptureFixture[str], line: str, told: str
    ) -> None:
        """And nothing is written."""
        paper(line)
        status, said = self.run(capsys)
        assert status == 1 and told in said

    def test_settings_that_cannot_be_read_any_more_are_looked_over_all_the_same(
        self, paper: Callable[..., Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        """They are what an upgrade is most often about."""
        file = paper("from plugins.edition import gone", "STORIES_ON_FRONTS = 9")
        before = file.read_text("utf-8")
        status, said = self.run(capsys)
        assert status == 1
        assert "    pelicanconf.py:8" in said and "error: pelicanconf.py:7: ModuleNotFound" in said
        assert file.read_text("utf-8") == before


class TestFalsePositives:
    """What version 0.2.0 changes is told to no paper that is as it should be already."""

    @pytest.mark.parametrize(
        ("line", "name", "is_told"),
        [
            ("THEME_TEMPLATES_OVERRIDES = ['own']", "THEME_TEMPLATES_OVERRIDES", True),
            ("THEME_TEMPLATES_OVERRIDES = ['/own']", "THEME_TEMPLATES_OVERRIDES", False),
            ("FEED_IDS_SINCE = '2026-11-22'", "FEED_IDS_SINCE", False),
            ("PLUGINS = []\nFEED_IDS_SINCE = '2026-11-22'", "FEED_IDS_SINCE", True),
            ("STATIC_PATHS = ['maps']", "sitemap.xml", False),
            ("STATIC_PATHS = ['sitemap.xml']", "sitemap.xml", True),
            (
                "STATIC_PATHS = ['maps']\n"
                "EXTRA_PATH_METADATA = {'maps/a.xml': {'path': 'sitemap.xml'}}",
                "sitemap.xml",
                True,
            ),
            ("", "broadsheet.defaults", False),
        ],
    )
    def test_only_a_paper_that_has_something_to_do_is_told(
        self,
        paper: Callable[..., Path],
        capsys: pytest.CaptureFixture[str],
        line: str,
        name: str,
        is_told: bool,
    ) -> None:
        """Folders, plugins, files and imports are looked at as they are."""
        maps = {"content/maps/a.xml": "<a/>", "content/sitemap.xml": "<a/>"}
        paper(line, **maps)
        with pytest.raises(Exit):
            tasks.upgrade.body(Context(), check=True)
        said = capsys.readouterr().out.splitlines()
        told = [each for each in said if name in each.partition(": ")[2].partition(" (")[0]]
        assert bool(told) is is_told, said

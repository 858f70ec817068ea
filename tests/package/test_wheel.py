"""The distribution: what it holds, and that a paper made with it works where no checkout is."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from email.parser import Parser
from itertools import pairwise
from pathlib import Path

import pytest

import broadsheet
from broadsheet.commands.finding import PREVIEW
from tests.package.installed import Installed, files_of
from tests.support.halyard import HALYARD, ROOT

PREVIOUS = HALYARD.with_name("previous")
CARRIED = (
    "commands/preview.html",
    "commands/preview.js",
    "commands/server.sh",
    "changes.toml",
    "theme/templates/base.html",
    "image_captions/templates/slots/page/figure.html",
    "republishing/static/request.js",
    "theme/static/css/10-foundation.css",
    "theme/static/fonts/OFL.txt",
    "theme/static/fonts/newsreader.woff2",
    "guides/writers.md",
    "guides/servers/nginx.conf",
)


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """The files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    """What the wheel says of itself."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


class TestDistribution:
    def test_an_index_would_take_it(self, dist: Path) -> None:
        """The description is rendered, and nothing that an index asks for is missing."""
        files = [str(file) for file in dist.iterdir() if file.suffix in (".whl", ".gz")]
        twine = [sys.executable, "-m", "twine", "check", "--strict", *files]
        done = subprocess.run(twine, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def test_it_says_what_it_is(self, metadata: Message) -> None:
        """Version, licences, Python and command, each in one place."""
        assert metadata["Version"] == broadsheet.__version__
        assert metadata["License-Expression"] == "AGPL-3.0-or-later AND OFL-1.1"
        assert len(metadata.get_all("License-File", [])) == 2
        assert metadata["Requires-Python"] == ">=3.11"
        assert metadata["Provides-Extra"] == "dask"

    def test_all_that_is_read_while_it_runs_travels(self, names: list[str]) -> None:
        """Every data file of the package, of the theme and of the guides, and no more of them."""
        package = {
            file.relative_to(ROOT / "plugins").as_posix()
            for file in (ROOT / "plugins/broadsheet").rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        theme = {
            f"broadsheet/{file.relative_to(ROOT).as_posix()}"
            for file in (ROOT / "theme").rglob("*")
            if file.is_file()
        }
        guides = {
            f"broadsheet/guides/{file.relative_to(ROOT / 'docs').as_posix()}"
            for file in (ROOT / "docs").rglob("*")
            if file.is_file() and not {"__pycache__", "pictures"} & set(file.parts)
        }
        travels = package | theme | guides
        assert {f"broadsheet/{name}" for name in CARRIED} <= travels
        assert {name for name in names if ".dist-info/" not in name} == travels

    def test_nothing_else_travels(self, names: list[str], dist: Path) -> None:
        """No test, no audit, no benchmark and nothing of the demo paper."""
        (sdist,) = dist.glob("*.tar.gz")
        with tarfile.open(sdist) as archive:
            sources = [name.partition("/")[2] for name in archive.getnames()]
        for name in (*names, *sources):
            assert not name.startswith(
                ("tests/", "audit/", "bench/", "content/", "overrides/", "tasks.py")
            )
        assert not [name for name in names if "identity/" in name and "skeleton" not in name]

    def test_the_guides_can_be_read_without_a_checkout(
        self, apart: Installed, tmp_path: Path
    ) -> None:
        """By their names, in any folder."""
        done = apart.broadsheet("guide", "editors", at=tmp_path)
        assert done.said == (ROOT / "docs/editors.md").read_text("utf-8")

    def test_no_developers_tools_are_installed(self, apart: Installed) -> None:
        """A paper needs a hundred megabytes, and not four hundred."""
        found = {each.name.lower() for each in apart.folder.glob("lib/python*/site-packages/*")}
        assert not found & {"pytest", "mypy", "ruff", "playwright", "distributed", "hypothesis"}
        size = sum(file.stat().st_size for file in apart.folder.rglob("*") if file.is_file())
        assert size < 150_000_000


class TestPaper:
    def test_it_is_checked_built_and_published_at_once(
        self, apart: Installed, made: Path, tmp_path: Path
    ) -> None:
        """Without a fault, as init has left it, and reminded of the five texts that are missing."""
        paper = tmp_path / "post"
        shutil.copytree(made, paper)
        for command in (["check"], ["build"], ["publish", "--target", "../www"]):
            done = apart.broadsheet(*command, at=paper / "content", SITEURL="https://a.example")
            assert done.status == 0, done.said
            assert "0 errors, 5 warnings" in done.said
            told = [line for line in done.said.splitlines() if "warning: " in line]
            assert all("stands for words that are missing" in line for line in told)
        home = (paper / "www/current/index.html").read_text("utf-8")
        assert "Die „Große“ Post" in home and "Kultur &amp; Leben" in home
        assert "https://a.example" in home

    def test_its_own_test_passes(self, apart: Installed, paper: Path) -> None:
        """With Python's own test runner, so that nothing more has to be installed."""
        done = apart.run("python", "-m", "unittest", "discover", "tests", at=paper)
        assert done.status == 0, done.said
        assert "Ran 2 tests" in done.said

    def test_its_own_test_notices_a_fault(self, apart: Installed, paper: Path) -> None:
        """A story that cannot be printed fails it."""
        (paper / "content/articles/bad.md").write_text("no front matter", "utf-8")
        done = apart.run("python", "-m", "unittest", "discover", "tests", at=paper)
        assert done.status == 1
        assert "articles/bad.md:1: no front matter" in done.said

    def test_two_builds_come_to_the_same(self, apart: Installed, paper: Path) -> None:
        """Byte for byte."""
        for folder in ("one", "two"):
            done = apart.broadsheet("build", "--output", folder, at=paper)
            assert done.status == 0, done.said
        assert files_of(paper / "one") == files_of(paper / "two")

    def test_a_checkout_builds_the_same(self, apart: Installed, paper: Path) -> None:
        """The package that is installed and the one in the checkout are one."""
        assert apart.broadsheet("build", "--output", "one", at=paper).status == 0
        command = [sys.executable, "-m", "broadsheet", "build", "--output", "two"]
        done = subprocess.run(command, cwd=paper, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert files_of(paper / "one") == files_of(paper / "two")

    def test_pelican_itself_builds_it(self, apart: Installed, paper: Path) -> None:
        """`pelican -s pelicanconf.py` does what `broadsheet build` does."""
        assert apart.broadsheet("build", "--output", "one", at=paper).status == 0
        done = apart.run("pelican", "-s", PREVIEW, "-o", "two", at=paper)
        assert done.status == 0, done.said
        assert files_of(paper / "one") == files_of(paper / "two")

    def test_invoke_and_the_command_have_the_same_tasks(
        self, apart: Installed, paper: Path
    ) -> None:
        """A paper's file of tasks takes over what the command has, help and all."""
        listed = apart.run("inv", "--list", at=paper).said
        helped = apart.broadsheet("--help", at=paper).said
        tasks = re.compile(r"^  ([a-z-]+)  ", re.MULTILINE)
        assert tasks.findall(listed) == tasks.findall(helped.partition("Other options")[0])
        done = apart.run("inv", "new", "Ein Titel", "--section", "ubersee", at=paper)
        assert done.status == 0, done.said
        assert (paper / done.said.splitlines()[-1]).is_file()


class TestPreviousPaper:
    """A paper as version 0.1.0 left it, kept in tests/papers/previous."""

    @pytest.fixture
    def previous(self, tmp_path: Path) -> Path:
        shutil.copytree(PREVIOUS, tmp_path / "previous")
        return tmp_path / "previous"

    def test_what_concerns_it_is_told_with_its_places_and_nothing_is_written(
        self, apart: Installed, previous: Path
    ) -> None:
        """Settings that this version cannot even read are looked over all the same."""
        told = apart.broadsheet("upgrade", "--check", at=previous)
        assert told.status == 1, told.said
        lines = told.said.splitlines()
        places = {
            line.partition("`")[2].partition("`")[0]: place.strip()
            for line, place in pairwise(lines)
            if line.startswith("0.2.0: `")
        }
        text = (PREVIOUS / PREVIEW).read_text("utf-8").splitlines()
        told = {"PLUGINS", "PELICAN_CLASS", "PLUGIN_PATHS", "THEME", "TYPOGRIFY_OMIT_FILTERS"}
        assert places.keys() == told
        for name, place in places.items():
            assert text[int(place.removeprefix(f"{PREVIEW}:")) - 1].startswith(f"{name} =")
        assert any(line.startswith("0.2.0: Broadsheet is a package") for line in lines)
        assert lines[-1].startswith(f"error: {PREVIEW}:12: ModuleNotFoundError")
        assert files_of(previous) == files_of(PREVIOUS)

    def test_its_site_is_that_of_a_new_paper(
        self, apart: Installed, previous: Path, tmp_path: Path
    ) -> None:
        """Byte for byte, when done as the list says: nothing at all may differ.

        The new one has the same answers, content, policies and day of ids. Feeds keep the ids that
        they had.
        """
        answers = ("--name", "The Previous Post", "--url", "https://previous.example")
        answers += ("--time-zone", "UTC", "--lang", "en", "--sections", "News")
        answers += ("--sentence", "The Previous Post is an independent publication.")
        clock = {"SOURCE_DATE_EPOCH": "1795348800"}
        done = apart.broadsheet("init", "fresh", *answers, at=tmp_path, **clock)
        assert done.status == 0, done.said
        text = _brought_over((previous / PREVIEW).read_text("utf-8"))
        (previous / PREVIEW).write_text(text, "utf-8")
        listed = apart.broadsheet("feed-ids", "--source", "feeds/all.atom.xml", at=previous)
        assert listed.status == 0, listed.said
        with (previous / PREVIEW).open("a", encoding="utf-8") as settings:
            settings.write('FEED_IDS_SINCE = "2026-11-22"\n')
            policies = {"publishing_principles": "/about/", "corrections_policy": "/corrections/"}
            settings.write(f"NEWS_MEDIA = {policies}\n")
        noted = apart.broadsheet("upgrade", at=previous)
        assert noted.status == 0, noted.said
        version = broadsheet.__version__
        again = apart.broadsheet("upgrade", "--check", at=previous)
        assert again.said == f"From {version} to {version}: 0 changes for this paper.\n"

        fresh = tmp_path / "fresh"
        shutil.rmtree(fresh / "content")
        shutil.copytree(previous / "content", fresh / "content")
        with (fresh / PREVIEW).open("a", encoding="utf-8") as settings:
            settings.write(f"{ROBOTS}\n")
        for paper in (previous, fresh):
            done = apart.broadsheet("publish", "--target", "www", at=paper, **clock)
            assert done.status == 0, done.said
        site = files_of(previous / "www/current")
        assert site == files_of(fresh / "www/current")
        feed = PREVIOUS / "feeds/all.atom.xml"
        ids = re.compile(rb"<id>(tag:.*?)</id>")
        assert ids.findall(site["feeds/all.atom.xml"]) == ids.findall(feed.read_bytes())
        assert len(ids.findall(feed.read_bytes())) == 2


ROBOTS = """STATIC_PATHS = ["extra"]
EXTRA_PATH_METADATA = {"extra/robots.txt": {"path": "robots.txt"}}"""
TAKEN_OUT = ("PLUGINS", "PELICAN_CLASS", "PLUGIN_PATHS", "THEME", "ROOT")


def _brought_over(text: str) -> str:
    """Return settings of version 0.1.0 done as the list says: without what the defaults have."""
    lines = text.splitlines()
    kept = [
        "\n".join(lines[node.lineno - 1 : node.end_lineno])
        for node in ast.parse(text).body
        if isinstance(node, (ast.Assign, ast.AnnAssign))
        and not any(isinstance(each, ast.Name) and each.id in TAKEN_OUT for each in _targets(node))
    ]
    return "\n".join(["from broadsheet.defaults import *", *kept, ""])


def _targets(node: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]

"""The distribution: what it holds, and that a paper made with it works where no checkout is."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

import broadsheet
from broadsheet.commands.finding import PREVIEW
from tests.package.installed import NOW, Installed, files_of
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
        """Every data file of the package and of the theme, and no more of either."""
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
        assert {f"broadsheet/{name}" for name in CARRIED} <= package | theme
        assert {name for name in names if ".dist-info/" not in name} == package | theme

    def test_nothing_else_travels(self, names: list[str], dist: Path) -> None:
        """No test, no benchmark and nothing of the demo paper."""
        (sdist,) = dist.glob("*.tar.gz")
        with tarfile.open(sdist) as archive:
            sources = [name.partition("/")[2] for name in archive.getnames()]
        for name in (*names, *sources):
            assert not name.startswith(("tests/", "bench/", "content/", "overrides/", "tasks.py"))
        assert not [name for name in names if "identity/" in name and "skeleton" not in name]

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
        """Without a fault and without a warning, as init has left it, from a folder within it."""
        paper = tmp_path / "post"
        shutil.copytree(made, paper)
        for command in (["check"], ["build"], ["publish", "--target", "../www"]):
            done = apart.broadsheet(*command, at=paper / "content", SITEURL="https://a.example")
            assert done.status == 0, done.said
            assert "0 errors, 0 warnings" in done.said and "warning:" not in done.said
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
        assert (paper / done.said.strip()).is_file()


class TestPreviousPaper:
    """A paper as an earlier version made it, kept in tests/papers/previous."""

    @pytest.fixture
    def previous(self, tmp_path: Path) -> Path:
        shutil.copytree(PREVIOUS, tmp_path / "previous")
        return tmp_path / "previous"

    def test_what_concerns_it_is_told_and_then_noted(
        self, apart: Installed, previous: Path
    ) -> None:
        """With the places; a second look finds nothing more."""
        told = apart.broadsheet("upgrade", "--check", at=previous)
        assert told.status == 1, told.said
        assert "`PELICAN_CLASS`: " in told.said and "    pelicanconf.py:" in told.said
        assert "    overrides/templates/feed/body.html" in told.said
        assert "`republishing.html`" not in told.said
        assert (previous / "pelicanconf.py").read_bytes() == (
            PREVIOUS / "pelicanconf.py"
        ).read_bytes()
        done = apart.broadsheet("upgrade", at=previous)
        assert done.status == 0, done.said
        again = apart.broadsheet("upgrade", "--check", at=previous)
        version = broadsheet.__version__
        assert (again.status, again.said) == (
            0,
            f"From {version} to {version}: 0 changes for this paper.\n",
        )

    def test_it_is_still_built(self, apart: Installed, previous: Path) -> None:
        """Once its settings are as the list says."""
        file = previous / "pelicanconf.py"
        kept = [
            line for line in file.read_text("utf-8").splitlines() if "PELICAN_CLASS" not in line
        ]
        file.write_text("\n".join([*kept, f"NOW = {NOW!r}", ""]), "utf-8")
        done = apart.broadsheet("publish", "--target", "www", at=previous)
        assert done.status == 0, done.said
        assert (previous / "www/current/2026/11/first-story/index.html").is_file()

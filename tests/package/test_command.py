"""The command `broadsheet`: its help, where it finds the paper, and errors in one line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import broadsheet
from broadsheet.commands import tasks
from broadsheet.commands.finding import PREVIEW, PRODUCTION
from broadsheet.commands.program import main
from tests.support.halyard import HALYARD

PREVIOUS = HALYARD.with_name("previous")
SETTINGS = """
from broadsheet.defaults import *
SITENAME = "Post"
SITEURL = "https://post.example"
PUBLISHER = {"name": "Post", "sentence": "Post."}
SECTIONS = ["News"]
"""


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A paper in whose folder of stories somebody works."""
    shutil.copytree(PREVIOUS / "content", tmp_path / "post/content")
    for name in (PREVIEW, PRODUCTION):
        (tmp_path / "post" / name).write_text(SETTINGS, "utf-8")
    monkeypatch.chdir(tmp_path / "post/content/articles")
    return tmp_path / "post"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; return its status, and what it printed and told."""
    status = 0
    try:
        main(["broadsheet", *arguments])
    except SystemExit as stop:
        status = int(stop.code or 0)
    said = capsys.readouterr()
    return status, said.out, said.err


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    """The one of the package."""
    assert run(capsys, "--version") == (0, f"Broadsheet {broadsheet.__version__}\n", "")


@pytest.mark.parametrize("arguments", [[], ["--help"], ["--list"]])
def test_it_lists_its_tasks(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """With a line on each."""
    status, said, _ = run(capsys, *arguments)
    assert status == 0
    for name in tasks.__all__:
        assert f"\n  {name.replace('_', '-')} " in said


@pytest.mark.parametrize("arguments", [["new", "--help"], ["--help", "new"], ["new", "-h"]])
def test_it_explains_a_task_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], paper: Path, arguments: list[str]
) -> None:
    """Whichever way one asks."""
    before = sorted(paper.rglob("*"))
    status, said, _ = run(capsys, *arguments)
    assert status == 0
    assert said.startswith("Usage: broadsheet new HEADLINE [options]\n\nBegin a story:")
    assert sorted(paper.rglob("*")) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["biuld"], "error: there is no task `biuld` (did you mean `build`?)"),
        (["new"], "error: HEADLINE is missing (`broadsheet new --help` explains)"),
        (["check", "Two"], "error: `check` takes no `Two` (put words with spaces in quotation"),
        (["serve", "--port", "x"], "error: 'x' is no whole number"),
        (["serve", "--port"], "error: --port needs a value (`broadsheet serve --help` explains)"),
        (["check", "--setting", "x"], "error: `check` has no option `--setting` (did you mean"),
        (["check", "--zzz"], "error: `check` has no option `--zzz` (`broadsheet check --help`"),
        (["check", "--settings", "odd.py"], "error: odd.py: no such settings file"),
        (["init", "--name"], ""),
    ],
)
def test_what_cannot_be_is_one_line(
    capsys: pytest.CaptureFixture[str], paper: Path, arguments: list[str], told: str
) -> None:
    """With the status 1, and never a traceback."""
    status, _, said = run(capsys, *arguments)
    assert status == 1
    assert told in said and len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("task", "name"),
    [
        *(([each], PREVIEW) for each in ("build", "check", "clean", "schema", "serve")),
        (["new", "A"], PREVIEW),
        (["upgrade"], PREVIEW),
        *(([each], PRODUCTION) for each in ("publish", "rollback", "editions", "feed-ids")),
    ],
)
def test_where_there_is_no_paper_every_task_says_so(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    task: list[str],
    name: str,
) -> None:
    """And how to make one."""
    monkeypatch.chdir(tmp_path)
    status, _, said = run(capsys, *task)
    told = f"error: no {name} here or above: `broadsheet init` makes a paper\n"
    assert (status, said) == (1, told)
    assert list(tmp_path.iterdir()) == []


def test_the_paper_is_found_from_any_folder_within_it(
    capsys: pytest.CaptureFixture[str], paper: Path
) -> None:
    """What tasks write goes to the paper, and not to where somebody happens to be."""
    assert run(capsys, "schema")[0] == 0
    assert (paper / "schema/story.schema.json").is_file()
    status, said, _ = run(capsys, "new", "Harbour reopens")
    assert status == 0 and Path(said.strip()).is_file()
    assert run(capsys, "clean")[0] == 0
    assert not (paper / "content/articles/schema").exists()


INTERRUPTED_AT = """
import signal, sys

class Interrupt:
    def find_spec(self, name, *_):
        if name == {module!r}:
            signal.raise_signal(signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
from broadsheet.__main__ import main
main()
"""


@pytest.mark.parametrize("task", [["check"], ["build"], ["publish"], ["new", "A"], ["upgrade"]])
@pytest.mark.parametrize(
    "module", ["invoke.program", "broadsheet.reporting.errors", "pelican", "pydantic"]
)
def test_ctrl_c_while_modules_are_imported_is_one_line_and_130(
    paper: Path, task: list[str], module: str
) -> None:
    """Whichever task is run, and whoever imports, nothing has been written yet."""
    code = INTERRUPTED_AT.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", code, *task], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr == "interrupted; nothing was written\n"


def test_ctrl_c_at_a_question_of_init_is_no_answer(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The questions end, with nothing written."""

    def interrupt(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", interrupt)
    told = "interrupted; nothing was written\n"
    assert run(capsys, "init", str(tmp_path / "post")) == (130, "", told)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("task", "writer"),
    [
        (["new", "A"], "new_story.begin_story"),
        (["clean"], "cleaning.clean"),
        (["schema"], "schema.write_schemas"),
        (["upgrade"], "upgrade.look_over"),
    ],
)
def test_ctrl_c_while_a_task_writes_does_not_say_that_nothing_was_written(
    capsys: pytest.CaptureFixture[str],
    paper: Path,
    monkeypatch: pytest.MonkeyPatch,
    task: list[str],
    writer: str,
) -> None:
    """Nobody knows how far it came."""

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"broadsheet.commands.{writer}", interrupt)
    assert run(capsys, *task) == (130, "", "interrupted\n")


def test_a_headline_needs_no_quotation_marks(
    capsys: pytest.CaptureFixture[str], paper: Path
) -> None:
    """Its words are joined, also two hyphens; the address of the preview is told."""
    words = ("Two", "bridges", "--", "are", "shut")
    for given in ((*words, "--section", "News"), ("--section", "News", *words)):
        status, said, more = run(capsys, "new", *given)
        assert status == 0, more
        written = Path(said.strip())
        assert "title: Two bridges -- are shut\n" in written.read_text()
        written.unlink()
    assert "http://localhost:8000/" in more and "two-bridges-are-shut" in more


def test_words_on_both_sides_of_an_option_are_not_guessed_at(
    capsys: pytest.CaptureFixture[str], paper: Path
) -> None:
    """“Lind” may belong to the headline or to the name."""
    status, _, told = run(capsys, "new", "Two", "words", "--author", "Ada", "Lind")
    assert status == 1
    assert told == "error: put words that belong together in quotation marks: `Ada Lind`\n"


def test_a_correction_needs_no_quotation_marks(
    capsys: pytest.CaptureFixture[str], paper: Path
) -> None:
    """Nor does it lose those within it."""
    status, said, _ = run(capsys, "new", "A bridge")
    file = Path(said.strip())
    file.write_text(file.read_text().replace("status: draft\n", "").replace("date: 2", "date: 1"))
    status, _, told = run(capsys, "correct", "a-bridge", "It", "was", 'in "Hull".')
    assert status == 0, told
    assert 'It was in \\"Hull\\".' in file.read_text()


def test_the_guides_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Where none is named."""
    status, said, _ = run(capsys, "guide")
    assert status == 0 and "editors: For editors\n" in said


def test_a_new_story_heeds_settings_and_content(
    capsys: pytest.CaptureFixture[str], paper: Path, tmp_path: Path
) -> None:
    """As builds do; settings that are not there are told."""
    other = tmp_path / "texts"
    other.mkdir()
    status, said, _ = run(capsys, "new", "A bridge", "--content", str(other))
    assert status == 0 and Path(said.strip()).resolve().is_relative_to(other.resolve())
    status, _, told = run(capsys, "new", "A bridge", "--settings", "odd.py")
    assert status == 1 and told.startswith("error: odd.py: no such settings file")


def test_an_author_without_a_file_is_told_with_the_nearest(
    capsys: pytest.CaptureFixture[str], paper: Path
) -> None:
    """The story is begun all the same: a guest needs no file."""
    (paper / "content/authors").mkdir(parents=True, exist_ok=True)
    (paper / "content/authors/x.md").write_text("---\nname: Ines Calloway\n---\n")
    status, _, told = run(capsys, "new", "A bridge", "--author", "Ines Caloway")
    assert status == 0
    assert told.startswith(
        "warning: no author's file has the name “Ines Caloway” (did you mean `Ines Calloway`?)\n"
    )

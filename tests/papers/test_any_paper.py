"""The product's tests are its own: they pass whatever paper lies in the checkout."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.halyard import HALYARD, ROOT

BOTE = HALYARD.with_name("bote")
OWN = ("content", "overrides", "pelicanconf.py", "publishconf.py")
"""What belongs to the checkout's paper."""

IMPORT = re.compile(r"(?:from|import|import .*,) (?:pelicanconf|publishconf)\b")
MODULES = sorted(
    file.relative_to(ROOT)
    for folder in ("tests", "bench")
    for file in (ROOT / folder).rglob("*.py")
    if file.parent != ROOT / "tests/paper" and not file.is_relative_to(HALYARD.parent)
)


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory, slow: None) -> Path:
    """A checkout of what git has, with Der Bote in the place of the paper that was there."""
    if not (ROOT / ".git").exists():
        pytest.skip("no work tree of git")
    folder = tmp_path_factory.mktemp("another") / "checkout"
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        if Path(name).parts[0] not in OWN and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    shutil.copytree(BOTE, folder, dirs_exist_ok=True)
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("_COLOURS = ['red',\n  'blue' ]; import json\n")  # as nobody here would
    return folder


def run_tests(checkout: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest in a checkout; return its exit status and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=checkout,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def test_tests_pass_beside_another_paper(another: Path) -> None:
    """One of another language, with other sections, and without newsletters and notices.

    All tests are found, since no module looks at the paper while it is loaded.
    """
    status, said = run_tests(another, "-p", "tests.papers.only_chosen", "tests")
    assert status == 0, said
    count = re.search(r"(\d+) passed", said)
    assert count and int(count[1]) >= 50, said


@pytest.mark.parametrize("what", [["check"], ["format", "--check"]], ids=" ".join)
def test_the_settings_of_a_paper_are_not_held_to_our_style(another: Path, what: list[str]) -> None:
    """Whoever owns them writes them as they like."""
    ruff = [sys.executable, "-m", "ruff", *what, "--no-cache", "."]
    done = subprocess.run(ruff, cwd=another, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_test_names_the_papers_files(module: Path) -> None:
    """But those in tests/paper; a folder that a test made may have files of such names."""
    tree = ast.parse((ROOT / module).read_text("utf-8"))
    assert sorted(set(own_files_named(tree))) == []


def own_files_named(tree: ast.AST) -> Iterator[str]:
    """Yield what code says by which it would find content or settings of the checkout's paper.

    That is a path that leads there from the top of the checkout, and the bare name of a settings
    file: as an argument of a command, or as a module.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            named, where = _text(node.right), ast.unparse(node.left)
            if where.rpartition(".")[2] in ("ROOT", "project") and _is_own(named):
                yield f"{where} / {named}"
        elif isinstance(node, ast.List | ast.Tuple | ast.Call):
            parts = node.args if isinstance(node, ast.Call) else node.elts
            yield from (text for text in map(_text, parts) if text.endswith(".py") and text in OWN)
        yield from IMPORT.findall(_text(node))
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from IMPORT.findall(ast.unparse(node))


def _text(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _is_own(path: str) -> bool:
    return path.partition("/")[0] in OWN


@pytest.mark.parametrize(
    "code",
    [
        "ROOT / 'content'",
        "tasks.ROOT / 'content/articles'",
        "load(str(ROOT / 'pelicanconf.py'))",
        "run(['-s', 'publishconf.py'], cwd=ROOT)",
        "pelican('content', '-s', 'pelicanconf.py')",
        "from pelicanconf import SITENAME",
        "import sys, publishconf",
        "file.write_text('import sys\\nfrom publishconf import *')",
    ],
)
def test_the_check_of_names_sees_each_way_to_the_paper(code: str) -> None:
    """None of these may come back."""
    assert list(own_files_named(ast.parse(code)))

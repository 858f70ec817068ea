"""Every warning has a kind, and the guide says what each kind means."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from broadsheet.reporting.kinds import KINDS
from tests.support.halyard import ROOT

FILES = sorted((ROOT / "plugins" / "broadsheet").rglob("*.py"))
PASSED_ON = {"reporting/faults.py", "image_captions/flaws.py"}  # what others have given them
GRAVE = {"Fault", "setting_fault", "Flaw", "replace"}


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls that make a fault, each with its file."""
    for file in FILES:
        path = file.relative_to(ROOT / "plugins" / "broadsheet").as_posix()
        if path not in PASSED_ON:
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func) in GRAVE:
                    yield path, node


def _may_be_a_warning(call: ast.Call) -> bool:
    given = [*call.args, *(each.value for each in call.keywords)]
    named = {_name(node) for each in given for node in ast.walk(each) if isinstance(node, ast.expr)}
    return bool(named & {"ADVICE", "CARE", "CREDIT", "gravity"})


def _kind(call: ast.Call) -> str:
    found = [each.value for each in call.keywords if each.arg == "kind"]
    return found[0].value if found and isinstance(found[0], ast.Constant) else ""


def _explained() -> dict[str, str]:
    guide = (ROOT / "docs" / "reports.md").read_text("utf-8")
    table = guide.partition("| Kind | What it means |")[2].partition("\n\n")[0]
    return dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", table, re.MULTILINE))


def test_whatever_may_be_a_warning_gives_a_kind() -> None:
    """There can be thousands of it, and the terminal then shows no more than their number."""
    calls = [(path, call) for path, call in _calls() if _may_be_a_warning(call)]
    assert len(calls) > 30
    without = [f"{path}:{call.lineno}" for path, call in calls if not _kind(call)]
    assert without == []


def test_each_kind_is_explained_and_no_other() -> None:
    """So that a desk knows what it works through, and a misspelt kind is told."""
    by_gravity = {"setting", "picture", "wrong", "advice", "care", "credit"}
    assert set(KINDS) == {_kind(call) for _, call in _calls()} - {""} | by_gravity


def test_the_guide_has_the_same_list() -> None:
    """In the order of the codes."""
    assert list(_explained().items()) == list(KINDS.items()) == sorted(KINDS.items())


@pytest.mark.parametrize("kind", sorted({_kind(call) for _, call in _calls()} - {""}))
def test_a_kind_is_a_short_code(kind: str) -> None:
    """It can be written on a command line as it is."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+){0,2}", kind) and len(kind) < 25

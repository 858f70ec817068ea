"""Hooks: what a plugin overrides is compared with how it will be called, before it is."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import get_settings_from_file

from broadsheet.plan.capability import Capability
from broadsheet.plan.hooks import hook_faults
from broadsheet.reporting.faults import Gravity
from tests.support.halyard import PELICANCONF
from tests.support.small_paper import MakeSite, story


class Fewer(Capability):
    def queries(self) -> Mapping[str, Any]:  # type: ignore[override]  # the mistake that is told
        return {}


class More(Capability):
    def check(self, edition: Any, moon: Any) -> Iterable[Any]:  # type: ignore[override]  # the mistake that is told
        return ()


class Fits(Capability):
    """Other names of parameters, more of them with defaults, and functions of other kinds."""

    def queries(self, paper: Any, *, more: int = 1) -> Mapping[str, Any]:
        return {}

    def check(self, *given: Any) -> Iterable[Any]:
        return ()

    @staticmethod
    def is_record(path: str) -> bool:  # type: ignore[override]  # the mistake that is told
        return False

    def my_own_helper(self) -> None: ...


class Slips(Capability):
    slot: Mapping[str, type] = {}

    def story_input(self) -> None: ...


class Heir(Fewer):
    pass


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        (Fewer, "Fewer.queries cannot be called with self, edition"),
        (Heir, "Fewer.queries cannot be called with self, edition"),
        (More, "More.check cannot be called with self, edition"),
    ],
)
def test_a_hook_with_other_parameters_is_a_fault(kind: type[Capability], wanted: str) -> None:
    """With its file and line, and how to write it."""
    (fault,) = hook_faults(kind)
    hook: Callable[..., Any] = kind.queries if "queries" in wanted else kind.check
    assert (fault.path, fault.line) == (__file__, inspect.getsourcelines(hook)[1])
    assert fault.what == wanted
    assert fault.mend in ("write `def queries(self, edition)`", "write `def check(self, edition)`")


def test_whatever_can_be_called_is_fine() -> None:
    """And so is what only its own plugin calls."""
    assert list(hook_faults(Fits)) == []


def test_a_name_that_is_nearly_a_hooks_gets_advice() -> None:
    """Nothing would ever ask for it."""
    found = [(each.what, each.mend, each.gravity) for each in hook_faults(Slips)]
    assert found == [
        ("nothing asks for Slips.slot", "did you mean `slots`?", Gravity.ADVICE),
        ("nothing asks for Slips.story_input", "did you mean `story_inputs`?", Gravity.ADVICE),
    ]


BASE = "from broadsheet.api import *\n"
REGISTER = "\nCAPABILITY = Own\ndef register(): pass\n"
OWN = "class Own(Capability):\n"
WRONG = {
    "story_inputs": ("    def story_inputs(self, *_): return None", "inputs by their names"),
    "undeclared": (
        "    added_inputs = ('tide',)\n    def story_inputs(self, *_): return {'moon': 1}",
        "inputs that its attribute `added_inputs` names (“tide”), and returned dict",
    ),
    "check_file": ("    def check_file(self, *_): return None", "a list of faults"),
    "check": ("    def check(self, *_): return 'wrong'", "a list of faults"),
    "uses": ("    def uses(self, *_): return [5]", "a list of content paths"),
    "planners": ("    def planners(self): return []", "functions by kinds of subjects"),
    "contributions": ("    def contributions(self): return {Story: print}", "pairs of types"),
    "indexes": ("    def indexes(self): return {'map': print}", "indexes by their names"),
    "a planner": (
        "    def planners(self): return {'x': self.plan}\n    def plan(self, *_): return None",
        "Own.plan must return a list of outputs, and returned None",
    ),
    "an output": (
        "    def planners(self): return {'x': self.plan}\n    def plan(self, *_): return ['/a/']",
        "Own.plan must return outputs only, and returned str: '/a/'",
    ),
    "a page's inputs": (
        "    def planners(self): return {'x': plan}\n"
        "def plan(*_): return [page('/a/', 'page.html', make, origin='a')]\ndef make(*_): pass",
        "make must return inputs by their names, and returned None",
    ),
    "a document": (
        "    def planners(self): return {'x': plan}\n"
        "def plan(*_): return [document('/a.txt', write, make, origin='a')]\n"
        "def make(*_): return {}\ndef write(*_): return 'a'",
        "write must return bytes, and returned str: 'a'",
    ),
    "a pass": (
        "    passes = ('own.turn',)\ndef turn(draft): pass",
        "turn must return a list of faults, and returned None",
    ),
    "media": ("    media = 'mail'", "media must be a tuple of names, and is 'mail'"),
    "passes": ("    passes = ('nowhere:f',)", "passes must be a tuple of functions"),
    "footer": ("    footer_links = ('x',)", "footer_links must be a tuple of pairs"),
}


@pytest.mark.parametrize("what", WRONG)
def test_whatever_a_plugin_gets_wrong_is_told_as_its_fault(
    site: MakeSite, tmp_path: Path, what: str
) -> None:
    """With its file and a line of its own, and with what it should be; no traceback is needed."""
    code, wanted = WRONG[what]
    (tmp_path / "own.py").write_text(f"{BASE}{OWN}{code}{REGISTER}", "utf-8")
    sys.modules.pop("own", None)
    named = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
    paper = site({"articles/a.md": story()}, PLUGINS=[*named, "own"], PLUGIN_PATHS=[str(tmp_path)])
    sys.modules.pop("own", None)
    (fault,) = paper.faults
    assert re.match(rf"{re.escape(str(tmp_path))}/own\.py:\d+: ", fault)
    assert wanted in fault

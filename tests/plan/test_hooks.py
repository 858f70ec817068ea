"""Hooks: what a plugin overrides is compared with how it will be called, before it is."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from broadsheet.faults import Gravity
from broadsheet.plan.capability import Capability
from broadsheet.plan.hooks import hook_faults


class Fewer(Capability):
    def queries(self) -> Mapping[str, Any]:  # type: ignore[override]
        return {}


class More(Capability):
    def check(self, edition: Any, moon: Any) -> Iterable[Any]:  # type: ignore[override]
        return ()


class Fits(Capability):
    """Other names of parameters, more of them with defaults, and functions of other kinds."""

    def queries(self, paper: Any, *, more: int = 1) -> Mapping[str, Any]:
        return {}

    def check(self, *given: Any) -> Iterable[Any]:
        return ()

    @staticmethod
    def is_record(path: str) -> bool:  # type: ignore[override]
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

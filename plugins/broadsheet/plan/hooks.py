"""Hooks: the methods of `Capability` that a plugin overrides, compared with how they are called."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Iterator
from itertools import takewhile

from broadsheet.faults import Fault, Gravity
from broadsheet.plan.capability import Capability

_HOOKS = [name for name in vars(Capability) if not name.startswith("_")]
_NEAR = 0.85  # how alike two names are of which one may be a slip of the pen


def hook_faults(kind: type[Capability]) -> Iterator[Fault]:
    """Report hooks of a plugin's class that cannot be called as they will be.

    And advise of names that are nearly those of hooks, and which nobody would call.
    """
    for owner in takewhile(lambda each: each is not Capability, kind.__mro__):
        file = inspect.getsourcefile(owner) or owner.__module__
        for name, own in vars(owner).items():
            line = getattr(getattr(own, "__code__", None), "co_firstlineno", 0)
            if name in _HOOKS and (wanted := _wanted(name, own)):
                what = f"{owner.__name__}.{name} cannot be called with {wanted}"
                yield Fault(file, line, what, f"write `def {name}({wanted})`")
            elif near := _nearly_a_hook(name):
                what = f"nothing asks for {owner.__name__}.{name}"
                yield Fault(file, line, what, f"did you mean `{near}`?", Gravity.ADVICE)


def _nearly_a_hook(name: str) -> str:
    if name in _HOOKS or name.startswith("_"):
        return ""
    return next(iter(difflib.get_close_matches(name, _HOOKS, n=1, cutoff=_NEAR)), "")


def _wanted(name: str, own: object) -> str:
    """Return the parameters that a hook is called with, if its own are not such; "" if they are."""
    hook = getattr(Capability, name)
    if not inspect.isfunction(hook):
        return ""
    parameters = list(inspect.signature(hook).parameters)
    if inspect.isfunction(own):
        try:
            inspect.signature(own).bind(*parameters)
        except TypeError:
            return ", ".join(parameters)
    return ""

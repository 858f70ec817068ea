"""Hooks: the methods of `Capability` that a plugin overrides, and what they must take and return.

A plugin that gets one wrong is to be blamed for it, with its line, before what it returned is
used somewhere else.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial, wraps
from itertools import takewhile
from typing import Any

from broadsheet.plan.capability import Capability
from broadsheet.plan.indexes import Index
from broadsheet.reporting.contracts import is_list, require
from broadsheet.reporting.faults import A_SLIP, Fault, Gravity, nearest

_HOOKS = [name for name in vars(Capability) if not name.startswith("_")]


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
                yield Fault(file, line, what, f"write `def {name}({wanted})`", kind="plugin")
            elif near := _nearly_a_hook(name):
                what = f"nothing asks for {owner.__name__}.{name}"
                yield Fault(
                    file,
                    line,
                    what,
                    f"did you mean `{near}`?",
                    Gravity.ADVICE,
                    kind="hook-misspelt",
                )


def _place_of(kind: type) -> tuple[str, int]:
    """Return the file of a class and its line in it."""
    return inspect.getsourcefile(kind) or kind.__module__, inspect.getsourcelines(kind)[1]


@cache
def _nearly_a_hook(name: str) -> str:
    if name in _HOOKS or name.startswith("_"):
        return ""
    return nearest(name, _HOOKS, A_SLIP) or ""


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


def declared_faults(capability: Capability) -> Iterator[Fault]:
    """Report attributes of a capability that are of another shape than they must be."""
    for name, (fits, wanted) in _DECLARED.items():
        value = getattr(capability, name)
        if not fits(value):
            what = f"{capability.name}.{name} must be {wanted}, and is {value!r:.60}"
            file, line = _place_of(type(capability))
            yield Fault(file, line, what, f"write {wanted}", kind="plugin")


def check_answers(capability: Capability) -> None:
    """Have each hook that the capability overrides checked for what it returns.

    From now on, one that returns something else raises TypeError with the hook's own line.
    """
    for name, (fits, wanted) in _ANSWERS.items():
        if overrides(capability, name):
            setattr(capability, name, _checked(getattr(capability, name), fits, wanted))
    known = frozenset(capability.added_inputs)
    names = ", ".join(f"“{each}”" for each in capability.added_inputs) or "none"
    wanted = f"inputs that its attribute `added_inputs` names ({names})"
    for name in filter(partial(overrides, capability), ("story_inputs", "page_inputs")):
        hook = getattr(capability, name)
        setattr(capability, name, _checked(hook, lambda found: found.keys() <= known, wanted))


def overrides(capability: Capability, hook: str) -> bool:
    """Say whether a capability has an answer of its own to a hook."""
    return getattr(type(capability), hook) is not getattr(Capability, hook)


def _checked(hook: Callable[..., Any], fits: Callable[[Any], bool], wanted: str) -> Any:
    @wraps(hook)
    def call(*given: Any) -> Any:
        answer = hook(*given)
        if isinstance(answer, Iterator):  # which can be gone through only once
            answer = tuple(answer)
        require(fits(answer), hook, answer, wanted)
        return answer

    return call


def _all_of(*kinds: type) -> Callable[[Any], bool]:
    return lambda answer: is_list(answer) and all(isinstance(each, kinds) for each in answer)


def _is_mapping(answer: Any) -> bool:
    return isinstance(answer, Mapping) and all(isinstance(key, str) for key in answer)


def _maps_to(*kinds: type) -> Callable[[Any], bool]:
    return lambda answer: (
        _is_mapping(answer) and all(isinstance(each, kinds) for each in answer.values())
    )


def _tells_types(answer: Any) -> bool:
    return isinstance(answer, Mapping) and all(
        isinstance(key, tuple) and len(key) == 2 and all(isinstance(each, type) for each in key)
        for key in answer
    )


def _are_pairs(value: Any) -> bool:
    return is_list(value) and all(map(_is_pair, value))


def _is_pair(value: Any) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and _all_of(str)(value)


def _are_passes(value: Any) -> bool:
    return is_list(value) and all(callable(each) or _is_dotted(each) for each in value)


def _is_dotted(value: Any) -> bool:
    parts = value.split(".") if isinstance(value, str) else ()
    return len(parts) > 1 and all(part.isidentifier() for part in parts)


_ANSWERS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "check": (_all_of(Fault), "a list of faults"),
    "check_file": (_all_of(Fault), "a list of faults"),
    "uses": (_all_of(str), "a list of content paths"),
    "account": (_all_of(str), "a list of lines"),
    "queries": (_is_mapping, "queries by their names"),
    "families": (_is_mapping, "lists of keys by the names of families"),
    "planners": (_maps_to(Callable), "functions by kinds of subjects"),  # type: ignore[arg-type]  # mypy takes no abstract type as a type
    "indexes": (_maps_to(Index), "indexes by their names"),
    "contributions": (_tells_types, "functions by pairs of types, of a subject and of the answer"),
    "story_inputs": (_is_mapping, "inputs by their names"),
    "page_inputs": (_is_mapping, "inputs by their names"),
}
_DECLARED: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "added_inputs": (_all_of(str), "a tuple of names"),
    "media": (_all_of(str), "a tuple of names"),
    "page_slugs": (_all_of(str), "a set of slugs"),
    "footer_links": (_are_pairs, "a tuple of pairs of words and a path"),
    "masthead_link": (
        lambda value: value is None or _is_pair(value),
        "a pair of words and a path, or None",
    ),
    "links": (_are_pairs, "a tuple of pairs of a setting and an address"),
    "passes": (_are_passes, "a tuple of functions, or of their names such as “plugin.body.turn”"),
    "slots": (_maps_to(type), "types of data by kinds of slots"),
}

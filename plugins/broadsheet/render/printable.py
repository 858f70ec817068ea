"""What templates may print: texts, numbers and dates, by whatever way.

Of a function or a list, Python prints names of its own and even addresses in memory, which are
others in every process. What a template prints is checked, and so is all of which Jinja's operators
and filters make a text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import wraps
from typing import Any

from jinja2 import Environment, TemplateRuntimeError, Undefined, nodes, pass_eval_context
from jinja2.filters import do_join, make_attrgetter
from jinja2.nodes import EvalContext
from markupsafe import Markup

_TEXTS = frozenset({str, Markup})  # nearly all that is printed, and found out sooner
_PRINTABLE = (str, int, float, date, Undefined)

_CHECK, _CHECK_FILLINGS = "(printable)", "(fillings)"  # no template can write such names
_OF_TEXTS = (
    *("capitalize", "center", "e", "escape", "forceescape", "indent", "lower", "replace"),
    *("safe", "string", "striptags", "title", "trim", "truncate", "upper", "urlize", "wordwrap"),
)


def printable(value: Any) -> Any:
    """Return what a page prints, if it is text or a number; Undefined speaks for itself."""
    if type(value) in _TEXTS or isinstance(value, _PRINTABLE) or hasattr(value, "__html__"):
        return value
    raise TemplateRuntimeError(f"a {type(value).__name__} is no text to print")


def check_filters(environment: Environment) -> None:
    """Have Jinja's own filters take only what is printable, where they make a text of it."""
    filters = environment.filters
    filters.update({name: of_printables(filters[name]) for name in _OF_TEXTS})
    filters["format"] = of_fillings(filters["format"])
    filters.update({_CHECK: printable, _CHECK_FILLINGS: _filling, "join": _join})
    del filters["pprint"]  # made to print what it is given as Python sees it


def check_operators(tree: nodes.Template) -> None:
    """Have a template check what it joins with `~`, and what it fills in with `%`."""
    for joined in tree.find_all(nodes.Concat):
        joined.nodes = list(map(_checked, joined.nodes))
    for filled in tree.find_all(nodes.Mod):
        filled.right = _checked(filled.right, _CHECK_FILLINGS)


def unchecked(node: nodes.Node) -> nodes.Node:
    """Return an expression as its template has it, without the check that stands before it."""
    if isinstance(node, nodes.Filter) and node.name in (_CHECK, _CHECK_FILLINGS):
        return node.node or node
    return node


def of_printables(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that makes a text as another does, but only of what is printable.

    Its options may also be lists of such, or None.
    """

    @wraps(make)  # by which Jinja knows what to hand over first
    def checked(*values: Any, **named: Any) -> Any:
        text, *options = (v for v in values if not isinstance(v, (EvalContext, Environment)))
        printable(text)
        for option in (*options, *named.values()):
            if option is not None:
                _filling(option)
        return make(*values, **named)

    return checked


def of_fillings(fill: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that fills in a text as another does, but only with what is printable.

    A list or a mapping of such is, too: the text may name what stands in it.
    """

    @wraps(fill)
    def checked(*values: Any, **named: Any) -> Any:
        for value in (*values, *named.values()):
            _filling(value)
        return fill(*values, **named)

    return checked


def _filling(value: Any) -> Any:
    if isinstance(value, Mapping):
        for each in (*value.keys(), *value.values()):
            _filling(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            _filling(each)
    else:
        printable(value)
    return value


def _checked(node: nodes.Expr, check: str = _CHECK) -> nodes.Expr:
    if isinstance(node, nodes.Const):
        return node
    return nodes.Filter(node, check, [], [], None, None, lineno=node.lineno)


@pass_eval_context
def _join(
    context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None
) -> str:
    if attribute is not None:
        value = map(make_attrgetter(context.environment, attribute), value)
    joined: str = do_join(context, map(printable, value), printable(d))
    return joined

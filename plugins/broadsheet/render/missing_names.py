"""Missing names: what templates want of pages, and no page of theirs has.

Rendering tells what the line at hand wants. A line that stands behind a condition may be reached
for the first time in weeks, long after an update has taken away what it wants. So the text of each
template is read, and its names compared with the inputs of the pages that it is for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import TemplateError, meta, nodes
from msgspec import Struct

from broadsheet.render.rendering import Layout
from broadsheet.render.template_dependencies import TemplateDependencies
from broadsheet.render.template_faults import Absent, absence
from broadsheet.render.templates import templates_of
from broadsheet.render.theme import Theme
from broadsheet.render.translation import GETTEXT
from broadsheet.reporting.faults import Fault

_OF_JINJA = frozenset({"_", *GETTEXT, "self", "super", "caller", "loop", "varargs", "kwargs"})


@dataclass
class _Given:
    """What a template is given: the types of values by name, `object` for any.

    template, inputs: those of one page for which it is rendered.
    """

    template: str
    inputs: Mapping[str, Any]
    types: dict[str, set[type]] = field(default_factory=lambda: defaultdict(set))


def missing_names(
    theme: Theme, dependencies: TemplateDependencies, layouts: Iterable[Layout]
) -> Iterator[Fault]:
    """Yield a fault for each name in a template that none of the pages with that template has.

    layouts: of pages, some for each template. What a template sets itself, a loop's variables say,
    counts as given to all that belong to one page, for includes see it.
    """
    trees = _trees(theme)
    for name, given in sorted(_given(trees, dependencies, layouts).items()):
        for line, absent in _absent(trees[name], given):
            fault = absence(absent, name, line, given.template, given.inputs)
            yield replace(fault, path=theme.files.get(name, fault.path))


def _trees(theme: Theme) -> dict[str, nodes.Template]:
    environment = templates_of(theme).environment
    trees = {}
    for name, text in theme.texts.items():
        try:
            trees[name] = environment.parse(text)
        except TemplateError:  # told when a page is rendered with it
            trees[name] = nodes.Template([])
    return trees


def _given(
    trees: Mapping[str, nodes.Template],
    dependencies: TemplateDependencies,
    layouts: Iterable[Layout],
) -> dict[str, _Given]:
    passed_on = {name: frozenset(_passed_on(tree)) for name, tree in trees.items()}
    local = {name: frozenset(_parameters(tree)) for name, tree in trees.items()}
    found: dict[str, _Given] = {}
    for layout in layouts:
        members = dependencies.members(layout.template)
        set_by_any = frozenset().union(*(passed_on[member] for member in members))
        for member in members:
            given = found.setdefault(member, _Given(layout.template, layout.inputs))
            for name, value in layout.inputs.items():
                given.types[name].add(type(value))
            for name in set_by_any | local[member]:
                given.types[name].add(object)
    return found


def _passed_on(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a template sets, which what it includes sees too."""
    for name in tree.find_all(nodes.Name):
        if name.ctx == "store":
            yield name.name
    for block in tree.find_all(nodes.With):
        yield from (target.name for target in block.targets if isinstance(target, nodes.Name))
    for macro in tree.find_all(nodes.Macro):
        yield macro.name
    for each in tree.find_all(nodes.Import):
        yield each.target
    for some in tree.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in some.names)


def _parameters(tree: nodes.Template) -> Iterator[str]:
    """Yield the names of parameters, which nobody sees but what they belong to."""
    for macro in tree.find_all(nodes.Macro):
        yield from (argument.name for argument in macro.args)
    for call in tree.find_all(nodes.CallBlock):
        yield from (argument.name for argument in call.args)


def _absent(tree: nodes.Template, given: _Given) -> Iterator[tuple[int, Absent]]:
    optional = set(_optional_in(tree))
    unknown = meta.find_undeclared_variables(tree) - given.types.keys() - _OF_JINJA - optional
    for name in sorted(unknown):
        if name not in (tree.environment.globals if tree.environment else ()):
            lines = [each.lineno for each in tree.find_all(nodes.Name) if each.name == name]
            yield min(lines), Absent(name, None, ())
    for node in tree.find_all(nodes.Getattr):
        owners = _types_of(node.node, given)
        if owners and not any(hasattr(owner, node.attr) for owner in owners):
            owner = min(owners, key=lambda each: each.__name__)
            yield node.lineno, Absent(node.attr, owner.__name__, owner.__struct_fields__)


def _optional_in(tree: nodes.Template) -> Iterator[str]:
    """Yield the names of which a template asks first whether they are there."""
    for test in tree.find_all((nodes.Test, nodes.Filter)):
        asked = test.node
        if isinstance(asked, nodes.Name) and test.name in _ASKING:
            yield asked.name


_ASKING = frozenset({"defined", "undefined", "default", "d"})


def _types_of(node: nodes.Node, given: _Given) -> Sequence[type[Struct]]:
    """Return the types of record that an expression may have; none where that cannot be told."""
    if isinstance(node, nodes.Name):
        return _records(given.types.get(node.name, {object}))
    if isinstance(node, nodes.Getattr):
        hints = [_hint(owner, node.attr) for owner in _types_of(node.node, given)]
        return _records({each for hint in hints for each in hint})
    return ()


def _records(kinds: Iterable[type]) -> Sequence[type[Struct]]:
    known = [kind for kind in kinds if kind is not type(None)]
    records = [kind for kind in known if isinstance(kind, type) and issubclass(kind, Struct)]
    return records if len(records) == len(known) else ()


def _hint(owner: type[Struct], name: str) -> Sequence[type]:
    hint = get_type_hints(owner).get(name, object)
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)

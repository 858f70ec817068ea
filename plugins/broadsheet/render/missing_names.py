"""Missing names: what templates want of pages, and no page of theirs has.

Rendering tells what the line at hand wants. A line that stands behind a condition may be reached
for the first time in weeks, long after an update has taken away what it wants. So the text of each
template is read, and its names compared with the inputs of the pages that it is for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from jinja2 import TemplateError, meta, nodes
from msgspec import Struct

from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.store import decoded
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
    names = {name: names_in(theme, dependencies, text) for name, text in theme.texts.items()}
    everywhere = templates_of(theme).environment.globals.keys()
    for name, given in sorted(_given(names, dependencies, layouts).items()):
        for line, absent in _absent(names[name], given, everywhere):
            fault = absence(absent, name, line, given.template, given.inputs)
            yield replace(fault, path=theme.files.get(name, fault.path))


class Names(Struct, frozen=True):
    """The names in the text of one template.

    wanted: those that it does not set itself, each with its first line. passed_on: those that it
    sets, which what it includes sees too. parameters: those which nobody sees but what they belong
    to. reached: the attributes of names, and theirs in turn, each with its line.
    """

    wanted: dict[str, int] = {}
    passed_on: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    reached: tuple[tuple[tuple[str, ...], int], ...] = ()


_names = msgspec.msgpack.Decoder(Names)


def names_in(theme: Theme, dependencies: TemplateDependencies, text: str) -> Names:
    """Return the names in a text, which are found once as long as the store remembers."""
    key = f"names {digest_of([theme.additions, text]).hex()}"
    found = dependencies.cached(key, lambda: msgspec.msgpack.encode(_read(theme, text)))
    return decoded("a finding", _names.decode, found)


def _read(theme: Theme, text: str) -> Names:
    try:
        tree = templates_of(theme).environment.parse(text)
    except TemplateError:  # told when a page is rendered with it
        return Names()
    unknown = meta.find_undeclared_variables(tree) - _OF_JINJA - set(_optional_in(tree))
    wanted: dict[str, int] = {}
    for each in tree.find_all(nodes.Name):
        if each.name in unknown:
            wanted[each.name] = min(each.lineno, wanted.get(each.name, each.lineno))
    passed_on, parameters = frozenset(_passed_on(tree)), frozenset(_parameters(tree))
    return Names(wanted, passed_on, parameters, tuple(_reached(tree)))


def _reached(tree: nodes.Template) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the attributes of names, each as the way to it: `story.lead.alt`."""
    for node in tree.find_all(nodes.Getattr):
        way: list[str] = []
        at: nodes.Node = node
        while isinstance(at, nodes.Getattr):
            way.insert(0, at.attr)
            at = at.node
        if isinstance(at, nodes.Name):
            yield (at.name, *way), node.lineno


def _given(
    names: Mapping[str, Names],
    dependencies: TemplateDependencies,
    layouts: Iterable[Layout],
) -> dict[str, _Given]:
    found: dict[str, _Given] = {}
    for layout in layouts:
        members = dependencies.members(layout.template)
        set_by_any = frozenset().union(*(names[member].passed_on for member in members))
        for member in members:
            given = found.setdefault(member, _Given(layout.template, layout.inputs))
            for name, value in layout.inputs.items():
                given.types[name].add(type(value))
            for name in set_by_any | names[member].parameters:
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


def _absent(
    names: Names, given: _Given, everywhere: Collection[str]
) -> Iterator[tuple[int, Absent]]:
    for name, line in sorted(names.wanted.items()):
        if name not in given.types and name not in everywhere:
            yield line, Absent(name, None, ())
    for (*way, name), line in names.reached:
        owners = _types_of(way, given)
        if owners and not any(hasattr(owner, name) for owner in owners):
            owner = min(owners, key=lambda each: each.__name__)
            yield line, Absent(name, owner.__name__, owner.__struct_fields__)


def _optional_in(tree: nodes.Template) -> Iterator[str]:
    """Yield the names of which a template asks first whether they are there."""
    for test in tree.find_all((nodes.Test, nodes.Filter)):
        asked = test.node
        if isinstance(asked, nodes.Name) and test.name in _ASKING:
            yield asked.name


_ASKING = frozenset({"defined", "undefined", "default", "d"})


def _types_of(way: Sequence[str], given: _Given) -> Sequence[type[Struct]]:
    """Return the types of record to which a way may lead; none where that cannot be told."""
    first, *attributes = way
    owners = _records(given.types.get(first, {object}))
    for name in attributes:
        owners = _records({each for owner in owners for each in _hint(owner, name)})
    return owners


def _records(kinds: Iterable[type]) -> Sequence[type[Struct]]:
    known = [kind for kind in kinds if kind is not type(None)]
    records = [kind for kind in known if isinstance(kind, type) and issubclass(kind, Struct)]
    return records if len(records) == len(known) else ()


def _hint(owner: type[Struct], name: str) -> Sequence[type]:
    hint = get_type_hints(owner).get(name, object)
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)

"""Families: a template with all that it extends, includes and imports.

A page changes when any member of its template's family does. To find the members the texts must
be parsed, which is remembered: most builds change no template.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
from jinja2 import TemplateError, nodes

from plugins.edition.templates import Theme
from plugins.incremental.digests import digest_of
from plugins.incremental.store import decoded

Finding = Callable[[str, Callable[[], bytes]], bytes]


class Relative(msgspec.Struct, frozen=True):
    """A template that another one names. whole: False where only the beginning is written down."""

    name: str
    whole: bool


_relatives = msgspec.msgpack.Decoder(list[Relative])


@dataclass
class Families:
    """The families of a theme's templates. finding: see `Memory.finding`."""

    theme: Theme
    finding: Finding
    _members: dict[str, frozenset[str]] = field(default_factory=dict)
    _digests: dict[str, bytes] = field(default_factory=dict)

    def digest(self, template: str) -> bytes:
        """Return the digest of a template's family and of the theme's own words."""
        if template not in self._digests:
            texts = [(name, self.theme.texts[name]) for name in sorted(self.members(template))]
            self._digests[template] = digest_of([self.theme.words, texts])
        return self._digests[template]

    def all(self) -> frozenset[bytes]:
        """Return the digests of all families, and that of pages without a template."""
        return frozenset(map(self.digest, (*self.theme.texts, "")))

    def members(self, template: str) -> frozenset[str]:
        """Return the names of a template and of all that it extends, includes and imports.

        Where only the beginning of a name is written down, as in `"slots/" ~ kind`, all
        templates whose names begin so belong to it.
        """
        if template not in self._members:
            self._members[template] = frozenset(self._reach(template))
        return self._members[template]

    def _reach(self, template: str) -> set[str]:
        found: set[str] = set()
        names = {template}
        while names:
            name = names.pop()
            if name in self.theme.texts and name not in found:
                found.add(name)
                names |= set(self._named(name))
        return found

    def _named(self, name: str) -> Iterator[str]:
        text = self.theme.texts[name]
        key = f"relatives {digest_of([self.theme.words, text]).hex()}"
        found = self.finding(key, lambda: msgspec.msgpack.encode(list(self._parse(text))))
        for relative in decoded("a finding", _relatives.decode, found):
            if relative.whole:
                yield relative.name
            else:
                yield from (each for each in self.theme.texts if each.startswith(relative.name))

    def _parse(self, text: str) -> Iterator[Relative]:
        try:
            tree = self.theme.templates.environment.parse(text)
        except TemplateError:  # told when a page is rendered with it
            return
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            yield from _relatives_in(node.template)  # type: ignore[attr-defined]


def _relatives_in(expression: nodes.Node) -> Iterator[Relative]:
    if isinstance(expression, nodes.Const) and isinstance(expression.value, str):
        yield Relative(expression.value, whole=True)
    elif isinstance(expression, (nodes.List, nodes.Tuple)):
        for item in expression.items:
            yield from _relatives_in(item)
    else:
        yield Relative(_beginning(expression), whole=False)


def _beginning(expression: nodes.Node) -> str:
    """Return the text with which the value of an expression surely begins, "" for none."""
    if isinstance(expression, nodes.Concat):
        return _beginning(expression.nodes[0])
    if isinstance(expression, nodes.Add):
        return _beginning(expression.left)
    if isinstance(expression, nodes.Const):
        return str(expression.value)
    return ""

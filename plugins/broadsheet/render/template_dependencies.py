"""Template dependencies: a template with all that it extends, includes and imports.

A page changes when any member of its template's family does. To find the members the texts must
be parsed, which is remembered: most builds change no template.

`jinja2.meta.find_referenced_templates` is not enough. Of a name that is put together it says no
more than that there is one, which may be that of any template: then an edit of the template of
feeds or of the home page would have every page with a body made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
from jinja2 import TemplateError, nodes

from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.store import decoded
from broadsheet.render.templates import Theme

Cached = Callable[[str, Callable[[], bytes]], bytes]


_names = msgspec.msgpack.Decoder(list[tuple[str, bool]])


@dataclass
class TemplateDependencies:
    """The families of a theme's templates. finding: see `Memory.finding`."""

    theme: Theme
    cached: Cached
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
        found = self.cached(key, lambda: msgspec.msgpack.encode(list(self._parse(text))))
        for beginning, is_whole in decoded("a finding", _names.decode, found):
            if is_whole:
                yield beginning
            else:
                yield from (each for each in self.theme.texts if each.startswith(beginning))

    def _parse(self, text: str) -> Iterator[tuple[str, bool]]:
        """Yield the names in a text, or how they begin, and whether they are whole."""
        try:
            tree = self.theme.templates.environment.parse(text)
        except TemplateError:  # told when a page is rendered with it
            return
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            name = node.template  # type: ignore[attr-defined]
            for each in name.items if isinstance(name, (nodes.List, nodes.Tuple)) else (name,):
                yield _beginning(each), isinstance(each, nodes.Const)


def _beginning(expression: nodes.Node) -> str:
    """Return the text with which the value of an expression surely begins, "" for none."""
    if isinstance(expression, nodes.Concat):
        return _beginning(expression.nodes[0])
    if isinstance(expression, nodes.Add):
        return _beginning(expression.left)
    return str(expression.value) if isinstance(expression, nodes.Const) else ""

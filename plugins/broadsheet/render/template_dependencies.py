"""Template dependencies: the templates and messages on which a template depends.

The family of a template is the template with all that it extends, includes and imports. A page
changes when a member of its template's family does, or the translation of a message in it. The
results of parsing templates are cached, since most builds change no template.

`jinja2.meta.find_referenced_templates` is not enough. For a computed name it returns None, which
may be any template: then an edit of the feeds' or the home page's template would rebuild every page
with a body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
from jinja2 import TemplateError, nodes

from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.store import decoded
from broadsheet.render.templates import templates_of
from broadsheet.render.theme import Theme
from broadsheet.render.translation import GETTEXT
from broadsheet.words.translating import key_of_message

Cached = Callable[[str, Callable[[], bytes]], bytes]


class Naming(msgspec.Struct, frozen=True, gc=False):
    """What a template names.

    relatives: the names of other templates, or their beginnings, and whether the name is whole.
    words: the keys of messages, in order; None if one of them is computed and so may be any.
    """

    relatives: tuple[tuple[str, bool], ...] = ()
    words: tuple[str, ...] | None = ()


_naming = msgspec.msgpack.Decoder(Naming)


@dataclass
class TemplateDependencies:
    """The families of a theme's templates. cached: see `Memory.cached`."""

    theme: Theme
    cached: Cached
    _members: dict[str, frozenset[str]] = field(default_factory=dict)
    _digests: dict[str, bytes] = field(default_factory=dict)
    _namings: dict[str, Naming] = field(default_factory=dict)

    def digest(self, template: str) -> bytes:
        """Return the digest of a template's family, its translations and Jinja's additions."""
        if template not in self._digests:
            texts = [(name, self.theme.texts[name]) for name in sorted(self.members(template))]
            words = [(key, self.theme.words.find(key)) for key in self.words(template)]
            self._digests[template] = digest_of([self.theme.additions, texts, words])
        return self._digests[template]

    def words(self, template: str) -> list[str]:
        """Return the keys of the messages that a template's family may have translated."""
        found: set[str] = set()
        for name in self.members(template):
            words = self._naming(name).words
            found.update(self.theme.words.translations if words is None else words)
        return sorted(found)

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
        for beginning, is_whole in self._naming(name).relatives:
            if is_whole:
                yield beginning
            else:
                yield from (each for each in self.theme.texts if each.startswith(beginning))

    def _naming(self, name: str) -> Naming:
        if name not in self._namings:
            text = self.theme.texts[name]
            key = f"naming {digest_of([self.theme.additions, text]).hex()}"
            found = self.cached(key, lambda: msgspec.msgpack.encode(self._parse(text)))
            self._namings[name] = decoded("a finding", _naming.decode, found)
        return self._namings[name]

    def _parse(self, text: str) -> Naming:
        try:
            tree = templates_of(self.theme).environment.parse(text)
        except TemplateError:  # reported when a page is rendered with it
            return Naming()
        return Naming(tuple(_relatives_in(tree)), _words_in(tree))


def _relatives_in(tree: nodes.Template) -> Iterator[tuple[str, bool]]:
    """Yield the names of other templates, or how they begin, and whether they are whole."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        name = node.template  # type: ignore[attr-defined]  # all four have one
        for each in name.items if isinstance(name, (nodes.List, nodes.Tuple)) else (name,):
            yield _beginning(each), isinstance(each, nodes.Const)


def _words_in(tree: nodes.Template) -> tuple[str, ...] | None:
    """Return the keys of the messages of a template, None where one is not written down in it."""
    found: set[str] = set()
    calls = [call for call in tree.find_all(nodes.Call) if _is_gettext(call.node)]
    if len(calls) < sum(map(_is_gettext, tree.find_all(nodes.Name))):
        return None  # one of the functions is used under another name
    for call in calls:
        has_context = call.node.name.lstrip("n").startswith("pgettext")  # type: ignore[attr-defined]  # a name
        given = call.args[: 1 + has_context]
        texts = [each.value for each in given if isinstance(each, nodes.Const)]
        if len(texts) <= has_context:
            return None
        found.add(key_of_message(texts[-1], texts[0] if has_context else None))
    return tuple(sorted(found))


def _is_gettext(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name in ("_", *GETTEXT)


def _beginning(expression: nodes.Node) -> str:
    """Return the constant text with which an expression's value begins, "" if there is none."""
    if isinstance(expression, nodes.Concat):
        return _beginning(expression.nodes[0])
    if isinstance(expression, nodes.Add):
        return _beginning(expression.left)
    return str(expression.value) if isinstance(expression, nodes.Const) else ""

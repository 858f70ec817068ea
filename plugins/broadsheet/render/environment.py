"""The environment of templates: Jinja, shut off from everything but a page's inputs.

Autoescape is always on, and a name that is no input is an error, whatever the settings say. A
template gets its page's inputs and nothing else: no settings, no clock, and no filter that knows
the site.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
    nodes,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup
from msgspec import Struct

from broadsheet.render.reprinting import Reprints
from broadsheet.render.template_faults import Absent
from broadsheet.render.theme import Theme
from broadsheet.render.translation import Translation, add_words
from broadsheet.story.unbroken import unbroken
from broadsheet.story.unstyled import unstyled
from broadsheet.words.translating import Words

_TEXTS = frozenset({str, Markup})  # nearly all printed values, and faster to test
_PRINTABLE = (str, int, float, date, Undefined)  # Undefined raises its own error


def environment_of(theme: Theme) -> ClosedEnvironment:
    """Return the environment of the theme, with everything but a page's inputs shut out.

    Jinja's random functions are removed.
    """
    environment = ClosedEnvironment(
        theme.words,
        loader=FunctionLoader(lambda name: _source(theme.texts, name)),
        autoescape=True,
        undefined=_Missing,
        extensions=("jinja2.ext.i18n", *theme.extensions),
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    add_words(environment, theme.words)
    # Whether two equal texts are the same object differs between processes.
    del environment.tests["sameas"]
    environment.filters |= {"unbroken": unbroken, "unstyled": unstyled}
    environment.filters.update(theme.filters)
    environment.tests.update(theme.tests)
    del environment.globals["lipsum"], environment.filters["random"], environment.filters["attr"]
    return environment


class _Missing(StrictUndefined):
    """An undefined name: any use of it raises an error that lists the known names."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if isinstance(name, str) and self._undefined_exception is UndefinedError:
            if owner is missing:
                raise Absent(name, None, ())
            if isinstance(owner, Struct):
                raise Absent(name, type(owner).__name__, owner.__struct_fields__)
        return super()._undefined_message


class _ReimportedTemplate(Template):
    """A template that is imported anew for each page, so that no state passes between pages.

    A template that is stateless, with all that it imports, is imported once for all pages.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        del ctx  # has no globals but those of the environment, which this template has too
        if self._module is not None:
            return self._module
        environment: ClosedEnvironment = self.environment  # type: ignore[assignment]  # no other makes templates of this class
        before = environment.passing
        module = super()._get_default_module()
        if self.name not in environment.lasting or environment.passing > before:
            self._module = None
            environment.passing += 1
            return module
        for each in vars(module).values():
            if isinstance(each, Macro):
                environment.reprints.reprint(each)
        return module


class ClosedEnvironment(ImmutableSandboxedEnvironment):
    """A sandboxed Jinja: templates cannot use Python's special attributes to reach other data.

    Nor can a template change its inputs, since other pages get the same objects.
    words: the translations of templates' messages. lasting: the templates without state. passing:
    how many imports were for one page only. reprints: what macros of lasting templates printed.
    """

    template_class = _ReimportedTemplate
    sandboxed = False  # calls are not checked, for speed: no function is marked unsafe

    def __init__(self, words: Words, **options: Any) -> None:
        super().__init__(**options)
        self.words = words
        self.lasting: set[str | None] = set()
        self.passing = 0
        self.reprints = Reprints()
        self._open: set[tuple[type, str]] = set()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.Getattr):
            if node.attr.startswith("_"):
                message = f"{node.attr} is no part of a page's inputs"
                raise TemplateSyntaxError(message, node.lineno, name, filename)
        if all(map(_stateless, tree.body)):
            self.lasting.add(name)
        return tree

    def _generate(self, source: nodes.Template, *options: Any, **named: Any) -> str:
        translated = Translation(self.words).visit(source)
        return super()._generate(translated, *options, **named)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute or an item as the sandbox does, with its decisions cached.

        The decision depends on the class and the name; only methods must be checked each time.
        """
        if (type(obj), attribute) in self._open:
            value = getattr(obj, attribute, missing)
            if value is not missing:
                return value
        value = super().getattr(obj, attribute)
        if not callable(value):  # so it is not Undefined either, which is callable
            self._open.add((type(obj), attribute))
        return value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item, or an attribute that is no part of Python itself."""
        if isinstance(argument, str) and argument.startswith("_"):
            raise TemplateRuntimeError(f"{argument} is no part of a page's inputs")
        return super().getitem(obj, argument)


def printable(value: Any) -> Any:
    """Return a value to print; raise TemplateRuntimeError if it is neither a text nor a number."""
    if type(value) in _TEXTS or isinstance(value, _PRINTABLE) or hasattr(value, "__html__"):
        return value
    raise TemplateRuntimeError(f"a {type(value).__name__} is no text to print")


def _stateless(node: nodes.Node) -> bool:
    """Say whether a part of a template keeps no state between pages."""
    if isinstance(node, nodes.Output):
        return all(isinstance(each, nodes.TemplateData) for each in node.nodes)
    if isinstance(node, (nodes.FromImport, nodes.Import)):
        return isinstance(node.template, nodes.Const) and not node.with_context
    if isinstance(node, nodes.Assign):
        return isinstance(node.target, nodes.Name) and _is_constant(node.node)
    return isinstance(node, nodes.Macro)


def _is_constant(value: nodes.Node) -> bool:
    try:
        value.as_const()  # type: ignore[attr-defined]  # what may be assigned is an expression
    except nodes.Impossible:
        return False
    return True


def _source(texts: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    return (texts[name], f"theme/templates/{name}", None) if name in texts else None

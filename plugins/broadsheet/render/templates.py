"""Templates: Jinja, closed.

Whatever the settings say, autoescape is on and a name that was not handed over is an error. A
template gets its page's inputs and nothing besides: no settings, no clock, not even a filter that
knows the site, so that the inputs and the template's text are all that a page depends on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from jinja2 import (
    FunctionLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
    Undefined,
    nodes,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from broadsheet.faults import Fault
from broadsheet.incremental.digests import digest, digest_of, digests_of
from broadsheet.incremental.fingerprints import setting_digest
from broadsheet.site.outputs import Inputs, Writer
from broadsheet.site.settings import Settings

_TEXTS = frozenset({str, Markup})  # nearly all that is printed, and found out sooner
_PRINTABLE = (str, int, float, date, Undefined)  # Undefined speaks for itself
_ADDRESS = re.compile(r"at(?:\s|%20|\+)+(0x[0-9a-f]{5,})", re.IGNORECASE)  # urlencoded, too
_DIGITS = re.compile("0[xX]")  # of an address; to look for them first takes a tenth of the time


class TemplateFault(Exception):
    """A template that cannot be rendered."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True)
class Theme:
    """The theme's templates, and the words that the settings add to their language.

    texts: by their names, as they are when the build begins. Of Pelican's settings for Jinja
    those count that hand over no data: extensions, filters and tests. words: their digest.
    """

    texts: Mapping[str, str]
    extensions: tuple[Any, ...] = ()
    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    tests: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    words: bytes = b""

    @classmethod
    def from_settings(cls, settings: Settings) -> Theme:
        """Read the templates of the theme, and those that override them."""
        folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(settings["THEME"]) / "templates"]
        texts: dict[str, str] = {}
        for folder in map(Path, folders):
            for file in sorted(folder.rglob("*")):
                if file.is_file():
                    name = file.relative_to(folder).as_posix()
                    with suppress(UnicodeDecodeError):  # no template, then, whatever it is
                        texts.setdefault(name, file.read_text("utf-8"))
        extensions = tuple(settings["JINJA_ENVIRONMENT"].get("extensions", ()))
        filters, tests = settings["JINJA_FILTERS"], settings["JINJA_TESTS"]
        return cls(texts, extensions, filters, tests, setting_digest([extensions, filters, tests]))

    @cached_property
    def digest(self) -> bytes:
        """The digest of all that rendering depends on besides a page's inputs."""
        return digest_of([self.texts, self.words])

    @cached_property
    def templates(self) -> ThemeTemplates:
        """The templates, ready to render; compiled once in a process for equal themes."""
        return _ready(self)

    def __getstate__(self) -> dict[str, Any]:
        # What is compiled stays where it is when a theme goes to another process.
        return {each.name: getattr(self, each.name) for each in fields(self)}


class ThemeTemplates:
    """Renders the theme's templates with the inputs given, and nothing else."""

    def __init__(self, theme: Theme) -> None:
        self.texts = theme.texts
        self.environment = _environment(theme)

    def render(self, template: str, inputs: Inputs) -> str:
        """Return the text of a template; raise TemplateFault with the template's line."""
        try:
            text = self.environment.get_template(template).render(inputs)
            if _DIGITS.search(text) and _ADDRESS.search(text):
                self._check_addresses(template, inputs, text)
            return text
        except TemplateNotFound as error:
            raise TemplateFault(
                Fault(f"theme/templates/{template}", 0, f"no template {error.name}", "add it")
            ) from error
        except Exception as error:  # a template fails in as many ways as Python, filters too
            raise TemplateFault(_fault(template, error)) from error

    def _check_addresses(self, template: str, inputs: Inputs, text: str) -> None:
        """Raise TemplateRuntimeError where a page shows an address in memory.

        Python writes one where a template makes a text of a function or the like, as by `~` or a
        filter: another one in every process. What a writer or the theme has typed is none. To
        find the line to blame, the page is rendered once more and looked at bit by bit.
        """
        typed = msgspec.json.encode([inputs, self.texts], enc_hook=str).lower()

        def checked(value: Any) -> Any:
            found = _ADDRESS.findall(value) if isinstance(value, str) else ()
            if any(address.lower().encode() not in typed for address in found):
                what = "“at 0x…” is no text to print: Python's name for a place in memory"
                raise TemplateRuntimeError(what)
            return _printable(value)

        try:
            checked(text)
        except TemplateRuntimeError:
            self.environment.finalize = checked
            self.environment.get_template(template).render(inputs)
            raise  # printed by a block with a filter, which nothing looks at
        finally:
            self.environment.finalize = _printable


@dataclass(frozen=True)
class Layout:
    """A page about to be rendered: the name of its template, its inputs, and who writes it."""

    template: str
    inputs: Inputs
    write: Writer


class Rendered(NamedTuple):
    """A page that was rendered: its bytes, their digest, and the digests of its inputs by name."""

    data: bytes
    file: bytes
    inputs: dict[str, bytes]


def render_pages(theme: Theme, layouts: Sequence[Layout]) -> list[Rendered | Fault]:
    """Return pages, or why a template fails; a job for workers."""
    return [_render(theme.templates, layout) for layout in layouts]


def _render(templates: ThemeTemplates, layout: Layout) -> Rendered | Fault:
    try:
        data = layout.write(templates, layout.template, layout.inputs)
    except TemplateFault as error:
        return error.fault
    return Rendered(data, digest(data), digests_of(layout.inputs))


_compiled: dict[bytes, ThemeTemplates] = {}


def _ready(theme: Theme) -> ThemeTemplates:
    found = _compiled.get(theme.digest)
    if found is None:
        _compiled.clear()  # one theme at a time: those of earlier builds would pile up
        found = _compiled[theme.digest] = ThemeTemplates(theme)
    return found


class _Forgetful(Template):
    """A template whose import begins afresh: what one page counts in it, no other page sees.

    Unless nothing in it, nor in what it imports, can count: then once for all pages is enough.
    """

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        environment: _ClosedEnvironment = self.environment  # type: ignore[assignment]
        before = environment.passing
        module = super()._get_default_module(ctx)
        if self.name not in environment.lasting or environment.passing > before:
            self._module = None
            environment.passing += 1
        return module


class _ClosedEnvironment(ImmutableSandboxedEnvironment):
    """Jinja without the way around: Python's own attributes lead from any value to everything.

    Nor does a template change what it was given, since the next page is given it, too.
    lasting: the templates without state. passing: how many imports were for one page alone.
    """

    template_class = _Forgetful
    sandboxed = False  # as to calls: none of ours is marked as unsafe, and each check takes time

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.lasting: set[str | None] = set()
        self.passing = 0
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

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute or an item, as the sandbox does, which asks of each kind but once.

        Its answer follows from the class and the name; methods alone it must see each time.
        """
        if (type(obj), attribute) in self._open:
            value = getattr(obj, attribute, missing)
            if value is not missing:
                return value
        value = super().getattr(obj, attribute)
        if not callable(value):  # nor Undefined, then, which can be called to complain
            self._open.add((type(obj), attribute))
        return value

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item, or an attribute that is no part of Python itself."""
        if isinstance(argument, str) and argument.startswith("_"):
            raise TemplateRuntimeError(f"{argument} is no part of a page's inputs")
        return super().getitem(obj, argument)


def _printable(value: Any) -> Any:
    """Return what a page prints; raise TemplateRuntimeError where it is no text and no number."""
    if type(value) in _TEXTS or isinstance(value, _PRINTABLE) or hasattr(value, "__html__"):
        return value
    raise TemplateRuntimeError(f"a {type(value).__name__} is no text to print")


def _stateless(node: nodes.Node) -> bool:
    """Whether a part of a template leaves nothing behind for a second page."""
    if isinstance(node, nodes.Output):
        return all(isinstance(each, nodes.TemplateData) for each in node.nodes)
    if isinstance(node, (nodes.FromImport, nodes.Import)):
        return isinstance(node.template, nodes.Const) and not node.with_context
    return isinstance(node, nodes.Macro)


def _environment(theme: Theme) -> _ClosedEnvironment:
    """Return the environment of the theme, with everything but a page's inputs shut out.

    What Jinja itself has of chance is taken out.
    """
    environment = _ClosedEnvironment(
        loader=FunctionLoader(lambda name: _source(theme.texts, name)),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=theme.extensions,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    # Whether two equal texts are the same object depends on the process that has them.
    del environment.tests["sameas"]
    environment.filters.update(theme.filters)
    environment.tests.update(theme.tests)
    del environment.globals["lipsum"], environment.filters["random"], environment.filters["attr"]
    return environment


def _source(texts: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    return (texts[name], f"theme/templates/{name}", None) if name in texts else None


def _fault(template: str, error: Exception) -> Fault:
    """Return the fault with the innermost template line that the traceback names."""
    name, line = template, getattr(error, "lineno", None) or 0
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith("theme/templates/"):
            name, line = filename.removeprefix("theme/templates/"), trace.tb_lineno
        trace = trace.tb_next
    what = " ".join(str(error).split())
    if not isinstance(error, TemplateError):
        what = f"{type(error).__name__}: {what}".removesuffix(": ")
    return Fault(f"theme/templates/{name}", line, what, "templates see only what they are given")

"""Templates: Jinja, closed.

Whatever the settings say, autoescape is on and a name that was not handed over is an error. A
template gets its page's inputs and nothing besides: no settings, no clock, not even a filter that
knows the site, so that the inputs, the template's text and the paper's words in place of it are
all that a page depends on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
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
    UndefinedError,
    nodes,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape
from msgspec import Struct

from broadsheet.changes import successors
from broadsheet.errors import BroadsheetError
from broadsheet.faults import Fault, choose_from
from broadsheet.incremental.digests import digest, digest_of, digests_of
from broadsheet.incremental.fingerprints import setting_digest
from broadsheet.site.outputs import Inputs, Writer
from broadsheet.site.settings import Settings
from broadsheet.words.translating import Translator, Words

GETTEXT = ("gettext", "ngettext", "pgettext", "npgettext")
"""The functions by which templates translate, and so does the tag `trans`; `_` is the first."""

OF_TEMPLATES = {
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "newstyle_gettext": "true",
    "trimmed": "true",
    "silent": "false",
}
"""What Babel's extractor must be told, so that it finds the messages that templates look up."""

_UNTRANSLATED = Words()

_TEXTS = frozenset({str, Markup})  # nearly all that is printed, and found out sooner
_PRINTABLE = (str, int, float, date, Undefined)  # Undefined speaks for itself
_ADDRESS = re.compile(r"at(?:\s|%20|\+)+(0x[0-9a-f]{5,})", re.IGNORECASE)  # urlencoded, too
_DIGITS = re.compile("0[xX]")  # of an address; to look for them first takes a tenth of the time


class TemplateFault(BroadsheetError):
    """A template that cannot be rendered, and its one fault."""

    @property
    def fault(self) -> Fault:
        """Where the template fails, and why."""
        return self.faults[0]


@dataclass(frozen=True)
class Theme:
    """The theme's templates, what the settings add to their language, and the paper's words.

    texts: by their names, as they are when the build begins. Of Pelican's settings for Jinja
    those count that hand over no data: extensions, filters and tests. additions: their digest.
    words: the translations of what the templates say. overrides: the files of those that take a
    template's place, or come beside the theme's.
    """

    texts: Mapping[str, str]
    extensions: tuple[Any, ...] = ()
    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    tests: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    additions: bytes = b""
    words: Words = _UNTRANSLATED
    overrides: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_settings(
        cls, settings: Settings, words: Words = _UNTRANSLATED, more: Sequence[Path] = ()
    ) -> Theme:
        """Read the templates of the theme, those that override them, and those of capabilities.

        more: the folders of capabilities' templates. The theme overrides these by the same name.
        """
        own = Path(settings["THEME"]) / "templates"
        folders = [*map(Path, settings["THEME_TEMPLATES_OVERRIDES"]), own, *more]
        texts: dict[str, str] = {}
        overrides: dict[str, str] = {}
        for folder in folders:
            for file in sorted(folder.rglob("*")):
                name = file.relative_to(folder).as_posix()
                if file.is_file() and name not in texts:
                    with suppress(UnicodeDecodeError):  # no template, then, whatever it is
                        texts[name] = file.read_text("utf-8")
                        overrides |= {} if folder == own else {name: str(file)}
        extensions = tuple(settings["JINJA_ENVIRONMENT"].get("extensions", ()))
        filters, tests = settings["JINJA_FILTERS"], settings["JINJA_TESTS"]
        additions = setting_digest([extensions, filters, tests])
        return cls(texts, extensions, filters, tests, additions, words, overrides)

    @cached_property
    def digest(self) -> bytes:
        """The digest of all that rendering depends on besides a page's inputs.

        And that of the places that faults name.
        """
        return digest_of([self.texts, self.additions, self.words.digest, self.overrides])

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
        self._overrides = theme.overrides

    def render(self, template: str, inputs: Inputs) -> str:
        """Return the text of a template; raise TemplateFault with the template's line."""
        try:
            text = self.environment.get_template(template).render(inputs)
            if _DIGITS.search(text) and _ADDRESS.search(text):
                self._check_addresses(template, inputs, text)
            return text
        except TemplateNotFound as error:
            fault = Fault(f"theme/templates/{template}", 0, f"no template {error.name}", "add it")
            raise TemplateFault(faults=[self._placed(fault)]) from error
        except Exception as error:  # a template fails in as many ways as Python, filters too
            raise TemplateFault(faults=[self._placed(_fault(template, error, inputs))]) from error

    def _placed(self, fault: Fault) -> Fault:
        """Return a fault with the file that overrides the theme's template, if one does."""
        name = fault.path.removeprefix("theme/templates/")
        return replace(fault, path=self._overrides.get(name, fault.path))

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


class Absent(UndefinedError):
    """A name that a template wants and does not get. known: what there is in its place.

    owner: the type of the record that was asked, None where the page's inputs were.
    """

    def __init__(self, name: str, owner: str | None, known: tuple[str, ...]) -> None:
        super().__init__(f"'{name}' is undefined")
        self.name, self.owner, self.known = name, owner, known


class _Missing(StrictUndefined):
    """A name that is not there: any use of it says what there is instead."""

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
    words: the translations of what templates say. lasting: the templates without state. passing:
    how many imports were for one page alone.
    """

    template_class = _Forgetful
    sandboxed = False  # as to calls: none of ours is marked as unsafe, and each check takes time

    def __init__(self, words: Words, **options: Any) -> None:
        super().__init__(**options)
        self.words = words
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

    def _generate(self, source: nodes.Template, *options: Any, **named: Any) -> str:
        translated = _Translation(self.words).visit(source)
        return super()._generate(translated, *options, **named)

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
        theme.words,
        loader=FunctionLoader(lambda name: _source(theme.texts, name)),
        autoescape=True,
        undefined=_Missing,
        extensions=("jinja2.ext.i18n", *theme.extensions),
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    _add_words(environment, theme.words)
    # Whether two equal texts are the same object depends on the process that has them.
    del environment.tests["sameas"]
    environment.filters.update(theme.filters)
    environment.tests.update(theme.tests)
    del environment.globals["lipsum"], environment.filters["random"], environment.filters["attr"]
    return environment


def _translator(words: Words) -> Translator:
    """Return what translates for templates.

    Jinja's own functions take a translation for safe HTML. Here it is a text like any other, and
    so are the values of its placeholders, unless they are safe themselves.
    """
    return Translator(words.find, escape)


def _add_words(environment: _ClosedEnvironment, words: Words) -> None:
    """Have templates translate, by the tag `trans` and by gettext's functions."""
    translator = _translator(words)
    functions = {name: getattr(translator, name) for name in GETTEXT}
    environment.globals.update(functions, _=functions["gettext"])
    # Values are handed to these functions, and a message in several lines becomes one line.
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # the tag brings it along
    environment.policies["ext.i18n.trimmed"] = True


class _Translation(NodeTransformer):
    """Puts the words of a message into a template where nothing is to be filled in.

    So most words cost no more than if they were written there. A template that gives another
    meaning to the name of one of the functions is left alone.
    """

    def __init__(self, words: Words) -> None:
        translator = _translator(words)
        self._functions: dict[str, Callable[..., str]] = {
            "_": translator.gettext,
            "gettext": translator.gettext,
            "pgettext": translator.pgettext,
        }

    def visit_Template(self, node: nodes.Template) -> nodes.Template:  # noqa: N802 - Jinja's name
        """Translate a template."""
        names = (each for each in node.find_all(nodes.Name) if each.name in self._functions)
        return node if any(each.ctx != "load" for each in names) else self.generic_visit(node)  # type: ignore[return-value]

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Return the words of a message that stands in the template with all that it needs."""
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        texts = [each.value for each in node.args if isinstance(each, nodes.Const)]
        is_whole = len(texts) == len(node.args) == 1 + (name == "pgettext") and not (
            node.kwargs or node.dyn_args or node.dyn_kwargs
        )
        if name not in self._functions or not is_whole:
            return node
        try:
            words = self._functions[name](*texts)
        except (ValueError, TypeError, KeyError):  # told where it is rendered, with its line
            return node
        return nodes.MarkSafe(nodes.Const(str(words), lineno=node.lineno), lineno=node.lineno)


def _source(texts: Mapping[str, str], name: str) -> tuple[str, str, None] | None:
    return (texts[name], f"theme/templates/{name}", None) if name in texts else None


def _fault(template: str, error: Exception, inputs: Inputs) -> Fault:
    """Return the fault with the innermost template line that the traceback names.

    template, inputs: of the page, whichever of the templates in its family is at fault.
    """
    name, line = template, getattr(error, "lineno", None) or 0
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith("theme/templates/"):
            name, line = filename.removeprefix("theme/templates/"), trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, Absent):
        return Fault(f"theme/templates/{name}", line, *_words_for(error, template, inputs))
    what = " ".join(str(error).split())
    if not isinstance(error, TemplateError):
        what = f"{type(error).__name__}: {what}".removesuffix(": ")
    is_written_wrong = isinstance(error, TemplateSyntaxError) and "is no part of" not in what
    mend = "correct it" if is_written_wrong else "templates see only what they are given"
    return Fault(f"theme/templates/{name}", line, what, mend)


def _words_for(absent: Absent, template: str, inputs: Inputs) -> tuple[str, str]:
    """Return that a name is not there, and what may have been meant: its successor, if it has one.

    A page's inputs are what its capability hands over, and the same names on each page of a kind.
    """
    renamed = successors("input", "renamed").get(absent.name)
    if absent.owner:
        what = f"'{absent.name}' is undefined: no {absent.owner} has it"
        known: Sequence[str] = absent.known
    else:
        what = f"'{absent.name}' is undefined: it is not among the inputs of {template}"
        known = sorted(inputs)
    if renamed and renamed in known:
        return what, f"write `{renamed}`"
    return what, choose_from(absent.name, known) if known else "it gets none"

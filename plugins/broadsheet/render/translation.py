"""Translation: lets templates show messages in the paper's language."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import escape

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
"""Options for Babel's extractor, so that it finds the messages that templates look up."""


def _translator(words: Words) -> Translator:
    """Return what translates for templates.

    Jinja's own functions treat a translation as safe HTML. Here it is escaped like any text, and so
    are the values of its placeholders, unless they are safe HTML.
    """
    return Translator(words.find, escape)


def add_words(environment: Environment, words: Words) -> None:
    """Have templates translate, by the tag `trans` and by gettext's functions."""
    translator = _translator(words)
    functions = {name: getattr(translator, name) for name in GETTEXT}
    environment.globals.update(functions, _=functions["gettext"])
    # Values are handed to these functions, and a message in several lines becomes one line.
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # the tag brings it along
    environment.policies["ext.i18n.trimmed"] = True


class Translation(NodeTransformer):
    """Replaces calls for messages without placeholders by their translations at compile time.

    A template that assigns to the name of one of the functions is left unchanged.
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
        return node if any(each.ctx != "load" for each in names) else self.generic_visit(node)  # type: ignore[return-value]  # a template stays one

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

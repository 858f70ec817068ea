"""Templates: renders them with a page's inputs.

A page depends only on its inputs, the templates' texts and the translations; see `environment.py`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import msgspec
from jinja2 import TemplateNotFound, TemplateRuntimeError

from broadsheet.render.environment import environment_of, printable
from broadsheet.render.template_faults import TemplateFault, fault_of
from broadsheet.render.theme import Theme
from broadsheet.reporting.faults import Fault
from broadsheet.site.missing_templates import where_to_add
from broadsheet.site.outputs import Inputs

_ADDRESS = re.compile(r"at(?:\s|%20|\+)+(0x[0-9a-f]{5,})", re.IGNORECASE)  # urlencoded, too
_DIGITS = re.compile("0[xX][0-9a-fA-F]{5}")  # of an address; to search for these first is faster


class ThemeTemplates:
    """Renders the theme's templates with the inputs given, and nothing else."""

    def __init__(self, theme: Theme) -> None:
        self.texts = theme.texts
        self.environment = environment_of(theme)
        self._files, self._overrides = theme.files, theme.overrides

    def render(self, template: str, inputs: Inputs) -> str:
        """Return the text of a template; raise TemplateFault with the template's line."""
        try:
            text = self.environment.get_template(template).render(inputs)
            if _DIGITS.search(text) and _ADDRESS.search(text):
                self._check_addresses(template, inputs, text)
            return text
        except TemplateNotFound as error:
            fault = self._missing(str(error.name), fault_of(template, error, inputs))
            raise TemplateFault(faults=[fault]) from error
        except Exception as error:  # a template fails in as many ways as Python, filters too
            raise TemplateFault(faults=[self._placed(fault_of(template, error, inputs))]) from error

    def _missing(self, name: str, fault: Fault) -> Fault:
        """Return the fault of a template that is not there, at the line that wants it."""
        what = f"there is no template {name}"
        return replace(self._placed(fault), what=what, mend=where_to_add(self._overrides))

    def _placed(self, fault: Fault) -> Fault:
        """Return a fault with the file in which its template lies, its name if that is nowhere."""
        name = fault.path.removeprefix("theme/templates/")
        return replace(fault, path=self._files.get(name, name))

    def _check_addresses(self, template: str, inputs: Inputs, text: str) -> None:
        """Raise TemplateRuntimeError if a page shows an address in memory.

        Python writes one if a template turns a function or the like into a text, as by `~` or a
        filter, and it differs in every process. A text in the inputs or the theme is allowed. To
        find the line to blame, the page is rendered once more, and each printed value is checked.
        """
        typed = msgspec.json.encode([inputs, self.texts], enc_hook=str).lower()

        def checked(value: Any) -> Any:
            found = _ADDRESS.findall(value) if isinstance(value, str) else ()
            if any(address.lower().encode() not in typed for address in found):
                what = "“at 0x…” is no text to print: Python's name for a place in memory"
                raise TemplateRuntimeError(what)
            return printable(value)

        try:
            checked(text)
        except TemplateRuntimeError:
            self.environment.finalize = checked
            self.environment.reprints.forget()
            self.environment.get_template(template).render(inputs)
            raise  # printed by a block with a filter, which is not checked
        finally:
            self.environment.finalize = printable


_compiled: dict[bytes, ThemeTemplates] = {}


def templates_of(theme: Theme) -> ThemeTemplates:
    """Return the templates of a theme, compiled once in a process for equal themes."""
    found = _compiled.get(theme.digest)
    if found is None:
        _compiled.clear()  # one theme at a time: those of earlier builds would pile up
        found = _compiled[theme.digest] = ThemeTemplates(theme)
    return found

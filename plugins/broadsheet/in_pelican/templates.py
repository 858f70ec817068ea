"""Templates: small pieces of HTML, which the site may print in its own way.

A template is looked for as Pelican looks for its own: in THEME_TEMPLATES_OVERRIDES, then in the
theme. The plugin's comes last. All of them escape what they print, whatever the site's do.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, TemplateSyntaxError

from broadsheet.reporting.faults import Fault, in_words
from broadsheet.words.translating import Words


class Printer:
    """Prints templates.

    packages: those whose folder `templates` is looked into last. faults: those of templates.
    A template says what is not the site's by `_`, in English: the site has no catalogues.
    """

    def __init__(self, environment: Environment, packages: Iterable[str]) -> None:
        folders = [str(files(package).joinpath("templates")) for package in sorted(packages)]
        loaders = [environment.loader] if environment.loader else []
        self._environment = environment.overlay(
            loader=ChoiceLoader([*loaders, FileSystemLoader(folders)]), autoescape=True
        )
        self.faults: list[Fault] = []

    def print(self, name: str, **inputs: Any) -> str:
        """Return what a template makes of its inputs; "" for one with a fault."""
        try:
            return (
                self._environment.get_template(name)
                .render(inputs, _=Words().translator.gettext)
                .strip()
            )
        except Exception as error:  # a template fails in as many ways as Python
            self.faults.append(self._fault(name, error))
            return ""

    def _fault(self, name: str, error: Exception) -> Fault:
        path, line = name, 0
        if isinstance(error, TemplateSyntaxError):
            path, line = error.filename or name, error.lineno
        else:
            for frame in traceback.extract_tb(error.__traceback__):
                if Path(frame.filename).suffix == Path(name).suffix:
                    path, line = frame.filename, frame.lineno or 0
        return Fault(
            path,
            line,
            f"the template cannot be printed: {in_words(error)}",
            "correct it",
            kind="template",
        )

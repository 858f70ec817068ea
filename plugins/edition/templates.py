"""Templates: Jinja, closed.

Whatever the settings say, autoescape is on and a name that was not handed over is an error. A
template gets its page's inputs and nothing besides: no settings, no clock, not even a filter that
knows the site, so that the inputs and the template's text are all that a page depends on.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound

from plugins.edition.outputs import Inputs
from plugins.edition.site import Settings
from plugins.story.faults import Fault


class TemplateFault(Exception):
    """A template that cannot be rendered."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class ThemeTemplates:
    """Renders the theme's templates with the inputs given, and nothing else."""

    def __init__(self, settings: Settings) -> None:
        self.environment = _environment(settings)

    def render(self, template: str, inputs: Inputs) -> str:
        """Return the text of a template; raise TemplateFault with the template's line."""
        try:
            return self.environment.get_template(template).render(inputs)
        except TemplateNotFound as error:
            raise TemplateFault(
                Fault(f"theme/templates/{template}", 0, f"no template {error.name}", "add it")
            ) from error
        except (TemplateError, TypeError, ValueError, AttributeError) as error:
            raise TemplateFault(_fault(template, error)) from error


def _environment(settings: Settings) -> Environment:
    """Return the environment of the theme, with everything but a page's inputs shut out.

    Of Pelican's settings for Jinja those count that add words to the language and hand over no
    data: extensions, filters and tests. What Jinja itself has of chance is taken out.
    """
    folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(settings["THEME"]) / "templates"]
    environment = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=settings["JINJA_ENVIRONMENT"].get("extensions", ()),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(settings["JINJA_FILTERS"])
    environment.tests.update(settings["JINJA_TESTS"])
    del environment.globals["lipsum"], environment.filters["random"]
    return environment


def _fault(template: str, error: Exception) -> Fault:
    """Return the fault with the innermost template line that the traceback names."""
    name, line = template, getattr(error, "lineno", None) or 0
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if "templates" in filename and filename.endswith(".html"):
            name, line = filename.rpartition("templates/")[2], trace.tb_lineno
        trace = trace.tb_next
    what = " ".join(str(error).split()) or type(error).__name__
    return Fault(f"theme/templates/{name}", line, what, "templates see only what they are given")

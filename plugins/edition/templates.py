"""Templates: Jinja as Pelican sets it up, closed.

Whatever the settings say, autoescape is on and a name that was not handed over is an error; a
template gets its page's inputs and nothing of the site besides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import Environment, StrictUndefined, TemplateError, TemplateNotFound, select_autoescape
from pelican.generators import Generator

from plugins.edition.addresses import Addresses
from plugins.edition.dates import Dates
from plugins.edition.outputs import Inputs
from plugins.edition.site import Settings, Site
from plugins.story.faults import Fault


class TemplateFault(Exception):
    """A template that cannot be rendered."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class ThemeTemplates:
    """Renders the theme's templates with the inputs given, and nothing else."""

    def __init__(self, settings: Settings, site: Site) -> None:
        self.environment = _environment(settings)
        self.environment.filters.update(filters(site))

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


def filters(site: Site) -> Mapping[str, Callable[..., str]]:
    """Return the filters of the theme: addresses and dates."""
    addresses, dates = Addresses(site), Dates(site)
    return {
        "url": addresses.site_url,
        "absolute": addresses.absolute,
        "longdate": dates.longdate,
        "monthname": dates.monthname,
        "clock": dates.clock,
        "iso": dates.iso,
    }


def _environment(settings: Settings) -> Environment:
    """Return Pelican's environment for the theme, with everything but the page's inputs shut."""
    generator = Generator(
        context={},
        settings=settings,
        path=settings["PATH"],
        theme=settings["THEME"],
        output_path=settings["OUTPUT_PATH"],
    )
    environment: Environment = generator.env
    environment.undefined = StrictUndefined
    environment.autoescape = select_autoescape(default=True, default_for_string=True)
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.keep_trailing_newline = True
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

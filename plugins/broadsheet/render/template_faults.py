"""Template faults: why a template cannot be rendered, and at which of its lines."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError

from broadsheet.changes import successors
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault, choose_from
from broadsheet.site.outputs import Inputs


class TemplateFault(BroadsheetError):
    """A template that cannot be rendered, and its one fault."""

    @property
    def fault(self) -> Fault:
        """Where the template fails, and why."""
        return self.faults[0]


class Absent(UndefinedError):
    """A name that a template uses and does not get. known: the names that it does get.

    owner: the type of the record that lacks the name, None if the page's inputs do.
    """

    def __init__(self, name: str, owner: str | None, known: tuple[str, ...]) -> None:
        super().__init__(f"'{name}' is undefined")
        self.name, self.owner, self.known = name, owner, known


def fault_of(template: str, error: Exception, inputs: Inputs) -> Fault:
    """Return the fault with the innermost template line that the traceback names.

    template, inputs: those of the page; the fault may be in another template of the family.
    """
    name, line = template, getattr(error, "lineno", None) or 0
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith("theme/templates/"):
            name, line = filename.removeprefix("theme/templates/"), trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, Absent):
        return absence(error, name, line, template, inputs)
    what = " ".join(str(error).split())
    if not isinstance(error, TemplateError):
        what = f"{type(error).__name__}: {what}".removesuffix(": ")
    is_written_wrong = isinstance(error, TemplateSyntaxError) and "is no part of" not in what
    mend = "correct it" if is_written_wrong else "templates see only what they are given"
    return Fault(f"theme/templates/{name}", line, what, mend, kind="template")


def absence(absent: Absent, name: str, line: int, template: str, inputs: Inputs) -> Fault:
    """Return the fault of the template `name` that wants what is not there.

    template, inputs: those of the page for which it is rendered.
    """
    return Fault(
        f"theme/templates/{name}", line, *_words_for(absent, template, inputs), kind="template"
    )


def _words_for(absent: Absent, template: str, inputs: Inputs) -> tuple[str, str]:
    """Return what is wrong and what to do about an absent name: its successor, or a similar name.

    A page's inputs have the same names on each page of a kind.
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

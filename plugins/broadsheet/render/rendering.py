"""Rendering: makes pages from their layouts, in this process or in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from msgspec import Struct

from broadsheet.incremental.digests import digest, digests_of
from broadsheet.render.template_faults import TemplateFault
from broadsheet.render.templates import ThemeTemplates, templates_of
from broadsheet.render.theme import Theme
from broadsheet.reporting.contracts import require
from broadsheet.reporting.faults import Fault
from broadsheet.site.outputs import Inputs, Made, Writer


class Layout(Struct, frozen=True):
    """A page to render: the name of its template, its inputs, and the function that writes it.

    maker: the name of the function that made the inputs and wants this template.
    """

    template: str
    inputs: Inputs
    write: Writer
    maker: str

    @classmethod
    def of(cls, made: Made, inputs: Inputs) -> Layout:
        """Return the layout of a page or a document."""
        return cls(made.template, inputs, made.write, made.maker)


class Rendered(NamedTuple):
    """A page that was rendered: its bytes, their digest, and the digests of its inputs by name."""

    data: bytes
    file: bytes
    inputs: dict[str, bytes]


def render_pages(theme: Theme, layouts: Sequence[Layout]) -> list[Rendered | Fault]:
    """Return each page, or the fault of its template; a job for workers."""
    templates = templates_of(theme)
    return [_render(templates, layout) for layout in layouts]


def _render(templates: ThemeTemplates, layout: Layout) -> Rendered | Fault:
    try:
        data = layout.write(templates, layout.template, layout.inputs)
    except TemplateFault as error:
        if not layout.template or layout.template in templates.texts:
            return error.fault
        return replace(error.fault, what=f"{error.fault.what}, which {layout.maker} wants")
    require(isinstance(data, bytes), layout.write, data, "bytes")
    return Rendered(data, digest(data), digests_of(layout.inputs))

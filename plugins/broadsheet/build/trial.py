"""The trial: a check renders some pages of each template, so that a broken one is told by it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.plan.planning import SitePlan
from broadsheet.render.missing_names import missing_names
from broadsheet.render.rendering import Layout, render_pages
from broadsheet.render.template_dependencies import TemplateDependencies
from broadsheet.render.theme import Theme
from broadsheet.reporting.faults import Fault
from broadsheet.site.outputs import Document, Made, Output, Page
from broadsheet.views.composer import Composer

_OF_EACH = 10  # pages of one template that are rendered


def template_faults(
    plan: SitePlan, composer: Composer, theme: Theme, dependencies: TemplateDependencies
) -> list[Fault]:
    """Return what is wrong with templates, as far as the pages tell that are tried.

    Raises BuildStopped where two capabilities give a page inputs of one name.
    """
    tried = list(_tried(plan))
    layouts = [Layout.of(made, composer.inputs(made)[0]) for made in tried]
    faults = [each for each in render_pages(theme, layouts) if isinstance(each, Fault)]
    pages = [of for of, made in zip(layouts, tried, strict=True) if isinstance(made, Page)]
    told = {(fault.path, fault.line) for fault in faults}
    for fault in missing_names(theme, dependencies, pages):
        if (fault.path, fault.line) not in told:
            faults.append(fault)
    return list(dict.fromkeys(faults))


def _tried(plan: SitePlan) -> Iterator[Made]:
    """Yield some pages of each template, from anywhere in the site.

    Of what is planned as it was at the last build, a subject of each kind stands for all.
    """
    by_template: dict[tuple[str, object], list[Made]] = {}
    for output in [*plan.fresh, *_of_each_kind(plan)]:
        if isinstance(output, (Page, Document)):
            by_template.setdefault((output.template, output.write), []).append(output)
    for found in by_template.values():
        yield from _spread(sorted(found, key=lambda each: each.path))


def _of_each_kind(plan: SitePlan) -> Iterator[Output]:
    kept = set(plan.kept.values())
    first: dict[str, str] = {}
    for subject in plan.subjects:
        if subject in kept:
            first.setdefault(subject.partition(" ")[0], subject)
    for subject in first.values():
        yield from plan.outputs_of(subject)


def _spread(found: Sequence[Made]) -> Sequence[Made]:
    """Return up to `_OF_EACH`, evenly spread."""
    step = -(-len(found) // _OF_EACH)
    return found[::step]

"""Printed ids: which ids the pages have that a plan is going to print, as a browser finds them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from broadsheet.plan.planning import SitePlan
from broadsheet.render.rendering import Layout, Rendered, render_pages
from broadsheet.render.theme import Theme
from broadsheet.site.outputs import Copy, Document, Made, Page
from broadsheet.views.composer import Composer


def printed_ids(
    paths: Collection[str], plan: SitePlan, composer: Composer, theme: Theme
) -> dict[str, frozenset[str]]:
    """Return the ids of some pages of a plan, by the pages' paths.

    Each is rendered, and nothing of it is kept. What cannot be rendered, or was not made of a
    template, is left out: what is wrong with it is told elsewhere.
    """
    made, copied = _outputs(paths, plan)
    layouts = [Layout.of(each, composer.inputs(each)[0]) for each in made]
    rendered = zip(made, render_pages(theme, layouts), strict=True)
    pages = {each.path: page.data for each, page in rendered if isinstance(page, Rendered)}
    pages |= {path: source.read_bytes() for path, source in copied.items()}
    return {path: ids_of(page) for path, page in pages.items()}


def ids_of(page: bytes) -> frozenset[str]:
    """Return the ids of a page, and the names of its anchors, as old archives have them."""
    from lxml import etree, html  # which takes its time, and few builds need it

    try:
        tree = html.document_fromstring(page)
    except etree.LxmlError:  # it is empty
        return frozenset()
    anchors = (each.get("name", "") for each in tree.iter("a"))
    return frozenset([*(each.get("id", "") for each in tree.iter(etree.Element)), *anchors])


def _outputs(paths: Collection[str], plan: SitePlan) -> tuple[list[Made], dict[str, Path]]:
    """Return what makes the files at some paths: pages, and the sources of copies."""
    wanted = set(paths)
    subjects = dict.fromkeys(plan.kept[path] for path in sorted(wanted) if path in plan.kept)
    outputs = [*plan.fresh, *(each for of in subjects for each in plan.outputs_of(of))]
    found = {each.path: each for each in outputs if each.path in wanted}
    made = [each for each in found.values() if isinstance(each, (Page, Document))]
    return made, {path: each.source for path, each in found.items() if isinstance(each, Copy)}

"""Editing: all texts of a site, at all desks, before Pelican writes anything.

When `all_generators_finalized` is sent, Pelican has read all content, and its caches lie on the
disk: what is changed now is in none of them, so a build with a cache makes what one without does.
The next build begins with new articles, also under `--autoreload`.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from pelican.contents import Article, Page

from broadsheet.content.verdict import sorted_verdict
from broadsheet.in_pelican.desk import Desk
from broadsheet.in_pelican.site import PelicanSite
from broadsheet.in_pelican.telling import tell
from broadsheet.in_pelican.templates import Printer
from broadsheet.in_pelican.text import Text
from broadsheet.story.moments import placed

logger = logging.getLogger(__name__)


def edit(generators: Sequence[Any], desks: Sequence[type[Desk]]) -> None:
    """Edit the articles and pages of a site; with faults, nothing is written.

    desks: those of the site's plugins. Raises SystemExit; see `tell`.
    """
    context, settings = generators[0].context, generators[0].settings
    printer = Printer(generators[0].env, {desk.templates for desk in desks})
    site = PelicanSite(settings, context, printer)
    at_work = [desk(site) for desk in sorted(desks, key=lambda desk: desk.turn)]
    faults = [*site.faults, *(fault for desk in at_work for fault in desk.faults)]
    forgiven: set[str] = set()
    for _, content in sorted(context["generated_content"].items()):
        if not isinstance(content, (Article, Page)):
            continue
        text = Text(content)
        for desk in at_work:
            desk.edit(text)
        text.close()
        for reason in text.reasons:
            logger.info("%s: %s", text.path, reason)
        faults += text.faults
        if _is_forgiven(content, site):
            forgiven.add(text.path)
    for desk in at_work:
        desk.close()
    faults += printer.faults
    verdict = sorted_verdict(faults, forgiven, production=site.strictness.production)
    tell(verdict, site.content, generators)


def _is_forgiven(content: Any, site: PelicanSite) -> bool:
    """Say whether a text may lack care: a draft, or an article from before STRICT_SINCE."""
    since, date = site.strictness.strict_since, getattr(content, "date", None)
    old = since is not None and date is not None and date < placed(since, site.zone)
    return content.status == "draft" or old

"""Connecting: what a plugin's `register()` calls, so that it works in any Pelican site, or says no.

A paper is built without Pelican's generators, and so none of these signals is ever sent there: a
plugin need not know in which of the two it is. Nothing else is imported until one is sent.
"""

from __future__ import annotations

from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from pelican.plugins import signals

from broadsheet.reporting.faults import Fault, Gravity, Verdict, setting_fault

_DESKS: dict[str, str] = {}
_FOR_PAPERS: set[str] = set()


def connect(plugin: str, desk: str) -> None:
    """Have a plugin's desk edit the articles of the sites that name the plugin.

    plugin: its name, as in PLUGINS. desk: the full name of its subclass of `Desk`.
    """
    _DESKS[plugin] = desk
    # Pelican holds receivers weakly, and once each: these are functions of this module.
    signals.all_generators_finalized.connect(_edit)
    signals.article_generator_write_article.connect(_begin_page)
    signals.content_written.connect(_end_page)


def for_papers_only(plugin: str) -> None:
    """Have the sites that name a plugin, and are no papers, warned that it does nothing there.

    plugin: its name, as in PLUGINS.
    """
    _FOR_PAPERS.add(plugin)
    signals.all_generators_finalized.connect(_warn)


def _warn(generators: list[Any]) -> None:
    """Warn of the plugins that do nothing here."""
    from broadsheet.in_pelican.telling import tell

    settings = generators[0].settings
    idle = tuple(_idle(plugin) for plugin in settings["PLUGINS"] if plugin in _FOR_PAPERS)
    tell(Verdict((), idle), Path(settings["PATH"]), generators)


def _idle(plugin: str) -> Fault:
    what = f"{plugin} works only in a paper, and does nothing here"
    mend = "make a paper with `broadsheet init`, or take it out"
    return setting_fault("PLUGINS", what, mend, Gravity.ADVICE, kind="plugin-idle")


def _edit(generators: list[Any]) -> None:
    """Edit all articles: Pelican has read and cached them, and written nothing."""
    from broadsheet.in_pelican.editing import edit

    # Another site of the same process may have other plugins.
    plugins = generators[0].settings["PLUGINS"]
    edit(generators, [resolve_name(desk) for plugin, desk in _DESKS.items() if plugin in plugins])


def _begin_page(_: Any, content: Any) -> None:
    """An article's own page is about to be written, unless it has none."""
    showing = getattr(content, "showing", None)
    if showing is not None and content.save_as:
        showing.on_its_page = True


def _end_page(_: str, context: Any) -> None:
    showing = getattr(context.get("article"), "showing", None)
    if showing is not None:
        showing.on_its_page = False

"""The notices of a preview: what a page says of warnings, and of stories that are not shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from broadsheet.build.plan import Plan
from broadsheet.content.edition import Edition
from broadsheet.reporting.counting import count
from broadsheet.reporting.faults import Fault
from broadsheet.reporting.news import counted, label, worth_showing
from broadsheet.site.addresses import file_of

SHOW_DRAFTS = "`broadsheet serve --drafts` shows all stories, these marked"
_LISTS = "`broadsheet check` lists them"


@dataclass(frozen=True)
class Notices:
    """What pages say of a build. It holds nothing of the edition, which would stay in memory.

    warnings: all, each with its line. due: those that every page shows. own: those of the files
    that pages are made from, by the paths of the pages. hidden: a line for each page of a story
    that is not shown, by its path.
    """

    warnings: Mapping[Fault, str] = field(default_factory=dict)
    due: tuple[Fault, ...] = ()
    own: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, line: Callable[[Fault], str]) -> Notices:
        """Return the notices of a build. line: returns the line of a fault."""
        verdict, news = plan.verdict, plan.news
        lines = {each: f"{label(each, verdict, news)}: {line(each)}" for each in verdict.warnings}
        own: dict[str, list[Fault]] = defaultdict(list)
        for fault in verdict.warnings:
            page = _page_of(fault.path, plan.edition)
            if page is not None:
                own[page].append(fault)
        by_page = {page: tuple(faults) for page, faults in own.items()}
        return cls(lines, worth_showing(verdict, news), by_page, dict(_hidden(plan.edition)))

    def on(self, address: str) -> list[str]:
        """Return the notices of a page, a line each. address: its path, as browsers ask for it.

        First the warnings of the file that it is made from, then others that are worth showing,
        and the number of the rest. Where it is the page of a story that is not shown, that first.
        """
        path = _path(address)
        shown = dict.fromkeys((*self.own.get(path, ()), *self.due))
        lines = [self.hidden[path]] if path in self.hidden else []
        lines += [self.warnings[fault] for fault in shown]
        rest = [fault for fault in self.warnings if fault not in shown]
        if rest:
            lines.append(f"{count(rest, 'warning')} elsewhere: {counted(rest)} ({_LISTS})")
        return lines


def _path(address: str) -> str:
    """Return the path of the file that a browser is given at an address of the preview."""
    path = unquote(address).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def _page_of(path: str, edition: Edition) -> str | None:
    """Return the path of the page that is made from a content file; None if none is."""
    addresses = edition.addresses
    if story := edition.by_path.get(path):
        return file_of(edition.path_of(story))
    if page := edition.pages_by_path.get(path):
        return file_of(addresses.page(page))
    author = edition.authors_by_path.get(path)
    return file_of(addresses.author(author.slug)) if author else None


def _hidden(edition: Edition) -> Iterator[tuple[str, str]]:
    for story in edition.loaded.stories if edition.hidden else ():
        if story.path in edition.hidden:
            state = "a draft" if story.draft else "scheduled for later"
            line = f"{story.path} is {state}, and not shown ({SHOW_DRAFTS})"
            yield file_of(edition.path_of(story)), line

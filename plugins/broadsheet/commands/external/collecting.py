"""Collecting: the links of texts and settings to other sites, each with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from broadsheet.build.plan import Plan
from broadsheet.content.edition import Edition
from broadsheet.plan.complete_links import complete_links, line_of
from broadsheet.plan.texts import reason_of
from broadsheet.reporting.faults import SETTINGS, Fault, Gravity, setting_fault
from broadsheet.site.uris import USUAL_PORTS
from broadsheet.story.model import Body, Item


@dataclass(frozen=True)
class Place:
    """Where a link stands: a content file and its line, or a setting.

    link: as written. line: 0 if it has not been looked up.
    """

    link: str
    path: str
    line: int = 0
    setting: str = ""

    def looked_up(self, content: Path) -> Place:
        """Return the place with its line. content: the content folder."""
        if self.line or self.setting:
            return self
        return replace(self, line=line_of(self.link, content / self.path))

    def fault(self, what: str, mend: str) -> Fault:
        """Return the warning of a link at this place."""
        if self.setting:
            return setting_fault(self.setting, what, mend, Gravity.ADVICE, kind="link-external")
        return Fault(self.path, self.line, what, mend, Gravity.ADVICE, kind="link-external")


Places = Mapping[str, tuple[Place, ...]]
"""The places of links by the address that each asks for: without what follows a `#`."""


def outward(edition: Edition, item: Item, body: Body) -> Iterator[tuple[str, int]]:
    """Yield the links of a text to other sites as they are written, with their lines, 0 if unknown.

    An address within this site's own host is none, whatever stands there.
    """
    own = edition.addresses.own_links
    for link, line in complete_links(item, body):
        if link[:4].lower() == "http" and not (own.may_be_own(link) and own.landing(link)):
            yield link, line


def visible_texts(plan: Plan) -> Iterator[tuple[Item, Body]]:
    """Yield what readers may see of each text, in the order of the texts' files.

    The session in which the plan was made must be open.
    """
    edition, loaded = plan.edition, plan.loaded
    visible = set(edition.visible_paths)
    for item in sorted(loaded.items, key=lambda each: each.path):
        if item.path in visible:
            yield item, loaded.body(item.path)
        elif item.path in edition.withdrawn:
            yield item, reason_of(edition.withdrawn[item.path])


def places_of_links(
    plan: Plan, links_of_settings: Iterable[tuple[str, str]], fits: Callable[[Fault], bool]
) -> Places:
    """Return all links to other sites that readers see.

    links_of_settings: names of settings, and the address that each gives. fits: says of a fault
    whether it is wanted; links at whose place one is not are left out.
    """
    edition = plan.edition
    found: dict[str, list[Place]] = defaultdict(list)
    for item, body in visible_texts(plan):
        if not fits(Fault(item.path, 0, "", "")):
            continue
        for link, line in dict.fromkeys(outward(edition, item, body)):
            found[_asked(link)].append(Place(link, item.path, line))
    own = ((name, link.url) for name, link in edition.site.links_by_setting)
    for name, link in dict.fromkeys([*links_of_settings, *own]):
        is_wanted = fits(setting_fault(name, "", ""))
        if is_wanted and _is_full(link) and edition.addresses.own_links.landing(link) is None:
            found[_asked(link)].append(Place(link, SETTINGS, 0, name))
    return {address: tuple(places) for address, places in sorted(found.items())}


def _asked(link: str) -> str:
    """Return what is asked for where a link is followed; the link itself where it is no address."""
    try:
        return urldefrag(link.strip()).url
    except ValueError:
        return link


def _is_full(link: str) -> bool:
    try:
        return urlsplit(link).scheme in USUAL_PORTS
    except ValueError:
        return False

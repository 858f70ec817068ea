"""Capabilities: how a plugin adds something to the edition without the edition knowing what.

A plugin's package names its subclass of `Capability` as `CAPABILITY`; the edition looks for that
name in every plugin of the setting PLUGINS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from plugins.edition.outputs import Output
from plugins.edition.site import Settings, seen
from plugins.incremental.facts import Kind
from plugins.incremental.fingerprints import has_name
from plugins.story.faults import Fault
from plugins.story.keeping import LINK_SLOTS
from plugins.story.model import Story
from plugins.story.rules import BodyPass
from plugins.story.slots import Slot

if TYPE_CHECKING:
    from plugins.edition.compose import Composer, Medium
    from plugins.edition.edition import Edition
    from plugins.edition.proofreading import Sheet
    from plugins.edition.proofs import Wanted

Planner = Callable[["Composer", str], Iterable[Output]]
"""Yields the files about a subject, by its key: a function of a module or the capability's method.

What it looks at, it looks at through the composer, so that a plan is kept until that changes.
"""


Contributor = Callable[[Story, "Composer"], Any]
"""Tells something of a story, as a value of a type that lives with the views, or None."""


class Clash(Exception):
    """Two capabilities provide one thing; which of them came last must not decide."""

    def __init__(self, what: str, one: str, other: str) -> None:
        self.faults = [_clash(what, one, other)]
        super().__init__(str(self.faults[0]))


class Capability:
    """One thing the site can do. Every method has an answer for a capability that does less.

    passes: what it does to a body's tree when a file is read; pure functions of a module, best
    given by their names, so that a build that reads nothing need not import them.
    settings_names: the settings that it reads besides those of the site; others are misspelt.
    slots: the kinds of slots that it fills, and the type of the data in each: a dataclass of
    plain data, so that bodies can be kept.
    footer_links, masthead_link: words and path of the pages it wants found from every page.
    prints_feeds: whether it prints the feeds of the settings, so that pages may link to them.
    page_slugs: the static pages that it prints itself, with something added.
    links: the addresses that its settings give for pages to link to, each behind the name of its
    setting: one of this site at which nothing is planned is a fault.
    """

    passes: ClassVar[tuple[BodyPass | str, ...]] = ()
    settings_names: ClassVar[frozenset[str]] = frozenset()
    slots: Mapping[str, type] = MappingProxyType({})
    footer_links: tuple[tuple[str, str], ...] = ()
    masthead_link: tuple[str, str] | None = None
    prints_feeds: ClassVar[bool] = False
    page_slugs: frozenset[str] = frozenset()
    links: tuple[tuple[str, str], ...] = ()

    def __init__(self, settings: Settings) -> None:
        """Read the capability's own settings; what is wrong with them goes to `faults`.

        settings: those that pages may be made by (`site.seen`), and so neither places nor a clock.
        """
        self.settings = settings
        self.faults: list[Fault] = []

    @property
    def name(self) -> str:
        """The name by which messages call it: that of its class, with its module."""
        return f"{type(self).__module__}.{type(self).__qualname__}"

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report what is wrong between the settings and the content as a whole."""
        return ()

    def proofread(self, sheet: Sheet) -> Iterable[Fault | Wanted]:
        """Report what is wrong with one content file, and the files that it wants printed.

        Drafts and stories of the future are proofread too; no other method is ever given them.
        Must depend on the sheet and the capability's settings only.
        """
        return ()

    def is_record(self, path: str) -> bool:
        """Say whether a content path is that of a record of the newsroom's own, such as a sidecar.

        Such a file is never published, whatever folder it lies in. Must depend on the path only.
        """
        return False

    def kinds(self, edition: Edition) -> Mapping[str, Kind]:
        """Return the kinds of facts that the capability's pages look at, besides the edition's."""
        return {}

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Any:
        """Return what stands in a slot of the file `path`, or None to leave it out.

        Must depend on its arguments and the capability's settings only.
        """
        return None

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        """Return what the capability adds to the inputs of a story's page, by names of its own."""
        return {}

    def contributions(self) -> Mapping[type, Contributor]:
        """Return what the capability can tell others of a story, by the type of the answer.

        The types live in `views.py`, so that neither side knows the other. Only one capability of
        a paper may answer for a type. A contributor must depend on its arguments and the
        capability's settings only.
        """
        return {}

    def account(self, story: Story, composer: Composer) -> Iterable[str]:
        """Return lines on what is done with a story and why, for a log that says more."""
        return ()

    def planners(self) -> Mapping[str, Planner]:
        """Return what plans the files that the capability adds to the site, by kinds of subjects.

        A planner of "story", "section", "topic" or "author" is asked for each of them, by its file
        or its key. Any other name is a subject by itself, and its key is "". Where several
        capabilities give one name, each is asked.
        """
        return {}


def capabilities_of(settings: Settings) -> list[Capability]:
    """Return the capabilities of the plugins that the settings name, in their order.

    The plugins must have been loaded, see `plugin_loading.py`.
    """
    modules = (sys.modules[name] for name in settings["PLUGINS"])
    found = (getattr(module, "CAPABILITY", None) for module in modules)
    given = seen(settings)
    return [capability(given) for capability in found if capability is not None]


def prints_feeds(capabilities: Iterable[Capability]) -> bool:
    """Say whether there are feeds to link to."""
    return any(each.prints_feeds for each in capabilities)


def passes_of(capabilities: Sequence[Capability]) -> list[BodyPass | str]:
    """Return what the capabilities do to bodies, in order."""
    return [change for capability in capabilities for change in capability.passes]


def nameless_passes(capabilities: Iterable[Capability]) -> Iterator[Fault]:
    """Report passes that no other process could find, and no build tell from others."""
    for each in capabilities:
        for change in each.passes:
            if not has_name(change):
                name = getattr(change, "__qualname__", type(change).__qualname__)
                what = f"PLUGINS: {each.name}: the pass {name} was made within another function"
                yield Fault("settings", 0, what, "write it with `def` at the top of a module")


def slots_of(capabilities: Sequence[Capability]) -> Mapping[str, type]:
    """Return the kinds of slots of all capabilities, and the type of the data in each."""
    return {kind: data for each in capabilities for kind, data in each.slots.items()}


def clashes(capabilities: Sequence[Capability]) -> Iterator[Fault]:
    """Report what two capabilities provide although a site can have only one of it."""
    owners: dict[str, Capability] = {}
    for each in capabilities:
        for kind in sorted(each.slots.keys() & LINK_SLOTS.keys()):
            yield _clash(f"the slots “{kind}”", "plugins.story", each.name)
        for what in _claims(each):
            owner = owners.setdefault(what, each)
            if owner is not each:
                yield _clash(what, owner.name, each.name)


def _claims(capability: Capability) -> Iterator[str]:
    yield from (f"the slots “{kind}”" for kind in sorted(capability.slots))
    yield from (f"the static page “{slug}”" for slug in sorted(capability.page_slugs))
    for kind in capability.contributions():
        yield f"the contribution {kind.__name__}"
    yield from (f"the link to {path} in the footer" for _, path in capability.footer_links)
    if capability.masthead_link:
        yield f"the link to {capability.masthead_link[1]} in the masthead"


def _clash(what: str, one: str, other: str) -> Fault:
    mend = "rename one of the two, or take one plugin out"
    return Fault("settings", 0, f"PLUGINS: {one} and {other} both provide {what}", mend)

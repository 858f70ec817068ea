"""Capabilities: how a plugin adds something to the edition without the edition knowing what.

A plugin's package names its subclass of `Capability` as `CAPABILITY`; the edition looks for that
name in every plugin of the setting PLUGINS.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from plugins.edition.outputs import Output
from plugins.edition.site import Settings, seen
from plugins.incremental.facts import Kind
from plugins.story.faults import Fault
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


class Capability:
    """One thing the site can do. Every method has an answer for a capability that does less.

    passes: what it does to a body's tree when a file is read; pure functions of a module, best
    given by their names, so that a build that reads nothing need not import them.
    slots: the kinds of slots that it fills, and the type of the data in each: a dataclass of
    plain data, so that bodies can be kept.
    footer_links, masthead_link: words and path of the pages it wants found from every page.
    page_slugs: the static pages that it prints itself, with something added.
    """

    passes: ClassVar[tuple[BodyPass | str, ...]] = ()
    slots: Mapping[str, type] = MappingProxyType({})
    footer_links: tuple[tuple[str, str], ...] = ()
    masthead_link: tuple[str, str] | None = None
    page_slugs: frozenset[str] = frozenset()

    def __init__(self, settings: Settings) -> None:
        """Read the capability's own settings; what is wrong with them goes to `faults`.

        settings: those that pages may be made by (`site.seen`), and so neither places nor a clock.
        """
        self.settings = settings
        self.faults: list[Fault] = []

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
        """Return what the capability adds to the inputs of a story's page."""
        return {}

    def account(self, story: Story, composer: Composer) -> Iterable[str]:
        """Return lines on what is done with a story and why, for a log that says more."""
        return ()

    def planners(self) -> Mapping[str, Planner]:
        """Return what plans the files that the capability adds to the site, by kinds of subjects.

        A planner of "story", "section", "topic" or "author" is asked for each of them, by its file
        or its key. Any other name is a subject by itself, and its key is "".
        """
        return {}


def capabilities_of(settings: Settings) -> list[Capability]:
    """Return the capabilities of the plugins that the settings name, in their order."""
    modules = (sys.modules.get(str(name)) for name in settings["PLUGINS"])
    found = (getattr(module, "CAPABILITY", None) for module in modules)
    given = seen(settings)
    return [capability(given) for capability in found if capability is not None]


def passes_of(capabilities: Sequence[Capability]) -> list[BodyPass | str]:
    """Return what the capabilities do to bodies, in order."""
    return [change for capability in capabilities for change in capability.passes]


def slots_of(capabilities: Sequence[Capability]) -> Mapping[str, type]:
    """Return the kinds of slots of all capabilities, and the type of the data in each."""
    return {kind: data for each in capabilities for kind, data in each.slots.items()}

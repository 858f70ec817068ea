"""Capabilities: how a plugin adds something to the edition without the edition knowing what.

A plugin's `register()` connects a receiver to `get_capabilities`, as Pelican's own plugins do
with `get_generators`; the receiver returns a subclass of `Capability`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from blinker import signal

from plugins.edition.outputs import Output
from plugins.edition.site import Settings
from plugins.story.faults import Fault
from plugins.story.model import Story
from plugins.story.reading import BodyPass
from plugins.story.slots import Slot

if TYPE_CHECKING:
    from plugins.edition.compose import Composer
    from plugins.edition.edition import Edition

get_capabilities = signal("broadsheet-get-capabilities")


class Capability:
    """One thing the site can do. Every method has an answer for a capability that does less.

    passes: what it does to a body's tree when a file is read; pure functions of a module.
    slots: the kinds of slots that it fills.
    footer_links, masthead_link: words and path of the pages it wants found from every page.
    page_slugs: the static pages that it prints itself, with something added.
    """

    passes: ClassVar[tuple[BodyPass, ...]] = ()
    slots: frozenset[str] = frozenset()
    footer_links: tuple[tuple[str, str], ...] = ()
    masthead_link: tuple[str, str] | None = None
    page_slugs: frozenset[str] = frozenset()

    def __init__(self, settings: Settings) -> None:
        """Read the capability's own settings; what is wrong with them goes to `faults`."""
        self.settings = settings
        self.faults: list[Fault] = []

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report what is wrong with the content, once everything has been read."""
        return ()

    def fill(self, slot: Slot, path: str, story: Story | None, edition: Edition) -> Any:
        """Return what stands in a slot of the file `path`, or None to leave it out.

        Must depend on its arguments and the capability's settings only.
        """
        return None

    def story_inputs(self, story: Story, edition: Edition) -> Mapping[str, Any]:
        """Return what the capability adds to the inputs of a story's page."""
        return {}

    def outputs(self, edition: Edition, composer: Composer) -> Iterable[Output]:
        """Return the files that the capability adds to the site."""
        return ()


def capabilities_of(settings: Settings) -> list[Capability]:
    """Return the capabilities of the plugins that the settings name, in their order."""
    order = {str(name): index for index, name in enumerate(settings["PLUGINS"])}
    found: dict[int, type[Capability]] = {}
    for receiver, provided in get_capabilities.send(settings):
        index = order.get(receiver.__module__)
        if index is not None:
            found[index] = provided
    return [found[index](settings) for index in sorted(found)]


def passes_of(capabilities: Sequence[Capability]) -> list[BodyPass]:
    """Return what the capabilities do to bodies, in order."""
    return [change for capability in capabilities for change in capability.passes]

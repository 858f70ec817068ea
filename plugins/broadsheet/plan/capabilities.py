"""Capabilities of a paper: makes those of its plugins, and joins what they declare."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.incremental.fingerprints import has_name
from broadsheet.plan.blame import set_up_fault
from broadsheet.plan.capability import Capability
from broadsheet.plan.hooks import check_answers, declared_faults, hook_faults
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Fault, is_advice, setting_fault
from broadsheet.site.addresses import Feeds
from broadsheet.site.options import names_of
from broadsheet.site.settings import Settings, seen
from broadsheet.story.reading_settings import BodyPass

if TYPE_CHECKING:
    from broadsheet.story.front import StoryKeys


def capabilities_of(settings: Settings) -> list[Capability]:
    """Return the capabilities of the plugins that the settings name, in their order.

    The plugins must have been loaded, see `plugin_loading.py`. Raises BuildStopped, with a fault
    for each that fails when it is set up, or whose methods take other arguments than they get.
    """
    given, capabilities, faults = seen(settings), list[Capability](), list[Fault]()
    for name in settings["PLUGINS"]:
        kind = getattr(sys.modules[name], "CAPABILITY", None)
        if kind is None:
            continue
        found = list(hook_faults(kind))
        try:
            capability = kind(given)
        except (Exception, SystemExit) as error:  # a plugin fails in as many ways as Python
            faults.append(set_up_fault(name, kind, error))
        else:
            found += declared_faults(capability)
            faults += (each for each in found if not is_advice(each))
            capability.faults += filter(is_advice, found)
            capabilities.append(capability)
    if faults:
        raise BuildStopped.by(faults)
    for capability in capabilities:
        check_answers(capability)
    return capabilities


def names_of_settings(capabilities: Iterable[Capability]) -> frozenset[str]:
    """Return the names of all settings that the capabilities read."""
    return frozenset().union(*(names_of(each.settings_model) for each in capabilities))


def feeds_of(capabilities: Iterable[Capability]) -> Feeds:
    """Return where feeds are printed; an empty `Feeds` if no capability prints any."""
    return next((each.feeds for each in capabilities if each.feeds), Feeds())


def folders_of(settings: Settings) -> list[Path]:
    """Return the folders of the plugins that the settings name, in their order.

    A plugin that is a single module has none of its own. The plugins must have been loaded.
    """
    modules = (sys.modules[name] for name in settings["PLUGINS"])
    return [Path(place) for each in modules for place in getattr(each, "__path__", ())]


def parts_of(capabilities: Iterable[Capability], part: str) -> dict[Path, str]:
    """Return the folders of capabilities with a name such as `templates`, each with its owner.

    They come in the order of the capabilities, and need not exist. A shared folder comes once.
    """
    found: dict[Path, str] = {}
    for each in capabilities:
        if each.folder is not None:
            found.setdefault(each.folder / part, each.name)
    return found


def passes_of(capabilities: Sequence[Capability]) -> list[BodyPass | str]:
    """Return what the capabilities do to bodies, in order."""
    return [change for capability in capabilities for change in capability.passes]


def nameless_passes(capabilities: Iterable[Capability]) -> Iterator[Fault]:
    """Report passes that are no named functions of a module, which workers could not import."""
    for each in capabilities:
        for change in each.passes:
            if not has_name(change):
                name = getattr(change, "__qualname__", type(change).__qualname__)
                what = f"{each.name}: the pass {name} was made within another function"
                yield setting_fault("PLUGINS", what, "write it with `def` at the top of a module")


def keys_of_stories(capabilities: Sequence[Capability]) -> list[type[StoryKeys]]:
    """Return the models of the front-matter keys that the capabilities declare for stories."""
    return [each.story_keys for each in capabilities if each.story_keys is not None]


def slots_of(capabilities: Sequence[Capability]) -> Mapping[str, type]:
    """Return the kinds of slots of all capabilities, and the type of the data in each."""
    return {kind: data for each in capabilities for kind, data in each.slots.items()}

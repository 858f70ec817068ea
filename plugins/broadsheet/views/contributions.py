"""Contributions: what the capabilities of a paper add to views.

Views import no capability. `plan/contributing.py` gathers the contributions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from broadsheet.incremental.queries import Query
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Fault, setting_fault
from broadsheet.site.addresses import Feeds
from broadsheet.site.outputs import Inputs, Page
from broadsheet.story.model import Story
from broadsheet.story.slots import Slot

if TYPE_CHECKING:
    from broadsheet.views.composer import Composer
    from broadsheet.views.media import Medium

COMMON_INPUTS = ("site", "places")
"""The names of the inputs that all pages have."""

Filler = Callable[[Slot, str, Story | None, "Composer", "Medium"], Any]
"""Returns what stands in a slot of a file, or None to leave it out."""

Contributor = Callable[[Any, "Composer"], Any]
"""Returns something about a subject, as a record of `records.py`, or None."""

StoryInputs = Callable[[Story, "Composer"], Mapping[str, Any]]
PageInputs = Callable[[Page, Inputs, "Composer"], Mapping[str, Any]]


def clash(what: str, one: str, other: str) -> Fault:
    """Return the fault of two that provide one thing."""
    mend = "rename one of the two, or take one plugin out"
    return setting_fault("PLUGINS", f"{one} and {other} both provide {what}", mend)


def claim(names: Iterable[str], owners: dict[str, str], owner: str, what: str) -> None:
    """Have an owner for each name; raise BuildStopped for one that has another owner already."""
    for name in names:
        rival = owners.setdefault(name, owner)
        if rival != owner:
            raise BuildStopped.by([clash(what.format(name), rival, owner)])


def with_additions(
    own: Inputs,
    owners: dict[str, str],
    additions: Iterable[tuple[str, Inputs]],
    whose: str,
) -> Inputs:
    """Return inputs with what others add to them.

    owners: the owner of each name so far. additions: pairs of an owner's name and its inputs.
    whose: whose inputs these are, for messages. Raises BuildStopped where two give one name.
    """
    inputs = dict(own)
    for name, added in additions:
        claim(added, owners, name, f"the input “{{}}” of {whose}")
        inputs.update(added)
    return inputs


@dataclass(frozen=True)
class Contributions:
    """What the capabilities of a paper add to views.

    places: names of templates by the place of a page where they stand. queries: by name. fillers:
    by the kind of slot. contributors: by the types of the subject and of the answer. story_inputs,
    page_inputs: each behind the name of its capability. masthead, footer: words and paths of
    links. page_slugs: static pages that a capability prints itself. feeds: where feeds are
    printed.
    """

    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    queries: Mapping[str, Query] = field(default_factory=dict)
    fillers: Mapping[str, Filler] = field(default_factory=dict)
    contributors: Mapping[tuple[type, type], Contributor] = field(default_factory=dict)
    story_inputs: Sequence[tuple[str, StoryInputs]] = ()
    page_inputs: Sequence[tuple[str, PageInputs]] = ()
    masthead: Sequence[tuple[str, str]] = ()
    footer: Sequence[tuple[str, str]] = ()
    page_slugs: frozenset[str] = frozenset()
    feeds: Feeds = field(default_factory=Feeds)

"""Live coverage as a capability: fills the slots of updates, and plans the file of them alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from broadsheet.api import (
    Capability,
    Composer,
    Contributor,
    Link,
    LiveCoverage,
    LiveUpdate,
    LiveUpdates,
    Medium,
    Output,
    Planner,
    Slot,
    Story,
    keys_of,
    page,
    parse,
    take_out,
    text_of,
)
from broadsheet.live.keys import LiveKeys
from broadsheet.live.marking import UPDATE, UPDATES, Block, Update
from broadsheet.live.views import LiveView, UpdateView
from broadsheet.site.addresses import file_of
from broadsheet.story.slots import Part, without_slots
from broadsheet.story.targets import LinkTarget
from broadsheet.views.bodies import body_parts
from broadsheet.views.media import PAGE

FRAGMENT = "updates.html"
"""The template of the file that has the updates of a story alone, and the end of its name."""


class Live(Capability):
    """Timed updates of stories that are told as something happens.

    It stands before all that looks for a place in a body: the updates are one block of it.
    """

    story_keys = LiveKeys
    passes = ("broadsheet.live.marking.mark_updates",)
    slots: Mapping[str, type] = MappingProxyType({UPDATES: Block, UPDATE: Update})
    added_inputs = ("live",)

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> LiveView | UpdateView | None:
        """Return what stands around the updates of a story, and at the head of each."""
        if story is None:
            return None
        if slot.kind == UPDATES:
            return None if slot.data.is_end else live_view(story, composer)
        when = composer.dates.when(slot.data.moment)
        here = composer.story_url(story)
        url = f"#{slot.data.id}"
        if medium != PAGE:
            url = composer.addresses.absolute(here) + url
        is_dated = when.day != composer.dates.when(story.date).day
        return UpdateView(slot.data.id, url, when, is_dated)

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        """Return the state of a live story, None for any other."""
        return {"live": live_view(story, composer) if _is_coverage(story) else None}

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of the updates of a story alone."""
        return {"story": fragments}

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells that a story is live, and what its updates are."""
        return {(Story, LiveCoverage): coverage_of, (Story, LiveUpdates): updates_of}


def _is_coverage(story: Story) -> bool:
    return keys_of(LiveKeys, story.own).is_coverage


def fragment_path(story: Story, composer: Composer) -> str:
    """Return the path of the file that has the updates of a story alone, beside its page."""
    file = file_of(composer.path_of(story))
    if file.endswith("/index.html"):
        return f"/{file.removesuffix('index.html')}{FRAGMENT}"
    return f"/{file.rpartition('.')[0]}-{FRAGMENT}"


def live_view(story: Story, composer: Composer) -> LiveView:
    """Return the state of a live story."""
    latest = max((moment for moment, _ in story.updates), default=None)
    return LiveView(
        is_over=keys_of(LiveKeys, story.own).is_over,
        updated=composer.dates.when(latest) if latest else None,
        page=Link(story.title, composer.story_url(story)),
        fragment=composer.addresses.site_url(fragment_path(story, composer)),
    )


def coverage_of(story: Story, composer: Composer) -> LiveCoverage | None:
    """Return from when to when a story was live, None for one that never was."""
    keys, when = keys_of(LiveKeys, story.own), composer.dates.when
    if not keys.is_coverage:
        return None
    moments = [moment for moment, _ in story.updates] or [story.date]
    ends = max(*moments, story.date) if keys.is_over else None
    return LiveCoverage(when(min(*moments, story.date)), when(ends) if ends else None)


def updates_of(story: Story, composer: Composer) -> LiveUpdates | None:
    """Return the updates of a live story as plain words, the newest first."""
    if not story.updates:
        return None
    here = composer.addresses.absolute(composer.story_url(story))
    found: list[tuple[Update, list[Part]]] = []
    for part in updates_in(composer.text(story.path).parts):
        if isinstance(part, Slot) and part.kind == UPDATE:
            found.append((part.data, []))
        elif found:
            found[-1][1].append(part)
    return LiveUpdates(
        tuple(
            LiveUpdate(f"{here}#{update.id}", composer.dates.when(update.moment), *_words(parts))
            for update, parts in found
        )
    )


def updates_in(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return those parts of a body that are its updates, with the slot in front of them."""
    places = [n for n, part in enumerate(parts) if isinstance(part, Slot) and part.kind == UPDATES]
    return parts[places[0] : places[1]] if len(places) > 1 else ()


def _words(parts: list[Part]) -> tuple[str, str]:
    """Return the headline of an update, "" without any, and its text."""
    root, headline = parse(without_slots(parts)), ""
    for mark in [each for each in root.iterdescendants("sup") if each.find("a") is not None]:
        take_out(mark)  # of a note, which is not here
    first = next(iter(root), None)
    if first is not None and first.tag == "h2":
        headline = " ".join(text_of(first).split())
        take_out(first)
    return headline, " ".join(text_of(root).split())


def fragments(composer: Composer, path: str) -> Iterator[Output]:
    """Yield the file with the updates of a story alone, which its page may ask for."""
    story = composer.story_at(path)
    if _is_coverage(story):
        yield page(
            fragment_path(story, composer),
            FRAGMENT,
            fragment_inputs,
            path,
            origin=story.path,
            line=story.line("live"),
        )


def fragment_inputs(composer: Composer, path: str) -> Mapping[str, Any]:
    """Return the inputs of the file with the updates of a story alone."""
    story = composer.story_at(path)
    here = composer.story_url(story)

    def address_of(target: LinkTarget) -> str | None:
        """Return where a link leads: a place of the page, such as a note, is only there."""
        if target.kind == "here":
            return here + target.fragment
        return composer.address(target, medium=PAGE, here=here)

    return {
        "headline": story.title,
        "lang": story.lang or composer.paper.lang,
        "live": live_view(story, composer),
        "body": body_parts(
            updates_in(composer.text(path).parts),
            fill=lambda slot: composer.fill(slot, path, PAGE, story),
            address_of=address_of,
        ),
    }

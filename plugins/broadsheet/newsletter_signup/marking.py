"""Marking: puts the slots of the newsletter block into a story's body.

Which newsletter it will be depends on the settings, which reading a story may not know. So a
body without a marker gets two slots, one inside and one at its end, and each holds what is
needed to decide later which of them is filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from broadsheet.newsletter_signup.blocks import blocks_of
from broadsheet.newsletter_signup.keys import NewsletterKeys
from broadsheet.newsletter_signup.markers import Marker, free_markers, markers_in
from broadsheet.newsletter_signup.placement import place
from broadsheet.newsletter_signup.places import KIND, Place
from broadsheet.newsletter_signup.settings import NO_NEWSLETTER
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.draft import Draft
from broadsheet.story.front import keys_of
from broadsheet.story.slots import Slot
from broadsheet.story.tree import Node, append, insert_after, insert_before, take_out


def mark_newsletter(draft: Draft) -> Iterator[Fault]:
    """Put the slots into a story's body and take its marker out; other texts stay untouched."""
    if draft.front is None:
        return
    free_markers(draft.root)
    markers = list(markers_in(draft.root, draft.source))
    unwanted = keys_of(NewsletterKeys, draft.own).is_unwanted
    yield from marker_faults(draft.source.path, markers, unwanted=unwanted)
    alone = [(marker, tag) for marker in markers if (tag := marker.paragraph) is not None]
    if alone and not unwanted:
        insert_before(alone[0][1], _slot_at(draft, alone[0][0]))
    elif not unwanted:
        _mark_by_rule(draft)
    for _, paragraph in alone:
        take_out(paragraph)


def marker_faults(path: str, markers: Sequence[Marker], *, unwanted: bool) -> Iterator[Fault]:
    """Report markers that are not alone, too many, or in a story that wants no newsletter."""
    yield from (_stray(path, marker) for marker in markers if marker.paragraph is None)
    alone = [marker for marker in markers if marker.paragraph is not None]
    if unwanted:
        yield from (_contradiction(path, marker) for marker in alone)
    else:
        yield from (_second(path, marker, alone[0]) for marker in alone[1:])


def _slot_at(draft: Draft, marker: Marker) -> Node:
    where = Place("marker", f"at its marker in line {marker.line}", marker.newsletter_id)
    return draft.slots.element(Slot(KIND, where, marker.line))


def _mark_by_rule(draft: Draft) -> None:
    body = blocks_of(draft.root, draft.slots)
    placement = place(body.blocks)
    has_inside = placement.after is not None
    at_end = "after the body, where this newsletter always stands"
    end = Place("end", at_end if has_inside else placement.reason, has_inside=has_inside)
    end_slot = draft.slots.element(Slot(KIND, end))
    if placement.after is not None:
        inside = Place("inside", placement.reason, has_inside=True)
        paragraph = cast(Node, body.nodes[placement.after])  # the rule names no other block
        insert_after(paragraph, draft.slots.element(Slot(KIND, inside)))
    append(draft.root, end_slot)


def _second(path: str, marker: Marker, first: Marker) -> Fault:
    what = f"a second newsletter marker; the first is in line {first.line}"
    return Fault(path, marker.line, what, "keep one", kind="newsletter")


def _contradiction(path: str, marker: Marker) -> Fault:
    return Fault(
        path,
        marker.line,
        f"a newsletter marker in a story with `newsletter: {NO_NEWSLETTER}`",
        "delete one of the two; no newsletter is shown",
        Gravity.ADVICE,
        kind="marker-idle",
    )


def _stray(path: str, marker: Marker) -> Fault:
    if marker.standing == "in a paragraph":
        return Fault(
            path,
            marker.line,
            "a newsletter marker inside a paragraph",
            "leave an empty line before and after it",
            kind="newsletter",
        )
    return Fault(
        path,
        marker.line,
        "a newsletter marker inside another block is printed as text",
        "move it between two paragraphs",
        Gravity.ADVICE,
        kind="marker-idle",
    )

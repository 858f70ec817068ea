"""A desk with files that a test has read itself, without a content folder or a store."""

from __future__ import annotations

from typing import Any

from broadsheet.content.check_results import Proof
from broadsheet.content.edition import Edition
from broadsheet.content.loading import Copydesk
from broadsheet.plan.capability import Capability
from broadsheet.plan.checking import Sheet, proofread
from broadsheet.plan.planning import Planners
from broadsheet.site.outputs import Output
from broadsheet.story.model import Author, Story
from broadsheet.story.reading import Read
from broadsheet.views.composer import Composer


def desk_of(*reads: Read[Any]) -> Copydesk:
    """Return a desk with what was read; all of it must have been readable."""
    desk = Copydesk(body={read.item.path: read.body for read in reads}.__getitem__)
    for item in (read.item for read in reads):
        if isinstance(item, Story):
            desk.stories.append(item)
        elif isinstance(item, Author):
            desk.authors.append(item)
        else:
            desk.pages.append(item)
    return desk


def proofs_of(edition: Edition, *capabilities: Capability) -> dict[str, Proof]:
    """Return the proof of each file of an edition's desk, hidden ones too, as a build makes it."""
    composer = Composer(edition, capabilities)
    desk, visible = edition.desk, set(edition.visible_paths)
    return {
        item.path: proofread(
            Sheet(item, desk.body(item.path), item.path in visible, composer),
            capabilities,
            desk.faulty,
        )
        for item in desk.items
    }


def outputs_of(edition: Edition, *capabilities: Capability) -> list[Output]:
    """Return all files that capabilities plan for an edition, as a build plans them."""
    planners = Planners(Composer(edition, capabilities), capabilities)
    return [output for each in planners.subjects(edition) for output in planners.plan(each)]

"""A desk with files that a test has read itself, without a content folder or a store."""

from __future__ import annotations

from typing import Any

from plugins.edition.capability import Capability
from plugins.edition.compose import Composer
from plugins.edition.edition import Edition
from plugins.edition.gather import Copydesk
from plugins.edition.outputs import Output
from plugins.edition.planning import Planners
from plugins.edition.proofreading import Sheet, proofread
from plugins.edition.proofs import Proof
from plugins.story.model import Author, Story
from plugins.story.reading import Read


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

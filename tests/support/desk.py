"""A desk with files that a test has read itself, without a content folder or a store."""

from __future__ import annotations

from typing import Any

from broadsheet.content.check_results import CheckResult
from broadsheet.content.edition import Edition
from broadsheet.content.loaded import LoadedContent
from broadsheet.plan.capability import Capability
from broadsheet.plan.contributing import composer_of
from broadsheet.plan.file_checks import check_file
from broadsheet.plan.planning import Planners
from broadsheet.plan.texts import CheckContext
from broadsheet.site.outputs import Output
from broadsheet.story.model import Author, Story
from broadsheet.story.reading import Read


def desk_of(*reads: Read[Any]) -> LoadedContent:
    """Return a desk with what was read; all of it must have been readable."""
    loaded = LoadedContent(body={read.item.path: read.body for read in reads}.__getitem__)
    for item in (read.item for read in reads):
        if isinstance(item, Story):
            loaded.stories.append(item)
        elif isinstance(item, Author):
            loaded.authors.append(item)
        else:
            loaded.pages.append(item)
    return loaded


def results_of(edition: Edition, *capabilities: Capability) -> dict[str, CheckResult]:
    """Return what came of checking each file of an edition's desk, hidden ones too, as a build makes it."""
    composer = composer_of(edition, capabilities)
    loaded, visible = edition.loaded, set(edition.visible_paths)
    return {
        item.path: check_file(
            CheckContext(item, loaded.body(item.path), item.path in visible, composer),
            capabilities,
            loaded.faulty,
        )
        for item in loaded.items
    }


def outputs_of(edition: Edition, *capabilities: Capability) -> list[Output]:
    """Return all files that capabilities plan for an edition, as a build plans them."""
    planners = Planners(composer_of(edition, capabilities), capabilities)
    return [output for each in planners.subjects(edition) for output in planners.plan(each)]

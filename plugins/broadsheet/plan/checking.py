"""Checking: each content file is checked against the rest of the paper.

What a single file can say of itself was told when it was read. Here is what it takes the others
to know: whether its links lead anywhere, whether its pictures exist. A result is kept with the
questions that were asked, and the file checked again only when an answer has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from broadsheet.content.check_results import CheckResult, Wanted
from broadsheet.content.questions import Standing
from broadsheet.faults import Fault, Gravity
from broadsheet.plan.bound_links import bound_links
from broadsheet.plan.capability import Capability
from broadsheet.story.model import Body, Item, Story
from broadsheet.story.slots import Slot
from broadsheet.story.targets import LinkTarget
from broadsheet.views.composer import Composer

_ACTIVE = {".html", ".htm", ".xhtml", ".svg", ".svgz", ".xml", ".js", ".mjs", ".php"}
_KINDS = {"category": "section", "tag": "topic", "author": "author"}


@dataclass(frozen=True)
class CheckContext:
    """What the check of one content file is given.

    visible: whether readers may see it. composer: for looking at the rest of the paper.
    """

    item: Item
    body: Body
    visible: bool
    composer: Composer


def check_file(
    context: CheckContext, capabilities: Sequence[Capability], faulty: frozenset[str]
) -> CheckResult:
    """Return all that is wrong with a file in this edition.

    faulty: files that could not be read, or have faults of their own; a link that may only wait
    for one of them is not reported.
    """
    faults: list[Fault] = []
    wanted: list[Wanted] = []
    found = [*_links(context, faulty), *(_idle_embargo(context) if not context.visible else ())]
    for capability in capabilities:
        found += capability.check_file(context)
    for each in found:
        if isinstance(each, Fault):
            faults.append(each)
        else:
            wanted.append(each)
    return CheckResult(tuple(faults), tuple(wanted), tuple(bound_links(context)))


def _links(context: CheckContext, faulty: frozenset[str]) -> Iterator[Fault | Wanted]:
    picture = context.item.picture
    for link in (*context.body.links, *(picture.links if picture else ())):
        target = link.data
        if target.kind in ("here", "site"):
            continue
        end = context.composer.link_end(target)
        if not context.visible:  # its links wait until it is
            if end.standing == "file":
                yield Wanted(target.value, link.line)
        elif end.standing == "file":
            yield _linked_file(context.item.path, link, target)
        elif end.path is None and not _waits(target, faulty):
            yield _dangling(context.item.path, link.line, target, end.standing)


def _waits(target: LinkTarget, faulty: frozenset[str]) -> bool:
    return target.value in faulty if target.kind == "file" else bool(faulty)


def _linked_file(path: str, link: Slot, target: LinkTarget) -> Fault | Wanted:
    """Return the file to print along, or why it must not be: hidden, or run by browsers."""
    name = PurePosixPath(target.value)
    advice = "have it put into a folder of STATIC_PATHS, and link to its address"
    if name.suffix.lower() in _ACTIVE:
        what = f"the link to {target.value}: browsers run such a file as part of the site"
        return Fault(path, link.line, what, advice)
    if any(part.startswith(".") for part in name.parts):
        return Fault(path, link.line, f"the link to {target.value}: a hidden file", advice)
    return Wanted(target.value, link.line)


def _dangling(path: str, line: int, target: LinkTarget, standing: Standing) -> Fault:
    if standing == "hidden":
        return Fault(
            path,
            line,
            f"the link to {target.value} is left out: readers cannot see that story yet",
            "it comes to life when the story is published",
            Gravity.ADVICE,
        )
    if standing == "confidential":
        what = f"the link to {target.value}: a text or record of the newsroom's, never published"
        mend = "write it as a story or a page, or lay a PDF of it into another folder"
        return Fault(path, line, what, mend)
    if target.kind == "file":
        what = "lies outside the content folder" if target.value[:2] == ".." else "does not exist"
        return Fault(path, line, f"the link to {target.value} {what}", "correct the path")
    what = f"the link to the {_KINDS[target.kind]} “{target.value}” leads nowhere"
    return Fault(path, line, what, "correct it")


def _idle_embargo(context: CheckContext) -> Iterator[Fault]:
    """Report an embargo on a draft, which will not publish itself."""
    story = context.item
    if isinstance(story, Story) and story.embargo and story.draft:
        yield Fault(
            story.path,
            story.line("embargo"),
            "a draft with an embargo stays unpublished when the embargo ends",
            "take `status: draft` out to publish it then",
            Gravity.ADVICE,
        )

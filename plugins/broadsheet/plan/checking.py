"""Proofreading: each content file is checked against the rest of the paper.

What a single file can say of itself was told when it was read. Here is what it takes the others
to know: whether its links lead anywhere, whether its pictures exist. A proof is kept with the
facts that were looked at, and made again only when one of them has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from broadsheet.content.check_results import Proof, Wanted
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
class Sheet:
    """A content file laid out to be proofread.

    visible: whether readers may see it. composer: for looking at the rest of the paper.
    """

    item: Item
    body: Body
    visible: bool
    composer: Composer


def proofread(sheet: Sheet, capabilities: Sequence[Capability], faulty: frozenset[str]) -> Proof:
    """Return all that is wrong with a file in this edition.

    faulty: files that could not be read, or have faults of their own; a link that may only wait
    for one of them is not reported.
    """
    faults: list[Fault] = []
    wanted: list[Wanted] = []
    found = [*_links(sheet, faulty), *(_idle_embargo(sheet) if not sheet.visible else ())]
    for capability in capabilities:
        found += capability.proofread(sheet)
    for each in found:
        if isinstance(each, Fault):
            faults.append(each)
        else:
            wanted.append(each)
    return Proof(tuple(faults), tuple(wanted), tuple(bound_links(sheet)))


def _links(sheet: Sheet, faulty: frozenset[str]) -> Iterator[Fault | Wanted]:
    picture = sheet.item.picture
    for link in (*sheet.body.links, *(picture.links if picture else ())):
        target = link.data
        if target.kind in ("here", "site"):
            continue
        end = sheet.composer.link_end(target)
        if not sheet.visible:  # its links wait until it is
            if end.standing == "file":
                yield Wanted(target.value, link.line)
        elif end.standing == "file":
            yield _linked_file(sheet.item.path, link, target)
        elif end.path is None and not _waits(target, faulty):
            yield _dangling(sheet.item.path, link.line, target, end.standing)


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


def _idle_embargo(sheet: Sheet) -> Iterator[Fault]:
    """Report an embargo on a draft, which will not publish itself."""
    story = sheet.item
    if isinstance(story, Story) and story.embargo and story.draft:
        yield Fault(
            story.path,
            story.line("embargo"),
            "a draft with an embargo stays unpublished when the embargo ends",
            "take `status: draft` out to publish it then",
            Gravity.ADVICE,
        )

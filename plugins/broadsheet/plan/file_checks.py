"""File checks: checks one content file against the rest of the paper.

Faults of the file alone are found when it is read. Here are the faults that depend on other files:
whether its links lead anywhere, whether its pictures exist. A result is stored with the questions
that were asked, and the file is checked again only when an answer has changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.content.check_results import CheckResult
from broadsheet.content.questions import LinkEnd
from broadsheet.plan.bound_links import bound_links
from broadsheet.plan.capability import Capability
from broadsheet.plan.linked_files import linked_files, links_of, refusal
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.model import Story
from broadsheet.story.targets import LinkTarget, content_path, no_link, slug_in

_KINDS = {"category": "section", "tag": "topic", "author": "author"}


def check_file(
    context: CheckContext, capabilities: Sequence[Capability], faulty: frozenset[str]
) -> CheckResult:
    """Return the check result of a file in this edition.

    faulty: files that could not be read or have faults of their own. A link to one of them is not
    reported, since it may be fine once that file is mended.
    """
    composer, text, reason = context.composer, context.text, context.reason
    faults = [*(_links(context, faulty) if context.visible else _idle_embargo(context))]
    faults += _links(reason, faulty) if reason else ()
    uses = [file for file, _ in linked_files(composer, text)]
    for capability in capabilities:
        faults += capability.check_file(context)
        uses += capability.uses(composer, text)
    return CheckResult(
        tuple(faults),
        tuple(dict.fromkeys(uses)),
        tuple(bound_links(context)),
        tuple(bound_links(reason)) if reason else (),
    )


def _links(context: CheckContext, faulty: frozenset[str]) -> Iterator[Fault]:
    """Report links that lead nowhere, or to a file that must not be published.

    Those of a hidden text wait until it can be seen.
    """
    for link in links_of(context.text):
        target = link.data
        if target.kind in ("here", "site"):
            continue
        if target.kind == "loose":
            yield _loose(context, link.line, target.value)
            continue
        if target.kind == "word":
            yield _word(context, link.line, target.value)
            continue
        end = context.composer.link_end(target)
        if end.standing == "file":
            yield from _refused(context.item.path, link.line, target)
        elif end.path is None and not _waits(target, faulty):
            yield _dangling(context.item.path, link.line, target, end)


def _waits(target: LinkTarget, faulty: frozenset[str]) -> bool:
    return target.value in faulty if target.kind == "file" else bool(faulty)


def _loose(context: CheckContext, line: int, written: str) -> Fault:
    """Report a link such as `report.pdf`; where that file is there, with how to link to it."""
    what, mend = no_link(written)
    named = LinkTarget("file", content_path(context.item.path, written))
    end = context.composer.link_end(named)
    if end.standing == "file":
        mend = f"write `{{static}}{written}`"
    elif end.near:
        mend = f"did you mean `{{static}}/{end.near}`?"
    elif "/" not in written:  # else it may be a host and a path
        what = f"the link `{written}`: no such file lies beside the story"
        mend = f"put it there, and write `{{static}}{written}`"
    return Fault(context.item.path, line, what, mend, Gravity.CARE, kind="link-malformed")


def _word(context: CheckContext, line: int, written: str) -> Fault:
    """Report a link such as `harbour-reopens`, with how to link to what is named so."""
    end = context.composer.link_end(LinkTarget("word", slug_in(written)))
    if end.near:
        what, _ = no_link(written)
        mend = f"write `{end.near}{''.join(written.partition('#')[1:])}`"
    else:
        what = f"the link `{written}`: nothing here has that name"
        mend = "link to a file, `{filename}/articles/….md`, or write all of the address: `/…/` or `https://…`"
    return Fault(context.item.path, line, what, mend, Gravity.CARE, kind="link-malformed")


def _refused(path: str, line: int, target: LinkTarget) -> Iterator[Fault]:
    why = refusal(target.value)
    if why is not None:
        advice = "have it put into a folder of STATIC_PATHS, and link to its address"
        yield Fault(path, line, f"the link to {target.value}: {why}", advice, kind="link-refused")


def _dangling(path: str, line: int, target: LinkTarget, end: LinkEnd) -> Fault:
    if end.standing == "hidden":
        return Fault(
            path,
            line,
            f"the link to {target.value} is left out: readers cannot see that story yet",
            "it comes to life when the story is published",
            Gravity.ADVICE,
            kind="link-to-hidden",
        )
    if end.standing == "confidential":
        what = f"the link to {target.value}: a text or record of the newsroom's, never published"
        mend = "write it as a story or a page, or lay a PDF of it into another folder"
        return Fault(path, line, what, mend, kind="link-refused")
    if target.kind == "file":
        what = "lies outside the content folder" if target.value[:2] == ".." else "does not exist"
        mend = f"did you mean `{_link_to(end.near)}`?" if end.near else "correct the path"
        return Fault(path, line, f"the link to {target.value} {what}", mend, kind="link-dead")
    what = f"the link to the {_KINDS[target.kind]} “{target.value}” leads nowhere"
    return Fault(path, line, what, "correct it", kind="link-dead")


def _link_to(path: str) -> str:
    """Return the address by which any text can link to a file of the content folder."""
    return f"{{{'filename' if path.endswith('.md') else 'static'}}}/{path}"


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
            kind="embargo-on-draft",
        )

"""Checks across files: what no single file can know of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.edition.addresses import key_of
from plugins.edition.compose import Composer
from plugins.edition.edition import Edition, category_of
from plugins.edition.gather import Copydesk
from plugins.edition.site import Site
from plugins.story.faults import Fault, Gravity, choose_from
from plugins.story.links import LinkTarget
from plugins.story.model import Story


def section_faults(desk: Copydesk, site: Site) -> Iterator[Fault]:
    """Report stories without a section, and sections that the settings do not name."""
    known = {} if site.sections is None else {key_of(item.name): item for item in site.sections}
    slugs = {item.slug for item in known.values()}
    for story in (*desk.stories, *desk.unfit):
        name = category_of(story, site)
        key = key_of(name)
        stray = site.sections is not None and key not in known and key not in slugs
        if not key or (stray and not story.front.category):
            advice = choose_from("", (item.name for item in known.values()))
            mend = f"add `category:`; {advice}" if known else "add `category:`"
            yield Fault(story.path, story.line("category"), "no section", mend)
        elif stray:
            yield Fault(
                story.path,
                story.line("category"),
                f"unknown section “{name}”",
                choose_from(name, (item.name for item in known.values())),
            )


def name_faults(desk: Copydesk) -> Iterator[Fault]:
    """Report topics and bylines of which no address can be made, and authors told twice."""
    for story in (*desk.stories, *desk.unfit):
        for key, names in (("tags", story.front.tags), ("authors", story.front.authors)):
            for name in names:
                if not key_of(name):
                    yield Fault(
                        story.path,
                        story.line(key),
                        f"`{key}`: “{name}” makes no address",
                        "use letters or digits",
                    )
    seen: dict[str, str] = {}
    for author in desk.authors:
        other = seen.setdefault(key_of(author.name), author.path)
        if other != author.path:
            yield Fault(
                author.path, 0, f"a second page for {author.name}", f"{other} is one; keep one"
            )
    slugs: dict[str, str] = {}
    for page in desk.pages:
        other = slugs.setdefault(page.slug, page.path)
        if other != page.path:
            yield Fault(
                page.path, 0, f"duplicate address /{page.slug}/", f"{other} has it; change one"
            )


def link_faults(
    edition: Edition,
    composer: Composer,
    hidden: Iterable[Story],
    faulty: frozenset[str] = frozenset(),
) -> Iterator[Fault]:
    """Report links to content that does not exist, or that readers cannot see yet.

    A link that may only wait for a faulty file, with faults told elsewhere, is not reported.
    """
    unseen = frozenset(story.path for story in hidden)
    for path, link in edition.links():
        target = link.data
        waits = target.value in faulty if target.kind == "file" else bool(faulty)
        if composer.url_of(target) is None and not waits:
            yield dangling(path, link.line, target, unseen)


def embargoed_drafts(stories: Iterable[Story]) -> Iterator[Fault]:
    """Report an embargo on a draft, which will not publish itself."""
    for story in stories:
        if story.embargo and story.front.status == "draft":
            yield Fault(
                story.path,
                story.line("embargo"),
                "a draft with an embargo stays unpublished when the embargo ends",
                "take `status: draft` out to publish it then",
                Gravity.ADVICE,
            )


def dangling(path: str, line: int, target: LinkTarget, unseen: frozenset[str]) -> Fault:
    """Return the fault of a link that leads nowhere. unseen: the files of hidden stories."""
    if target.value in unseen:
        return Fault(
            path,
            line,
            f"the link to {target.value} is left out: readers cannot see that story yet",
            "it comes to life when the story is published",
            Gravity.ADVICE,
        )
    if target.kind == "file":
        what = "lies outside the content folder" if target.value[:2] == ".." else "does not exist"
        return Fault(path, line, f"the link to {target.value} {what}", "correct the path")
    kind = {"category": "section", "tag": "topic", "author": "author"}[target.kind]
    return Fault(path, line, f"the link to the {kind} “{target.value}” leads nowhere", "correct it")

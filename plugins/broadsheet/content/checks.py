"""Checks across files: faults that cannot be found in one file alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from broadsheet.content.edition import category_of
from broadsheet.content.loaded import LoadedContent
from broadsheet.reporting.faults import Fault, Gravity, choose_from
from broadsheet.site.names import key_of
from broadsheet.site.settings import Site
from broadsheet.story.model import Author
from broadsheet.story.slugs import slug_of


def section_faults(loaded: LoadedContent, site: Site) -> Iterator[Fault]:
    """Report stories without a section, and sections that the settings do not name."""
    known = {} if site.sections is None else {key_of(item.name): item for item in site.sections}
    slugs = {item.slug for item in known.values()}
    for story in (*loaded.stories, *loaded.unfit):
        name = category_of(story, site)
        key = key_of(name) if slug_of(name) else ""
        stray = site.sections is not None and key not in known and key not in slugs
        if not key or (stray and not story.category):
            advice = choose_from("", (item.name for item in known.values()))
            mend = f"add `category:`; {advice}" if known else "add `category:`"
            yield Fault(
                story.path, story.line("category"), "no section", mend, kind="section-unknown"
            )
        elif stray:
            yield Fault(
                story.path,
                story.line("category"),
                f"unknown section “{name}”",
                choose_from(name, (item.name for item in known.values())),
                kind="section-unknown",
            )


def name_faults(loaded: LoadedContent) -> Iterator[Fault]:
    """Report topics and bylines that make no slug, and names that two authors' files have."""
    stories = (*loaded.stories, *loaded.unfit)
    used = set(chain.from_iterable((*story.tags, *story.authors) for story in stories))
    unfit = {name for name in used if not slug_of(name)}
    for story in stories if unfit else ():
        for key, names in (("tags", story.tags), ("authors", story.authors)):
            for name in names:
                if name in unfit:
                    yield Fault(
                        story.path,
                        story.line(key),
                        f"`{key}`: “{name}” makes no address",
                        "use letters or digits",
                        kind="address-clash",
                    )
    yield from _authors_told_twice(loaded.authors)
    slugs: dict[str, str] = {}
    for page in loaded.pages:
        other = slugs.setdefault(page.slug, page.path)
        if other != page.path:
            yield Fault(
                page.path,
                0,
                f"duplicate address /{page.slug}/",
                f"{other} has it; change one",
                kind="address-clash",
            )


def repeated_names(loaded: LoadedContent) -> Iterator[Fault]:
    """Warn of bylines and topics in which a name stands twice: readers see it once."""
    also = {
        key_of(spelling): key_of(author.name)
        for author in loaded.authors
        for spelling in author.also
    }
    for story in (*loaded.stories, *loaded.unfit):
        for key, names in (("authors", story.authors), ("tags", story.tags)):
            if len(names) < 2:
                continue
            first: dict[str, str] = {}
            for name in names:
                whose = key_of(name)
                whose = also.get(whose, whose) if key == "authors" else whose
                other = first.setdefault(whose, name)
                if other is not name:
                    what = f"`{key}`: “{name}” is “{other}”, and is shown once"
                    line = story.line(key)
                    yield Fault(
                        story.path,
                        line,
                        what,
                        "take one of the two out",
                        Gravity.ADVICE,
                        kind="name-twice",
                    )


def _authors_told_twice(authors: Iterable[Author]) -> Iterator[Fault]:
    named: dict[str, Author] = {}
    for author in authors:
        other = named.setdefault(key_of(author.name), author)
        if other is not author:
            what, mend = f"a second page for {author.name}", f"{other.path} is one; keep one"
            yield Fault(author.path, author.line("name"), what, mend, kind="author-twice")
    slugs: dict[str, Author] = {}
    for author in named.values():
        other = slugs.setdefault(author.slug, author)
        if other is not author:
            what, mend = f"duplicate address /authors/{author.slug}/", f"{other.path} has it"
            mend = f"{mend}; write another, such as `slug: {author.slug}-2`, in one of the two"
            yield Fault(author.path, author.line("slug"), what, mend, kind="address-clash")
    for author in authors:
        for spelling in author.also:
            other = named.setdefault(key_of(spelling), author)
            if other is not author:
                what = f"`also`: “{spelling}” is the name of another author"
                mend = f"take it out here or in {other.path}"
                yield Fault(author.path, author.line("also"), what, mend, kind="author-twice")

"""Bound links: links of content files and settings to addresses of this site.

A link to a file of the content folder is checked with its text. A link to an address (`/about/`, or
`https://` and this site's own host) needs the whole plan. So check results keep these links, and
they are checked against each plan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from msgspec import Struct

from broadsheet.content.check_results import Bound, CheckResult
from broadsheet.content.edition import Edition
from broadsheet.plan.complete_links import complete_links, line_of
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault, Gravity, setting_fault
from broadsheet.site.addresses import file_of
from broadsheet.site.announcements import SETTING as ANNOUNCEMENTS
from broadsheet.site.announcements import Announcement, due, to_come
from broadsheet.site.own_links import file_at
from broadsheet.site.web_addresses import printed_address
from broadsheet.story.links import is_of_the_page, place_in
from broadsheet.story.model import Body
from broadsheet.story.targets import seen_from_afar

_ID = re.compile(r'<(?:[a-z][^<>]*?\sid|a\s(?:[^<>]*?\s)?name)="([^"]+)"')


def bound_links(context: CheckContext) -> Iterator[Bound]:
    """Yield the links of a content file to addresses of this site."""
    composer, own = context.composer, context.composer.addresses.own_links
    picture = context.item.picture
    for slot in (*context.body.links, *(picture.links if picture else ())):
        # A link to a file was checked already, but not whether the file has the fragment's id.
        if slot.data.kind == "site" or (slot.data.kind == "file" and slot.data.fragment):
            url = composer.url_of(slot.data)
            landing = own.landing(url) if url is not None else None
            if landing is not None:
                written = slot.data.value + slot.data.fragment
                yield Bound(written, landing.path, slot.line, landing.fragment)
    yield from _places_around(context)
    for link, line in complete_links(context.item, context.body):
        may_be_own = link.startswith("/") or own.may_be_own(link)
        landing = own.landing(link) if may_be_own else None
        if landing is not None:
            yield Bound(link, landing.path, line, landing.fragment)


def _places_around(context: CheckContext) -> Iterator[Bound]:
    """Yield the links of a file to places of its own page that are around its text.

    Ids there hold a colon, and so do those of notes, which are in the text.
    """
    slots = [
        slot
        for slot in context.body.links
        if slot.data.kind == "here" and is_of_the_page(place_in(slot.data.fragment))
    ]
    known = ids_in(context.body) if slots else frozenset()
    for slot in slots:
        if place_in(slot.data.fragment) not in known:
            url = context.composer.url_of(seen_from_afar(slot.data, context.item.path))
            landing = context.composer.addresses.own_links.landing(url) if url else None
            if landing is not None:
                yield Bound(slot.data.fragment, landing.path, slot.line, landing.fragment)


def ids_in(body: Body) -> frozenset[str]:
    """Return the ids of a text."""
    return frozenset(unescape(name) for part in body.html for name in _ID.findall(part))


def dead_links(
    results: Mapping[str, CheckResult], files: Collection[str], edition: Edition
) -> Iterator[Fault]:
    """Report the links of content files that lead to no file of the site.

    A link with an unknown fragment of an existing page is only advice.
    files: the paths of all files that are planned.
    """
    hidden, ids, spelling = _Hidden(edition), _Ids(edition), _Spelling(files)
    for path, bound, file in _landed(results, files, edition):
        if file is None:
            line = bound.line or line_of(bound.link, edition.content / path)
            what = f"the link {bound.link} leads nowhere on this site"
            mend = spelling.advice(bound.path) or hidden.advice(bound.path)
            yield Fault(path, line, what, mend, kind="link-dead")
        elif bound.fragment and ids.has(file, bound.fragment) is False:
            yield no_such_place(path, bound, edition)


class Unsure(Struct, frozen=True):
    """A link of a content file to a place of a page that no text tells of. file: the page's."""

    path: str
    bound: Bound
    file: str


def unsure_places(
    results: Mapping[str, CheckResult], files: Collection[str], edition: Edition
) -> Iterator[Unsure]:
    """Yield the links to places of which only the printed page tells whether they are there.

    files: as for `dead_links`.
    """
    ids = _Ids(edition)
    for path, bound, file in _landed(results, files, edition):
        if file is not None and bound.fragment and ids.has(file, bound.fragment) is None:
            yield Unsure(path, bound, file)


def no_such_place(path: str, bound: Bound, edition: Edition) -> Fault:
    """Return the advice on a link of a content file to a place that is not on its page."""
    line = bound.line or line_of(bound.link, edition.content / path)
    what = f"the link {bound.link}: no heading or note of that page has this id"
    return Fault(path, line, what, "correct it", Gravity.ADVICE, kind="fragment-unknown")


def _landed(
    results: Mapping[str, CheckResult], files: Collection[str], edition: Edition
) -> Iterator[tuple[str, Bound, str | None]]:
    """Yield the links that readers see: their content files, and the files to which they lead."""
    visible = {*edition.visible_paths, *edition.visible_when_fit}
    for path, result in results.items():
        for bound in result.bound if path in visible else result.bound_in_reason:
            yield path, bound, file_at(bound.path, files)


def dead_settings(
    links: Iterable[tuple[str, str]], files: Container[str], edition: Edition
) -> Iterator[Fault]:
    """Report the links of settings that lead to no file of the site.

    Those of announcements whose time is still to come may lead to what is published with them, and
    get advice only; those of announcements that are over are no longer shown.

    links: names of capabilities' settings, and the address that each gives.
    """
    paper = edition.site
    own = [(name, link.url) for name, link in paper.links_by_setting]
    now = [*links, *own, *_announced(edition, [due(paper.announcements, edition.now, paper.zone)])]
    later = _announced(edition, to_come(paper.announcements, edition.now, paper.zone))
    for name, link in _dead(now, files, edition):
        yield setting_fault(name, f"the link {link} leads nowhere on this site", "correct it")
    for name, link in _dead(later, files, edition):
        what = f"the link {link} leads nowhere on this site as yet"
        mend = "have it lead somewhere by then, or the build of that moment stops"
        yield setting_fault(name, what, mend, Gravity.ADVICE, kind="setting-link")


def dead_shown_links(
    links: Iterable[tuple[str, int, str]], files: Container[str], edition: Edition
) -> Iterator[Fault]:
    """Report the links that pages show because of other content files than texts.

    links: as `Capability.shown_links` returns them. files: as for `dead_links`.
    """
    hidden = _Hidden(edition)
    for path, line, link in links:
        landing = edition.addresses.own_links.landing(printed_address(link, edition.addresses))
        if landing is not None and file_at(landing.path, files) is None:
            story = hidden.at(landing.path)
            mend = f"take it out until readers can see {story}" if story else "correct it"
            what = f"the link {link} leads nowhere on this site"
            yield Fault(path, line, what, mend, kind="link-dead")


def _announced(
    edition: Edition, announcements: Iterable[Announcement | None]
) -> Iterator[tuple[str, str]]:
    """Yield the links of some of the paper's announcements, with the names of their settings."""
    numbers = {id(each): number for number, each in enumerate(edition.site.announcements)}
    for each in announcements:
        if each and each.link:
            yield f"{ANNOUNCEMENTS}.{numbers[id(each)]}.link", each.link.url


def _dead(
    links: Iterable[tuple[str, str]], files: Container[str], edition: Edition
) -> Iterator[tuple[str, str]]:
    own = edition.addresses.own_links
    for name, link in links:
        landing = own.landing(printed_address(link, edition.addresses))
        if landing is not None and file_at(landing.path, files) is None:
            yield name, link


def pages_of_texts(edition: Edition) -> dict[str, str]:
    """Return the content files that pages are made from, by the paths of the pages."""
    addresses = edition.addresses
    pages = {file_of(edition.path_of(story)): story.path for story in edition.stories}
    pages |= {file_of(addresses.page(page)): page.path for page in edition.pages.values()}
    return pages | {
        file_of(addresses.author(author.slug)): author.path for author in edition.written_authors
    }


@dataclass
class _Ids:
    """The ids in the texts of pages."""

    edition: Edition
    _found: dict[str, frozenset[str]] = field(default_factory=dict)

    def has(self, file: str, fragment: str) -> bool | None:
        """Say whether a page has an id, None if its text does not tell.

        Anything else than a page may have any.
        """
        if fragment == "top" or not file.endswith(".html"):
            return True
        text = self._texts.get(file)
        if text is None:
            return None
        if text not in self._found:
            self._found[text] = ids_in(self.edition.loaded.body(text))
        if fragment in self._found[text]:
            return True
        return None if is_of_the_page(fragment) else False

    @cached_property
    def _texts(self) -> dict[str, str]:
        return pages_of_texts(self.edition)


@dataclass
class _Spelling:
    """The files of the site by their names put together, as most programs write them."""

    files: Collection[str]

    def advice(self, path: str) -> str:
        """Return what to do about a path that a file has in another Unicode form, "" if none."""
        if path.isascii() or unicodedata.normalize("NFC", path.strip("/")) not in self._composed:
            return ""
        return (
            "the file's name has its accents apart, as Macs write them: link to the file with "
            "`{static}`, or rename it"
        )

    @cached_property
    def _composed(self) -> frozenset[str]:
        return frozenset(unicodedata.normalize("NFC", file) for file in self.files)


class _Hidden:
    """The future addresses of stories that readers cannot see yet."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def advice(self, path: str) -> str:
        """Return what to do about a link to a path at which nothing is planned."""
        file = self.at(path)
        if file is None:
            return "correct it"
        return f"link to the file {file}: readers cannot see that story yet"

    def at(self, path: str) -> str | None:
        """Return the file of the story whose future address a path is, None if there is none."""
        return self._files.get(path.strip("/"))

    @cached_property
    def _files(self) -> dict[str, str]:
        edition = self._edition
        hidden = (story for story in edition.loaded.stories if story.path in edition.hidden)
        return {edition.path_of(story).strip("/"): story.path for story in hidden}

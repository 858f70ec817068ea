"""Bound links: links of content files and settings to addresses of this site.

A link to a file of the content folder is checked with its text. A link to an address (`/about/`, or
`https://` and this site's own host) needs the whole plan. So check results keep these links, and
they are checked against each plan.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from pathlib import Path

from broadsheet.content.check_results import Bound, CheckResult
from broadsheet.content.edition import Edition
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault, Gravity, setting_fault
from broadsheet.site.addresses import file_of
from broadsheet.site.own_links import file_at
from broadsheet.site.web_addresses import printed_address
from broadsheet.story.model import Author, PictureUse

# Within a tag: code that is shown as text holds attributes too, but its `<` is escaped.
_HREF = re.compile(r'<[a-z][^<>]*?\s(?:href|src|background|cite)="([^"]+)"')
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
    for link, line in _complete(context):
        may_be_own = link.startswith("/") or own.may_be_own(link)
        landing = own.landing(link) if may_be_own else None
        if landing is not None:
            yield Bound(link, landing.path, line, landing.fragment)


def _complete(context: CheckContext) -> Iterator[tuple[str, int]]:
    """Yield the complete links of a file with the line 0, since their lines are not stored."""
    captions = context.item.picture.words if context.item.picture else ()
    texts = (*context.body.html, *(part for part in captions if isinstance(part, str)))
    yield from ((unescape(link), 0) for html in texts for link in _HREF.findall(html))
    for slot in context.body.slots:
        if isinstance(slot.data, PictureUse) and isinstance(slot.data.href, str):
            yield slot.data.href, slot.line
    if isinstance(context.item, Author):
        yield from ((url, 0) for _, url in context.item.links)


def dead_links(
    results: Mapping[str, CheckResult], files: Container[str], edition: Edition
) -> Iterator[Fault]:
    """Report the links of content files that lead to no file of the site.

    A link with an unknown fragment of an existing page is only advice.
    files: the paths of all files that are planned.
    """
    hidden, visible, ids = _Hidden(edition), set(edition.visible_paths), _Ids(edition)
    for path, result in results.items():
        for bound in result.bound if path in visible else result.bound_in_reason:
            file = file_at(bound.path, files)
            if file is not None and (not bound.fragment or ids.may_hold(file, bound.fragment)):
                continue
            line = bound.line or _line_of(bound.link, edition.content / path)
            if file is None:
                what = f"the link {bound.link} leads nowhere on this site"
                yield Fault(path, line, what, hidden.advice(bound.path))
            else:
                what = f"the link {bound.link}: no heading or note of that page has this id"
                yield Fault(path, line, what, "correct it", Gravity.ADVICE)


def dead_settings(
    links: Iterable[tuple[str, str]], files: Container[str], edition: Edition
) -> Iterator[Fault]:
    """Report the links of settings that lead to no file of the site.

    links: names of settings, and the address that each gives.
    """
    own = edition.addresses.own_links
    for name, link in links:
        landing = own.landing(printed_address(link, edition.addresses))
        if landing is not None and file_at(landing.path, files) is None:
            yield setting_fault(name, f"the link {link} leads nowhere on this site", "correct it")


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
    """The ids in the texts of pages. Ids outside a page's text hold a colon."""

    edition: Edition
    _found: dict[str, set[str]] = field(default_factory=dict)

    def may_hold(self, file: str, fragment: str) -> bool:
        """Say whether a page may have an id; always true of a file without a known text."""
        text = self._texts.get(file)
        if text is None or ":" in fragment or fragment == "top":
            return True
        if text not in self._found:
            html = self.edition.loaded.body(text).html
            self._found[text] = {unescape(name) for part in html for name in _ID.findall(part)}
        return fragment in self._found[text]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return pages_of_texts(self.edition)


class _Hidden:
    """The future addresses of stories that readers cannot see yet."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def advice(self, path: str) -> str:
        """Return what to do about a link to a path at which nothing is planned."""
        file = self._files.get(path.strip("/"))
        if file is None:
            return "correct it"
        return f"link to the file {file}: readers cannot see that story yet"

    @cached_property
    def _files(self) -> dict[str, str]:
        edition = self._edition
        hidden = (story for story in edition.loaded.stories if story.path in edition.hidden)
        return {edition.path_of(story).strip("/"): story.path for story in hidden}


def _line_of(link: str, file: Path) -> int:
    """Return the line of a file on which an address stands, else the first."""
    text = file.read_text("utf-8-sig", errors="replace")
    place = max(0, text.find(link))
    return text.count("\n", 0, place) + 1

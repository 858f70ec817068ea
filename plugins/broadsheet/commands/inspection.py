"""Inspection of a built site: every internal link, picture, feed and id, before it goes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from lxml import etree

from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.reporting.progress import Item, Track
from broadsheet.site.output_folder import site_files
from broadsheet.site.own_links import OwnLinks, file_at
from broadsheet.story.links import is_of_the_page

_LINKS = ("href", "src", "poster")
_ATOM = "{http://www.w3.org/2005/Atom}"


def _untracked(items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
    del label, total
    return items


@dataclass
class _Document:
    """What a page refers to and what can be referred to in it."""

    ids: set[str] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    links: list[tuple[str, int]] = field(default_factory=list)


def inspect(
    folder: Path,
    site_url: str,
    track: Track = _untracked,
    sound: Collection[str] = (),
    copied: Mapping[str, str] = MappingProxyType({}),
    texts: Container[str] = (),
    checked: Container[tuple[str, str]] = (),
) -> list[Fault]:
    """Return everything broken in a built site.

    A link with an unknown fragment of an existing page is only advice. So is anything broken in a
    copied file, which the site did not make.

    folder: the output; site_url: see `Site.url`; track: wraps an iteration to show its progress
    (iterable, label, total); sound: files that need not be inspected again; copied: the origins
    of copied files, by their paths; texts: pages of texts, whose places the checks of content
    have been looking for; checked: other places for which they have, each a page and a fragment.
    """
    files = set(site_files(folder))
    site = _Site(folder, OwnLinks(site_url), files, texts, checked)
    names = sorted(files.difference(sound))
    pages = [path for path in names if path.endswith(".html")]
    faults: list[Fault] = []
    for path in track(pages, "inspected", len(pages)):
        faults += _page_faults(path, site)
    for path in names:
        if path.endswith(".xml"):
            faults += _feed_faults(path, site)
    return [_of_its_source(fault, copied) for fault in faults]


@dataclass
class _Site:
    """A built site. files: the paths of all its files. texts, checked: as for `inspect`."""

    folder: Path
    own: OwnLinks
    files: set[str]
    texts: Container[str] = ()
    checked: Container[tuple[str, str]] = ()
    _ids: dict[str, set[str]] = field(default_factory=dict)

    def read(self, path: str) -> _Document:
        """Return what is in a page."""
        document = _read(self.folder, path)
        self._ids[path] = document.ids
        return document

    def was_checked(self, file: str, fragment: str) -> bool:
        """Say whether a check of content has told of a place, if it is not there."""
        is_of_its_text = file in self.texts and not is_of_the_page(fragment)
        return is_of_its_text or (file, fragment) in self.checked

    def ids_of(self, path: str) -> set[str] | None:
        """Return the ids of a page, None for a file that is no page."""
        if path not in self._ids:
            if not path.endswith(".html"):
                return None
            self.read(path)
        return self._ids[path]


def _of_its_source(fault: Fault, copied: Mapping[str, str]) -> Fault:
    if fault.path not in copied:
        return fault
    source, mend = copied[fault.path], "mend that file"
    return replace(fault, path=source, mend=mend, gravity=Gravity.ADVICE, kind="copied-page")


def told_once(faults: Sequence[Fault], copied: Collection[str]) -> list[Fault]:
    """Return faults with those told once that a template prints into many files.

    copied: the origins of copied files, of which each is mended by itself.
    """
    by_words: dict[tuple[str, ...], list[Fault]] = defaultdict(list)
    for fault in faults:
        place = fault.path if fault.path in copied else ""
        by_words[place, fault.kind, fault.what, fault.mend].append(fault)
    return [_for_all(some) for some in by_words.values()]


def _for_all(faults: Sequence[Fault]) -> Fault:
    """Return the first of faults of the same words, with what it says of the others."""
    first = faults[0]
    if len({fault.path for fault in faults}) == 1:
        return first
    # Without their number, by which the warning would be new at each publication.
    return replace(first, what=f"{first.what}, here and in other files", mend="mend the template")


def _read(folder: Path, path: str) -> _Document:
    from lxml import html  # which takes its time, and most publishes inspect nothing

    document = _Document()
    for element in html.parse(folder / path).iter(etree.Element):
        name = element.get("id")
        if name is not None:
            (document.repeated if name in document.ids else document.ids).add(name)
        if element.tag == "a":
            document.ids.add(element.get("name", ""))  # as old archives mark places
        for attribute in _LINKS:
            value = element.get(attribute)
            if value is not None:
                document.links.append((value, element.sourceline or 0))
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                document.links.append((candidate.split()[0], element.sourceline or 0))
    return document


def _page_faults(path: str, site: _Site) -> Iterator[Fault]:
    page = site.read(path)
    for name in sorted(page.repeated):
        yield Fault(path, 0, f"the id “{name}” stands twice", "mend the template", kind="template")
    here = f"/{path.removesuffix('index.html')}"
    for link, line in dict.fromkeys(page.links):
        landing = site.own.landing(link, here)
        if landing is None:
            continue
        file = file_at(landing.path, site.files)
        if file is None:
            yield Fault(path, line, f"the link {link} leads nowhere", "mend it", kind="link-dead")
        elif landing.fragment and not site.was_checked(file, landing.fragment):
            ids = site.ids_of(file)
            if ids is not None and landing.fragment not in ids:
                what = f"the link {link}: no such place there"
                yield Fault(path, line, what, "mend it", Gravity.ADVICE, kind="fragment-unknown")


def _feed_faults(path: str, site: _Site) -> Iterable[Fault]:
    from lxml import html

    try:
        root = etree.parse(site.folder / path, etree.XMLParser(resolve_entities=False)).getroot()
    except etree.XMLSyntaxError as error:
        return [
            Fault(
                path, error.lineno or 0, "not well-formed XML", "mend the template", kind="template"
            )
        ]
    if root.tag != f"{_ATOM}feed":
        return []
    links = [str(link.get("href")) for link in root.iter(f"{_ATOM}link")]
    for content in root.iter(f"{_ATOM}content"):
        if content.text:
            story = html.fragment_fromstring(content.text, "div")
            links += [link for _, name, link, _ in story.iterlinks() if name in _LINKS]
    faults = [
        Fault(path, 0, f"the link {link} is no full address", "mend the template", kind="template")
        for link in dict.fromkeys(links)
        if not urlsplit(link).scheme
    ]
    for link in dict.fromkeys(links):
        landing = site.own.landing(link)
        if landing is not None and file_at(landing.path, site.files) is None:
            faults.append(
                Fault(path, 0, f"the link {link} leads nowhere", "mend it", kind="link-dead")
            )
    return faults

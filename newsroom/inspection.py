"""Inspection of a built site: every internal link, picture, feed and id, before it goes out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from plugins.edition.addresses import file_of
from plugins.edition.report import Item, Track
from plugins.story.faults import Fault, Gravity

_LINKS = ("href", "src", "poster")
_ATOM = "{http://www.w3.org/2005/Atom}"


def _untracked(items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
    del label, total
    return items


@dataclass
class _Document:
    """What a page refers to and what can be referred to in it."""

    path: str
    ids: set[str] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    links: list[tuple[str, int]] = field(default_factory=list)


def inspect(
    folder: Path, site_url: str, track: Track = _untracked, sound: Collection[str] = ()
) -> list[Fault]:
    """Return everything broken in a built site.

    A link to the wrong place of the right page still helps readers: it is no more than advice.
    folder: the output; site_url: SITEURL, by which full addresses of our own are known; track:
    wraps an iteration to show its progress (iterable, label, total); sound: files that need not
    be inspected again.
    """
    files = {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }
    names = [path for path in sorted(files.difference(sound)) if path.endswith(".html")]
    pages = {path: _read(folder, path) for path in track(names, "inspected", len(names))}

    def ids_of(path: str) -> set[str] | None:
        if path not in pages:
            if path not in files or not path.endswith(".html"):
                return None
            pages[path] = _read(folder, path)
        return pages[path].ids

    faults = [f for name in names for f in _page_faults(pages[name], files, ids_of, site_url)]
    for path in sorted(files.difference(sound)):
        if path.endswith(".xml"):
            faults += _feed_faults(folder, path, files, site_url)
    return faults


def _read(folder: Path, path: str) -> _Document:
    document = _Document(path)
    for element in html.parse(folder / path).iter(etree.Element):
        name = element.get("id")
        if name is not None:
            (document.repeated if name in document.ids else document.ids).add(name)
        for attribute in _LINKS:
            value = element.get(attribute)
            if value is not None:
                document.links.append((value, element.sourceline or 0))
        for candidate in (element.get("srcset") or "").split(","):
            if candidate.strip():
                document.links.append((candidate.split()[0], element.sourceline or 0))
    return document


def _page_faults(
    page: _Document,
    files: set[str],
    ids_of: Callable[[str], set[str] | None],
    site_url: str,
) -> Iterator[Fault]:
    for name in sorted(page.repeated):
        yield Fault(page.path, 0, f"the id “{name}” stands twice", "mend the template")
    here = f"{site_url}/{page.path.removesuffix('index.html')}"
    for link, line in dict.fromkeys(page.links):
        target = _target(link, here, site_url)
        if target is None:
            continue
        path, fragment = target
        if path not in files:
            yield Fault(page.path, line, f"the link {link} leads nowhere", "mend it")
        elif fragment:
            ids = ids_of(path)
            if ids is not None and fragment not in ids:
                what = f"the link {link}: no such place there"
                yield Fault(page.path, line, what, "mend it", Gravity.ADVICE)


def _feed_faults(folder: Path, path: str, files: set[str], site_url: str) -> Iterable[Fault]:
    try:
        root = etree.parse(folder / path, etree.XMLParser(resolve_entities=False)).getroot()
    except etree.XMLSyntaxError as error:
        return [Fault(path, error.lineno or 0, "not well-formed XML", "mend the template")]
    if root.tag != f"{_ATOM}feed":
        return []
    links = [str(link.get("href")) for link in root.iter(f"{_ATOM}link")]
    for content in root.iter(f"{_ATOM}content"):
        if content.text:
            links += [
                value
                for _, _, value, _ in html.fragment_fromstring(content.text, "div").iterlinks()
            ]
    faults = [
        Fault(path, 0, f"the link {link} is no full address", "mend the template")
        for link in dict.fromkeys(links)
        if not urlsplit(link).scheme
    ]
    for link in dict.fromkeys(links):
        target = _target(link, site_url, site_url)
        if target is not None and target[0] not in files:
            faults.append(Fault(path, 0, f"the link {link} leads nowhere", "mend it"))
    return faults


def _target(link: str, here: str, site_url: str) -> tuple[str, str] | None:
    """Return the file and the fragment to which a link leads, None when it leaves the site."""
    try:
        full = urlsplit(urljoin(here, link.strip()))
    except ValueError:
        return link, ""
    own = urlsplit(site_url)
    if (full.scheme, full.netloc) != (own.scheme, own.netloc):
        return None
    base = own.path.rstrip("/")
    if not full.path.startswith(f"{base}/"):
        return f"{full.path} outside the site", ""  # on our host, but nothing of ours
    path = full.path.removeprefix(base)
    # What follows `:~:` names a passage of text to a browser, no id: WICG's text fragments.
    return file_of(unquote(path) or "/"), unquote(full.fragment.partition(":~:")[0])

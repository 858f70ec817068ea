"""Links of a body: which are complete as they stand, and which only the whole site can finish."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

from plugins.story.faults import Fault, Gravity
from plugins.story.front_matter import Source
from plugins.story.slots import Slot, SlotMaker

_PLACEHOLDER = re.compile(
    r"^[{|](filename|static|attach|category|tag|author|index)[}|](.*)$", re.DOTALL
)
_COMPLETE = "write a full address, or one from the site's root such as `/about/`"
_SAFE_SCHEMES = {"http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "geo", "ftp"}


@dataclass(frozen=True)
class LinkTarget:
    """Where a link leads, as far as its file can say.

    kind: "file" (of the content folder: value is its path), "category", "tag", "author" (value
    is the name), "site" (value is an address below the site's root) or "here" (this page).
    fragment: with its `#`, or "".
    """

    kind: str
    value: str
    fragment: str = ""


def content_path(source_path: str, written: str) -> str:
    """Return the content path that `written` names, seen from the file `source_path`.

    A leading slash means the content folder. A path that leaves the content folder begins
    with `..`.
    """
    if written.startswith("/"):
        return posixpath.normpath(written.lstrip("/") or ".")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source_path), written))


def hold_links(root: Tag, slots: SlotMaker, source: Source) -> Iterator[Fault]:
    """Replace the address of each unfinished link by a slot; report addresses that are unsafe."""
    seen: dict[str, int] = {}
    places = {str(tag["id"]) for tag in root.find_all(id=True)} | {"", "top"}
    for anchor in root.find_all(["a", "area"], href=True):
        written = str(anchor["href"]).strip()
        sought = written if written and written in source.body else anchor.get_text()
        line = source.line_of(sought, seen.get(written, 0))
        seen[written] = seen.get(written, 0) + 1
        found = _classify(source.path, written, line)
        if isinstance(found, Fault):
            yield found
        elif found is not None:
            if found.kind == "here" and unquote(found.fragment[1:]) not in places:
                yield Fault(
                    source.path,
                    line,
                    f"the link `{written}`: no heading or note of this text has that id",
                    f"give one the id: `## Heading {{{written}}}`",
                    Gravity.ADVICE,
                )
            del anchor["href"]
            slots.attribute(anchor, Slot("link", found, line))


def finished_links(html: str, path: str, line: int) -> Iterator[Fault]:
    """Report links of a caption or a correction that are not complete as they stand."""
    for anchor in BeautifulSoup(html, "lxml").find_all("a", href=True):
        written = str(anchor["href"]).strip()
        found = _classify(path, written, line)
        if isinstance(found, Fault):
            yield found
        elif found is not None and found.kind != "site":
            yield Fault(path, line, f"the link `{written}` works in the body only", _COMPLETE)


def _classify(path: str, written: str, line: int) -> LinkTarget | Fault | None:
    """Return the target of an unfinished link, None for a complete one, or what is wrong."""
    placeholder = _PLACEHOLDER.match(written)
    if placeholder:
        return _target(path, placeholder[1], placeholder[2])
    if not written:
        return Fault(path, line, "a link without an address", "give it one", Gravity.CARE)
    try:
        parts = urlsplit(written)
    except ValueError:
        return Fault(path, line, f"“{written}” is no address", "mend the link", Gravity.CARE)
    if parts.scheme:
        if parts.scheme.lower() in _SAFE_SCHEMES:
            return None
        return Fault(
            path, line, f"a link of the kind `{parts.scheme}:`", "link to a page or an address"
        )
    if written.startswith("//"):
        return None
    if written.startswith("#"):
        return LinkTarget("here", "", written)
    if written.startswith("/"):
        return LinkTarget("site", written)
    if parts.path.endswith(".md"):
        return _target(path, "filename", written)
    return Fault(
        path,
        line,
        f"the link `{written}` is neither a full address nor one from the site's root",
        f"write `https://{written}` or `/{written}`",
        Gravity.CARE,
    )


def _target(path: str, kind: str, value: str) -> LinkTarget:
    value, mark, fragment = value.partition("#")
    value = unquote(value)
    if kind == "index":
        return LinkTarget("site", "/", mark + fragment)
    if kind in ("category", "tag", "author"):
        return LinkTarget(kind, value.strip("/ "), mark + fragment)
    return LinkTarget("file", content_path(path, value), mark + fragment)

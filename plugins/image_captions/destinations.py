"""Destinations: where the links around pictures, and those within captions, lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from markupsafe import Markup, escape

from plugins.edition.compose import Composer
from plugins.edition.edition import Edition
from plugins.image_captions.flaws import Flaw
from plugins.story.faults import Gravity
from plugins.story.links import LinkTarget, content_path
from plugins.story.model import PictureUse

_PLACEHOLDER = re.compile(r"[{|](filename|static|attach|category|tag|author|index)[}|](.*)", re.S)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
_HREF = re.compile(r' href="([^"]*)"')


def target_of(path: str, written: str) -> str | LinkTarget | Flaw:
    """Return a full address, or what of this site a link in the file `path` means."""
    address = re.sub(r"[\x00-\x20]+", "" if ":" in written else " ", written).strip()
    placeholder = _PLACEHOLDER.match(address)
    if placeholder:
        return _of_the_site(path, placeholder[1], placeholder[2])
    if address.startswith("//"):
        return address
    scheme = _SCHEME.match(address)
    if scheme:
        if scheme[1].lower() in _SAFE_SCHEMES:
            return address
        return Flaw(f"a link of the kind `{scheme[1].lower()}:`", "link to a page or an address")
    if address.startswith("/"):
        return LinkTarget("site", address)
    if address.startswith("#"):
        return LinkTarget("file", path, address)
    if address.partition("#")[0].endswith(".md"):
        return _of_the_site(path, "filename", address)
    return Flaw(
        f"the link `{address}` is neither a full address nor one from the site's root",
        f"write `https://{address}` or `/{address}`",
        Gravity.CARE,
    )


def url_of(path: str, written: str, edition: Edition) -> str | None:
    """Return the final address of a link, None where it leads nowhere that readers may see."""
    target = target_of(path, written)
    if isinstance(target, LinkTarget):
        return Composer(edition, ()).url_of(target)
    return None if isinstance(target, Flaw) else target


def finish_caption(caption: Markup | None, path: str, edition: Edition) -> Markup | None:
    """Return a caption with full addresses, so that it reads the same in a feed.

    A link that leads nowhere loses its address and keeps its words.
    """

    def finish(match: re.Match[str]) -> str:
        url = url_of(path, unescape(match[1]), edition)
        if url is None:
            return ""
        internal = url.startswith("/") and not url.startswith("//")
        return f' href="{escape(edition.addresses.absolute(url) if internal else url)}"'

    # Only the values of attributes change, and they are escaped.
    return None if caption is None else Markup(_HREF.sub(finish, caption))  # noqa: S704


def linked_files(use: PictureUse, path: str, edition: Edition) -> Iterator[str]:
    """Yield the files of the content folder to which a picture or its caption links."""
    for written in _links(use):
        target = target_of(path, written)
        is_file = isinstance(target, LinkTarget) and target.kind == "file"
        if is_file and edition.has_file(target.value):  # type: ignore[union-attr]
            yield target.value  # type: ignore[union-attr]


def dead_links(use: PictureUse, path: str, edition: Edition) -> Iterator[Flaw]:
    """Yield what is wrong with the links of a picture and of its caption."""
    for written in _links(use):
        target = target_of(path, written)
        if isinstance(target, Flaw):
            yield target
        elif isinstance(target, LinkTarget) and url_of(path, written, edition) is None:
            flaw = _dead(target, path, edition)
            if flaw:
                yield flaw


def _links(use: PictureUse) -> list[str]:
    in_caption = [unescape(found) for found in _HREF.findall(use.caption or "")]
    return [use.href, *in_caption] if use.href else in_caption


def _of_the_site(path: str, kind: str, value: str) -> LinkTarget:
    value, mark, fragment = value.partition("#")
    value = unquote(value)
    if kind == "index":
        return LinkTarget("site", "/", mark + fragment)
    if kind in ("category", "tag", "author"):
        return LinkTarget(kind, value.strip("/ "), mark + fragment)
    return LinkTarget("file", content_path(path, value), mark + fragment)


def _dead(target: LinkTarget, path: str, edition: Edition) -> Flaw | None:
    if target.value == path:
        return None  # a hidden story that links to itself
    if target.value in edition.hidden_paths:
        return Flaw(
            f"the link to {target.value} is left out: readers cannot see that story yet",
            "it comes to life when the story is published",
            Gravity.ADVICE,
        )
    if target.kind == "file":
        outside = target.value == ".." or target.value.startswith("../")
        what = "lies outside the content folder" if outside else "does not exist"
        return Flaw(f"the link to {target.value} {what}", "correct the path")
    kind = {"category": "section", "tag": "topic"}.get(target.kind, target.kind)
    return Flaw(f"the link to the {kind} “{target.value}” leads nowhere", "correct it")

"""Targets: where links lead, and which of them only the whole site can finish."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from broadsheet.reporting.faults import Fault, Gravity

_PLACEHOLDER = re.compile(
    r"^[{|](filename|static|attach|category|tag|author|index)[}|](.*)$", re.DOTALL
)
_SAFE_SCHEMES = {"http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "geo", "ftp"}


class LinkTarget(Struct, frozen=True, gc=False):
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


def seen_from_afar(target: LinkTarget, path: str) -> LinkTarget:
    """Return the target as other pages than that of the file `path` must name it."""
    return LinkTarget("file", path, target.fragment) if target.kind == "here" else target


def classify(path: str, written: str, line: int) -> LinkTarget | str | Fault:
    """Return the target of an unfinished link, the address of a complete one, or what is wrong.

    A complete link is an address that needs nothing of this site. One without a scheme, such as
    `//example.org/`, gets one: in a feed there is no page whose scheme it could take.
    path: the file that holds it; line: where, for the fault.
    """
    placeholder = _PLACEHOLDER.match(written)
    if placeholder:
        return _target(path, placeholder[1], placeholder[2])
    if not written:
        return Fault(path, line, "a link without an address", "give it one", Gravity.CARE)
    no_address = Fault(path, line, f"“{written}” is no address", "mend the link", Gravity.CARE)
    try:
        parts = urlsplit(f"https:{written}" if written.startswith("//") else written)
    except ValueError:
        return no_address
    if parts.scheme in ("http", "https") and not parts.netloc:
        return no_address
    if parts.scheme in _SAFE_SCHEMES:
        return f"https:{written}" if written.startswith("//") else written
    if parts.scheme:
        return Fault(
            path, line, f"a link of the kind `{parts.scheme}:`", "link to a page or an address"
        )
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

"""Targets: where links lead, and which of them only the whole site can finish."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from difflib import get_close_matches
from urllib.parse import SplitResult, unquote, urlsplit

from msgspec import Struct

from broadsheet.reporting.faults import Fault, Gravity

_PLACEHOLDER = re.compile(
    r"^[{|](filename|static|attach|category|tag|author|index)[}|](.*)$", re.DOTALL
)
PASSAGE = ":~:"
"""What follows names a passage to a browser, and no id: https://wicg.github.io/scroll-to-text-fragment/"""
# Files that papers lay out for readers. Whether one is there, only the whole site can tell.
_FILE = re.compile(
    r"\.(?:pdf|docx?|odt|rtf|txt|csv|tsv|xlsx?|ods|json|pptx?|odp|epub|zip|gz|7z|ics|kmz?"
    r"|jpe?g|png|gif|webp|avif|heic|tiff?|mp[34]|m4[av]|ogg|wav|webm)$",
    re.IGNORECASE,
)
# A word, or words with slashes, without the dot that each host has.
_WORD = re.compile(
    r"(?:\.{0,2}/)*(?:[\w%-]+/)*(?P<name>[\w%-]+)(?:\.(?:html?|php|aspx?))?/?(?:[?#].*)?"
)
_IN_NO_ADDRESS = re.compile(r'[ "<>`{|}^]')  # RFC 3986, appendix A, has a place for none of them
_HALF_SCHEME = re.compile(r"(https?)(?::/?|/{1,2})(?!/)", re.IGNORECASE)
_MAILBOX = re.compile(r'(?:"[^"]+"|[^@\s]+)@[^@\s]+')
_MAIL = re.compile(r"[^\s@/?#:]+@[^\s@/?#:.]+(?:\.[^\s@/?#:.]+)+(?:\?\S*)?")
_TELEPHONE = re.compile(r"\+[\d() ./-]{3,}|[\d() ./-]{6,}")
# https://www.iana.org/assignments/uri-schemes: what browsers hand to another program, or open.
# fmt: off
HARMLESS = frozenset({
    "http", "https", "ftp", "ftps", "sftp", "gopher", "gemini",
    "mailto", "tel", "fax", "sms", "callto", "sip", "sips", "xmpp", "matrix", "irc", "ircs", "irc6",
    "news", "nntp", "snews", "geo", "magnet", "webcal", "feed", "doi", "urn",
})
"""The kinds of addresses to which texts may link: `LINK_SCHEMES` adds others."""

REFUSED = frozenset({
    "javascript", "vbscript", "livescript", "mocha", "data", "file", "blob", "filesystem", "about",
    "view-source", "jar", "chrome", "resource", "ms-its", "mhtml", "intent",
})
"""The kinds that no setting can add: they run code, or show what no site has published."""
# fmt: on


class LinkTarget(Struct, frozen=True, gc=False):
    """Where a link leads, as far as its file can say.

    kind: "file" (of the content folder: value is its path), "category", "tag", "author" (value
    is the whole name), "site" (value is an address below the site's root), "here" (this page),
    "loose" (nothing yet: value is the path of a file that may be meant) or "word" (nothing either:
    value may end with the slug of a story, a page or a front).
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


def classify(
    path: str, written: str, line: int, more: frozenset[str] = frozenset()
) -> LinkTarget | str | Fault:
    """Return the target of an unfinished link, the address of a complete one, or what is wrong.

    A complete link is an address that needs nothing of this site. One without a scheme, such as
    `//example.org/`, gets one: in a feed there is no page whose scheme it could take.
    path: the file that holds it; line: where, for the fault; more: what `LINK_SCHEMES` adds.
    """
    placeholder = _PLACEHOLDER.match(written)
    if placeholder:
        return _target(path, placeholder[1], placeholder[2])
    if not written:
        return Fault(
            path,
            line,
            "a link without an address",
            "give it one",
            Gravity.CARE,
            kind="link-malformed",
        )
    no_address = Fault(
        path,
        line,
        f"“{written}” is no address",
        "mend the link",
        Gravity.CARE,
        kind="link-malformed",
    )
    try:
        parts = urlsplit(f"https:{written}" if written.startswith("//") else written)
    except ValueError:
        return no_address
    if parts.scheme in ("http", "https") and not _is_host(parts):
        return no_address
    if parts.scheme and not (parts.netloc or parts.path or parts.query):
        return no_address
    if parts.scheme == "mailto" and not _are_mailboxes(parts.path):
        return replace(
            no_address,
            what=f"the link `{written}` is no address of e-mail",
            mend="write it as in `mailto:desk@example.org`",
        )
    if parts.scheme in HARMLESS or parts.scheme in more - REFUSED:
        address = f"https:{written}" if written.startswith("//") else written
        return _IN_NO_ADDRESS.sub(lambda sign: f"%{ord(sign[0]):02X}", address)  # as browsers do
    if parts.scheme:
        mend = "link to a page or an address"
        if parts.scheme not in REFUSED:
            near = get_close_matches(parts.scheme, ("https", "http", "mailto"), 1, 0.75)
            also = f"did you mean `{near[0]}:`? Else {mend}" if near else mend
            mend = f"{also}, or have its kind added to LINK_SCHEMES"
        return Fault(path, line, f"a link of the kind `{parts.scheme}:`", mend, kind="link-refused")
    if written.startswith("#"):
        return LinkTarget("here", "", written)
    if written.startswith("/"):
        return LinkTarget("site", written)
    if parts.path.endswith(".md"):
        return _target(path, "filename", written)
    if _MAIL.fullmatch(written):
        return Fault(path, line, *no_link(written), Gravity.CARE, kind="link-malformed")
    if _FILE.search(parts.path):
        return LinkTarget("loose", unquote(written))
    if _WORD.fullmatch(written) and not _TELEPHONE.fullmatch(written):
        return LinkTarget("word", written)
    return Fault(path, line, *no_link(written), Gravity.CARE, kind="link-malformed")


def _is_host(parts: SplitResult) -> bool:
    """Say whether an address names a host to which a browser could go."""
    try:
        port = parts.port
    except ValueError:
        return False
    is_spaced = re.search(r"\s", parts.netloc) is not None
    return bool(parts.hostname) and not is_spaced and port != 0


def _are_mailboxes(path: str) -> bool:
    """Say whether each mailbox of a `mailto:` address has a name, one @ and a host.

    None at all is right too: `mailto:?subject=…` leaves the reader to choose (RFC 6068).
    """
    mailboxes = map(unquote, path.split(",")) if path else ()
    return all(_MAILBOX.fullmatch(mailbox.strip()) for mailbox in mailboxes)


def slug_in(word: str) -> str:
    """Return the slug that a link of the kind "word" may mean, "" for any other text."""
    found = _WORD.fullmatch(word)
    return unquote(found["name"]) if found else ""


def no_link(written: str) -> tuple[str, str]:
    """Return what is wrong with a link that leads nowhere as it is written, and what to do."""
    what = f"the link `{written}` is neither a full address nor one from the site's root"
    if _MAIL.fullmatch(written):
        return f"the link `{written}` is an address of e-mail", f"write `mailto:{written}`"
    if _TELEPHONE.fullmatch(written):
        number = re.sub(r"[^+\d]", "", written)
        return f"the link `{written}` is a telephone number", f"write `tel:{number}`"
    if written.lower().startswith("www."):
        return what, f"write `https://{written}`"
    if half := _HALF_SCHEME.match(written):
        return what, f"write `{half[1].lower()}://{written[half.end() :]}`"
    if re.search(r"\s", written):
        return what, "take out the spaces, and write all of it: `https://…`"
    if written[0] in ".?":
        return what, "write all of it, as in `https://example.org/ports` or `/ports`"
    return what, f"write `https://{written}` or `/{written}`"


def _target(path: str, kind: str, value: str) -> LinkTarget:
    if kind in ("category", "tag", "author"):  # a name, to which a `#` belongs: C#
        return LinkTarget(kind, unquote(value).strip("/ "))
    value, mark, fragment = value.partition("#")
    value = unquote(value)
    if kind == "index":
        return LinkTarget("site", "/", mark + fragment)
    return LinkTarget("file", content_path(path, value), mark + fragment)

"""Lost addresses: warns of pages that readers knew and would not find any more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from broadsheet.content.edition import Edition
from broadsheet.reporting.faults import Fault, Gravity, setting_fault
from broadsheet.site.old_addresses import SETTING
from broadsheet.site.outputs import FEED
from broadsheet.story.model import Item, Story

_MANY = {"story": 20}  # pages of a kind that get a warning each
_MANY_OTHERS = 5
_ARCHIVE = re.compile(r"/\d{4}/(?:\d\d/)?")
_KINDS = {
    "story": ("story", "stories"),
    "page": ("page", "pages"),
    "author": ("author", "authors"),
    "topic": ("topic", "topics"),
    "section": ("section", "sections"),
    "archive": ("archive", "pages of archives"),
    FEED: ("feed", "feeds"),
}
_OTHERS = ("page", "other pages")
_NOTHING = "and nothing is there now"
_FEEDS_BACK = (
    "give the setting that names the feeds its old value, or have the web server lead from there "
    "to the new ones: programs that read feeds follow no page that leads on"
)
_RENAMED = ("author", "topic", "section")
_BY_RENAMING = (
    '; if it only has another name, change that back, and have `broadsheet rename {kind} "{old}" '
    '"…"` change it, which leads readers on'
)


def lost_faults(lost: Mapping[str, str], edition: Edition) -> Iterator[Fault]:
    """Warn of addresses that readers knew, with what to do; many of a kind share a warning.

    lost: the subjects of the pages and feeds that stood there, by paths. Of a feed that has gone
    with its front nothing is said: what leads on from the front brings it back.
    """
    told, subjects = _Telling(edition), set(lost.values())
    by_kind: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, subject in sorted(lost.items()):
        kind, _, key = subject.partition(" ")
        if kind == FEED and key in subjects:
            continue
        is_archive = kind in _RENAMED and _ARCHIVE.search(path)
        by_kind["archive" if is_archive else kind].append((path, key))
    for kind, found in by_kind.items():
        if len(found) > _MANY.get(kind, _MANY_OTHERS):
            yield _many(kind, [path for path, _ in found])
        else:
            yield from (told.one(kind, path, key) for path, key in found)


def _many(kind: str, paths: Sequence[str]) -> Fault:
    what = f"readers knew {len(paths):,} {_KINDS.get(kind, _OTHERS)[1]}, such as {paths[0]}"
    if kind == "story":
        mend = "undo what changed their addresses, ARTICLE_URL or a section's slug for example, or"
        mend = f"{mend} write `aliases:` in their files"
    elif kind == FEED:
        mend = f'{_FEEDS_BACK}, or `"{_above(paths[0])}*": None` gives up all below a path'
    else:
        mend = f'name where each leads, or give up all below a path: `"{_above(paths[0])}*": None`'
    return setting_fault(SETTING, f"{what}, {_NOTHING}", mend, Gravity.ADVICE, kind="address-lost")


def _above(path: str) -> str:
    """Return the path of the front of an archive, or of the folder in which a page stood."""
    archive = _ARCHIVE.search(path)
    return path[: archive.start() + 1] if archive else path.rstrip("/").rpartition("/")[0] + "/"


class _Telling:
    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._items: dict[str, Item] = {item.path: item for item in edition.loaded.items}

    def one(self, kind: str, path: str, key: str) -> Fault:
        """Return the warning of one page."""
        file = self._file(kind, key)
        word = _KINDS.get(kind, _OTHERS)[0]
        if file is None:
            what = f"readers knew the {word} at {path}, {_NOTHING}"
            mend = f'write `"{path}": "/…/"` with where they are to go, or `"{path}": None`'
            if kind in _RENAMED:
                mend += _BY_RENAMING.format(kind=kind, old=key)
            if kind == FEED:
                mend = f'{_FEEDS_BACK}; to give it up, `"{path}": None`'
            return setting_fault(SETTING, what, mend, Gravity.ADVICE, kind="address-lost")
        item = self._items.get(file)
        if item is None:
            what = f"readers knew the {word} of this file, which is gone, at {path}"
            mend = f"write {_alias(path)} into what takes its place"
            mend += ", or bring it back with `withdrawn:` and why" if kind == "story" else ""
            return Fault(
                file, 0, what, f"{mend}; {_giving_up(path)}", Gravity.ADVICE, kind="address-lost"
            )
        what = f"readers knew this {word} at {path}, {_NOTHING}"
        return Fault(
            file,
            item.line("slug"),
            what,
            self._mend(item, path),
            Gravity.ADVICE,
            kind="address-lost",
        )

    def _file(self, kind: str, key: str) -> str | None:
        """Return the content file of a subject, None where it has none."""
        if kind in ("story", "withdrawn", "page"):
            return key
        author = self._edition.author_of(key) if kind == "author" else None
        return author.path or None if author else None

    def _mend(self, item: Item, path: str) -> str:
        if not isinstance(item, Story) or item.path not in self._edition.hidden:
            if item.aliases:
                return f"add {path} to `aliases:`; {_giving_up(path)}"
            return f"write {_alias(path)}; {_giving_up(path)}"
        if item.draft:
            mend = "if they are not to read it any more, take `status: draft` out and write"
            return f"{mend} `withdrawn:` with the reason; {_giving_up(path)}"
        mend = f"it waits until {item.public_from.isoformat(timespec='minutes')}"
        return f"{mend}; set that back, or {_giving_up(path)}"


def _alias(path: str) -> str:
    written = path if re.fullmatch(r"[\w/.~-]+", path) else f"'{path}'"
    return f"`aliases: [{written}]`"


def _giving_up(path: str) -> str:
    return f'to give it up, `{SETTING} = {{"{path}": None}}` in the settings'

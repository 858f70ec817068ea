"""Held back: plain files that are not published before a story that uses them.

A folder of STATIC_PATHS may hold the pictures of stories. A file that only drafts and stories under
embargo use is held back; a file that no text uses, or that a visible text uses, is not. A file
counts as the same under all its names: symbolic and hard links.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from broadsheet.content.check_results import CheckResult
from broadsheet.content.edition import Edition
from broadsheet.content.static_paths import StaticFiles
from broadsheet.reporting.counting import count
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.site.file_identity import FileId, id_of
from broadsheet.site.outputs import Copy

_MANY = 5  # files of one folder that get an advice each
_NAMED = 3  # stories that an advice names for a file


@dataclass(frozen=True)
class Users:
    """Which content files use a file: by its identity on disk, and by its path in the site."""

    files: Mapping[FileId, set[str]] = field(default_factory=lambda: defaultdict(set))
    addresses: Mapping[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, content: Path, results: Iterable[tuple[str, CheckResult]]) -> Users:
        """Collect the users from check results. content: the content folder."""
        users = cls()
        for path, result in results:
            for used in result.uses:
                identity = id_of(f"{content}/{used}")
                if identity is not None:
                    users.files[identity].add(path)
            for bound in result.bound:
                users.addresses[bound.path.strip("/")].add(path)
        return users

    def of_copy(self, copy: Copy) -> set[str]:
        """Return the content files that use a file to copy."""
        identity = id_of(str(copy.source)) if self.files else None
        by_file = self.files.get(identity, set()) if identity is not None else set()
        names = {copy.path, copy.path.removesuffix("/index.html")}  # as `file_at` has it
        return by_file.union(*(self.addresses.get(name, ()) for name in names))


def held_back(
    copies: Iterable[Copy],
    edition: Edition,
    results: Mapping[str, CheckResult],
    is_named: Callable[[str], bool],
) -> dict[str, tuple[str, ...]]:
    """Return the files that must wait, and which stories they wait for, by content paths.

    copies: the files of STATIC_PATHS. is_named: says whether the theme or a setting names a path in
    the site; such a file is never held back.
    """
    visible = set(edition.visible_paths)
    used = [item for item in results.items() if item[1].uses or item[1].bound]
    hidden = Users.of(edition.content, (item for item in used if item[0] not in visible))
    if not (hidden.files or hidden.addresses):
        return {}
    waiting = [(copy, users) for copy in copies if (users := hidden.of_copy(copy))]
    if not waiting:
        return {}
    shown = [item for item in used if item[0] in visible]
    shown += (
        (path, CheckResult(bound=results[path].bound_in_reason))
        for path in edition.withdrawn
        if path in results
    )
    seen = Users.of(edition.content, shown)
    return {
        copy.origin: tuple(sorted(users))
        for copy, users in waiting
        if not seen.of_copy(copy) and not is_named(copy.path)
    }


def names_file(texts: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that says whether one of the texts names a path such as /logo.svg."""
    together = "\n".join(texts)

    def is_named(path: str) -> bool:
        return bool(re.search(rf"(?<![\w-])/{re.escape(path)}(?![\w-])", together))

    return is_named


def advice(held: Mapping[str, tuple[str, ...]]) -> Iterator[Fault]:
    """Yield advice about files that are held back."""
    one, many = "only hidden stories use it", "only hidden stories use them"
    users = {path: _some_of(each) for path, each in held.items()}
    yield from _told(users, one, many, "they come with these stories")


def advice_on_texts(statics: StaticFiles) -> Iterator[Fault]:
    """Yield advice about texts in static folders, which are not published."""
    mend = "name it in STATIC_PATHS if it is to be published as it is"
    stray = (path for path in statics.withheld if not statics.is_expected(path))
    yield from _told(dict.fromkeys(stray, mend), "a text", "texts", mend.replace("it", "each", 1))


def left_out(statics: StaticFiles) -> list[str]:
    """Return a line on what is never copied from static folders, none where there was none."""
    expected = [path for path in statics.withheld if statics.is_expected(path)]
    if not expected:
        return []
    return [f"{count(expected, 'file')} left out of STATIC_PATHS, as always: texts and sidecars"]


def _told(mends: Mapping[str, str], one: str, many: str, mend: str) -> Iterator[Fault]:
    """Yield advice about files that are not published; many in one folder share one advice.

    mends: what to do about each, by content path. one, many: the reason, for one file and for
    several. mend: what to do about several.
    """
    folders: dict[str, list[str]] = defaultdict(list)
    for path in sorted(mends):
        folders[path.rpartition("/")[0]].append(path)
    for folder, paths in folders.items():
        if len(paths) > _MANY:
            what = f"{len(paths):,} files not published: {many}"
            yield Fault(folder or ".", 0, what, mend, Gravity.ADVICE, kind="not-published")
        else:
            for path in paths:
                yield Fault(
                    path,
                    0,
                    f"not published: {one}",
                    mends[path],
                    Gravity.ADVICE,
                    kind="not-published",
                )


def _some_of(users: tuple[str, ...]) -> str:
    more = len(users) - _NAMED
    return ", ".join(users[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")

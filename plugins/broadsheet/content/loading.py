"""Loading: finds the content files, and reads those that the last build did not know."""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from broadsheet.content.confidential import TEXT_ENDINGS
from broadsheet.content.memory import AUTHORS, BODIES, PAGES, STORIES, Memory, Record
from broadsheet.faults import SETTINGS, Fault, Gravity
from broadsheet.incremental.digests import digest
from broadsheet.incremental.store import Table, decoded
from broadsheet.incremental.workers import Workers
from broadsheet.progress import Track
from broadsheet.site.settings import Settings
from broadsheet.story.keeping import Keeper
from broadsheet.story.model import Author, Body, Item, StaticPage, Story
from broadsheet.story.reading_settings import Reading

if TYPE_CHECKING:
    from broadsheet.story.reading import Read

_LARGEST = 2_000_000  # bytes; the longest novels have three to five million
_BATCH = 25  # files; some 100 ms of work
_FEW = 100  # files that are read before other processes would have been started
_WRITTEN_TOGETHER = 4000  # files, so that a build that is killed has not read in vain

_KINDS: Mapping[str, tuple[Table[Any], type[Item]]] = {
    "ARTICLE_PATHS": (STORIES, Story),
    "PAGE_PATHS": (PAGES, StaticPage),
    "AUTHOR_PATHS": (AUTHORS, Author),
}


def _nothing(path: str) -> Body:
    raise KeyError(path)


def _found_out_now(name: str, find: Callable[[], bytes]) -> bytes:
    del name
    return find()


@dataclass
class LoadedContent:
    """Everything that lay in the content folder, read, with the faults found on the way.

    unfit: stories with faults that keep them from being planned; they are checked all the same.
    unread: files that could not be read. sources: the digests of the files. known: those of
    what was read, without the bodies. body: gives the body of a file that was read. finding:
    gives what is known under a name, or has it found out. digest_of_file: of any content file.
    read, reused: how many files were read now, and how many were known.
    """

    stories: list[Story] = field(default_factory=list)
    unfit: list[Story] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    pages: list[StaticPage] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    sources: dict[str, bytes] = field(default_factory=dict)
    known: dict[str, bytes] = field(default_factory=dict)
    body: Callable[[str], Body] = _nothing
    cached: Callable[[str, Callable[[], bytes]], bytes] = _found_out_now
    digest_of_file: Callable[[str], bytes] | None = None
    read: int = 0
    reused: int = 0

    @property
    def faulty(self) -> frozenset[str]:
        """The files with faults that keep them out of the plan."""
        return frozenset([*self.unread, *(story.path for story in self.unfit)])

    @property
    def items(self) -> Iterator[Item]:
        """Everything that was read, fit or unfit."""
        yield from self.stories
        yield from self.unfit
        yield from self.authors
        yield from self.pages

    def set_aside(self, paths: Container[str]) -> None:
        """Take the stories of these files out of those that can be planned."""
        self.unfit += [story for story in self.stories if story.path in paths]
        self.stories = [story for story in self.stories if story.path not in paths]


@dataclass(frozen=True)
class Rules:
    """What reading needs in whatever process it is done."""

    reading: Reading
    keeper: Keeper


@dataclass(frozen=True)
class Kept:
    """A file once read, as bytes. item: b"" where it cannot be read."""

    path: str
    source: bytes
    item: bytes
    body: bytes
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Loader:
    """Reads one content folder. digest_of_file: from content paths; see `file_digests.py`."""

    settings: Settings
    rules: Rules
    memory: Memory
    workers: Workers
    track: Track
    digest_of_file: Callable[[str], bytes]

    @property
    def content(self) -> Path:
        """The content folder."""
        return Path(self.settings["PATH"])

    def load(self) -> LoadedContent:
        """Read the whole content folder."""
        loaded = LoadedContent(
            body=self._body, cached=self.memory.cached, digest_of_file=self.digest_of_file
        )
        lists: Mapping[str, list[Any]] = {
            "ARTICLE_PATHS": loaded.stories,
            "PAGE_PATHS": loaded.pages,
            "AUTHOR_PATHS": loaded.authors,
        }
        for setting, found_items in lists.items():
            self._fill(loaded, setting, found_items)
        loaded.set_aside({story.path for story in loaded.stories if not story.fit})
        if not (loaded.stories or loaded.faulty):
            loaded.faults.append(_no_stories(self.settings))
        return loaded

    def _body(self, path: str) -> Body:
        return decoded(f"the body of {path}", self.rules.keeper.body, self.memory.body(path))

    def _fill(self, loaded: LoadedContent, setting: str, found_items: list[Any]) -> None:
        table = _KINDS[setting][0]
        entries = find(self.content, self.settings[setting], self.settings["IGNORE_FILES"])
        found = dict(entries)
        texts = [path for path in found if path.endswith(".md")]
        others = sorted(set(found).difference(texts))
        loaded.faults += [_misnamed(p) for p in others if Path(p).suffix.lower() in TEXT_ENDINGS]
        records = self.memory.rows(table)
        # What stands at the end of a link may change its place without changing its words.
        missing = [p for p in texts if found[p] or self._is_unknown(p, records.get(p))]
        fresh = self._read(setting, missing)
        loaded.read += len(missing)
        loaded.reused += len(texts) - len(missing)
        self._forget(table, records.keys() - set(texts), loaded.sources)
        for path in texts:
            record = fresh.get(path) or records[path]
            loaded.faults += record.faults
            loaded.sources[path] = record.source
            loaded.known[path] = record.known
            (loaded.unread if record.item is None else found_items).append(record.item or path)

    def _is_unknown(self, path: str, record: Record[Any] | None) -> bool:
        return record is None or record.source != self.digest_of_file(path)

    def _read(self, setting: str, paths: Sequence[str]) -> dict[str, Record[Any]]:
        """Read files, keep what came of it, and return that."""
        table, kind = _KINDS[setting]
        label, keeper = setting.partition("_")[0].lower(), self.rules.keeper
        batches = self.workers.each(
            read_files,
            self.rules,
            self._opened(setting, paths),
            size=_BATCH,
            label="reading",
            name=itemgetter(1),
            few=_FEW,
        )
        records: dict[str, Record[Any]] = {}
        together: list[Kept] = []
        for kept in self.track(batches, label, len(paths)):
            item = keeper.item(kind, kept.item) if kept.item else None
            records[kept.path] = Record(kept.source, digest(kept.item), item, kept.faults)
            together.append(kept)
            if len(together) >= _WRITTEN_TOGETHER:
                self._keep(table, together, records)
                together.clear()
        self._keep(table, together, records)
        return records

    def _opened(
        self, setting: str, paths: Iterable[str]
    ) -> Iterator[tuple[str, str, bytes | Fault]]:
        home = self.content.resolve()
        for path in paths:
            yield setting, path, _open(self.content / path, path, home)

    def _keep(
        self, table: Table[Any], read: Sequence[Kept], records: Mapping[str, Record[Any]]
    ) -> None:
        # What the disk refused may be open to us next time: it is not kept.
        lasting = [kept for kept in read if kept.source]
        if lasting:
            with self.memory.store.transaction():
                self.memory.remember(table, {kept.path: records[kept.path] for kept in lasting})
                self.memory.remember(BODIES, {kept.path: kept.body for kept in lasting})

    def _forget(self, table: Table[Any], paths: Iterable[str], elsewhere: Container[str]) -> None:
        """Forget files; elsewhere: those that have just been read as something else."""
        gone = sorted(paths)
        if gone:
            with self.memory.store.transaction():
                self.memory.remember(table, {}, gone)
                self.memory.remember(BODIES, {}, [path for path in gone if path not in elsewhere])


def read_files(rules: Rules, files: Sequence[tuple[str, str, bytes | Fault]]) -> list[Kept]:
    """Read opened files; a job for workers. Each is its setting, its path, and its bytes."""
    return [_read_one(rules, *file) for file in files]


def _read_one(rules: Rules, setting: str, path: str, data: bytes | Fault) -> Kept:
    if isinstance(data, Fault):
        return Kept(path, b"", b"", b"", (data,))
    source = digest(data)
    if len(data) > _LARGEST:
        what = f"larger than {_LARGEST // 1_000_000} MB"
        fault = Fault(path, 1, what, "no story is that long: check what the file holds")
        return Kept(path, source, b"", b"", (fault,))
    try:
        read = _reader(setting)(path, data, rules.reading)
    except RecursionError:  # the readers of Markdown and of HTML go down as deep as the text does
        what = "quotations, lists or tags nested too deep"
        return Kept(path, source, b"", b"", (Fault(path, 1, what, "nest less"),))
    item = rules.keeper.pack(read.item) if read.item else b""
    return Kept(path, source, item, rules.keeper.pack(read.body), tuple(read.faults))


@cache
def _reader(setting: str) -> Callable[[str, bytes, Reading], Read[Any]]:
    # Imported when there is something to read: Markdown and its kin take long to load.
    from broadsheet.story.reading import read_author, read_page, read_story

    readers: dict[str, Callable[..., Read[Any]]] = {
        "ARTICLE_PATHS": read_story,
        "PAGE_PATHS": read_page,
        "AUTHOR_PATHS": read_author,
    }
    return readers[setting]


def _open(file: Path, path: str, home: Path) -> bytes | Fault:
    """Return the bytes of a content file, or why it cannot be read. home: the content folder."""
    try:
        path.encode()
        if file.is_symlink() and not file.resolve().is_relative_to(home):
            return Fault(path, 1, "a link that leads out of the content folder", "copy it")
        if not stat.S_ISREG(file.stat().st_mode):  # to read from a pipe would take for ever
            return Fault(path, 0, "no file of words, but a pipe or a device", "remove it")
        return file.read_bytes()
    except UnicodeEncodeError:
        return Fault(path, 0, "the name is not UTF-8", "rename the file")
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return Fault(path, 1, reason.lower(), "check the file and its permissions")


def find(
    content: Path, folders: Iterable[str], ignore: Iterable[str], linked: list[str] | None = None
) -> Iterator[tuple[str, bool]]:
    """Yield the files below the folders, sorted, and whether each is a link, a pipe or the like.

    Files are named by their content paths, with forward slashes. ignore: patterns for names, or,
    where there is a slash in them, for paths; `**/` before one means any folder, as in Pelican's
    own IGNORE_FILES. linked: gets the links to folders, which are not followed.
    """
    unwanted = _unwanted(ignore)
    for folder in folders:
        yield from _below(content, content_folder(folder), unwanted, linked)


def content_folder(written: str) -> str:
    """Return the content path of a folder as settings write it, "" for the content folder."""
    path = os.path.normpath(written or ".").replace(os.sep, "/")
    return "" if path == "." else path


def _unwanted(patterns: Iterable[str]) -> Callable[[str], object]:
    """Return what says whether a content path is one to pass over."""
    plain = [pattern.removeprefix("**/") for pattern in patterns]
    names = [pattern for pattern in plain if "/" not in pattern]
    paths = [pattern for pattern in plain if "/" in pattern]
    is_name = re.compile("|".join(map(fnmatch.translate, names)) or r"(?!)").match
    is_path = re.compile("|".join(map(fnmatch.translate, paths)) or r"(?!)").match
    if not paths:
        return lambda path: is_name(path.rpartition("/")[2])
    return lambda path: is_name(path.rpartition("/")[2]) or is_path(path)


def _below(
    content: Path, folder: str, unwanted: Callable[[str], object], linked: list[str] | None
) -> Iterator[tuple[str, bool]]:
    prefix = f"{folder}/" if folder else ""
    try:
        with os.scandir(content / folder) as found:
            entries = sorted(
                (each for each in found if not unwanted(prefix + each.name)),
                key=lambda each: each.name,
            )
    except OSError:  # no such folder, as os.walk has it
        return
    inner = []
    for entry in entries:
        if entry.is_dir():
            inner.append(entry)
        else:
            yield prefix + entry.name, not entry.is_file(follow_symlinks=False)
    for entry in inner:
        if not entry.is_symlink():
            yield from _below(content, prefix + entry.name, unwanted, linked)
        elif linked is not None:
            linked.append(prefix + entry.name)


def _no_stories(settings: Settings) -> Fault:
    """Return the fault of a folder without stories: most likely it is the wrong folder."""
    where = ", ".join(f"{folder}/" for folder in settings["ARTICLE_PATHS"])
    what = f"no stories in {where} of the content folder {settings['PATH']}"
    mend = "name the folder that holds them, or write one: `inv new`"
    return Fault(SETTINGS, 0, what, mend, setting="PATH")


def _misnamed(path: str) -> Fault:
    return Fault(path, 0, "not read", "name it `….md` if it is to be published", Gravity.ADVICE)

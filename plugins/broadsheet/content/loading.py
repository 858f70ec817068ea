"""Loading: reads new and changed content files, and takes the others from the store."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from msgspec import Struct

from broadsheet.content.confidential import TEXT_ENDINGS
from broadsheet.content.file_reading import FileReader, OpenedFile, PackedFile, opened, read_files
from broadsheet.content.finding import find
from broadsheet.content.idle_files import misnamed
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.memory import AUTHORS, BODIES, PAGES, STORIES, Memory, Record
from broadsheet.incremental.digests import digest
from broadsheet.incremental.store import Table, decoded
from broadsheet.incremental.workers import Workers
from broadsheet.reporting.faults import SETTINGS, Fault, Gravity
from broadsheet.reporting.progress import Track
from broadsheet.site.settings import Settings
from broadsheet.story.model import Author, Body, Item, StaticPage, Story

_BATCH = 25  # files; some 100 ms of work
_FEW = 100  # files that are read in this process sooner than workers could be started
_WRITTEN_TOGETHER = 4000  # files; a build that is killed loses no more

_KINDS: Mapping[str, tuple[Table[Any], type[Item]]] = {
    "ARTICLE_PATHS": (STORIES, Story),
    "PAGE_PATHS": (PAGES, StaticPage),
    "AUTHOR_PATHS": (AUTHORS, Author),
}


class Loader(Struct, frozen=True):
    """Reads one content folder.

    digest_of_file: takes a content path; see `file_digests.py`. is_record: says whether a content
    path is that of an internal record.
    """

    settings: Settings
    reader: FileReader
    memory: Memory
    workers: Workers
    track: Track
    digest_of_file: Callable[[str], bytes]
    is_record: Callable[[str], bool]

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
        return decoded(f"the body of {path}", self.reader.keeper.body, self.memory.body(path))

    def _fill(self, loaded: LoadedContent, setting: str, found_items: list[Any]) -> None:
        table = _KINDS[setting][0]
        linked: list[str] = []
        ignored = self.settings["IGNORE_FILES"]
        found = dict(find(self.content, self.settings[setting], ignored, linked))
        texts = [path for path in found if path.endswith(".md")]
        others = sorted(set(found).difference(texts))
        are_texts = {
            p for p in others if Path(p).suffix.lower() in TEXT_ENDINGS and not self.is_record(p)
        }
        loaded.faults += [*map(misnamed, sorted(are_texts)), *map(_linked_folder, linked)]
        loaded.beside += [p for p in others if p not in are_texts and not found[p]]
        records = self.memory.rows(table)
        # Faults of a linked file may depend on where the link leads, not on its bytes alone.
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
        """Read files, store the results, and return them."""
        table, kind = _KINDS[setting]
        label, keeper = setting.partition("_")[0].lower(), self.reader.keeper
        batches = self.workers.each(
            read_files,
            self.reader,
            self._opened(setting, paths),
            size=_BATCH,
            label="reading",
            name=itemgetter(1),
            few=_FEW,
        )
        records: dict[str, Record[Any]] = {}
        together: list[PackedFile] = []
        for kept in self.track(batches, label, len(paths)):
            item = keeper.item(kind, kept.item) if kept.item else None
            records[kept.path] = Record(kept.source, digest(kept.item), item, kept.faults)
            together.append(kept)
            if len(together) >= _WRITTEN_TOGETHER:
                self._keep(table, together, records)
                together.clear()
        self._keep(table, together, records)
        return records

    def _opened(self, setting: str, paths: Iterable[str]) -> Iterator[OpenedFile]:
        home = self.content.resolve()
        for path in paths:
            yield setting, path, opened(self.content / path, path, home)

    def _keep(
        self, table: Table[Any], read: Sequence[PackedFile], records: Mapping[str, Record[Any]]
    ) -> None:
        # A file that could not be opened may be readable next time: that is not stored.
        lasting = [kept for kept in read if kept.source]
        if lasting:
            with self.memory.store.transaction():
                self.memory.remember(table, {kept.path: records[kept.path] for kept in lasting})
                self.memory.remember(BODIES, {kept.path: kept.body for kept in lasting})

    def _forget(self, table: Table[Any], paths: Iterable[str], elsewhere: Container[str]) -> None:
        """Delete the rows of files. elsewhere: files that have just been read as another kind."""
        gone = sorted(paths)
        if gone:
            with self.memory.store.transaction():
                self.memory.remember(table, {}, gone)
                self.memory.remember(BODIES, {}, [path for path in gone if path not in elsewhere])


def _no_stories(settings: Settings) -> Fault:
    """Return the fault of a content folder without stories: probably the wrong folder."""
    where = ", ".join(f"{folder}/" for folder in settings["ARTICLE_PATHS"])
    what = f"no stories in {where} of the content folder {settings['PATH']}"
    mend = "name the folder that holds them, or write one: `broadsheet new`"
    return Fault(SETTINGS, 0, what, mend, setting="PATH")


def _linked_folder(path: str) -> Fault:
    what = "a link to a folder: no text that lies there is read"
    return Fault(
        path,
        0,
        what,
        "copy the folder here, or name it in IGNORE_FILES",
        Gravity.ADVICE,
        kind="not-read",
    )

"""Renaming: gives an author, a topic or a section another name, wherever the old one is written.

Everything is worked out and read again first. Where one file cannot be rewritten safely, nothing is
written at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct

from broadsheet.build.building import Building
from broadsheet.build.session import Session
from broadsheet.commands.front_matter_edits import CannotEdit, Manuscript, with_links_renamed
from broadsheet.commands.settings_edits import NotWrittenOut, SettingsText
from broadsheet.commands.settings_file import newspaper
from broadsheet.content.edition import Edition, category_of
from broadsheet.content.file_reading import read_files
from broadsheet.fronts.front_files import HOME, front_files_in, front_path
from broadsheet.incremental.whole_files import write_whole
from broadsheet.reporting.counting import count
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault, choose_from, setting_fault
from broadsheet.site.names import key_of
from broadsheet.site.old_addresses import SETTING
from broadsheet.site.settings import Section, Settings
from broadsheet.site.settings_source import placed
from broadsheet.story.model import Author, Item, StaticPage, Story
from broadsheet.story.slugs import slug_of

_READ_AS: Mapping[type[Any], str] = {
    Story: "ARTICLE_PATHS",
    StaticPage: "PAGE_PATHS",
    Author: "AUTHOR_PATHS",
}
_NOT_COMPARED = frozenset({"lines", "corrected", "lead", "portrait", "aliases"})
"""The fields that hold lines, which may move, and the addresses that are added."""


class CannotRename(BroadsheetError):
    """A renaming that is not possible; nothing was written."""


class Kind(Struct, frozen=True):
    """What can be renamed. key: of front matter. link: as in `{tag}ports`.

    settings: those that may hold the name, each with the keys of its groups under which it stands.
    """

    word: str
    key: str
    link: str
    settings: Mapping[str, tuple[str, ...]]


KINDS = {
    "author": Kind("author", "authors", "author", {}),
    "topic": Kind("topic", "tags", "tag", {"TOPICS": (), "NEWSLETTERS": ("topics",)}),
    "section": Kind(
        "section",
        "category",
        "category",
        {"SECTIONS": ("name",), "DEFAULT_CATEGORY": (), "NEWSLETTERS": ("sections",)},
    ),
}


class Wish(Struct, frozen=True):
    """What somebody wants. is_merge: the new name may exist. keeps_spelling: see `rename`."""

    kind: Kind
    old: str
    new: str
    is_merge: bool = False
    keeps_spelling: bool = False


@dataclass
class Rewriting:
    """What a renaming changes: the new texts of files, and what is left to do by hand."""

    files: dict[Path, bytes] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)


def rename(
    settings_file: Path, wish: Wish, overrides: Mapping[str, Any], *, is_trial: bool
) -> list[str]:
    """Give something another name in all files of a paper; return lines on what was done.

    keeps_spelling: whether an author's file remembers the old name under `also:`. is_trial: whether
    nothing is written. Raises CannotRename, and BuildStopped where the content has faults.
    """
    paper = newspaper(str(settings_file), overrides)

    def work(session: Session, watch: Any) -> Rewriting:
        plan = Building(session, paper.reporter, watch).plan()
        return _Renamer(wish, settings_file, paper.settings, session, plan.edition).work()

    rewriting = paper.attend(work)
    files = [seen_from_here(file) for file in rewriting.files]
    if is_trial:
        lines = [f"{file}: would change" for file in files]
        return [*lines, *rewriting.done, *rewriting.by_hand, "nothing was written"]
    for file, data in rewriting.files.items():
        write_whole(file, data)
    return [*rewriting.done, *rewriting.by_hand, f"{count(files, 'file')} written"]


@dataclass(frozen=True)
class _Renamer:
    wish: Wish
    settings_file: Path
    settings: Settings
    session: Session
    edition: Edition

    def work(self) -> Rewriting:
        """Work everything out; raise CannotRename where something stands in the way."""
        old = self._known()
        names = {key_of(old)}
        if self.wish.kind.word == "section":
            names |= {each.slug for each in self.edition.sections if key_of(each.name) in names}

        def is_meant(name: str) -> bool:
            return key_of(name) in names

        result, faults = Rewriting(), list[Fault]()
        texts: dict[str, str] = {}
        for item in self.edition.loaded.items:
            try:
                texts |= self._names_rewritten(item, is_meant)
            except CannotEdit as error:
                faults.append(self._fault(item.path, error))
        settings = self._settings_renamed(is_meant, result)
        faults += self._unfaithful(texts, is_meant)
        if faults:
            raise self._refused(faults)
        later = self._later(texts, settings)
        moved = self._moved(old, later)
        self._add_aliases(texts, settings, moved, later, is_meant, result, faults)
        faults += self._unfaithful(texts, is_meant)  # again: with the aliases
        if faults:
            raise self._refused(faults)
        self._tell(texts, moved, result)
        return result

    # What is there

    def _known(self) -> str:
        """Return the old name as the paper knows it; raise CannotRename for an unfit wish."""
        wish, known = self.wish, self._names()
        if not wish.new.isprintable() or not slug_of(wish.new):
            raise CannotRename(f"“{wish.new}” makes no address (use letters or digits)")
        old = known.get(key_of(wish.old))
        if old is None:
            advice = choose_from(wish.old, list(dict.fromkeys(known.values())))
            raise CannotRename(f"there is no {wish.kind.word} “{wish.old}” ({advice})")
        other = known.get(key_of(wish.new))
        if other is not None and key_of(other) != key_of(old) and not wish.is_merge:
            mend = "choose another name, or make the two one with --merge"
            raise CannotRename(f"the {wish.kind.word} “{other}” is there already ({mend})")
        files = [
            each.path
            for each in self.edition.written_authors
            if wish.kind.key == "authors" and key_of(each.name) in (key_of(old), key_of(wish.new))
        ]
        if len(files) > 1:
            mend = "take one of them away, with its name under `also:` and its address under"
            raise CannotRename(
                f"{' and '.join(files)} tell of both ({mend} `aliases:` of the other)"
            )
        return old

    def _names(self) -> dict[str, str]:
        """Return all names of the kind by their keys, those in drafts and settings too."""
        edition, key = self.edition, self.wish.kind.key
        found: dict[str, str] = {}
        for story in edition.loaded.stories:
            of = getattr(story, key) if key != "category" else (category_of(story, edition.site),)
            found |= {key_of(name): name for name in of if name}
        if key == "authors":
            found |= {key_of(s): each.name for each in edition.written_authors for s in each.also}
            found |= {key_of(each.name): each.name for each in edition.written_authors}
        if key == "category":
            found = {s: f for s, f in found.items() if edition.site.sections is None}
            found |= {each.slug: each.name for each in edition.sections}
            found |= {key_of(each.name): each.name for each in edition.sections}
        return found

    # What is written anew

    def _names_rewritten(self, item: Item, is_meant: Callable[[str], bool]) -> dict[str, str]:
        """Return the text of a file in which the name stands, under its path; nothing of others."""
        wish, kind = self.wish, self.wish.kind
        text = self._text(item.path)
        sheet = Manuscript(text)
        if isinstance(item, Story) and any(map(is_meant, _names_of(item, kind.key))):
            sheet = sheet.renamed(kind.key, is_meant, wish.new)
        if isinstance(item, Author) and kind.key == "authors" and is_meant(item.name):
            sheet = sheet.renamed("name", is_meant, wish.new)
            sheet = sheet.without("also", lambda name: key_of(name) == key_of(wish.new))
            sheet = sheet.with_item("also", item.name) if wish.keeps_spelling else sheet
        after = with_links_renamed(sheet.text, kind.link, is_meant, self._new_slug)
        return {item.path: after} if after != text else {}

    def _settings_renamed(self, is_meant: Callable[[str], bool], result: Rewriting) -> SettingsText:
        """Return the settings file with the new name in the settings that hold the old one."""
        text = SettingsText(self.settings_file.read_text("utf-8"))
        merged = self.wish.is_merge and key_of(self.wish.new) in map(key_of, self._names().values())
        for setting, keys in self.wish.kind.settings.items():
            if not _holds(self.settings.get(setting), keys, is_meant):
                continue
            before = text
            if not (merged and setting in ("SECTIONS", "TOPICS")):
                text = text.renamed(setting, is_meant, self.wish.new, keys)
            if text == before:
                mend = "take the old name out" if merged else f"write “{self.wish.new}” there"
                fault = setting_fault(setting, f"it names “{self.wish.old}”", mend)
                result.by_hand.append(f"by hand: {placed(fault, self.settings)}")
        return text

    def _later(self, texts: Mapping[str, str], settings: SettingsText) -> Edition:
        """Return the edition as it will be, by which the new addresses are known."""
        edition = self.edition
        loaded = copy(edition.loaded)
        fresh = {path: self._read(path, text) for path, text in texts.items()}
        loaded.stories = [fresh.get(each.path) or each for each in loaded.stories]
        loaded.authors = [fresh.get(each.path) or each for each in loaded.authors]
        update: dict[str, Any] = {}
        sections = edition.site.sections
        if sections is not None and self.wish.kind.key == "category":
            update["sections"] = tuple(self._sections_later(sections, settings))
        if self.wish.kind.key == "tags":
            told = settings.value("TOPICS")
            update["topics"] = (
                tuple(told) if isinstance(told, (list, tuple)) else edition.site.topics
            )
        site = edition.site.model_copy(update=update)
        return Edition.of(loaded, site, edition.now, edition.content)

    def _sections_later(
        self, sections: tuple[Section, ...], settings: SettingsText
    ) -> Iterator[Section]:
        written = settings.value("SECTIONS")
        old, new = key_of(self._known()), key_of(self.wish.new)
        is_merge = new in {key_of(each.name) for each in sections} and new != old
        if isinstance(written, (list, tuple)) and not is_merge:
            yield from (Section.model_validate(each) for each in written)
            return
        for each in sections:
            if key_of(each.name) != old:
                yield each
            elif not is_merge:
                yield Section(name=self.wish.new)

    def _moved(self, old: str, later: Edition) -> tuple[str, str] | None:
        """Return the old and the new path of the page of what is renamed, None if it stays."""
        paths = [_path_of(self.wish.kind, self.edition, old)]
        paths.append(_path_of(self.wish.kind, later, self.wish.new))
        before, after = paths
        return (before, after) if before and after and before != after else None

    def _add_aliases(
        self,
        texts: dict[str, str],
        settings: SettingsText,
        moved: tuple[str, str] | None,
        later: Edition,
        is_meant: Callable[[str], bool],
        result: Rewriting,
        faults: list[Fault],
    ) -> None:
        """Add the old addresses: to the files of stories and authors, else to the settings."""
        for path, old, new in [*self._stories_moved(later), *self._author_moved(moved, later)]:
            try:
                sheet = Manuscript(texts.get(path) or self._text(path))
                texts[path] = sheet.without("aliases", new.__eq__).with_item("aliases", old).text
            except CannotEdit as error:
                faults.append(self._fault(path, error))
        before = self.settings_file.read_text("utf-8")
        if moved and not list(self._author_moved(moved, later)):
            old, new = moved
            try:
                settings = settings.with_entries(SETTING, {old: new}, lambda each: each == new)
            except NotWrittenOut as error:
                entry = f'"{old}": "{new}"'
                told = placed(setting_fault(SETTING, str(error), f"add {entry}"), self.settings)
                result.by_hand.append(f"by hand: {told}")
        if settings.text != before:
            result.files[self.settings_file] = settings.text.encode()
        for path, text in sorted(texts.items()):
            result.files[self.edition.content / path] = text.encode()

    def _stories_moved(self, later: Edition) -> Iterator[tuple[str, str, str]]:
        """Yield the files of stories whose addresses change, with the old and the new one."""
        for story in later.stories:
            before = self.edition.by_path.get(story.path)
            if before is not None and self.edition.path_of(before) != later.path_of(story):
                yield story.path, self.edition.path_of(before), later.path_of(story)

    def _author_moved(
        self, moved: tuple[str, str] | None, later: Edition
    ) -> Iterator[tuple[str, str, str]]:
        author = later.author_of(key_of(self.wish.new)) if self.wish.kind.key == "authors" else None
        if moved and author and author.path:
            yield author.path, *moved

    # Whether it can be relied on

    def _unfaithful(
        self, texts: Mapping[str, str], is_meant: Callable[[str], bool]
    ) -> Iterator[Fault]:
        """Report files that say something else as well, now that they are rewritten."""
        for path, text in texts.items():
            old, new = self._items[path], self._read(path, text)
            if new is None or not self._is_faithful(old, new, is_meant):
                what = f"“{self.wish.old}” cannot be replaced safely in this file"
                key = self.wish.kind.key if isinstance(old, Story) else "name"
                yield Fault(path, old.line(key), what, "change it by hand, then run this again")

    def _is_faithful(self, old: Item, new: Item, is_meant: Callable[[str], bool]) -> bool:
        key, free = self.wish.kind.key, _NOT_COMPARED
        if isinstance(old, Story):
            if self._keys_wanted(old, is_meant) != set(map(key_of, _names_of(new, key))):
                return False
            free = free | {key}
        elif isinstance(old, Author) and key == "authors" and is_meant(old.name):
            if new.name != self.wish.new:  # type: ignore[union-attr]
                return False
            free = free | {"name", "slug", "also"}
        kept = (name for name in old.__struct_fields__ if name not in free)
        return all(getattr(old, name) == getattr(new, name) for name in kept)

    def _keys_wanted(self, story: Story, is_meant: Callable[[str], bool]) -> set[str]:
        """Return the keys of the names that a story is to have."""
        names = _names_of(story, self.wish.kind.key)
        return {key_of(self.wish.new if is_meant(each) else each) for each in names}

    # Reading

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        """All that was read from files, by their paths."""
        return {item.path: item for item in self.edition.loaded.items}

    def _text(self, path: str) -> str:
        return (self.edition.content / path).read_bytes().decode("utf-8")

    def _read(self, path: str, text: str) -> Any:
        """Return what a text says as the file of a path, None where it cannot be read."""
        kind, reader = type(self._items[path]), self.session.reader
        (packed,) = read_files(reader, [(_READ_AS[kind], path, text.encode())])
        item = reader.keeper.item(kind, packed.item) if packed.item else None
        return None if isinstance(item, Story) and not item.fit else item

    def _refused(self, faults: list[Fault]) -> CannotRename:
        files = {fault.path for fault in faults}
        what = f"{count(files, 'file')} cannot be rewritten safely; nothing was written"
        return CannotRename(what, faults)

    def _fault(self, path: str, error: CannotEdit) -> Fault:
        what = f"“{self.wish.old}” cannot be replaced safely: {error}"
        return Fault(path, error.line, what, "change it by hand, then run this again")

    def _tell(
        self, texts: Mapping[str, str], moved: tuple[str, str] | None, result: Rewriting
    ) -> None:
        word = self.wish.kind.word
        stories = [each for each in self.edition.loaded.stories if each.path in texts]
        result.done.append(
            f"the {word} “{self.wish.old}” is “{self.wish.new}” in {count(stories, 'story')}"
        )
        path = _path_of(self.wish.kind, self.edition, self.wish.old)
        if moved:
            result.done.append(f"{moved[0]} leads to {moved[1]}")
        elif path:
            result.done.append(f"its page stays at {path}{self._reason_to_stay()}")
        if word == "section":
            result.by_hand += self._front_files(moved)

    def _front_files(self, moved: tuple[str, str] | None) -> Iterator[str]:
        """Yield what to do by hand with the front files of a section: they are not rewritten."""
        named = re.compile(rf"(?<!\w){re.escape(self.wish.old)}(?!\w)", re.IGNORECASE)
        for path in front_files_in(self.edition.content):
            file = self.edition.content / path
            if moved and path == front_path(moved[0].strip("/")):
                yield f"by hand: {seen_from_here(file)}: rename it to {moved[1].strip('/')}.yaml"
            elif path == front_path(HOME):
                lines = file.read_text("utf-8-sig").splitlines()
                for number in (n for n, line in enumerate(lines, 1) if named.search(line)):
                    place = f"{seen_from_here(file)}:{number}"
                    mend = f"write “{self.wish.new}” there"
                    yield f"by hand: {place}: it may name the section ({mend})"

    def _reason_to_stay(self) -> str:
        """Return what keeps the page of an author where it is, "" where the name does."""
        author = self._author_with_slug
        return f", as `slug:` in {author.path} says" if author else ""

    @property
    def _new_slug(self) -> str:
        """The end of the new address: what follows from the name, but where a file gives it."""
        return self._author_with_slug.slug if self._author_with_slug else slug_of(self.wish.new)

    @cached_property
    def _author_with_slug(self) -> Author | None:
        """The author who is renamed, whose file gives an address that follows from no name."""
        author = self.edition.author_of(key_of(self.wish.old))
        if self.wish.kind.key != "authors" or author is None or not author.path:
            return None
        return author if author.slug != slug_of(author.name) else None


def _names_of(story: Any, key: str) -> tuple[str, ...]:
    found = getattr(story, key)
    if isinstance(found, tuple):
        return found
    return (found,) if found else ()


def _holds(value: Any, keys: tuple[str, ...], is_meant: Callable[[str], bool]) -> bool:
    """Say whether a setting names what is meant. keys: those of its groups that hold names."""
    if isinstance(value, str):
        return is_meant(value)
    if isinstance(value, Mapping):
        return any(_holds(value[key], (), is_meant) for key in keys if key in value)
    return isinstance(value, (list, tuple)) and any(_holds(each, keys, is_meant) for each in value)


def _path_of(kind: Kind, edition: Edition, name: str) -> str | None:
    """Return the path of the page of an author, a topic or a section, None where it has none."""
    key = key_of(name)
    if kind.key == "authors":
        author = edition.author_of(key)
        return edition.addresses.author(author.slug) if author else None
    if kind.key == "tags":
        topic = edition.topics.get(key)
        return edition.addresses.topic(topic.slug) if topic else None
    section = edition.section_keys.get(key)
    return edition.addresses.section(section) if section else None

"""Loaded content: the texts of the content folder, read."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field

from broadsheet.reporting.faults import Fault
from broadsheet.story.model import Author, Body, Item, StaticPage, Story


def _nothing(path: str) -> Body:
    raise KeyError(path)


def _found_out_now(name: str, find: Callable[[], bytes]) -> bytes:
    del name
    return find()


@dataclass
class LoadedContent:
    """The texts of the content folder, read, with the faults found on the way.

    unfit: stories with faults that keep them from being planned; they are checked all the same.
    unread: files that could not be read, and those of authors whose name or address another file
    has. beside: the other files in the folders of texts, such as pictures. sources: the digests of
    the files. known: the digests of what was read, without the bodies. body: gives the body of a
    file. cached: gives the value that the store has under a name; if there is none, calls a
    function and stores its result. digest_of_file: gives the digest of any content file. read,
    reused: how many files were read now, and how many came from the store.
    """

    stories: list[Story] = field(default_factory=list)
    unfit: list[Story] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
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
        """Move the stories of these files to `unfit`, and the authors' files to `unread`."""
        self.unread += [author.path for author in self.authors if author.path in paths]
        self.authors = [author for author in self.authors if author.path not in paths]
        self.unfit += [story for story in self.stories if story.path in paths]
        self.stories = [story for story in self.stories if story.path not in paths]

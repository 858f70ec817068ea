"""Idle files: those of the content folder of which nothing is made, each told once.

A text in a folder where no texts are read, a text of another kind, a picture that nothing shows:
whoever put them there expects to see them on the site. A file that is meant to lie there unused can
be named in IGNORE_FILES.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct

from broadsheet.content.confidential import RECORD, TEXT_ENDINGS, Confidential, is_below
from broadsheet.content.finding import content_folder, find
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.site.file_identity import id_of
from broadsheet.site.places import Places

_MANY = 5  # files of one folder that get an advice each
_BEGINNING = 2000  # bytes; longer front matter begins with its usual keys all the same
_RENAMED = frozenset({".md", ".markdown", ".mkd", ".mdown", ".txt", ""})
_WRITTEN = (_RENAMED - {""}) | {".docx", ".doc", ".odt", ".rtf", ".pages"}
_KEY = re.compile(r"^(title|name|date)[ \t]*:", re.MULTILINE)
_README = re.compile(r"readme(?:\.\w+)?", re.IGNORECASE)  # which nobody expects to be published


class Unread(Struct, frozen=True):
    """The files of the content folder from which no text is read, and which no setting publishes.

    folders: where texts of each kind lie. paths: of the files.
    """

    content: Path
    folders: Mapping[str, str]
    paths: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, content: Path, places: Places, beside_texts: Iterable[str], apart: Iterable[str]
    ) -> Unread:
        """Look for such files.

        beside_texts: those in the folders of texts. apart: folders that hold no content although
        they may lie in the content folder, such as the output folder.
        """
        kinds = {"story": places.articles, "page": places.pages, "author": places.authors}
        home = os.path.realpath(content)
        left_out = [content_folder(os.path.relpath(os.path.realpath(each), home)) for each in apart]
        left_out += map(content_folder, places.excluded)
        named = [*map(content_folder, (*places.texts, *places.static)), *left_out]
        found = find(content, [] if "" in named else [""], places.ignored, apart=frozenset(named))
        beside = (p for p in beside_texts if not any(is_below(p, each) for each in left_out))
        paths = {*beside, *(path for path, is_odd in found if not is_odd)}
        folders = {kind: f"{content_folder(each[0])}/" for kind, each in kinds.items() if each}
        return cls(content, folders, tuple(sorted(paths)))

    def faults(
        self, used: Container[str] | None, published: Collection[str], confidential: Confidential
    ) -> Iterator[Fault]:
        """Report texts in other folders, and files that nothing uses, of which many share a line.

        used: the files that texts show or link to, None where that is not known. published: the
        files of STATIC_PATHS.
        """
        folders: dict[str, list[str]] = defaultdict(list)
        linked = {id_of(f"{self.content}/{path}") for path in published if self.paths}
        for path in self.paths:
            name = PurePosixPath(path)
            what = confidential.what(path)
            is_published = path in published or id_of(f"{self.content}/{path}") in linked
            if is_published or _README.fullmatch(name.name) or what == RECORD:
                continue
            is_elsewhere = not confidential.is_among_texts(path)
            if is_elsewhere and name.suffix.lower() in _WRITTEN and path not in (used or ()):
                if used is not None or self._keys(path):  # else it may be what a text links to
                    yield self._misplaced(path)
            elif what is None and used is not None and path not in used:  # and no backup of a text
                folders[path.rpartition("/")[0]].append(path)
        for folder, paths in folders.items():
            if len(paths) > _MANY:
                what = f"{len(paths):,} files that nothing uses are not published"
                mend = "show them, link to them, or name them in IGNORE_FILES"
                yield Fault(folder or ".", 0, what, mend, Gravity.ADVICE, kind="file-unused")
                continue
            for path in paths:
                mend = "show it, link to it, or name it in IGNORE_FILES"
                yield Fault(
                    path,
                    0,
                    "nothing uses it: not published",
                    mend,
                    Gravity.ADVICE,
                    kind="file-unused",
                )

    def _misplaced(self, path: str) -> Fault:
        """Return the fault of a text in a folder where no texts are read."""
        kind = self._kind(path)
        folder = self.folders.get(kind, "")
        is_renamed = PurePosixPath(path).suffix.lower() in _RENAMED
        mend = "move it to" if is_renamed else "put its text into"
        mend = f"{mend} `{folder}{markdown_name(path)}`, or name it in IGNORE_FILES"
        what = f"not read: this is no folder of {_PLURAL[kind]}"
        return Fault(path, 0, what, mend, Gravity.ADVICE, kind="not-read")

    def _kind(self, path: str) -> str:
        """Return what a text seems to be, by the keys with which it begins."""
        keys = self._keys(path)
        if "name" in keys and "title" not in keys:
            return "author"
        return "page" if "title" in keys and "date" not in keys else "story"

    def _keys(self, path: str) -> set[str]:
        """Return the keys with which a text begins, none of one that cannot be read."""
        try:
            with (self.content / path).open("rb") as file:
                beginning = file.read(_BEGINNING).decode("utf-8", "replace")
        except OSError:
            return set()
        return set(_KEY.findall(beginning))


_PLURAL = {"story": "stories", "page": "pages", "author": "authors"}


def misnamed(path: str) -> Fault:
    """Return the fault of a file among texts whose ending is that of a text of another kind."""
    name = markdown_name(path)
    is_renamed = PurePosixPath(path).suffix.lower() in _RENAMED
    mend = f"name it `{name}`" if is_renamed else f"put its text into a file `{name}`"
    return Fault(
        path, 0, "not read", f"{mend} if it is to be published", Gravity.ADVICE, kind="not-read"
    )


def markdown_name(path: str) -> str:
    """Return the name by which a text is read: `story.md` for `story.md.txt` or `story.docx`."""
    name = PurePosixPath(path).name
    while (file := PurePosixPath(name)).suffix.lower() in TEXT_ENDINGS - {""}:
        name = file.stem
    return f"{name}.md"

"""Elsewhere: finds the file that a text may mean where it names one that is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from broadsheet.content.finding import find
from broadsheet.site.names import key_of

_HIDDEN = [".*"]


@dataclass(frozen=True)
class Elsewhere:
    """Looks up the files of a content folder by their names alone.

    The folder is walked when the first file is missing, and not before.
    """

    content: Path

    def like(self, path: str, fits: Callable[[str], object]) -> str | None:
        """Return the content path of a file named like one that is not there, None if none is.

        Letter case does not count. A file of the same name in any folder comes first, then one
        with another ending. fits: says whether a file can be meant.
        """
        names, stems = self._index
        name = PurePosixPath(path).name
        found = [*names.get(key_of(name), ()), *stems.get(key_of(PurePosixPath(name).stem), ())]
        return next(filter(fits, found), None) if name else None

    @cached_property
    def _index(self) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
        names: dict[str, list[str]] = defaultdict(list)
        stems: dict[str, list[str]] = defaultdict(list)
        for path, is_odd in find(self.content, [""], _HIDDEN):
            if not is_odd:
                file = PurePosixPath(path)
                names[key_of(file.name)].append(path)
                stems[key_of(file.stem)].append(path)
        return names, stems

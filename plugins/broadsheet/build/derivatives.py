"""Derivatives: files that recipes make, kept in a cache of their own.

To make a derivative may take seconds, so they are kept apart from the store, which is thrown away
when code changes. The key is a digest of the recipe's name and version, its arguments, and the
digests of its sources. A file is written under a temporary name first and then renamed, so an
interrupted build can reuse all files that it finished. It ends with a digest of what is before it:
one that a lost power supply or a cache brought back in part has cut is made again, since readers
would keep it for ever. What a recipe makes together is made for the first of these files that is
missing.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from broadsheet.incremental.digests import SIZE, digest, digest_of
from broadsheet.incremental.workers import Workers
from broadsheet.reporting.contracts import require
from broadsheet.reporting.faults import Fault
from broadsheet.reporting.progress import Track
from broadsheet.site.outputs import CannotDerive, Derivative, Recipe

_LASTING = 30 * 24 * 3600  # seconds; how long a file is kept after no page needs it
_FEW = 1  # derivatives that are made in this process
_PARTIAL = ".partial"

Order = tuple[Recipe, tuple[bytes, ...], tuple[object, ...]]
"""A recipe, the bytes of its sources, and its arguments."""

Made = bytes | Mapping[str, bytes]
"""What a recipe makes: a file, or several by their names."""


def key_of(derivative: Derivative, sources: Iterable[bytes]) -> bytes:
    """Return the cache key of a derivative. sources: the digests of its sources."""
    recipe = derivative.recipe
    key = digest_of([recipe.name, recipe.version, list(derivative.arguments), list(sources)])
    return _key_of_part(key, derivative.part) if derivative.part else key


def _key_of_part(key: bytes, part: str) -> bytes:
    return digest_of([key, part])


def make_derivatives(shared: None, orders: Sequence[Order]) -> list[Made | CannotDerive]:
    """Return what recipes make of sources, or why they cannot; a job for workers."""
    del shared
    return [_made(*order) for order in orders]


def _made(
    recipe: Recipe, sources: tuple[bytes, ...], arguments: tuple[object, ...]
) -> Made | CannotDerive:
    try:
        made = recipe.make(sources, *arguments)
    except CannotDerive as error:
        return error
    files = made.values() if isinstance(made, Mapping) else [made]
    are_bytes = all(isinstance(file, bytes) for file in files)
    require(are_bytes, recipe.make, made, "bytes, or bytes by names")
    return made


class DerivativeCache(Struct, frozen=True):
    """The files that recipes made.

    folder: the cache folder. content: the content folder. workers: make the files. track: shows
    progress.
    """

    folder: Path
    content: Path
    workers: Workers
    track: Track

    def place(self, key: bytes) -> Path:
        """Return the path of the file for a key, whether it exists or not."""
        name = key.hex()
        return self.folder / name[:2] / name[2:]

    def read(self, key: bytes) -> bytes | None:
        """Return the file for a key, None where there is none or where it is not whole."""
        try:
            kept = self.place(key).read_bytes()
        except FileNotFoundError:
            return None
        data, mark = kept[:-SIZE], kept[-SIZE:]
        return data if digest(data) == mark else None

    def make(self, due: Sequence[tuple[Derivative, bytes]]) -> list[Fault]:
        """Make the files that are not cached yet, and return a fault for each that cannot be made.

        due: derivatives, each with its key. Raises OSError if the disk fails.
        """
        missing: dict[Hashable, list[tuple[Derivative, bytes]]] = defaultdict(list)
        for derivative, key in due:
            if self.read(key) is None:
                missing[_effort_of(derivative, key)].append((derivative, key))
        if not missing:
            return []
        efforts = list(missing.values())
        made = self.workers.each(
            make_derivatives,
            None,
            (self._order(effort[0][0]) for effort in efforts),
            size=1,
            label="deriving",
            name=lambda order: order[0].name,
            few=_FEW,
        )
        faults: list[Fault] = []
        tracked = self.track(made, "derivatives", len(efforts))
        for effort, data in zip(efforts, tracked, strict=True):
            first, _ = effort[0]
            if isinstance(data, CannotDerive):
                faults.append(Fault(first.origin, first.line, data.what, data.mend, kind="picture"))
            else:
                self._keep_all(effort, data)
        return faults

    def clear(self, used: Callable[[bytes], bool]) -> None:
        """Delete files unused for a month. used: says of a key whether a page needs its file."""
        for file in self._files():
            with suppress(OSError, ValueError):  # not a file of ours, or gone already
                if used(bytes.fromhex(file.parent.name + file.name.removesuffix(_PARTIAL))):
                    os.utime(file)
                elif time.time() - file.stat().st_mtime > _LASTING:
                    file.unlink()

    def _files(self) -> Iterator[Path]:
        yield from (file for file in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")))

    def _order(self, derivative: Derivative) -> Order:
        sources = tuple((self.content / each).read_bytes() for each in derivative.sources)
        return derivative.recipe, sources, derivative.arguments

    def _keep_all(self, effort: Sequence[tuple[Derivative, bytes]], data: Made) -> None:
        for derivative, key in effort:
            self._keep(key, data[derivative.part] if isinstance(data, Mapping) else data)

    def _keep(self, key: bytes, data: bytes) -> None:
        place = self.place(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_name(place.name + _PARTIAL)
        partial.write_bytes(data + digest(data))
        partial.replace(place)


def _effort_of(derivative: Derivative, key: bytes) -> Hashable:
    """Return what derivatives share that one call of their recipe makes."""
    if not derivative.part:
        return key
    recipe = derivative.recipe
    return (recipe.name, recipe.version, derivative.sources, digest_of(list(derivative.arguments)))

"""Derivatives: files that recipes make, kept in a cache of their own.

To make a derivative may take seconds, so they are kept apart from the store, which is thrown away
when code changes. The key is a digest of the recipe's name and version, its arguments, and the
digests of its sources. A file is written under a temporary name first and then renamed, so an
interrupted build can reuse all files that it finished. It ends with a digest of what is before it:
one that a lost power supply or a cache brought back in part has cut is made again, since readers
would keep it for ever. What a recipe makes together is made for the first of these files that is
missing, and each of them carries the names of all: a recipe may leave out what is not worth a file.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from errno import EAGAIN
from pathlib import Path

import msgspec
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
_FORM = 2  # of the files in the cache
_LENGTH = 4  # bytes, of a number

Order = tuple[Recipe, tuple[bytes, ...], tuple[object, ...]]
"""A recipe, the bytes of its sources, and its arguments."""

Made = bytes | Mapping[str, bytes]
"""What a recipe makes: a file, or several by their names."""


class Effort(Struct, frozen=True):
    """A call of a recipe, known by all that goes into it.

    derivative: a file that it makes. digest: of the recipe, its arguments and its sources.
    """

    derivative: Derivative
    digest: bytes

    @property
    def key(self) -> bytes:
        """The cache key of the derivative."""
        return self.key_of(self.derivative.part)

    def key_of(self, part: str) -> bytes:
        """Return the cache key of a file that the recipe makes. part: its name, "" if alone."""
        return digest_of([self.digest, part]) if part else self.digest


def effort_for(derivative: Derivative, sources: Iterable[bytes]) -> Effort:
    """Return the effort that makes a derivative. sources: the digests of its sources."""
    recipe = derivative.recipe
    of = [_FORM, recipe.name, recipe.version, list(derivative.arguments), list(sources)]
    return Effort(derivative, digest_of(of))


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
        whole, mark = kept[:-SIZE], kept[-SIZE:]
        if digest(whole) != mark:
            return None
        length = int.from_bytes(whole[-_LENGTH:], "big")
        return whole[: -_LENGTH - length]

    def parts(self, key: bytes) -> frozenset[str] | None:
        """Return the names of all that was made together with the file for a key.

        None where there is no such file. The file is not read whole, and may be damaged.
        """
        try:
            with self.place(key).open("rb") as file:
                file.seek(-SIZE - _LENGTH, os.SEEK_END)
                length = int.from_bytes(file.read(_LENGTH), "big")
                file.seek(-_LENGTH - length, os.SEEK_CUR)
                return _NAMES.decode(file.read(length))
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):  # it is missing, or cut
            return None

    def make(self, due: Iterable[Effort]) -> list[Fault]:
        """Make the files that are not cached yet, and return a fault for each that cannot be made.

        due: of several by the same effort, the last speaks for all. Raises OSError if the disk
        fails, or a source is not as it was when it was checked.
        """
        missing = {each.digest: each for each in due if self.read(each.key) is None}
        faults = {key: fault for key, each in missing.items() if (fault := self._lacking(each))}
        efforts = [each for key, each in missing.items() if key not in faults]
        return [*faults.values(), *(self._make_all(efforts) if efforts else ())]

    def _make_all(self, efforts: Sequence[Effort]) -> list[Fault]:
        made = self.workers.each(
            make_derivatives,
            None,
            map(self._order, efforts),
            size=1,
            label="deriving",
            name=lambda order: order[0].name,
            few=_FEW,
        )
        faults: list[Fault] = []
        tracked = self.track(made, "derivatives", len(efforts))
        for effort, data in zip(efforts, tracked, strict=True):
            if isinstance(data, CannotDerive):
                of = effort.derivative
                faults.append(Fault(of.origin, of.line, data.what, data.mend, kind="picture"))
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

    def _lacking(self, effort: Effort) -> Fault | None:
        """Return the fault of a derivative of which a source is not there, None where all are."""
        of = effort.derivative
        for source in of.sources:
            if not (self.content / source).is_file():
                what = f"{source}, of which {of.path} is made, is not there"
                return Fault(of.origin, of.line, what, "put it there", kind="picture")
        return None

    def _order(self, effort: Effort) -> Order:
        of = effort.derivative
        sources = tuple((self.content / each).read_bytes() for each in of.sources)
        if effort_for(of, map(digest, sources)) != effort:  # it would be kept under a wrong key
            what = "another file since the build began: build again"
            raise OSError(EAGAIN, what, str(self.content / of.sources[0]))
        return of.recipe, sources, of.arguments

    def _keep_all(self, effort: Effort, data: Made) -> None:
        files, of = data if isinstance(data, Mapping) else {"": data}, effort.derivative
        is_there = of.part in files
        require(is_there, of.recipe.make, sorted(files), f"a file “{of.part}” too")
        names = frozenset(filter(None, files))
        for part, file in files.items():
            self._keep(effort.key_of(part), file, names)

    def _keep(self, key: bytes, data: bytes, names: frozenset[str]) -> None:
        place, told = self.place(key), msgspec.msgpack.encode(sorted(names))
        place.parent.mkdir(parents=True, exist_ok=True)
        partial = place.with_name(place.name + _PARTIAL)
        whole = data + told + len(told).to_bytes(_LENGTH, "big")
        partial.write_bytes(whole + digest(whole))
        partial.replace(place)


_NAMES = msgspec.msgpack.Decoder(frozenset[str])

"""Clean copies: copies files to the output as they are, but strips private data from pictures.

The kind of a file is told by its bytes and not by its name: `notes.bin` may be a picture. A picture
that cannot be cleaned, or a file that is named like a picture and is none, stops the build before
anything is written.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from errno import EAGAIN
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.content.memory import Printed
from broadsheet.incremental.digests import digest
from broadsheet.incremental.file_digests import file_digest
from broadsheet.privacy.reader import AGAIN, CannotClean
from broadsheet.reporting.faults import Fault
from broadsheet.site.outputs import Copy, Derivative, Output

if TYPE_CHECKING:
    from broadsheet.privacy.cleaning import Kind

DigestOf = Callable[[Path], bytes]
Cached = Callable[[str, Callable[[], bytes]], bytes]


def unclean(
    outputs: Iterable[Output], digest_of: DigestOf, printed: Mapping[str, Printed], cached: Cached
) -> Iterator[Fault]:
    """Report the files that cannot be cleaned. Files that were copied before are not checked again.

    digest_of: gives the digest of a file. printed, cached: see `content/memory.py`.
    """
    for copy in outputs:
        if not isinstance(copy, Copy):
            continue
        source, before = digest_of(copy.source), printed.get(copy.path)
        if not source or (before is not None and before.is_copy_of(source)):
            continue
        error = _error(copy, source, cached)
        if error is not None:
            yield fault_of(copy, error)


def write_clean(copy: Copy, place: str) -> Printed:
    """Write a clean copy to a place and return what to remember of it.

    Raises CannotClean, and OSError if the disk fails. Only pictures are read into memory whole.
    """
    kind = _kind(copy)
    if kind is None:
        shutil.copyfile(copy.source, place)
        source = file = file_digest(place)
    else:
        data = copy.source.read_bytes()
        source, file = digest(data), _write_cleaned(data, kind, place)
    return Printed.of_copy(source, file)


def write_made(derivative: Derivative, data: bytes, place: str) -> bytes:
    """Write a derivative to a place, clean if it is a picture, and return its digest.

    Raises CannotClean, and OSError if the disk fails.
    """
    return _write_cleaned(data, _kind_of(data, derivative.path), place)


def _write_cleaned(data: bytes, kind: Kind | None, place: str) -> bytes:
    cleaned = kind.clean(data) if kind else data
    Path(place).write_bytes(cleaned)
    return digest(cleaned)


def fault_of(copy: Copy, error: CannotClean) -> Fault:
    """Return the fault of a picture that cannot be cleaned."""
    named = "" if copy.path == copy.origin else f"{copy.path}: "
    what = f"{named}what it says of place and camera cannot be cut out: {error.what}"
    return Fault(copy.origin, copy.line, what, error.mend, kind="picture")


def _error(copy: Copy, source: bytes, cached: Cached) -> CannotClean | None:
    try:
        kind = _kind(copy)
    except CannotClean as error:
        return error
    if kind is None:
        return None
    found = cached(f"unclean {source.hex()}", lambda: _reason(copy, source, kind))
    what, _, mend = found.decode().partition("\n")
    return CannotClean(what, mend) if what else None


def _reason(copy: Copy, source: bytes, kind: Kind) -> bytes:
    """Return why a picture cannot be cleaned and what to do about it, b"" where it can be."""
    data = copy.source.read_bytes()
    if digest(data) != source:  # the result would be cached under the wrong digest
        raise OSError(EAGAIN, "another picture since the build began: build again", copy.source)
    try:
        kind.clean(data)
    except CannotClean as error:
        return f"{error.what}\n{error.mend}".encode()
    return b""


def _kind(copy: Copy) -> Kind | None:
    # Imported when there is a new file: lxml, which cleans drawings, takes long to load.
    from broadsheet.privacy.cleaning import HEAD

    with copy.source.open("rb") as file:
        return _kind_of(file.read(HEAD), copy.path)


def _kind_of(data: bytes, path: str) -> Kind | None:
    """Return the kind of a picture, None for other files; raise CannotClean if only its name is.

    data: the file, or as many bytes of its beginning as tell the kind.
    """
    from broadsheet.privacy.cleaning import HEAD, kind_of, pretends

    kind = kind_of(data[:HEAD])
    if kind is None and data and pretends(path):
        raise CannotClean("it is no picture of a known kind", AGAIN)
    return kind

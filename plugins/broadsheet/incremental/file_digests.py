"""The digests of files, computed in this process or in another one.

To read every file of a large site takes seconds of one core, and Python's threads would not run in
parallel. So this module is also a program: it imports no other module of ours, starts in a few
hundredths of a second, reads paths from its input and writes digests to its output.

The digest is SHA-256, which common processors compute in hardware, cut to 16 bytes: two files of
a newsroom with the same digest will not occur. Times of files are never looked at: after a clone
every file is new.
"""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen
    from tempfile import _TemporaryFileWrapper
    from types import TracebackType

SIZE = 16  # bytes of a digest

_NONE = bytes(SIZE)  # between the two processes: there is no digest that may be kept
_MOST = 1 << 18  # bytes read at once; nearly every page and story is smaller
# A pipe that nobody writes to is empty; without O_NONBLOCK, to open it would wait for a writer.
_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_WORTH_A_PROCESS = 1500  # files
_PATIENT = 10  # of the 19 steps down that a process can take


def digest(data: bytes | bytearray) -> bytes:
    """Return the digest of bytes."""
    return hashlib.sha256(data).digest()[:SIZE]


def file_digest(path: str, how: int = _READING) -> bytes:
    """Return the digest of a file, b"" where there is none that can be read.

    how: what to open it with.
    """
    try:
        descriptor = os.open(path, how)
    except (OSError, ValueError):  # a name with a NUL, which no disk can hold
        return b""
    try:
        data = os.read(descriptor, _MOST)
        if len(data) < _MOST:
            return digest(data)
        hashed = hashlib.sha256(data)
        while data := os.read(descriptor, _MOST):
            hashed.update(data)
        return hashed.digest()[:SIZE]
    except OSError:  # a folder, or a disk that fails
        return b""
    finally:
        os.close(descriptor)


class FileDigests:
    """The digests of the files of a folder, each found out once.

    is_patient: whether the other process runs at low priority, because its digests are needed late.
    A context manager: leaving it ends the other process.
    """

    def __init__(self, folder: str, *, is_patient: bool = False) -> None:
        self._folder = folder
        self._niceness = _PATIENT if is_patient else 0
        self._known: dict[str, bytes] = {}
        self._linked: dict[str, bool] = {}
        self._beside: _Beside | None = None

    def __enter__(self) -> FileDigests:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._beside is not None:
            self._beside.end()

    def __call__(self, path: str) -> bytes:
        """Return the digest of a file by its path below the folder; see `file_digest`."""
        if self._beside is not None:
            self._known.update(self._beside.digests())
            self._beside = None  # only now: if interrupted before, __exit__ still ends it
        found = self._known.get(path)
        if found is None:
            place = f"{self._folder}/{path}"
            found = file_digest(place)
            # If a link's target is saved, the watcher names the target and not the link: do not
            # keep it.
            if not os.path.islink(place) and not self._is_behind_link(path):  # noqa: PTH114 - a text, for speed
                self._known[path] = found
        return found

    def begin(self, paths: Iterable[str]) -> None:
        """Start to compute the digests of files in another process, if there are many."""
        unknown = [path for path in paths if path not in self._known]
        if len(unknown) >= _WORTH_A_PROCESS and self._beside is None:
            from broadsheet.incremental.interrupts import interrupts_held

            with interrupts_held():  # until the process to end is known
                self._beside = _Beside(self._folder, unknown, self._niceness)

    def forget_below(self, folder: str, saved: Iterable[os.PathLike[str]]) -> None:
        """Forget the digests of saved files, and of all files below saved folders.

        folder: the folder of these digests. saved: full paths; those outside the folder are
        ignored. A path counts as it is written, and with links followed.
        """
        names = {
            form(path).removeprefix(form(folder) + os.sep).replace(os.sep, "/")
            for path in saved
            for form in (os.path.abspath, os.path.realpath)
        }
        self.forget(names)
        below = tuple(f"{name}/" for name in names)
        self.forget([path for path in self._known if path.startswith(below)])
        self._linked.clear()

    def forget(self, paths: Iterable[str]) -> None:
        """Forget the digests of files, so that they are computed anew when asked for."""
        for path in paths:
            self._known.pop(path, None)

    def to_keep(self, path: str) -> bytes:
        """Return the digest of a file, b"" if there is no file or a link leads to it."""
        if self._is_behind_link(path):
            return b""
        return file_digest(f"{self._folder}/{path}", _READING | _NO_LINK)

    def _is_behind_link(self, path: str) -> bool:
        """Say whether one of the folders on the way to a file is a link."""
        folder = path.rpartition("/")[0]
        if folder not in self._linked:
            self._linked[folder] = folder != "" and (
                os.path.islink(f"{self._folder}/{folder}")  # noqa: PTH114 - a text
                or self._is_behind_link(folder)
            )
        return self._linked[folder]


class _Beside:
    """A process that runs this module. It uses files and not pipes, so that no write blocks."""

    def __init__(self, folder: str, paths: Sequence[str], niceness: int) -> None:
        from subprocess import Popen
        from tempfile import TemporaryFile

        self._paths = paths
        self._output: _TemporaryFileWrapper[bytes] = TemporaryFile()  # type: ignore[assignment]  # noqa: SIM115 - closed by `close`
        with TemporaryFile() as given:
            given.write("\0".join((folder, *paths)).encode("utf-8", "surrogateescape"))
            given.seek(0)
            command = [sys.executable, "-I", "-S", __file__, str(niceness)]
            self._process: Popen[bytes] = Popen(  # noqa: S603 - our own program
                command, stdin=given, stdout=self._output
            )

    def digests(self) -> Iterable[tuple[str, bytes]]:
        """Wait for the digests and return them by path; none where the process failed."""
        failed = self._process.wait() != 0
        with self._output:
            self._output.seek(0)
            found = self._output.read()
        if failed or len(found) != len(self._paths) * SIZE:
            return ()
        each = (found[place : place + SIZE] for place in range(0, len(found), SIZE))
        return ((path, of) for path, of in zip(self._paths, each, strict=True) if of != _NONE)

    def end(self) -> None:
        """Stop the work."""
        self._process.kill()
        self._process.wait()
        self._output.close()


def _main() -> None:
    # Ctrl+C goes to all processes of a terminal; ours ignores it, since the parent ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(int(sys.argv[1]))
    folder, *paths = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\0")
    digests = FileDigests(folder)
    sys.stdout.buffer.write(b"".join(digests.to_keep(path) or _NONE for path in paths))


if __name__ == "__main__":
    _main()

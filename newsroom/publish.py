"""Publishing: a fresh production build, inspected, put in place for readers all at once.

The target holds `editions/NAME/` for each published edition and a symbolic link `current` that
the web server follows. A new edition is copied beside the old ones; renaming a fresh link over
`current` is one step for the file system, so that no reader ever sees half a site.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from plugins.edition.output_folder import OURS
from plugins.incremental.digests import digest_of
from plugins.incremental.file_digests import file_digest

KEPT = 5

Run = Callable[[Sequence[str]], None]


class CannotPublish(Exception):
    """An edition that could not be put in place; readers still see the last one."""


def edition_name(files: Mapping[str, bytes], moment: str) -> str:
    """Return the name of an edition: the moment of its build and a digest of its files.

    files: the digests of the files, by their paths.
    """
    return f"{moment}-{digest_of(sorted(files.items()))[:4].hex()}"


def put_in_place(folder: Path, target: str, name: str, run: Run | None = None) -> None:
    """Copy an edition to `target` and switch readers to it.

    target: a local folder, or `host:folder` reached by rsync and ssh.
    Raises CannotPublish; then readers still see the last edition.
    """
    if is_remote(target):
        _put_remote(folder, target, name, run or _run)
    else:
        _put_local(folder, Path(target), name)


def is_remote(target: str) -> bool:
    """Say whether a target is `host:folder`, as rsync tells it: a colon before any slash."""
    return ":" in target.split("/")[0]


def _put_local(folder: Path, target: Path, name: str) -> None:
    editions = target / "editions"
    try:
        editions.mkdir(parents=True, exist_ok=True)
        partial = editions / f".{name}.partial"
        shutil.rmtree(partial, ignore_errors=True)
        copy = _copier(folder, target / "current")
        ignore = shutil.ignore_patterns(*OURS)
        shutil.copytree(folder, partial, ignore=ignore, copy_function=copy)
        if (editions / name).exists():
            shutil.rmtree(partial)
        else:
            partial.rename(editions / name)
        fresh = target / ".current.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("editions", name))
        fresh.replace(target / "current")
    except OSError as error:
        raise CannotPublish(f"{error.filename or target}: {error.strerror}") from error
    for old in sorted(editions.iterdir())[:-KEPT]:
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)


def _copier(folder: Path, last: Path) -> Callable[[str, str], None]:
    """Return what copies a file of a folder; one that is as in the last edition gets a second name.

    As rsync does it: an edition then takes the room of what has changed.
    """

    def copy(source: str, place: str) -> None:
        before = last / Path(source).relative_to(folder)
        if file_digest(str(before)) == file_digest(source) != b"":
            try:
                os.link(before.resolve(), place)
            except OSError:  # a disk without second names
                shutil.copy2(source, place)
        else:
            shutil.copy2(source, place)

    return copy


def _put_remote(folder: Path, target: str, name: str, run: Run) -> None:
    host, _, where = target.partition(":")
    root = where.rstrip("/") or "."
    edition = f"editions/{name}"
    run(["ssh", host, f"mkdir -p {shlex.quote(root)}/editions"])
    run(
        [
            "rsync",
            # By content and not by time: a fresh build makes every file anew, and what is the
            # same as in the last edition becomes a second name of it, with its old time.
            "--recursive",
            "--perms",
            "--checksum",
            "--delete",
            "--link-dest=../../current/",
            *(f"--exclude=/{name}" for name in OURS),
            f"{folder}/",
            f"{host}:{root}/{edition}/",
        ]
    )
    run(
        [
            "ssh",
            host,
            f"cd {shlex.quote(root)} && ln -sfn {shlex.quote(edition)} .current.new"
            " && mv -T .current.new current"
            f" && ls -d editions/*/ | sort | head -n -{KEPT}"
            f" | grep -vxF {shlex.quote(edition)}/ | xargs -r rm -rf --",
        ]
    )


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, check=True)  # noqa: S603 - the operator's own target
    except (OSError, subprocess.CalledProcessError) as error:
        raise CannotPublish(f"{command[0]} failed: {error}") from error

"""Writing: makes the output folder hold the files of a plan, all of them or none.

Files that must be rebuilt are first rendered into a staging folder beside the output folder, or in
it if there is no other place. Only when all of them are there is the output changed: files that
differ are renamed into place, and files of the last edition that are no longer planned are removed.
Foreign files stay, unless the folder is marked as our own and the settings ask for a sweep; see
`holdings.py`.
"""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from errno import EIO
from pathlib import Path

from msgspec.structs import replace

from broadsheet.build.clean_copies import fault_of, write_clean, write_made
from broadsheet.build.derivatives import DerivativeCache
from broadsheet.build.holdings import Holdings, in_the_way
from broadsheet.build.staleness import Due, NotRendered, Staleness
from broadsheet.content.memory import Printed
from broadsheet.incremental.file_digests import file_digest
from broadsheet.privacy.reader import CannotClean
from broadsheet.render.rendering import Layout, Rendered
from broadsheet.render.theme import Theme
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Fault
from broadsheet.reporting.progress import Track
from broadsheet.site.addresses import safe_path
from broadsheet.site.collisions import folders_of
from broadsheet.site.output_folder import beside
from broadsheet.site.outputs import Output

Render = Callable[[Theme, Iterable[Layout]], Iterator[Rendered | Fault]]


@dataclass
class WritingResult:
    """The result of a run of the writer.

    made: the files that were rendered or copied now. copied: how many of them were copied.
    skipped: how many were left as they are. written: those of `made` that differ from the file that
    was there. removed: the files of the last edition that were deleted. fresh: what to remember
    anew.
    """

    made: list[str] = field(default_factory=list)
    copied: int = 0
    skipped: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    fresh: dict[str, Printed] = field(default_factory=dict)


@dataclass(frozen=True)
class SiteWriter:
    """Prints into one folder.

    render: renders layouts in their order. derivatives: makes derivatives. track: see
    `progress.py`. sweep: the top-level names that are kept when foreign files are deleted, as
    Pelican's DELETE_OUTPUT_DIRECTORY asks; None if they are not deleted. before_placing: called
    when all files are ready, and none is in its place yet.
    """

    folder: Path
    staleness: Staleness
    render: Render
    derivatives: DerivativeCache
    track: Track
    sweep: Sequence[str] | None = None
    before_placing: Callable[[], None] = lambda: None

    def print(self, outputs: Sequence[Output], standing: Collection[str] = ()) -> WritingResult:
        """Bring the folder to the plan. standing: planned files that are to stay as they are.

        Raises BuildStopped before anything in the folder is changed, with a fault for every
        template or recipe that fails, every picture that cannot be cleaned, and every foreign file
        that is in the way or would be swept from a folder that is not marked as our own. Raises
        OSError if the disk fails. A full disk fails while staging is written; a failure after that
        leaves complete files of both editions, which the next run puts right.
        """
        folder = self.folder
        holdings = Holdings(folder, self.staleness.printed, self.staleness.on_disk)
        planned = {*standing, *(output.path for output in outputs)}
        is_own, last = holdings.is_own(), self._last(holdings, planned)
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = beside(folder, "staging")
        shutil.rmtree(staging, ignore_errors=True)  # left by a build that was killed
        staging.mkdir()
        try:
            run = self._stage(outputs, staging)
            run.skipped += len(standing)
            obstacles = list(_obstacles(folder, run.made, last))
            if not is_own:
                obstacles += _overwritten(folder, run, last)
            if obstacles:
                raise BuildStopped.by(obstacles)
            self.before_placing()
            folder.mkdir(exist_ok=True)
            if is_own:
                holdings.claim()
            _put_in_place(staging, holdings, run, planned, last)
            return run
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def _stage(self, outputs: Sequence[Output], staging: Path) -> WritingResult:
        not_rendered = NotRendered()
        run = WritingResult(fresh=not_rendered.kept)
        waiting: deque[Due] = deque()
        faults: dict[Fault, None] = {}
        layouts = self._layouts(outputs, not_rendered, waiting)
        for made in self.render(self.staleness.template_dependencies.theme, layouts):
            page = waiting.popleft()
            if isinstance(made, Fault):
                faults[made] = None
                continue
            with open(_staged(staging, len(run.made)), "wb") as file:
                file.write(made.data)
            run.fresh[page.path] = replace(page.printed, inputs=made.inputs, file=made.file)
            run.made.append(page.path)
        if faults:
            raise BuildStopped.by(_one_a_line(faults))
        for copy in not_rendered.copies:
            try:
                run.fresh[copy.path] = write_clean(copy, _staged(staging, len(run.made)))
            except CannotClean as error:
                faults[fault_of(copy, error)] = None
            run.made.append(copy.path)
        faults.update(dict.fromkeys(self.derivatives.make(not_rendered.derivatives)))
        if faults:
            raise BuildStopped.by(faults)
        for each in not_rendered.derivatives:
            data, path = self.derivatives.read(each.key), each.derivative.path
            if data is None:
                place = self.derivatives.place(each.key)
                raise OSError(EIO, "written a moment ago, and not whole", place)
            digest = write_made(each.derivative, data, _staged(staging, len(run.made)))
            run.fresh[path] = Printed.of_copy(each.key, digest)
            run.made.append(path)
        run.copied, run.skipped = len(not_rendered.copies), not_rendered.skipped
        return run

    def _layouts(
        self, outputs: Sequence[Output], not_rendered: NotRendered, waiting: deque[Due]
    ) -> Iterator[Layout]:
        for due in self.staleness.due(self.track(outputs, "pages", len(outputs)), not_rendered):
            waiting.append(due)
            yield due.layout

    def _last(self, holdings: Holdings, planned: set[str]) -> set[str]:
        """Return the files in the folder that must be deleted if they are not planned."""
        if self.sweep is None:
            return holdings.last_edition(planned)
        faults = holdings.sweeping_faults(self.sweep)
        if faults:
            raise BuildStopped.by(faults)
        return holdings.everything(self.sweep)


def _one_a_line(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults of templates in order, one for each line.

    A line that many kinds of pages include fails for each of them with another message.
    """
    in_order = sorted(faults, key=lambda fault: (fault.path, fault.line, fault.what, fault.mend))
    return list({(fault.path, fault.line): fault for fault in reversed(in_order)}.values())[::-1]


def _staged(staging: Path, number: int) -> str:
    """Return the path in the staging folder of the file with this number."""
    return f"{staging}/{number}"


def _put_in_place(
    staging: Path, holdings: Holdings, run: WritingResult, planned: set[str], last: set[str]
) -> None:
    """Move the staged files into the folder, and delete files of the `last` edition."""
    folder = holdings.folder
    # The new list is written first, so that after an interrupted run all printed files are listed.
    holdings.write_list(planned | last)
    for path in sorted(last - planned):
        holdings.remove(path)
        run.removed.append(path)
    ready: set[str] = set()
    for number, path in enumerate(run.made):
        # Texts and not `Path`s, which would take half of the time for many thousand files.
        placed = f"{folder}/{safe_path(path)}"
        if file_digest(placed) == run.fresh[path].file:
            continue
        parent = placed.rpartition("/")[0]
        if parent not in ready or os.path.isdir(placed):
            _make_way(placed, folder)
            ready.add(parent)
        os.replace(_staged(staging, number), placed)
        run.written.append(path)
    if run.removed:
        holdings.write_list(planned)


def _obstacles(folder: Path, paths: Sequence[str], last: set[str]) -> Iterator[Fault]:
    """Report foreign files where a folder must be, or in a folder that must be deleted."""
    parents = {parent for path in paths for parent in folders_of(path)}
    for parent in sorted(parents - last):
        # A link counts too: files written through it would land outside the output folder.
        if (folder / parent).is_file() or (folder / parent).is_symlink():
            yield _in_the_way(folder / parent)
    for path in paths:
        if os.path.isdir(f"{folder}/{path}"):
            for file in sorted((folder / path).rglob("*")):
                if not file.is_dir() and file.relative_to(folder).as_posix() not in last:
                    yield _in_the_way(file)


def _overwritten(folder: Path, run: WritingResult, last: set[str]) -> Iterator[Fault]:
    """Report foreign files that would be overwritten with other bytes."""
    places = ((path, f"{folder}/{path}") for path in run.made if path not in last)
    foreign = [
        path
        for path, place in places
        if os.path.lexists(place)
        and not os.path.isdir(place)
        and (os.path.islink(place) or file_digest(place) != run.fresh[path].file)
    ]
    if foreign:
        yield in_the_way(folder, foreign)


def _in_the_way(file: Path) -> Fault:
    what = "in the way of the new edition, and not printed by this program"
    return Fault(str(file), 0, what, "move it elsewhere", kind="output-taken")


def _make_way(file: str, folder: Path) -> None:
    """Make the folder of a file, deleting obstacles, which are known to be ours or empty."""
    home = os.path.dirname(file)
    with suppress(OSError):
        os.mkdir(home)
        return  # a new folder is empty
    if os.path.isdir(file) and not os.path.islink(file):
        shutil.rmtree(file)
    if os.path.isdir(home):
        return
    placed = Path(file)
    for parent in reversed(placed.relative_to(folder).parents):
        if (folder / parent).is_file():
            (folder / parent).unlink()
    placed.parent.mkdir(parents=True, exist_ok=True)

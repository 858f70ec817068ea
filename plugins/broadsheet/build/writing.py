"""Writing: brings the output folder to what is planned, all of it or nothing.

What must be rebuilt is rendered into a staging folder beside the output folder first, or in it
where there is no other place. Only when the last file is there does the writer touch the output:
files that differ are renamed into place, each at once, and files of the last edition that are no
longer planned are removed. A file that no build printed is left alone, unless the folder
is its own and is to be swept: `holdings.py` says whose the files are.
"""

from __future__ import annotations

import os
import shutil
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from broadsheet.build.clean_copies import fault_of, write_clean
from broadsheet.build.derivatives import DerivativeCache
from broadsheet.build.holdings import Holdings, in_the_way
from broadsheet.build.staleness import Due, NotRendered, Staleness
from broadsheet.content.memory import Printed
from broadsheet.errors import BuildStopped
from broadsheet.faults import Fault
from broadsheet.incremental.file_digests import file_digest
from broadsheet.privacy.reader import CannotClean
from broadsheet.progress import Track
from broadsheet.render.rendering import Layout, Rendered
from broadsheet.render.theme import Theme
from broadsheet.site.addresses import safe_path
from broadsheet.site.collisions import folders_of
from broadsheet.site.output_folder import beside
from broadsheet.site.outputs import Copy, Output

Render = Callable[[Theme, Iterable[Layout]], Iterator[Rendered | Fault]]


@dataclass
class WritingResult:
    """What a run of the writer did.

    made: the files that were rendered or copied now. copied: how many of them were copied.
    skipped: how many were left as they are. written: those of the made that differ from what lay
    there. removed: those of the last edition that are gone. fresh: what is new to remember.
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

    render: renders layouts in their order. derivatives: has those of recipes made. track: see
    `progress.py`. sweep: Pelican's DELETE_OUTPUT_DIRECTORY: foreign files go too, but for these
    top-level names. before_placing: called when all files are ready, and none is in its place yet.
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

        Raises BuildStopped, with every template or recipe that fails, every picture that cannot be
        cleaned and every foreign file that is in the way or would be swept out of a folder that is
        not ours, before anything in the folder is changed; OSError when the disk fails. A full disk
        fails while staging is written; a failure after that leaves whole files of both editions,
        and the next run goes on from there.
        """
        folder = self.folder
        holdings = Holdings(folder, self.staleness.printed, self.staleness.on_disk)
        planned = {*standing, *(output.path for output in outputs)}
        is_own, last = holdings.is_own(), self._last(holdings, planned)
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = beside(folder, "staging")
        shutil.rmtree(staging, ignore_errors=True)  # that of a build that was killed
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
        for derivative, key in not_rendered.derivatives:
            place = self.derivatives.place(key)
            copy = Copy(derivative.path, place, derivative.origin, derivative.line)
            printed = write_clean(copy, _staged(staging, len(run.made)))
            run.fresh[copy.path] = Printed.of_copy(key, printed.file)
            run.made.append(copy.path)
        run.copied, run.skipped = len(not_rendered.copies), not_rendered.skipped
        return run

    def _layouts(
        self, outputs: Sequence[Output], not_rendered: NotRendered, waiting: deque[Due]
    ) -> Iterator[Layout]:
        for due in self.staleness.due(self.track(outputs, "pages", len(outputs)), not_rendered):
            waiting.append(due)
            yield due.layout

    def _last(self, holdings: Holdings, planned: set[str]) -> set[str]:
        """Return the files that lie there and are to go, unless they are planned."""
        if self.sweep is None:
            return holdings.last_edition(planned)
        faults = holdings.sweeping_faults(self.sweep)
        if faults:
            raise BuildStopped.by(faults)
        return holdings.everything(self.sweep)


def _one_a_line(faults: Iterable[Fault]) -> list[Fault]:
    """Return the faults of templates in order, one for each line.

    A line that many kinds of pages include fails for each of them in other words.
    """
    in_order = sorted(faults, key=lambda fault: (fault.path, fault.line, fault.what, fault.mend))
    return list({(fault.path, fault.line): fault for fault in reversed(in_order)}.values())[::-1]


def _staged(staging: Path, number: int) -> str:
    """Return where the file waits that is rendered as the `number`th: beside all others."""
    return f"{staging}/{number}"


def _put_in_place(
    staging: Path, holdings: Holdings, run: WritingResult, planned: set[str], last: set[str]
) -> None:
    """Bring the folder from the `last` edition's files to those in staging."""
    folder = holdings.folder
    # The new list goes first: a run that is cut off still knows all that it may have printed.
    holdings.write_list(planned | last)
    for path in sorted(last - planned):
        holdings.remove(path)
        run.removed.append(path)
    ready: set[str] = set()
    for number, path in enumerate(run.made):
        # Texts, since `Path`s would take half of the time for each of many thousand files.
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
    """Report foreign files that stand where a folder must be, or in a folder that must go."""
    parents = {parent for path in paths for parent in folders_of(path)}
    for parent in sorted(parents - last):
        # A link, too: what is written to it would land outside the output folder.
        if (folder / parent).is_file() or (folder / parent).is_symlink():
            yield _in_the_way(folder / parent)
    for path in paths:
        if os.path.isdir(f"{folder}/{path}"):
            for file in sorted((folder / path).rglob("*")):
                if not file.is_dir() and file.relative_to(folder).as_posix() not in last:
                    yield _in_the_way(file)


def _overwritten(folder: Path, run: WritingResult, last: set[str]) -> Iterator[Fault]:
    """Report files of others that stand where a file is to stand that says something else."""
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
    return Fault(str(file), 0, what, "move it elsewhere")


def _make_way(file: str, folder: Path) -> None:
    """Make the folder of a file; what stands in the way has been found to be ours, or empty."""
    home = os.path.dirname(file)
    with suppress(OSError):
        os.mkdir(home)
        return  # a new folder: nothing stands in it
    if os.path.isdir(file) and not os.path.islink(file):
        shutil.rmtree(file)
    if os.path.isdir(home):
        return
    placed = Path(file)
    for parent in reversed(placed.relative_to(folder).parents):
        if (folder / parent).is_file():
            (folder / parent).unlink()
    placed.parent.mkdir(parents=True, exist_ok=True)

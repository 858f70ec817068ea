"""Runs the programme of each size, turn after turn, and gathers the results."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from bench import preview, trees
from bench.builds import Job, programme
from bench.edits import ROUNDS, Edits
from bench.results import Build, Run, Series, Size
from bench.workplace import Workplace

# Builds that take no longer with a larger archive are run at least so often.
_LEAST_TURNS = 3
_SAVES = 10
_COMPARED = (Build.NO_CHANGE, Build.PUBLISH, Build.BODY, Build.TITLE, Build.TEMPLATE)


@dataclass
class _Notes:
    """What has been measured so far."""

    runs: defaultdict[Build, list[Run]] = field(default_factory=lambda: defaultdict(list))
    equal: dict[Build, bool] = field(default_factory=dict)
    profile: dict[str, float] = field(default_factory=dict)

    def skips(self, build: Build) -> bool:
        """Say whether a build was cut off before, and so would be again."""
        return any(run.cut_off for run in self.runs[build])

    def size(self, stories: int) -> Size:
        builds = {
            build: Series(runs=tuple(self.runs[build]), equal=self.equal.get(build))
            for build in Build
            if self.runs[build]
        }
        return Size(stories=stories, builds=builds, profile=self.profile)


def run_size(
    place: Workplace,
    runs: int,
    verify: bool,
    with_pelican: bool,
    with_preview: bool,
    say: Callable[[str], None],
) -> Size:
    """Measure all builds of an archive.

    runs: how often the full builds are run; verify: whether, in the first turn, what an edit
    leaves is compared with a clean build; with_pelican: see `Programme`; with_preview: whether
    saves in the live preview are measured, which costs a cold build; say: told about each step.
    """
    begun = time.perf_counter()
    made = place.prepare()
    took = time.perf_counter() - begun
    say(f"{place.size:,} stories: archive {f'made in {took:.0f} s' if made else 'found'}")
    Edits(place).undo()
    notes = _Notes()
    try:
        turns = min(ROUNDS - 1, max(runs, _LEAST_TURNS))
        for turn in range(turns):
            for job in programme(place, with_pelican).turn(turn, full=turn < runs):
                if notes.skips(job.build):
                    continue
                _run(job, place, notes, say)
                if verify and turn == 0 and job.build in _COMPARED:
                    notes.equal[job.build] = _is_clean(job, place, say)
        say(f"{place.size:,} stories: the profile of a publish")
        notes.profile = programme(place).profile(turns, place.folder / "publish.prof")
        if with_preview:
            say(f"{place.size:,} stories: the live preview")
            notes.runs[Build.PREVIEW] = preview.saves(place.broadsheet, Edits(place).saved, _SAVES)
    finally:
        Edits(place).undo()
    return notes.size(place.size)


def _run(job: Job, place: Workplace, notes: _Notes, say: Callable[[str], None]) -> None:
    run = job.run(place.folder / "log.txt")
    notes.runs[job.build].append(run)
    end = ", cut off" if run.cut_off else ""
    say(
        f"{place.size:,} stories, {job.build}: {run.seconds:.2f} s, {run.memory / 1e6:.0f} MB, "
        f"{run.files:,} files{end}"
    )


def _is_clean(job: Job, place: Workplace, say: Callable[[str], None]) -> bool:
    """Say whether the output is the same, byte for byte, as that of a build from nothing."""
    found, clean = trees.digests(job.output), programme(place).clean()
    if found == clean:
        return True
    other = sorted(path for path in found.keys() | clean if found.get(path) != clean.get(path))
    say(f"NOT EQUAL to a clean build: {len(other):,} files, such as {', '.join(other[:5])}")
    return False

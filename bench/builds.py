"""The builds that are measured: their commands, what is done before each, and their order."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import machine, profile, trees
from bench.edits import Edits
from bench.measure import measure
from bench.results import Build, Run
from bench.workplace import Workplace

_MINUTES = 60.0
ALLOWED_PELICAN = 15 * _MINUTES
_ALLOWED = 40 * _MINUTES
_ONCE_UP_TO = 10_000  # stories; for builds that are only of interest beside others
_HUGO = {  # the settings files, each laid over those before it, and the folder of the site
    Build.HUGO: ("hugo.yaml", "public"),
    Build.HUGO_AGAIN: ("hugo.yaml", "public"),
    Build.HUGO_RELATED: ("hugo.yaml,related.yaml", "public-related"),
    Build.HUGO_RELATED_AGAIN: ("hugo.yaml,related.yaml", "public-related"),
    Build.HUGO_RELATED_SITE: ("hugo.yaml,related.yaml,related-site.yaml", "public-site"),
}
_STAGES = re.compile(r" s \(((?:[a-z]+ [0-9.]+(?:, )?)+)\)$", re.MULTILINE)
_AGAIN = (Build.HUGO_AGAIN, Build.HUGO_RELATED_AGAIN)


@dataclass(frozen=True)
class Job:
    """One build to be measured. allowed: seconds; before: makes everything ready."""

    build: Build
    command: tuple[str, ...]
    site: Path
    output: Path
    allowed: float
    before: Callable[[], None]

    def run(self, log: Path) -> Run:
        """Make everything ready, then build, and return what it took and has written."""
        self.before()
        before = trees.snapshot(self.output)
        took = measure(self.command, log, self.allowed, folder=self.site)
        files, size = trees.written(before, trees.snapshot(self.output))
        return Run(
            seconds=round(took.seconds, 3),
            processor=round(took.processor, 3),
            memory=took.memory,
            files=files,
            size=size,
            cut_off=took.cut_off,
            stages=stages(log.read_text("utf-8")),
        )


@dataclass(frozen=True)
class Programme:
    """All builds of one size, in the order in which they are run.

    with_pelican: whether stock Pelican takes part; on large archives it takes for ever.
    """

    place: Workplace
    hugo: Path
    with_pelican: bool = True

    def turn(self, turn: int, full: bool) -> Iterator[Job]:
        """Yield the builds of a turn, the tools one after the other.

        full: whether the builds that cost as much as the archive is large are among them.
        """
        if full:
            yield self._cold()
            yield self._hugo(Build.HUGO_RELATED)
            if self.with_pelican:
                yield self._pelican(Build.PELICAN)
            yield self._hugo(Build.HUGO)
        yield from self._edits(turn)
        if full:
            yield self._broadsheet(Build.TEMPLATE, lambda: Edits(self.place).change_template(turn))
            yield self._hugo(Build.HUGO_RELATED_AGAIN)
            yield self._hugo(Build.HUGO_AGAIN)
        if turn == 0 and self.place.size <= _ONCE_UP_TO:
            yield self._hugo(Build.HUGO_RELATED_SITE)
            if self.with_pelican:
                yield self._pelican(Build.PELICAN_CACHED)

    def clean(self) -> dict[str, str]:
        """Build the Broadsheet site as it now is with no store; return its files' digests."""
        site = self.place.broadsheet
        output, store = site / "clean", site / "clean-store"
        trees.remove(output, store)
        measure(_pelican_command(site / "clean.py", output), site / "clean.log", _ALLOWED)
        digests = trees.digests(output)
        trees.remove(output, store)
        return digests

    def profile(self, turn: int, into: Path) -> dict[str, float]:
        """Publish one more story under the profiler; return each module's share of the time."""
        site = self.place.broadsheet
        Edits(self.place).publish(turn)
        build = _pelican_command(site / "conf.py", site / "output")
        measure(profile.command(into, build), site / "profile.log", _ALLOWED, folder=site)
        return profile.shares(into, self.place.project)

    def _edits(self, turn: int) -> Iterator[Job]:
        edits = Edits(self.place)
        yield self._broadsheet(Build.NO_CHANGE, lambda: None)
        yield self._broadsheet(Build.PUBLISH, lambda: edits.publish(turn))
        yield self._broadsheet(Build.BODY, lambda: edits.change_body(turn))
        yield self._broadsheet(Build.TITLE, lambda: edits.change_title(turn))

    def _cold(self) -> Job:
        site = self.place.broadsheet
        return self._broadsheet(Build.COLD, lambda: trees.remove(site / "output", site / "store"))

    def _broadsheet(self, build: Build, edit: Callable[[], None]) -> Job:
        site = self.place.broadsheet

        def before() -> None:
            edit()
            trees.touch(site, time.time())

        output = site / "output"
        command = _pelican_command(site / "conf.py", output)
        return Job(build, command, site, output, _ALLOWED, before)

    def _hugo(self, build: Build) -> Job:
        site = self.place.hugo
        settings, folder = _HUGO[build]
        output = site / folder
        command = (str(self.hugo), "--config", settings, "-d", str(output))

        def before() -> None:
            if build not in _AGAIN:
                trees.remove(output)
            trees.touch(site, time.time())

        return Job(build, command, site, output, _ALLOWED, before)

    def _pelican(self, build: Build) -> Job:
        site = self.place.pelican
        output = site / "output"
        cached = build is Build.PELICAN_CACHED
        command = _pelican_command(site / ("cached.py" if cached else "conf.py"), output)

        def before() -> None:
            if cached:
                measure(command, site / "cached.log", ALLOWED_PELICAN, folder=site)
            trees.remove(output)
            trees.touch(site, time.time())

        return Job(build, command, site, output, ALLOWED_PELICAN, before)


def stages(log: str) -> dict[str, float]:
    """Return the seconds of each stage that the closing line of Broadsheet's log names."""
    found = _STAGES.findall(log)
    pairs = (each.split() for each in found[-1].split(", ")) if found else ()
    return {name: float(seconds) for name, seconds in pairs}


def programme(place: Workplace, with_pelican: bool = True) -> Programme:
    """Return the programme of one size. with_pelican: whether stock Pelican takes part."""
    return Programme(place, machine.hugo(), with_pelican)


def _pelican_command(settings: Path, output: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "pelican", "-s", str(settings), "-o", str(output))

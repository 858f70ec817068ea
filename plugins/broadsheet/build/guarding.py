"""Guarding: turns exceptions during work on a paper into errors with faults that users can mend."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from errno import EAGAIN
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from broadsheet.build.session import Session, open_session
from broadsheet.incremental.store import StoreDamaged
from broadsheet.plan.blame import plugin_fault
from broadsheet.plan.plugin_loading import readers_of_settings
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError, BuildStopped, Interrupted
from broadsheet.reporting.faults import Fault, setting_fault
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.reporting.terminal import Reporter
from broadsheet.site.setting_names import misspelt
from broadsheet.site.settings import Settings
from broadsheet.site.settings_source import source_of

_READABLE = "let this user read all of the content folder"
_WRITABLE = "make room there, let this user write to it, or name another folder"

Outcome = TypeVar("Outcome")


@dataclass
class Guard:
    """Runs work on one paper, and shows the faults of any error that stops it.

    plugins: the loaded plugins. plugin_faults: the faults of plugins that could not be loaded.
    is_output_touched: whether files in the output folder may have been replaced already.
    """

    settings: Settings
    reporter: Reporter
    plugins: Sequence[ModuleType]
    plugin_faults: Sequence[Fault]
    is_output_touched: bool = False

    def in_session(self, work: Callable[[Session, Stopwatch], Outcome]) -> Outcome:
        """Do work in a session of the paper, and return its result.

        The work gets a watch that runs since the start of the process. If the store is damaged, it
        is thrown away and the work is done once more.

        Raises as `guarded` does, and Interrupted at Ctrl+C.
        """
        self.is_output_touched = False
        try:
            return self._in_session(work)
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; {self._state}") from None

    def _in_session(self, work: Callable[[Session, Stopwatch], Outcome]) -> Outcome:
        self.reporter.begin()
        _require_utf8()
        watch = Stopwatch.of_process()

        def attempt(afresh: bool) -> Outcome:
            with ExitStack() as stack:
                with watch.stage("opening"):
                    session = stack.enter_context(
                        open_session(self.settings, self.reporter, afresh)
                    )
                return work(session, watch)

        try:
            return self.guarded(lambda: attempt(afresh=False))
        except StoreDamaged as damage:
            self.reporter.say(f"{damage}; everything is rebuilt")
        try:
            return self.guarded(lambda: attempt(afresh=True))
        except StoreDamaged as damage:
            raise BuildStopped.by((), f"{damage}, and so is a new one") from damage

    def guarded(self, work: Callable[[], Outcome]) -> Outcome:
        """Do work and return its result; show the faults of an error that stops it, and raise it.

        A paper can be neither read nor checked without one of its plugins: if a plugin could not be
        loaded, the work is not begun. An OSError or an error in a plugin becomes BuildStopped;
        other errors of our own code are raised unchanged.
        """
        try:
            self._require_plugins()
            return work()
        except BroadsheetError as error:
            self.reporter.tell(error)
            raise
        except OSError as error:
            stop = self._stopped_by_disk(error)
            self.reporter.tell(stop)
            raise stop from error
        except Exception as error:
            fault = plugin_fault(error, self.plugins)
            if fault is None:
                raise
            stop = BuildStopped(f"1 error; {self._state}", [fault])
            self.reporter.tell(stop)
            raise stop from error

    def touch_output(self) -> None:
        """Note that files in the output folder may be new from now on."""
        self.is_output_touched = True

    def _stopped_by_disk(self, error: OSError) -> BuildStopped:
        """Return what the disk refuses, with the setting that names the folder, if one does."""
        # Of a copy that fails, the second name is where it was written.
        place = str(error.filename2 or error.filename or self.settings["OUTPUT_PATH"])
        what = f"{seen_from_here(place)}: {error.strerror}"
        source = source_of(self.settings)
        given = source.given if source else frozenset()
        for name in ("CACHE_PATH", "OUTPUT_PATH"):
            folder = Path(self.settings[name])
            if name in given:
                continue
            if Path(place).is_relative_to(folder) or folder.is_relative_to(place):
                fault = setting_fault(name, what, _WRITABLE)
                return BuildStopped(f"1 error; {self._state}", [fault])
        is_refused = error.errno != EAGAIN and Path(place).is_relative_to(self.settings["PATH"])
        return BuildStopped(f"{what} ({_READABLE})" if is_refused else what)

    def _require_plugins(self) -> None:
        if self.plugin_faults:
            # Only setting names that no plugin can have declared are reported.
            faults = (*self.plugin_faults, *misspelt(self.settings, readers_of_settings()))
            raise BuildStopped.by(faults)

    @property
    def _state(self) -> str:
        """Return in words the state of the output if the build ends now."""
        return "some files may be new" if self.is_output_touched else "nothing was written"


def _require_utf8() -> None:
    """Raise BuildStopped if Python does not read names of files as UTF-8."""
    if (encoding := sys.getfilesystemencoding()) != "utf-8":
        why = f"names of files are read as {encoding} here, and not as UTF-8"
        mend = "set PYTHONUTF8=1, or a locale such as LC_ALL=C.UTF-8"
        raise BuildStopped.by((), f"{why} ({mend})")

"""The newspaper: Pelican's own program with our plot. Set PELICAN_CLASS to `Newspaper`."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path
from traceback import walk_tb
from typing import Any, TypeVar

import pelican
from pelican.plugins import signals

from broadsheet.blame import plugin_fault, settings_fault
from broadsheet.build.building import Building, Plan
from broadsheet.build.session import Session, open_session
from broadsheet.build.writing import WritingResult
from broadsheet.changes import heed_deprecated
from broadsheet.content.held_back import left_out
from broadsheet.counting import count
from broadsheet.errors import BroadsheetError, Interrupted
from broadsheet.faults import BuildStopped, Fault, Verdict
from broadsheet.incremental.store import StoreDamaged
from broadsheet.pelican_api import is_run_by, read_settings
from broadsheet.plan.plugin_loading import load_plugins, readers_of_settings
from broadsheet.site.setting_names import misspelt
from broadsheet.site.settings_source import placed, with_source
from broadsheet.stopwatch import Stopwatch
from broadsheet.terminal import Reporter

logger = logging.getLogger(__name__)

Outcome = TypeVar("Outcome")


class Newspaper(pelican.Pelican):  # type: ignore[misc]  # Pelican carries no types
    """Builds the site: read everything, check everything, and only then print."""

    _has_begun_to_print = False
    _plugin_faults: Sequence[Fault] = ()

    def __init__(self, settings: dict[str, Any]) -> None:
        """Load the plugins, and let them know; what fails in doing so stops whatever is begun."""
        placed_settings = with_source(settings)
        heed_deprecated(placed_settings)
        try:
            super().__init__(placed_settings)
        except Exception as error:  # of a plugin that listens to the signal `initialized`
            fault = plugin_fault(error, self.plugins)
            if fault is None:
                raise
            self._plugin_faults = [*self._plugin_faults, fault]

    def init_plugins(self) -> None:
        """Load the plugins; what is wrong with one of them stops whatever is begun later."""
        self.plugins, self._plugin_faults = load_plugins(self.settings)
        self.settings["PLUGINS"] = [plugin.__name__ for plugin in self.plugins]

    def run(self) -> Plan | None:
        """Build the site and return what was printed; raise as `attend` does.

        Pelican's own command line makes a traceback of what is raised. Run by it, this shows the
        error and raises SystemExit, with the error's status. Under `--autoreload` nothing is raised
        but for Ctrl+C, and None returned where nothing was printed: the next save may mend it.
        """
        is_repeated = is_run_by(pelican.autoreload)
        try:
            return self.attend(self.build)
        except BroadsheetError as error:
            if not is_repeated and not is_run_by(pelican.main):
                raise
            self.reporter.tell_all(error)
            if is_repeated and not isinstance(error, Interrupted):
                return None
            raise SystemExit(error.exit_status) from None
        except Exception:
            if not is_repeated:
                raise
            logger.critical("the build failed", exc_info=True)
            return None

    def check(self) -> Plan:
        """Read and check everything and print nothing; raise as `attend` does."""
        return self.attend(
            lambda session, watch: self._plan(Building(session, self.reporter, watch))
        )

    def attend(self, work: Callable[[Session, Stopwatch], Outcome]) -> Outcome:
        """Do work in a session of the paper.

        The watch that it is given runs since the start of the process. A store that turns out to
        be damaged is thrown away, and the work done once more.

        Raises BuildStopped where the content is wrong, a plugin or the disk fails, other kinds of
        BroadsheetError where nothing can be built now, and Interrupted at Ctrl+C. Their faults have
        been told. Faulty content leaves the output as it was.
        """
        try:
            return self._attend(work)
        except KeyboardInterrupt:
            raise Interrupted(f"interrupted; {self._state}") from None

    def _attend(self, work: Callable[[Session, Stopwatch], Outcome]) -> Outcome:
        self.reporter.begin()
        if (encoding := sys.getfilesystemencoding()) != "utf-8":
            why = f"names of files are read as {encoding} here, and not as UTF-8"
            mend = "set PYTHONUTF8=1, or a locale such as LC_ALL=C.UTF-8"
            raise BuildStopped.by((), f"{why} ({mend})")
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

    def build(self, session: Session, watch: Stopwatch) -> Plan:
        """Build the site in an open session; raise all that stops it as it comes."""
        building = Building(session, self.reporter, watch)
        plan = self._plan(building)
        if plan.verdict.warnings:
            _warn(plan.verdict)
        self._has_begun_to_print = True
        run = building.print(plan)
        signals.finalized.send(self)
        for line in (*left_out(plan.statics), *_closing_lines(plan, run, watch)):
            self.reporter.say(line)
        return plan

    @cached_property
    def reporter(self) -> Reporter:
        """Who writes to the terminal."""
        return Reporter(Path(self.path), place=partial(placed, settings=self.settings))

    @property
    def _state(self) -> str:
        """In which state a build that ends now leaves the output."""
        return "some files may be new" if self._has_begun_to_print else "nothing was written"

    def _plan(self, building: Building) -> Plan:
        plan = building.plan()
        self.reporter.faults(plan.verdict)
        return plan

    def guarded(self, work: Callable[[], Outcome]) -> Outcome:
        """Do work; tell the faults of whatever stops it, and raise it.

        Without one of its plugins a paper can neither be read nor checked: where one is at fault,
        nothing is begun. What the disk or a plugin raises becomes BuildStopped.
        """
        try:
            self._require_plugins()
            return work()
        except BroadsheetError as error:
            self.reporter.tell(error)
            raise
        except OSError as error:
            # Of a copy that fails, the second name is where it was written.
            place = error.filename2 or error.filename or self.output_path
            raise BuildStopped(f"{place}: {error.strerror}") from error
        except Exception as error:
            fault = plugin_fault(error, self.plugins)
            if fault is None:
                raise
            stop = BuildStopped(f"1 error; {self._state}", [fault])
            self.reporter.tell(stop)
            raise stop from error

    def _require_plugins(self) -> None:
        if self._plugin_faults:
            # Of names, those alone that no plugin can have declared.
            faults = (*self._plugin_faults, *misspelt(self.settings, readers_of_settings()))
            raise BuildStopped.by(faults)


def _warn(verdict: Verdict) -> None:
    """Tell Pelican's log of warnings; under `--fatal warnings` they stop the build."""
    try:
        logger.warning("%s", verdict)
    except RuntimeError:  # how Pelican's logger says that warnings are fatal
        raise BuildStopped.by(verdict.warnings, str(verdict)) from None


def _closing_lines(plan: Plan, run: WritingResult, watch: Stopwatch) -> Iterator[str]:
    loaded, stories = plan.loaded, count(plan.edition.stories, "story")
    yield f"{stories}; texts: {loaded.read:,} read, {loaded.reused:,} reused; {plan.verdict}"
    yield (
        f"{count(plan.site_plan.paths, 'file')}: {len(run.made) - run.copied:,} rendered, "
        f"{run.copied:,} copied, {run.skipped:,} skipped; "
        f"{len(run.written):,} written, {len(run.removed):,} deleted"
    )
    yield str(watch)


class _SettingsInOneLine(logging.Filter):
    """Says in one line why Pelican's own command line cannot read the settings.

    It reads them before there is any `Newspaper`, and makes a traceback of what that raises; no
    code of ours is asked on the way. Whoever asks for debugging gets the traceback all the same.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        given = _settings_being_read(error)
        if error is not None and given is not None:
            record.msg, record.args = "%s", (settings_fault(error, *given),)
            if not logging.getLogger().isEnabledFor(logging.DEBUG):
                record.exc_info = None
        return True


def _settings_being_read(error: BaseException | None) -> tuple[Path, dict[str, Any]] | None:
    """Return the settings file, and what overrides it, that Pelican was reading at an error."""
    for frame, _ in walk_tb(error.__traceback__ if error else None):
        if frame.f_code is read_settings.__code__ and frame.f_locals.get("path"):
            return Path(frame.f_locals["path"]), frame.f_locals["override"] or {}
    return None


def _tell_of_settings_in_one_line() -> None:
    pelicans = logging.getLogger(pelican.__name__)
    if not any(isinstance(each, _SettingsInOneLine) for each in pelicans.filters):
        pelicans.addFilter(_SettingsInOneLine())


# Settings files import this module first of all: so it is there when the rest of them is read.
_tell_of_settings_in_one_line()

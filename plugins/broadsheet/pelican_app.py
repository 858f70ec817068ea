"""The newspaper: Pelican's own program with our plot. Set PELICAN_CLASS to `Newspaper`."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from pelican import Pelican
from pelican.plugins import signals

from broadsheet.autoreload import is_run_again_and_again
from broadsheet.build.building import Building, Plan, Stopped
from broadsheet.build.session import Session, open_session
from broadsheet.build.writing import CannotWrite, WritingResult
from broadsheet.content.held_back import left_out
from broadsheet.faults import BuildStopped, Fault
from broadsheet.incremental.locks import Busy
from broadsheet.incremental.store import StoreDamaged
from broadsheet.incremental.workers import CannotWork
from broadsheet.plan.plugin_loading import load_plugins, readers_of_settings
from broadsheet.site.output_safety import Refused
from broadsheet.site.setting_names import misspelt
from broadsheet.site.settings import Settings
from broadsheet.site.settings_source import placed, with_source
from broadsheet.terminal import Reporter, Stopwatch, Verdict, count
from broadsheet.views.contributions import Clash

logger = logging.getLogger(__name__)

Outcome = TypeVar("Outcome")

_INTERRUPTED = 130  # the exit status that shells give to what Ctrl+C has ended


class Newspaper(Pelican):  # type: ignore[misc]  # Pelican carries no types
    """Builds the site: read everything, check everything, and only then print."""

    _has_begun_to_print = False
    _plugin_faults: Sequence[Fault] = ()

    def __init__(self, settings: Settings) -> None:
        super().__init__(with_source(settings))

    def init_plugins(self) -> None:
        """Load the plugins; what is wrong with one of them stops whatever is begun later."""
        self.plugins, self._plugin_faults = load_plugins(self.settings)
        self.settings["PLUGINS"] = [plugin.__name__ for plugin in self.plugins]

    def run(self) -> Plan | None:
        """Build the site and return what was printed; raise as `attend` does.

        Under Pelican's `--autoreload` nothing is raised but for Ctrl+C, and None returned where
        nothing was printed.
        """
        if is_run_again_and_again():
            return self._run_on()
        return self.attend(self.build)

    def _run_on(self) -> Plan | None:
        try:
            return self.attend(self.build)
        except BuildStopped as stop:
            self.reporter.say(f"error: {stop}")
        except Exception:  # whatever it is, the next save may mend it
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

        Raises BuildStopped where the content is wrong or the disk fails; faulty content leaves
        the output as it was. Raises SystemExit at Ctrl+C, which Pelican would end as a success.
        """
        try:
            return self._attend(work)
        except KeyboardInterrupt:
            state = "some files may be new" if self._has_begun_to_print else "nothing was written"
            self.reporter.say(f"interrupted; {state}")
            raise SystemExit(_INTERRUPTED) from None

    def _attend(self, work: Callable[[Session, Stopwatch], Outcome]) -> Outcome:
        self.reporter.begin()
        if (encoding := sys.getfilesystemencoding()) != "utf-8":
            why = f"names of files are read as {encoding} here, and not as UTF-8"
            raise stopped((), f"{why} (set PYTHONUTF8=1, or a locale such as LC_ALL=C.UTF-8)")
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
            self.reporter.say(f"the store is damaged ({damage}): everything is rebuilt")
        try:
            return self.guarded(lambda: attempt(afresh=True))
        except StoreDamaged as damage:
            raise stopped((), f"the store cannot be kept: {damage}") from damage

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

    def _plan(self, building: Building) -> Plan:
        plan = building.plan()
        self.reporter.faults(plan.verdict)
        return plan

    def guarded(self, work: Callable[[], Outcome]) -> Outcome:
        """Do work; turn all that can stop it into BuildStopped, with the faults reported.

        Without one of its plugins a paper can neither be read nor checked: where one is at fault,
        nothing is begun. StoreDamaged is passed on.
        """
        try:
            self._require_plugins()
            return work()
        except Stopped as error:
            self.reporter.faults(error.verdict)
            raise stopped(error.verdict.errors, str(error.verdict)) from None
        except (CannotWrite, Clash, Refused) as error:
            self.reporter.faults(Verdict(tuple(error.faults), ()))
            raise stopped(error.faults) from None
        except (Busy, CannotWork) as error:
            raise stopped((), str(error)) from error
        except OSError as error:
            # Of a copy that fails, the second name is where it was written.
            place = error.filename2 or error.filename or self.output_path
            raise BuildStopped((), f"{place}: {error.strerror}") from error

    def _require_plugins(self) -> None:
        if self._plugin_faults:
            # Of names, those alone that no plugin can have declared.
            faults = (*self._plugin_faults, *misspelt(self.settings, readers_of_settings()))
            raise Stopped(Verdict(faults, ()))


def _warn(verdict: Verdict) -> None:
    """Tell Pelican's log of warnings; under `--fatal warnings` they stop the build."""
    try:
        logger.warning("%s", verdict)
    except RuntimeError:  # how Pelican's logger says that warnings are fatal
        raise stopped(verdict.warnings, str(verdict)) from None


def stopped(faults: Iterable[Fault], summary: str = "") -> BuildStopped:
    """Return the exception that ends a build."""
    faults = tuple(faults)
    return BuildStopped(faults, f"{summary or count(faults, 'error')}; nothing was written")


def _closing_lines(plan: Plan, run: WritingResult, watch: Stopwatch) -> Iterator[str]:
    loaded, stories = plan.loaded, count(plan.edition.stories, "story")
    yield f"{stories}; texts: {loaded.read:,} read, {loaded.reused:,} reused; {plan.verdict}"
    yield (
        f"{count(plan.site_plan.paths, 'file')}: {len(run.made) - run.copied:,} rendered, "
        f"{run.copied:,} copied, {run.skipped:,} skipped; "
        f"{len(run.written):,} written, {len(run.removed):,} deleted"
    )
    yield str(watch)


class _NoTraceback(logging.Filter):
    """Takes the traceback out of Pelican's last word where it is not our code that is at fault.

    Faults of the content say it all, and so does Pelican about a folder that does not exist. Of
    ours, the name in Python tells nobody anything either.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, BuildStopped):
            record.msg, record.args = "%s", (str(error),)
        if isinstance(error, BuildStopped) or _is_about_settings(error):
            record.exc_info = None
        return True


def _is_about_settings(error: BaseException | None) -> bool:
    trace = error.__traceback__ if isinstance(error, ValueError) else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_globals["__name__"] == "pelican.settings"


def quiet_pelican() -> None:
    """Keep Pelican's command line from printing tracebacks at writers and editors."""
    pelican_logger = logging.getLogger("pelican")
    if not any(isinstance(each, _NoTraceback) for each in pelican_logger.filters):
        pelican_logger.addFilter(_NoTraceback())


# Settings files import this module first of all: Pelican reads its command line after that.
quiet_pelican()

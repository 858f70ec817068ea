"""The newspaper: Pelican's program with our build. Set PELICAN_CLASS to `Newspaper`."""

from __future__ import annotations

import atexit
import gc
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

import pelican
from pelican.plugins import signals

from broadsheet.build.building import Building
from broadsheet.build.closing_lines import check_command, closing_lines
from broadsheet.build.guarding import Guard
from broadsheet.build.plan import Plan
from broadsheet.build.session import Session
from broadsheet.changes import heed_deprecated
from broadsheet.content.tally import Tally
from broadsheet.pelican_api import (
    are_warnings_fatal,
    is_run_again_and_again,
    is_run_by_command_line,
)
from broadsheet.pelican_log import tell_of_settings_in_one_line, warn_of
from broadsheet.plan.blame import plugin_fault
from broadsheet.plan.capabilities import capabilities_of
from broadsheet.plan.capability import Capability
from broadsheet.plan.clashes import clashes
from broadsheet.plan.plugin_loading import load_plugins
from broadsheet.reporting.errors import BroadsheetError, BuildStopped, Interrupted
from broadsheet.reporting.faults import Fault, is_advice
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.reporting.terminal import Reporter
from broadsheet.site.settings_source import placed, with_source

logger = logging.getLogger(__name__)

Outcome = TypeVar("Outcome")


class Newspaper(pelican.Pelican):  # type: ignore[misc]  # Pelican carries no types
    """Builds the site: reads everything, checks everything, and only then prints."""

    _plugin_faults: Sequence[Fault] = ()

    def __init__(self, settings: dict[str, Any]) -> None:
        """Load the plugins and send `initialized`; their faults are raised when work begins."""
        placed_settings = with_source(settings)
        heed_deprecated(placed_settings)
        try:
            super().__init__(placed_settings)
        except Exception as error:  # a plugin that listens to `initialized` may raise anything
            fault = plugin_fault(error, self.plugins)
            if fault is None:
                raise
            self._plugin_faults = [*self._plugin_faults, fault]
        gc.freeze()  # what a start has loaded stays, and need not be looked through again
        gc.enable()  # our commands begin without

    def init_plugins(self) -> None:
        """Load the plugins; their faults are kept, and raised when work begins."""
        self.plugins, self._plugin_faults = load_plugins(self.settings)
        self.settings["PLUGINS"] = [plugin.__name__ for plugin in self.plugins]

    def run(self) -> Plan | None:
        """Build the site and return what was printed; raise as `attend` does.

        Pelican's own command line prints a traceback of what is raised. So when run by it, this
        shows the error and raises SystemExit with the error's status. Under `--autoreload` only
        Ctrl+C is raised; None is returned when nothing was printed, since the next save may mend
        it.
        """
        is_repeated = is_run_again_and_again()
        try:
            return self.attend(self._build)
        except BroadsheetError as error:
            if not is_run_by_command_line():
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

    def capabilities(self) -> list[Capability]:
        """Return the capabilities of the plugins.

        Raises BuildStopped if a plugin or its settings are at fault; the faults have been shown.
        """
        return self.guarded(self._capabilities)

    def _capabilities(self) -> list[Capability]:
        found = capabilities_of(self.settings)
        faults = [fault for each in found for fault in each.faults if not is_advice(fault)]
        if faults := [*faults, *clashes(found)]:
            raise BuildStopped.by(faults)
        return found

    def check(self) -> Plan:
        """Read and check everything, try templates, and print nothing; raise as `attend` does."""

        def checked(session: Session, watch: Stopwatch) -> Plan:
            plan = self.examine_in(session, watch)
            self._tell_warnings(plan)
            if errors := plan.verdict.errors:
                raise BuildStopped.by(errors, str(plan.verdict), plan.mend_of_an_archive)
            return plan

        return self.attend(checked)

    def examine(self) -> Plan:
        """Read and check everything, try templates, and return all that was found, untold.

        Its verdict may hold errors. Raises as `attend` does where nothing can be checked.
        """
        return self.attend(self.examine_in)

    def examine_in(self, session: Session, watch: Stopwatch) -> Plan:
        """Do what `examine` does in an open session, in which the bodies of texts can be read."""
        building = Building(session, self.reporter, watch)
        plan = building.examine()
        if plan.verdict.errors:  # by which pages would fail too
            return plan
        faults = building.template_faults(plan)
        return replace(plan, verdict=replace(plan.verdict, errors=tuple(faults)))

    def attend(self, work: Callable[[Session, Stopwatch], Outcome]) -> Outcome:
        """Do work in a session of the paper; see `Guard.in_session`.

        Raises BuildStopped if the content is wrong or a plugin or the disk fails, other kinds of
        BroadsheetError if nothing can be built now, and Interrupted at Ctrl+C. Their faults have
        been shown. Faulty content leaves the output as it was.
        """
        return self._guard.in_session(work)

    def guarded(self, work: Callable[[], Outcome]) -> Outcome:
        """Do work; show the faults of an error that stops it, and raise it; see `Guard.guarded`."""
        return self._guard.guarded(work)

    def build(self, session: Session, watch: Stopwatch) -> Plan:
        """Build the site in an open session; errors are raised without being shown.

        In quiet, nothing is said of a build that leaves all files as they are, of warnings neither:
        they were told when something changed.
        """
        building, is_quiet = Building(session, self.reporter, watch), self.reporter.is_quiet
        plan = building.examine()
        if plan.verdict.errors:
            self.reporter.remark(f"read: {Tally.of(plan.edition)}")
        building.require_sound(plan)
        if not is_quiet:
            self._tell_warnings(plan)
        if not is_quiet or are_warnings_fatal():
            self._warn(plan)
        plan = building.settled(plan)
        result = building.print(plan, self._guard.touch_output)
        signals.finalized.send(self)
        is_changed = bool(result.written or result.removed)
        if is_quiet and is_changed:
            self._tell_warnings(plan)
            self._warn(plan)
        if is_changed or not is_quiet:
            for line in closing_lines(plan, result, watch):
                self.reporter.say(line)
        return plan

    def _warn(self, plan: Plan) -> None:
        if plan.verdict.warnings:
            warn_of(plan.verdict)

    def _build(self, session: Session, watch: Stopwatch) -> Plan:
        plan = self.build(session, watch)
        self.reporter.remark(str(Tally.of(plan.edition)))
        return plan

    def _tell_warnings(self, plan: Plan) -> None:
        self.reporter.warnings(plan.verdict, plan.news, check_command(self.settings))
        if mend := plan.mend_of_an_archive:
            self.reporter.say(mend)

    @cached_property
    def reporter(self) -> Reporter:
        """The reporter, which writes to the terminal."""
        return Reporter(
            Path(self.path),
            place=partial(placed, settings=self.settings),
            is_quiet=bool(self.settings.get("BUILD_QUIET")),
        )

    @cached_property
    def _guard(self) -> Guard:
        return Guard(self.settings, self.reporter, self.plugins, self._plugin_faults)


# Settings files import this module first, so the filter is installed when the rest is read.
tell_of_settings_in_one_line()

# The garbage collector would run once more before Python ends, which takes a quarter of a second
# and is useless in a process that is over.
atexit.register(gc.freeze)

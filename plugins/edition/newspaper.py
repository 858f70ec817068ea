"""The newspaper: Pelican's own program with our plot. Set PELICAN_CLASS to `Newspaper`."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pelican import Pelican
from pelican.plugins import signals

from plugins.edition.capability import Capability, capabilities_of, passes_of
from plugins.edition.checks import embargoed_drafts, link_faults, name_faults, section_faults
from plugins.edition.compose import Composer
from plugins.edition.edition import Edition
from plugins.edition.files import plain_files, theme_files, unfit_files
from plugins.edition.gather import Copydesk, gather
from plugins.edition.outputs import Output, collisions, each_file_once, strays
from plugins.edition.press import CannotPrint, Printed, print_edition
from plugins.edition.report import Reporter, Verdict, count
from plugins.edition.site import Site, read_site
from plugins.edition.templates import ThemeTemplates
from plugins.story.faults import BuildStopped, Fault, Gravity
from plugins.story.reading import Reading

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """What a build is going to print, checked."""

    edition: Edition
    outputs: tuple[Output, ...]
    verdict: Verdict


class Newspaper(Pelican):  # type: ignore[misc]  # Pelican carries no types
    """Builds the site: read everything, check everything, and only then print."""

    def run(self) -> Plan:
        """Build the site and return what was printed.

        Raises BuildStopped where the content is wrong or the disk fails; faulty content leaves
        the output as it was.
        """
        begun = time.monotonic()
        reporter = Reporter(Path(self.path))
        plan = self.plan(reporter)
        reporter.faults(plan.verdict)
        if plan.verdict.warnings:
            _warn(plan.verdict)
        try:
            templates = ThemeTemplates(self.settings)
            folder = Path(self.output_path)
            sweep = tuple(self.output_retention) if self.delete_outputdir else None
            printed = print_edition(plan.outputs, templates, folder, reporter.track, sweep)
        except CannotPrint as error:
            reporter.faults(Verdict(tuple(error.faults), ()))
            raise stopped(error.faults) from None
        except OSError as error:
            raise BuildStopped((), f"{error.filename or folder}: {error.strerror}") from error
        signals.finalized.send(self)
        reporter.say(_closing_line(plan, printed, time.monotonic() - begun))
        return plan

    def plan(self, reporter: Reporter) -> Plan:
        """Read and check everything; raise BuildStopped, reported, where there is an error."""
        site, faults = read_site(self.settings)
        capabilities = capabilities_of(self.settings)
        faults += [fault for each in capabilities for fault in each.faults]
        if site is None:
            raise self._stop(reporter, Verdict(tuple(faults), ()))
        reading = Reading.from_settings(self.settings, passes_of(capabilities))
        desk = gather(self.settings, reading, reporter.track)
        if faults:  # capabilities with faulty settings cannot check anything
            raise self._stop(reporter, judge([*faults, *desk.faults], desk, site))
        unplaced = [*section_faults(desk, site), *name_faults(desk)]
        desk.set_aside({fault.path for fault in unplaced})
        faults = [*desk.faults, *unplaced]
        edition, outputs, more = self._plan(desk, site, capabilities)
        due = [story.public_from for story in desk.stories if story.front.status != "draft"]
        if max(due, default=site.now) > site.now:
            # What is under embargo must not stop the build that is to publish it: check it now.
            later = site.model_copy(update={"now": max(due)})
            more += self._plan(desk, later, capabilities)[2]
        verdict = judge([*faults, *more], desk, site)
        if verdict.errors:
            raise self._stop(reporter, verdict)
        return Plan(edition, tuple(outputs), verdict)

    def _plan(
        self, desk: Copydesk, site: Site, capabilities: list[Capability]
    ) -> tuple[Edition, list[Output], list[Fault]]:
        edition = Edition.of(desk, site, Path(self.path), theme_files(self.settings))
        hidden = [story for story in desk.stories if story.path not in edition.by_path]
        composer = Composer(edition, capabilities)
        faults = [*link_faults(edition, composer, hidden, desk.faulty), *unfit_files(edition)]
        faults += embargoed_drafts(hidden)
        for each in capabilities:
            faults += each.check(edition, [*hidden, *desk.unfit])
        outputs = [output for each in capabilities for output in each.outputs(edition, composer)]
        outputs = each_file_once([*outputs, *plain_files(self.settings, edition)])
        return edition, outputs, [*faults, *strays(outputs, edition.content), *collisions(outputs)]

    def _stop(self, reporter: Reporter, verdict: Verdict) -> BuildStopped:
        reporter.faults(verdict)
        return stopped(verdict.errors, str(verdict))


def _warn(verdict: Verdict) -> None:
    """Tell Pelican's log of warnings; under `--fatal warnings` they stop the build."""
    try:
        logger.warning("%s", verdict)
    except RuntimeError:  # how Pelican's logger says that warnings are fatal
        raise stopped(verdict.warnings, str(verdict)) from None


def judge(faults: list[Fault], desk: Copydesk, site: Site) -> Verdict:
    """Sort faults into errors and warnings, by their gravity, the story's date and the build."""
    forgiven = {
        story.path
        for story in (*desk.stories, *desk.unfit)
        if story.front.status == "draft" or site.bearable(story.date)
    }
    errors: list[Fault] = []
    warnings: list[Fault] = []
    for fault in sorted(set(faults), key=lambda fault: (fault.path, fault.line, fault.what)):
        care = fault.gravity is Gravity.CARE
        care = care or (fault.gravity is Gravity.CREDIT and site.production)
        is_error = fault.gravity is Gravity.WRONG or (care and fault.path not in forgiven)
        (errors if is_error else warnings).append(fault)
    return Verdict(tuple(errors), tuple(warnings))


def stopped(faults: Sequence[Fault], summary: str = "") -> BuildStopped:
    """Return the exception that ends a build."""
    return BuildStopped(faults, f"{summary or count(faults, 'error')}; nothing was written")


def _closing_line(plan: Plan, printed: Printed, seconds: float) -> str:
    return (
        f"{count(plan.edition.stories, 'story')}, {count(plan.outputs, 'file')}: "
        f"{len(printed.written):,} written, {printed.unchanged:,} unchanged, "
        f"{len(printed.removed):,} removed; {plan.verdict}; {seconds:.1f} s"
    )


class _NoTraceback(logging.Filter):
    """Takes the traceback out of Pelican's last word where it is not our code that is at fault.

    Faults of the content say it all, and so does Pelican about a folder that does not exist.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
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

"""Telling: faults go to Pelican's log, and a build with errors ends before anything is written."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from broadsheet.pelican_api import is_run_again_and_again
from broadsheet.reporting.faults import Verdict
from broadsheet.reporting.terminal import Reporter
from broadsheet.site.settings_source import command_line_source

logger = logging.getLogger(__name__)


def tell(verdict: Verdict, content: Path, generators: Iterable[Any]) -> None:
    """Tell of all faults, the errors last, and stop a build that has some.

    content: the folder that paths of faults are relative to.
    Raises SystemExit, which Pelican's command line leaves alone: there is neither a traceback nor
    an exit status of 0. Under `--autoreload` the generators are kept from writing instead: its
    loop, which would end, then waits for the next save.
    """
    reporter = _reporter(content)
    fatal = [_warn(reporter.line(fault)) for fault in verdict.warnings]
    for fault in verdict.errors:
        # An error would end the telling under `--fatal errors`; this level never does.
        logger.critical("%s", reporter.line(fault))
    if not verdict.errors and not any(fatal):
        return
    logger.critical("%s; nothing was written", verdict)
    if not is_run_again_and_again():
        raise SystemExit(1)
    for generator in generators:
        generator.generate_output = _write_nothing


def _reporter(content: Path) -> Reporter:
    """Return what puts faults into lines, those of settings with the place where they stand."""
    source = command_line_source()
    return Reporter(content, place=source.placed) if source else Reporter(content)


def _warn(line: str) -> bool:
    """Warn; say whether Pelican's `--fatal warnings` makes an error of it."""
    try:
        logger.warning("%s", line)
    except RuntimeError:  # how Pelican's logger says so
        return True
    return False


def _write_nothing(*_: Any) -> None:
    """Stand in for what writes a generator's pages."""

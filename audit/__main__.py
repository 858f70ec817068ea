"""The command behind `inv audit`: builds a paper, asks Lighthouse, prints what it found."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.goals import Audited, medians, misses, table
from audit.lighthouse import audited, chromium_for_audits, installed
from audit.markup import checker, complaints
from audit.paper import built, typical_pages
from audit.programs import CannotAudit
from audit.serving import served
from broadsheet.reporting.errors import BroadsheetError

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Audit as the command line asks, and return the exit status."""
    options = _options()
    try:
        return audit(options.content, options.pages, options.runs)
    except BroadsheetError as error:
        say("\n".join(error.lines()))
        return error.exit_status


def audit(content: Path | None, pages: list[str], runs: int) -> int:
    """Print the medians of some pages, and which goals they miss; return 1 where one is missed."""
    browser = chromium_for_audits()
    if browser is None:
        raise CannotAudit(
            "Chromium is missing (install Debian's `chromium-headless-shell`, or Google Chrome)"
        )
    cache = ROOT / ".cache" / "audit"
    program, jar = installed(cache), checker(cache)
    found: list[Audited] = []
    with TemporaryDirectory() as folder:
        # The name is that of its store in the cache, so it is always the same.
        output, report = Path(folder) / "audited", Path(folder) / "report.json"
        say("building")
        built(ROOT, content, output)
        say("markup of all pages")
        missed = complaints(jar, output)
        with served(output) as address:
            for path in pages or typical_pages(output):
                say(f"{path}: {runs} runs")
                each = [audited(program, browser, address + path, report) for _ in range(runs)]
                found.append(Audited(path, medians(each)))
    say("\n".join(table(found)))
    missed += [f"{page.path}: {miss}" for page in found for miss in misses(page.figures)]
    say("\n".join(missed) or "All goals are met.")
    return 1 if missed else 0


def say(text: str) -> None:
    """Print a line at once, whatever reads it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m audit", description=__doc__)
    parser.add_argument("--content", type=lambda text: Path(text).resolve())
    parser.add_argument("--pages", type=lambda text: text.split(","), default=[])
    parser.add_argument("--runs", type=_number, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

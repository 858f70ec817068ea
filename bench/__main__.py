"""The command behind `inv bench`: measures, prints, stores and, when asked, documents."""

from __future__ import annotations

import argparse
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench import machine, plot, report
from bench.results import Results, load
from bench.running import run_size
from bench.workplace import Workplace

ROOT = Path(__file__).resolve().parents[1]
_STORED = Path("bench/results/latest.json")
_PLOT = Path("docs/pictures/benchmark.svg")
_PAGE = Path("docs/benchmark.md")
_PREVIEW_UP_TO = 10_000  # stories; its first build is a cold one
_RUNS = ((1_000, 5), (10_000, 3))  # up to so many stories, so many runs; one above


def main() -> None:
    """Run the benchmark as the command line asks."""
    options = _options()
    if options.from_results:
        document(load(ROOT / _STORED))
        return
    root = ROOT / ".cache" / "bench"
    command = f"uv run inv bench {shlex.join(sys.argv[1:])}".strip()
    results = Results(
        day=datetime.now(UTC).date(), command=command, machine=machine.describe(), sizes=()
    )
    for size in options.sizes:
        verify = size <= options.verify_up_to
        runs, with_pelican = options.runs or _runs(size), size <= options.pelican_up_to
        place, with_preview = Workplace(ROOT, root, size), size <= _PREVIEW_UP_TO
        found = run_size(place, runs, verify, with_pelican, with_preview, say)
        results = results.model_copy(update={"sizes": (*results.sizes, found)})
        results.store(root / "results.json")  # now, in case a larger one is broken off
    say(report.markdown(results, _PLOT.name))
    if options.docs:
        results.store(ROOT / _STORED)
        document(results)


def document(results: Results) -> None:
    """Write the table and the plot of a run into the documentation."""
    (ROOT / _PLOT).write_text(plot.draw(results), "utf-8")
    address = _PLOT.relative_to(_PAGE.parent).as_posix()
    report.update_page(ROOT / _PAGE, report.markdown(results, address))


def say(text: str) -> None:
    """Print a line at once, whatever reads it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _runs(size: int) -> int:
    return next((runs for limit, runs in _RUNS if size <= limit), 1)


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[1_000, 10_000], help="numbers of stories")
    parser.add_argument("--runs", type=int, default=0, help="runs of each full build; 0: by size")
    parser.add_argument(
        "--verify-up-to", type=int, default=10_000, help="the largest size compared byte for byte"
    )
    parser.add_argument(
        "--pelican-up-to", type=int, default=100_000, help="the largest size for stock Pelican"
    )
    parser.add_argument("--docs", action="store_true", help="write the results into docs/")
    parser.add_argument(
        "--from-results", action="store_true", help="write docs/ from the stored results"
    )
    return parser.parse_args()


main()

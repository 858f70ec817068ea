"""The results as Markdown, for the terminal and for docs/benchmark.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.results import Build, Machine, Results, Series, Size
from bench.targets import verdicts

BEGIN = "<!-- bench: begin -->"
END = "<!-- bench: end -->"
LABELS = {
    Build.COLD: "Broadsheet, cold",
    Build.NO_CHANGE: "Broadsheet, no change",
    Build.PUBLISH: "Broadsheet, publish one story",
    Build.BODY: "Broadsheet, edit a story’s body",
    Build.TITLE: "Broadsheet, edit a title",
    Build.TEMPLATE: "Broadsheet, change the article template",
    Build.PREVIEW: "Broadsheet, save in the live preview",
    Build.HUGO_RELATED: "Hugo, fresh",
    Build.HUGO_RELATED_AGAIN: "Hugo, over an earlier site",
    Build.HUGO_RELATED_SITE: "Hugo, related stories from the whole site, fresh",
    Build.HUGO: "Hugo without related stories, fresh",
    Build.HUGO_AGAIN: "Hugo without related stories, over an earlier site",
    Build.PELICAN: "Stock Pelican",
    Build.PELICAN_CACHED: "Stock Pelican with its content cache",
}
_MODULES = 16  # in the table of a profile
_HEAD = (
    "| Build | Seconds | Median | Processor, s | Memory, MB | Files written | MB written | Exact |",
    "|:--|--:|--:|--:|--:|--:|--:|:--|",
)


def markdown(results: Results, plot: str) -> str:
    """Return the results as a part of a page. plot: the address of the plot, seen from there."""
    lines = [
        f"Measured on {results.day:%-d %B %Y} with `{results.command}`.",
        "",
        *_machine(results.machine),
        "",
        f"![Seconds of each kind of build against the number of stories, on two logarithmic "
        f"scales]({plot})",
        "",
        *_tables(results),
        "### Where the time of a publish goes",
        "",
        *_stages(results),
        "",
        "The same by modules, as shares of what Python’s profiler counts, the largest first:",
        "",
        *_profile(results.sizes),
        "",
        "### The targets",
        "",
        *_targets(results),
    ]
    return "\n".join(lines)


def update_page(page: Path, text: str) -> None:
    """Put a text between the two markers of a page; raise ValueError where they are missing."""
    old = page.read_text("utf-8")
    before, begin, rest = old.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{page} lacks {BEGIN} or {END}")
    page.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")


def _machine(machine: Machine) -> Iterator[str]:
    yield f"- Processor: {machine.processor}, {machine.cores} cores"
    yield f"- Memory: {machine.memory / 2**30:.0f} GiB"
    yield f"- System: {machine.system}"
    versions = ", ".join(f"{name} {version}" for name, version in machine.versions.items())
    yield f"- Versions: {versions}"


def _tables(results: Results) -> Iterator[str]:
    for size in results.sizes:
        yield f"### {size.stories:,} stories"
        yield ""
        yield from _HEAD
        for build in Build:
            if build in size.builds:
                yield _row(LABELS[build], size.builds[build])
        yield ""


def _row(label: str, series: Series) -> str:
    more = "more than " if series.cut_off else ""
    if series.cut_off:
        label += f" (cut off after {series.least / 60:.0f} min)"
    exact = {True: "yes", False: "**no**", None: ""}[series.equal]
    cells = (
        label,
        f"{more}{series.least:.2f}",
        f"{series.median:.2f} of {len(series.runs)}",
        f"{series.processor:.2f}" if series.processor else "",  # nobody measures a save's
        f"{more}{series.memory / 1e6:.0f}",
        f"{series.files:,}",
        f"{series.size / 1e6:.1f}",
        exact,
    )
    return f"| {' | '.join(cells)} |"


def _stages(results: Results) -> Iterator[str]:
    """Yield the stages of the quickest publish at each size, in seconds, and what is left."""
    runs = {size.stories: size.builds[Build.PUBLISH].quickest for size in results.sizes}
    names = list(dict.fromkeys(name for run in runs.values() for name in run.stages))
    yield f"| Stories | all | the rest | {' | '.join(names)} |"
    yield f"|--:|--:|--:|{'--:|' * len(names)}"
    for stories, run in runs.items():
        rest = run.seconds - sum(run.stages.values())
        cells = [f"{run.stages.get(name, 0):.2f}" for name in names]
        yield f"| {stories:,} | {run.seconds:.2f} | {rest:.2f} | {' | '.join(cells)} |"


def _profile(sizes: Sequence[Size]) -> Iterator[str]:
    """Yield the modules that take the most of a publish of the largest archive."""
    profiles = {f"{size.stories:,}": size.profile for size in sizes}
    largest = sizes[-1].profile
    yield f"| Module | {' | '.join(profiles)} |"
    yield f"|:--|{'--:|' * len(profiles)}"
    for name in [*largest][:_MODULES]:
        cells = [f"{100 * of.get(name, 0):.1f}%" for of in profiles.values()]
        yield f"| {name} | {' | '.join(cells)} |"


def _targets(results: Results) -> Iterator[str]:
    yield "| Target | Found | Verdict |"
    yield "|:--|:--|:--|"
    for verdict in verdicts(results):
        words = verdict.words if verdict.met else f"**{verdict.words}**"
        yield f"| {verdict.target} | {verdict.found} | {words} |"

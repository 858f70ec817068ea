"""The plot: seconds against the number of stories, on two logarithmic scales, as SVG.

It brings its own paper, so it is legible on any page; paper and ink are dark where the reader's
system asks for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from bench.report import LABELS
from bench.results import Build, Results

_WIDTH, _HEIGHT = 900, 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 300, 24, 52
_LABEL_GAP = 17.0
_SHOWN = {
    Build.PELICAN: "#b7791f",
    Build.HUGO_RELATED_AGAIN: "#c2417c",
    Build.COLD: "#2b7a9b",
    Build.TEMPLATE: "#7a6ac8",
    Build.PUBLISH: "#2f855a",
    Build.NO_CHANGE: "#718096",
}
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#3d4852}.grid{stroke:#8a94a0;stroke-opacity:.3}"
    ".paper{fill:#fff}polyline{fill:none;stroke-width:2.5}"
    "@media(prefers-color-scheme:dark){text{fill:#d4dae0}.paper{fill:#14181c}}"
)


@dataclass(frozen=True)
class Line:
    """One line of the plot: points are pairs of stories and seconds, fewest stories first."""

    label: str
    colour: str
    points: tuple[tuple[float, float], ...]
    cut_off: bool


@dataclass(frozen=True)
class Scale:
    """A logarithmic scale: from `low` at `start` to `high` at `end`, in points of the picture."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return where a value stands."""
        share = (log10(value) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return self.start + share * (self.end - self.start)

    def powers(self) -> Iterator[float]:
        """Yield the powers of ten that lie on the scale."""
        for power in range(ceil(log10(self.low)), floor(log10(self.high)) + 1):
            yield 10.0**power


def draw(results: Results) -> str:
    """Return the plot of a run as SVG."""
    lines = [line for build in _SHOWN if (line := _line(build, results)).points]
    stories = [x for line in lines for x, _ in line.points]
    seconds = [y for line in lines for _, y in line.points]
    across = Scale(min(stories) / 1.3, max(stories) * 1.3, _LEFT, _WIDTH - _RIGHT)
    up = Scale(min(seconds) / 1.5, max(seconds) * 1.5, _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        "<title>Seconds of a build against the number of stories</title>",
        f"<style>{_STYLE}</style>",
        f'<rect class="paper" width="{_WIDTH}" height="{_HEIGHT}"/>',
        *_grid(across, up, sorted(set(stories))),
        *(part for line in lines for part in _curve(line, across, up)),
        *_labels(lines, up),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _line(build: Build, results: Results) -> Line:
    found = [(size.stories, size.builds[build]) for size in results.sizes if build in size.builds]
    points = tuple(sorted((float(stories), series.least) for stories, series in found))
    return Line(LABELS[build], _SHOWN[build], points, any(series.cut_off for _, series in found))


def _grid(across: Scale, up: Scale, stories: Sequence[float]) -> Iterator[str]:
    for seconds in up.powers():
        y = up(seconds)
        yield f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{_WIDTH - _RIGHT}" y2="{y:.1f}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{seconds:,g} s</text>'
    for count in stories:
        x = across(count)
        yield f'<line class="grid" x1="{x:.1f}" y1="{_TOP}" x2="{x:.1f}" y2="{_HEIGHT - _BOTTOM}"/>'
        y = _HEIGHT - _BOTTOM + 20
        yield f'<text x="{x:.1f}" y="{y}" text-anchor="middle">{count:,.0f}</text>'
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    yield f'<text x="{middle:.1f}" y="{_HEIGHT - 10}" text-anchor="middle">stories</text>'


def _curve(line: Line, across: Scale, up: Scale) -> Iterator[str]:
    places = [(across(stories), up(seconds)) for stories, seconds in line.points]
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    yield f'<polyline points="{joined}" stroke="{line.colour}"/>'
    for x, y in places:
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{line.colour}"/>'


def _labels(lines: Sequence[Line], up: Scale) -> Iterator[str]:
    """Yield the names of the lines beside their ends, moved apart where they would touch."""
    free = float(_TOP)
    x = _WIDTH - _RIGHT + 12
    for line in sorted(lines, key=lambda line: up(line.points[-1][1])):
        y = max(free, up(line.points[-1][1]) + 4)
        free = y + _LABEL_GAP
        label = f"{line.label} (cut off)" if line.cut_off else line.label
        yield f'<circle cx="{x + 4}" cy="{y - 4:.1f}" r="4" fill="{line.colour}"/>'
        yield f'<text x="{x + 14}" y="{y:.1f}">{label}</text>'

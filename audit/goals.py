"""What a page must reach, and which of it a page misses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from msgspec import Struct

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")

_LARGEST_PAINT = 1800  # milliseconds


class Figures(Struct, frozen=True):
    """What Lighthouse found of a page.

    scores: by CATEGORIES, of 100. first_paint, largest_paint, blocked: milliseconds. shift: how
    much of the window moved. size: bytes that were sent.
    """

    scores: tuple[float, ...]
    first_paint: float
    largest_paint: float
    shift: float
    blocked: float
    size: float


class Audited(Struct, frozen=True):
    """A page and its figures. path: its address on the site."""

    path: str
    figures: Figures


def medians(runs: Sequence[Figures]) -> Figures:
    """Return the median of each figure of several runs."""
    return Figures(
        scores=tuple(map(median, zip(*(run.scores for run in runs), strict=True))),
        first_paint=median(run.first_paint for run in runs),
        largest_paint=median(run.largest_paint for run in runs),
        shift=median(run.shift for run in runs),
        blocked=median(run.blocked for run in runs),
        size=median(run.size for run in runs),
    )


def misses(figures: Figures) -> Iterator[str]:
    """Say of each goal that is missed by how much it is."""
    for category, score in zip(CATEGORIES, figures.scores, strict=True):
        if score < 100:
            yield f"{category} {score:.0f} of 100"
    if figures.largest_paint > _LARGEST_PAINT:
        yield f"largest paint after {figures.largest_paint:,.0f} ms (at most {_LARGEST_PAINT:,})"
    if figures.shift > 0:
        yield f"layout shift {figures.shift:.3f} (at most 0)"
    if figures.blocked > 0:
        yield f"blocked for {figures.blocked:,.0f} ms (at most 0)"


def table(pages: Iterable[Audited]) -> Iterator[str]:
    """Return the lines of a table in Markdown, a row for each page."""
    heads = ("Page", *CATEGORIES, "FCP, ms", "LCP, ms", "CLS", "TBT, ms", "KB")
    yield f"| {' | '.join(heads)} |"
    yield f"|:--|{'--:|' * (len(heads) - 1)}"
    for page in pages:
        found = page.figures
        cells = (
            f"`{page.path}`",
            *(f"{score:.0f}" for score in found.scores),
            f"{found.first_paint:,.0f}",
            f"{found.largest_paint:,.0f}",
            f"{found.shift:.3g}",
            f"{found.blocked:,.0f}",
            f"{found.size / 1000:,.0f}",
        )
        yield f"| {' | '.join(cells)} |"

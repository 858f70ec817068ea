"""The targets, and whether a run meets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bench.results import Build, Results, Series

_MEGABYTE = 1e6
_MEMORY = 600 * _MEGABYTE
_FILES = 40
_GROWTH = 10
_SEEN = 0.3  # seconds from a save to the page that shows it
_MIDDLE, _LARGE = 10_000, 100_000

Builds = Mapping[Build, Series]


@dataclass(frozen=True)
class Verdict:
    """How one target was met. factor: what was found, as a multiple of what is allowed.

    A target is met where the factor is at most 1.
    """

    target: str
    found: str
    factor: float

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.factor <= 1

    @property
    def words(self) -> str:
        """Met or missed, and how much of what is allowed was found."""
        return f"{'met' if self.met else 'missed'}: {self.factor:.0%} of what is allowed"


def verdicts(results: Results) -> list[Verdict]:
    """Judge every target for which a run has the figures."""
    sizes = {size.stories: size.builds for size in results.sizes}
    found = [*_at_each_size(sizes)]
    if _MIDDLE in sizes:
        found += _at_10_000(sizes[_MIDDLE])
    if _LARGE in sizes:
        found += _at_100_000(sizes[_LARGE])
    if _MIDDLE in sizes and _LARGE in sizes:
        found.append(_growth(sizes[_MIDDLE], sizes[_LARGE]))
    return found


def hugo_full(builds: Builds, *, related: bool) -> Series:
    """Return Hugo's full build: the quicker of a fresh one and one over an earlier site."""
    kinds = (Build.HUGO_RELATED, Build.HUGO_RELATED_AGAIN)
    chosen = kinds if related else (Build.HUGO, Build.HUGO_AGAIN)
    return min((builds[kind] for kind in chosen), key=lambda series: series.least)


def _at_each_size(sizes: Mapping[int, Builds]) -> Iterator[Verdict]:
    for stories, builds in sizes.items():
        publish, idle = builds[Build.PUBLISH], builds[Build.NO_CHANGE]
        yield Verdict(
            f"{stories:,} stories: publishing one writes at most {_FILES} files",
            f"{publish.files} files",
            publish.files / _FILES,
        )
        yield Verdict(
            f"{stories:,} stories: a build without a change is not slower than publishing one",
            f"{idle.least:.2f} s against {publish.least:.2f} s",
            idle.least / publish.least,
        )


def _at_10_000(builds: Builds) -> Iterator[Verdict]:
    publish, cold = builds[Build.PUBLISH], builds[Build.COLD]
    pelican = builds[Build.PELICAN]
    yield _share(f"{_MIDDLE:,} stories: publishing one, of Hugo’s full build", publish, 15, builds)
    yield _share_of(
        f"{_MIDDLE:,} stories: publishing one, of stock Pelican’s build", publish, 60, pelican
    )
    yield _share_of(f"{_MIDDLE:,} stories: a cold build, of stock Pelican’s", cold, 2, pelican)
    if Build.PREVIEW in builds:
        seen = builds[Build.PREVIEW].median
        yield Verdict(
            f"{_MIDDLE:,} stories: a save in the live preview is seen within {_SEEN} s",
            f"{seen:.2f} s, the median of {len(builds[Build.PREVIEW].runs)}",
            seen / _SEEN,
        )
    most = max(series.memory for build, series in builds.items() if _is_ours(build))
    yield Verdict(
        f"{_MIDDLE:,} stories: no build takes more than {_MEMORY / _MEGABYTE:.0f} MB",
        f"{most / _MEGABYTE:.0f} MB",
        most / _MEMORY,
    )


def _at_100_000(builds: Builds) -> Iterator[Verdict]:
    publish = builds[Build.PUBLISH]
    hugo = hugo_full(builds, related=True)
    yield _share(f"{_LARGE:,} stories: publishing one, of Hugo’s full build", publish, 50, builds)
    yield _ratio(
        f"{_LARGE:,} stories: memory for publishing one, of Hugo’s",
        (publish.memory, hugo.memory),
        5,
        lambda size: f"{size / _MEGABYTE:.0f} MB",
    )


def _share(target: str, ours: Series, part: int, builds: Builds) -> Verdict:
    """Judge a share of Hugo's full build; say too what it is without related stories."""
    verdict = _share_of(target, ours, part, hugo_full(builds, related=True))
    without = hugo_full(builds, related=False).least / ours.least
    more = f"; 1/{without:.0f} of Hugo’s without related stories"
    return Verdict(verdict.target, verdict.found + more, verdict.factor)


def _share_of(target: str, ours: Series, part: int, theirs: Series) -> Verdict:
    verdict = _ratio(target, (ours.least, theirs.least), part, lambda time: f"{time:.2f} s")
    cut_off = "; cut off, so the true share is smaller" if theirs.cut_off else ""
    return Verdict(verdict.target, verdict.found + cut_off, verdict.factor)


def _ratio(
    target: str, pair: tuple[float, float], part: int, printed: Callable[[float], str]
) -> Verdict:
    ours, theirs = pair
    return Verdict(
        f"{target}: at most 1/{part}",
        f"{printed(ours)} of {printed(theirs)}: 1/{theirs / ours:.1f}",
        ours * part / theirs,
    )


def _growth(middle: Builds, large: Builds) -> Verdict:
    grown = large[Build.PUBLISH].least / middle[Build.PUBLISH].least
    return Verdict(
        f"From {_MIDDLE:,} to {_LARGE:,} stories, publishing one takes at most "
        f"{_GROWTH} times as long",
        f"{grown:.1f} times",
        grown / _GROWTH,
    )


def _is_ours(build: Build) -> bool:
    return build.value.startswith("broadsheet ")

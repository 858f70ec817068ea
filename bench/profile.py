"""Where the time of a build goes, module by module, as Python's own profiler sees it.

The profiler makes every call of a function dearer, so that what it finds are shares and no times.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from pstats import Stats

_BUILT_IN = "~"  # where the profiler says that functions written in C are
_PACKAGES = "site-packages"
_IMPORTS = ("<frozen importlib", "<frozen zipimport")
_PYTHON = str(Path(os.__file__).parent)


def command(into: Path, build: tuple[str, ...]) -> tuple[str, ...]:
    """Return what profiles a build, itself a command of Python with `-m`. into: for the result."""
    _, *rest = build
    return (sys.executable, "-m", "cProfile", "-o", str(into), *rest)


def shares(file: Path, project: Path) -> dict[str, float]:
    """Return each module's share of the time, largest first; in all they make 1.

    Modules of the project are named by their paths, installed packages by their names. The time
    of functions written in C is their callers'. project: the checkout that was measured.
    """
    spent: defaultdict[str, float] = defaultdict(float)
    for place, seconds in _times(Stats(str(file))):
        spent[module_of(place, project)] += seconds
    whole = sum(spent.values()) or 1.0
    return {
        name: seconds / whole
        for name, seconds in sorted(spent.items(), key=lambda each: (-each[1], each[0]))
    }


def _times(stats: Stats) -> Iterator[tuple[str, float]]:
    """Yield files and the seconds that functions in them took by themselves."""
    for (place, _, _), (_, _, own, _, callers) in stats.stats.items():  # type: ignore[attr-defined]  # the stubs leave it out
        if place == _BUILT_IN and callers:
            for (caller, _, _), (_, _, its, _) in callers.items():
                yield caller, its
        else:
            yield place, own


def module_of(place: str, project: Path) -> str:
    """Return the name under which a file of code is counted."""
    if _PACKAGES in place:
        return Path(place.partition(_PACKAGES)[2]).parts[1].removesuffix(".py")
    if place.startswith(str(project)):
        return Path(place).relative_to(project).as_posix()
    if place.startswith(_IMPORTS):
        return "importing"
    if place.startswith(("<", _PYTHON, _BUILT_IN)):
        return "Python’s own library"
    return Path(place).name

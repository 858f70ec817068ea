"""What a run of the benchmark has found out, as it is stored."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from statistics import median

from pydantic import BaseModel


class Build(StrEnum):
    """The kinds of build that are measured; the values are the keys in stored results."""

    COLD = "broadsheet cold"
    NO_CHANGE = "broadsheet no change"
    PUBLISH = "broadsheet publish"
    BODY = "broadsheet body"
    TITLE = "broadsheet title"
    TEMPLATE = "broadsheet template"
    PREVIEW = "broadsheet preview"
    HUGO_RELATED = "hugo related fresh"
    HUGO_RELATED_AGAIN = "hugo related again"
    HUGO_RELATED_SITE = "hugo related site"
    HUGO = "hugo fresh"
    HUGO_AGAIN = "hugo again"
    PELICAN = "pelican"
    PELICAN_CACHED = "pelican cached"


class Run(BaseModel, frozen=True):
    """One build. seconds and processor: seconds; memory and size: bytes; files, size: written.

    stages: the seconds that Broadsheet's closing line names, stage by stage.
    """

    seconds: float
    processor: float
    memory: int
    files: int
    size: int
    cut_off: bool = False
    stages: dict[str, float] = {}


class Series(BaseModel, frozen=True):
    """The runs of one kind of build, at one size.

    equal: whether the first left the same bytes as a clean build; None where nobody looked.
    """

    runs: tuple[Run, ...]
    equal: bool | None = None

    @property
    def least(self) -> float:
        """The seconds of the quickest run: the one that the machine disturbed least."""
        return min(run.seconds for run in self.runs)

    @property
    def quickest(self) -> Run:
        """The quickest run."""
        return min(self.runs, key=lambda run: run.seconds)

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return median(run.seconds for run in self.runs)

    @property
    def processor(self) -> float:
        """The least processor seconds of a run."""
        return min(run.processor for run in self.runs)

    @property
    def memory(self) -> int:
        """The most memory of a run, in bytes."""
        return max(run.memory for run in self.runs)

    @property
    def files(self) -> int:
        """The most files that a run has written."""
        return max(run.files for run in self.runs)

    @property
    def size(self) -> int:
        """The most bytes that a run has written."""
        return max(run.size for run in self.runs)

    @property
    def cut_off(self) -> bool:
        """Whether a run was ended before it was done: then its figures are lower bounds."""
        return any(run.cut_off for run in self.runs)


class Size(BaseModel, frozen=True):
    """All builds of an archive of so many stories.

    profile: each module's share of the time of a publish; see `profile.py`.
    """

    stories: int
    builds: dict[Build, Series]
    profile: dict[str, float] = {}


class Machine(BaseModel, frozen=True):
    """What the figures depend on besides the code. memory: bytes."""

    processor: str
    cores: int
    memory: int
    system: str
    versions: dict[str, str]


class Results(BaseModel, frozen=True):
    """A whole run. command: what was typed."""

    day: date
    command: str
    machine: Machine
    sizes: tuple[Size, ...]

    def store(self, file: Path) -> None:
        """Write the results as JSON."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(self.model_dump_json(indent=1) + "\n", "utf-8")


def load(file: Path) -> Results:
    """Read stored results; raises pydantic's ValidationError where they are none."""
    return Results.model_validate_json(file.read_text("utf-8"))

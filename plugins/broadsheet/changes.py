"""What versions change for papers: reads `changes.toml`, from which the changelog,
`broadsheet upgrade` and the warnings of a build are made.

One file serves all three, so that no renaming is forgotten in one of them. Versions are compared as
https://semver.org/ says; before 1.0.0 the second number counts the breaking changes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from broadsheet import __version__
from broadsheet.reporting.faults import Fault, Gravity, setting_fault

NOTED_IN = "BROADSHEET_VERSION"
"""The setting in which a paper notes up to which version it has taken changes over."""

Kind = Literal["added", "changed", "deprecated", "renamed", "removed"]
SUBJECTS = ("setting", "key", "template", "input", "css", "task", "file")

_FILE = Path(__file__).with_name("changes.toml")
_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


class Change(BaseModel):
    """One thing that a version changes for papers.

    At most one subject is given: a `setting`, a `key` of front matter, a `template` of the theme,
    an `input` of templates, a `css` property, a `task`, a `file` of the site that a paper may have
    put there itself. A change without a subject concerns every paper. what: what has changed. do:
    what an editor or operator does about it. successor: the new name of a setting, a key or an
    input; a deprecated one works under both names.

    unless_absolute: a setting whose paths are all absolute is not concerned; unless_plugin: nor is
    a paper that loads this plugin; unless_import: nor one whose settings import all of this module.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: str
    kind: Kind
    what: str
    do: str
    setting: str | None = None
    key: str | None = None
    template: str | None = None
    input: str | None = None
    css: str | None = None
    task: str | None = None
    file: str | None = None
    unless_absolute: bool = False
    unless_plugin: str | None = None
    unless_import: str | None = None
    successor: str | None = None

    @model_validator(mode="after")
    def _has_one_subject(self) -> Change:
        if len(self._subjects) > 1:
            raise ValueError(f"more than one subject: {', '.join(self._subjects)}")
        if self.kind in ("deprecated", "renamed") and not (self._subjects and self.successor):
            raise ValueError("what is renamed has a subject and a successor")
        if number(self.version) is None:
            raise ValueError(f"“{self.version}” is no version such as 1.2.3")
        return self

    @property
    def _subjects(self) -> list[str]:
        return [name for name in SUBJECTS if getattr(self, name) is not None]

    @property
    def subject(self) -> str:
        """The name of the setting, key or other subject; "" if the change concerns every paper."""
        return next((str(getattr(self, name)) for name in self._subjects), "")

    def __str__(self) -> str:
        """Return the line that the changelog and `broadsheet upgrade` show."""
        name = f"`{self.subject}`: " if self.subject else ""
        return f"{name}{self.what} ({self.do})"


def number(version: str) -> tuple[int, ...] | None:
    """Return the three numbers of a version, for comparing; None if it is not of that form."""
    found = _VERSION.match(version)
    return tuple(map(int, found.groups())) if found else None


def read_changes(text: str) -> tuple[Change, ...]:
    """Return the changes in the text of `changes.toml`; raise ValueError if the text is invalid."""
    return tuple(Change.model_validate(row) for row in tomllib.loads(text).get("change", ()))


@cache
def all_changes() -> tuple[Change, ...]:
    """Return the changes of all versions, in the order of `changes.toml`."""
    return read_changes(_FILE.read_text("utf-8"))


def successors(subject: str, kind: Kind) -> dict[str, str]:
    """Return the new names of renamed or deprecated things, by their old names.

    subject: "setting", "key" or "input".
    """
    return {
        each.subject: each.successor
        for each in all_changes()
        if each.kind == kind and each.successor and getattr(each, subject) is not None
    }


# Settings


def heed_deprecated(settings: dict[str, Any]) -> None:
    """Copy the values of deprecated settings to their successors, in place.

    A deprecated setting has no default: if it is present, the paper has set it, and it wins.
    """
    for old, new in successors("setting", "deprecated").items():
        if old in settings:
            settings[new] = settings[old]


def setting_advice(names: Iterable[str]) -> Iterator[Fault]:
    """Yield advice for each of these names that is a deprecated setting, which still works."""
    by_name = successors("setting", "deprecated")
    for old in sorted(by_name.keys() & set(names)):
        what = "it is deprecated, and read no more by the next version"
        yield setting_fault(
            old, what, f"write `{by_name[old]}`", Gravity.ADVICE, kind="setting-deprecated"
        )


def version_advice(settings: Mapping[str, Any]) -> Iterator[Fault]:
    """Advise of a paper that notes a newer version than this one, or something that is none."""
    if NOTED_IN not in settings:
        return
    noted = settings[NOTED_IN]
    found = number(noted) if isinstance(noted, str) else None
    if found is None:
        what = f"no version such as {__version__}"
        yield setting_fault(NOTED_IN, what, "correct it", Gravity.ADVICE, kind="version")
    elif found > (number(__version__) or ()):
        what = f"the paper was last worked on with {noted}, and this is {__version__}"
        yield setting_fault(NOTED_IN, what, "install the newer one", Gravity.ADVICE, kind="version")


# Front matter


def new_keys() -> Mapping[str, str]:
    """Return the successors of deprecated keys of front matter."""
    return successors("key", "deprecated")

"""Old addresses: the setting ALIASES, for addresses that belong to no content file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from broadsheet.reporting.faults import Fault, setting_fault
from broadsheet.site.addresses import file_of
from broadsheet.site.settings import Settings
from broadsheet.story.front import old_address

SETTING = "ALIASES"

_BELOW = "*"
_EXAMPLE = 'write {"/topics/shipping/": "/topics/ships/"}'


@dataclass(frozen=True)
class OldAddresses:
    """What the setting says of addresses that readers knew, in the order of the addresses.

    moved: the old ones, each with the path that it leads to. given_up: those that may go without
    a successor; one that ends in `*` stands for all that begin so.
    """

    moved: Mapping[str, str] = field(default_factory=dict)
    given_up: tuple[str, ...] = ()

    def may_go(self, path: str) -> bool:
        """Say whether nothing has to be at a path of the site that readers knew."""
        return any(
            path.startswith(each.removesuffix(_BELOW))
            if each.endswith(_BELOW)
            else file_of(each) == file_of(path)
            for each in self.given_up
        )

    def tells_of(self, path: str) -> bool:
        """Say whether the setting itself says what becomes of a path of the site."""
        return file_of(path) in self._files or self.may_go(path)

    def leading_to(self, path: str) -> tuple[str, ...]:
        """Return the old addresses that lead to a path of the site."""
        return self._by_ends.get(file_of(path), ())

    @cached_property
    def _files(self) -> frozenset[str]:
        return frozenset(map(file_of, self.moved))

    @cached_property
    def _by_ends(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for old, to in self.moved.items():
            end = file_of(to.partition("#")[0])
            found[end] = (*found.get(end, ()), old)
        return found

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """The places in the settings that name where an address leads, each with the path."""
        yield from ((f"{SETTING}.{old}", to) for old, to in self.moved.items())


NOTHING_MOVED = OldAddresses()


def read_old_addresses(settings: Settings) -> tuple[OldAddresses, list[Fault]]:
    """Read the setting ALIASES; where an entry is at fault, it is left out."""
    value = settings.get(SETTING) or {}
    if not isinstance(value, Mapping):
        return NOTHING_MOVED, [setting_fault(SETTING, "not a group of addresses", _EXAMPLE)]
    moved: dict[str, str] = {}
    given_up: list[str] = []
    faults: list[Fault] = []
    for key, to in sorted(value.items(), key=lambda entry: str(entry[0])):
        try:
            old, to = _entry(key, to)
        except ValueError as error:
            faults.append(setting_fault(f"{SETTING}.{key}", str(error), _EXAMPLE))
            continue
        if to is None:
            given_up.append(old)
        else:
            moved[old] = to
    faults += _chained(moved)
    return OldAddresses(moved, tuple(given_up)), faults


def _entry(key: Any, to: Any) -> tuple[str, str | None]:
    """Return an entry as it is meant; raise ValueError for one that means nothing."""
    if not isinstance(key, str):
        raise ValueError("an old address is a text")
    if to is None:
        below = _BELOW if key.endswith(f"/{_BELOW}") else ""
        return old_address(key.removesuffix(below)) + below, None
    if _BELOW in key:
        raise ValueError(f"with a `{_BELOW}` it can only be given up: write None behind it")
    if not isinstance(to, str):
        raise ValueError("where it leads is neither a path of this site nor None")
    path, mark, place = to.strip().partition("#")
    old = old_address(key)
    try:
        return old, old_address(path) + mark + place
    except ValueError:
        raise ValueError(f"“{to}” is no address of this site") from None


def _chained(moved: Mapping[str, str]) -> Iterator[Fault]:
    """Report addresses that lead to another old one: readers would be sent on again, or in rings.

    One that leads to itself is such a ring.
    """
    files = {file_of(old): to for old, to in moved.items()}
    for old, to in moved.items():
        further = files.get(file_of(to.partition("#")[0]))
        if further is not None:
            what = f"{to} is an old address itself, and leads to {further}"
            yield setting_fault(f"{SETTING}.{old}", what, "write where readers are to end")

"""Cleaning: deletes the files that builds made at the top of the repository, and no others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from broadsheet.build.holdings import Holdings
from broadsheet.build.known_addresses import ENDING as ADDRESSES
from broadsheet.commands.announcing import ENDING as TOLD
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.site.output_folder import beside, is_ours

_OUTPUTS = ("output", "published")
_STORES = ".cache"  # previews build into folders of it

_KEPT = {
    ADDRESSES: "at which addresses readers found what you published",
    TOLD: "of which changes others were told",
}
"""What files beside the stores know that no build can find out again, by their endings."""


def clean(root: Path) -> list[str]:
    """Delete what builds have made below a folder, but for their locks: a build may hold one.

    Returns a line for each thing that is left there because no build made it. Raises OSError
    where the disk does not let us.
    """
    outputs = [line for name in _OUTPUTS for line in _cleaned(root / name)]
    return [*outputs, *_without_stores(root / _STORES)]


def _cleaned(output: Path) -> Iterator[str]:
    """Delete what builds printed into an output folder; yield a line where something is left."""
    if output.is_symlink() or not output.is_dir():
        yield from _no_folder(output)
        return
    _remove(beside(output, "staging"))
    holdings = Holdings(output, {}, lambda _: b"")
    if holdings.is_own():
        for path in sorted(holdings.last_edition()):
            holdings.remove(path)
    left = sorted(holdings.foreign())
    if left:
        why = f"no build listed “{left[0]}” in it"
        yield f"{seen_from_here(output)}: left, for {why}; delete it if it is not yours"
        return
    for entry in sorted(output.iterdir()):
        if is_ours(entry.name):
            _remove(entry)
    with suppress(OSError):  # a lock lies in it, or a folder of somebody else
        output.rmdir()


def _without_stores(folder: Path) -> Iterator[str]:
    """Delete stores and previews; yield a line for all else that lies beside them."""
    if folder.is_symlink() or not folder.is_dir():
        yield from _no_folder(folder)
        return
    for entry in sorted(folder.iterdir()):
        if entry.suffix == ".lock":
            continue
        if _is_store(entry) or entry.match(".preview-*.staging"):
            _remove(entry)
        elif entry.match("preview-*"):
            yield from _cleaned(entry)
        elif why := _KEPT.get(entry.suffix):
            yield f"{seen_from_here(entry)}: left, for it knows {why}"
        else:
            yield f"{seen_from_here(entry)}: left, for no build made it"
    with suppress(OSError):
        folder.rmdir()


def _is_store(entry: Path) -> bool:
    """Say whether a file is a store, or SQLite's journal of one: its lock stays beside it."""
    name = entry.name.removesuffix("-journal")
    return name.endswith(".store") and entry.with_name(f"{name}.lock").is_file()


def _no_folder(place: Path) -> Iterator[str]:
    if place.is_symlink():
        why = "it is a link; delete it, and what it leads to, yourself"
        yield f"{seen_from_here(place)}: left, for {why}"
    elif place.exists():
        yield f"{seen_from_here(place)}: left, for it is a file"


def _remove(entry: Path) -> None:
    """Delete a file, a link, or a folder with all that lies in it; never a lock."""
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    elif entry.suffix != ".lock":
        entry.unlink(missing_ok=True)

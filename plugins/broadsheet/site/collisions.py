"""Collisions: outputs that cannot all lie in one output folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from broadsheet.reporting.faults import Fault, setting_fault
from broadsheet.site.addresses import safe_path
from broadsheet.site.outputs import Copy, Derivative, Document, Output, Page


def each_file_once(outputs: Iterable[Output]) -> list[Output]:
    """Return the outputs in their order, with equal ones only once."""
    known: set[tuple[Any, ...]] = set()
    once: list[Output] = []
    for output in outputs:
        same = _sameness(output)
        if same is not None:
            if same in known:
                continue
            known.add(same)
        once.append(output)
    return once


def _sameness(output: Output) -> tuple[Any, ...] | None:
    """Return a key that equal outputs share; None for an output that is never equal to another."""
    if isinstance(output, Copy):
        return output.path, output.source
    if isinstance(output, Derivative):
        return output.path, output.recipe, output.sources, output.arguments
    return None


def collisions(outputs: Iterable[Output]) -> list[Fault]:
    """Report outputs that leave the output folder, and two that claim one path, naming both.

    A file and a folder of one name collide too, and so do names that differ only in case:
    half of the world's disks cannot hold both. Old addresses of one story may differ in case
    only: they say the same, so it does not matter which of them such a disk keeps.
    """
    faults: list[Fault] = []
    claimed: dict[str, Output] = {}
    folders: dict[str, Output] = {}
    for output in outputs:
        try:
            safe_path(output.path)
        except ValueError as error:
            faults.append(_unsafe(output, str(error)))
            continue
        key = output.path.casefold()
        rival = claimed.get(key) or folders.get(key) or _file_above(key, claimed, folders)
        if rival is not None and not _same_but_for_case(output, rival):
            faults.append(_both(output, rival))
            continue
        claimed[key] = output
        for folder in folders_of(key):
            if folder in folders:
                break
            folders[folder] = output
    return faults


def _unsafe(output: Output, what: str) -> Fault:
    """Return the fault of a path that no output may have. what: what is wrong with it."""
    maker = output.maker if isinstance(output, (Page, Document)) else ""
    if output.path.endswith("/"):
        asker = f", which {maker} asks for," if maker else ""
        what = f"“/{output.path}”{asker} ends in a slash, and so is a folder and no file"
        mend = f"write the path of a file, such as “/{output.path}index.html”"
    else:
        mend = "choose another slug or alias" if maker or output.line else "rename the file"
    return _fault_of(output, what, mend)


def _file_above(
    key: str, claimed: Mapping[str, Output], folders: Mapping[str, Output]
) -> Output | None:
    """Return the output that is a file where a path needs a folder."""
    for folder in folders_of(key):
        if folder in folders:  # known to be a folder, and so is all above it
            return None
        if folder in claimed:
            return claimed[folder]
    return None


def _same_but_for_case(output: Output, rival: Output) -> bool:
    return (
        rival.origin == output.origin
        and rival.path != output.path
        and rival.path.casefold() == output.path.casefold()
    )


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders in which a path lies, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _both(output: Output, rival: Output) -> Fault:
    address = "/" + output.path.removesuffix("index.html")
    if _setting_of(rival) and not _setting_of(output):  # told where somebody wrote the address
        output, rival = rival, output
    other = f"{rival.origin}:{rival.line}" if rival.line else rival.origin
    return _fault_of(output, f"duplicate address {address}", f"{other} has it; change one")


def _fault_of(output: Output, what: str, mend: str) -> Fault:
    """Return a fault at the file, or the setting, that asks for an output."""
    setting = _setting_of(output)
    if setting:
        return setting_fault(setting, what, mend)
    return Fault(output.origin, output.line, what, mend, kind="address-clash")


def _setting_of(output: Output) -> str:
    return output.setting if isinstance(output, Page) else ""

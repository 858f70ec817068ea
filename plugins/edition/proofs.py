"""Proofs: what came of checking a content file against the rest of the paper."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from plugins.story.faults import Fault


@dataclass(frozen=True)
class Wanted:
    """A file of the content folder that a page needs beside it. line: where it says so."""

    path: str
    line: int


class Proof(Struct, frozen=True):
    """What came of proofreading a file: what is wrong with it, and the files that it wants.

    A hidden file has wishes too: nobody else may show what it alone wants. addresses: the paths
    below the output folder that it names by their addresses; see `own_addresses.py`.
    """

    faults: tuple[Fault, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    addresses: tuple[str, ...] = ()

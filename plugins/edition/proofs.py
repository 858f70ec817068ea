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
    """What came of proofreading a file: what is wrong with it, and the files that it wants."""

    faults: tuple[Fault, ...] = ()
    wanted: tuple[Wanted, ...] = ()

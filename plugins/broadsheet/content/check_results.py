"""Check results: the outcome of checking a content file against the rest of the paper."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.reporting.faults import Fault


class Bound(Struct, frozen=True, gc=False):
    """A link to an address of this site; whether that exists is known from the plan only.

    link: as written. path, fragment: where it leads, from the site's root. line: its line in the
    file, 0 if it has not been looked up.
    """

    link: str
    path: str
    line: int = 0
    fragment: str = ""


class CheckResult(Struct, frozen=True, gc=False):
    """The outcome of checking a file.

    faults: its faults. uses: the files of the content folder that it shows or links to; a file that
    only hidden texts use is held back. bound: its links to addresses of this site. bound_in_reason:
    those that readers of a story that was withdrawn see.
    """

    faults: tuple[Fault, ...] = ()
    uses: tuple[str, ...] = ()
    bound: tuple[Bound, ...] = ()
    bound_in_reason: tuple[Bound, ...] = ()

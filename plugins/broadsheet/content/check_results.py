"""What came of checking a content file against the rest of the paper."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.faults import Fault


class Wanted(Struct, frozen=True, gc=False):
    """A file of the content folder that a page needs beside it. line: where it says so."""

    path: str
    line: int


class Bound(Struct, frozen=True, gc=False):
    """A link that is bound for an address of this site; whether it arrives, only the plan can tell.

    link: as written. path, fragment: where it lands, from the site's root. line: where it stands,
    0 where nobody has looked it up.
    """

    link: str
    path: str
    line: int = 0
    fragment: str = ""


class CheckResult(Struct, frozen=True, gc=False):
    """What came of checking a file.

    faults: what is wrong with it. wanted: the files that it wants beside it. bound: its links to
    addresses of this site. A hidden file has both, too: what it alone uses is held back.
    """

    faults: tuple[Fault, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    bound: tuple[Bound, ...] = ()

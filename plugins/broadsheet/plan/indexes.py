"""Indexes: files that list other files, such as sitemaps, and are planned last.

An index gets the listings of all planned pages, divided into shards. A shard whose listings have
not changed is neither planned nor written again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from broadsheet.site.outputs import Listing, Output

if TYPE_CHECKING:
    from broadsheet.views.composer import Composer

Listings = Sequence[Listing]
IndexPlanner = Callable[["Composer", str, Listings], Iterable[Output]]
"""Yields the files of one shard: gets its name and its listings, in the order of their paths."""


class Index(Struct, frozen=True):
    """How an index is cut into shards, and what plans one.

    shard: returns the name of a listing's shard, None for one that the index leaves out. plan: a
    function of a module, or a method of the capability, as other planners are.
    """

    shard: Callable[[Listing], str | None]
    plan: IndexPlanner


def whole(listing: Listing) -> str:
    """Return "" for every listing: the index is one shard."""
    del listing
    return ""


def in_shards(
    index: Index, listings: Iterable[Listing], wanted: Iterable[str] | None = None
) -> Mapping[str, list[Listing]]:
    """Return the listings of each shard, in the order of their paths; of those wanted only."""
    names = None if wanted is None else frozenset(wanted)
    found: dict[str, list[Listing]] = defaultdict(list)
    for each in listings:
        name = index.shard(each)
        if name is not None and (names is None or name in names):
            found[name].append(each)
    return {name: sorted(found[name], key=attrgetter("path")) for name in sorted(found)}

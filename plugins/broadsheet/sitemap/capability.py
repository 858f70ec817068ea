"""The sitemaps as a capability: files of months and of kinds, the news, and a list of files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from broadsheet.api import (
    Capability,
    Composer,
    Contributor,
    Edition,
    Index,
    Inputs,
    Listing,
    Output,
    Planner,
    Query,
    Site,
    Sitemaps,
    Templates,
    document,
    in_shards,
    whole,
)
from broadsheet.sitemap.news import NEWS, RECENT, Recent, news_sitemap
from broadsheet.sitemap.writing import Entry, written

SITEMAP = "/sitemap.xml"

_LARGEST = 50_000  # addresses in a file, as the protocol allows
_MOST_PICTURES = 1_000  # of a page, as Google has it
_KINDS = {"section": "sections", "topic": "topics", "author": "authors", "archive": "archives"}
_OTHER_KINDS = "pages"


class Sitemap(Capability):
    """Prints /sitemap.xml and the files that it leads to, and the sitemap of the latest news."""

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the query for the stories of the last two days."""
        return {RECENT: Recent(edition)}

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of the sitemap of the latest news."""
        return {"news": news_sitemap}

    def indexes(self) -> Mapping[str, Index]:
        """Return the index of files, and that of the list of these."""
        return {"sitemap": FILES, "sitemaps": Index(whole, _list_of_files)}

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells where the sitemaps lie."""
        return {(Site, Sitemaps): _sitemaps}


def _sitemaps(_: Site, composer: Composer) -> Sitemaps:
    """Return the sitemaps to begin with.

    The one of the news stands beside the list, which would otherwise change with the clock.
    """
    addresses = composer.addresses
    paths = (SITEMAP, NEWS)
    return Sitemaps(tuple(addresses.absolute(addresses.site_url(path)) for path in paths))


def shard_of(listing: Listing) -> str | None:
    """Return the file of a page: the month in which it was published, else that of its kind.

    None for a page that is not to be found by search.
    """
    if not listing.indexable:
        return None
    return listing.published[:7] or _KINDS.get(listing.kind, _OTHER_KINDS)


def _files_of_shard(
    composer: Composer, shard: str, listings: Sequence[Listing]
) -> Iterator[Output]:
    """Yield the file of a shard, or several where it holds too many pages for one."""
    del composer
    for path, entries in _in_files(shard, listings):
        yield document(path, write_pages, entries_inputs, entries, origin=f"the sitemap {path}")


FILES = Index(shard_of, _files_of_shard)


def _list_of_files(composer: Composer, _: str, listings: Sequence[Listing]) -> Iterator[Output]:
    """Yield the file that leads to all others."""
    del composer
    files = tuple(
        (path, max((changed for _, changed, _ in entries), key=_moment), ())
        for shard, of in in_shards(FILES, listings).items()
        for path, entries in _in_files(shard, of)
    )
    yield document(SITEMAP, write_files, entries_inputs, files, origin="the sitemap")


def _in_files(shard: str, listings: Sequence[Listing]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    entries = tuple(
        (each.path, each.modified or each.published, each.pictures[:_MOST_PICTURES])
        for each in listings
    )
    for number, begin in enumerate(range(0, len(entries), _LARGEST), 1):
        name = shard if number == 1 else f"{shard}-{number}"
        yield f"/sitemap/{name}.xml", entries[begin : begin + _LARGEST]


def _moment(iso: str) -> datetime:
    """Return a day or a moment for comparison; one of an unknown place counts as UTC."""
    found = datetime.fromisoformat(iso or "0001-01-01")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def entries_inputs(composer: Composer, entries: Sequence[Entry]) -> Mapping[str, Any]:
    """Return full addresses, each with when it changed and the pictures that it shows."""
    addresses = composer.addresses
    full = ((addresses.absolute(addresses.site_url(path)), *more) for path, *more in entries)
    return {"entries": tuple(full)}


def write_pages(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the sitemap of some pages."""
    del templates, template
    return written("urlset", "url", inputs["entries"])


def write_files(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the index of sitemaps."""
    del templates, template
    return written("sitemapindex", "sitemap", inputs["entries"])

"""The sitemap as a capability: an index of all pages, and a file for each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from broadsheet.api import (
    Capability,
    Composer,
    Index,
    Inputs,
    Listing,
    Output,
    Templates,
    document,
    in_shards,
    whole,
)

SITEMAP = "/sitemap.xml"

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LARGEST = 50_000  # addresses in a file, as the protocol allows
_UNDATED = "pages"

Entry = tuple[str, str]
"""A path of the site and when it changed, "" where nobody knows."""


class Sitemap(Capability):
    """Prints /sitemap.xml and the files that it leads to."""

    def indexes(self) -> Mapping[str, Index]:
        """Return the index of months, and that of the files of these."""
        return {"sitemap": MONTHS, "sitemaps": Index(whole, _list_of_files)}


def month_of(listing: Listing) -> str | None:
    """Return the month in which a page was published; None for one not to be found by search."""
    return (listing.published[:7] or _UNDATED) if listing.indexable else None


def _files_of_month(
    composer: Composer, month: str, listings: Sequence[Listing]
) -> Iterator[Output]:
    """Yield the file of a month, or several where it holds too many pages for one."""
    del composer
    for path, entries in _in_files(month, listings):
        yield document(path, write_pages, entries_inputs, entries, origin=f"the sitemap {path}")


MONTHS = Index(month_of, _files_of_month)


def _list_of_files(composer: Composer, _: str, listings: Sequence[Listing]) -> Iterator[Output]:
    """Yield the file that leads to all others."""
    del composer
    files = tuple(
        (path, max(changed for _, changed in entries))
        for month, of in in_shards(MONTHS, listings).items()
        for path, entries in _in_files(month, of)
    )
    yield document(SITEMAP, write_files, entries_inputs, files, origin="the sitemap")


def _in_files(month: str, listings: Sequence[Listing]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    entries = tuple((each.path, each.modified or each.published) for each in listings)
    for number, begin in enumerate(range(0, len(entries), _LARGEST), 1):
        name = month if number == 1 else f"{month}-{number}"
        yield f"/sitemap/{name}.xml", entries[begin : begin + _LARGEST]


def entries_inputs(composer: Composer, entries: Sequence[Entry]) -> Mapping[str, Any]:
    """Return full addresses, each with when it changed."""
    addresses = composer.addresses
    full = ((addresses.absolute(addresses.site_url(path)), of) for path, of in entries)
    return {"entries": tuple(full)}


def write_pages(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the sitemap of some pages."""
    del templates, template
    return _written("urlset", "url", inputs["entries"])


def write_files(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the index of sitemaps."""
    del templates, template
    return _written("sitemapindex", "sitemap", inputs["entries"])


def _written(root: str, child: str, entries: Sequence[Entry]) -> bytes:
    tree = etree.Element(f"{{{_NAMESPACE}}}{root}", nsmap={None: _NAMESPACE})  # type: ignore[dict-item] # as lxml has it
    for address, changed in entries:
        entry = etree.SubElement(tree, f"{{{_NAMESPACE}}}{child}")
        etree.SubElement(entry, f"{{{_NAMESPACE}}}loc").text = address
        if changed:
            etree.SubElement(entry, f"{{{_NAMESPACE}}}lastmod").text = changed
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", pretty_print=True)

"""Feed ids: lists the ids that stories have in published feeds, so that they keep them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from broadsheet.incremental.whole_files import write_whole
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.site.addresses import file_of
from broadsheet.site.options import read_options
from broadsheet.site.own_links import OwnLinks
from broadsheet.site.settings import Site, read_site
from broadsheet.site.settings_source import placed
from broadsheet.syndication.id_list import LIST, in_short, is_id, read_list
from broadsheet.syndication.ids import host_of
from broadsheet.syndication.settings import FeedSettings

_ATOM = "{http://www.w3.org/2005/Atom}"
_HEADING = """\
# Addresses of stories, and the ids that programs which read feeds know them by. Leave the lines as
# they are. `broadsheet feed-ids` adds the stories of the feeds that were published.
"""


class CannotList(BroadsheetError):
    """Ids that cannot be written down; the message says why and what to do."""


def list_ids(settings: Mapping[str, Any], source: Path) -> tuple[Path, int]:
    """Add the stories of feeds to the list of ids; return its path and how many were added.

    source: an Atom feed, or a folder with feeds somewhere in it. Stories that are listed already
    keep their id. Raises CannotList, with nothing written.
    """
    site, faults = read_site(settings)
    content = Path(settings["PATH"])
    feeds, more = read_options(FeedSettings, settings)
    listed, wrong = read_list(content)
    faults = [*faults, *more, *wrong]
    if site is None or faults:
        raise CannotList(faults=[placed(fault, settings) for fault in faults])
    found = _ids_in(source, site, host_of(site, feeds))
    if not found:
        mend = "name a folder or a feed with `--source`, and the settings of its address"
        raise CannotList(
            f"{seen_from_here(source)} has no feed with stories of {site.url} ({mend})"
        )
    fresh = {path: id_ for path, id_ in found.items() if file_of(path) not in listed}
    _refuse_doubles(fresh, listed)
    file = content / LIST
    if fresh:
        before = file.read_text("utf-8-sig").rstrip() + "\n" if file.exists() else _HEADING
        lines = (f"{path} {fresh[path]}\n" for path in sorted(fresh))
        write_whole(file, (before + "".join(lines)).encode())
    return file, len(fresh)


def _refuse_doubles(fresh: Mapping[str, str], listed: Mapping[str, str]) -> None:
    taken = {id_: f"/{key.removesuffix('index.html')}" for key, id_ in listed.items()}
    for path, id_ in fresh.items():
        other = taken.setdefault(id_, path)
        if other != path:
            mend = "give the later one the earlier as an alias, or its line another id"
            raise CannotList(f"{other} and {path} have one id, {id_} ({mend})")


def _ids_in(source: Path, site: Site, host: str) -> dict[str, str]:
    """Return the ids of the site's stories in feeds, by the paths of the stories.

    host: in whose name the paper names its stories.
    """
    if not source.exists():
        mend = "name what was published with `--source`"
        raise CannotList(f"{seen_from_here(source)} is not there ({mend})")
    own = OwnLinks(site.url)
    ids: dict[str, str] = {}
    for file in sorted(source.rglob("*.xml")) if source.is_dir() else [source]:
        for link, id_ in _entries(file):
            landing = own.landing(link)
            if landing is None:
                continue
            path = landing.path
            short = in_short(id_, host)
            if not is_id(short) or not path.isprintable():
                what = f"{seen_from_here(file)}: {link} has no id that can be listed"
                raise CannotList(f"{what} (leave the feed out)")
            if ids.setdefault(path, short) != short:
                mend = "name one feed, or what was built in one go"
                what = f"{seen_from_here(file)}: {path} has another id than in a feed before"
                raise CannotList(f"{what} ({mend})")
    return ids


def _entries(file: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the id of each entry of an Atom feed; none of another file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.parse(file, parser).getroot()
    except (etree.XMLSyntaxError, OSError) as error:
        what = f"{seen_from_here(file)} is no XML: {error}"
        raise CannotList(f"{what} (publish again, or name a feed)") from error
    for entry in root.iterfind(f"{_ATOM}entry"):
        links = [
            link.get("href", "")
            for link in entry.iterfind(f"{_ATOM}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        id_ = "".join((entry.findtext(f"{_ATOM}id") or "").split())
        if links and id_:
            yield links[0].strip(), id_

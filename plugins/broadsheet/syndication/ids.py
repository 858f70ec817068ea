"""The ids by which feeds name stories: for as long as a story lives, whatever is corrected in it.

A program that reads feeds takes a story with another id for another story. So an id is made of what
stays: the first address of the story, and a day that is the same for all. It is a tag URI, which
wants the host, a day on which that belonged to the paper, and what the paper calls the thing
(https://www.rfc-editor.org/rfc/rfc4151). Stories dated before that day have their own in its place
and their present address, as once all had. A list keeps ids that were made otherwise; see
`id_list.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.queries import Changes, Query
from broadsheet.site.addresses import file_of
from broadsheet.site.settings import Site
from broadsheet.story.model import Story
from broadsheet.syndication.id_list import ListedIds, in_full, read_list
from broadsheet.syndication.settings import FeedSettings
from broadsheet.views.composer import Composer

LISTED = "feed-id"
"""The name of the query `Listed`."""


def id_of(story: Story, composer: Composer, settings: FeedSettings) -> str:
    """Return the id of a story.

    It is the id that is listed for any of its addresses. Else it is made from the first address or,
    for a story from before FEED_IDS_SINCE, from its own day and present address.
    """
    paper, addresses = composer.paper, composer.addresses
    path, host = composer.path_of(story), host_of(paper, settings)
    for address in (*story.aliases, path):
        listed = composer.ask(LISTED, file_of(address))
        if listed is not None:
            return in_full(listed, host)
    if story.date.astimezone(paper.zone).date() < settings.ids_since:
        return f"tag:{host},{story.date.date()}:{addresses.site_url(path)}"
    first = next(filter(None, map(addresses.own_path, story.aliases)), path)
    return f"tag:{host},{settings.ids_since}:{addresses.site_url(first)}"


def host_of(paper: Site, settings: FeedSettings) -> str:
    """Return the host in the ids of a paper's stories."""
    return settings.ids_host or urlsplit(paper.url).hostname or ""


@dataclass(frozen=True)
class Listed(Query):
    """The ids that the list of a content folder has, by the files that answer to addresses."""

    content: Path

    @cached_property
    def _ids(self) -> ListedIds:
        return read_list(self.content)[0]

    def value(self, key: str) -> str | None:
        """Return the id for an address, None where the list has none."""
        return self._ids.get(key)

    def digest(self, key: str) -> bytes:
        """Return nothing for what is not listed, as most stories are not."""
        listed = self.value(key)
        return b"" if listed is None else digest_of(listed)

    def suspects(self, changes: Changes, last: Mapping[str, bytes]) -> Iterable[str]:
        """Return all addresses that are listed, or were."""
        return last.keys() | self._ids.keys()

"""The capability: publishes the key for IndexNow, and says who is told of changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from broadsheet.api import (
    Addresses,
    Capability,
    Composer,
    Inputs,
    Output,
    Planner,
    Site,
    Templates,
    document,
)
from broadsheet.pings.sending import index_now, web_sub
from broadsheet.pings.settings import PingSettings
from broadsheet.plan.announcing import Announcer
from broadsheet.site.addresses import Feeds


class Pings(Capability[PingSettings]):
    """Tells IndexNow of pages where there is a key, and a hub of feeds where they name one."""

    def planners(self) -> Mapping[str, Planner]:
        """Return the planner of the key."""
        return {"indexnow-key": self.key_file}

    def key_file(self, composer: Composer, _: str) -> Iterator[Output]:
        """Yield the file with the key; none for a link to drafts, of which nobody is told."""
        key = self.settings.key
        if key is not None and composer.paper.preview_ends is None:
            yield document(f"/{key}.txt", write_key, self.key_inputs, origin="INDEXNOW_KEY")

    def key_inputs(self, composer: Composer) -> Mapping[str, Any]:
        """Return the key."""
        del composer
        return {"key": self.settings.key}

    def announcers(self, site: Site, feeds: Feeds) -> Iterable[Announcer]:
        """Yield those that the settings name."""
        key, addresses = self.settings.key, Addresses(site)
        if key is not None:
            key_url = addresses.absolute(addresses.site_url(f"/{key}.txt"))
            yield index_now(self.settings.endpoint, key, key_url)
        if feeds.hub is not None:
            yield web_sub(feeds.hub)


def write_key(templates: Templates, template: str, inputs: Inputs) -> bytes:
    """Return the file with a key."""
    del templates, template
    return str(inputs["key"]).encode()

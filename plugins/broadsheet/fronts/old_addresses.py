"""Old addresses: pages at addresses that readers knew, each of which leads to the present one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.site.old_addresses import SETTING
from broadsheet.site.outputs import Listing, Output, page
from broadsheet.story.model import Item
from broadsheet.views.composer import Composer


def redirects(item: Item, to: str) -> Iterator[Output]:
    """Yield a redirect for each of the aliases of a content file. to: the path of its page."""
    line = item.line("aliases")
    for alias in item.aliases:
        yield redirect(alias, to, origin=item.path, line=line)


def redirect(old: str, to: str, origin: str, line: int = 0, setting: str = "") -> Output:
    """Return the page at an old address. to: a path of the site. All else as for `Page`."""
    return page(
        old,
        "redirect.html",
        redirect_inputs,
        to,
        origin=origin,
        line=line,
        listing=Listing(old, "redirect", "", indexable=False, leads_to=to),
        setting=setting,
    )


def redirects_of_settings(composer: Composer, _: str) -> Iterator[Output]:
    """Yield a redirect for each address of the setting ALIASES that leads somewhere."""
    moved: Mapping[str, str] = composer.ask("moved", "")
    for old, to in moved.items():
        yield redirect(old, to, origin=f"the setting {SETTING}", setting=f"{SETTING}.{old}")


def redirect_inputs(composer: Composer, to: str) -> Mapping[str, Any]:
    """Return the inputs of a redirect to a path of the site."""
    url = composer.addresses.site_url(to)
    return {"target": url, "canonical": composer.addresses.absolute(url)}

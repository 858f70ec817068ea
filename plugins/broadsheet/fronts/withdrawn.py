"""The page of a story that was withdrawn: that it was, and why. Nothing of the story is on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.fronts.old_addresses import redirects
from broadsheet.plan.texts import reason_of
from broadsheet.site.outputs import Output, page
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.media import PAGE
from broadsheet.views.written_pages import link_home


def withdrawn_pages(composer: Composer, path: str) -> Iterator[Output]:
    """Yield what stands at the address of a file's story, and a redirect for each alias.

    It is listed nowhere: no index, such as a sitemap, is to hold it.
    """
    story: Story = composer.ask("withdrawn", path)
    address = composer.path_of(story)
    yield page(
        address,
        "withdrawn.html",
        withdrawn_inputs,
        path,
        origin=story.path,
        line=story.line("withdrawn"),
    )
    yield from redirects(story, address)


def withdrawn_inputs(composer: Composer, path: str) -> Mapping[str, Any]:
    """Return the inputs of the page of a story that was withdrawn."""
    story: Story = composer.ask("withdrawn", path)
    address = composer.path_of(story)
    here = composer.addresses.site_url(address)
    heading = composer.words.gettext("This story has been withdrawn")
    day = story.withdrawn.day if story.withdrawn else None
    return {
        "page": composer.meta(address, heading, robots="noindex"),
        "heading": heading,
        "day": composer.dates.when(day) if day else None,
        "reason": composer.finish(reason_of(story).parts, PAGE, here),
        "lang": story.lang or composer.paper.lang,
        "link": link_home(composer),
    }

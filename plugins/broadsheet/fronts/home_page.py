"""The page of the home page: what is laid out in `home.py`, as templates show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from broadsheet.fronts.editing import Order
from broadsheet.fronts.front_files import HOME
from broadsheet.fronts.home import HomeBlock, HomeLayout, lay_out
from broadsheet.fronts.room import LEAD, layout_for
from broadsheet.fronts.wordings import (
    announcements_of,
    cards_as_worded,
    files_of_own_pictures,
    with_faces,
    worded,
)
from broadsheet.site.outputs import Output, page
from broadsheet.views.composer import Composer
from broadsheet.views.records import SectionBlock, When


def home_page(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the home page."""
    listing = composer.listing("/", "home", composer.paper.name)
    layout = lay_out(composer)
    yield page("/", "home.html", home_inputs, layout, origin="the home page", listing=listing)
    yield from files_of_own_pictures(layout.order, HOME, composer)


def home_inputs(composer: Composer, layout: HomeLayout) -> Mapping[str, Any]:
    """Return the inputs of the home page."""
    paper, order = composer.paper, layout.order
    lead = worded(layout.lead, order, composer) if layout.lead else None
    return {
        "page": composer.meta(
            "/",
            paper.name,
            description=paper.description or paper.publisher.sentence,
            announcements=announcements_of(order),
        ),
        "layout": order.layout or layout_for(lead, LEAD),
        "day": _day(composer),
        "lead": lead,
        "below": composer.cards(order.below),
        "secondary": cards_as_worded(layout.secondary, order, composer),
        "blocks": tuple(_block(each, order, composer) for each in layout.blocks),
        "latest": composer.cards(layout.latest),
    }


def _day(composer: Composer) -> When | None:
    """Return the day of the newest story, which the head of the home page tells."""
    newest = composer.stories()[:1]
    return composer.dates.weekday(composer.day_of(newest[0])) if newest else None


def _block(block: HomeBlock, order: Order, composer: Composer) -> SectionBlock:
    section = composer.section_link(block.section)
    cards = tuple(
        # One from another section says so.
        card if card.kicker or card.section == section else replace(card, kicker=card.section.label)
        for card in cards_as_worded(block.stories, order, composer)
    )
    if block.layout == "voices":
        cards = with_faces(cards, block.stories, composer)
    return SectionBlock(section, cards, block.layout)

"""Blurred pictures: those that front files show larger than they are."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.fronts.editing import LARGE_PLACES, LargePlace
from broadsheet.fronts.own_pictures import own_picture
from broadsheet.fronts.room import has_pixels
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.model import Story
from broadsheet.views.records import CardPicture


def blurred(context: CheckContext) -> Iterator[Fault]:
    """Report the places at which front files show the picture of a story larger than it is."""
    story = context.item
    if isinstance(story, Story):
        places: tuple[LargePlace, ...] = context.composer.ask(LARGE_PLACES, story.path)
        yield from filter(None, (_blurred(story, place, context) for place in places))


def _blurred(story: Story, place: LargePlace, context: CheckContext) -> Fault | None:
    composer = context.composer
    shown = (
        own_picture(story.path, place.picture, composer)
        if place.picture
        else composer.main_picture(CardPicture, story)
    )
    if shown is None or has_pixels(shown, place.least):
        return None
    name, width = shown.figure.file, shown.figure.width
    what = f"what cards show of {name} is {width:,} pixels wide, too few for a large place"
    mend = f"give it in {place.least:,} or more, or choose another `layout` or another `picture`"
    return Fault(place.file, place.line, what, mend, Gravity.ADVICE, kind="picture-narrow")

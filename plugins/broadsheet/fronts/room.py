"""Room: whether pictures have pixels enough for their places on fronts."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.fronts.editing import LARGE_PLACES, LargePlace
from broadsheet.fronts.front_files import BIG
from broadsheet.fronts.own_pictures import own_picture
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.model import Story
from broadsheet.views.records import Card, CardPicture, Figure


def has_pixels(picture: CardPicture | None, least: int = BIG) -> bool:
    """Say whether there is a picture that is so many pixels wide."""
    return picture is not None and is_wide(picture.figure, least)


def is_wide(figure: Figure, least: int) -> bool:
    """Say whether a picture is so many pixels wide, or a drawing in lines, which fits any place."""
    return figure.width >= least or figure.media_type == "image/svg+xml"


def layout_for(lead: Card | None, least: int) -> str | None:
    """Return the layout that fits a lead where editors want none, None for the usual one.

    A picture that is not so many pixels wide has a smaller place, for there it would be blurred.
    """
    picture = lead.picture if lead else None
    return "quiet" if picture and not is_wide(picture, least) else None


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

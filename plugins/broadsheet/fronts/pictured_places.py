"""Pictured places: what does not fit where the layout that an editor chose shows a picture."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.fronts.editing import PICTURED_PLACES, PicturedPlace
from broadsheet.fronts.own_pictures import own_picture
from broadsheet.fronts.room import BIG, LEAD, has_pixels
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.records import CardPicture

_LEAST = {"major": LEAD, "feature": BIG, "pair": BIG}
"""Pixels of a picture, by the layout that shows it large."""

_WHY_PICTURED = {
    "feature": "a story is big by its picture",
    "pair": "two stories are big by their pictures",
    "row": "all have pictures, or none has",
}
"""Why the layout of a block wants pictures. A lead across the page stands by its words as well."""


def unfit_pictures(context: CheckContext) -> Iterator[Fault]:
    """Report the places of a story that show its picture, and for which that is none or too small.

    Those are the places of front files whose layout an editor chose.
    """
    story = context.item
    if isinstance(story, Story):
        places: tuple[PicturedPlace, ...] = context.composer.ask(PICTURED_PLACES, story.path)
        yield from filter(None, (_unfit(story, place, context.composer) for place in places))


def _unfit(story: Story, place: PicturedPlace, composer: Composer) -> Fault | None:
    shown = _shown(story, place, composer)
    if shown is None:
        is_faulty = place.picture or story.lead  # of which the check of the story tells
        return None if is_faulty else _without(story, place)
    if place.layout == "row":
        return None if shown.is_small else _without(story, place)
    least = _LEAST[place.layout]
    return None if has_pixels(shown, least) else _narrow(shown, place, least)


def _shown(story: Story, place: PicturedPlace, composer: Composer) -> CardPicture | None:
    if place.picture:
        return own_picture(story.path, place.picture, composer)
    return composer.main_picture(CardPicture, story)


def _without(story: Story, place: PicturedPlace) -> Fault | None:
    why = _WHY_PICTURED.get(place.layout)
    if why is None:
        return None
    what = f"{story.path} has no picture for the layout `{place.layout}`, in which {why}"
    mend = "name a story with one, or choose another `layout`"
    return Fault(place.file, place.line, what, mend, Gravity.ADVICE, kind="picture-wanted")


def _narrow(shown: CardPicture, place: PicturedPlace, least: int) -> Fault:
    name, width = shown.figure.file, shown.figure.width
    what = f"what cards show of {name} is {width:,} pixels wide, too few for a large place"
    mend = f"give it in {least:,} or more, or choose another `layout` or another `picture`"
    return Fault(place.file, place.line, what, mend, Gravity.ADVICE, kind="picture-narrow")

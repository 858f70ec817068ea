"""Room: how many pixels places on fronts want, and whether pictures have them."""

from __future__ import annotations

from broadsheet.views.records import Card, CardPicture, Figure

LEAD, SECTION_LEAD, BIG = 900, 720, 600
"""Pixels of pictures, so that none is blurred on the widest desks: of the lead of the home page, of
that of another front, and of what stands big in a section."""


def has_pixels(picture: CardPicture | None, least: int = BIG) -> bool:
    """Say whether there is a picture that is so many pixels wide."""
    return picture is not None and is_wide(picture.figure, least)


def is_wide(figure: Figure, least: int) -> bool:
    """Say whether a picture is so many pixels wide, or a drawing in lines, which fits any place."""
    return figure.width >= least or figure.is_in_lines


def layout_for(lead: Card | None, least: int) -> str | None:
    """Return the layout that fits a lead where editors want none, None for the usual one.

    A picture that is not so many pixels wide has a smaller place, for there it would be blurred.
    """
    picture = lead.picture if lead else None
    return "quiet" if picture and not is_wide(picture, least) else None

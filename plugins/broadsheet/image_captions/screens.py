"""Screens: other pictures that stand for one on phones and on dark screens.

The picture itself is what feeds, other sites, cards and paper get. A picture for phones may have
another one for dark screens in turn, which its own sidecar names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup
from msgspec import Struct

from broadsheet.image_captions.catalogue import Picture, key_of_use
from broadsheet.image_captions.credits import credited, file_of, no_credit
from broadsheet.image_captions.flaws import Flaw
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.story.model import Named, PictureUse
from broadsheet.views.composer import Composer
from broadsheet.views.records import Drawing, PictureSizes, PictureSource

_PHONE, _DARK = "(max-width: 30em)", "(prefers-color-scheme: dark)"


class Other(Struct, frozen=True):
    """A picture that stands for another one. media: where, as CSS says it."""

    media: str
    named: Named
    picture: Picture | Flaw


def others_of(use: PictureUse, picture: Picture, composer: Composer) -> Iterator[Other]:
    """Yield what stands for a picture, the one for the fewest screens first: browsers take it."""
    phone, dark = use.phone or picture.phone, use.dark or picture.dark
    if phone:
        found = _picture(phone, composer)
        if isinstance(found, Picture) and found.dark:
            yield _other((_PHONE, _DARK), found.dark, composer)
        yield _other((_PHONE,), phone, composer)
    if dark:
        yield _other((_DARK,), dark, composer)


def _other(where: Iterable[str], named: Named, composer: Composer) -> Other:
    return Other(_on(*where), named, _picture(named, composer))


def _on(*screens: str) -> str:
    return " and ".join(("screen", *screens))


def _picture(named: Named, composer: Composer) -> Picture | Flaw:
    found: Picture | Flaw = composer.ask("picture", key_of_use(named.path, named.src))
    return found


def shown_others(
    use: PictureUse, picture: Picture, composer: Composer
) -> Iterator[tuple[Other, Picture]]:
    """Yield those of which nothing is wrong with the file, each with its picture."""
    for other in others_of(use, picture, composer):
        if isinstance(other.picture, Picture):
            yield other, other.picture


def sources_of(use: PictureUse, picture: Picture, composer: Composer) -> Iterator[PictureSource]:
    """Yield the files of what stands for a picture, each with its size, so that nothing jumps."""
    for other, found in shown_others(use, picture, composer):
        sizes = composer.contribution(PictureSizes, file_of(use, found))
        shown = sizes or found.facts
        url = (
            sizes.url if sizes else composer.addresses.site_url(composer.addresses.file(found.path))
        )
        # With its width, as Nu wants it beside sources that tell theirs.
        plain = PictureSource(shown.media_type, f"{url} {shown.width}w")
        for each in (*(sizes.sources if sizes else ()), plain):
            yield PictureSource(
                each.media_type, each.srcset, other.media, shown.width, shown.height
            )


def on_phones(use: PictureUse, picture: Picture, composer: Composer) -> Picture:
    """Return the picture that phones show by day: the one for them, or else the picture itself."""
    phone = use.phone or picture.phone
    found = _picture(phone, composer) if phone else None
    return found if isinstance(found, Picture) else picture


def drawings_of(
    use: PictureUse, picture: Picture, composer: Composer
) -> tuple[Drawing | None, Drawing | None]:
    """Return what a page holds of a house drawing: the drawing, and the one for phones.

    Both are None where files are shown: of no house drawing, and where one of what stands for it is
    none or is for dark screens, for of files and drawings browsers do not choose.
    """
    others = [*others_of(use, picture, composer)]
    if any(other.media != _on(_PHONE) for other in others):
        return None, None
    phones = [_drawing(other.picture) for other in others]
    if None in phones:
        return None, None
    drawing = _drawing(picture)
    return drawing, next(iter(phones), None) if drawing else None


def _drawing(picture: Picture | Flaw) -> Drawing | None:
    """Return what a page holds of a house drawing, None of another picture."""
    if isinstance(picture, Flaw) or picture.facts.drawing is None:
        return None
    view_box, inside = picture.facts.drawing
    markup = Markup(inside)  # noqa: S704 - of elements and attributes on a list
    return Drawing(view_box, picture.facts.width, picture.facts.height, markup)


def credit_of_all(
    use: PictureUse, picture: Picture, composer: Composer, names: Iterable[str]
) -> str | None:
    """Return whose the picture is, and whose those that stand for it are."""
    pictures = (picture, *(each for _, each in shown_others(use, picture, composer)))
    found = (credited(use, each, names).credit for each in pictures)
    return "; ".join(dict.fromkeys(filter(None, found))) or None


def faults_of_others(
    use: PictureUse, picture: Picture, composer: Composer, names: Iterable[str], *, portrait: bool
) -> Iterator[Fault]:
    """Report what is wrong with the files that stand for a picture, where they are named."""
    for other in others_of(use, picture, composer):
        at = other.named.path, other.named.line
        if isinstance(other.picture, Flaw):
            yield other.picture.at(*at)
            continue
        yield from other.picture.note_faults
        if other.picture.facts.kind == "moving":
            yield _stands_still(other.picture).at(*at)
        if not portrait and credited(use, other.picture, names).credit is None:
            yield no_credit(other.picture).at(*at)


def _stands_still(picture: Picture) -> Flaw:
    """Return the flaw of a picture that moves: only in its own place is there a box to stop it."""
    return Flaw(
        f"{picture.path} moves, and stands still where it stands for another picture",
        "name one that does not move, or let the story show this one",
        Gravity.ADVICE,
        kind="picture-still",
    )

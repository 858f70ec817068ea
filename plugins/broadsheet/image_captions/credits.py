"""Credits and alt texts: which source takes precedence, and what is missing.

The credit belongs to the picture, the caption to its use. For both credit and alt text, the use
takes precedence over the sidecar, and the sidecar over the file. A caption is never taken from the
file, where it was written for another place.

A bracket at a caption's end that has no sign of being a credit comes last: it may be a party, a
place or whom the picture shows. Words that say nobody ("Unknown", "Picasa") are no credit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from broadsheet.image_captions.catalogue import Picture
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.picture_facts import Metadata
from broadsheet.image_captions.sidecar import Sidecar
from broadsheet.reporting.faults import Gravity
from broadsheet.story.licences import page_of_licence
from broadsheet.story.model import PictureUse, Words
from broadsheet.story.nobody import first_credit, first_credit_in_file
from broadsheet.story.slots import without_slots
from broadsheet.story.wording import is_signed_by_slash_alone, says_kind
from broadsheet.views.records import PictureFile

_SAY_WHAT = "say in `alt:` or `![…]` what is to be seen"
# What says no more than that there is a picture, and what cameras and people name files.
_SAYS_NOTHING = re.compile(
    r"(?:an? |the )?(?:image|img|photo(?:graph)?|picture|pic|figure|screen ?shot|alt(?:[ -]text)?"
    r"|caption|description|untitled|foto|bild|imagen?|immagine|fotografía)s?(?: ?\(?\d+\)?)?[.:]?"
    r"|(?:an? )?(?:image|photo|picture) (?:here|description|title|caption)"
    r"|(?:img|dsc[fn]?|pxl|pict?|image|photo|picture|screenshot|download|unnamed)[ _-]*\d{2,}\S*"
    r"|(?:\S+|(?:screen ?shot|image|photo) .+)\.(?:jpe?g|png|gif|webp|avif|svg|heic|tiff?)",
    re.IGNORECASE,
)


class Credited(Struct, frozen=True):
    """The words below a picture. overruled: a bracket that stays in the caption."""

    caption: tuple[Words, ...]
    credit: str | None
    overruled: str | None = None


def credited(use: PictureUse, picture: Picture, names: Iterable[str]) -> Credited:
    """Return the caption of a use and its credit, as written.

    A sidecar and a file give a credit line, else a creator, else a copyright notice. names: those
    that are a credit wherever they stand in a bracket; see `ImageSettings`.
    """
    own = first_credit([_on_one_line(use.credit)])
    found = own or _credit_elsewhere(picture)
    if use.name is None:
        return Credited(use.caption, found)
    name = _letters(use.name)
    if found is None or name in map(_letters, names):
        return Credited(use.caption, use.name)
    if name == _letters(found):
        return Credited(use.caption, found)
    return Credited(use.whole, found, use.name)


def credit_for_file(use: PictureUse, picture: Picture) -> str:
    """Return the credit that the files of a picture get from its use: "" where they have one."""
    if _credit_elsewhere(picture):
        return ""
    return first_credit([_on_one_line(use.credit), use.name]) or ""


def file_of(use: PictureUse, picture: Picture) -> PictureFile:
    """Return the file of a picture, with the credit that it gets from its use."""
    return PictureFile(picture.path, credit_for_file(use, picture))


def _credit_elsewhere(picture: Picture) -> str | None:
    """Return the credit that the sidecar or the file gives."""
    return _credit_in(picture.notes) or _credit_in(picture.facts.metadata)


_TOLD = (
    "alt", "copyright", "creator", "credit", "digital_source", "licensor", "usage_terms",
    "web_statement",
)  # fmt: skip
# What is read of files by others alone; their own words stay in each size without us.
_OF_NOTES = ("data_mining", "source")


def rights_in(picture: Picture, credit: str = "") -> tuple[tuple[str, str], ...]:
    """Return what is known of a picture's rights: pairs of a name and a text.

    The sidecar takes precedence over the file, as it does below the picture. credit: see
    `credit_for_file`.
    """
    notes, metadata = picture.notes, picture.facts.metadata
    found = {name: getattr(notes, name) or getattr(metadata, name) for name in _TOLD}
    found |= {name: getattr(notes, name) for name in _OF_NOTES}
    found["credit"] = credit or found["credit"]
    if notes.licence:
        found["licence"] = page_of_licence(notes.licence)
        is_page = notes.licence.startswith(("https://", "http://")) and not found["web_statement"]
        if is_page:
            found["web_statement"] = notes.licence
        elif notes.usage_terms:
            found["usage_terms"] = f"{notes.licence}; {notes.usage_terms}"
        else:
            found["usage_terms"] = found["usage_terms"] or notes.licence
    return tuple((name, " ".join(text.split())) for name, text in sorted(found.items()) if text)


def kind_of(use: PictureUse, picture: Picture, credit: str | None) -> str:
    """Return what a picture is, "" for a photograph and where its credit says it already."""
    kind = use.kind or picture.notes.kind or ""
    return "" if credit and says_kind(credit) else kind


def alt_of(use: PictureUse, picture: Picture) -> str | None:
    """Return the alt text: "" for a decorative picture, None where nobody gives one."""
    texts = (use.alt, picture.notes.alt, picture.facts.metadata.alt)
    return next((" ".join(text.split()) for text in texts if text is not None), None)


def lacks(
    use: PictureUse, picture: Picture, names: Iterable[str], *, portrait: bool
) -> Iterator[Flaw]:
    """Yield what a use lacks. portrait: an author's picture, which needs no credit."""
    alt, below = alt_of(use, picture), credited(use, picture, names)
    if alt is None:
        yield Flaw("picture without alt text", _SAY_WHAT, Gravity.CARE, kind="alt-missing")
    elif alt and _SAYS_NOTHING.fullmatch(alt):
        yield Flaw(
            f"the alt text “{alt}” says nothing of the picture",
            _SAY_WHAT,
            Gravity.ADVICE,
            kind="alt-says-nothing",
        )
    elif (
        alt
        and below.caption
        and _letters(alt) == _letters(without_slots(below.caption).striptags())
    ):
        yield Flaw(
            "the alt text repeats the caption",
            "say in the alt text what is to be seen; both are read out",
            Gravity.ADVICE,
            kind="alt-repeats",
        )
    if below.overruled:
        yield Flaw(
            f"the bracket “{below.overruled}” is left in the caption: the credit is taken from "
            f"{_source(picture)}, “{below.credit}”",
            f"write `(Photo: {below.overruled})` if that is the credit, else end the bracket "
            "with `\\)`",
            Gravity.ADVICE,
            kind="credit-unclear",
        )
    elif use.credit and is_signed_by_slash_alone(use.credit) and (other := _another(use, picture)):
        yield Flaw(
            f"the credit is the caption's bracket “{use.credit}”, and not “{other}”, as "
            f"{_source(picture)} says",
            "end the bracket with `\\)` if it is no credit",
            Gravity.ADVICE,
            kind="credit-unclear",
        )
    if not portrait and below.credit is None:
        yield no_credit(picture)


def no_credit(picture: Picture) -> Flaw:
    """Return the flaw of a picture of which nobody says whose it is."""
    mend = f"end the caption with `(Name)`, or write `credit:` into {picture.path}.yaml"
    return Flaw("picture without a credit", mend, Gravity.CREDIT, kind="credit-missing")


def _another(use: PictureUse, picture: Picture) -> str | None:
    """Return the credit of the sidecar or the file where it names somebody else than a use does."""
    other = _credit_elsewhere(picture)
    if other is None:
        return None
    own, theirs = _letters(use.credit or ""), _letters(other)
    return None if own in theirs or theirs in own else other


def _source(picture: Picture) -> str:
    """Return where the credit of a picture stands that its use does not say."""
    return f"{picture.path}.yaml" if _credit_in(picture.notes) else f"the file {picture.path}"


def _credit_in(source: Sidecar | Metadata) -> str | None:
    texts = map(_on_one_line, (source.credit, source.creator, source.copyright))
    return first_credit_in_file(texts) if isinstance(source, Metadata) else first_credit(texts)


def _on_one_line(text: str | None) -> str:
    return " ".join((text or "").split())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()

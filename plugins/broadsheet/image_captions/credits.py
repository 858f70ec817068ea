"""Credits and alt texts: which source takes precedence, and what is missing.

The credit belongs to the picture, the caption to its use. For both credit and alt text, the use
takes precedence over the sidecar, and the sidecar over the file. A caption is never taken from the
file, where it was written for another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.image_captions.catalogue import Picture
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.picture_facts import Metadata
from broadsheet.image_captions.sidecar import Sidecar
from broadsheet.reporting.faults import Gravity
from broadsheet.story.model import PictureUse
from broadsheet.story.slots import without_slots

_SAY_WHAT = "say in `alt:` or `![…]` what is to be seen"


def credit_of(use: PictureUse, picture: Picture) -> str | None:
    """Return the credit, as written, or None.

    A sidecar and a file give a credit line, else a creator, else a copyright notice.
    """
    given = " ".join((use.credit or "").split())
    return given or _credit_in(picture.notes) or _credit_in(picture.facts.metadata)


def alt_of(use: PictureUse, picture: Picture) -> str | None:
    """Return the alt text: "" for a decorative picture, None where nobody gives one."""
    texts = (use.alt, picture.notes.alt, picture.facts.metadata.alt)
    return next((" ".join(text.split()) for text in texts if text is not None), None)


def lacks(use: PictureUse, picture: Picture, *, portrait: bool) -> Iterator[Flaw]:
    """Yield what a use lacks. portrait: an author's picture, which needs no credit."""
    alt = alt_of(use, picture)
    if alt is None:
        yield Flaw("picture without alt text", _SAY_WHAT, Gravity.CARE)
    elif alt and use.caption and _letters(alt) == _letters(without_slots(use.caption).striptags()):
        yield Flaw(
            "the alt text repeats the caption",
            "say in the alt text what is to be seen; both are read out",
            Gravity.ADVICE,
        )
    if not portrait and credit_of(use, picture) is None:
        yield Flaw(
            "picture without a credit",
            f"end the caption with `(Name)`, or write `credit:` into {picture.path}.yaml",
            Gravity.CREDIT,
        )


def _credit_in(source: Sidecar | Metadata) -> str | None:
    return source.credit or source.creator or source.copyright


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()

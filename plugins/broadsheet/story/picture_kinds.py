"""Kinds of pictures, as editors name them; readers are told of them before the credit.

A photograph is what a picture in a newspaper is without a word.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from broadsheet.reporting.faults import nearest
from broadsheet.story.fields import Unfit

PICTURE_KINDS = ("illustration", "map", "chart", "graphic")


def _kind(value: object) -> object:
    if value in PICTURE_KINDS:
        return value
    near = nearest(str(value), PICTURE_KINDS)
    mend = f"did you mean `{near}`?" if near else f"write one of: {', '.join(PICTURE_KINDS)}"
    if str(value).lower() in ("photo", "photograph", "photography", "picture", "image"):
        mend = "take the line out: a picture without one is a photograph"
    raise Unfit(f"“{value}” is no kind of a picture", mend)


PictureKind = Annotated[
    str, BeforeValidator(_kind), WithJsonSchema({"type": "string", "enum": list(PICTURE_KINDS)})
]

KIND_TOLD = "What it is, if no photograph; readers are told before the credit."

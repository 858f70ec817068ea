"""Drawings and photographs: told apart by what is seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image

from broadsheet.image_captions.pictures import PictureFacts, read_facts
from tests.pictures.makers import drawing, file_of, photograph

ENDINGS = {"PNG": "png", "GIF": "gif", "WEBP": "webp", "JPEG": "jpg"}


def _grey(bits: str) -> Image.Image:
    return photograph(600, 400).convert("L").convert("I").convert(bits)


PHOTOGRAPHS = {
    "sixteen bits": (lambda: _grey("I;16"), "PNG"),
    "grey": (lambda: photograph(600, 400).convert("L"), "PNG"),
    "grey, see-through": (lambda: photograph(600, 400).convert("LA"), "PNG"),
    "see-through": (lambda: photograph(600, 400).convert("RGBA"), "PNG"),
    "of 256 colours": (lambda: photograph(600, 400).quantize(256), "PNG"),
    "a GIF": (lambda: photograph(600, 400).quantize(256), "GIF"),
    "WebP": (lambda: photograph(600, 400), "WEBP"),
    "inks": (lambda: photograph(600, 400).convert("CMYK"), "JPEG"),
    "a drawing as JPEG": (lambda: drawing(600, 400), "JPEG"),
}
DRAWINGS = {
    "colours": (lambda: drawing(600, 400), "PNG"),
    "grey": (lambda: drawing(600, 400).convert("L"), "PNG"),
    "black and white": (lambda: drawing(600, 400).convert("1"), "PNG"),
    "see-through": (lambda: drawing(600, 400).convert("RGBA"), "PNG"),
    "a palette": (lambda: drawing(600, 400).quantize(16), "GIF"),
    "one pixel": (lambda: Image.new("RGB", (1, 1)), "PNG"),
}


@pytest.mark.parametrize(
    ("kind", "make", "form"),
    [
        *(("photograph", *each) for each in PHOTOGRAPHS.values()),
        *(("drawing", *each) for each in DRAWINGS.values()),
    ],
    ids=[*PHOTOGRAPHS, *(f"drawn: {each}" for each in DRAWINGS)],
)
def test_what_is_seen_makes_a_drawing_and_not_how_it_is_stored(
    kind: str, make: Callable[[], Image.Image], form: str
) -> None:
    """A photograph of 256 colours is one; without loss it would have many times the bytes."""
    facts = read_facts(file_of(make(), form), f"images/a.{ENDINGS[form]}")
    assert isinstance(facts, PictureFacts) and facts.kind == kind


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_a_picture_is_see_through_where_a_point_of_it_is(mode: str) -> None:
    """Programs often save a channel for that in which everything is opaque."""
    opaque = photograph(300, 200).convert("RGBA")
    cut_out = opaque.copy()
    cut_out.putpixel((7, 7), (0, 0, 0, 100))
    for image, is_opaque in ((opaque, True), (cut_out, False)):
        facts = read_facts(file_of(image.convert(mode), "PNG"), "images/a.png")
        assert isinstance(facts, PictureFacts) and facts.is_opaque is is_opaque

"""The sizes of a picture: how many, in which formats, and which pictures have none."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pictures.sizes import AVIF, JPEG, PNG, WEBP, sizes_of, widths_of


def test_a_photograph_has_two_modern_formats_and_jpeg() -> None:
    """The smallest format first, since browsers take the first that they know."""
    sizes = sizes_of(1300, "photograph")
    assert sizes is not None
    assert [of[0].media_type for of in sizes.modern] == [AVIF, WEBP]
    assert (sizes.plain.media_type, sizes.plain.width) == (JPEG, 1300)


def test_a_drawing_has_sharp_edges_in_each_format() -> None:
    """AVIF and JPEG blur them."""
    sizes = sizes_of(1300, "drawing")
    assert sizes is not None
    assert {each.media_type for each in sizes.all} == {WEBP, PNG}


def test_a_sign_and_what_moves_or_has_no_pixels_are_left_as_they_are() -> None:
    """Sizes of a sign save nothing, and a still of a film is another thing."""
    assert sizes_of(120, "photograph") is None
    assert sizes_of(121, "photograph") is not None
    assert sizes_of(1300, "moving") is None
    assert sizes_of(1300, "vector") is None


@given(st.integers(1, 20_000))
def test_each_width_saves_a_tenth_and_none_is_made_up(width: int) -> None:
    """No file is wider than the picture, nor nearly as wide as the next."""
    widths = widths_of(width)
    assert widths[-1] == min(width, 1800)
    pairs = pairwise(widths)
    assert all((one / other) ** 2 < 0.9 for one, other in pairs)

"""The sizes of a picture: how many, in which formats, and which pictures have none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pictures.sizes import (
    AVIF,
    JPEG,
    PNG,
    WEBP,
    card_sizes_of,
    shared_size_of,
    sizes_of,
    still_of,
    widths_of,
)


def test_a_photograph_has_two_modern_formats_and_jpeg() -> None:
    """The smallest format first, since browsers take the first that they know."""
    sizes = sizes_of(1300, "photograph", is_opaque=True)
    assert sizes is not None
    assert [of[0].media_type for of in sizes.modern] == [AVIF, WEBP]
    assert (sizes.plain.media_type, sizes.plain.width) == (JPEG, 1300)


def test_a_drawing_has_sharp_edges_in_each_format() -> None:
    """AVIF and JPEG blur them."""
    sizes = sizes_of(1300, "drawing", is_opaque=True)
    assert sizes is not None
    assert {each.media_type for each in sizes.all} == {WEBP, PNG}


def test_a_sign_and_what_moves_or_has_no_pixels_are_left_as_they_are() -> None:
    """Sizes of a sign save nothing, and a still of a film is another thing."""
    assert sizes_of(120, "photograph", is_opaque=True) is None
    assert sizes_of(121, "photograph", is_opaque=True) is not None
    assert sizes_of(1300, "moving", is_opaque=True) is None
    assert sizes_of(1300, "vector", is_opaque=True) is None


@pytest.mark.parametrize(("width", "widest"), [(640, 640), (1300, 1000)])
def test_a_cut_out_photograph_is_png_for_who_knows_no_new_format(width: int, widest: int) -> None:
    """JPEG would put it on white; and PNG has megabytes, so it is no wider than it needs to be."""
    sizes = sizes_of(width, "photograph", is_opaque=False)
    assert sizes is not None
    assert [of[0].media_type for of in sizes.modern] == [AVIF, WEBP]
    assert (sizes.plain.media_type, sizes.plain.width) == (PNG, widest)
    card = card_sizes_of((0, 0, width, 600), "photograph", is_opaque=False)
    still = still_of(width, is_opaque=False)
    assert (card.plain.media_type, still.plain.media_type) == (PNG, PNG)


def test_other_sites_are_given_a_cut_out_photograph_as_jpeg() -> None:
    """Most show pictures on white, some on black, and some no PNG of megabytes."""
    size = shared_size_of((0, 0, 1300, 700), "photograph")
    assert size is not None and size.media_type == JPEG


@given(st.integers(1, 20_000))
def test_each_width_saves_a_tenth_and_none_is_made_up(width: int) -> None:
    """No file is wider than the picture, nor nearly as wide as the next."""
    widths = widths_of(width)
    assert widths[-1] == min(width, 1800)
    pairs = pairwise(widths)
    assert all((one / other) ** 2 < 0.9 for one, other in pairs)

"""Alt texts that say only that there is a picture, or how its file is named, are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from picture_makers import faults_of, place

SAY = "(say in `alt:` or `![…]` what is to be seen)"


@pytest.mark.parametrize(
    "alt",
    [
        *("image", "Photo", "a picture", "Picture 3", "img_1234", "DSC01234", "IMG-2024-01"),
        *("crane.jpg", "images/crane.webp", "Screen Shot at 9.png", "alt text", "image here"),
    ],
)
def test_an_alt_text_that_says_nothing_is_told(tmp_path: Path, alt: str) -> None:
    """It is read out, and nobody would know what is to be seen."""
    place(tmp_path, "a.png")
    told = f"articles/storm.md:6: the alt text “{alt}” says nothing of the picture {SAY}"
    assert faults_of(tmp_path, f"![{alt}](/a.png)") == [told]


@pytest.mark.parametrize(
    "alt",
    [
        *("Photo of Sarah", "Crane", "A crane", "Image of the moon", "Figure skater"),
        *("Description of the flow", "Agency logo", "Photographers", "The site example.org"),
    ],
)
def test_an_alt_text_that_says_something_is_no_fault(tmp_path: Path, alt: str) -> None:
    """A word or two may be enough."""
    place(tmp_path, "a.png")
    assert faults_of(tmp_path, f"![{alt}](/a.png)") == []

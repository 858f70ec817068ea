"""The photographs of a camera by which the making of sizes is measured."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from bench.camera import take


def test_each_photograph_is_another_of_twelve_megapixels(tmp_path: Path) -> None:
    """And they are the same with each run, so that figures can be compared."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    take(tmp_path / "one", 2)
    take(tmp_path / "other", 1)
    first, second = sorted((tmp_path / "one").iterdir())
    assert (tmp_path / "other" / first.name).read_bytes() == first.read_bytes()
    with Image.open(first) as image:
        assert (image.size, image.format) == ((4000, 3000), "JPEG")
    assert first.read_bytes() != second.read_bytes()

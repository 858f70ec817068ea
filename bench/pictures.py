"""Draws the pool of pictures: landscapes of hills and a sun, each different, with no clock."""

from __future__ import annotations

from pathlib import Path
from random import Random

from PIL import Image, ImageDraw

from bench.prose import seeded

_SIZE = (1200, 800)


def draw_pool(folder: Path, count: int) -> None:
    """Write `count` JPEG files, scene-00.jpg and so on, into a folder that exists."""
    for number in range(count):
        picture = _draw(seeded(f"picture {number}"))
        picture.save(folder / f"scene-{number:02d}.jpg", quality=80)


def _draw(chance: Random) -> Image.Image:
    width, height = _SIZE
    sky = tuple(chance.randint(130, 230) for _ in range(3))
    picture = Image.new("RGB", _SIZE, sky)
    pen = ImageDraw.Draw(picture)
    x, y, radius = chance.randint(100, 1100), chance.randint(80, 300), chance.randint(40, 90)
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(250, 240, 200))
    for ridge in range(5):
        base = 320 + 90 * ridge
        points = [(step * 100, base - chance.randint(0, 120)) for step in range(13)]
        shade = tuple(int(part * (0.85 - 0.15 * ridge)) for part in sky)
        pen.polygon([(0, height), *points, (width, height)], fill=shade)
    return picture

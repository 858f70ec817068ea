"""Photographs of a camera: how long the first build of a paper takes that has many of them.

    uv run python -m bench.camera [PHOTOGRAPHS]

makes a paper of as many stories, 1,000 if no number is given, each with a photograph of 12
megapixels of its own, builds it without any cache, builds it once more, and prints seconds, seconds
of processor and the peak of memory. The photographs are parts of the demo paper's, enlarged, with
grain as a sensor gives it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

from PIL import Image, ImageChops

from bench import archive, broadsheet_site
from bench.measure import Measurement, measure
from bench.prose import seeded
from bench.workplace import URL

_PROJECT = Path(__file__).parents[1]
_SIZE = (4000, 3000)
_LEAST = 1_500  # pixels in a row of what is enlarged
_GRAIN = 16  # between the darkest and the brightest point of the grain, of 255
_ALLOWED = 4 * 3600  # seconds


def take(folder: Path, count: int) -> None:
    """Write so many photographs, scene-00.jpg and so on, into a folder that exists."""
    files = sorted((_PROJECT / "content/images").glob("*.jpg"))
    scenes = [each for each in files if Image.open(each).width >= _LEAST]
    grain = _grain()
    for number in range(count):
        chance = seeded(f"photograph {number}")
        with Image.open(scenes[number % len(scenes)]) as scene:
            picture = _part(scene.convert("RGB"), chance)
        moved = ImageChops.offset(grain, chance.randrange(_SIZE[0]), chance.randrange(_SIZE[1]))
        noise = Image.merge("RGB", (moved, moved, moved))
        shot = ImageChops.add(picture, noise, scale=1, offset=-128)
        shot.save(folder / f"scene-{number:02d}.jpg", quality=90)


def _grain() -> Image.Image:
    data = seeded("grain").randbytes(_SIZE[0] * _SIZE[1])
    return Image.frombytes("L", _SIZE, data).point(
        lambda value: 128 + (value - 128) * _GRAIN // 255
    )


def _part(scene: Image.Image, chance: Random) -> Image.Image:
    """Return a part of a scene in the size of a camera's pictures."""
    share = chance.uniform(0.7, 0.95)
    width = int(min(scene.width, scene.height * 4 / 3) * share)
    height = width * 3 // 4
    left, top = chance.randint(0, scene.width - width), chance.randint(0, scene.height - height)
    part = scene.crop((left, top, left + width, top + height))
    return part.resize(_SIZE, Image.Resampling.BICUBIC)


def _stories(count: int) -> Iterator[archive.Story]:
    """Yield stories that each have a photograph of their own."""
    for number, story in enumerate(archive.stories(count)):
        picture = archive.Picture(f"scene-{number:02d}.jpg", "A view", "A view of it.", "Reuters")
        yield replace(story, picture=picture)


def make_paper(folder: Path, count: int) -> None:
    """Make a paper with so many stories and photographs in a folder that exists."""
    photographs = folder / "photographs"
    photographs.mkdir()
    take(photographs, count)
    broadsheet_site.write_content(folder, _stories(count), photographs)
    broadsheet_site.write_settings(folder, _PROJECT, URL)


def _build(folder: Path) -> Measurement:
    command = [sys.executable, "-m", "broadsheet", "build", "--settings", str(folder / "conf.py")]
    command += ["--output", str(folder / "output")]
    return measure(command, folder / "build.log", _ALLOWED, folder=_PROJECT)


def main() -> None:
    """Print what the two builds take."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make_paper(folder, count)
        for name in ("without a cache", "once more"):
            took = _build(folder)
            made = sum(1 for each in (folder / "output/images").rglob("*") if each.is_file())
            told = (
                f"{count} photographs, {name}: {took.seconds:.0f} s, {took.processor:.0f} s of "
                f"processor, {took.memory / 1e6:.0f} MB at the peak, {made} files of pictures",
                (folder / "build.log").read_text("utf-8").strip().splitlines()[-2],
            )
            print("\n".join(told))  # noqa: T201 - what it is for


if __name__ == "__main__":
    main()

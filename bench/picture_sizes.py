"""Pictures in sizes: how large they are, how similar to their originals, and how long they take.

    uv run python -m bench.picture_sizes [FOLDER]

prints a table of the photographs of a folder, those of the demo paper if none is given: bytes at
800 pixels, how similar the least and the most similar of all widths are, and the seconds of CPU
that all sizes of one take.
"""

from __future__ import annotations

import sys
import time
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from broadsheet.pictures.colours import upright_srgb
from broadsheet.pictures.developing import developed
from broadsheet.pictures.similarity import similarity
from broadsheet.pictures.sizes import height_of, sizes_of

_WIDTH = 800
_FOLDER = Path(__file__).parents[1] / "content/images"


class Format(NamedTuple):
    """What was measured of a format: bytes at one width, and similarities from 0 to 1 of all."""

    size: int
    least: float
    most: float


class Row(NamedTuple):
    """What was measured of a picture."""

    name: str
    original: int
    avif: Format | None
    webp: Format | None
    seconds: float


def measured(file: Path) -> Row | None:
    """Return what there is to say of a photograph, None for one that is too small."""
    data = file.read_bytes()
    with Image.open(BytesIO(data)) as image:
        whole = upright_srgb(image)
    sizes = sizes_of(whole.width, "photograph", is_opaque=True)
    if sizes is None or whole.width <= _WIDTH:
        return None
    begun = time.process_time()
    files = developed(data, [(each.media_type, each.width, None) for each in sizes.all], ())
    seconds = time.process_time() - begun
    widths = {each.width for each in sizes.all}
    reduced = {
        width: whole.resize((width, height_of(width, whole.size)), Image.Resampling.LANCZOS)
        for width in sorted(widths)
    }

    def told(ending: str) -> Format | None:
        found = []
        for width, picture in reduced.items():
            if data := files.get(f"{width}.{ending}"):
                with Image.open(BytesIO(data)) as image:
                    found.append(similarity(picture, image.convert("RGB")))
        at_width = files.get(f"{_WIDTH}.{ending}")
        return Format(len(at_width), min(found), max(found)) if at_width else None

    return Row(file.name, len(data), told("avif"), told("webp"), seconds)


def main(folder: Path) -> None:
    """Print the table."""
    print("| Photograph | Original | AVIF | similar | WebP | similar | CPU s |")  # noqa: T201 - what it is for
    print("|:--|--:|--:|--:|--:|--:|--:|")  # noqa: T201 - what it is for
    for file in sorted(folder.glob("*.jpg")):
        if row := measured(file):
            cells = [row.name, f"{row.original:,}"]
            for of in (row.avif, row.webp):
                told = (f"{of.size:,}", f"{of.least:.3f} to {of.most:.3f}") if of else ("–", "")
                cells += told
            print(f"| {' | '.join(cells)} | {row.seconds:.1f} |")  # noqa: T201 - what it is for


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER)

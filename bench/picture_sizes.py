"""Pictures in sizes: how large they are, how similar to their originals, and how long they take.

    uv run python -m bench.picture_sizes [FOLDER]

prints a table of the photographs of a folder, those of the demo paper if none is given, at 800
pixels, and the seconds of CPU that all sizes of one take.
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
from broadsheet.pictures.sizes import AVIF, WEBP, height_of, sizes_of

_WIDTH = 800
_FOLDER = Path(__file__).parents[1] / "content/images"


class Row(NamedTuple):
    """What was measured of a picture: bytes, and similarities from 0 to 1."""

    name: str
    original: int
    avif: int
    avif_similarity: float
    webp: int
    webp_similarity: float
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
    reduced = whole.resize((_WIDTH, height_of(_WIDTH, whole.size)), Image.Resampling.LANCZOS)

    def told(media_type: str) -> tuple[int, float]:
        made = files[f"{_WIDTH}.{media_type.removeprefix('image/')}"]
        with Image.open(BytesIO(made)) as image:
            return len(made), similarity(reduced, image.convert("RGB"))

    return Row(file.name, len(data), *told(AVIF), *told(WEBP), seconds)


def main(folder: Path) -> None:
    """Print the table."""
    print("| Photograph | Original | AVIF | similar | WebP | similar | CPU s |")  # noqa: T201
    print("|:--|--:|--:|--:|--:|--:|--:|")  # noqa: T201
    for file in sorted(folder.glob("*.jpg")):
        if row := measured(file):
            sizes = f"{row.original:,} | {row.avif:,} | {row.avif_similarity:.3f}"
            more = f"{row.webp:,} | {row.webp_similarity:.3f} | {row.seconds:.1f}"
            print(f"| {row.name} | {sizes} | {more} |")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else _FOLDER)

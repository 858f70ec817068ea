"""Front files: where editors say what they want of the home page and of the sections' fronts.

`fronts/home.yaml` in the content folder tells of the home page, `fronts/SLUG.yaml` of the section
with that slug; see `front_reading.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from broadsheet.content.finding import find

FOLDER = "fronts"
HOME = "home"
"""The name of the home page's file, without its ending."""

Layout = Literal["feature", "pair", "row", "words"]
"""How the stories of a section stand on the home page."""

BIG_STORIES = {"feature": 1, "pair": 2}
"""How many stories of a section stand big, by its layout; in the others none do."""


def front_path(name: str) -> str:
    """Return the content path of the file of a front."""
    return f"{FOLDER}/{name}.yaml"


def is_front_file(path: str) -> bool:
    """Say whether a content path is in the folder of front files, which is for nothing else."""
    return path.startswith(f"{FOLDER}/")


def front_files_in(content: Path) -> list[str]:
    """Return the content paths of the front files of a content folder."""
    return [path for path, _ in find(content, [FOLDER], [".*"]) if is_front_file(path)]

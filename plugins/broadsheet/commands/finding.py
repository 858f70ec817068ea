"""Finding the paper: looks for the settings file from the current folder upwards."""

from __future__ import annotations

from pathlib import Path

from broadsheet.commands.settings_file import CannotRead

PREVIEW = "pelicanconf.py"
PRODUCTION = "publishconf.py"


class NoPaper(CannotRead):
    """There is no paper here; the message says how to make one."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no {name} here or above: `broadsheet init` makes a paper")


def settings_file(name: str) -> Path:
    """Return the settings file of a name, as it lies here or in the nearest folder above.

    name: a path. If there is no such file, the path from the current folder is returned, and
    reading it will fail; but for one of the default names, NoPaper is raised.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / name).is_file():
            return folder / name
    if name in (PREVIEW, PRODUCTION):
        raise NoPaper(name)
    return here / name


def paper_folder() -> Path:
    """Return the folder of the paper; raise NoPaper where there is none."""
    return settings_file(PREVIEW).parent

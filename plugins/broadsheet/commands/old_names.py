"""Old names: what the pages of one edition name, and the next edition names anew, stays a day.

With a change of style, or of how pictures are made, files get other names. Whoever has a page open,
or has kept it, still asks for those that it knew. So editions have the old ones as well: the first
one after the change, and all others of the day that follows. A picture that was replaced or
withdrawn is gone at once, in all its sizes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from broadsheet.commands.edition_lists import EditionFiles, OldName, picture_in
from broadsheet.site.lasting_names import is_lasting

_THEME = "theme"  # the folder of styles, fonts and scripts
_STAY = timedelta(days=1)


def old_names(
    before: EditionFiles, after: Mapping[str, str], moment: datetime
) -> dict[str, OldName]:
    """Return the files of an edition that the next one is to have besides its own, by their paths.

    after: the files of the next one, as lists tell them. moment: that of the next one, aware.
    """
    published = {picture for told in after.values() if (picture := picture_in(told))}
    named = {path: OldName(told, moment) for path, told in before.own.items()}

    def stays(path: str, name: OldName) -> bool:
        of_theme = path.startswith(f"{_THEME}/")
        has_use = of_theme or picture_in(name.told) in published
        return is_lasting(path) and has_use and moment - name.since < _STAY

    gone = ((path, name) for path, name in {**before.old, **named}.items() if path not in after)
    kept = ((path, name) for path, name in gone if stays(path, name))
    return {path: name for path, name in sorted(kept) if _has_place(path, after)}


def _has_place(path: str, after: Mapping[str, str]) -> bool:
    """Say whether a file can lie in an edition: below no file, and not outside."""
    pure = PurePosixPath(path)
    return ".." not in pure.parts and not any(str(each) in after for each in pure.parents)

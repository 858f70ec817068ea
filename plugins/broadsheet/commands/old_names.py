"""Old names: what the pages of one edition name, and the next edition names anew, stays in that.

With a change of style, or of how pictures are made, files get other names. Whoever has a page open,
or has kept it, still asks for those that it knew. So an edition has the old ones as well, until the
next one comes. A picture that was replaced or withdrawn is gone at once, in all its sizes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from broadsheet.commands.edition_lists import picture_in
from broadsheet.site.lasting_names import is_lasting

_THEME = "theme"  # the folder of styles, fonts and scripts


def old_names(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths of an edition's files that the next one is to have besides its own.

    before, after: the files of both, as lists tell them.
    """
    published = {picture for told in after.values() if (picture := picture_in(told))}

    def stays(path: str, told: str) -> bool:
        of_theme = path.startswith(f"{_THEME}/")
        return is_lasting(path) and (of_theme or picture_in(told) in published)

    gone = ((path, told) for path, told in before.items() if path not in after)
    kept = (path for path, told in gone if stays(path, told))
    return tuple(sorted(path for path in kept if _has_place(path, after)))


def _has_place(path: str, after: Mapping[str, str]) -> bool:
    """Say whether a file can lie in an edition: below no file, and not outside."""
    pure = PurePosixPath(path)
    return ".." not in pure.parts and not any(str(each) in after for each in pure.parents)

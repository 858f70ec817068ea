"""The paper's words: in which folders its catalogues lie, the most important first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import broadsheet
from broadsheet.faults import Fault
from broadsheet.plan.capability import folders_of
from broadsheet.site.places import read_locale_paths
from broadsheet.site.settings import Settings
from broadsheet.words.catalogues import read_words
from broadsheet.words.translating import Words

_CATALOGUES = "locale"  # the folder of them in a theme, a plugin and the program


def words_of(settings: Settings) -> tuple[Words, list[Fault]]:
    """Return the words of a paper in its language, and what is wrong with their catalogues.

    The plugins of the settings must have been loaded.
    """
    own, faults = read_locale_paths(settings)
    faults += _missing(own)
    program = Path(broadsheet.__file__).parent
    others = (Path(settings["THEME"]), *folders_of(settings), program)
    folders = [*own, *(each.absolute() / _CATALOGUES for each in others)]
    words, more = read_words(folders, settings["DEFAULT_LANG"])
    return words, [*faults, *more]


def _missing(folders: Iterable[Path]) -> Iterator[Fault]:
    for folder in folders:
        if not folder.is_dir():
            what = f"LOCALE_PATHS: there is no folder {folder}"
            yield Fault("settings", 0, what, "make it, or write its whole path")

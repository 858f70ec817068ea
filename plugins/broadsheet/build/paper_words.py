"""The paper's words: reads the catalogues of the paper, its theme, its plugins and the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import broadsheet
from broadsheet.plan.capabilities import folders_of
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import Fault, setting_fault
from broadsheet.site.places import read_locale_paths
from broadsheet.site.settings import Settings
from broadsheet.words.catalogues import read_words, unknown_messages
from broadsheet.words.translating import Words

_CATALOGUES = "locale"  # the folder of them in a theme, a plugin and the program


def words_of(settings: Settings) -> tuple[Words, list[Fault]]:
    """Return the words of a paper in its language, and the faults of their catalogues.

    The plugins of the settings must have been loaded.
    """
    own, faults = read_locale_paths(settings)
    faults += _missing(own)
    program = Path(broadsheet.__file__).parent
    others = (Path(settings["THEME"]), *folders_of(settings), program)
    theirs = [each.absolute() / _CATALOGUES for each in others]
    language = settings["DEFAULT_LANG"]
    words, more = read_words([*own, *theirs], language)
    if any(theirs[0].glob("*.pot")):  # a theme without one does not list its messages
        more += unknown_messages(own, theirs, language)
    return words, [*faults, *more]


def _missing(folders: Iterable[Path]) -> Iterator[Fault]:
    for folder in folders:
        if not folder.is_dir():
            what = f"there is no folder {seen_from_here(folder)}"
            yield setting_fault("LOCALE_PATHS", what, "correct it, make the folder, or take it out")

"""Catalogues: finds the files with the words of a paper, and which of them takes precedence.

Words lie where gettext looks for them, `locale/LANGUAGE/LC_MESSAGES/NAME.po`: in the paper's own
folders, in the theme, with each capability and with the program. The paper takes precedence over
the theme, and the theme over the others. Within a folder, “Austrian German” goes before “German”.
No file need be compiled; a message without a translation is shown in the source's English.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import Fault, Gravity, nearest
from broadsheet.words.po_files import Rows, messages_of, read_po_file
from broadsheet.words.translating import CONTEXT, Translation, Words

_CATALOGUES = "LC_MESSAGES"


def read_words(folders: Iterable[Path], language: object) -> tuple[Words, list[Fault]]:
    """Return the words that folders of catalogues hold for a language, and what is wrong with them.

    folders: the most important first; one that does not exist holds nothing. language: DEFAULT_LANG
    as it is set; for one that nobody speaks there are no words, and the site reports it.
    """
    languages = languages_of(language)
    translations: dict[str, Translation] = {}
    faults: list[Fault] = []
    for folder in folders:
        catalogues, wrong = _catalogues_in(folder)
        faults += wrong
        for each in languages:
            found, more = _merged(catalogues.get(each, ()), each)
            faults += more
            for key, translation in found.items():
                translations.setdefault(key, translation)
    return Words(translations), faults


def unknown_messages(
    own: Iterable[Path], others: Iterable[Path], language: object
) -> Iterator[Fault]:
    """Advise of translations of messages that do not exist, with the nearest message.

    own, others: folders of catalogues, of the paper and of all that it is made with. Their POT
    files list what is said.
    """
    own = list(own)
    files = [file for folder in (*own, *others) for file in sorted(folder.glob("*.pot"))]
    known: dict[str, str] = {}
    for file in files:
        with suppress(OSError, ValueError):  # a faulty POT file is skipped
            known |= messages_of(file.read_bytes())
    for folder in own if known else ():
        catalogues, _ = _catalogues_in(folder)
        for name in languages_of(language):
            for file in catalogues.get(name, ()):
                for line, key, _ in _read(file, name)[0]:
                    if key not in known:
                        yield _unknown(str(file), line, key, known)


def _unknown(file: str, line: int, key: str, known: Mapping[str, str]) -> Fault:
    message = key.rpartition(CONTEXT)[2]
    for each, shown in known.items():
        its_context, _, its_message = each.rpartition(CONTEXT)
        if its_message == message:
            where = "in another context" if its_context else "without a context"
            what = f"“{shown}” is said {where}"
            mend = f'write msgctxt "{its_context}" above it' if its_context else "take msgctxt out"
            return Fault(file, line, what, mend, Gravity.ADVICE, kind="words-unused")
    near = nearest(message, known.values())
    mend = f"did you mean “{near}”?" if near else "take it out, or correct it"
    return Fault(
        file, line, f"nothing here says “{message}”", mend, Gravity.ADVICE, kind="words-unused"
    )


def languages_of(language: object) -> tuple[str, ...]:
    """Return the names of a language and of those that stand in for it: de_AT, de.

    These are CLDR's parents (https://www.unicode.org/reports/tr35/#Parent_Locales), and never a
    language in another script: nothing stands in for traditional Chinese.
    """
    locale = _locale(language) if isinstance(language, str) else None
    name = str(locale) if locale else ""
    found: list[str] = []
    while name:
        found.append(name)
        name = _parent(name)
    return tuple(found)


def _parent(name: str) -> str:
    exception = get_global("parent_exceptions").get(name)
    if exception:
        return "" if exception == "root" else str(exception)
    parent, _, last = name.rpartition("_")
    is_script = len(last) == 4 and last.isalpha()
    if is_script and last not in get_global("likely_subtags").get(parent, "").split("_"):
        return ""
    return parent


def _locale(name: str) -> Locale | None:
    try:
        return Locale.parse(name.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return None


def _catalogues_in(folder: Path) -> tuple[dict[str, list[Path]], list[Fault]]:
    """Return the catalogues of a folder by their languages, and those that lie where none may."""
    found: dict[str, list[Path]] = {}
    faults: list[Fault] = []
    for file in sorted(folder.rglob("*.po")):
        language, kind = file.parent.parent.name, file.parent.name
        locale = _locale(language)
        if kind == _CATALOGUES and locale and file.parent.parent.parent == folder:
            found.setdefault(str(locale), []).append(file)
        else:
            mend = f"lay it into a folder such as {folder.name}/de/{_CATALOGUES}"
            faults.append(Fault(str(file), 0, "a catalogue of no language", mend, kind="catalogue"))
    return found, faults


def _merged(files: Sequence[Path], language: str) -> tuple[dict[str, Translation], list[Fault]]:
    """Return the words of the catalogues of one folder and language, which must not disagree."""
    found: dict[str, Translation] = {}
    places: dict[str, str] = {}
    faults: list[Fault] = []
    for file in files:
        rows, wrong = _read(file, language)
        faults += wrong
        for line, key, translation in rows:
            if found.setdefault(key, translation) != translation:
                what = f"“{key}” is translated in another way at {places[key]}"
                faults.append(Fault(str(file), line, what, "keep one of the two", kind="catalogue"))
            places.setdefault(key, f"{seen_from_here(file)}:{line}")
    return found, faults


def _read(file: Path, language: str) -> Rows:
    try:
        data = file.read_bytes()
    except OSError as error:
        return (), (
            Fault(str(file), 0, f"{error.strerror}", "mend or remove it", kind="catalogue"),
        )
    return read_po_file(data, str(file), language)

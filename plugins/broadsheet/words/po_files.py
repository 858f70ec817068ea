"""PO files: one catalogue of gettext's, read by Babel and checked.

Babel ignores lines that make no sense. Here everything that GNU's msgfmt would refuse is a fault
with its line, and so is a translation whose placeholders cannot be filled in, which would fail
while a page is rendered.

The format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from gettext import c2py

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser

from broadsheet.reporting.faults import Fault, in_words
from broadsheet.words.translating import Translation, key_of_message

Row = tuple[int, str, Translation]
"""A line, the key of a message, and its translation."""

Rows = tuple[tuple[Row, ...], tuple[Fault, ...]]
"""What a file holds, and what is wrong with it."""

_CORRECT = "correct it; `msgfmt --check` and editors such as Poedit help"

_TEXT = r'"(?:[^"\\]|\\.)*"'
_KEYWORD = re.compile(rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?) +{_TEXT}")
_CONTINUED = re.compile(_TEXT)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_BEGINNINGS = frozenset({"msgctxt", "msgid"})
_FOLLOWING: Mapping[str, frozenset[str]] = {
    "": _BEGINNINGS,
    "msgctxt": frozenset({"msgid"}),
    "msgid": frozenset({"msgid_plural", "msgstr"}),
    "msgid_plural": frozenset({"msgstr[0]"}),
    "msgstr": _BEGINNINGS,
}

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_NUMBERS = (*range(1000), 1_000_000)  # as many as msgfmt tries, and one that French treats apart


@lru_cache(maxsize=64)  # a preview reads the same files at each build
def read_po_file(data: bytes, path: str, language: str) -> Rows:
    """Return the translations of a PO file, and what is wrong with it.

    path: of the file, for messages. language: such as "en_GB", of which the plural is the usual
    one where the header names none. What is marked as fuzzy or not translated is left out, as
    gettext does.
    """
    try:
        lines = data.decode("utf-8-sig").split("\n")  # no other sign ends a line
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (), (Fault(path, line, "not UTF-8", "save the file as UTF-8", kind="catalogue"),)
    broken = _broken_line(lines)
    if broken:
        return (), (Fault(path, *broken, _CORRECT, kind="catalogue"),)
    catalog = _OnceOnly(locale=language)
    try:
        PoFileParser(catalog, ignore_obsolete=True, abort_invalid=True).parse(lines)
    except PoFileError as error:
        what = str(error).removesuffix(f" on {error.lineno}")
        return (), (Fault(path, error.lineno + 1, what, _CORRECT, kind="catalogue"),)
    except Exception as error:  # a header fails in as many ways as Babel has parsers for it
        return (), (Fault(path, _header_line(lines), in_words(error), _CORRECT, kind="catalogue"),)
    faults = [
        Fault(path, _header_line(lines), *wrong, kind="catalogue")
        for wrong in _plural_faults(catalog)
    ]
    rows: list[Row] = []
    for message in () if faults else _translated(catalog):
        line = message.lineno or 1
        faults += [
            Fault(path, line, *wrong, kind="catalogue")
            for wrong in _message_faults(message, catalog)
        ]
        rule = catalog.plural_expr if message.pluralizable else ""
        rows.append((line, _key(message), Translation(_texts(message.string), rule)))
    return (() if faults else tuple(rows)), tuple(faults)


@lru_cache(maxsize=64)
def messages_of(data: bytes) -> Mapping[str, str]:
    """Return the messages of a template of catalogues, a POT file, by their keys."""
    catalog = Catalog()
    PoFileParser(catalog, ignore_obsolete=True).parse(data.decode("utf-8-sig").split("\n"))
    return {_key(message): _shown(message) for message in catalog if message.id}


_Texts = str | list[str] | tuple[str, ...]


class _OnceOnly(Catalog):
    """A catalogue that refuses a message for which it has a translation."""

    def __setitem__(self, id: _Texts, message: Message) -> None:  # noqa: A002 - Babel's own name
        if id and self.get(id, message.context) is not None:
            what = f"the message “{_shown(message)}” stands twice"
            raise PoFileError(what, self, "", (message.lineno or 1) - 1)
        super().__setitem__(id, message)


def _broken_line(lines: list[str]) -> tuple[int, str] | None:
    """Return the first line that is none of a PO file's, or stands where it cannot, and why."""
    last = ""
    for number, line in enumerate(map(str.strip, lines), 1):
        if not line or line.startswith("#"):
            continue
        if control := _CONTROL.search(line):
            return number, f"control character U+{ord(control[0]):04X}"
        if _CONTINUED.fullmatch(line):
            if not last:
                return number, "a text that belongs to nothing"
            continue
        found = _KEYWORD.fullmatch(line)
        if not found:
            return number, "neither a comment, nor a keyword with a text in quotation marks"
        if found[1] not in _allowed_after(last):
            return number, f"`{found[1]}` cannot stand after `{last or 'nothing'}`"
        last = found[1]
    if last in _BEGINNINGS or last == "msgid_plural":
        return len(lines), f"the file ends after `{last}`"
    return None


def _allowed_after(keyword: str) -> frozenset[str]:
    if keyword.startswith("msgstr["):
        return _BEGINNINGS | {f"msgstr[{int(keyword[7:-1]) + 1}]"}
    return _FOLLOWING[keyword]


def _header_line(lines: list[str]) -> int:
    """Return the line of the header's plural rule, else that with which the header begins."""
    places = [number for number, line in enumerate(lines, 1) if "Plural-Forms" in line]
    return (places or [number for number, line in enumerate(lines, 1) if "msgid" in line] or [1])[0]


def _plural_faults(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield why the rule of the header cannot say which form a number takes."""
    rule, count = catalog.plural_expr, catalog.num_plurals
    try:
        forms = set(map(c2py(rule), _NUMBERS))
    except Exception as error:  # no C, too deep, or a division by nothing
        yield f"Plural-Forms: {rule}: {in_words(error)}", _CORRECT
        return
    if not forms <= set(range(count)):
        yield f"Plural-Forms: the rule gives a form that nplurals={count} has not", _CORRECT


def _translated(catalog: Catalog) -> Iterator[Message]:
    for message in catalog:
        if message.id and not message.fuzzy and any(_texts(message.string)):
            yield message


def _message_faults(message: Message, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a translation: what, and what to do."""
    name = f"“{_shown(message)}”"
    ids, forms = _texts(message.id), _texts(message.string)
    if message.pluralizable and (len(forms) != catalog.num_plurals or not all(forms)):
        count, written = catalog.num_plurals, len(list(filter(None, forms)))
        yield f"{name} has {written} plural forms of {count}", "write them all"
        return
    known = {each for text in ids for each in _PLACEHOLDER.findall(text)}
    required = set.intersection(*(set(_PLACEHOLDER.findall(text)) for text in ids))
    if message.pluralizable:  # “one story” need not say its number
        known, required = known | {"num"}, required - {"num"}
    for form in forms:
        given = set(_PLACEHOLDER.findall(form))
        strange = sorted(given - known)
        filled = ", ".join(f"%({each})s" for each in sorted(known)) or "none"
        for each in strange:
            what = f"{name}: its translation has %({each})s, which nobody fills in"
            yield what, f"the placeholders here: {filled}"
        for each in sorted(required - given) if not strange else ():
            yield f"{name}: its translation lacks %({each})s", "write where it stands"
        if "%" in _PLACEHOLDER.sub("", form.replace("%%", "")):
            yield f"{name}: its translation has a % that is no placeholder", "write %% for a %"


def _key(message: Message) -> str:
    return key_of_message(_texts(message.id)[0], message.context)


def _shown(message: Message) -> str:
    return " ".join(_texts(message.id)[0].split())


def _texts(value: _Texts | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())

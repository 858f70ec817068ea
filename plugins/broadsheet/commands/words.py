"""Words: extracts the messages of templates and code into templates of catalogues, `.pot` files.

Behind `broadsheet words`. The theme, each plugin and the program have a `.pot` file each. The same
sources give the same bytes: no date, no lines of code, no machine. A catalogue beside it,
`LANGUAGE/LC_MESSAGES/NAME.po`, gets the new messages; messages that are gone move to its end.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tokenize import TokenError
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

import broadsheet
from broadsheet.incremental.fingerprints import is_installed
from broadsheet.render.translation import OF_TEMPLATES
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import Fault, in_words
from broadsheet.site.places import read_locale_paths
from broadsheet.words.po_files import read_po_file

_KEYWORDS: Mapping[str, Any] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_NOTE = "NOTE:"
"""What a comment begins with that is meant for translators."""

_HEADER = """\
# The words of {name}, for translators. Written by `broadsheet words`.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


# All up to the end of the header, which is the translation of nothing.
_HEAD = re.compile(r'.*?^msgid ""\nmsgstr .*?(?:\n\s*\n|\Z)', re.DOTALL | re.MULTILINE)


class CannotExtract(BroadsheetError):
    """Sources or catalogues that cannot be read; its one fault says why."""


@dataclass(frozen=True)
class Domain:
    """What has a template of its own.

    name: of the template. catalogues: the folder in which it lies. templates, code: folders of
    sources. apart: folders within, which belong to other domains. extensions: of Jinja, by name.
    """

    name: str
    catalogues: Path
    templates: tuple[Path, ...] = ()
    code: tuple[Path, ...] = ()
    apart: tuple[Path, ...] = ()
    extensions: tuple[str, ...] = ()

    @property
    def file(self) -> Path:
        """The template."""
        return self.catalogues / f"{self.name}.pot"

    def messages(self) -> Iterator[tuple[str, Any]]:
        """Yield the messages as Babel has them, each after the place in which it stands."""
        options = {**OF_TEMPLATES, "extensions": ",".join(self.extensions)}
        for top, file in self._files(self.templates, "*"):
            if _is_text(file):  # no template otherwise, for Jinja neither
                yield from _extracted("jinja2.ext:babel_extract", options, top, file)
        for top, file in self._files(self.code, "*.py"):
            yield from _extracted("python", {}, top, file)

    def _files(self, tops: Iterable[Path], pattern: str) -> Iterator[tuple[Path, Path]]:
        for top in tops:
            for file in sorted(top.rglob(pattern)):
                if file.is_file() and not any(map(file.is_relative_to, self.apart)):
                    yield top, file


def domains(settings: Mapping[str, Any], root: Path) -> list[Domain]:
    """Return the theme, the paper's own templates, the plugins and the program.

    root: a folder, such as that of a paper; what lies elsewhere, or is installed, is left alone.
    The plugins must have been loaded. The words of the paper's own templates
    (THEME_TEMPLATES_OVERRIDES) go into the first of LOCALE_PATHS, and nowhere where there is none.
    """
    theme, program = Path(settings["THEME"]), Path(broadsheet.__file__).parent
    named = settings["JINJA_ENVIRONMENT"].get("extensions", ())
    extensions = tuple(each for each in named if isinstance(each, str))
    places = {
        name.rpartition(".")[2]: Path(place)
        for name in settings["PLUGINS"]
        for place in getattr(sys.modules[name], "__path__", ())
    }
    overrides = tuple(map(Path, settings["THEME_TEMPLATES_OVERRIDES"]))
    own = read_locale_paths(settings)[0][:1] if overrides else []
    carried = program / "theme"  # where the package carries it
    found = [
        Domain("theme", theme / "locale", (theme / "templates",)),
        *(Domain("paper", folder, overrides) for folder in own),
        *(
            Domain(name, place / "locale", (place / "templates",), (place,))
            for name, place in places.items()
        ),
        Domain(
            program.name, program / "locale", code=(program,), apart=(*places.values(), carried)
        ),
    ]
    near = [
        each
        for each in found
        if each.catalogues.resolve().is_relative_to(root.resolve())
        and not is_installed(str(each.catalogues))  # as in an environment within the paper
    ]
    return [replace(each, extensions=extensions) for each in near]


def template_of(domain: Domain) -> str:
    """Return the template of a domain's catalogues, "" where nothing is said.

    Raises CannotExtract for a broken source.
    """
    catalog = Catalog()
    for place, (_, message, comments, context) in domain.messages():
        catalog.add(message, locations=[(place, 1)], auto_comments=comments, context=context)
    for message in catalog:  # a file has one as often as it likes
        message.locations = sorted(set(message.locations))
    return _HEADER.format(name=domain.name) + _written(catalog) if len(catalog) else ""


def updated(catalogue: bytes, template: str) -> str:
    """Return a catalogue with the messages of a template: those that it has keep their translation.

    Its header stays as it is. A new message has no translation: gettext's guesses are nobody's
    words.
    """
    text = catalogue.decode("utf-8-sig").replace("\r\n", "\n")
    header = _HEAD.match(text)
    catalog = read_po(BytesIO(text.encode()))
    catalog.update(read_po(BytesIO(template.encode())), no_fuzzy_matching=True)
    return (f"{header[0].strip()}\n\n" if header else "") + _written(catalog)


def write_words(domains: Iterable[Domain]) -> Iterator[Path]:
    """Write the templates, bring the catalogues beside them up to date, and yield what changed.

    Raises CannotExtract before anything is written.
    """
    texts: dict[Path, str] = {}
    for domain in domains:
        template = template_of(domain)
        texts[domain.file] = template
        for file in sorted(domain.file.parent.glob(f"*/LC_MESSAGES/{domain.name}.po")):
            data = file.read_bytes()
            _, faults = read_po_file(data, seen_from_here(file), file.parent.parent.name)
            for fault in faults:
                raise CannotExtract(faults=[fault])
            texts[file] = updated(data, template)
    for file, text in texts.items():
        if not text:
            file.unlink(missing_ok=True)
        elif not file.exists() or file.read_text("utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
            yield file


def _extracted(
    method: str, options: Mapping[str, Any], top: Path, file: Path
) -> Iterator[tuple[str, Any]]:
    with file.open("rb") as source:
        try:
            for found in extract(method, source, _KEYWORDS, (_NOTE,), dict(options)):
                yield file.relative_to(top.parent).as_posix(), found
        except (SyntaxError, ValueError, TemplateSyntaxError, TokenError) as error:
            line = getattr(error, "lineno", None) or 0
            fault = Fault(
                seen_from_here(file), line, in_words(error), "correct it", kind="catalogue"
            )
            raise CannotExtract(faults=[fault]) from error


def _is_text(file: Path) -> bool:
    try:
        file.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _written(catalog: Catalog) -> str:
    """Return the messages of a catalogue, in the order of their texts, without its header."""
    text = BytesIO()
    write_po(text, catalog, omit_header=True, sort_output=True, include_lineno=False)
    return text.getvalue().decode().strip() + "\n"

"""Upgrading: shows which changes of newer versions concern this paper.

The setting BROADSHEET_VERSION is the version up to which a paper has taken over changes. Settings
are searched for in the text of the settings files, since a new version may be unable to load them.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from broadsheet import __version__
from broadsheet.changes import NOTED_IN, Change, all_changes, number
from broadsheet.commands.finding import PREVIEW, PRODUCTION
from broadsheet.commands.settings_file import CannotRead, load
from broadsheet.content.confidential import BY_NAME
from broadsheet.content.finding import find
from broadsheet.content.static_paths import find_static_files
from broadsheet.reporting.counting import count
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.site.places import read_places
from broadsheet.story.front_matter import take_apart

_NOTE = re.compile(rf"^{NOTED_IN}[ \t]*(?::[^=\n]*)?=.*$", re.MULTILINE)
_TEXTS = ("ARTICLE_PATHS", "PAGE_PATHS", "AUTHOR_PATHS")
_EACH = 5  # places of one change are named; the rest are counted


class CannotUpgrade(BroadsheetError):
    """A paper of which nobody can say what it needs; the message says why and what to do."""


class Report(Struct, frozen=True):
    """What came of looking: lines to show, and whether there is anything left to do."""

    lines: tuple[str, ...]
    is_work_left: bool


class PaperInUse(Struct, frozen=True):
    """What of Broadsheet's a paper makes use of.

    settings: where each is set, "pelicanconf.py:12"; imports: the modules of which its settings
    import all; written: the settings as its own file has them, before Pelican makes paths of them;
    overrides: the files that take the place of
    the theme's, by name; styles: the texts of its own style sheets, by file; loaded: its settings,
    None where this version cannot read them.
    """

    settings: Mapping[str, tuple[str, ...]]
    imports: frozenset[str]
    written: Mapping[str, Any]
    overrides: Mapping[str, Path]
    styles: Mapping[Path, str]
    loaded: Mapping[str, Any] | None


def look_over(file: Path, notes: bool) -> Report:
    """Say what has changed for a paper since the version that it notes.

    file: its settings; notes: whether to note in them that this version's changes are taken over.
    Raises CannotUpgrade.
    """
    text = _read(file)
    since = _noted(file, text)
    paper, trouble = _paper_in_use(file)
    due = [
        each
        for each in all_changes()
        if since < (number(each.version) or ()) <= (number(__version__) or ())
    ]
    found = [(each, places) for each in due if (places := _concerned(each, paper)) is not None]
    lines = [_headline(since, found)]
    for change, places in found:
        lines.append(f"{change.version}: {change}")
        lines += [f"    {place}" for place in _few(places)]
    lines += [f"error: {trouble}"] if trouble else []
    if trouble or (found and not notes):
        return Report(tuple(lines), is_work_left=True)
    if notes and since != number(__version__):
        _note(file, text)
        lines.append(f"{seen_from_here(file)} notes {__version__} now.")
    return Report(tuple(lines), is_work_left=False)


def _headline(since: tuple[int, ...], found: Iterable[object]) -> str:
    whence = ".".join(map(str, since)) if any(since) else "the first version"
    what = count(list(found), "change")
    return f"From {whence} to {__version__}: {what} for this paper."


def _few(places: list[str]) -> Iterator[str]:
    yield from places[:_EACH]
    if len(places) > _EACH:
        yield f"and {len(places) - _EACH:,} more"


# The note


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise CannotUpgrade(f"{seen_from_here(file)}: {why}") from error


def _noted(file: Path, text: str) -> tuple[int, ...]:
    """Return the version that a paper notes; zeros where it notes none."""
    names = _assigned(file, text)
    value = names[NOTED_IN][-1][1] if NOTED_IN in names else "0.0.0"
    found = number(value) if isinstance(value, str) else None
    if found is None:
        place = f"{seen_from_here(file)}:{names[NOTED_IN][-1][0]}"
        raise CannotUpgrade(f"{place}: {NOTED_IN} is no version such as {__version__} (correct it)")
    if found > (number(__version__) or ()):
        newer = ".".join(map(str, found))
        what = f"the paper was last worked on with {newer}, and this is {__version__}"
        raise CannotUpgrade(f"{seen_from_here(file)}: {what} (install the newer one)")
    return found


def _note(file: Path, text: str) -> None:
    """Write this version into the settings, in the place of the one noted, else at the end."""
    line = f'{NOTED_IN} = "{__version__}"'
    noted, times = _NOTE.subn(line, text, count=1)
    file.write_text(noted if times else f"{text.rstrip()}\n\n{line}\n", "utf-8")


# The paper


def _paper_in_use(file: Path) -> tuple[PaperInUse, str]:
    """Return what a paper makes use of, and why not all of it could be found out."""
    settings: dict[str, tuple[str, ...]] = {}
    imports: set[str] = set()
    for each in dict.fromkeys((file, file.with_name(PREVIEW), file.with_name(PRODUCTION))):
        if each.is_file():
            text = _read(each)
            imports.update(_imported(each, text))
            for name, found in _assigned(each, text).items():
                places = tuple(f"{seen_from_here(each)}:{line}" for line, _ in found)
                settings[name] = (*settings.get(name, ()), *places)
    try:
        loaded = load(str(file))
    except CannotRead as error:
        return PaperInUse(settings, frozenset(imports), {}, {}, {}, None), str(error)
    overrides = dict(_files_in(loaded.get("THEME_TEMPLATES_OVERRIDES")))
    sheets = (file for _, file in _files_in(loaded.get("THEME_STATIC_OVERRIDES")))
    styles = {file: file.read_text("utf-8", "replace") for file in sheets if file.suffix == ".css"}
    written = vars(sys.modules[file.stem])  # where Pelican leaves what it has read
    paper = PaperInUse(settings, frozenset(imports), written, overrides, styles, loaded)
    return paper, ""


def _assigned(file: Path, text: str) -> dict[str, list[tuple[int, Any]]]:
    """Return the settings that a file sets, each with its lines, and with values that are texts."""
    found: dict[str, list[tuple[int, Any]]] = {}
    for node in _nodes(file, text):
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
            targets = [node.target]
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name) and target.id.isupper():
                value = node.value.value if isinstance(node.value, ast.Constant) else None
                found.setdefault(target.id, []).append((node.lineno, value))
    return found


def _imported(file: Path, text: str) -> Iterator[str]:
    """Yield the modules of which a file imports all names."""
    for node in _nodes(file, text):
        if isinstance(node, ast.ImportFrom) and node.module and node.names[0].name == "*":
            yield node.module


def _nodes(file: Path, text: str) -> Iterator[ast.AST]:
    try:
        return ast.walk(ast.parse(text))
    except SyntaxError as error:
        place = f"{seen_from_here(file)}:{error.lineno or 0}"
        raise CannotUpgrade(f"{place}: SyntaxError: {error.msg} (correct it)") from error


def _files_in(folders: Any) -> Iterator[tuple[str, Path]]:
    for folder in map(Path, folders if isinstance(folders, (list, tuple)) else ()):
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                yield file.relative_to(folder).as_posix(), file


def _concerned(change: Change, paper: PaperInUse) -> list[str] | None:
    """Return where a paper is concerned by a change, None where it is not."""
    if _is_spared(change, paper):
        return None
    if not change.subject or change.task:
        return []
    if change.setting:
        return list(paper.settings.get(change.setting, ())) or None
    if change.template:
        file = paper.overrides.get(change.template)
        return [seen_from_here(file)] if file else None
    if change.input or change.css:
        texts = paper.styles if change.css else _texts_of(paper.overrides)
        word = re.compile(rf"(?<![\w-]){re.escape(change.subject)}(?![\w-])")
        return list(_lines_with(word, texts)) or None
    if paper.loaded is None:
        return None
    look = _placed_at if change.file else _lines_with_key
    return list(look(change.subject, paper.loaded)) or None


def _is_spared(change: Change, paper: PaperInUse) -> bool:
    """Say whether a paper has already what a change would have it do."""
    if change.unless_import in paper.imports:
        return True
    if change.unless_absolute and change.setting and change.setting in paper.written:
        value = paper.written[change.setting]
        paths = value if isinstance(value, (list, tuple)) else [value]
        return all(Path(path).is_absolute() for path in paths)
    return paper.loaded is not None and change.unless_plugin in paper.loaded["PLUGINS"]


def _placed_at(path: str, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield the files of STATIC_PATHS that a paper has published at a path of the site."""
    content = Path(settings["PATH"])
    places, _ = read_places(settings)
    if places is None:  # a check tells
        return
    for name, target in find_static_files(content, places, BY_NAME).paths.items():
        if target == path:
            yield seen_from_here(content / name)


def _texts_of(files: Mapping[str, Path]) -> Mapping[Path, str]:
    return {file: file.read_text("utf-8", "replace") for file in files.values()}


def _lines_with(word: re.Pattern[str], texts: Mapping[Path, str]) -> Iterator[str]:
    for file, text in texts.items():
        for number_, line in enumerate(text.splitlines(), 1):
            if word.search(line):
                yield f"{seen_from_here(file)}:{number_}"


def _lines_with_key(key: str, settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the texts of the content have a key in their front matter."""
    content = Path(settings["PATH"])
    folders = [folder for name in _TEXTS for folder in settings.get(name) or ()]
    mark = f"\n{key}:".encode()
    for name, _ in find(content, folders, settings["IGNORE_FILES"]):
        if not name.endswith(".md"):
            continue
        try:
            data = (content / name).read_bytes()
        except OSError:  # a check tells
            continue
        if mark in data:  # few have it: only these are taken apart
            source, _ = take_apart(name, data)
            if source and key in source.front:
                yield f"{seen_from_here(content / name)}:{source.line(key)}"

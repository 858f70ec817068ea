"""Init: makes a new paper; behind `broadsheet init`.

The files come from `skeleton/`: those of any paper, and texts with a folder for each language. The
new paper is checked before the first file is moved to its place.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, distribution
from io import StringIO
from pathlib import Path, PurePosixPath
from shlex import quote
from string import Template
from typing import Any
from urllib.parse import unquote, urlsplit
from zoneinfo import available_timezones

from babel.localtime import LOCALTZ
from rich.console import Console

import broadsheet
from broadsheet.commands.finding import PREVIEW, PRODUCTION
from broadsheet.commands.settings_file import CannotRead, newspaper
from broadsheet.errors import BroadsheetError, BuildStopped
from broadsheet.faults import Fault, nearest
from broadsheet.site.clock import read_now
from broadsheet.site.settings import read_site
from broadsheet.story.slugs import slug_of
from broadsheet.terminal import Reporter
from broadsheet.words.catalogues import languages_of

SKELETON = Path(broadsheet.__file__).parent / "skeleton"

_OPTION = {
    "SITENAME": "--name",
    "SITEURL": "--url",
    "TIMEZONE": "--time-zone",
    "DEFAULT_LANG": "--lang",
    "SECTIONS": "--sections",
    "PUBLISHER.name": "--publisher",
    "PUBLISHER.sentence": "--sentence",
    "PUBLISHER.email": "--email",
}
_SOMEWHERE = "https://example.org"  # reserved for examples: https://www.rfc-editor.org/rfc/rfc2606


_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_TAKEN = frozenset({"about", "contact", "privacy", "archive", "authors", "topics"})
"""The addresses of the pages that each new paper has."""


class CannotInit(BroadsheetError):
    """A paper that cannot be made; nothing was written. The message says why and what to do."""


@dataclass(frozen=True)
class Question:
    """What has to be known of a paper.

    option: its name on the command line. words: how it is asked for at a terminal. default: what
    holds where nobody answers, given the answers before.
    """

    option: str
    words: str
    default: Callable[[Mapping[str, str]], str]


@dataclass(frozen=True)
class Texts:
    """The texts of a language. code: that of the folder. words: see `words.toml` in it."""

    code: str
    words: Mapping[str, str]

    @classmethod
    def of(cls, lang: str) -> Texts:
        """Return those of a language, the English ones where it has none."""
        known = languages()
        code = next((each for each in (lang, lang.partition("-")[0]) if each in known), "en")
        words = (SKELETON / "texts" / code / "words.toml").read_text("utf-8")
        return cls(code, tomllib.loads(words))


def languages() -> list[str]:
    """Return the codes of the languages in which there are texts."""
    return sorted(each.name for each in (SKELETON / "texts").iterdir() if each.is_dir())


def make_paper(folder: Path, given: Mapping[str, str]) -> list[str]:
    """Make a paper and return the lines that say what was made and what comes next.

    folder: may exist, but none of the files that are to be made. given: answers, by the names of
    the options without their hyphens, "" where there is none: these are asked for at a terminal.
    Raises CannotInit.
    """
    folder = _place(folder)
    answers = _answers(folder, given)
    lang = answers["lang"]
    texts = Texts.of(lang)
    files = _files(answers, texts)
    _refuse_to_overwrite(folder, files)
    theme = _put_in_place(folder, files)
    return list(_closing_lines(folder, answers, texts, theme))


def _place(folder: Path) -> Path:
    """Return the folder of the paper; raise CannotInit where there can be none, before all else."""
    folder = folder.expanduser()
    home = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    if home.exists() and not home.is_dir():
        raise CannotInit(f"{home} is a file, and no folder (choose another name)")
    _refuse_to_overwrite(folder, (PREVIEW, PRODUCTION))
    return folder


# Questions


def _answers(folder: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Return an answer to each question; raise CannotInit for one that no paper can have."""
    answers: dict[str, str] = {}
    is_asked = sys.stdin is not None and sys.stdin.isatty()
    for question in _questions(folder):
        said = _plain(given.get(question.option, ""))
        if said or not is_asked:
            answers[question.option] = said or question.default(answers)
            if faults := _faults(answers, question.option):
                raise CannotInit("; ".join(faults))
        else:
            answers[question.option] = _asked(question, answers)
    return answers


def _questions(folder: Path) -> tuple[Question, ...]:
    name = " ".join(re.split(r"[\W_]+", folder.absolute().name)).strip()

    def words(answers: Mapping[str, str]) -> Mapping[str, str]:
        return Texts.of(answers["lang"]).words

    def sentence(answers: Mapping[str, str]) -> str:
        is_itself = answers["publisher"] == answers["name"]
        return words(answers)["sentence" if is_itself else "published"].format(**answers)

    return (
        Question("name", "Name of the paper", lambda _: name.title() or "The Paper"),
        Question("url", "Address of its site", lambda _: _SOMEWHERE),
        Question("time-zone", "Time zone", lambda _: _zone_here()),
        Question("lang", f"Language (texts: {', '.join(languages())})", lambda _: "en"),
        Question("sections", "Sections, with commas", lambda each: words(each)["section"]),
        Question("publisher", "Publisher", lambda answers: answers["name"]),
        Question("sentence", "Who they are, in one sentence", sentence),
        Question("email", "Address for readers' letters, or none", lambda _: ""),
        Question("author", "Byline of the first story", lambda each: words(each)["author"]),
    )


def _asked(question: Question, answers: Mapping[str, str]) -> str:
    """Ask at the terminal until there is an answer that a paper can have."""
    default = question.default(answers)
    while True:
        try:
            said = input(f"{question.words}{f' [{default}]' if default else ''}: ")
        except (EOFError, KeyboardInterrupt):
            raise CannotInit("no answer: nothing was written") from None
        answer = _plain(said) or default
        faults = _faults({**answers, question.option: answer}, question.option)
        if not faults:
            return answer
        print(*faults, sep="\n")


def _faults(answers: Mapping[str, str], option: str) -> list[str]:
    """Return what the models of the settings find wrong with the answer to one question."""
    if option == "author" and not slug_of(answers["author"]):
        return ["--author: a name needs letters or digits, for the author's address"]
    if option == "sections" and not _sections(answers):
        return ["--sections: there is none (write names with commas between them)"]
    if option == "sections" and (wrong := _unfit_section(_sections(answers))):
        return [f"--sections: {wrong}"]
    if option == "email" and answers["email"] and not _EMAIL.fullmatch(answers["email"]):
        return [f"--email: “{answers['email']}” is no address (write one such as post@example.org)"]
    _, faults = read_site(_settings(answers))
    return [line for fault in faults if (line := _of_option(fault, option, answers))]


def _settings(answers: Mapping[str, str]) -> dict[str, Any]:
    """Return the settings that answers lead to; of questions to come, what is surely right."""
    name = answers["name"]
    publisher = {
        "name": answers.get("publisher", name),
        "sentence": answers.get("sentence", name),
        **({"email": answers["email"]} if answers.get("email") else {}),
    }
    return {
        "SITENAME": name,
        "SITEURL": answers.get("url", _SOMEWHERE),
        "TIMEZONE": answers.get("time-zone", "UTC"),
        "DEFAULT_LANG": answers.get("lang", "en"),
        "SECTIONS": _sections(answers) or None,
        "PUBLISHER": publisher,
    }


def _meant(option: str, value: str) -> str | None:
    """Return a valid answer that may have been meant by an invalid one, None if there is none."""
    if option == "url" and re.fullmatch(r"[\w-]+(\.[\w-]+)+/?", value):
        return f"https://{value.rstrip('/')}"
    if option == "time-zone":
        zones = available_timezones()
        cities = {zone.rpartition("/")[2]: zone for zone in sorted(zones)}
        near = nearest(value.replace(" ", "_"), zones)
        return near or cities.get(value.title().replace(" ", "_"))
    if option == "lang" and (found := re.fullmatch(r"([a-z]{2,3})_([A-Za-z]{2,4})", value)):
        return "-".join(found.groups())
    return None


def _of_option(fault: Fault, option: str, answers: Mapping[str, str]) -> str:
    """Return what is wrong with a setting as what is wrong with the option, "" for another's."""
    value = answers[option]
    for setting, its in _OPTION.items():
        if its == f"--{option}" and re.match(rf"{re.escape(setting)}\b", fault.what):
            what = fault.what.removeprefix(setting).lstrip(": ")
            near = _meant(option, value)
            return f"{its}: {what}" + (f" (did you mean {near}?)" if near else "")
    return ""


def _sections(answers: Mapping[str, str]) -> list[str]:
    return [
        name for part in re.split("[,،、，]", answers.get("sections", "")) if (name := part.strip())
    ]


def _unfit_section(names: list[str]) -> str:
    """Return why sections cannot have addresses of their own, "" where they can."""
    found: dict[str, str] = {}
    for name in names:
        slug = slug_of(name)
        if not slug:
            return f"“{name}” has no letters or digits for an address (write another name)"
        if slug in _TAKEN:
            return f"/{slug}/ is another page's address (write another name than “{name}”)"
        if slug in found:
            return f"“{found[slug]}” and “{name}” have one address, /{slug}/ (leave one out)"
        found[slug] = name
    return ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _zone_here() -> str:
    """Return the name of this machine's time zone, UTC where it has none."""
    return str(getattr(LOCALTZ, "key", None) or "UTC")


# Files


class _Form(Template):
    """A file with `§{names}`: the signs of Python, YAML and shells stay what they are."""

    delimiter = "§"


def _files(answers: Mapping[str, str], texts: Texts) -> dict[str, str]:
    """Return the texts of all files of the paper, by their paths."""
    fillings = _Fillings(answers, texts)
    files = {}
    for home, below in ((SKELETON / "paper", ""), (SKELETON / "texts" / texts.code, "content/")):
        for form in sorted(home.rglob("*.in")):
            name = form.relative_to(home).as_posix().removesuffix(".in")
            path = fillings.placed(below + name.replace("dot-", "."))
            files[path] = _Form(form.read_text("utf-8")).substitute(fillings.of(path))
    return dict(sorted(files.items()))


class _Fillings:
    """What stands for the names in the forms, written as each kind of file needs it."""

    def __init__(self, answers: Mapping[str, str], texts: Texts) -> None:
        self.settings = _settings(answers)
        self.answers, self.words = answers, texts.words
        site, _ = read_site(self.settings)
        moment, faults = read_now({}, site.zone if site else UTC)
        if faults or site is None:
            raise CannotInit("; ".join(map(str, faults)))
        self.now: datetime = moment.astimezone(site.zone).replace(microsecond=0)
        self.author_slug = slug_of(answers["author"])

    def placed(self, path: str) -> str:
        """Return where a file lies: stories by their year, an author's page by the name."""
        path = path.replace("/articles/", f"/articles/{self.now.year}/")
        return path.replace("/author.md", f"/{self.author_slug}.md")

    def of(self, path: str) -> Mapping[str, str]:
        """Return the fillings of a file."""
        if path.endswith(".md") and path.startswith("content/"):
            return self._of_texts()
        if path.endswith(".md"):
            return {"name": _markdown(self.answers["name"])}
        quoted = _toml if path.endswith(".toml") else _python
        return {
            **{name.lower(): quoted(value) for name, value in self.settings.items()},
            **{name.replace("-", "_"): quoted(value) for name, value in self.answers.items()},
            "publisher": quoted(self.settings["PUBLISHER"]) if quoted is _python else "",
            "sections": quoted(self.settings["SECTIONS"]),
            "version": quoted(broadsheet.__version__),
            "today": quoted(self.now.date().isoformat()),
            "requirement": quoted(requirement(broadsheet.__version__)),
            "source": _source() or "",
        }

    def _of_texts(self) -> Mapping[str, str]:
        """Return the fillings of content: front matter in YAML, and Markdown below it."""
        answers, year = self.answers, self.now.year
        email = answers["email"]
        write = self.words["write" if email else "write_nowhere"]
        return {
            "moment": self.now.isoformat(),
            "section": _yaml(self.settings["SECTIONS"][0]),
            "author": _yaml(answers["author"]),
            "author_slug": _yaml(self.author_slug),
            "author_text": _markdown(answers["author"]),
            "author_file": f"content/authors/{self.author_slug}.md",
            "story_file": f"content/articles/{year}/first-story.md",
            "name_text": _markdown(answers["name"]),
            "sentence_text": _markdown(answers["sentence"]),
            "contact": write.format(email=_markdown(email)),
        }


def requirement(version: str) -> str:
    """Return what a paper asks for: this version or a later one that changes nothing for it.

    See https://semver.org/: before 1.0.0, the second number may change anything.
    """
    major, minor, patch = version.split(".")[:3]
    return f"broadsheet~={major}.{minor}" if major != "0" else f"broadsheet~=0.{minor}.{patch}"


def _source() -> str | None:
    """Return where uv finds Broadsheet if this one came from elsewhere than an index.

    See https://packaging.python.org/en/latest/specifications/direct-url/.
    """
    try:
        text = distribution("broadsheet").read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    origin = json.loads(text) if text else {}
    url = str(origin.get("url", ""))
    if "vcs_info" in origin:
        where = {"git": url, "rev": origin["vcs_info"]["commit_id"]}
        why = "Until there is an index that has it."
    elif url.startswith("file://"):
        where = {"path": unquote(urlsplit(url).path)}
        why = "On this machine only: a CI needs an address that it can reach, such as git = …"
    elif url:
        where, why = {"url": url}, "Until there is an index that has it."
    else:
        return None
    pairs = ", ".join(f"{name} = {_toml(value)}" for name, value in where.items())
    return f"\n[tool.uv.sources]\n# {why}\nbroadsheet = {{ {pairs} }}\n"


def _python(value: Any) -> str:
    """Return a value as Python writes it, in double quotes where that is easier to read."""
    if isinstance(value, str):
        quoted = json.dumps(value, ensure_ascii=False)
        return quoted if value.isprintable() else ascii(value)
    if isinstance(value, Mapping):
        rows = "".join(f"    {_python(key)}: {_python(each)},\n" for key, each in value.items())
        return f"{{\n{rows}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_python, value))}]"
    return repr(value)


def _toml(value: Any) -> str:
    """Return a text as a basic string of TOML (https://toml.io/en/v1.0.0#string)."""
    escaped = {'"': '\\"', "\\": "\\\\"}
    signs = (
        escaped.get(sign) or (sign if sign.isprintable() else f"\\U{ord(sign):08X}")
        for sign in str(value)
    )
    return f'"{"".join(signs)}"'


def _yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # YAML includes JSON


def _markdown(text: str) -> str:
    """Return a text as Markdown that says just that, wherever in a paragraph it stands."""
    escapable = set("\\`*_{}[]")
    plain = "".join(f"\\{sign}" if sign in escapable else sign for sign in text)
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"^([#+-]|\d+(?=\.))", _shielded, plain)


def _shielded(found: re.Match[str]) -> str:
    """Keep the beginning of a line from beginning a heading or a list."""
    sign = found[0]
    return f"\\{sign}" if not sign.isdigit() else f"&#{ord(sign[0])};{sign[1:]}"


# Putting in place


def _refuse_to_overwrite(folder: Path, files: Iterable[str]) -> None:
    """Raise CannotInit where something lies at the place of a file or of one of its folders."""
    taken = []
    for path in files:
        for place in (*reversed(PurePosixPath(path).parents), PurePosixPath(path)):
            file = folder / place
            is_folder = place != PurePosixPath(path)
            if (file.exists() or file.is_symlink()) and not (is_folder and file.is_dir()):
                taken.append(str(file))
    if taken:
        listed = ", ".join(dict.fromkeys(taken))
        what = "these are there already, and nothing was written"
        raise CannotInit(f"{what}: {listed} (move them, or choose another folder)")


def _put_in_place(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files beside the folder, check them as a paper, and only then move them into it.

    Returns the folder of its theme.
    """
    home = next(each for each in folder.absolute().parents if each.is_dir())
    try:
        with tempfile.TemporaryDirectory(prefix=".broadsheet-init-", dir=home) as staging:
            made = Path(staging, "paper")
            for path, text in files.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_text(text, "utf-8", newline="\n")
            theme = _check(made, Path(staging))
            _move(made, folder, files)
            return theme
    except OSError as error:
        # A temporary name, since any fixed one might exist in that folder.
        named = str(error.filename or folder)
        place = home if ".broadsheet-init-" in named else named
        raise CannotInit(f"{place}: {error.strerror} (choose another folder)") from error


def _check(made: Path, staging: Path) -> Path:
    """Return the theme of a paper; raise CannotInit where answers make one with faults."""
    apart = {"OUTPUT_PATH": str(staging / "output"), "CACHE_PATH": str(staging / "cache")}
    try:
        with _modules_as_they_were():
            paper = newspaper(str(made / "pelicanconf.py"), {**apart, "BUILD_WORKERS": 1})
            paper.reporter = Reporter(made, Console(file=StringIO()))  # it is told in our words
            plan = paper.check()
    except BuildStopped as stop:
        told = "; ".join(f"{fault.what} ({fault.mend})" for fault in stop.faults)
        raise CannotInit(f"these answers make no paper, and nothing was written: {told}") from stop
    except CannotRead as error:
        raise CannotInit(str(error)) from error
    if plan.verdict.warnings:
        told = "; ".join(map(str, plan.verdict.warnings))
        raise CannotInit(f"these answers make no sound paper, and nothing was written: {told}")
    return Path(paper.settings["THEME"])


@contextmanager
def _modules_as_they_were() -> Iterator[None]:
    """Forget the settings that were read: another paper's are modules of the same names."""
    before = {name: sys.modules.get(name) for name in ("pelicanconf", "publishconf")}
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = written
        for name, module in before.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


def _move(made: Path, folder: Path, files: Mapping[str, str]) -> None:
    """Move a whole paper to its place: at once where nothing is there, else file by file."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made.rename(folder)
        return
    moved: list[Path] = []
    folders: list[Path] = []
    try:
        for path in files:
            for above in reversed(PurePosixPath(path).parents):
                if not (folder / above).is_dir():
                    (folder / above).mkdir()
                    folders.append(folder / above)
            shutil.move(made / path, folder / path)
            moved.append(folder / path)
    except OSError:
        for file in moved:
            file.unlink(missing_ok=True)
        for each in reversed(folders):
            with suppress(OSError):  # somebody may have put something there meanwhile
                each.rmdir()
        raise


def _has_words(theme: Path, language: str) -> bool:
    """Say whether the theme speaks a language."""
    return language == "en" or any((theme / "locale" / language).rglob("*.po"))


def _closing_lines(
    folder: Path, answers: Mapping[str, str], texts: Texts, theme: Path
) -> Iterator[str]:
    """Yield what was made, what is left to say, and what to run next."""
    yield f"{folder}: {answers['name']} is ready."
    if answers["lang"].partition("-")[0] != texts.code:
        known = ", ".join(languages())
        yield (
            f"Its texts are in English: there are none yet for “{answers['lang']}” (only: {known})."
        )
    if not any(_has_words(theme, each) for each in languages_of(answers["lang"])):
        yield (
            "The words of the theme, such as “Topics”, are in English as yet: see LOCALE_PATHS in "
            "the guide for operators."
        )
    if answers["url"] == _SOMEWHERE:
        yield f"Its address is {_SOMEWHERE} as yet: write yours into {folder / PRODUCTION}."
    here = folder.absolute() == Path.cwd()
    yield f"Next: {'' if here else f'cd {quote(str(folder))} && '}uv run broadsheet serve"

"""A small paper that is edited again and again, and built both ways after each edit.

`Desk` is all that a build reads, as values: stories, other content, theme, code of a plugin,
settings. Its methods are the edits of a newsroom. `EditedPaper` lays a desk out on the disk and
builds it twice: into an output folder and a store that stay from edit to edit, and into fresh
ones. Both must come to the same.
"""

from __future__ import annotations

import difflib
import importlib
import os
import shutil
import sys
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import settings as hypothesis_settings
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from broadsheet.commands.settings_file import load
from tests.support.halyard import HALYARD, NOW, PELICANCONF, ROOT
from tests.support.small_paper import Paper, build_paper

Work = TypeVar("Work")

PLUGIN = "stringer"
FOREIGN = "CNAME"  # a file in the output folder that no build made

LINES = (
    "The harbour is open again.",
    "The harbour is shut again.",  # as long as the first: an edit that keeps the size
    'A "quoted" word -- and a dash, said the *harbour master*...',
    "She wrote of Port Ellery & the sea.\n\n## A cross-head\n\nAnd went home.",
    "> They stuck on one word.\n>\n> — Rena Lee, president",
)
TITLES = ("Harbour reopens", "Harbour recloses", 'The "Aurora" sails', "A & B")
SECTIONS = ("World", "Economy", "Science", "Opinion")
TOPICS = ("[Shipping]", "[shipping, Ports]", "[SHIPPING, Syria]", "[Climate, Ports]", "[]")
BYLINES = ("[Jane Doe]", "[jane doe]", "[Omar Said, JANE DOE]", "[AFP]", "[]")
DATES = (
    "2024-06-11T07:30:00+00:00",
    "2024-06-11T07:30:00+00:00",
    "2024-05-31T23:30:00+00:00",  # June in the paper's zone
    "2023-11-02T09:00:00+00:00",
    "2022-03-05T09:00:00+00:00",
    "2019-01-01T00:00:00+00:00",
    "2026-11-20T09:00:00+00:00",
    "2026-11-30T09:00:00+00:00",  # not yet
)
MOMENTS = (NOW, "2026-11-25T00:00:00+00:00", "2026-12-24T00:00:00+00:00", "2024-06-12T00:00:00Z")
PICTURES = ("images/harbour.png", "images/sky.png", "images/sealed.png")
_LONG = "\n\n".join(
    f"Paragraph {number} tells of tides, tariffs and the price of rope in thirty plain words, so "
    "that the story is long enough to have a block in its middle, as the rules of the house ask."
    for number in range(1, 13)
)


def by_effort(bounded: Work, thorough: Work) -> Work:
    """Return how much a test does: little by default, much in hypothesis's thorough profile."""
    return thorough if hypothesis_settings().max_examples > 1000 else bounded


@cache
def picture(colour: str, width: int = 40, camera: str = "Leica") -> bytes:
    """Return the bytes of a small PNG of one colour, which names a camera."""
    data, words = BytesIO(), PngInfo()
    words.add_text("Source", camera)
    Image.new("RGB", (width, 30), colour).save(data, "PNG", pnginfo=words)
    return data.getvalue()


@dataclass
class Manuscript:
    """A story as a writer has it before them.

    front: further keys of the front matter, with their values as YAML writes them.
    """

    title: str
    date: str
    body: str
    front: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return the story's file."""
        front = {"title": f"'{self.title}'", "date": self.date, **self.front}
        return "\n".join(
            ["---", *(f"{key}: {value}" for key, value in front.items()), "---", "", self.body, ""]
        )


def lead(src: str, alt: str = "What is to be seen") -> str:
    """Return the value of `image:` for a picture."""
    return f"\n  src: {src}\n  alt: {alt}\n  caption: The *Aurora* (Jane Doe/Reuters)"


@dataclass
class Desk:
    """All that a build reads.

    stories: by the names of their files; files: the rest of the content folder; theme: the
    theme's files; code: the files of a plugin's package; settings: what differs from those
    of The Halyard.
    """

    stories: dict[str, Manuscript]
    files: dict[str, bytes]
    theme: dict[str, bytes]
    code: dict[str, bytes]
    settings: dict[str, Any]

    @classmethod
    def of_the_paper(cls) -> Desk:
        """Return the desk that the tests begin with: a bit of everything, and no fault."""
        return cls(_stories(), _files(), _theme(), _code(), _settings())

    def content(self) -> dict[str, bytes]:
        """Return the content folder: paths and bytes."""
        stories = {_path(name): each.text().encode() for name, each in self.stories.items()}
        return {**self.files, **stories}

    # Stories

    def write(self, name: str, body: str = LINES[0], **changes: str) -> None:
        """Add a story, or write it anew. changes: title, date, and front-matter keys."""
        title, date = changes.pop("title", name.title()), changes.pop("date", DATES[0])
        self.stories[name] = Manuscript(title, date, body, {"category": "World", **changes})

    def change(self, name: str, key: str, value: str | None) -> Desk:
        """Set a front-matter key, or take it out; return the desk, for the next change."""
        story = self.stories[name]
        if key in ("title", "date", "body"):
            setattr(story, key, value)
        elif value is None:
            story.front.pop(key, None)
        else:
            story.front[key] = value
        return self

    def rename(self, name: str, new: str, follow: bool) -> None:
        """Give a story's file another name; links to it follow, or are left dead."""
        self.stories[new] = self.stories.pop(name)
        for story in self.stories.values() if follow else ():
            story.body = story.body.replace(f"/{name}.md)", f"/{new}.md)")

    def delete(self, name: str, follow: bool) -> None:
        """Delete a story; what links to it loses the link, or is left with a dead one."""
        del self.stories[name]
        for story in self.stories.values() if follow else ():
            story.body = story.body.replace(link(name), "the words alone")

    def translate(self, name: str) -> None:
        """Write the translation of a story, or write it anew."""
        story = self.stories[name]
        slug = story.front.setdefault("slug", name)
        self.write(
            f"{name}-es",
            "En español.",
            title=f"{story.title} ES",
            date=story.date,
            category=story.front.get("category", "World"),
            slug=slug,
            lang="es",
            translation="true",
        )

    # Everything else

    def append(self, shelf: dict[str, bytes], path: str, text: str) -> None:
        """Add a line to the end of a file of `files`, `theme` or `code`."""
        shelf[path] = shelf.get(path, b"") + f"\n{text}\n".encode()

    def replace(self, shelf: dict[str, bytes], path: str, old: str, new: str) -> None:
        """Put one text in the place of another, where it stands."""
        shelf[path] = shelf[path].replace(old.encode(), new.encode())

    def setting(self, name: str) -> Any:
        """Return a setting, to be changed in place."""
        return self.settings.setdefault(name, deepcopy(_halyards_settings()[name]))


def link(name: str) -> str:
    """Return the Markdown of a link to a story."""
    return f"[more]({{filename}}/{_path(name)})"


def _path(name: str) -> str:
    return f"articles/2024/{name}.md"


@cache
def _halyards_settings() -> dict[str, Any]:
    return load(str(PELICANCONF))


def _stories() -> dict[str, Manuscript]:
    loaded = Desk({}, {}, {}, {}, {})
    loaded.write(
        "harbour",
        f"The first ships left. {link('quay')}\n\n"
        '![Two tugs]({static}/images/sky.png "The sky (Ann Lee)")\n\nAnd then the others.',
        summary="Two days of repairs",
        tags="[Shipping, Ports]",
        authors="[Jane Doe]",
        image=lead("images/harbour.png"),
        aliases="[/2014/old-harbour/]",
    )
    loaded.write(
        "quay",
        f"{LINES[2]} {link('harbour')}\n\n![The quay]({{static}}/images/harbour.png)",
        date=DATES[2],
        tags="[Shipping]",
        authors="[Jane Doe]",
        rights="open",
    )
    loaded.write(
        "levy",
        f"{_LONG}\n\nThe [report]({{static}}/docs/report.pdf) says more.",
        date=DATES[3],
        category="Economy",
        tags="[shipping]",
        authors="[jane doe]",
    )
    loaded.write(
        "comet",
        "It returns.\n\n[newsletter tide-table]\n\nIn 2061, about [oceans]({tag}Ports).",
        date=DATES[4],
        category="Science",
        slug="comet",
        authors="[Omar Said]",
        image=lead("images/sky.png"),
    )
    loaded.translate("comet")
    loaded.write("column", LINES[3], date=DATES[6], category="Opinion", authors="[Omar Said]")
    loaded.write("wire", "Agency words.", date=DATES[3], authors="[AFP]", tags="[Syria]")
    loaded.write(
        "sealed",
        f"Not before December. {link('harbour')}",
        date=DATES[6],
        embargo="2026-12-01T06:00:00+00:00",
        tags="[Secrets]",
        authors="[Nobody Yet]",
        image=lead("images/sealed.png"),
    )
    loaded.write("rough", f"A draft. {link('quay')}", status="draft", tags="[Ports]")
    loaded.write("oldest", "Long ago.", date=DATES[5], tags="[Ports]", kicker="Archive")
    return loaded.stories


def _files() -> dict[str, bytes]:
    author = (
        "---\nname: Jane Doe\nrole: Editor\nimage:\n  src: images/authors/jane.png\n  alt: Jane\n"
        "---\n\nShe writes of [the sea]({tag}Shipping).\n"
    )
    return {
        "images/harbour.png": picture("navy"),
        "images/harbour.png.yaml": b"credit: The Halyard\nalt: A harbour\n",
        "images/sky.png": picture("skyblue", 60),
        "images/sealed.png": picture("red"),
        "images/authors/jane.png": picture("pink"),
        "authors/jane.md": author.encode(),
        "pages/about.md": b"---\ntitle: About\n---\n\nWe are [here]({index}).\n",
        "docs/report.pdf": b"%PDF-1.4 one",
        "extra/robots.txt": b"User-agent: *\n",
    }


@cache
def _project_theme() -> dict[str, bytes]:
    theme = ROOT / "theme"
    files = (file for file in theme.rglob("*") if file.is_file() and file.suffix != ".woff2")
    found = {file.relative_to(theme).as_posix(): file.read_bytes() for file in files}
    for folder in sorted((ROOT / "plugins" / "broadsheet").glob("*/templates")):
        for file in sorted(folder.rglob("*.html")):  # which a theme may have as well
            found[f"templates/{file.relative_to(folder).as_posix()}"] = file.read_bytes()
    mark = HALYARD / "overrides/static/identity/mark.svg"
    own = {"overrides/README.md": b"", "front/identity/mark.svg": mark.read_bytes()}
    return {**found, **own}


def _theme() -> dict[str, bytes]:
    theme = dict(_project_theme())
    article = "templates/article.html"
    signed = b"{{ story.headline | unbroken }}</h1>\n<p>{{ signature }}</p>"
    assert b"{{ story.headline | unbroken }}</h1>" in theme[article]
    theme[article] = theme[article].replace(b"{{ story.headline | unbroken }}</h1>", signed)
    return theme


def _code() -> dict[str, bytes]:
    package = f'''"""A capability that signs every story, in its body and on its page."""

from broadsheet.plan.capability import Capability
from broadsheet.story.tree import append, element
from {PLUGIN}.words import SIGNATURE


def sign(draft):
    line = element("p")
    line.text = "Signed in the body."
    append(draft.root, line)
    return ()


class Stringer(Capability):
    passes = (sign,)
    added_inputs = ("signature",)

    def story_inputs(self, story, edition):
        return {{"signature": SIGNATURE}}


CAPABILITY = Stringer


def register():
    pass
'''
    return {
        f"{PLUGIN}/__init__.py": package.encode(),
        f"{PLUGIN}/words.py": b"""from pathlib import Path

SIGNATURE = "Signed on the page, " + Path(__file__).with_name("ink.txt").read_text()
""",
        f"{PLUGIN}/ink.txt": b"in blue.",
    }


def _settings() -> dict[str, Any]:
    return {
        "NOW": NOW,
        "ANNOUNCEMENTS": [
            {"text": "Read us by post.", "from": "2026-12-20", "until": "2026-12-26"}
        ],
        "SECTIONS": [{"name": name, "opinion": name == "Opinion"} for name in SECTIONS],
        # Only newsletters of sections that this paper has.
        "NEWSLETTERS": [
            each
            for each in deepcopy(_halyards_settings()["NEWSLETTERS"])
            if each["id"] != "last-page"
        ],
        "FRONT_LENGTH": 3,
        "FEED_LENGTH": 4,
        "BUILD_WORKERS": 1,
    }


@dataclass(frozen=True)
class Built:
    """What a build found and left. files: the output folder, foreign files left out."""

    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    stopped: str | None
    files: Mapping[str, bytes]

    @classmethod
    def of(cls, paper: Paper) -> Built:
        """Take from a paper what two builds can be compared by."""
        stopped = str(paper.stopped) if paper.stopped else None
        files = cls.of_folder(paper.output)
        return cls(tuple(paper.faults), tuple(paper.warnings), stopped, files)

    @property
    def words(self) -> str:
        """Everything that was found in the content, line by line."""
        return "\n".join([*self.warnings, *self.faults, *([self.stopped] if self.stopped else [])])

    @staticmethod
    def of_folder(output: Path) -> dict[str, bytes]:
        """Return the files of an output folder by their paths."""
        files = (file for file in output.rglob("*") if file.is_file() and file.name != FOREIGN)
        return {file.relative_to(output).as_posix(): file.read_bytes() for file in files}


class EditedPaper:
    """A desk on the disk, with an output folder and a store that stay from build to build."""

    def __init__(self, root: Path, loaded: Desk | None = None) -> None:
        """Lay out a desk below `root`, a new folder. Nothing is built yet."""
        self.root = root
        self.loaded = loaded or Desk.of_the_paper()
        self.good = deepcopy(self.loaded)
        self.output = root / "kept" / "output"
        self.store = root / "kept" / "store"
        self.file_time: int | None = None
        self._clean = 0
        self._laid: dict[str, dict[str, bytes]] = {"content": {}, "theme": {}, "code": {}}

    # Building

    def build(self, **overrides: Any) -> Built:
        """Lay the desk out and build into the output folder, with the store."""
        return self._build(self.output, self.store, overrides)

    def build_clean(self) -> Built:
        """Lay the desk out and build into fresh folders, which are gone afterwards."""
        self._clean += 1
        room = self.root / f"clean{self._clean}"
        try:
            return self._build(room / "output", room / "store", {})
        finally:
            shutil.rmtree(room, ignore_errors=True)

    def prove(self, **overrides: Any) -> Built:
        """Build both ways and compare; return what was built.

        Faulty content must be told of in the same words, and leave the output as it was.
        """
        before = fingerprints(self.output)
        kept = self.build(**overrides)
        clean = self.build_clean()
        assert kept.words == clean.words, f"said:\n{kept.words}\na clean build says:\n{clean.words}"
        if kept.stopped:
            assert fingerprints(self.output) == before, (
                "a build that was stopped changed the output"
            )
        else:
            assert_same(kept.files, clean.files)
            self.good = deepcopy(self.loaded)
        return kept

    def _build(self, output: Path, store: Path, overrides: Mapping[str, Any]) -> Built:
        self.lay_out()
        settings = {**self.settings(output, store), **overrides}
        output.parent.mkdir(parents=True, exist_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            # Python's own cache of code looks at times and sizes, which the tests play with.
            patch.setattr(sys, "dont_write_bytecode", True)
            _forget_plugin()
            content = self.root / "content"
            return Built.of(build_paper(content, output, patch, settings))

    def settings(self, output: Path, store: Path) -> dict[str, Any]:
        """Return what differs from The Halyard's settings; but for functions, JSON can hold it."""
        return {
            **self.loaded.settings,
            "OUTPUT_PATH": str(output),
            "CACHE_PATH": str(store),
            "THEME": str(self.root / "theme"),
            "THEME_TEMPLATES_OVERRIDES": [str(self.root / "theme" / "overrides")],
            "THEME_STATIC_OVERRIDES": [str(self.root / "theme" / "front")],
            "PLUGIN_PATHS": [str(ROOT), str(self.root / "code")],
            "PLUGINS": [*_halyards_settings()["PLUGINS"], PLUGIN],
        }

    # The disk

    def lay_out(self) -> None:
        """Bring the folders on the disk to the state of the desk; what is the same is not touched.

        With a `file_time` set, what is written gets that time, in seconds.
        """
        for folder, files in (
            ("content", self.loaded.content()),
            ("theme", self.loaded.theme),
            ("code", self.loaded.code),
        ):
            laid = self._laid[folder]
            for path in laid.keys() - files.keys():
                _remove(self.root / folder, path)
            for path, data in files.items():
                if laid.get(path) != data:
                    file = self.root / folder / path
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(data)
                    self._stamp(file)
            self._laid[folder] = dict(files)

    def _stamp(self, file: Path) -> None:
        if self.file_time is not None:
            os.utime(file, (self.file_time, self.file_time))

    def set_times(self, seconds: Iterable[int], *folders: str) -> None:
        """Give all files, or those of some folders, new times in turn, as a fresh clone does."""
        places = [self.root / folder for folder in folders or [""]]
        files = sorted(file for place in places for file in place.rglob("*") if file.is_file())
        times = list(seconds)
        for place, file in enumerate(files):
            moment = times[place % len(times)]
            os.utime(file, (moment, moment))

    def keep(self) -> Path:
        """Copy output and store aside and return where they are."""
        aside = self.root / "aside"
        shutil.rmtree(aside, ignore_errors=True)
        shutil.copytree(self.output.parent, aside, symlinks=True)
        return aside

    def bring_back(self, part: str = "") -> None:
        """Put back what `keep` has copied: all, or only `output` or `store`."""
        aside, place = self.root / "aside" / part, self.output.parent / part
        shutil.rmtree(place, ignore_errors=True)
        if aside.exists():
            shutil.copytree(aside, place, symlinks=True)

    def undo(self) -> None:
        """Take all edits back to the last desk that could be printed."""
        self.loaded = deepcopy(self.good)


def assert_same(kept: Mapping[str, bytes], clean: Mapping[str, bytes]) -> None:
    """Compare two output trees; say which files differ, and how the first does."""
    missing, more = sorted(clean.keys() - kept.keys()), sorted(kept.keys() - clean.keys())
    changed = sorted(path for path in clean.keys() & kept.keys() if clean[path] != kept[path])
    if not (missing or more or changed):
        return
    lines = [f"missing: {missing[:20]}", f"too many: {more[:20]}", f"different: {changed[:20]}"]
    if changed:
        lines += _difference(clean[changed[0]], kept[changed[0]])
    pytest.fail("the output is not that of a clean build\n" + "\n".join(lines), pytrace=False)


def _difference(clean: bytes, kept: bytes) -> list[str]:
    one, two = (data.decode("utf-8", "replace").splitlines() for data in (clean, kept))
    return list(difflib.unified_diff(one, two, "clean", "kept", n=0, lineterm=""))[:20]


def fingerprints(folder: Path) -> dict[str, tuple[int, int]]:
    """Return for each file of a folder what changes when it is written: its inode and time."""
    found = {}
    for file in folder.rglob("*"):
        if file.is_file():
            status = file.stat()
            found[file.relative_to(folder).as_posix()] = (status.st_ino, status.st_mtime_ns)
    return found


def _forget_plugin() -> None:
    """Have the plugin's code read anew, as a new process would."""
    for name in [name for name in sys.modules if name.partition(".")[0] == PLUGIN]:
        del sys.modules[name]
    importlib.invalidate_caches()


def _remove(folder: Path, path: str) -> None:
    file = folder / path
    file.unlink()
    for parent in file.relative_to(folder).parents:
        if parent == Path() or any((folder / parent).iterdir()):
            break
        (folder / parent).rmdir()

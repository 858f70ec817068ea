"""Where a faulty setting is written is told with it: the file, the line, or the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.commands.publish import CannotPublish, read_destination, read_publishing
from broadsheet.commands.settings_file import CannotRead, load, newspaper
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Fault, setting_fault
from broadsheet.site.settings_source import SettingsSource, placed, source_of
from tests.support.halyard import NOW, PELICANCONF, ROOT, beginning_with, cached_in, pelican
from tests.support.small_paper import story


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Files are told as seen from the current folder; what settings import can be found there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    for name in ("conf", "base", "local", "lists"):
        sys.modules.pop(name, None)


def place(setting: str, text: str, *given: str, **others: str) -> str:
    """Return where a setting of a settings file is said to be written; others: further modules."""
    for name, content in {"conf": text, **others}.items():
        Path(f"{name}.py").write_text(content, "utf-8")
    source = SettingsSource(Path("conf.py").absolute(), given)
    found = source.placed(setting_fault(setting, "wrong", "mend it"))
    return str(found).removesuffix(f": {setting}: wrong (mend it)")


GROUP = """\
PUBLISHER = {
    "name": "The Halyard",
    "email": None,
}
LETTERS = [
    {"id": "a", "provider": {
        "kind": "kit",
    }},
    {
        "id": "b.c",
        "name": "B",
    },
]
FILES = {
    "extra/robots.txt": {"path": "robots.txt"},
    "extra/robots.txt.old": {
        "path": "/",
    },
}
ROWS = dict(
    first=1,
    second=2,
)
"""


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ("PUBLISHER", 1),
        ("PUBLISHER.name", 2),
        ("PUBLISHER.email", 3),
        ("PUBLISHER.sentence", 1),
        ("LETTERS", 5),
        ("LETTERS.0", 6),
        ("LETTERS.a", 6),
        ("LETTERS.a.provider.kind", 7),
        ("LETTERS.1.name", 11),
        ("LETTERS.b.c", 9),
        ("LETTERS.b.c.name", 11),
        ("LETTERS.b.c.pitch", 9),
        ("LETTERS.9", 5),
        ("FILES.extra/robots.txt.path", 15),
        ("FILES.extra/robots.txt.old.path", 17),
        ("ROWS.second", 22),
    ],
)
def test_the_line_is_that_of_the_key(setting: str, line: int) -> None:
    """As deep as it is written out; where a key is missing, that of the group that lacks it."""
    assert place(setting, GROUP) == f"conf.py:{line}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A = 1\nA = 2\n", 2),
        ("A: int = 1\n\nB = 2\n", 1),
        ("B = A = 1\n", 1),
        ("B, A = 1, 2\n", 1),
        ("A = []\nA += [1]\n", 2),
        ("\nif True:\n    A = 1\n", 3),
        ("\nif True:\n    A = 1\nelse:\n    A = 2\n", 2),
        ("try:\n    A = 1\nexcept OSError:\n    pass\n", 2),
        ("def f():\n    A = 3\n\n\nA = 1\n\n\nclass B:\n    A = 2\n", 5),
        ("A = (\n    1\n)\n", 1),
    ],
)
def test_the_line_is_that_of_the_last_assignment(text: str, line: int) -> None:
    """Whatever form it has; of two branches nobody knows which was taken."""
    assert place("A", text) == f"conf.py:{line}"


def test_what_is_changed_later_is_found_where_it_is_changed() -> None:
    """A single key, or a copy with other keys; the rest where it was."""
    text = 'A = {\n    "x": 1,\n    "y": {"z": 1},\n}\nA["y"]["z"] = 2\nA = {**A, "w": 3}\n'
    assert place("A.x", text) == "conf.py:2"
    assert place("A.y.z", text) == "conf.py:5"
    assert place("A.w", text) == "conf.py:6"
    copied = 'A = {\n    "x": 1,\n}\nA = {\n    **A,\n    "w": 3,\n}\n'
    assert place("A.x", copied) == "conf.py:2"
    assert place("A.v", copied) == "conf.py:4"


def test_what_has_a_name_of_its_own_is_found_where_that_is_written() -> None:
    """A list of newsletters, each written by itself; names that lead to one another come to an end."""
    text = '_ONE = {\n    "id": "one",\n    "name": "",\n}\nA = [\n    _ONE,\n]\n'
    assert place("A.0.name", text) == "conf.py:3"
    spread = '_OLD = [\n    {"id": "o",\n     "x": 1},\n]\nA = [\n    *_OLD,\n    {"id": "n"},\n]\n'
    assert place("A.o.x", spread) == "conf.py:3"
    assert place("A.n", spread) == "conf.py:7"
    assert place("A.x", "A = B\nB = A\nA = B\n") == "conf.py:1"


def test_what_is_imported_is_found_in_its_own_file() -> None:
    """As in settings for production, which take all over from others and change a few."""
    text = "from base import *\nfrom lists import LETTERS as A\n\nB = 2\n"
    base = 'B = 1\nC = {\n    "x": 1,\n}\n'
    files = {"base": base, "lists": '\nLETTERS = [\n    {"id": "a"},\n]\n'}
    assert place("B", text, **files) == "conf.py:4"
    assert place("C.x", text, **files) == "base.py:3"
    assert place("A.a", text, **files) == "lists.py:3"
    assert place("B", f"{text}from base import *\n", **files) == "base.py:1"
    tried = "try:\n    from local import *\nexcept ImportError:\n    pass\n"
    assert place("B", f"B = 1\n{tried}", local="\n\nB = 3\n") == "local.py:3"
    assert place("D", "from base import *\n", base="from conf import *\n") == "conf.py"


@pytest.mark.parametrize("text", ["B = 1\n", "exec('A = 1')\n", "for x in y: pass\n", "A: int\n"])
def test_what_is_not_found_is_told_with_the_file_alone(text: str) -> None:
    """A setting that is missing, for example, is to be written there."""
    assert place("A", text) == "conf.py"


def test_what_was_given_on_the_command_line_is_told_so() -> None:
    """Whatever the file says."""
    assert place("A.x", 'A = {"x": 1}\n', "A") == "the command line"
    assert place("B", "B = 1\n", "A") == "conf.py:1"


def test_a_file_that_is_gone_or_broken_meanwhile_is_told_without_a_line(tmp_path: Path) -> None:
    """A fault is told all the same."""
    fault = setting_fault("A", "wrong", "mend it")
    gone = SettingsSource(tmp_path / "gone.py")
    assert str(gone.placed(fault)) == "gone.py: A: wrong (mend it)"
    assert place("A", "A = (\n") == "conf.py"
    assert place("A", "A = 1\n# \0\n") == "conf.py"


def test_other_faults_and_settings_of_nobody_knows_where_stay_as_they_are() -> None:
    """Settings that a test has made up, for example."""
    other = Fault("articles/a.md", 3, "wrong", "mend it")
    assert SettingsSource(Path("conf.py")).placed(other) == other
    assert source_of({"A": 1}) is None
    fault = setting_fault("A", "wrong", "mend it")
    assert str(placed(fault, {"A": 1})) == "settings: A: wrong (mend it)"


# Whole papers


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """The settings file of a small paper, which takes over the demo's; line 3 is free."""
    story_file = tmp_path / "content" / "articles" / "a.md"
    story_file.parent.mkdir(parents=True)
    story_file.write_text(story(), "utf-8")
    file = tmp_path / "conf.py"
    file.write_text(
        f"{beginning_with(PELICANCONF)}\n\n\nNOW = {NOW!r}\nTHEME = {str(ROOT / 'theme')!r}\n"
        'PATH = "content"\nOUTPUT_PATH = "out"\nCACHE_PATH = "cache"\nBUILD_WORKERS = 1\n',
        "utf-8",
    )
    return file


def with_line(settings: Path, line: str) -> Path:
    text = settings.read_text("utf-8").splitlines()
    text[2] = line
    settings.write_text("\n".join(text), "utf-8")
    return settings


def told(settings: Path, capsys: pytest.CaptureFixture[str], **given: Any) -> list[str]:
    paper = newspaper(str(settings), given)
    with pytest.raises(BuildStopped):
        paper.check()
    return [line for line in capsys.readouterr().err.splitlines() if line.startswith("error: ")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('TIMEZONE = "Atlantis"', "TIMEZONE: unknown time zone “Atlantis” (correct it)"),
        ('NEWSLETTERS = "x"', 'NEWSLETTERS: not a list (write [{"id": …, …}])'),
        ("FEED_LENGTH = 0", "FEED_LENGTH: less than 1 (correct it)"),
        ("BUILD_WORKERS = -1", ""),
        ('OUTPUT_PATH = "~/x"', ""),
        ('PLUGINS = ["broadsheet.frnts"]', "PLUGINS: there is no plugin broadsheet.frnts (did you"),
        ('STATIC_PATHS = ["extra", "nothere"]', "STATIC_PATHS: “nothere” is nothing in"),
        ("SITENMAE = 1", "SITENMAE is not known (did you mean `SITENAME`?"),
    ],
)
def test_a_build_tells_the_line(
    settings: Path, capsys: pytest.CaptureFixture[str], line: str, message: str
) -> None:
    """Of whatever setting: of the site, of a capability, of places, of plugins, of names."""
    with_line(settings, line)
    if not message:  # it is assigned again further down
        name = line.partition(" ")[0]
        text = settings.read_text("utf-8").splitlines()
        settings.write_text("\n".join(each for each in text if each == line or name not in each))
        message = f"{name}: “"
    (found,) = told(settings, capsys)
    assert found.startswith(f"error: conf.py:3: {message}")


def test_a_build_tells_of_the_file_that_was_imported(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As deep down as it is written there."""
    base = 'NEWSLETTERS = [\n    {\n        "id": "weekly",\n        "name": "",\n    },\n]\n'
    Path("base.py").write_text(base, "utf-8")
    assert "error: base.py:4: NEWSLETTERS.weekly.name: empty (correct it)" in told(
        with_line(settings, "from base import *"), capsys
    )


def test_what_a_program_overrides_is_told_as_the_command_line(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As the tasks do it."""
    found = told(with_line(settings, 'SITEURL = "x"'), capsys, SITEURL="y")
    assert found[0] == (
        "error: the command line: SITEURL: not a full address such as https://example.org"
        " (correct it)"
    )


def test_pelicans_own_command_tells_the_line_too(settings: Path, tmp_path: Path) -> None:
    """Though Pelican tells nobody which file it has read; `-e` is the command line."""
    with_line(settings, 'TIMEZONE = "Atlantis"')
    options = ("-s", str(settings), "-o", str(tmp_path / "out"))
    built = pelican("content", *options, "-e", cached_in(tmp_path), "FRONT_LENGTH=0")
    assert built.returncode == 1
    assert "conf.py:3: TIMEZONE: unknown time zone" in built.stderr
    assert "error: the command line: FRONT_LENGTH: less than" in built.stderr


def test_what_is_wrong_with_publishing_is_told_with_its_line(settings: Path) -> None:
    """By the tasks that build nothing, too."""
    loaded = load(str(with_line(settings, "PUBLISH_KEEP = 1")))
    with pytest.raises(CannotPublish, match=r"^conf\.py:3: PUBLISH_KEEP: less than"):
        read_publishing(loaded)


@pytest.mark.parametrize("target", ["https://example.org/", "content", "~nobody-of-that-name/x"])
def test_a_target_that_cannot_be_is_told_with_the_line_of_the_setting(
    settings: Path, target: str
) -> None:
    """But as it is where it was given to the task."""
    loaded = load(str(with_line(settings, f"PUBLISH_TARGET = {target!r}")))
    with pytest.raises(CannotPublish, match=r"^conf\.py:3: target "):
        read_destination(loaded, settings)
    with pytest.raises(CannotPublish, match=r"^target "):
        read_destination(loaded, settings, target)


def test_a_folder_that_is_not_there_is_told_with_the_line(settings: Path) -> None:
    """Pelican reads no settings without it."""
    text = settings.read_text("utf-8").replace('PATH = "content"', 'PATH = "contents"')
    settings.write_text(text, "utf-8")
    with pytest.raises(CannotRead) as caught:
        load(str(settings))
    assert str(caught.value) == (
        "conf.py:7: PATH: there is no folder contents (make it, or correct it)"
    )

"""Whatever a user can cause ends in plain lines and an exit status, and in no traceback."""

from __future__ import annotations

import importlib
import inspect
import json
import pickle
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pelican
import pytest
from invoke import Context, Exit
from pelican import signals

import broadsheet
import tasks
from broadsheet.build.building import Building
from broadsheet.commands.settings_file import newspaper
from broadsheet.defaults import PLUGINS
from broadsheet.incremental import locks
from broadsheet.incremental.store import StoreDamaged
from broadsheet.reporting.errors import BroadsheetError, BuildStopped, Interrupted
from broadsheet.reporting.faults import Fault
from tests.support.halyard import NOW, PELICANCONF, beginning_with
from tests.support.halyard import pelican as pelican_command
from tests.support.small_paper import MakeSite, story

MODULES = [
    importlib.import_module(found.name)
    for found in pkgutil.walk_packages(broadsheet.__path__, f"{broadsheet.__name__}.")
]
REPORT = "report this to its author, or take the plugin out of PLUGINS; -v shows the traceback"


def _and_all_below(kind: type[BroadsheetError]) -> Iterator[type[BroadsheetError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _and_all_below(each)


KINDS = sorted(set(_and_all_below(BroadsheetError)), key=lambda kind: kind.__qualname__)
NAMES = [kind.__qualname__ for kind in KINDS]
FAULT = Fault("articles/a.md", 3, "what", "mend")


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_every_error_shows_itself_in_one_line(kind: type[BroadsheetError]) -> None:
    """Whatever stands in its message; and it comes whole out of another process."""
    for error in (kind("the tug\nis \x1b[31maway"), kind("\udce9")):
        (line,) = error.lines()
        assert line.isprintable() and line.encode()
        assert line.startswith("error: ") or kind is Interrupted
        assert str(error) in line
        copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - pickled in this line
        assert (type(copied), copied.lines(), str(copied)) == (kind, [line], str(error))
        assert 0 < error.exit_status < 256


def test_no_exception_of_the_package_is_left_out() -> None:
    """What has a public name may reach a user, unless it is a kind of Python's own errors."""
    found = {
        kind
        for module in MODULES
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception) and kind.__module__ == module.__name__
    }
    ours = {kind for kind in found if Exception in kind.__bases__ and kind.__name__[0] != "_"}
    assert ours == {BroadsheetError}
    assert len(KINDS) > 10


def test_faults_are_shown_before_the_last_word_and_never_twice() -> None:
    """Once a reporter has told them, by paths that the current folder knows, that is enough."""
    assert BroadsheetError(faults=[FAULT]).lines() == ["error: articles/a.md:3: what (mend)"]
    error = BuildStopped.by([FAULT])
    assert error.lines() == [
        "error: articles/a.md:3: what (mend)",
        "error: 1 error; nothing was written",
    ]
    error.are_told = True
    assert error.lines() == ["error: 1 error; nothing was written"]


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a sound paper, which is the current one; its settings in `conf.py`."""
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/a.md").write_text(story(), "utf-8")
    own = f"PATH, NOW, CACHE_PATH, BUILD_WORKERS = 'content', '{NOW}', '.cache', 1\n"
    (tmp_path / "conf.py").write_text(beginning_with(PELICANCONF) + own, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


Told = Callable[[], list[str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Told:
    """What stands on the terminal, a line each, once it is sure that no traceback does."""

    def lines() -> list[str]:
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err + caplog.text
        return err.splitlines()

    return lines


def _failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(_: Building) -> None:
        raise error

    monkeypatch.setattr(Building, "examine", fail)


def _run_by_pelican(*more: str) -> int:
    with pytest.raises(SystemExit) as end:
        pelican.main(["-s", "conf.py", "-o", "output", *more])
    assert isinstance(end.value.code, int)
    return end.value.code


@pytest.mark.parametrize("kind", [k for k in KINDS if k is not StoreDamaged])
def test_both_command_lines_end_with_the_lines_and_the_status_of_any_error(
    paper: Path, monkeypatch: pytest.MonkeyPatch, told: Told, kind: type[BroadsheetError]
) -> None:
    """Pelican's own, which makes a traceback of what a build raises, and invoke's."""
    _failing(monkeypatch, kind("the tug is away"))
    assert _run_by_pelican() == kind.exit_status
    assert told() == kind("the tug is away").lines()
    with pytest.raises(Exit) as end:
        tasks.check.body(Context(), settings=str(paper / "conf.py"))
    assert end.value.code == kind.exit_status
    assert str(end.value).splitlines() == kind("the tug is away").lines()


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (KeyboardInterrupt(), 130, "interrupted; nothing was written"),
        (OSError(28, "No space left on device", "x"), 1, "error: x: No space left on device"),
        (
            StoreDamaged("a row is lost"),
            1,
            "error: the store is damaged: a row is lost, and so is a new one; nothing was written",
        ),
    ],
)
def test_what_becomes_an_error_on_the_way_ends_alike(
    paper: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: Told,
    error: BaseException,
    status: int,
    words: str,
) -> None:
    """Ctrl+C, a disk that fails, a store that is damaged over and over."""
    _failing(monkeypatch, error)
    assert _run_by_pelican() == status
    assert told()[-1] == words
    with pytest.raises(Exit, match=words) as end:
        tasks.check.body(Context(), settings=str(paper / "conf.py"))
    assert end.value.code == status


def test_a_build_that_waits_too_long_says_so(
    paper: Path, monkeypatch: pytest.MonkeyPatch, told: Told
) -> None:
    """In one line, with what to do."""
    monkeypatch.setattr(locks, "_PATIENCE", 0)
    with locks.held(paper / ".output.lock", lambda: None):
        assert _run_by_pelican() == 1
    assert told() == [
        "another build is at work here: waiting until it is done",
        "error: another build has been at work here for 0 minutes (wait for it, or end it)",
    ]


def test_a_task_that_the_disk_stops_says_so(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever task it is."""

    def fail(*_: Any) -> None:
        raise OSError(30, "Read-only file system", "schema/story.json")

    monkeypatch.setattr("broadsheet.commands.schema.write_schemas", fail)
    with pytest.raises(
        Exit, match=r"^error: schema/story\.json: Read-only file system \(nothing can be"
    ):
        tasks.schema.body(Context(), settings=str(paper / "conf.py"))


# Settings that Pelican reads before there is a paper


@pytest.mark.parametrize(
    ("text", "arguments", "words"),
    [
        ("PATH = 'no'", [], "conf.py:3: PATH: there is no folder no (make it, or correct it)"),
        ("", ["no"], "the command line: PATH: there is no folder no (make it, or correct it)"),
        (
            "",
            ["-t", "no"],
            "the command line: THEME: there is no folder no (make it, or correct it)",
        ),
        (
            "nowhere",
            [],
            "conf.py:3: NameError: name 'nowhere' is not defined, in `nowhere` (correct it)",
        ),
        (
            "import nosuch",
            [],
            "conf.py:3: ModuleNotFoundError: No module named 'nosuch', in `import nosuch` (correct",
        ),
        ("PATH = 3", [], "conf.py:3: PATH: it must be a path, and is the number 3 (correct"),
        (
            "EXTRA_TEMPLATES_PATHS = THEME_TEMPLATES_OVERRIDES = ['x']",
            [],
            "conf.py: ValueError: Setting both EXTRA_TEMPLATES_PATHS and THEME_TEMPLATES_OVERRIDES",
        ),
    ],
)
def test_settings_that_pelican_cannot_read_cost_one_line(
    paper: Path, text: str, arguments: list[str], words: str
) -> None:
    """Pelican's own command line says what `inv build` says of them."""
    with (paper / "conf.py").open("a", encoding="utf-8") as file:
        file.write(f"{text}\n")
    done = pelican_command(*arguments, "-s", "conf.py", "--log-handler", "plain", cwd=paper)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert len([each for each in done.stderr.splitlines() if words in each]) == 1
    assert not (paper / "output").exists()


# Plugins that fail


@pytest.fixture
def plugin(paper: Path) -> Iterator[Callable[[str], list[str]]]:
    """A writer of a plugin, `tides`, into the paper; returns the settings that name it."""

    def write(text: str) -> list[str]:
        head = "from broadsheet.plan.capability import Capability\nfrom pelican import signals\n"
        (paper / "tides.py").write_text(f"{head}{text}\n", "utf-8")
        plugins = json.dumps([*PLUGINS, "tides"])
        return ["-e", f"PLUGINS={plugins}", f'PLUGIN_PATHS=["{paper}"]']

    listeners = [(each, dict(each.receivers)) for each in (signals.initialized, signals.finalized)]
    yield write
    for signal, before in listeners:  # an exception that is still known keeps a listener alive
        signal.receivers.clear()
        signal.receivers.update(before)
    sys.modules.pop("tides", None)


NO_MORE = "\ndef register(): pass\n"
CLASS = "class CAPABILITY(Capability):\n    def "
FAILURES = {
    "set up": (f"{CLASS}__init__(self, settings):\n        {{}}['moon']\n{NO_MORE}", 5),
    "set up otherwise": (f"{CLASS}__init__(self):\n        pass\n{NO_MORE}", 3),
    "checking": (f"{CLASS}check(self, edition):\n        return {{}}['moon']\n{NO_MORE}", 5),
    "planning": (f"{CLASS}planners(self):\n        return {{}}['moon']\n{NO_MORE}", 5),
    "told of the paper": (
        "def moon(paper):\n    {}['moon']\ndef register():\n    signals.initialized.connect(moon)",
        4,
    ),
    "told of the end": (
        "def moon(paper):\n    {}['moon']\ndef register():\n    signals.finalized.connect(moon)",
        4,
    ),
}


@pytest.mark.parametrize("when", FAILURES)
def test_a_plugin_that_fails_is_named_with_its_line(
    paper: Path, plugin: Callable[[str], list[str]], told: Told, when: str
) -> None:
    """Whenever it does; the editor who meets it learns to whom to turn."""
    text, line = FAILURES[when]
    assert _run_by_pelican(*plugin(text)) == 1
    *_, fault, last = told()
    start = f"error: tides.py:{line}: the plugin tides failed: "
    assert fault.replace(f"{paper}/", "").startswith(start)
    assert fault.endswith(f" ({REPORT})")
    assert last.startswith("error: 1 error")


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("raised", ["{}['moon']", "raise type('Odd', (Exception,), {})()"])
def test_a_plugin_that_fails_over_a_story_is_named_from_any_process(
    paper: Path,
    plugin: Callable[[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    told: Told,
    workers: int,
    raised: str,
) -> None:
    """An exception comes from there without its traceback, or cannot come itself."""
    monkeypatch.setattr("broadsheet.content.loading._FEW", 0)
    code = "class CAPABILITY(Capability):\n    passes = ('tides.turn',)\ndef turn(*given):\n    "
    assert _run_by_pelican(*plugin(code + raised + NO_MORE), f"BUILD_WORKERS={workers}") == 1
    *_, fault, last = told()
    start = "error: tides.py:6: the plugin tides failed: "
    assert fault.replace(f"{paper}/", "").startswith(start)
    assert last == "error: 1 error; nothing was written"


def test_all_plugins_that_cannot_be_set_up_are_told_at_once(
    site: MakeSite, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As any faults are."""
    for name in ("ebb", "flood"):
        text = "from broadsheet.plan.capability import Capability\n"
        (paper / f"{name}.py").write_text(f"{text}{FAILURES['set up'][0]}", "utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    built = site({"articles/a.md": story()}, PLUGINS=["ebb", "flood"], PLUGIN_PATHS=[str(paper)])
    assert [each.split(" failed")[0].split(": ")[-1] for each in built.faults] == [
        "the plugin ebb",
        "the plugin flood",
    ]
    assert not built.output.exists()
    for name in ("ebb", "flood"):
        monkeypatch.delitem(sys.modules, name)


@pytest.mark.parametrize(("option", "is_shown"), [("-v", True), ("--debug", True), ("-q", False)])
def test_the_traceback_of_a_plugin_is_for_whoever_asks_for_it(
    paper: Path, plugin: Callable[[str], list[str]], option: str, is_shown: bool
) -> None:
    """Its author needs it."""
    settings = plugin(FAILURES["set up"][0])
    done = pelican_command("-s", "conf.py", "-o", "output", option, *settings, cwd=paper)
    assert done.returncode == 1
    assert ("Traceback" in done.stdout + done.stderr) == is_shown
    assert "the plugin tides failed: KeyError: 'moon'" in done.stderr


def test_a_plugin_that_fails_over_a_page_leaves_the_output_as_it_was(
    paper: Path, plugin: Callable[[str], list[str]], told: Told
) -> None:
    """While pages are made, no file is in its place yet, and the last word says so."""
    code = f"{CLASS}page_inputs(self, page, inputs, composer):\n        1 / 0\n{NO_MORE}"
    assert _run_by_pelican(*plugin(code)) == 1
    assert told()[-1] == "error: 1 error; nothing was written"
    assert not (paper / "output").exists()


def test_a_build_that_ends_while_files_are_placed_says_so(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some may be new by then; a later build of the same paper is asked anew."""
    halyard = newspaper(str(paper / "conf.py"), {"OUTPUT_PATH": str(paper / "output")})

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as placing:
        placing.setattr("broadsheet.build.writing._put_in_place", interrupt)
        with pytest.raises(Interrupted, match=r"^interrupted; some files may be new$"):
            halyard.run()
    monkeypatch.setattr(Building, "examine", interrupt)
    with pytest.raises(Interrupted, match=r"^interrupted; nothing was written$"):
        halyard.run()


def test_an_error_of_the_program_itself_keeps_its_traceback(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody but its authors can mend it, and they need all of it."""
    _failing(monkeypatch, ArithmeticError("eleven"))
    with pytest.raises(ArithmeticError, match="eleven"):
        newspaper(str(paper / "conf.py")).run()

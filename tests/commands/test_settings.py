"""Settings that cannot be read cost one line: where, what is wrong, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.commands.settings_file import CannotRead, load, newspaper

HEAD = 'SITENAME = "The Herald"\n'


def line(folder: Path, text: str | None, name: str = "conf.py", **overrides: object) -> str:
    """Return the line that settings of a text give."""
    file = folder / name
    if text is not None:
        file.write_text(text, "utf-8")
    with pytest.raises(CannotRead) as caught:
        load(str(file), overrides)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths are told as seen from the current folder."""
    monkeypatch.chdir(tmp_path)


def test_the_line_is_that_of_the_settings_and_not_of_what_they_call(tmp_path: Path) -> None:
    """A reader can mend their own file, not Python's."""
    text = f"{HEAD}import json\nNAMES = json.loads('{{')\n"
    assert line(tmp_path, text).startswith("conf.py:3: JSONDecodeError: Expecting property name")


def test_an_error_of_several_lines_is_told_in_one(tmp_path: Path) -> None:
    """And cannot colour the terminal."""
    text = "raise ValueError('one\\ntwo\\x1b[31m')\n"
    told = r"conf.py:1: ValueError: one two\x1b[31m, in `raise ValueError('one\ntwo\x1b[31m')` "
    assert line(tmp_path, text) == f"{told}(correct it)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A = dict(a=1 b=2)", "SyntaxError: invalid syntax. Perhaps you forgot a comma?, in `A = "),
        ("A = [{'a': 1} ('b', 2)]", "in `A = [{'a': 1} ('b', 2)]` (perhaps a comma is missing"),
        ("A = {'a': 'b'", "SyntaxError: '{' was never closed, in `A = {'a': 'b'` (correct it)"),
        ("A = nme", "NameError: name 'nme' is not defined, in `A = nme` (correct it)"),
        (f"A = nme + '{'x' * 999}'", "xxx…` (correct it)"),
    ],
    ids=["comma", "call", "bracket", "name", "long"],
)
def test_what_stands_in_the_line_is_told(
    tmp_path: Path, text: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """As it is now, and Python says nothing of its own beside it."""
    line(tmp_path, "A = other")
    found = line(tmp_path, f"\n{text}\n")
    assert found.startswith("conf.py:2: ") and told in found and len(found) < 250
    assert "".join(capfd.readouterr()) == ""


def test_a_comma_that_is_missing_in_the_line_before_is_thought_of(tmp_path: Path) -> None:
    """Python looks for it within the line that it names, and there it is not."""
    assert line(tmp_path, "A = {\n    'a': 'b'\n    'c': 'd',\n}\n") == (
        "conf.py:3: SyntaxError: invalid syntax, in `'c': 'd',` "
        "(perhaps a comma is missing at the end of this line, or of one before)"
    )


def test_code_made_of_a_text_is_blamed_on_the_line_that_runs_it(tmp_path: Path) -> None:
    """It has no file of its own."""
    assert line(tmp_path, f"{HEAD}exec('1 +')\n").startswith("conf.py:2: SyntaxError: invalid")


@pytest.mark.parametrize("name", ["missing.py", "conf.txt", ".", "conf"])
def test_what_is_no_settings_file_is_told_as_such(tmp_path: Path, name: str) -> None:
    """Whether it is there or not."""
    (tmp_path / "conf.txt").touch()
    shown = f"{name}: no such settings file (make it, or give another with --settings"
    assert line(tmp_path, None, name).startswith(shown)


def test_a_folder_given_on_the_command_line_is_corrected_there(tmp_path: Path) -> None:
    """The settings file is innocent."""
    (tmp_path / "content").mkdir()
    found = line(tmp_path, "PATH = 'content'\n", PATH=str(tmp_path / "texts"))
    assert found == "the command line: PATH: there is no folder texts (make it, or correct it)"


def test_a_setting_that_pelican_chokes_on_is_blamed_on_its_line(tmp_path: Path) -> None:
    """It must be a path; of what nobody knows, the file is blamed."""
    assert line(tmp_path, "PATH = 3\n").startswith("conf.py:1: PATH: it must be a path")
    assert line(tmp_path, "THEME_STATIC_PATHS = 3\nCSS_FILE = 'x'\n").startswith("conf.py: TypeE")


def test_settings_that_say_nothing_cost_one_line_too(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Pelican has nothing to add of the address and the time zone."""
    (tmp_path / "conf.py").touch()
    with pytest.raises(CannotRead, match=r"begin the file with `from broadsheet\.defaults"):
        newspaper(str(tmp_path / "conf.py"))
    assert "".join(capfd.readouterr()) == "" and caplog.text == ""

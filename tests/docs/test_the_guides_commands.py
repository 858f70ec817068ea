"""The guide's steps to a capability, taken in a new paper: each command prints what is shown."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.test_the_example import GUIDE, listings
from tests.support.halyard import ROOT

ANSWERS = (
    *("--name", "The Tide", "--url", "https://tide.example", "--time-zone", "Europe/London"),
    *("--lang", "en", "--sections", "World", "--publisher", "Tide", "--email", "a@tide.example"),
)
NUMBERS = r"(?<=pelicanconf\.py:)\d+|\d+(?= files:| skipped)"
"""Those that the texts of a new paper decide, and not the capability."""


def steps() -> dict[str, str]:
    """Return the text of each step by its number."""
    told = GUIDE.read_text("utf-8").partition("\n## How to write a capability\n")[2]
    parts = re.split(r"^### (?:(\d)\. )?.+$", told, flags=re.MULTILINE)
    return {number: text for number, text in zip(parts[1::2], parts[2::2], strict=True) if number}


def sessions(step: str) -> list[list[tuple[str, str]]]:
    """Return what is typed in each block of a step, and what is shown below it."""
    blocks = re.findall(r"^```console\n(.*?)^```$", step, re.MULTILINE | re.DOTALL)
    return [re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE) for block in blocks]


def pattern_of(shown: str) -> str:
    """Return a pattern of what is shown: `…` stands for whatever there is."""
    masked = re.sub(NUMBERS, "0", shown)
    return r"[^\n]*".join(map(re.escape, masked.split("…")))


class Newcomer:
    """Somebody who takes the steps in a paper of their own."""

    def __init__(self, folder: Path) -> None:
        self.paper, programs = folder / "paper", folder / "bin"
        programs.mkdir()
        program = programs / "broadsheet"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m broadsheet "$@"\n', "utf-8")
        program.chmod(0o755)
        self.environment = {
            **{name: of for name, of in os.environ.items() if not name.startswith("BROADSHEET")},
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT / "plugins"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "COLUMNS": "400",
        }
        begun = self._run(f"broadsheet init {self.paper} " + " ".join(map(repr, ANSWERS)), folder)
        assert "is ready" in begun

    def _run(self, command: str, folder: Path) -> str:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.stdout

    def types(self, session: list[tuple[str, str]]) -> None:
        """Type the commands of a block, and see what is shown."""
        assert session
        for command, shown in session:
            said = re.sub(NUMBERS, "0", self._run(command, self.paper))
            for line in shown.splitlines():
                found = re.search(rf"^{pattern_of(line)}$", said, re.MULTILINE)
                assert found, f"$ {command}\nshown: {line}\nsaid: {said}"

    def writes(self, *endings: str) -> None:
        """Write the files that the guide shows, of these endings."""
        for path, text in listings().items():
            if path.endswith(endings):
                file = self.paper / "plugins" / "reading_time" / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")

    def sets(self, line: str) -> None:
        """Write a line into the settings, in the place of one of that name or at their end."""
        file, name = self.paper / "pelicanconf.py", line.partition(" = ")[0]
        text = file.read_text("utf-8")
        changed, count = re.subn(rf"^{name} = .*$", line, text, flags=re.MULTILINE)
        file.write_text(changed if count else f"{text}{line}\n", "utf-8")


@pytest.mark.skipif(os.name == "nt", reason="the guide's commands are those of a Unix shell")
def test_each_command_prints_what_the_guide_shows(tmp_path: Path) -> None:
    """One step after another, with the files and the settings that the guide has by then."""
    step, newcomer = steps(), Newcomer(tmp_path)
    (code,) = re.findall(r"^```python\n(.*?)^```$", step["1"], re.MULTILINE | re.DOTALL)
    settings = newcomer.paper / "pelicanconf.py"
    settings.write_text(f"{settings.read_text('utf-8')}\n{code}", "utf-8")
    (missing,) = sessions(step["1"])
    newcomer.types(missing)
    newcomer.writes(".py", ".html", ".css")
    (english,) = sessions(step["3"])
    newcomer.types(english)
    extracted, german = sessions(step["4"])
    newcomer.types(extracted)
    newcomer.writes(".po")
    newcomer.sets('DEFAULT_LANG = "de"')
    newcomer.types(german)
    wrong, twice = sessions(step["5"])
    newcomer.sets('READING_TIME_WORDS_A_MINUTE = "fast"')
    newcomer.types(wrong)
    newcomer.sets("READING_TIME_WORDS_A_MINUTE = 180")
    newcomer.types(twice)
    assert sessions(step["2"]) == []

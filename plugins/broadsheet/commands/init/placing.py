"""Placing: a new paper is checked as a paper before the first file is in its place."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import StringIO
from pathlib import Path, PurePosixPath

from rich.console import Console

from broadsheet.commands.finding import PREVIEW, PRODUCTION
from broadsheet.commands.init.errors import CannotInit
from broadsheet.commands.settings_file import CannotRead, newspaper
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.terminal import Reporter


def place_of(folder: Path) -> Path:
    """Return the folder of the paper; raise CannotInit where there can be none, before all else."""
    folder = folder.expanduser()
    home = next((each for each in (folder, *folder.absolute().parents) if each.exists()), folder)
    if home.exists() and not home.is_dir():
        raise CannotInit(f"{seen_from_here(home)} is a file, and no folder (choose another name)")
    refuse_to_overwrite(folder, (PREVIEW, PRODUCTION))
    return folder


def refuse_to_overwrite(folder: Path, files: Iterable[str]) -> None:
    """Raise CannotInit where something lies at the place of a file or of one of its folders."""
    taken = []
    for path in files:
        for place in (*reversed(PurePosixPath(path).parents), PurePosixPath(path)):
            file = folder / place
            is_folder = place != PurePosixPath(path)
            if (file.exists() or file.is_symlink()) and not (is_folder and file.is_dir()):
                taken.append(seen_from_here(file))
    if taken:
        listed = ", ".join(dict.fromkeys(taken))
        what = "these are there already, and nothing was written"
        raise CannotInit(f"{what}: {listed} (move them, or choose another folder)")


def put_in_place(folder: Path, files: Mapping[str, str], wanted: Collection[str]) -> Path:
    """Write the files beside the folder, check them as a paper, and only then move them into it.

    wanted: those to move. Returns the folder of its theme.
    """
    home = next(each for each in folder.absolute().parents if each.is_dir())
    try:
        with tempfile.TemporaryDirectory(prefix=".broadsheet-init-", dir=home) as staging:
            made = Path(staging, "paper")
            for path, text in files.items():
                (made / path).parent.mkdir(parents=True, exist_ok=True)
                (made / path).write_text(text, "utf-8", newline="\n")
            theme = _check(made, Path(staging))
            _move(made, folder, sorted(wanted))
            return theme
    except OSError as error:
        # Of what lies in the folder beside which it is made, nobody knows the name.
        named = str(error.filename or folder)
        place = home if ".broadsheet-init-" in named else named
        raise CannotInit(
            f"{seen_from_here(place)}: {error.strerror} (choose another folder)"
        ) from error


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
    # Of what the editors are to write there themselves the paper is to remind them.
    doubts = [each for each in plan.verdict.warnings if each.kind != "placeholder"]
    if doubts:
        told = "; ".join(map(str, doubts))
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


def _move(made: Path, folder: Path, files: Iterable[str]) -> None:
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
    except BaseException:  # Ctrl+C as well
        for file in moved:
            file.unlink(missing_ok=True)
        for each in reversed(folders):
            with suppress(OSError):  # somebody may have put something there meanwhile
                each.rmdir()
        raise

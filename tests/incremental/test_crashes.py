"""Builds that are killed, stores that are damaged, disks that are full: the next build is exact."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.commands.settings_file import newspaper
from broadsheet.content.memory import BODIES, CACHED_RESULTS, CHECK_RESULTS, PLANS, PRINTED
from broadsheet.incremental.store import Table
from tests.support.edited_paper import (
    DATES,
    PLUGIN,
    SECTIONS,
    Built,
    Desk,
    EditedPaper,
    assert_same,
    by_effort,
    fingerprints,
    link,
    picture,
)
from tests.support.halyard import NOW, PELICANCONF, ROOT

SEED = 20261122


def start(paper: EditedPaper, *before: str, **overrides: Any) -> subprocess.Popen[str]:
    """Start a build as Pelican's command line does, in a process group of its own.

    before: what stands before Python in the command, such as the programme that sets limits.
    """
    paper.lay_out()
    settings = {**paper.settings(paper.output, paper.store), **overrides}
    pairs = [f"{name}={json.dumps(value)}" for name, value in settings.items()]
    command = [sys.executable, "-m", "pelican", str(paper.root / "content")]
    command += ["-s", str(PELICANCONF), "-o", str(paper.output), "-e", *pairs]
    return subprocess.Popen(
        [*before, *command],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    """Wait for a build to end, and return what it said. A build that hangs is a failure."""
    try:
        return process.communicate(timeout=120)[0]
    except subprocess.TimeoutExpired:
        kill(process)
        pytest.fail("the build did not end")


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a build and all its workers."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def run(paper: EditedPaper) -> tuple[int, str]:
    """Build in a process of its own; return its exit status and its words."""
    process = start(paper)
    words = said(process)
    return process.returncode, words


def put_right(paper: CrashedPaper) -> None:
    """Build, and prove the output exact and that nothing lies beside it or in the store."""
    assert paper.prove().stopped is None
    assert {path.name for path in paper.output.parent.iterdir()} <= {
        "output",
        "store",
        ".output.lock",
    }
    kept, sizes = names_in(paper.store)
    assert kept == paper.store_names
    # What was cut off is written anew, or deleted with what nothing has needed for a month.
    assert all(re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{30}(\.partial)?", name) for name in sizes)


def names_in(store: Path) -> tuple[set[str], set[str]]:
    """Return the files of a store, and those of the sizes of pictures, below a folder of theirs."""
    sizes = store / "derivatives"
    found = {path for path in store.rglob("*") if path.is_file()}
    of_sizes = {path for path in found if path.is_relative_to(sizes)}
    return (
        {path.relative_to(store).as_posix() for path in found - of_sizes},
        {path.relative_to(sizes).as_posix() for path in of_sizes},
    )


class CrashedPaper(EditedPaper):
    """A paper of some thirty stories, built once.

    store_names: what its store holds by right. sizes: the sizes of pictures in it besides.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root, many_stories())
        built = self.build()
        assert built.stopped is None
        self.store_names, self.sizes = names_in(self.store)
        assert self.sizes
        self.first = built
        self.keep()


def many_stories() -> Desk:
    """Return a desk with enough to do that a build can be met at work."""
    loaded = Desk.of_the_paper()
    for number in range(20):
        loaded.write(
            f"s{number:02}",
            f'Words of story {number}.\n\n![Waves]({{static}}/images/sky.png "Sea (Ann Lee)")',
            date=DATES[number % 7],
            category=SECTIONS[number % 4],
            tags=f"[Shipping, Topic {number % 5}]",
            authors=f"[Writer {number % 4}]",
        )
    loaded.files["images/sky.png"] = picture("skyblue", 160)  # which comes in sizes
    loaded.change("wire", "body", link("rough"))  # a warning, to be told once in every build
    return loaded


def edit_much(loaded: Desk, word: str) -> None:
    """Make an edit after which every page is another, one is new and one is gone."""
    loaded.settings["SITENAME"] = f"The {word}"
    loaded.change("harbour", "title", f"Harbour {word}")
    loaded.change("column", "slug", f"column-{word.lower()}")
    loaded.files["images/sky.png"] = picture("navy" if len(word) % 2 else "olive", 160)


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory, slow: None) -> CrashedPaper:
    """The paper of these tests, built once."""
    return CrashedPaper(tmp_path_factory.mktemp("crashes"))


@pytest.fixture
def paper(crashed: CrashedPaper) -> Iterator[CrashedPaper]:
    """The paper as it was after its first build, for one test to ruin."""
    crashed.loaded = many_stories()
    crashed.lay_out()
    shutil.rmtree(crashed.output.parent)
    crashed.bring_back()
    yield crashed


@pytest.fixture(scope="module")
def duration(crashed: CrashedPaper) -> float:
    """How long a full build takes in a process of its own, in seconds."""
    shutil.rmtree(crashed.output.parent)
    begun = time.monotonic()
    assert run(crashed)[0] == 0
    return time.monotonic() - begun


class TestKilledBuilds:
    @pytest.mark.parametrize("number", range(by_effort(5, 60)))
    def test_a_build_killed_at_any_moment_is_mended_by_the_next(
        self, paper: CrashedPaper, duration: float, number: int
    ) -> None:
        """Whatever it was doing: no file less, none more, and no litter."""
        chance = random.Random(SEED + number)  # noqa: S311 - a test repeats itself
        if number % 3 == 0:
            shutil.rmtree(paper.output.parent)  # a first build, with nothing to stand on
        for attempt in range(chance.choice([1, 1, 2])):
            edit_much(paper.loaded, f"Word{number}{attempt}")
            process = start(paper, BUILD_WORKERS=chance.choice([1, 2]))
            # Most of the first third is Python's own start.
            time.sleep(duration * chance.uniform(0.3, 1.05))
            kill(process)
        put_right(paper)

    @pytest.mark.parametrize("sight", ["beside", "list", "store"])
    def test_a_build_killed_where_it_hurts_is_mended_by_the_next(
        self, paper: CrashedPaper, sight: str
    ) -> None:
        """Killed at the first sign of pages being staged, put in place, or told to the store."""
        edit_much(paper.loaded, "Capstan")
        process = start(paper)
        seen = signs(paper)[sight]
        before = seen()
        while process.poll() is None and seen() == before:
            pass
        kill(process)
        put_right(paper)

    def test_a_killed_build_leaves_whole_files(self, paper: CrashedPaper, duration: float) -> None:
        """Readers never get half a page: each file is of one edition or of the other."""
        old = paper.first.files
        edit_much(paper.loaded, "Capstan")
        new = paper.build_clean().files
        for moment in by_effort([0.8], [0.5, 0.6, 0.7, 0.8, 0.9]):
            process = start(paper)
            time.sleep(duration * moment)
            kill(process)
            for path, data in Built.of_folder(paper.output).items():
                if not path.startswith(".broadsheet"):
                    assert data in (old.get(path), new.get(path)), path
        put_right(paper)


@pytest.mark.parametrize(
    ("method", "words"),
    [("check", "nothing was written"), ("story_inputs", "nothing was written")],
)
def test_an_interrupted_build_is_no_success(paper: CrashedPaper, method: str, words: str) -> None:
    """Ctrl+C keeps `inv build && deploy` from deploying, and the last line says what was done."""
    code = f"import signal\nStringer.{method} = lambda *_: signal.raise_signal(signal.SIGINT)"
    paper.loaded.append(paper.loaded.code, f"{PLUGIN}/__init__.py", code)
    status, told = run(paper)
    assert (status, told.splitlines()[-1]) == (130, f"interrupted; {words}")
    paper.loaded = many_stories()
    put_right(paper)


def signs(paper: EditedPaper) -> dict[str, Callable[[], object]]:
    """Return what to look at for the signs of a build's progress."""
    return {
        "beside": lambda: ".output.staging" in os.listdir(paper.output.parent),  # noqa: PTH208 - in haste
        "list": lambda: (paper.output / ".broadsheet").stat().st_mtime_ns,
        "store": lambda: fingerprints(paper.store) if paper.store.exists() else None,
    }


def flip(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        file.write_bytes(data)


def truncate(file: Path, chance: random.Random) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: chance.randrange(len(data) + 1)])


def zero(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    begin = chance.randrange(len(data) + 1)
    end = min(begin + 512, len(data))
    data[begin:end] = bytes(end - begin)
    file.write_bytes(data)


def litter(file: Path, chance: random.Random) -> None:
    file.write_bytes(chance.randbytes(max(1, file.stat().st_size)))


def append(file: Path, chance: random.Random) -> None:
    file.write_bytes(file.read_bytes() + chance.randbytes(100))


def empty(file: Path, chance: random.Random) -> None:
    file.write_bytes(b"")


def remove(file: Path, chance: random.Random) -> None:
    file.unlink()


def lock(file: Path, chance: random.Random) -> None:
    file.chmod(0)  # the system's administrator can read it all the same


DAMAGES = [flip, flip, flip, truncate, truncate, zero, zero, litter, append, empty, remove, lock]


class TestDamagedStores:
    @pytest.mark.parametrize("round_", range(by_effort(1, 20)))
    @pytest.mark.parametrize("place", range(len(DAMAGES)))
    def test_damage_is_noticed(self, paper: CrashedPaper, place: int, round_: int) -> None:
        """Every file of the store is damaged in turn; the build throws away what is not sound."""
        damage = DAMAGES[place]
        files = [name for name in sorted(paper.store_names) if not name.endswith(".lock")]
        assert files, "no store is kept"
        for name in files:
            chance = random.Random(f"{SEED} {name} {place} {round_}")  # noqa: S311 - chance that can be repeated
            paper.bring_back()
            damage(paper.store / name, chance)
            paper.loaded = many_stories()
            # With another name every page is printed anew, from what the store holds of stories.
            edit = chance.choice(["SITENAME", "FRONT_LENGTH", ""])
            paper.loaded.settings.update({edit: "The Capstan" if edit == "SITENAME" else 4})
            paper.loaded.change("levy", "title", "Levy raised")
            put_right(paper)

    @pytest.mark.parametrize("place", range(len(DAMAGES)))
    def test_a_damaged_size_of_a_picture_is_made_again(
        self, paper: CrashedPaper, place: int
    ) -> None:
        """It is no file of the store, and goes to readers when another file is to have it."""
        for name in sorted(paper.sizes):
            chance = random.Random(f"{SEED} {name} {place}")  # noqa: S311 - chance that can be repeated
            DAMAGES[place](paper.store / "derivatives" / name, chance)
        shutil.rmtree(paper.output / "images")
        put_right(paper)

    @pytest.mark.parametrize(
        "table", [CACHED_RESULTS, BODIES, PLANS, CHECK_RESULTS, PRINTED], ids=attrgetter("name")
    )
    def test_nonsense_that_was_sealed_is_noticed(
        self, paper: CrashedPaper, table: Table[Any]
    ) -> None:
        """A checksum proves nothing: anybody can make one, over data of any shape."""
        with sqlite3.connect(paper.store / "output.store") as store:
            for key, value in store.execute(f"SELECT * FROM {table.name}").fetchall():  # noqa: S608 - tables of our own
                sealed = table.seal(key, nonsense(table.open(key, value)))
                store.execute(f"UPDATE {table.name} SET value = ? WHERE key = ?", (sealed, key))  # noqa: S608 - tables of our own
        (paper.output / "index.html").unlink()
        paper.loaded.change("levy", "title", "Levy raised")
        put_right(paper)

    @pytest.mark.parametrize("what", ["folder as a file", "file as a folder", "link to nowhere"])
    def test_a_store_that_is_something_else_does_no_harm(
        self, paper: CrashedPaper, what: str
    ) -> None:
        """The build does without it or stops in plain words; it never fails with a traceback."""
        replace_store(paper, what)
        before = Built.of_folder(paper.output)
        paper.loaded.change("levy", "title", "Levy raised")
        status, words = run(paper)
        assert "Traceback" not in words
        if status == 0:
            assert_same(Built.of_folder(paper.output), paper.build_clean().files)
        else:
            assert "store" in words and Built.of_folder(paper.output) == before
        shutil.rmtree(paper.output.parent)
        paper.bring_back()
        put_right(paper)

    def test_the_exit_status_says_that_all_is_well(self, paper: CrashedPaper) -> None:
        """A damaged store is no fault of the content."""
        for file in paper.store.rglob("*"):
            if file.is_file():
                file.write_bytes(b"damaged")
        status, words = run(paper)
        assert status == 0 and "Traceback" not in words
        assert_same(Built.of_folder(paper.output), paper.first.files)


def nonsense(kept: Any) -> Any:
    """Return a row or a sheet of the same type, with nonsense in it."""
    if isinstance(kept, bytes):
        return b"\xc1"
    return {key: msgspec.structs.replace(row, dependencies=b"odd") for key, row in kept.items()}


def replace_store(paper: CrashedPaper, what: str) -> None:
    """Put something in the place of the store that is none."""
    if what == "folder as a file":
        shutil.rmtree(paper.store, ignore_errors=True)
        paper.store.write_text("not a folder")
        return
    for name in paper.store_names:
        (paper.store / name).unlink()
        if what == "file as a folder":
            (paper.store / name).mkdir()
        else:
            (paper.store / name).symlink_to(paper.root / "nowhere" / "at all")


class TestTwoBuildsAtOnce:
    @pytest.mark.parametrize("delay", by_effort([0.25], [0.0, 0.1, 0.2, 0.3, 0.5, 0.7]))
    @pytest.mark.parametrize("second_has", ["the store", "no store", "another store"])
    def test_the_second_waits_or_says_so(
        self, paper: CrashedPaper, delay: float, second_has: str
    ) -> None:
        """Neither spoils the other's work, even where the second throws the store away."""
        overrides = {
            "the store": {},
            "no store": {"LOAD_CONTENT_CACHE": False},
            "another store": {"CACHE_PATH": str(paper.root / "another")},
        }[second_has]
        edit_much(paper.loaded, "Capstan")
        first = start(paper)
        time.sleep(delay)
        second = start(paper, **overrides)
        words = [said(first), said(second)]
        statuses = [first.returncode, second.returncode]
        assert "Traceback" not in "".join(words)
        assert 0 in statuses, words
        for status, text in zip(statuses, words, strict=True):
            assert status == 0 or "another build" in text.lower(), text
        assert_same(Built.of_folder(paper.output), paper.build_clean().files)
        put_right(paper)


class SmallDisk:
    """A disk of its own for a folder, which can be made smaller, larger and read-only."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        _mount("-t", "tmpfs", "-o", "size=64m", "none", str(folder))

    def leave_room(self, size: int) -> None:
        """Make the disk so small that hardly more than `size` bytes can be added."""
        used = shutil.disk_usage(self.folder).used
        pages = max(1, -(-(used + size) // 4096))  # none would mean no bounds
        _mount("-o", f"remount,rw,size={pages * 4096}", str(self.folder))

    def enlarge(self) -> None:
        """Give it plenty of room again, and let it be written."""
        _mount("-o", "remount,rw,size=64m", str(self.folder))

    def lock(self) -> None:
        """Make it read-only."""
        _mount("-o", "remount,ro", str(self.folder))

    def remove(self) -> None:
        """Take the disk away, with all that is on it."""
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True)


@pytest.fixture
def disks(slow: None) -> Iterator[Callable[[Path], SmallDisk]]:
    """A maker of small disks; the test is skipped where nobody may mount one."""
    made: list[SmallDisk] = []

    def make(folder: Path) -> SmallDisk:
        try:
            made.append(SmallDisk(folder))
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no disk can be mounted here")
        return made[-1]

    yield make
    for disk in made:
        disk.remove()


def fill(loaded: Desk) -> None:
    """Edit much, and add a picture that is larger than the room left, and than the limit."""
    edit_much(loaded, "Capstan")
    noise = random.Random(SEED).randbytes(900_000)  # noqa: S311 - chance that can be repeated
    loaded.files["extra/large.bin"] = noise
    loaded.files["extra/large2.bin"] = noise


def assert_stopped_in_words(paper: EditedPaper, process: subprocess.Popen[str], why: str) -> None:
    """Say that a build failed because of its output's disk, and left the output as it was."""
    before = Built.of_folder(paper.output)
    words = said(process)
    assert process.returncode not in (0, None), words
    assert "Traceback" not in words and why in words
    assert paper.output.parent.name in words, "the message names the folder"
    assert Built.of_folder(paper.output) == before


class TestFullDisks:
    LIMIT = ("prlimit", "--fsize=300000")

    def paper_on(self, folder: Path, which: str) -> EditedPaper:
        """Return a paper, built, with its output or its store in a folder of their own."""
        paper = EditedPaper(folder.parent / "paper")
        if which == "output":
            paper.output = folder / "output"
        else:
            paper.store = folder / "store"
        assert paper.build().stopped is None
        return paper

    @pytest.mark.parametrize("room", by_effort([20_000], [0, 20_000, 400_000, 950_000]))
    def test_the_output_survives_a_full_disk(
        self, tmp_path: Path, disks: Callable[[Path], SmallDisk], room: int
    ) -> None:
        """The last good site stays byte for byte; with room again the next build is exact."""
        disk = disks(tmp_path / "disk")
        paper = self.paper_on(disk.folder, "output")
        fill(paper.loaded)
        disk.leave_room(room)
        assert_stopped_in_words(paper, start(paper), "No space left on device")
        disk.enlarge()
        assert paper.prove().stopped is None
        assert {path.name for path in disk.folder.iterdir()} == {"output", ".output.lock"}

    @pytest.mark.parametrize("room", by_effort([4096], [0, 4096, 30_000]))
    def test_a_full_disk_under_the_store_does_no_harm(
        self, tmp_path: Path, disks: Callable[[Path], SmallDisk], room: int
    ) -> None:
        """The build does without the store or stops in words; it leaves no half of either."""
        disk = disks(tmp_path / "disk")
        paper = self.paper_on(disk.folder, "store")
        before = Built.of_folder(paper.output)
        edit_much(paper.loaded, "Capstan")
        for number in range(40):
            paper.loaded.write(f"more{number}", "Words. " * 500)
        disk.leave_room(room)
        status, words = run(paper)
        assert "Traceback" not in words
        expected = paper.build_clean().files if status == 0 else before
        assert_same(Built.of_folder(paper.output), expected)
        disk.enlarge()
        assert paper.prove().stopped is None

    @pytest.mark.skipif(shutil.which("prlimit") is None, reason="there is no prlimit here")
    def test_the_output_survives_a_limit_on_the_size_of_files(self, tmp_path: Path) -> None:
        """A file that is too large for the disk or the account is a full disk, too."""
        paper = self.paper_on(tmp_path / "disk", "output")
        fill(paper.loaded)
        assert_stopped_in_words(paper, start(paper, *self.LIMIT), "File too large")
        assert paper.prove().stopped is None
        assert {path.name for path in paper.output.parent.iterdir()} == {"output", ".output.lock"}

    @pytest.mark.parametrize("which", ["output", "store"])
    def test_a_disk_that_cannot_be_written_does_no_harm(
        self, tmp_path: Path, disks: Callable[[Path], SmallDisk], which: str
    ) -> None:
        """A read-only output stops the build in words; a read-only store may be done without."""
        disk = disks(tmp_path / "disk")
        paper = self.paper_on(disk.folder, which)
        edit_much(paper.loaded, "Capstan")
        disk.lock()
        if which == "output":
            assert_stopped_in_words(paper, start(paper), "Read-only file system")
        else:
            before = Built.of_folder(paper.output)
            status, words = run(paper)
            assert "Traceback" not in words
            expected = paper.build_clean().files if status == 0 else before
            assert_same(Built.of_folder(paper.output), expected)
        disk.enlarge()
        assert paper.prove().stopped is None

    def test_a_check_needs_no_room_beside_the_output(
        self, tmp_path: Path, disks: Callable[[Path], SmallDisk]
    ) -> None:
        """It prints nothing, and so keeps nobody from printing."""
        disk = disks(tmp_path / "disk")
        paper = self.paper_on(disk.folder, "output")
        disk.lock()
        settings = {"PATH": str(paper.root / "content"), "BUILD_WORKERS": 1, "NOW": NOW}
        settings |= paper.settings(paper.output, paper.store)
        assert not newspaper(str(PELICANCONF), settings).check().verdict.errors

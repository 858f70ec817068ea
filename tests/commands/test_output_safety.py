"""Where no command builds, and what it deletes where it does: nothing of anybody else."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.commands.preview import Preview, application
from broadsheet.commands.release import release
from broadsheet.commands.settings_file import load, newspaper
from broadsheet.reporting.errors import BuildStopped
from broadsheet.site import output_safety
from broadsheet.site.output_safety import Forbidden, Place, check_output, objection
from tests.commands.conftest import STORY
from tests.support.halyard import HALYARD, NOW, PUBLISHCONF, ROOT, beginning_with

MEND = "(name a folder of its own, such as “output” beside the settings file)"

SETTINGS = """
import os
PATH, THEME, CACHE_PATH, BUILD_WORKERS, NOW = "content", "theme", "kept/store", 1, {now!r}
THEME_TEMPLATES_OVERRIDES = [os.path.join(os.path.dirname(__file__), "overrides")]
PLUGIN_PATHS = [{root!r}, "more"]
PLUGINS = [*PLUGINS, "stringer"]
"""

REFUSED = {
    "": "is the folder of the settings",
    ".": "is the folder of the settings",
    "content/..": "is the folder of the settings",
    "..": "holds the folder of the settings",
    "../..": "is a home folder",
    "../../..": "holds the folder of the settings",
    "../../../content": "is the content folder",
    "content": "is the content folder",
    "content/": "is the content folder",
    "content/output": "lies in the content folder",
    "content/articles/2024": "lies in the content folder",
    "../stories": r"is part of the content \(ARTICLE_PATHS\)",
    "../stories/output": r"lies in part of the content \(ARTICLE_PATHS\)",
    "theme": "is the theme",
    "theme/static/output": "lies in the theme",
    "overrides": "is the theme",
    "overrides/output": "lies in the theme",
    "more": r"is a folder of plugins \(PLUGIN_PATHS\)",
    "more/output": r"lies in a folder of plugins \(PLUGIN_PATHS\)",
    "more/stringer": "is the code of plugins",
    "more/stringer/output": "lies in the code of plugins",
    "kept/store": r"is the folder of the store \(CACHE_PATH\)",
    "kept": r"holds the folder of the store \(CACHE_PATH\)",
    ".git": "is the history of a work tree",
    ".git/output": "lies in the history of a work tree",
    "checkout": "is the top of a work tree, which “.git” in it tells",
    "elder": "is the top of a work tree, which “.hg” in it tells",
    "to-content": "leads to “.*”, is the content folder",
    "to-content/output": "leads to “.*”, lies in the content folder",
    "to-paper": "leads to “.*”, is the folder of the settings",
    "to-paper/output/../content": "is the content folder",
    "to-nowhere": "is a link that leads nowhere",
    "to-itself": "is a link that leads nowhere",
    "paperconf.py": "is a file",
    "~": "“~” stands for nothing in settings",
    "~/output": "“~” stands for nothing in settings",
}


REFUSED_BUT_NOT_TRIED = {  # should a mend ever be lost, a test must not cost the machine
    "/": "is the root of the disk",
    str(HALYARD): "is the folder of the settings",
    str(ROOT): r"is a folder of plugins \(PLUGIN_PATHS\)",
    str(ROOT / "plugins"): "holds the code of plugins",
    str(ROOT / "plugins/broadsheet/commands/output"): "lies in the code of plugins",
    str(ROOT.parent): "holds the folder of the settings",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a paper: a git work tree in a folder of somebody's home folder."""
    monkeypatch.delitem(sys.modules, "stringer", raising=False)  # that of another test
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "home/desk/paper"
    for name, text in {
        ".git/HEAD": "ref: refs/heads/main\n",
        "content/articles/2024/harbour-reopens.md": STORY,
        "content/.draft": "",
        "overrides/.keep": "",
        "more/stringer/__init__.py": "def register(): pass\n",
        "checkout/.git": "gitdir: elsewhere\n",
        "elder/.hg/store": "",
        "../stories/.keep": "",
        "../../letters.txt": "Dear editor",
        "paperconf.py": beginning_with(PUBLISHCONF) + SETTINGS.format(root=str(ROOT), now=NOW),
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    shutil.copytree(ROOT / "theme", folder / "theme")
    for link, target in {
        "to-content": "content",
        "to-paper": folder,
        "to-nowhere": "nowhere",
        "to-itself": "to-itself",
        "content/wire": folder.parent / "stories",
        "../../../content": "home/desk/paper/content",
    }.items():
        (folder / link).symlink_to(target)
    monkeypatch.chdir(tmp_path)
    return folder


def tree(folder: Path) -> dict[str, str]:
    """Return everything below a folder: links with their targets, files with their digests."""
    return {
        path.relative_to(folder).as_posix(): str(path.readlink())
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else "a folder"
        for path in folder.rglob("*")
    }


def settings_of(desk: Path, **changes: Any) -> Path:
    """Add lines to the paper's settings file and return it."""
    file = desk / "paperconf.py"
    lines = [f"{name} = {value!r}\n" for name, value in changes.items()]
    file.write_text(file.read_text("utf-8") + "".join(lines), "utf-8")
    return file


Command = Callable[[Path], object]


def publish(settings: Path) -> object:
    return release(settings, str(settings.parents[2] / "www"))


def build(settings: Path) -> object:
    return newspaper(str(settings), {"DELETE_OUTPUT_DIRECTORY": True}).run()


def plain_build(settings: Path) -> object:
    return newspaper(str(settings)).run()


def check(settings: Path) -> object:
    return newspaper(str(settings)).check()


@pytest.mark.parametrize("output", REFUSED)
def test_nothing_is_touched_where_a_build_has_no_business(
    desk: Path, tmp_path: Path, output: str
) -> None:
    """One sentence says what the folder is and what to do; no file is another, no lock is left."""
    settings = settings_of(desk, ARTICLE_PATHS=["articles", "wire"], OUTPUT_PATH=output)
    before = tree(tmp_path)
    for command in (check, publish, build, plain_build):
        with pytest.raises(BuildStopped) as stop:
            command(settings)
        (fault,) = map(str, stop.value.faults)
        assert fault.startswith("settings: OUTPUT_PATH: “") and fault.endswith(MEND)
        assert re.search(REFUSED[output], fault)
        assert tree(tmp_path) == before


def test_a_path_that_no_disk_takes_is_a_fault(desk: Path, tmp_path: Path) -> None:
    """It names the character, and nothing is touched."""
    settings = settings_of(desk, OUTPUT_PATH="a\0b")
    before = tree(tmp_path)
    for command in (check, publish, build, plain_build):
        with pytest.raises(BuildStopped) as stop:
            command(settings)
        (fault,) = map(str, stop.value.faults)
        assert fault == "settings: OUTPUT_PATH: control character U+0000 (take it out)"
        assert tree(tmp_path) == before


@pytest.mark.parametrize("output", REFUSED_BUT_NOT_TRIED)
def test_neither_the_disk_nor_this_program_is_built_into(desk: Path, output: str) -> None:
    """Wherever the program lies, and although its folder is the place of plugins and output."""
    with pytest.raises(BuildStopped) as stop:
        check_output(load(str(settings_of(desk, OUTPUT_PATH=output))))
    assert re.search(REFUSED_BUT_NOT_TRIED[output], str(stop.value.faults[0]))


def test_settings_that_name_no_class_are_found_as_well(desk: Path) -> None:
    """The tasks know it without."""
    other = desk / "elsewhere/otherconf.py"
    other.parent.mkdir()
    other.write_text("SITENAME, OUTPUT_PATH, PATH = 'Other', '.', '../content'\n", "utf-8")
    with pytest.raises(BuildStopped) as stop:
        check_output(load(str(other)))
    assert "is the folder of the settings" in str(stop.value.faults[0])


@pytest.mark.parametrize("output", ["output", "deep/er/output", "../output", "kept/store/output"])
def test_a_folder_of_its_own_is_fine(desk: Path, output: str) -> None:
    """Beside the settings and the content, deeper, or somewhere else."""
    settings = settings_of(desk, OUTPUT_PATH=output)
    build(settings)
    publish(settings)
    assert (desk / output / "index.html").is_file()


def test_a_paper_that_lies_in_its_content_folder_may_have_its_output_there(desk: Path) -> None:
    """But not where its stories, pages and files lie."""
    settings_of(desk, PATH=".", ARTICLE_PATHS=["content/articles"])
    for room in ("content/articles", "content/articles/output"):
        with pytest.raises(BuildStopped) as stop:
            check_output(load(str(settings_of(desk, OUTPUT_PATH=room))))
        assert "part of the content" in str(stop.value.faults[0])
    build(settings_of(desk, OUTPUT_PATH="output"))
    assert (desk / "output/index.html").is_file()


def test_a_disk_that_is_blind_to_case_is_no_way_round(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`Content` is `content` where the disk says so."""
    stat = Path.stat

    def blind(path: Path, **options: Any) -> os.stat_result:
        return stat(Path(str(path).replace("/CONTENT", "/content")), **options)

    settings = settings_of(desk, OUTPUT_PATH="CONTENT/output")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", blind)
        with pytest.raises(BuildStopped) as stop:
            check(settings)
    assert "CONTENT/output” lies in the content folder" in str(stop.value.faults[0])


def test_the_preview_is_refused_as_well(desk: Path, tmp_path: Path) -> None:
    """Where its folder turns out to be, by a link, one of the sources."""
    (desk / "cache").symlink_to("content")
    before = tree(tmp_path)
    preview = Preview(settings_of(desk), {"OUTPUT_PATH": str(desk / "cache/preview-8000")})
    preview.rebuild()
    application(preview, desk / "cache/preview-8000")
    assert tree(tmp_path) == before
    assert [fault for fault in preview.faults if "lies in the content folder" in fault]


def test_accounts_of_nobody_have_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """The web server's `/var/www` is for sites; where people log in is theirs."""
    account = type("Account", (), {"pw_dir": "/srv/editor", "pw_shell": "/bin/bash"})
    nobody = type("Nobody", (), {"pw_dir": "/var/www", "pw_shell": "/usr/sbin/nologin"})
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setattr(output_safety.pwd, "getpwall", lambda: [account, nobody])
    assert output_safety._homes() == {"/home/me", "/srv/editor"}


@pytest.mark.parametrize("arguments", [["-d"], ["-d", "-o", "content"], ["-o", ".", "-r"]])
def test_pelican_itself_never_deletes(desk: Path, tmp_path: Path, arguments: list[str]) -> None:
    """Its own `--delete-output-directory` has our rules, and says so in one line."""
    settings_of(desk, OUTPUT_PATH="theme")
    before = tree(tmp_path)
    command = [sys.executable, "-B", "-m", "pelican", "-s", "paperconf.py", *arguments]
    process = subprocess.Popen(command, cwd=desk, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    first = process.stderr.readline()
    process.kill()
    process.communicate()
    assert re.match(r"error: (paperconf\.py:\d+|the command line): OUTPUT_PATH: “", first)
    assert tree(tmp_path) == before


PATHS = st.lists(st.sampled_from("ab"), max_size=4)


def place(parts: list[str]) -> Place:
    """Return the place of a path from the root."""
    return Place("/".join(parts), tuple("/".join(parts[:n]) for n in range(len(parts), -1, -1)))


@given(PATHS, PATHS, st.booleans())
def test_a_ground_is_kept_from_itself_from_above_and_where_closed_from_within(
    output: list[str], ground: list[str], is_closed: bool
) -> None:
    """Parts of paths are compared, and not letters: `content-old` does not lie in `content`."""
    kept = Forbidden("a ground", place(ground), is_closed)
    above = ground[: len(output)] == output
    within = output[: len(ground)] == ground
    assert (objection(place(output), [kept]) is not None) == (above or (is_closed and within))


# What is deleted


def test_a_publish_leaves_alone_what_was_there_before_it(desk: Path, tmp_path: Path) -> None:
    """It says what lies there and what to do; done that, the folder is ours."""
    settings = settings_of(desk, OUTPUT_PATH="published")
    (desk / "published/notes").mkdir(parents=True)
    (desk / "published/notes/a.txt").write_text("mine", "utf-8")
    (desk / "published/b.txt").write_text("mine", "utf-8")
    before = tree(tmp_path)
    with pytest.raises(BuildStopped) as stop:
        publish(settings)
    after = tree(tmp_path)
    assert {path: after[path] for path in before} == before
    assert not (tmp_path / "home/www").exists()
    assert list(map(str, stop.value.faults)) == [
        f"{desk}/published: holds 2 files, such as “b.txt”, not made by this program, which does "
        "not delete or publish it (move elsewhere what is yours, or name another folder; if "
        "nothing is, delete this one)"
    ]
    shutil.move(desk / "published/notes", desk)
    shutil.move(desk / "published/b.txt", desk)
    publish(settings)
    (desk / "published/later.txt").write_text("a file put there since", "utf-8")
    publish(settings)
    assert not (desk / "published/later.txt").exists()


@pytest.mark.parametrize("command", [publish, build])
def test_a_list_does_not_make_a_folder_ours(desk: Path, command: Command) -> None:
    """A build without a sweep prints among the files of others, and lists what it printed."""
    settings = settings_of(desk, OUTPUT_PATH="shared")
    (desk / "shared").mkdir()
    (desk / "shared/CNAME").write_text("example.org", "utf-8")
    plain_build(settings)
    assert (desk / "shared/.broadsheet").is_file()
    with pytest.raises(BuildStopped) as stop:
        command(settings)
    assert "“CNAME”, not made by this program" in str(stop.value.faults[0])
    plain_build(settings)
    assert (desk / "shared/CNAME").read_text("utf-8") == "example.org"


@pytest.mark.parametrize("foreign", [[], ["CNAME"]])
def test_a_folder_of_an_earlier_version_is_ours_if_all_in_it_is(
    desk: Path, foreign: list[str]
) -> None:
    """It has the list and no mark: nothing need be done unless others have files there."""
    settings = settings_of(desk, OUTPUT_PATH="published")
    publish(settings)
    (desk / "published/.broadsheet.own").unlink()
    shutil.rmtree(desk / "kept")  # made by code that is another now
    for name in foreign:
        (desk / "published" / name).write_text("mine", "utf-8")
    if foreign:
        with pytest.raises(BuildStopped):
            publish(settings)
    else:
        publish(settings)
    assert (desk / "published/.broadsheet.own").exists() is not bool(foreign)


def test_a_build_does_not_print_over_the_files_of_others(desk: Path, tmp_path: Path) -> None:
    """A page that somebody wrote by hand is not ours, whatever its name."""
    settings = settings_of(desk, OUTPUT_PATH="html")
    (desk / "html").mkdir()
    (desk / "html/index.html").write_text("by hand", "utf-8")
    (desk / "html/404.html").symlink_to(desk / "content/.draft")
    before = tree(desk / "html")
    with pytest.raises(BuildStopped) as stop:
        plain_build(settings)
    assert tree(desk / "html") == before
    (fault,) = map(str, stop.value.faults)
    assert re.search("2 files, such as “(404|index).html”, not made by .*, would be over", fault)


def test_what_cannot_be_looked_into_may_hold_files(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that somebody has locked up is not ours; that of a mounted disk's keeper may lie."""
    settings, scan = settings_of(desk, OUTPUT_PATH="disk"), os.scandir
    for name in ("lost+found", "private"):
        (desk / "disk" / name).mkdir(parents=True)

    def scandir(path: Any) -> Any:
        if str(path).endswith(("lost+found", "private")):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        with pytest.raises(BuildStopped) as stop:
            build(settings)
        assert "holds “private”, not made by this program" in str(stop.value.faults[0])
        (desk / "disk/private").rmdir()
        build(settings)
    assert (desk / "disk/index.html").is_file()


def test_no_link_in_the_folder_leads_the_press_astray(desk: Path) -> None:
    """Neither where the list or the mark stands, nor in the place of a page."""
    settings, story = settings_of(desk), desk / "content/articles/2024/harbour-reopens.md"
    plain_build(settings)
    output = desk / "published"
    (output / "index.html").unlink()
    (output / ".broadsheet.own").unlink()
    (output / ".broadsheet").unlink()
    for name in ("index.html", ".broadsheet", ".broadsheet.own", ".broadsheet.new"):
        (output / name).symlink_to(story)
    with pytest.raises(BuildStopped):  # a mark that is a link is none
        publish(settings)
    (output / ".broadsheet.own").unlink()
    (output / ".broadsheet.own").touch()
    publish(settings)
    assert story.read_text("utf-8") == STORY
    assert not (output / "index.html").is_symlink()


class TestRetention:
    @pytest.mark.parametrize(
        ("name", "value", "what"),
        [
            ("OUTPUT_RETENTION", "CNAME", "“CNAME” is no list of names, such as ['CNAME']"),
            ("OUTPUT_RETENTION", None, "“None” is no list of names, such as ['CNAME']"),
            ("OUTPUT_RETENTION", ["a", "b/c"], "“b/c” is no name of a file or folder at the top"),
            ("OUTPUT_RETENTION", ["."], "“.” is no name of a file or folder at the top"),
            ("OUTPUT_RETENTION", [".."], "“..” is no name of a file or folder at the top"),
            ("OUTPUT_RETENTION", [""], "“” is no name of a file or folder at the top"),
            ("OUTPUT_RETENTION", [7], "“7” is no name of a file or folder at the top"),
            ("DELETE_OUTPUT_DIRECTORY", "False", "“False” is neither True nor False"),
        ],
    )
    def test_a_wrong_one_is_told_before_anything_is_touched(
        self, desk: Path, tmp_path: Path, name: str, value: object, what: str
    ) -> None:
        """A text was taken for a list of letters, and any text for true."""
        settings = settings_of(desk, OUTPUT_PATH="output", **{name: value})
        before = tree(tmp_path)
        for command in (check, plain_build):
            with pytest.raises(BuildStopped) as stop:
                command(settings)
            (fault,) = map(str, stop.value.faults)
            assert fault.startswith(f"settings: {name}: {what}")
            assert tree(tmp_path) == before

    def test_what_is_retained_stays_whoever_spells_it(self, desk: Path) -> None:
        """A disk may write a name in other letters than the settings do."""
        settings = settings_of(desk, OUTPUT_PATH="output", OUTPUT_RETENTION=["cname", "Café"])
        build(settings)
        for name in ("CNAME", "Café", "other"):
            (desk / "output" / name).write_text("mine", "utf-8")
        build(settings)
        names = {path.name for path in (desk / "output").iterdir()}
        assert {"CNAME", "Café"} <= names and "other" not in names

    def test_a_shared_folder_may_be_swept_of_nothing(self, desk: Path) -> None:
        """Where all that others have in it is retained; a publish would publish it, and does not."""
        settings = settings_of(desk, OUTPUT_PATH="shared", OUTPUT_RETENTION=["CNAME"])
        (desk / "shared").mkdir()
        (desk / "shared/CNAME").write_text("example.org", "utf-8")
        build(settings)
        assert (desk / "shared/index.html").is_file()
        with pytest.raises(BuildStopped):
            publish(settings)
        assert (desk / "shared/CNAME").is_file()

"""Places: a folder of this machine and one of a server do the same with the same editions."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from broadsheet.commands import disk
from broadsheet.commands.disk import DiskPlace
from broadsheet.commands.editions import CannotPublish, NoSpace, Place, Switch, TargetState
from broadsheet.commands.server import ServerPlace
from broadsheet.commands.targets import Remote
from broadsheet.incremental.file_digests import file_digest
from tests.commands.servers import Server, start, tool, write_script

A, B, C = (f"20240{month}01T000000Z-000000000000000{month}" for month in (1, 2, 3))
EARLIER = "20231201T000000Z-0000000f"
CUT = """{dd} bs=1 count=15000 2>/dev/null | {rsync} "$@"
"""
HOLDING_MV = """
case "$*" in *current) echo "{name} now" >held ;; esac
exec {mv} "$@"
"""
FULL = """echo 'rsync: [receiver] write failed on "5": No space left on device (28)' >&2
exit 11
"""


@pytest.fixture(params=["disk", "gnu", "busybox"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place of each kind; its folder is `root_of` it."""
    if request.param == "disk":
        return DiskPlace(tmp_path / "my www")
    server = start(tmp_path / "server", monkeypatch, request.param)
    (server.home / "it's").mkdir()
    return ServerPlace(Remote("me", "server", "./it's/my www"))


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server such as most are."""
    return start(tmp_path / "server", monkeypatch)


@pytest.fixture
def remote(server: Server) -> ServerPlace:
    """A place on it."""
    return ServerPlace(Remote(None, "server", str(server.home / "www")))


def root_of(place: Place, tmp_path: Path) -> Path:
    if isinstance(place, DiskPlace):
        return place.folder
    assert isinstance(place, ServerPlace)
    return tmp_path / "server/home" / place.remote.folder


def site(folder: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    """Write a site, and return the digests of its files."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return {path: file_digest(str(folder / path)) for path in files}


def publish(place: Place, folder: Path, name: str, text: str = "news", **rest: Any) -> TargetState:
    """Put an edition in place, as an upload and a switch."""
    files = site(folder, {"index.html": text, "a b/#same.css": "same", "#top": "top"})
    partial = place.bring(folder, files, name, place.look())
    return place.switch(Switch(name, partial, **rest)).state


def test_where_there_is_nothing_the_first_edition_is_put(place: Place, tmp_path: Path) -> None:
    """The folder is made, and `current` leads to the whole of the edition and nothing else."""
    assert place.look() == TargetState()
    assert publish(place, tmp_path / "site", A) == TargetState(whole=(A,), current=A)
    root = root_of(place, tmp_path)
    found = {f.relative_to(root / "current/") for f in (root / "current/").rglob("*")}
    assert {each.as_posix() for each in found} == {"index.html", "#top", "a b", "a b/#same.css"}
    assert {each.name for each in root.iterdir()} == {"editions", "current"}


def test_only_what_the_site_made_is_copied(place: Place, tmp_path: Path) -> None:
    """Whatever else lies in the output folder is nobody's edition."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/.broadsheet").write_text("the list", "utf-8")
    (tmp_path / "site/draft.html").write_text("a secret", "utf-8")
    publish(place, tmp_path / "site", A)
    root = root_of(place, tmp_path)
    assert {each.name for each in (root / "current/").iterdir()} == {"index.html", "#top", "a b"}


def test_readers_see_the_next_edition_and_the_last_one_is_known(
    place: Place, tmp_path: Path
) -> None:
    """Nothing is left in the folder behind the old link, where `mv` would have put the new one."""
    publish(place, tmp_path / "site", A)
    assert publish(place, tmp_path / "site", B, "more") == TargetState(
        (A, B), current=B, previous=A
    )
    root = root_of(place, tmp_path)
    assert (root / "current/index.html").read_text("utf-8") == "more"
    assert not list((root / "editions" / A).glob(".*"))
    assert place.switch(Switch(B)).notes == ()


def test_files_of_the_edition_before_stay_in_the_next(place: Place, tmp_path: Path) -> None:
    """As second names, which the web server can read; what is not there is not needed."""
    kept = "theme/my #1 site.0a1b2c3d4e.css"
    files = site(tmp_path / "site", {"index.html": "news", kept: "b{}", "#old": "o", "no": "n"})
    place.switch(Switch(A, place.bring(tmp_path / "site", files, A, place.look())))
    fresh = {"index.html": files["index.html"]}
    old = (kept, "#old", "images/gone.0a1b2c3d4e.800.avif")
    partial = place.bring(tmp_path / "site", fresh, B, place.look(), old)
    place.switch(Switch(B, partial))
    root = root_of(place, tmp_path)
    found = {f.relative_to(root / "current/") for f in (root / "current/").rglob("*")}
    assert {each.as_posix() for each in found if each.suffix or each.name[0] == "#"} == {
        "index.html", kept, "#old"
    }  # fmt: skip
    for path in (kept, "#old"):
        assert (root / "current" / path).samefile(root / "editions" / A / path)
    assert (root / "current/theme").stat().st_mode & 0o555 == 0o555
    assert not (root / "current/no").exists()


@pytest.mark.parametrize("kind", ["bsd", "perl", "bare"])
def test_without_gnu_tools_a_switch_is_one_step_where_the_server_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """And where it cannot, that is said."""
    server = start(tmp_path / "server", monkeypatch, kind)
    place = ServerPlace(Remote(None, "server", "./www"))
    publish(place, tmp_path / "site", A)
    files = site(tmp_path / "site", {"index.html": "more"})
    switched = place.switch(Switch(B, place.bring(tmp_path / "site", files, B, place.look())))
    assert switched.state == TargetState(whole=(A, B), current=B, previous=A)
    assert (server.home / "www/current/index.html").read_text("utf-8") == "more"
    assert {each.name for each in (server.home / "www").iterdir()} == {"editions", "current"}
    assert not list((server.home / "www/editions" / A).glob(".*"))
    slow = (
        "server:www: the server cannot replace a link in one step: "
        "for a moment there was no `current`"
    )
    assert switched.notes == ((slow,) if kind == "bare" else ())


def modes_below(folder: Path) -> set[tuple[str, int]]:
    """Return the modes of folders and files, those of links left out."""
    return {
        ("folder" if each.is_dir() else "file", stat.S_IMODE(each.stat().st_mode))
        for each in (folder, *folder.rglob("*"))
        if not each.is_symlink() and not each.name.startswith(".")
    }


@pytest.mark.parametrize("mask", [0o077, 0o022])
def test_the_web_server_can_read_all_that_is_published(
    place: Place, tmp_path: Path, mask: int
) -> None:
    """Whatever the umask of who publishes, and whatever the modes of the files in the output."""
    source = tmp_path / "site"
    files = site(source, {"index.html": "news", "a b/c/d.css": "same", "run.sh": "x"})
    (source / "a b/c/d.css").chmod(0o400)
    (source / "run.sh").chmod(0o4755)
    (source / "a b").chmod(0o700)
    before = os.umask(mask)
    try:
        for name in (A, B):
            place.switch(Switch(name, place.bring(source, files, name, place.look())))
    finally:
        os.umask(before)
    modes = modes_below(root_of(place, tmp_path))
    assert {mode for kind, mode in modes if kind == "folder"} == {0o755}
    assert {mode & 0o7577 for kind, mode in modes if kind == "file"} == {0o444}


def test_an_edition_that_was_closed_to_the_web_server_opens_with_the_next(
    place: Place, tmp_path: Path
) -> None:
    """Earlier versions kept the modes of the output folder: those files get no second name."""
    publish(place, tmp_path / "site", A)
    root = root_of(place, tmp_path)
    (root / "editions").chmod(0o700)
    (root / f"editions/{A}/index.html").chmod(0o600)
    publish(place, tmp_path / "site", B)
    assert modes_below(root / "editions" / B) <= {("folder", 0o755), ("file", 0o644)}
    assert stat.S_IMODE((root / "editions").stat().st_mode) == 0o755


def test_what_is_the_same_takes_no_room_twice(place: Place, tmp_path: Path) -> None:
    """Whatever its time says: a fresh build makes every file anew."""
    publish(place, tmp_path / "site", A)
    os.utime(tmp_path / "site/a b/#same.css", (1, 1))
    publish(place, tmp_path / "site", B, "other news")
    root = root_of(place, tmp_path)
    assert (root / "current/a b/#same.css").stat().st_nlink == 2
    assert (root / "current/index.html").stat().st_nlink == 1
    assert (root / f"editions/{A}/index.html").read_text("utf-8") == "news"


def test_a_file_that_somebody_spoilt_on_the_spot_is_not_taken_over(
    place: Place, tmp_path: Path
) -> None:
    """A second name is given to what has the same bytes, and not to what had them once."""
    publish(place, tmp_path / "site", A)
    root = root_of(place, tmp_path)
    (root / "current/a b/#same.css").write_text("spam", "utf-8")
    publish(place, tmp_path / "site", B)
    assert (root / "current/a b/#same.css").read_text("utf-8") == "same"


def test_a_hold_comes_with_the_switch_and_outlasts_what_knows_nothing_of_it(
    place: Place, tmp_path: Path
) -> None:
    """Somebody who looked before the hold does not lead readers away."""
    for name in (A, B):
        publish(place, tmp_path / "site", name, name)
    files = site(tmp_path / "site", {"index.html": "the fault again"})
    partial = place.bring(tmp_path / "site", files, C, place.look())
    held = place.switch(Switch(A, hold=f"{A} 2024-02-01T01:00:00+00:00")).state
    assert (held.current, held.held) == (A, f"{A} 2024-02-01T01:00:00+00:00")
    late = place.switch(Switch(C, partial, clear=(B,))).state
    assert late == TargetState(whole=(A, B), current=A, previous=B, held=held.held)
    root = root_of(place, tmp_path)
    assert sorted(each.name for each in (root / "editions").iterdir()) == [".previous", A, B]


def test_a_hold_is_ended_by_whoever_knew_of_it(place: Place, tmp_path: Path) -> None:
    """A hold of somebody else, that came later, goes on."""
    publish(place, tmp_path / "site", A)
    place.switch(Switch(A, hold="one"))
    assert place.switch(Switch(ends="another")).state.held == "one"
    assert publish(place, tmp_path / "site", B, ends="another").current == A
    assert publish(place, tmp_path / "site", C, ends="one").held is None
    assert place.look().current == C


def test_an_empty_file_holds_as_well(place: Place, tmp_path: Path) -> None:
    """Somebody may have made it by hand; it can be ended too."""
    publish(place, tmp_path / "site", A)
    (root_of(place, tmp_path) / "held").touch()
    assert place.look().held == ""
    assert publish(place, tmp_path / "site", B).current == A
    assert place.switch(Switch(ends="")).state.held is None


def test_what_goes_is_never_a_half_edition_with_a_whole_name(place: Place, tmp_path: Path) -> None:
    """Partial ones, older ones and what was left of deleting some; never what readers see."""
    for name in (A, B):
        publish(place, tmp_path / "site", name, name)
    root = root_of(place, tmp_path)
    for name in (f".{C}.00.partial", f".gone.{C}.partial"):
        (root / "editions" / name).mkdir()
        (root / "editions" / name / "half.html").touch()
    leftovers = place.look().leftovers
    assert len(leftovers) == 2
    switched = place.switch(Switch(clear=(*leftovers, A, B, "..", "")))
    assert switched.state == TargetState(whole=(B,), current=B)
    assert switched.notes == ()
    assert (root / "current/index.html").is_file()


def test_an_upload_that_somebody_else_cleared_away_is_not_put_in_place(
    place: Place, tmp_path: Path
) -> None:
    """Whoever publishes first clears away the other's; the other is told."""
    publish(place, tmp_path / "site", A)
    files = site(tmp_path / "site", {"index.html": "slow"})
    partial = place.bring(tmp_path / "site", files, B, place.look())
    publish(place, tmp_path / "site", C, "quick", clear=place.look().leftovers)
    with pytest.raises(CannotPublish, match="somebody else has published there meanwhile"):
        place.switch(Switch(B, partial))
    assert place.look() == TargetState(whole=(A, C), current=C, previous=A)


def test_an_edition_that_is_gone_is_not_led_to(place: Place, tmp_path: Path) -> None:
    """Readers keep what they have."""
    publish(place, tmp_path / "site", A)
    with pytest.raises(CannotPublish, match=f"there is no edition {B} any more"):
        place.switch(Switch(B))
    assert place.look().current == A


@pytest.mark.parametrize(
    ("name", "is_file", "what"),
    [
        ("current", False, "current is no link (publish to another folder, or move it away)"),
        ("current", True, "current is no link (publish to another folder, or move it away)"),
        ("editions", True, "editions is no folder (publish to another folder, or move it away)"),
        (".", True, "my www is no folder (publish to another folder, or move it away)"),
    ],
)
def test_what_is_not_ours_is_refused(
    place: Place, tmp_path: Path, name: str, is_file: bool, what: str
) -> None:
    """In one line, and it stays what it was."""
    thing = root_of(place, tmp_path) / name
    thing.parent.mkdir(parents=True, exist_ok=True)
    if is_file:
        thing.write_text("theirs", "utf-8")
    else:
        thing.mkdir()
    with pytest.raises(CannotPublish) as caught:
        place.look()
    assert str(caught.value).endswith(what)
    assert thing.is_file() == is_file


def test_links_set_by_hand_are_understood(place: Place, tmp_path: Path) -> None:
    """A full path, one with a slash at its end, a way around; and none of another program."""
    publish(place, tmp_path / "site", A)
    current = root_of(place, tmp_path) / "current"
    for link in (f"editions/{A}/", f"{current.parent}/editions/{A}", f"./editions/../editions/{A}"):
        current.unlink()
        current.symlink_to(link)
        assert place.look().current == A
        assert place.switch(Switch(clear=(A,))).state.current == A
    current.unlink()
    current.symlink_to("releases/12")
    with pytest.raises(CannotPublish, match="current leads to releases/12, which is no edition"):
        place.look()
    current.unlink()
    current.symlink_to(f"editions/{B}")
    assert place.look() == TargetState(whole=(A,))
    assert publish(place, tmp_path / "site", C).current == C


def test_a_folder_of_editions_on_another_disk_is_followed(place: Place, tmp_path: Path) -> None:
    """Where there is more room."""
    root = root_of(place, tmp_path)
    root.mkdir(parents=True)
    (tmp_path / "big").mkdir()
    (root / "editions").symlink_to(tmp_path / "big")
    publish(place, tmp_path / "site", A)
    assert publish(place, tmp_path / "site", B, "b") == TargetState((A, B), current=B, previous=A)
    assert (root / "current/a b/#same.css").stat().st_nlink == 2


def test_names_that_are_no_editions_do_not_count(place: Place, tmp_path: Path) -> None:
    """Copies that somebody made, links, and moments that no calendar has."""
    publish(place, tmp_path / "site", A)
    editions = root_of(place, tmp_path) / "editions"
    for name in (f"{A}.bak", "lost+found", "99999999T999999Z-0000000000000000", ".hidden"):
        (editions / name).mkdir()
    (editions / B).symlink_to(A)
    (editions / C).touch()
    (editions / EARLIER).mkdir()
    assert place.look() == TargetState(whole=(A,), uncertain=(EARLIER,), current=A)


def test_an_edition_of_an_earlier_version_counts_once_readers_have_seen_it(
    place: Place, tmp_path: Path
) -> None:
    """That version led readers to whole ones only."""
    publish(place, tmp_path / "site", EARLIER)
    assert place.look().whole == (EARLIER,)
    assert publish(place, tmp_path / "site", A).whole == (EARLIER, A)


def test_a_hold_that_comes_between_looking_and_leading_wins(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even in the moment in which `current` is replaced."""
    publish(place, tmp_path / "site", A)
    files = site(tmp_path / "site", {"index.html": "the fault again"})
    partial = place.bring(tmp_path / "site", files, B, place.look())
    root = root_of(place, tmp_path)
    if isinstance(place, DiskPlace):
        link = disk._link

        def held_meanwhile(where: str, name: Path) -> None:
            (root / "held").write_text(f"{A} now\n", "utf-8")
            link(where, name)

        monkeypatch.setattr(disk, "_link", held_meanwhile)
    else:
        tools = tmp_path / "server/tools"
        write_script(tools / "mv", HOLDING_MV.format(mv=tool("mv"), name=A))
    switched = place.switch(Switch(B, partial)).state
    assert (switched.current, switched.held) == (A, f"{A} now")


# What is particular to a server


def test_an_upload_that_is_cut_counts_as_no_edition_and_is_of_use_to_the_next(
    remote: ServerPlace, server: Server, tmp_path: Path
) -> None:
    """What has arrived is not sent again, and then cleared away."""
    publish(remote, tmp_path / "site", A)
    texts = {f"{number}.html": os.urandom(2000).hex() for number in range(9)}
    files = site(tmp_path / "site", texts)
    server.script("rsync", CUT.format(dd=tool("dd"), rsync=tool("rsync")))
    with pytest.raises(CannotPublish, match="the connection to server broke off"):
        remote.bring(tmp_path / "site", files, B, remote.look())
    cut = remote.look()
    assert (cut.whole, cut.current, len(cut.leftovers)) == ((A,), A, 1)
    is_on_disk = server.home / "www/editions"
    arrived = {each.name for each in (is_on_disk / cut.leftovers[0]).glob("*.html")}
    assert 0 < len(arrived) < len(files)
    server.install("rsync")
    partial = remote.bring(tmp_path / "site", files, C, cut)
    twice = {each.name for each in (is_on_disk / partial).iterdir() if each.stat().st_nlink == 2}
    assert twice == arrived
    whole = remote.switch(Switch(C, partial, clear=cut.leftovers)).state
    assert whole == TargetState((A, C), current=C, previous=A)
    for name, text in texts.items():
        assert (is_on_disk / C / name).read_text("utf-8") == text


def test_a_full_disk_of_a_server_is_said_and_what_was_half_is_gone(
    remote: ServerPlace, server: Server, tmp_path: Path
) -> None:
    """In words that rsync has somewhere among its own; so is what was left of an earlier one."""
    publish(remote, tmp_path / "site", A)
    (server.home / f"www/editions/.{C}.00.partial").mkdir()
    files = site(tmp_path / "site", {f"{n}.html": os.urandom(2000).hex() for n in range(9)})
    cut = CUT.format(dd=tool("dd"), rsync=tool("rsync"))
    server.script("rsync", f"{cut}{FULL}")
    with pytest.raises(NoSpace) as caught:
        remote.bring(tmp_path / "site", files, B, remote.look())
    assert str(caught.value) == (
        f"no space left on server for {server.home}/www "
        "(make some, or keep fewer editions: PUBLISH_KEEP)"
    )
    assert remote.look() == TargetState((A,), current=A)


def test_a_folder_in_the_home_of_a_login_is_where_ssh_begins(
    server: Server, tmp_path: Path
) -> None:
    """Whom it logs in as, and at which address, is as it was written."""
    publish(ServerPlace(Remote("me", "::1", "./paper")), tmp_path / "site", A)
    assert (server.home / "paper/current/index.html").is_file()
    assert set(server.log.read_text("utf-8").split()) <= {"me@::1", "::1"}


def test_a_login_that_prints_words_of_its_own_is_understood(
    remote: ServerPlace, tmp_path: Path
) -> None:
    """Before ours, and after them; to rsync they would be noise, and that is said."""
    publish(remote, tmp_path / "site", A)
    ssh = tmp_path / "server/bin/ssh"
    ssh.write_text(ssh.read_text("utf-8").replace("#!/bin/sh", "#!/bin/sh\necho Hello"), "utf-8")
    assert remote.look() == TargetState((A,), current=A)
    with pytest.raises(CannotPublish, match="the login at server prints something of its own"):
        publish(remote, tmp_path / "site", B)


def test_half_a_script_does_nothing(remote: ServerPlace, server: Server, tmp_path: Path) -> None:
    """A connection that breaks off while it is sent."""
    from broadsheet.commands import server as module

    publish(remote, tmp_path / "site", A)
    whole = module._SCRIPT.read_text("utf-8").rstrip()
    with pytest.MonkeyPatch.context() as patch:
        for cut in range(1, len(whole) - len('main "$@"\nexit'), 97):
            half = tmp_path / "half.sh"
            half.write_text(whole[:cut], "utf-8")
            patch.setattr(module, "_SCRIPT", half)
            with pytest.raises(CannotPublish):
                remote.switch(Switch(A, hold="never", clear=(A,)))
    assert remote.look() == TargetState((A,), current=A)


def test_what_the_script_tells_must_have_an_end(remote: ServerPlace, server: Server) -> None:
    """Half an answer would look like a target with fewer editions."""
    server.script("sh", 'if [ "$1" = -s ]; then echo broadsheet:held x; else exec dash "$@"; fi\n')
    server.install("dash")
    with pytest.raises(CannotPublish, match="the connection to server broke off"):
        remote.look()


# What is particular to this machine


def test_a_place_where_nothing_can_be_made_is_told_with_what_to_do(tmp_path: Path) -> None:
    """Such as one below a file."""
    (tmp_path / "file").touch()
    place = DiskPlace(tmp_path / "file/www")
    with pytest.raises(
        CannotPublish, match=r"Not a directory \(name another target: a folder that"
    ):
        publish(place, tmp_path / "site", A)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_what_was_half_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """At the first file that has no room, and not after having tried all of them."""
    place = DiskPlace(tmp_path / "www")
    publish(place, tmp_path / "site", A)
    (tmp_path / f"www/editions/.{C}.00.partial").mkdir()
    files = site(tmp_path / "site", {f"{n}.html": "new" for n in range(9)})
    copy2, copied = shutil.copy2, []

    def full(source: Path, target: Path) -> None:
        copied.append(source)
        if len(copied) > 3:
            raise OSError(number, os.strerror(number), str(target))
        copy2(source, target)

    monkeypatch.setattr(shutil, "copy2", full)
    with pytest.raises(NoSpace) as caught:
        place.bring(tmp_path / "site", files, B, place.look())
    assert str(caught.value) == (
        f"no space left for {tmp_path}/www (make some, or keep fewer editions: PUBLISH_KEEP)"
    )
    assert len(copied) == 4
    assert place.look() == TargetState((A,), current=A)


def test_a_copy_that_is_interrupted_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C is no reason to leave half an edition behind."""
    place = DiskPlace(tmp_path / "www")
    files = site(tmp_path / "site", {"index.html": "new"})

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shutil, "copy2", interrupt)
    with pytest.raises(KeyboardInterrupt):
        place.bring(tmp_path / "site", files, A, place.look())
    assert place.look() == TargetState()


def test_a_disk_without_second_names_gets_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or with as many as it can have."""

    def link(*_: object) -> None:
        raise OSError(errno.EMLINK, "Too many links")

    monkeypatch.setattr(os, "link", link)
    place = DiskPlace(tmp_path / "www")
    for name in (A, B):
        publish(place, tmp_path / "site", name)
    assert (tmp_path / "www/current/a b/#same.css").read_text("utf-8") == "same"


def test_what_cannot_be_deleted_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The edition is in place all the same."""
    place = DiskPlace(tmp_path / "www")
    publish(place, tmp_path / "site", A)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(shutil, "rmtree", refuse)
    files = site(tmp_path / "site", {"index.html": "new"})
    switched = place.switch(
        Switch(B, place.bring(tmp_path / "site", files, B, place.look()), clear=(A,))
    )
    assert switched.state.current == B
    assert switched.notes == (f"{tmp_path}/www/editions/{A} cannot be deleted: Permission denied",)

"""Why ssh and rsync failed, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.commands.editions import CannotPublish, NoSpace
from broadsheet.commands.ssh import rsync, ssh, why
from broadsheet.commands.targets import Remote
from tests.commands.servers import write_script

REMOTE = Remote("me", "server", "/srv/www")
KNOWN_HOSTS = "No ED25519 host key is known for server.\nHost key verification failed."
BROKEN = "publish again: what has arrived is not sent twice"


@pytest.mark.parametrize(
    ("program", "status", "said", "words"),
    [
        ("rsync", 11, 'write failed on "x": No space left on device (28)', "no space left on server for /srv/www (make some, or keep fewer editions: PUBLISH_KEEP)"),
        ("ssh", 1, "mkdir: x: Disk quota exceeded", "no space left on server for /srv/www: the quota is full (make some, or keep fewer editions: PUBLISH_KEEP)"),
        ("ssh", 255, "ssh: Could not resolve hostname server: Name or service not known", "there is no host server (mend its name, or the network)"),
        ("ssh", 255, KNOWN_HOSTS, "the key of server is not known here; connect once by hand: ssh me@server"),
        ("ssh", 255, "WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\nHost key verification failed.", "server has another key than before; ask who runs it; if that is right: ssh-keygen -R server, then ssh me@server"),
        ("ssh", 255, "Permissions 0644 for 'id' are too open.\nLoad key \"id\": bad permissions\nme@server: Permission denied (publickey).", "others may read the key of me@server; ssh wants `chmod 600` for its file"),
        ("ssh", 255, "/home/me/.ssh/config: line 8: Bad configuration option: nosuch\n/home/me/.ssh/config: terminating, 1 bad configuration options", "ssh does not understand its own settings here: /home/me/.ssh/config: line 8: Bad configuration option: nosuch; /home/me/.ssh/config: terminating, 1 bad configuration options"),
        ("ssh", 255, "Bad owner or permissions on /home/me/.ssh/config", "ssh does not trust its own settings here: Bad owner or permissions on /home/me/.ssh/config"),
        ("ssh", 1, "This account is currently not available.", "me@server may run nothing on server; give that login a shell, such as /bin/sh"),
        ("ssh", 1, "", "ssh failed on server with the status 1 and no word (try: ssh me@server true)"),
        ("rsync", 255, "me@server: Permission denied (publickey,password).", "server does not let me@server in without a password; connect once by hand: ssh me@server"),
        ("rsync", 23, 'mkdir "x" failed: Permission denied (13)', "me@server may not write to /srv/www on server; make that login the owner of the folder"),
        ("rsync", 12, "mkdir: cannot create directory: Permission denied", "me@server may not write to /srv/www on server; make that login the owner of the folder"),
        ("rsync", 23, "mkdir failed: Read-only file system (30)", "/srv/www on server lies on a disk that cannot be written"),
        ("ssh", 255, "connect to host server port 22: Connection refused", "server answers no ssh (does it run there, at that port?)"),
        ("ssh", 255, "connect to host server port 22: Connection timed out", "server does not answer (mend the network, or publish later)"),
        ("rsync", 127, "bash: line 1: rsync: command not found\nrsync error: remote command not found (code 127)", "there is no program `rsync` on server (install it there)"),
        ("rsync", 2, "protocol version mismatch -- is your shell clean?", "the login at server prints something of its own; a login that is given a command must be silent: see its .bashrc"),
        ("rsync", 12, "rsync: connection unexpectedly closed (5 bytes)\nrsync error: error in rsync protocol (code 12) at io.c(232)", f"the connection to server broke off ({BROKEN}): rsync: connection unexpectedly closed (5 bytes)"),
        ("rsync", 12, "Welcome\nodd: no such thing\nrsync: closed\nrsync error: x", f"the connection to server broke off ({BROKEN}): odd: no such thing; rsync: closed"),
        ("rsync", 11, "", "a file cannot be written to /srv/www on server: perhaps no space is left (make some, or keep fewer editions: PUBLISH_KEEP)"),
        ("rsync", 11, "rsync error: error in file IO (code 11) at io.c(1)", "a file cannot be written to /srv/www on server: perhaps no space is left (make some, or keep fewer editions: PUBLISH_KEEP)"),
        ("rsync", 12, "mkdir: cannot create directory '/srv/www': No such file or directory\nrsync: closed", "/srv/www on server cannot be made (make it there, for that login to write to, or correct the target): mkdir: cannot create directory '/srv/www': No such file or directory; rsync: closed"),
        ("ssh", 255, "", f"the connection to server broke off ({BROKEN})"),
        ("rsync", 23, "\x1b[2Jodd\x07", "rsync failed on server with the status 23: [2Jodd"),
    ],
)  # fmt: skip
def test_a_failure_is_one_line_with_what_to_do(
    program: str, status: int, said: str, words: str
) -> None:
    """Where nobody has thought of it, with the last words of the program itself."""
    assert why(program, status, said, REMOTE) == words


def test_a_login_that_ssh_knows_is_not_called_by_the_name_of_the_host() -> None:
    """Where ~/.ssh/config says who logs in."""
    remote = Remote(None, "paper", "/srv/www")
    assert why("ssh", 255, "x@y: Permission denied (publickey).", remote) == (
        "paper does not let your login in without a password; connect once by hand: ssh paper"
    )


def test_an_upload_that_ends_without_a_word_is_cleared_away_as_on_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the server has to say of its disk may be lost, and what has arrived fills that up."""
    write_script(tmp_path / "rsync", "exit 11\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(NoSpace, match="perhaps no space is left"):
        rsync(REMOTE, [], ["here/", "there"], b"")


def test_what_a_login_prints_before_it_ends_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one without a shell does, which says nothing to the standard error."""
    write_script(tmp_path / "ssh", "echo 'This account is currently not available.'; exit 1\n")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(CannotPublish, match="give that login a shell"):
        ssh(REMOTE, "true")


def test_a_program_that_is_missing_here_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is asked of the server."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotPublish) as caught:
        ssh(REMOTE, "true")
    assert str(caught.value) == "there is no program `ssh` on this machine (install it)"


def test_what_programs_say_is_asked_for_in_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else their words would not be found among those that are known."""
    write_script(tmp_path / "ssh", 'echo "$LC_ALL"\n')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert ssh(REMOTE, "true") == "C\n"

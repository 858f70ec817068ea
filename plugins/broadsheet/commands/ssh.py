"""Runs ssh and rsync, and says in plain words why they failed."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence

from broadsheet.commands.editions import CannotPublish, NoSpace
from broadsheet.commands.targets import Remote

# A server that falls silent must not keep all later publications waiting.
_SSH = ("ssh", "-T", "-o", "ConnectTimeout=60", "-o", "ServerAliveInterval=60")
_SILENCE = 600  # seconds

# Messages of the C library and ssh, in English, since the locale is set; the first match counts.
_FULL = (
    ("No space left on device", "no space left on {host} for {folder} ({room})"),
    ("Disk quota exceeded", "no space left on {host} for {folder}: the quota is full ({room})"),
)
_WORDS = (
    *_FULL,
    ("Read-only file system", "{folder} on {host} lies on a disk that cannot be written"),
    ("Could not resolve hostname", "there is no host {host} (mend its name, or the network)"),
    ("IDENTIFICATION HAS CHANGED", "{host} has another key than before; {is_it}"),
    ("Host key verification failed", "the key of {host} is not known here; {by_hand}"),
    ("Permission denied (13)", "{login} may not write to {folder} on {host}; {owner}"),
    ("bad permissions", "others may read the key of {login}; ssh wants `chmod 600` for its file"),
    ("bad configuration options", "ssh does not understand its own settings here: {told}"),
    ("Bad owner or permissions on", "ssh does not trust its own settings here: {told}"),
    ("This account is currently not available", "{login} may run nothing on {host}; {shell}"),
    ("Permission denied (", "{host} does not let {login} in without a password; {by_hand}"),
    ("Too many authentication failures", "{host} does not let {login} in; {by_hand}"),
    ("Connection refused", "{host} answers no ssh (does it run there, at that port?)"),
    ("timed out", "{host} does not answer (mend the network, or publish later)"),
    ("No route to host", "{host} cannot be reached (mend the network, or publish later)"),
    ("Network is unreachable", "{host} cannot be reached (mend the network, or publish later)"),
    ("is your shell clean", "the login at {host} prints something of its own; {silent}"),
    ("Permission denied", "{login} may not write to {folder} on {host}; {owner}"),
    ("Operation not permitted", "{login} may not write to {folder} on {host}; {owner}"),
    ("Not a directory", "{folder} on {host} is no folder, or does not lie in one"),
    ("mkdir: ", "{folder} on {host} cannot be made ({make}): {told}"),
)
_BROKEN = "the connection to {host} broke off (publish again: what has arrived is not sent twice)"
_CUT_SHORT = "a file cannot be written to {folder} on {host}: perhaps no space is left ({room})"
_ADVICE = {
    "room": "make some, or keep fewer editions: PUBLISH_KEEP",
    "by_hand": "connect once by hand: ssh {address}",
    "is_it": "ask who runs it; if that is right: ssh-keygen -R {host}, then ssh {address}",
    "shell": "give that login a shell, such as /bin/sh",
    "silent": "a login that is given a command must be silent: see its .bashrc",
    "owner": "make that login the owner of the folder",
    "make": "make it there, for that login to write to, or correct the target",
}
_SAID = 1000  # bytes
_NOT_FOUND = 127  # how shells say that there is no such program
_LOST = 255  # the status of ssh if ssh itself failed
_FILE_FAILED = 11  # how rsync says that a file could not be read or written
_BROKEN_OFF = frozenset({10, 12, 30, 35, _LOST})  # how rsync says it: see EXIT VALUES, rsync(1)


def ssh(remote: Remote, command: str, given: bytes = b"") -> str:
    """Run a command of a server's shell and return what it prints; raise CannotPublish."""
    return _run([*_SSH, remote.login, command], remote, given)


def rsync(remote: Remote, options: Sequence[str], places: Sequence[str], given: bytes) -> None:
    """Run rsync; raise CannotPublish. places: from where to where. given: what it is to read."""
    patience = (f"--rsh={' '.join(_SSH)}", f"--timeout={_SILENCE}")
    _run(["rsync", *patience, *options, "--", *places], remote, given)


def _run(command: Sequence[str], remote: Remote, given: bytes) -> str:
    try:
        run = subprocess.run(  # noqa: S603 - the operator's own server
            command, input=given, capture_output=True, env={**os.environ, "LC_ALL": "C"}
        )
    except FileNotFoundError:
        what = f"there is no program `{command[0]}` on this machine (install it)"
        raise CannotPublish(what) from None
    except OSError as error:
        raise CannotPublish(f"{command[0]} cannot be run: {error.strerror}") from error
    if run.returncode:
        # A login that may run nothing says so to readers of its output.
        said = (run.stderr or run.stdout[-_SAID:]).decode("utf-8", "replace")
        is_full = any(sign in said for sign, _ in _FULL) or _is_cut_short(run.returncode, said)
        failure = NoSpace if is_full else CannotPublish
        raise failure(why(command[0], run.returncode, said, remote))
    return run.stdout.decode("utf-8", "surrogateescape")


def why(program: str, status: int, said: str, remote: Remote) -> str:
    """Return why ssh or rsync failed, and what to do about it, in one line.

    status: its exit status. said: what it printed to the standard error.
    """
    address = shlex.quote(remote.login)
    names = {"host": remote.host, "folder": remote.folder, "told": _last_words(said)}
    # Without a user in the target, ~/.ssh/config says who logs in.
    names |= {"login": address if remote.user else "your login", "address": address}
    names |= {name: words.format(**names) for name, words in _ADVICE.items()}
    for sign, words in _WORDS:
        if sign in said:
            return words.format(**names)
    if status == _NOT_FOUND:
        missing = "rsync" if "rsync" in said or program == "rsync" else "sh"
        return f"there is no program `{missing}` on {remote.host} (install it there)"
    if program == "rsync" and _is_cut_short(status, said):
        return _CUT_SHORT.format(**names)
    if status in (_BROKEN_OFF if program == "rsync" else {_LOST}):
        words = _BROKEN.format(**names)
    else:
        words = f"{program} failed on {remote.host} with the status {status}"
        words += "" if said.strip() else f" and no word (try: ssh {address} true)"
    told = names["told"]
    return f"{words}: {told}" if told else words


def _is_cut_short(status: int, said: str) -> bool:
    """Say whether rsync could not write a file and did not come to say why.

    A full disk is told by the other side, whose last words may be lost as it ends.
    """
    return status == _FILE_FAILED and not _last_words(said)


def _last_words(said: str) -> str:
    """Return the last two lines that say something, without the signs that terminals obey.

    Where a program on the server has failed, rsync has a line to add.
    """
    lines = ["".join(c for c in line if c.isprintable()).strip() for line in said.splitlines()]
    # The very last line of rsync says only where in its source it gave up.
    return "; ".join([line for line in lines if line and not line.startswith("rsync error:")][-2:])

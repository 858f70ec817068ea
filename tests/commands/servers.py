"""A server on this machine: an ssh that runs its commands in a folder, with tools of its own."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

TOOLS = ("cat", "chmod", "head", "ln", "mkdir", "readlink", "rm", "sed", "sh")
"""What server.sh and a login need besides `mv` and `rsync`."""

OLD_MV = """
case $1 in -*T* | -*h*) echo "mv: illegal option" >&2; exit 64 ;; esac
exec {mv} "$@"
"""
BSD_MV = """
case $1 in
-*T*) echo "mv: illegal option -- T" >&2; exit 64 ;;
-fh) shift; exec {mv} -fT "$@" ;;
esac
exec {mv} "$@"
"""
SSH = """
while :; do case $1 in -T) shift ;; -[lo]) shift 2 ;; *) break ;; esac; done
printf '%s\\n' "$1" >>"{log}"
shift
cd "{home}" || exit
PATH="{tools}"
export PATH
exec sh -c "$*"
"""


@dataclass(frozen=True)
class Server:
    """home: where its logins begin. tools: its only folder of programs. log: whom ssh asked."""

    home: Path
    tools: Path
    log: Path

    def script(self, name: str, text: str) -> None:
        """Give it a program."""
        write_script(self.tools / name, text)

    def install(self, *names: str) -> None:
        """Give it programs of this machine."""
        for name in names:
            (self.tools / name).unlink(missing_ok=True)
            (self.tools / name).symlink_to(tool(name))


def tool(name: str) -> str:
    """Return the full path of a program; skip the test where there is none."""
    found = shutil.which(name, path="/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin")
    if found is None:
        pytest.skip(f"no {name} on this machine")
    return found


def write_script(file: Path, text: str) -> None:
    """Write a program of the shell."""
    file.unlink(missing_ok=True)
    file.write_text(f"#!/bin/sh\n{text}", "utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


def start(folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str = "gnu") -> Server:
    """Have a server that ssh finds under any name.

    kind: its tools. gnu: those of this machine. busybox: all by one program. bsd: its `mv` knows
    -h, and not -T. perl: knows neither, but there is Perl. bare: not even that.
    """
    server = Server(folder / "home", folder / "tools", folder / "asked")
    for place in (server.home, server.tools, folder / "bin"):
        place.mkdir(parents=True)
    server.install("rsync")
    if kind == "busybox":
        subprocess.run([tool("busybox"), "--install", "-s", str(server.tools)], check=True)
        server.install("rsync")
    else:
        server.install(*TOOLS)
    if kind == "gnu":
        server.install("mv")
    elif kind == "bsd":
        server.script("mv", BSD_MV.format(mv=tool("mv")))
    elif kind in ("perl", "bare"):
        server.script("mv", OLD_MV.format(mv=tool("mv")))
    if kind == "perl":
        server.install("perl")
    ssh = SSH.format(home=server.home, tools=server.tools, log=server.log)
    write_script(folder / "bin/ssh", ssh)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")
    return server

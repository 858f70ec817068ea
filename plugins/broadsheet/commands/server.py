"""Server: publishes editions into a folder of a server, by ssh and rsync."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from broadsheet.commands.edition_lists import EditionFiles, files_in
from broadsheet.commands.editions import (
    EDITIONS,
    CannotPublish,
    NoSpace,
    Switch,
    Switched,
    TargetState,
    partial_name,
    read_state,
    was_cleared,
)
from broadsheet.commands.ssh import rsync, ssh
from broadsheet.commands.targets import Remote

_SCRIPT = Path(__file__).with_name("server.sh")
_TELLS = "broadsheet:"
_MOST_LIKE = 10  # folders in which rsync looks for a file that it need not send; it takes 20


class ServerPlace(Struct, frozen=True):
    """A `Place` on a server. server.sh does there what does not need rsync."""

    remote: Remote

    @property
    def label(self) -> str:
        """The target as rsync writes it."""
        return f"{self.remote.rsync_login}:{self.remote.folder.removeprefix('./')}"

    def look(self) -> TargetState:
        """Return what it holds."""
        return read_state(self.label, self.ask("look"))

    def files_of(self, name: str) -> EditionFiles | None:
        """Return what the list of an edition says of its files; None where it has no list."""
        told = dict(self.ask("files", name))
        return files_in(told["own"], told.get("old", "")) if "own" in told else None

    def bring(
        self,
        folder: Path,
        files: Mapping[str, bytes],
        name: str,
        state: TargetState,
        old: Sequence[str] = (),
    ) -> str:
        """Upload files to a partial edition, and return its name.

        A file that is the same as in the last edition becomes a hard link to it. So does a file
        that an interrupted upload has brought.
        """
        partial = partial_name(name)
        last = state.current or state.before_current()
        like = [each for each in (last, *reversed(state.leftovers)) if each][:_MOST_LIKE]
        root = shlex.quote(self.remote.folder)
        options = [
            # Compared by content and not by time, since a fresh build makes every file again.
            "--checksum",
            # Whatever the umask here and the login's there, the web server can read what arrives.
            "--perms",
            "--chmod=Da+rx,Fa+r,Fa-x,Fug-s",
            "--copy-links",
            "--from0",
            "--files-from=-",
            *(f"--link-dest=../{each}/" for each in like),
            # So that only the server's shell need understand the name of the folder.
            f"--rsync-path=umask a+rx && mkdir -p {root}/{EDITIONS} && cd {root} && "
            f"{{ chmod a+rx {EDITIONS} 2>/dev/null || :; }} && rsync",
        ]
        places = [f"{folder}/", f"{self.remote.rsync_login}:{EDITIONS}/{partial}/"]
        try:
            rsync(self.remote, options, places, _listed(sorted(files)))
            if old and state.current:
                self._keep(old, state.current, partial)
        except NoSpace:
            self.ask("clear", partial, *state.leftovers)
            raise
        return partial

    def _keep(self, old: Sequence[str], before: str, edition: str) -> None:
        """Give an edition files of the one before it; what is not there any more is not needed."""
        command = (
            f"cd {shlex.quote(self.remote.folder)}/{EDITIONS} && rsync --archive --from0 "
            "--files-from=- --ignore-missing-args "
            f"--link-dest=../{shlex.quote(before)}/ {shlex.quote(before)}/ {shlex.quote(edition)}/"
        )
        ssh(self.remote, command, _listed(old))

    def switch(self, switch: Switch) -> Switched:
        """Do what a switch says, in one visit."""
        ends = "" if switch.ends is None else f"={switch.ends}"
        given = (switch.to or "", switch.partial or "", switch.hold or "", ends)
        facts = self.ask("switch", *given, *switch.clear)
        if any(kind == "gone" for kind, _ in facts):
            raise CannotPublish(was_cleared(self.label))
        notes = tuple(f"{self.label}: {words}" for kind, words in facts if kind == "note")
        return Switched(read_state(self.label, facts), notes)

    def ask(self, task: str, *arguments: str) -> list[tuple[str, str]]:
        """Run server.sh on the server, and return what it tells."""
        words = ("sh", "-s", "--", self.remote.folder, task, *arguments)
        said = ssh(self.remote, shlex.join(words), _SCRIPT.read_bytes())
        facts = list(_told(said))
        if ("end", task) not in facts:
            raise CannotPublish(f"the connection to {self.remote.host} broke off (publish again)")
        return facts


def _listed(paths: Iterable[str]) -> bytes:
    """Return paths as rsync reads them; without `./`, one that begins with # would be a comment."""
    return b"\0".join(os.fsencode(f"./{path}") for path in paths)


def _told(said: str) -> Iterator[tuple[str, str]]:
    for line in said.split("\n"):
        if line.startswith(_TELLS):
            kind, _, value = line.removeprefix(_TELLS).partition(" ")
            yield kind, value

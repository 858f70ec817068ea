"""Targets: where to publish to, as people write it, and where nobody may publish to."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from broadsheet.commands.editions import EDITIONS, CannotPublish
from broadsheet.site.output_safety import Place, place_of
from broadsheet.site.places import read_locale_paths
from broadsheet.site.settings import Settings

# As rsync tells them apart: a colon before any slash. In brackets, an address of IPv6.
_REMOTE = re.compile(
    r"(?:(?P<user>[^/:]+)@)?(?:\[(?P<address>[^]/]+)\]|(?P<name>[^/:@\[\]]+)):(?P<folder>.*)"
)
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:\\", re.IGNORECASE)


class Remote(Struct, frozen=True):
    """A folder of a server. folder: full, or below the home folder of the login; never empty."""

    user: str | None
    host: str
    folder: str

    @property
    def login(self) -> str:
        """Whom ssh is to ask for."""
        return f"{self.user}@{self.host}" if self.user else self.host

    @property
    def rsync_login(self) -> str:
        """The same for rsync, which looks for a colon."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.user}@{host}" if self.user else host


def read_target(target: str, base: Path) -> Remote | Path:
    """Return where a target is; raise CannotPublish where that cannot be said.

    base: the folder from which the path of a local one leads.
    """
    if not target.isprintable():
        raise CannotPublish(f"target {target!r}: a sign in it cannot be printed (mend its name)")
    if _URL.match(target):
        raise CannotPublish(
            f"target {target}: an address with :// is not understood (write it as host:folder)"
        )
    is_path_of_windows = os.name == "nt" and target[1:2] == ":"
    if ":" in target.split("/")[0] and not is_path_of_windows:
        return _read_remote(target)
    try:
        return Path(os.path.abspath(base / Path(target).expanduser()))  # noqa: PTH100 - links stay
    except RuntimeError:  # how Path says it
        raise CannotPublish(f"target {target}: there is no such user here") from None


def _read_remote(target: str) -> Remote:
    if _DRIVE.match(target):
        raise CannotPublish(f"target {target}: a folder of Windows (write it as host:folder)")
    found = _REMOTE.fullmatch(target)
    if found is None:
        mend = "write it as host:folder, an address of IPv6 in brackets: [::1]:folder"
        raise CannotPublish(f"target {target}: which host is that? ({mend})")
    user, folder = found["user"], found["folder"]
    host = found["address"] or found["name"]
    if folder.startswith(":"):
        mend = "write it as host:folder, for ssh"
        raise CannotPublish(f"target {target}: rsync's own servers are not supported ({mend})")
    if any(name.startswith("-") or " " in name for name in (user or "", host)):
        raise CannotPublish(f"target {target}: no name of a host or user looks like that")
    return Remote(user, host, _below_home(target, folder))


def _below_home(target: str, folder: str) -> str:
    """Return a folder of a server; ssh begins at home, so that nothing need be said of it."""
    if folder == "~" or folder.startswith("~/"):
        folder = folder[1:].lstrip("/")
    if folder.startswith("~"):
        mend = "write its full path, as host:/home/user/folder"
        raise CannotPublish(f"target {target}: whose home that is only the server knows ({mend})")
    if folder.startswith("/"):
        return folder.rstrip("/") or "/"
    return f"./{folder.rstrip('/')}" if folder else "."


def refuse_our_own(target: Path, settings: Settings) -> None:
    """Raise CannotPublish for a target from which, or over which, the site is made.

    An edition that is copied into the output folder, or around it, would become part of the site or
    be swept away; one that is copied among the sources would become a source.
    """
    mend = "publish to a folder of its own"
    output = Path(settings["OUTPUT_PATH"])
    for place in map(place_of, (target, target / EDITIONS)):
        if relation := _relation(place, place_of(output)):
            raise CannotPublish(
                f"target {target}: it {relation} the output folder {output} ({mend})"
            )
        for what, source in _sources(settings):
            if place.lies_in(place_of(source)):
                raise CannotPublish(f"target {target}: it lies in {what}, {source} ({mend})")


def _relation(place: Place, folder: Place) -> str | None:
    if place.is_same(folder):
        return "is"
    if place.lies_in(folder):
        return "lies in"
    return "holds" if folder.lies_in(place) else None


def _sources(settings: Settings) -> Iterator[tuple[str, Path]]:
    yield "the folder of articles", Path(settings["PATH"])
    for theme in (settings["THEME"], *settings["THEME_TEMPLATES_OVERRIDES"]):
        yield "the theme", Path(theme)
    for folder in read_locale_paths(settings)[0]:
        yield "the catalogues", folder
    # The folders of plugins may be the whole repository; what is a plugin in them is named.
    for folder in settings["PLUGIN_PATHS"]:
        for plugin in settings["PLUGINS"]:
            if isinstance(plugin, str):
                yield "a folder of plugins", Path(folder, plugin.partition(".")[0])
    yield "the folder of the store", Path(settings["CACHE_PATH"])

"""Links to drafts: a colleague or a lawyer sees what is not published yet, for some days.

Each link has a folder of its own in DRAFTS_TARGET, whose name nobody can guess, and in it editions
as any target has them. The name says when the link ends and what it shows, so that whoever
publishes next, from whatever machine, finds it again, and deletes it when it has ended.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from posixpath import normpath
from typing import Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from broadsheet.commands.disk import DiskPlace
from broadsheet.commands.editions import (
    CURRENT,
    EDITIONS,
    CannotPublish,
    Place,
    moment_in_words,
)
from broadsheet.commands.named_files import file_named
from broadsheet.commands.publish import moment_now, zone_of
from broadsheet.commands.server import ServerPlace
from broadsheet.commands.targets import Remote, read_target, refuse_our_own
from broadsheet.incremental.digests import digest_of
from broadsheet.site.output_safety import place_of
from broadsheet.site.settings import Settings
from broadsheet.site.settings_source import written_at

_SECRET = 16  # bytes: 128 bits, as many as a UUID has and all of them by chance
_KEY = 4
_SHORT = 8
_WRITTEN = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(
    rf"draft-(?P<ends>\d{{8}}T\d{{6}}Z)-(?P<key>[0-9a-f]{{{2 * _KEY}}})-[0-9a-f]{{{2 * _SECRET}}}"
)


class DraftLink(Struct, frozen=True):
    """A link to drafts. name: of its folder. ends: when. key: a digest of what it shows."""

    name: str
    ends: datetime
    key: str

    def until(self, zone: tzinfo) -> str:
        """Return in words when it ends."""
        return moment_in_words(self.ends, zone)

    @property
    def short_name(self) -> str:
        """As much of its name as tells it from others."""
        return self.name.rpartition("-")[2][:_SHORT]

    @classmethod
    def fresh(cls, key: str, ends: datetime) -> DraftLink:
        """Return a new link with a name that nobody can guess."""
        ends = ends.astimezone(UTC).replace(microsecond=0)
        return cls(f"draft-{ends:{_WRITTEN}}-{key}-{secrets.token_hex(_SECRET)}", ends, key)

    @classmethod
    def of(cls, name: str) -> DraftLink | None:
        """Return the link whose folder has a name, None for a folder that is none of ours."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        try:
            ends = datetime.strptime(found["ends"], _WRITTEN).replace(tzinfo=UTC)
        except ValueError:  # a thirteenth month
            return None
        return cls(name, ends, found["key"])


def key_of(only: Sequence[str]) -> str:
    """Return the key of links that show these drafts alone, or all where none is named."""
    return digest_of(sorted(only))[:_KEY].hex()


class Shelf(Protocol):
    """The folder in which those of links to drafts lie; each method raises CannotPublish."""

    def links(self) -> list[DraftLink]:
        """Return the links, the first to end first."""
        ...

    def place(self, link: DraftLink) -> Place:
        """Return where the editions of a link lie."""
        ...

    def end(self, links: Iterable[DraftLink]) -> tuple[str, ...]:
        """Delete the folders of links; return what could not be deleted, in words."""
        ...


class DiskShelf(Struct, frozen=True):
    """A `Shelf` on this machine."""

    folder: Path

    def links(self) -> list[DraftLink]:
        """Return the links, the first to end first."""
        try:
            names = [each.name for each in self.folder.iterdir() if _is_folder(each)]
        except FileNotFoundError:
            return []
        except OSError as error:
            mend = "let this user read it, or name another folder"
            raise CannotPublish(f"{self.folder}: {error.strerror} ({mend})") from error
        return _links(names)

    def place(self, link: DraftLink) -> DiskPlace:
        """Return where the editions of a link lie."""
        self._keep_from_git()
        return DiskPlace(self.folder / link.name)

    def _keep_from_git(self) -> None:
        """Have git pass over the drafts where they lie in a repository, such as the paper's own.

        Else whoever commits all files there publishes them.
        """
        ignored, above = self.folder / ".gitignore", self.folder.absolute().parents
        if ignored.exists() or not any((folder / ".git").exists() for folder in above):
            return
        with suppress(OSError):  # a folder that cannot be written is told in a moment
            self.folder.mkdir(parents=True, exist_ok=True)
            ignored.write_text("draft-*\n.gone.draft-*\n", "utf-8")

    def end(self, links: Iterable[DraftLink]) -> tuple[str, ...]:
        """Delete the folders of links, each renamed first, so that nobody sees the half of one."""
        notes = []
        for left in self.folder.glob(".gone.draft-*"):  # by somebody who was interrupted
            shutil.rmtree(left, ignore_errors=True)
        for link in links:
            folder, gone = self.folder / link.name, self.folder / f".gone.{link.name}"
            try:
                shutil.rmtree(gone, ignore_errors=True)
                folder.rename(gone)
                shutil.rmtree(gone)
            except FileNotFoundError:  # somebody else was faster
                continue
            except OSError as error:
                notes.append(f"{folder} cannot be deleted: {error.strerror}")
        return tuple(notes)


class ServerShelf(Struct, frozen=True):
    """A `Shelf` on a server."""

    remote: Remote

    def links(self) -> list[DraftLink]:
        """Return the links, the first to end first."""
        told = ServerPlace(self.remote).ask("drafts")
        return _links(value for kind, value in told if kind == "drafts")

    def place(self, link: DraftLink) -> ServerPlace:
        """Return where the editions of a link lie."""
        folder = f"{self.remote.folder.rstrip('/')}/{link.name}"
        return ServerPlace(Remote(self.remote.user, self.remote.host, folder))

    def end(self, links: Iterable[DraftLink]) -> tuple[str, ...]:
        """Delete the folders of links."""
        names = [link.name for link in links]
        told = ServerPlace(self.remote).ask("end", *names) if names else []
        return tuple(value for kind, value in told if kind == "note")


def _is_folder(entry: Path) -> bool:
    return entry.is_dir() and not entry.is_symlink()


def _links(names: Iterable[str]) -> list[DraftLink]:
    found = (DraftLink.of(name) for name in sorted(names))
    return [link for link in found if link is not None]


def read_shelf(settings: Settings, settings_file: Path, target: str = "") -> Shelf | None:
    """Return where links to drafts lie, None where neither `target` nor a setting says so.

    target: as for `read_destination`; where it is empty, the setting DRAFTS_TARGET. Raises
    CannotPublish where nobody may see drafts: at the root of what readers see, or within.
    """
    setting = str(settings.get("DRAFTS_TARGET") or "").strip()
    if not (target or setting):
        return None
    base = Path.cwd() if target else settings_file.absolute().parent
    where = read_target(target or setting, base)
    public = str(settings.get("PUBLISH_TARGET") or "").strip()
    if public:
        _refuse_readers_own(where, read_target(public, settings_file.absolute().parent))
    if isinstance(where, Remote):
        return ServerShelf(where)
    refuse_our_own(where, settings)
    if (where / CURRENT).is_symlink() or (where / EDITIONS).is_dir():
        raise CannotPublish(_is_public(where))
    return DiskShelf(where)


def _refuse_readers_own(where: Remote | Path, public: Remote | Path) -> None:
    """Raise CannotPublish for a folder from which readers are served."""
    if isinstance(where, Path) and isinstance(public, Path):
        shown, drafts = place_of(public), place_of(where)
        within = any(drafts.lies_in(place_of(public / name)) for name in (EDITIONS, CURRENT))
        is_public = drafts.is_same(shown) or within
    elif isinstance(where, Remote) and isinstance(public, Remote):
        drafts_at, shown_at = normpath(where.folder), normpath(public.folder)
        served = [normpath(f"{shown_at}/{name}") for name in (EDITIONS, CURRENT)]
        inside = any(f"{drafts_at}/".startswith(f"{each}/") for each in served)
        is_public = where.host == public.host and (drafts_at == shown_at or inside)
    else:
        is_public = False
    if is_public:
        raise CannotPublish(_is_public(where))


def _is_public(where: Remote | Path) -> str:
    told = ServerPlace(where).label if isinstance(where, Remote) else where
    return f"target {told}: readers see what lies there (give drafts a folder of their own)"


def read_address(settings: Settings, url: str = "") -> str:
    """Return the address at which a web server shows the folder of links, without a slash.

    url: as given; where it is empty, the setting DRAFTS_URL. Raises CannotPublish.
    """
    address = (url or str(settings.get("DRAFTS_URL") or "")).strip().rstrip("/")
    place = "--url" if url else written_at("DRAFTS_URL", settings)
    if not address:
        mend = "give --url, or set DRAFTS_URL, such as https://example.org/drafts"
        raise CannotPublish(f"nobody knows at which address drafts are seen ({mend})")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        mend = "write it whole, such as https://example.org/drafts"
        raise CannotPublish(f"{place}: “{address}” is no address of a folder ({mend})")
    return address


def drafts_named(only: Sequence[str], content: Path) -> tuple[str, ...]:
    """Return the content paths of files as people name them; raise CannotPublish for no file."""
    root = content.resolve()
    paths = [file.relative_to(root).as_posix() for file in root.rglob("*.md")] if only else []
    try:
        files = [file_named(name, root, paths) for name in only]
    except LookupError as error:
        raise CannotPublish(f"--only: {error}") from None
    return tuple(sorted({file.resolve().relative_to(root).as_posix() for file in files}))


def link_for(key: str, links: Iterable[DraftLink], now: datetime, days: float) -> DraftLink:
    """Return the link with a key that lasts longest, or a new one where all have ended."""
    lasting = [link for link in links if link.key == key and link.ends > now]
    if lasting:
        return max(lasting, key=lambda link: (link.ends, link.name))
    return DraftLink.fresh(key, now + timedelta(days=days))


def ended(links: Iterable[DraftLink], now: datetime) -> list[DraftLink]:
    """Return the links that have ended."""
    return [link for link in links if link.ends <= now]


def _chosen(end: str, links: Sequence[DraftLink]) -> list[DraftLink]:
    """Return the one link that a piece of its address names, none for ""; raise CannotPublish."""
    names = [link for link in links if link.name in end or end in link.name] if end else []
    if end and len(names) != 1:
        what = "several links have" if names else "no link has"
        mend = "give the whole address of one: `broadsheet drafts` lists them"
        raise CannotPublish(f"--end: {what} “{end}” in its name ({mend})")
    return names


def draft_lines(
    settings: Settings,
    settings_file: Path,
    target: str = "",
    *,
    ends_all: bool = False,
    end: str = "",
    is_quiet: bool = False,
) -> Iterator[str]:
    """Delete the links that have ended, and others; yield a line for each, and for those that last.

    target: as for `read_shelf`. ends_all: whether all are deleted. end: a piece of the address of
    one that is to be deleted as well. is_quiet: whether nothing is said of those that last. Raises
    CannotPublish.
    """
    shelf = read_shelf(settings, settings_file, target)
    if shelf is None:
        raise CannotPublish("nobody knows where drafts lie: give --target, or set DRAFTS_TARGET")
    now, links = moment_now(settings), shelf.links()
    over = links if ends_all else [*ended(links, now), *_chosen(end, links)]
    yield from shelf.end(over)
    address = str(settings.get("DRAFTS_URL") or "").strip().rstrip("/")
    for link in links:
        until = link.until(zone_of(settings))
        where = f"{address}/{link.name}/{CURRENT}/" if address else link.name
        if link in over:
            yield f"deleted: {link.name}"
        elif not is_quiet:
            yield f"until {until}: {where}"
    if not (links or is_quiet):
        yield "there are no links to drafts"

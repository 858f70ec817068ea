"""Publishing: readers are given a new edition all at once, or taken back to an older one.

After a rollback, readers are held at the older edition, since a scheduled publication would bring
the fault back. Only `publish --release` ends the hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from pydantic import Field, field_validator

from broadsheet.commands.disk import DiskPlace
from broadsheet.commands.edition_lists import (
    ARRIVING,
    Changes,
    EditionFiles,
    changes_between,
    list_of,
    listed_digests,
)
from broadsheet.commands.editions import (
    CannotPublish,
    Keeping,
    Place,
    Switch,
    TargetState,
    date_of,
    edition_name,
    hold_text,
)
from broadsheet.commands.old_names import old_names
from broadsheet.commands.server import ServerPlace
from broadsheet.commands.targets import Remote, read_target, refuse_our_own
from broadsheet.site.clock import read_now
from broadsheet.site.models import StrictSettings, read_settings_model
from broadsheet.site.settings import Settings, read_site
from broadsheet.site.settings_source import placed, written_at


class Publishing(StrictSettings):
    """The settings that say where editions are published, and which are kept."""

    target: str = Field("", alias="PUBLISH_TARGET")
    number: int = Field(5, alias="PUBLISH_KEEP", ge=2)  # readers' edition, and one to go back to
    days: float = Field(0, alias="PUBLISH_KEEP_DAYS", ge=0)

    @field_validator("target", mode="before")
    @classmethod
    def _path(cls, value: Any) -> Any:
        value = str(value) if isinstance(value, Path) else value or ""
        return value.strip() if isinstance(value, str) else value


class Destination(Struct, frozen=True):
    """Where editions are published, and which of them are kept there. zone: that of the paper."""

    place: Place
    keeping: Keeping
    zone: tzinfo = UTC


class Publication(Struct, frozen=True):
    """What came of publishing.

    lines: what to say of it. is_seen: whether readers see the edition now; is_new: and saw another
    before. notes: what an operator should know of the target besides.
    """

    lines: tuple[str, ...]
    is_seen: bool = False
    is_new: bool = False
    notes: tuple[str, ...] = ()


def read_publishing(settings: Settings) -> Publishing:
    """Return what the settings say of publishing; raise CannotPublish where that is wrong."""
    fields = [field.alias or name for name, field in Publishing.model_fields.items()]
    values = {name: settings[name] for name in fields if name in settings}
    publishing, faults = read_settings_model("", Publishing, values)
    if publishing is None:
        raise CannotPublish(faults=[placed(fault, settings) for fault in faults])
    return publishing


def read_destination(settings: Settings, settings_file: Path, target: str = "") -> Destination:
    """Return where to publish; raise CannotPublish where that is nowhere, or cannot be.

    target: a local folder, from the current one on, or `host:folder`; where it is empty, the
    setting PUBLISH_TARGET, whose path leads from the folder of the settings file. Nothing is
    looked up yet on a disk or a server that is not ours.
    """
    publishing = read_publishing(settings)
    wanted = target or publishing.target
    if not wanted:
        raise CannotPublish("nowhere to publish to: give --target, or set PUBLISH_TARGET")
    keeping = Keeping(publishing.number, publishing.days)
    zone = zone_of(settings)
    try:
        where = read_target(wanted, Path.cwd() if target else settings_file.absolute().parent)
        if isinstance(where, Remote):
            return Destination(ServerPlace(where), keeping, zone)
        refuse_our_own(where, settings)
    except CannotPublish as error:
        if target:
            raise
        raise CannotPublish(f"{written_at('PUBLISH_TARGET', settings)}: {error}") from None
    return Destination(DiskPlace(where), keeping, zone)


def put_in_place(
    folder: Path,
    files: Mapping[str, bytes],
    moment: datetime,
    to: Destination,
    ends_hold: bool,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> Publication:
    """Give readers a new edition, unless they see its files already; return what came of it.

    folder: the site; files: the digests of its files, by their paths below the folder. moment:
    that of the build, aware. ends_hold: whether readers who are held are to be so no longer.
    pictures: the digests of the pictures that files are sizes of, by the paths of these.
    Raises CannotPublish; then readers still see the last edition.
    """
    place, state = to.place, to.place.look()
    if state.held is not None and not ends_hold:
        return Publication((held_words(to, state),))
    name = edition_name(files, moment)
    if state.current is not None and state.shows(name):
        seen = [f"nothing has changed: readers keep {state.current} at {place.label}"]
        clear = state.to_clear(state.current, moment, to.keeping)
        if not clear and state.held is None:
            return Publication(tuple(seen), is_seen=True)
        switch = Switch(ends=state.held, clear=clear)
    else:
        listed = listed_digests(files, pictures)
        before = _files_before(place, state)
        changes = _changes(state, before, listed)
        partial = None
        if name not in state.whole:
            old = old_names(before or EditionFiles(), listed, moment)
            told = list_of(EditionFiles(listed, old), changes)
            partial = _bring(folder, files, told, name, to.place, state, tuple(old))
        seen = [f"published {name} to {place.label}"]
        seen += [seen_words(name, state.current, changes, to.zone)]
        clear = state.to_clear(name, moment, to.keeping)
        switch = Switch(name, partial, ends=state.held, clear=clear)
    switched = place.switch(switch)
    if switched.state.held is not None:  # somebody has gone back meanwhile
        return Publication((held_words(to, switched.state),), notes=switched.notes)
    is_new = switch.to is not None
    return Publication(tuple(seen), is_seen=True, is_new=is_new, notes=switched.notes)


def _bring(
    folder: Path,
    files: Mapping[str, bytes],
    listed: bytes,
    name: str,
    place: Place,
    state: TargetState,
    old: Sequence[str],
) -> str:
    """Copy files and their list into a partial edition, and return the name of that."""
    arriving = folder / ARRIVING
    try:
        arriving.write_bytes(listed)
        return place.bring(folder, {**files, ARRIVING: b""}, name, state, old)
    finally:
        arriving.unlink(missing_ok=True)


def _files_before(place: Place, state: TargetState) -> EditionFiles | None:
    """Return the files that readers see, None where they are not known."""
    return place.files_of(state.current) if state.current else EditionFiles()


def _changes(
    state: TargetState, before: EditionFiles | None, after: Mapping[str, str] | None
) -> Changes | None:
    """Return what files change against those that readers see, None where one is not known."""
    if before is None or after is None:
        return None
    return changes_between(state.current or "", before.own, after)


def _compared(place: Place, state: TargetState, name: str) -> Changes | None:
    """Return what an edition changes against what readers saw, None where that cannot be told."""
    try:
        after = place.files_of(name)
        return _changes(state, _files_before(place, state), after.own if after else None)
    except CannotPublish:  # the connection is lost; what matters is done
        return None


def seen_words(name: str, before: str | None, changes: Changes | None, zone: tzinfo) -> str:
    """Return what to say of what readers see now.

    name: of their edition. before: the name of the one that they saw before, None if they saw none.
    changes: None where they are not known.
    """
    dates = [date_of(each, zone) for each in (name, before or "")]
    if dates[0] == dates[1] and before != name:  # they were made in one minute
        dates = [date_of(each, zone, to_the_second=True) for each in (name, before or "")]
    what = f"readers now see the edition of {dates[0]}"
    if before is None:
        return f"{what}, the first: {changes}" if changes else what
    if before == name:
        return f"{what}, as before"
    told = changes or "what it changes is not known, as one of them has no list of its files"
    return f"{what}; against that of {dates[1]}: {told}"


def held_words(to: Destination, state: TargetState) -> str:
    """Return what to say where readers are held, and nothing is published therefore."""
    mend = "to end that, publish on purpose: `broadsheet publish --release`"
    return f"{state.hold_in(to.zone)}: nothing is published to {to.place.label} ({mend})"


def go_back(origin: Destination, name: str, moment: datetime) -> tuple[str, ...]:
    """Give readers an older edition and hold them there; return what came of it.

    name: of the edition, or its digest; the one that readers saw before this one when empty.
    Raises CannotPublish where there is no such edition, or something stands in the way.
    """
    place = origin.place
    state = place.look()
    to = state.find(name) if name else state.before_current()
    if to is None:
        uncertain = ", ".join(reversed(state.uncertain))
        what = f"{place.label} holds no older edition to go back to"
        mend = f" (an earlier version left these, whole or not; name one with --to: {uncertain})"
        raise CannotPublish(what + (mend if uncertain else ""))
    # First, since an editor on deadline does not wait for a comparison.
    notes = place.switch(Switch(to, hold=hold_text(to, moment))).notes
    changes = _compared(place, state, to)
    if to in state.uncertain:
        notes += (f"an earlier version made {to}: look whether all of it is there",)
    held = "are held there until `broadsheet publish --release`"
    line = f"readers see {to} at {place.label}, and {held}"
    return (*notes, line, seen_words(to, state.current, changes, origin.zone))


def zone_of(settings: Settings) -> tzinfo:
    """Return the time zone of the paper, UTC where its settings are faulty."""
    site, _ = read_site(settings)
    return site.zone if site else UTC


def moment_now(settings: Settings) -> datetime:
    """Return the moment of the settings, else the clock's."""
    return read_now(settings, zone_of(settings))[0]

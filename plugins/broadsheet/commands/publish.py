"""Publishing: readers are given a new edition all at once, or taken back to an older one.

After a rollback, readers are held at the older edition, since a scheduled publication would bring
the fault back. Only `publish --release` ends the hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator

from broadsheet.commands.disk import DiskPlace
from broadsheet.commands.editions import (
    CannotPublish,
    Keeping,
    Place,
    Switch,
    TargetState,
    edition_name,
    hold_text,
)
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


@dataclass(frozen=True)
class Destination:
    """Where editions are published, and which of them are kept there."""

    place: Place
    keeping: Keeping


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
    try:
        where = read_target(wanted, Path.cwd() if target else settings_file.absolute().parent)
        if isinstance(where, Remote):
            return Destination(ServerPlace(where), keeping)
        refuse_our_own(where, settings)
    except CannotPublish as error:
        if target:
            raise
        raise CannotPublish(f"{written_at('PUBLISH_TARGET', settings)}: {error}") from None
    return Destination(DiskPlace(where), keeping)


def put_in_place(
    folder: Path, files: Mapping[str, bytes], moment: datetime, to: Destination, ends_hold: bool
) -> tuple[str, ...]:
    """Give readers a new edition, unless they see its files already; return what came of it.

    folder: the site; files: the digests of its files, by their paths below the folder. moment:
    that of the build, aware. ends_hold: whether readers who are held are to be so no longer.
    Raises CannotPublish; then readers still see the last edition.
    """
    place, state = to.place, to.place.look()
    if state.held is not None and not ends_hold:
        return (held_words(place, state),)
    name = edition_name(files, moment)
    if state.current is not None and state.shows(name):
        line = f"nothing has changed: readers keep {state.current} at {place.label}"
        clear = state.to_clear(state.current, moment, to.keeping)
        if not clear and state.held is None:
            return (line,)
        switch = Switch(ends=state.held, clear=clear)
    else:
        line = f"published {name} to {place.label}"
        partial = None if name in state.whole else place.bring(folder, files, name, state)
        clear = state.to_clear(name, moment, to.keeping)
        switch = Switch(name, partial, ends=state.held, clear=clear)
    switched = place.switch(switch)
    if switched.state.held is not None:  # somebody has gone back meanwhile
        line = held_words(place, switched.state)
    return (*switched.notes, line)


def held_words(place: Place, state: TargetState) -> str:
    """Return what to say where readers are held, and nothing is published therefore."""
    mend = "to end that, publish on purpose: `broadsheet publish --release`"
    return f"{state.hold}: nothing is published to {place.label} ({mend})"


def go_back(place: Place, name: str, moment: datetime) -> tuple[str, ...]:
    """Give readers an older edition and hold them there; return what came of it.

    name: of the edition; the one that readers saw before this one when empty. Raises
    CannotPublish where there is no such edition, or something stands in the way.
    """
    state = place.look()
    to = state.find(name) if name else state.before_current()
    if to is None:
        uncertain = ", ".join(reversed(state.uncertain))
        what = f"{place.label} holds no older edition to go back to"
        mend = f" (an earlier version left these, whole or not; name one with --to: {uncertain})"
        raise CannotPublish(what + (mend if uncertain else ""))
    notes = place.switch(Switch(to, hold=hold_text(to, moment))).notes
    if to in state.uncertain:
        notes += (f"an earlier version made {to}: look whether all of it is there",)
    held = "are held there until `broadsheet publish --release`"
    line = f"readers see {to} at {place.label}, and {held}"
    return (*notes, line)


def editions_in(place: Place) -> tuple[str, ...]:
    """Return a line for each edition, the newest first, and what there is to know of it."""
    state = place.look()
    lines = []
    for name in sorted((*state.whole, *state.uncertain), reverse=True):
        words = [name]
        words += ["current"] if name == state.current else []
        words += ["perhaps not whole"] if name in state.uncertain else []
        lines.append("  ".join(words))
    if not lines:
        lines.append(f"nothing is published to {place.label} yet")
    return (*lines, state.hold) if state.held is not None else tuple(lines)


def moment_now(settings: Settings) -> datetime:
    """Return the moment of the settings, else the clock's."""
    site, _ = read_site(settings)
    return read_now(settings, site.zone if site else UTC)[0]

"""The listing of editions: what is kept, for people and as JSON for programs."""

from __future__ import annotations

from dataclasses import asdict
from datetime import tzinfo
from json import dumps

from broadsheet.commands.editions import TargetState, date_of, digest_in, moment_of
from broadsheet.commands.publish import Destination


def editions_in(origin: Destination) -> tuple[str, ...]:
    """Return a line for each edition, the newest first, and what there is to know of it."""
    state = origin.place.look()
    lines = [_line(name, state, origin.zone) for name in _newest_first(state)]
    if not lines:
        lines.append(f"nothing is published to {origin.place.label} yet")
    return (*lines, state.hold_in(origin.zone)) if state.held is not None else tuple(lines)


def editions_as_json(origin: Destination) -> str:
    """Return the same as JSON.

    An object with `target`, `held` (a sentence, or null), `held_at` (an edition) and `held_since`
    (a moment), both null where they are not known, and `editions`, a list of objects with `name`,
    `date`, `digest`, `current`, `whole` and `changes`. These are null where they are not known;
    else they have `against`, the name of the edition that readers saw before or null, and numbers:
    `new`, `changed` and `gone` of pages, and `other` of other files.
    """
    state = origin.place.look()
    since = state.held_since
    listed = {
        "target": origin.place.label,
        "held": state.hold_in(origin.zone) if state.held is not None else None,
        "held_at": state.held_at,
        "held_since": since.astimezone(origin.zone).isoformat() if since else None,
        "editions": [_facts(name, state, origin.zone) for name in _newest_first(state)],
    }
    return dumps(listed, indent=2)


def _newest_first(state: TargetState) -> list[str]:
    return sorted((*state.whole, *state.uncertain), reverse=True)


def _line(name: str, state: TargetState, zone: tzinfo) -> str:
    words = [name, date_of(name, zone)]
    words += ["current"] if name == state.current else []
    words += ["perhaps not whole"] if name in state.uncertain else []
    if changes := state.changes.get(name):
        names = _newest_first(state)
        below = (names[names.index(name) + 1 :] or [""])[0]
        against = changes.against if changes.against != below else ""
        words.append(f"{changes}" + (f", against {date_of(against, zone)}" if against else ""))
    return "  ".join(words)


def _facts(name: str, state: TargetState, zone: tzinfo) -> dict[str, object]:
    moment, changes = moment_of(name), state.changes.get(name)
    return {
        "name": name,
        "date": moment.astimezone(zone).isoformat() if moment else None,
        "digest": digest_in(name),
        "current": name == state.current,
        "whole": name not in state.uncertain,
        "changes": {**asdict(changes), "against": changes.against or None} if changes else None,
    }

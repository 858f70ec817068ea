"""The clock: reads the moment of a build, once."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, tzinfo

from pydantic import Field

from broadsheet.reporting.faults import Fault
from broadsheet.site.models import StrictSettings, read_settings_model
from broadsheet.site.settings import Settings
from broadsheet.story.fields import Moment
from broadsheet.story.moments import moment, placed

# https://reproducible-builds.org/specs/source-date-epoch/: an integer in ASCII.
_VARIABLE = "SOURCE_DATE_EPOCH"
_SECONDS = re.compile("-?[0-9]+")


class _Moment(StrictSettings):
    now: Moment = Field(alias="NOW")


def read_now(settings: Settings, zone: tzinfo) -> tuple[datetime, list[Fault]]:
    """Return the moment of this build, aware: NOW, else SOURCE_DATE_EPOCH, else the clock.

    zone: of a NOW that names none. With a fault, the moment is the clock's.
    """
    if not settings.get("NOW"):
        return _clock()
    found, faults = read_settings_model("", _Moment, {"NOW": settings["NOW"]})
    if found is None:
        return datetime.now(UTC), faults
    return placed(found.now, zone), []


def is_of_the_environment(settings: Settings) -> bool:
    """Say whether the moment of a build is that of SOURCE_DATE_EPOCH."""
    return not settings.get("NOW") and bool(os.environ.get(_VARIABLE))


def _clock() -> tuple[datetime, list[Fault]]:
    """Return this moment, or the one that SOURCE_DATE_EPOCH gives in seconds since 1970."""
    epoch = os.environ.get(_VARIABLE, "")
    if not epoch:
        return datetime.now(UTC), []
    try:
        if not _SECONDS.fullmatch(epoch):
            raise ValueError
        return moment(datetime.fromtimestamp(int(epoch), UTC)), []
    except (ValueError, OverflowError, OSError):  # no number, or out of range
        what = f"{_VARIABLE}: “{epoch}” is no moment in seconds since 1970"
        return datetime.now(UTC), [Fault("the environment", 0, what, "correct it, or take it out")]

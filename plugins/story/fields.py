"""Fields that front matter and settings have in common: texts and moments."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import BeforeValidator

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
"""A character that no page and no feed can hold (https://www.w3.org/TR/xml/#charsets)."""


def _text(value: object) -> object:
    """Fold white space; refuse the empty text."""
    if not isinstance(value, str):
        return value
    folded = " ".join(value.split())
    if not folded:
        raise ValueError("empty")
    return folded


def moment(value: object) -> datetime:
    if not isinstance(value, str):
        raise ValueError("not a date")
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"“{value}” is no date") from None
    if not 1000 <= found.year < 9999:  # beyond, time zones cannot be reckoned with
        raise ValueError(f"the year of “{value}” is out of range")
    return found


Text = Annotated[str, BeforeValidator(_text)]
Moment = Annotated[datetime, BeforeValidator(moment)]

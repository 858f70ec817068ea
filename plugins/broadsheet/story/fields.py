"""Fields that front matter and settings have in common: texts, slugs, moments and the like."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from broadsheet.story.moments import day, day_or_moment, moment, names_a_day

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
"""A character that no page and no feed can hold (https://www.w3.org/TR/xml/#charsets)."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_SLUG = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")


class Unfit(ValueError):
    """Raised by a validator for a value, with advice on what to do; pydantic catches it."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.mend = mend


def _text(value: object) -> object:
    """Fold white space; refuse the empty text."""
    if not isinstance(value, str):
        return value
    folded = " ".join(value.split())
    if not folded:
        raise ValueError("empty")
    return folded


def fits_address(slug: str) -> bool:
    """Say whether a text may be part of an address: letters, digits, and hyphens between them."""
    return _SLUG.fullmatch(slug) is not None


def _slug(value: object) -> object:
    if isinstance(value, str) and not fits_address(value):
        raise ValueError(f"“{value}” does not fit into an address")
    return value


def is_email(text: str) -> bool:
    """Say whether a text has the form of an e-mail address."""
    return _EMAIL.fullmatch(text) is not None


def _email(value: object) -> object:
    if isinstance(value, str) and not is_email(value):
        raise Unfit(f"“{value}” is no address", "write one such as post@example.org")
    return value


def _end(value: object) -> object:
    """Return the moment at which something is over: a day without a time counts to its end."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return moment(value) + timedelta(days=1) if is_day or names_a_day(value) else value


Text = Annotated[str, BeforeValidator(_text)]
Slug = Annotated[str, BeforeValidator(_slug)]
Email = Annotated[
    str,
    BeforeValidator(_email),
    WithJsonSchema({"type": "string", "pattern": f"^{_EMAIL.pattern}$"}),
]
Moment = Annotated[datetime, BeforeValidator(moment)]
End = Annotated[Moment, BeforeValidator(_end)]
"""The moment at which something is over; a day without a time counts to its end."""
Day = Annotated[date, BeforeValidator(day)]
DayOrMoment = Annotated[datetime | date, BeforeValidator(day_or_moment)]

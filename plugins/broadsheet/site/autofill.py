"""Autofill: whether a decoy's name is one that browsers fill in.

A decoy is a field that people do not see and robots fill in. If a browser fills it in, the reader
is taken for a robot; `autocomplete="off"` does not prevent that.

What browsers know fields by: the tokens of HTML's attribute `autocomplete`
(https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill), and words
within a field's name, as in Chromium's components/autofill and Firefox's HeuristicsRegExp.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.reporting.faults import Fault, Gravity, setting_fault

SAFE_NAME = "leave_empty"

# By which a field is known wherever they stand in its name.
_PARTS = re.compile(
    r"e.?mail|phone|mobile|company|business|organi[sz]ation|addr|street|postal|post.?code|zip"
    r"|country|county|province|region|user.?name|full.?name|your.?name"
    r"|(first|given|middle|last|family|sur|nick|fore).?name|pass.?word|web.?site|home.?page"
    r"|birth|card.?n(um|o)|credit.?card|account"
    r"|courriel|correo|telefon|adresse|direcci|indirizzo|empresa|soci[eé]t[eé]|ragione.?sociale"
    r"|stra(ss|ß)e|hausnummer|postleitzahl|stadt|ciudad|cidade|ville|commune|localit|provincia"
    r"|vorname|nachname|pr[eé]nom|apellido|nombre|cognome|sobrenome"
)

# By which it is known only where they are a whole word of its name.
_WORDS = frozenset(
    {"name", "fname", "lname", "mname", "sname", "first", "last", "middle", "initials", "nickname"}
    | {"prefix", "suffix", "title", "salutation", "login", "user", "code", "otp", "sex", "gender"}
    | {"tel", "telephone", "cell", "fax", "pager", "ext", "extension", "area", "contact", "mail"}
    | {"city", "town", "suburb", "district", "state", "land", "unit", "suite", "apartment", "plz"}
    | {"url", "site", "photo", "impp", "language", "bday", "dob", "firm", "firma", "job", "role"}
    | {"cc", "csc", "cvc", "cvv", "iban", "currency", "amount", "nom", "nome", "ort", "cp", "cap"}
)


def is_filled_in(name: str) -> bool:
    """Say whether browsers fill in a field of that name, or may."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name))
    return bool(_PARTS.search(name.lower())) or any(word.lower() in _WORDS for word in words)


def decoy_faults(place: str, name: str | None) -> Iterator[Fault]:
    """Report a decoy that browsers fill in. place: the setting that names it."""
    if name is None or not is_filled_in(name):
        return
    # A decoy that browsers fill in would block every reader.
    is_sure = re.fullmatch(r"e?[-_ ]?mail", name.lower())
    yield setting_fault(
        place,
        f"browsers fill in a field called “{name}”, and readers pass for robots",
        f"call it `{SAFE_NAME}`, here and at the service that receives the form",
        Gravity.WRONG if is_sure else Gravity.ADVICE,
        kind="honeypot-filled",
    )

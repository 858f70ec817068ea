"""Providers: what each newsletter service must be told before its form can be printed.

The names are those of the services' own embed codes (table "Sign-up forms of the common
providers" in the facts about blocks).
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from plugins.edition.site import StrictSettings, read_settings_model
from plugins.edition.web_address import WebAddress
from plugins.story.faults import Fault, choose_from
from plugins.story.fields import Text


def _bare_address(value: str) -> str:
    if "?" in value or "#" in value:
        raise ValueError(f"“{value}” must end before any `?` or `#`")
    return value.rstrip("/")


def _shape(pattern: str, example: str) -> AfterValidator:
    """Return a check for texts of one shape; they go into host names and addresses."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"“{value}” does not look like {example}")
        return value

    return AfterValidator(check)


def _uuid(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        raise ValueError(f"“{value}” is no list's UUID") from None


def _at_least_one(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("empty")
    return value


def _decoy(value: str) -> str:
    # Browsers fill in whatever is called email, and a reader would pass for a robot.
    if value.lower() in ("email", "e-mail", "mail"):
        raise ValueError(f"“{value}” would be filled in by browsers")
    return value


def _fields(value: Any) -> Any:
    """Take `{"name": "value"}` or `{"name": ["value", "value"]}` apart into pairs."""
    if not isinstance(value, dict):
        return value
    return tuple(
        (name, each)
        for name, values in value.items()
        for each in (values if isinstance(values, (list, tuple)) else [values])
    )


def _digits(value: Any) -> Any:
    return str(value) if type(value) is int else value


HostLabel = Annotated[
    Text, _shape(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", "the first part of a host name")
]
HiddenFields = Annotated[tuple[tuple[Text, str], ...], BeforeValidator(_fields)]
Decoy = Annotated[Text, AfterValidator(_decoy)]


class Mailchimp(StrictSettings):
    """`https://{account}.{dc}.list-manage.com/subscribe/post?u={u}&id={id}`."""

    kind: Literal["mailchimp"] = "mailchimp"
    account: HostLabel
    dc: Annotated[Text, _shape(r"[a-z]{2}[0-9]{1,3}", "a data centre such as us21")]
    u: Annotated[Text, _shape(r"[0-9a-f]{25}", "the 25 hexadecimal digits of `u`")]
    id: Annotated[Text, _shape(r"[0-9a-f]{10}", "the 10 hexadecimal digits of `id`")]
    f_id: Annotated[Text, _shape(r"[0-9a-f]{10}", "the 10 hexadecimal digits of `f_id`")] | None = (
        None
    )


class Buttondown(StrictSettings):
    """user: the newsletter's name at Buttondown; tags: what its subscribers are marked with."""

    kind: Literal["buttondown"] = "buttondown"
    user: Text
    tags: tuple[Text, ...] = ()


class Listmonk(StrictSettings):
    """root: the installation's address; lists: UUIDs; next: where a reader lands, fully.

    listmonk leads on to `next` only where it equals one of its trusted addresses exactly; the
    site's own thank-you page, /newsletters/thanks/, is meant for it.
    """

    kind: Literal["listmonk"] = "listmonk"
    root: Annotated[WebAddress, AfterValidator(_bare_address)]
    lists: Annotated[
        tuple[Annotated[Text, AfterValidator(_uuid)], ...], AfterValidator(_at_least_one)
    ]
    next: WebAddress | None = None


class Kit(StrictSettings):
    """id: the number of the form."""

    kind: Literal["kit"] = "kit"
    id: Annotated[
        Text, BeforeValidator(_digits), _shape(r"[0-9]+", "the number of a form such as 1234567")
    ]


class Brevo(StrictSettings):
    """hash, token: from the form's address, `https://{hash}.sibforms.com/serve/{token}`."""

    kind: Literal["brevo"] = "brevo"
    hash: HostLabel
    token: Text
    locale: Annotated[Text, _shape(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?", "a language such as en")] = (
        "en"
    )


class Beehiiv(StrictSettings):
    """No plain form is known: url is the page at beehiiv where readers sign up."""

    kind: Literal["beehiiv"] = "beehiiv"
    url: WebAddress


class Generic(StrictSettings):
    """Any service that takes a plain form post.

    hidden: further fields, names to values (or to lists of values).
    honeypot: the name of a text field that stays empty.
    """

    kind: Literal["generic"] = "generic"
    action: WebAddress
    email_field: Text = "email"
    hidden: HiddenFields = ()
    honeypot: Decoy | None = None

    @model_validator(mode="after")
    def _names_differ(self) -> Generic:
        names = {name for name, _ in self.hidden}
        if self.email_field in names or self.email_field == self.honeypot:
            raise ValueError(f"two fields are called “{self.email_field}”")
        if self.honeypot in names:
            raise ValueError(f"two fields are called “{self.honeypot}”")
        return self


class SignupPage(StrictSettings):
    """No form at all: url is a page where readers sign up."""

    kind: Literal["link"] = "link"
    url: WebAddress


Provider = Annotated[
    Mailchimp | Buttondown | Listmonk | Kit | Brevo | Beehiiv | Generic | SignupPage,
    Field(discriminator="kind"),
]

_MODELS: dict[str, type[StrictSettings]] = {
    "mailchimp": Mailchimp,
    "buttondown": Buttondown,
    "listmonk": Listmonk,
    "kit": Kit,
    "brevo": Brevo,
    "beehiiv": Beehiiv,
    "generic": Generic,
    "link": SignupPage,
}


def read_provider(name: str, value: Any) -> tuple[StrictSettings | None, list[Fault]]:
    """Check a `provider` group: its kind first, then the fields of that kind.

    name: the setting's full name, for the faults.
    """
    if not isinstance(value, dict):
        return None, [Fault("settings", 0, f"{name}: not a group of keys", 'write {"kind": …, …}')]
    kind = value.get("kind")
    if kind is None:
        return None, [Fault("settings", 0, f"{name}.kind is missing", choose_from("", _MODELS))]
    model = _MODELS.get(str(kind))
    if model is None:
        what = f"{name}.kind: unknown provider “{kind}”"
        return None, [Fault("settings", 0, what, choose_from(str(kind), _MODELS))]
    return read_settings_model(name, model, value)

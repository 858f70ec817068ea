"""Providers: what each newsletter service must be told before its form can be printed.

The names are those of the services' own embed codes (table "Sign-up forms of the common
providers" in the facts about blocks). Where somebody pastes a whole address, `pasted.py` finds in
it what is asked for. What is neither is refused: such a form would look right and post to nowhere.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from broadsheet.newsletter_signup.pasted import take_apart
from broadsheet.site.models import StrictSettings
from broadsheet.site.web_addresses import WebAddress
from broadsheet.story.fields import Text, Unfit


def _root(value: str) -> str:
    if "?" in value or "#" in value:
        raise ValueError(f"“{value}” must end before any `?` or `#`")
    if within := re.search(r"/+(admin|api|subscription)(?=/|$)", value):
        what = f"“{value}” lies within listmonk: write the root URL of its settings, which ends"
        raise ValueError(f"{what} before {within[0]}")
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
        what = f"“{value}” is no list's UUID, which the form on listmonk's page Forms has as `l`"
        raise ValueError(what) from None


def _at_least_one(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("empty")
    return value


def _sign_up_page(value: str) -> str:
    parts = urlsplit(value)
    if parts.hostname in _NO_PAGES or parts.path.endswith(".js"):
        what = f"“{value}” is not where readers sign up: write the address of the page itself"
        raise ValueError(f"{what}, such as https://NAME.beehiiv.com/subscribe")
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


_HOST_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_MAILCHIMPS = (
    "in the address of Mailchimp's embed code,"
    " https://ACCOUNT.DC.list-manage.com/subscribe/post?u=U&id=ID"
)
_BREVOS = "in the address of Brevo's embed code, https://HASH.sibforms.com/serve/TOKEN"

# beehiiv's own: where editors work, and frames and scripts for other pages.
_NO_PAGES = {"app.beehiiv.com", "embeds.beehiiv.com", "subscribe-forms.beehiiv.com"}

HiddenFields = Annotated[tuple[tuple[Text, str], ...], BeforeValidator(_fields)]


class Mailchimp(StrictSettings):
    """Mailchimp: what its form's address says.

    `https://{account}.{dc}.list-manage.com/subscribe/post?u={u}&id={id}`
    """

    kind: Literal["mailchimp"] = "mailchimp"
    """How this provider is named in settings."""

    account: Annotated[Text, _shape(_HOST_LABEL, f"ACCOUNT {_MAILCHIMPS}")]
    """The account, the first part of the host."""

    dc: Annotated[Text, _shape(r"[a-z]{2}[0-9]{1,3}", f"DC, such as us21, {_MAILCHIMPS}")]
    """The data centre, such as `us21`."""

    u: Annotated[Text, _shape(r"[0-9a-f]{25}", f"the 25 hexadecimal digits U {_MAILCHIMPS}")]
    """The number of the account: 25 hexadecimal digits."""

    id: Annotated[Text, _shape(r"[0-9a-f]{10}", f"the 10 hexadecimal digits ID {_MAILCHIMPS}")]
    """The number of the audience: 10 hexadecimal digits."""

    f_id: (
        Annotated[Text, _shape(r"[0-9a-f]{10}", "the 10 hexadecimal digits of `f_id` there")] | None
    ) = None
    """The number of the form, where the address has one."""


class Buttondown(StrictSettings):
    """Buttondown."""

    kind: Literal["buttondown"] = "buttondown"
    """How this provider is named in settings."""

    user: Annotated[
        Text,
        _shape(
            r"[A-Za-z0-9_][A-Za-z0-9._-]*",
            "NAME in the address of Buttondown's embed code,"
            " https://buttondown.com/api/emails/embed-subscribe/NAME",
        ),
    ]
    """The newsletter's name at Buttondown."""

    tags: tuple[Text, ...] = ()
    """What its subscribers are marked with."""


class Listmonk(StrictSettings):
    """listmonk, on a server of one's own."""

    kind: Literal["listmonk"] = "listmonk"
    """How this provider is named in settings."""

    root: Annotated[WebAddress, AfterValidator(_root)]
    """The address of the installation."""

    lists: Annotated[
        tuple[Annotated[Text, AfterValidator(_uuid)], ...], AfterValidator(_at_least_one)
    ]
    """The UUIDs of the lists to which readers are added."""

    next: WebAddress | None = None
    """Where a reader lands, in full; /newsletters/thanks/ of this site is meant for it.

    listmonk leads on only where this equals one of its trusted addresses exactly.
    """


class Kit(StrictSettings):
    """Kit."""

    kind: Literal["kit"] = "kit"
    """How this provider is named in settings."""

    id: Annotated[
        Text,
        BeforeValidator(_digits),
        _shape(
            r"[0-9]+",
            "the number, such as 1234567, in the address of the form's embed code as HTML,"
            " https://app.kit.com/forms/NUMBER/subscriptions",
        ),
    ]
    """The number of the form."""


class Brevo(StrictSettings):
    """Brevo: what its form's address says, `https://{hash}.sibforms.com/serve/{token}`."""

    kind: Literal["brevo"] = "brevo"
    """How this provider is named in settings."""

    hash: Annotated[Text, _shape(_HOST_LABEL, f"HASH {_BREVOS}")]
    """The first part of the host."""

    token: Annotated[Text, _shape(r"[A-Za-z0-9_-]+=*", f"TOKEN {_BREVOS}")]
    """The last part of the address."""

    locale: Annotated[Text, _shape(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?", "a language such as en")] = (
        "en"
    )
    """The language in which Brevo answers."""


class Beehiiv(StrictSettings):
    """beehiiv, which has no plain form: the block links to a page there."""

    kind: Literal["beehiiv"] = "beehiiv"
    """How this provider is named in settings."""

    url: Annotated[WebAddress, AfterValidator(_sign_up_page)]
    """The page at beehiiv where readers sign up."""


class Generic(StrictSettings):
    """Any service that takes a plain form post."""

    kind: Literal["generic"] = "generic"
    """How this provider is named in settings."""

    action: WebAddress
    """The address to which the form is sent."""

    email_field: Text = "email"
    """The name of the field with the address."""

    hidden: HiddenFields = ()
    """Further fields, by their names: a value each, or a list of values."""

    honeypot: Text | None = None
    """The name of a text field that stays empty, to which only robots write."""

    @model_validator(mode="after")
    def _names_differ(self) -> Generic:
        names = {name for name, _ in self.hidden}
        if self.email_field in names or self.email_field == self.honeypot:
            raise ValueError(f"two fields are called “{self.email_field}”")
        if self.honeypot in names:
            raise ValueError(f"two fields are called “{self.honeypot}”")
        return self


class SignupPage(StrictSettings):
    """No form at all: the block links to a page where readers sign up."""

    kind: Literal["link"] = "link"
    """How this provider is named in settings."""

    url: WebAddress
    """The page."""


def _whole(value: Any) -> Any:
    """Find in a pasted address what the form must be told, before the kind is looked at."""
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        return value
    try:
        return take_apart(value["kind"], value)
    except ValueError as error:
        raise Unfit(str(error), "keep one of the two") from None


Provider = Annotated[
    Mailchimp | Buttondown | Listmonk | Kit | Brevo | Beehiiv | Generic | SignupPage,
    Field(discriminator="kind"),
    BeforeValidator(_whole),
]

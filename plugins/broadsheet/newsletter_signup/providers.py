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
    """`https://{account}.{dc}.list-manage.com/subscribe/post?u={u}&id={id}`."""

    kind: Literal["mailchimp"] = "mailchimp"
    account: Annotated[Text, _shape(_HOST_LABEL, f"ACCOUNT {_MAILCHIMPS}")]
    dc: Annotated[Text, _shape(r"[a-z]{2}[0-9]{1,3}", f"DC, such as us21, {_MAILCHIMPS}")]
    u: Annotated[Text, _shape(r"[0-9a-f]{25}", f"the 25 hexadecimal digits U {_MAILCHIMPS}")]
    id: Annotated[Text, _shape(r"[0-9a-f]{10}", f"the 10 hexadecimal digits ID {_MAILCHIMPS}")]
    f_id: (
        Annotated[Text, _shape(r"[0-9a-f]{10}", "the 10 hexadecimal digits of `f_id` there")] | None
    ) = None


class Buttondown(StrictSettings):
    """user: the newsletter's name at Buttondown; tags: what its subscribers are marked with."""

    kind: Literal["buttondown"] = "buttondown"
    user: Annotated[
        Text,
        _shape(
            r"[A-Za-z0-9_][A-Za-z0-9._-]*",
            "NAME in the address of Buttondown's embed code,"
            " https://buttondown.com/api/emails/embed-subscribe/NAME",
        ),
    ]
    tags: tuple[Text, ...] = ()


class Listmonk(StrictSettings):
    """root: the installation's address; lists: UUIDs; next: where a reader lands, fully.

    listmonk leads on to `next` only where it equals one of its trusted addresses exactly; the
    site's own thank-you page, /newsletters/thanks/, is meant for it.
    """

    kind: Literal["listmonk"] = "listmonk"
    root: Annotated[WebAddress, AfterValidator(_root)]
    lists: Annotated[
        tuple[Annotated[Text, AfterValidator(_uuid)], ...], AfterValidator(_at_least_one)
    ]
    next: WebAddress | None = None


class Kit(StrictSettings):
    """id: the number of the form."""

    kind: Literal["kit"] = "kit"
    id: Annotated[
        Text,
        BeforeValidator(_digits),
        _shape(
            r"[0-9]+",
            "the number, such as 1234567, in the address of the form's embed code as HTML,"
            " https://app.kit.com/forms/NUMBER/subscriptions",
        ),
    ]


class Brevo(StrictSettings):
    """hash, token: from the form's address, `https://{hash}.sibforms.com/serve/{token}`."""

    kind: Literal["brevo"] = "brevo"
    hash: Annotated[Text, _shape(_HOST_LABEL, f"HASH {_BREVOS}")]
    token: Annotated[Text, _shape(r"[A-Za-z0-9_-]+=*", f"TOKEN {_BREVOS}")]
    locale: Annotated[Text, _shape(r"[a-z]{2,3}([-_][A-Za-z]{2,4})?", "a language such as en")] = (
        "en"
    )


class Beehiiv(StrictSettings):
    """No plain form is known: url is the page at beehiiv where readers sign up."""

    kind: Literal["beehiiv"] = "beehiiv"
    url: Annotated[WebAddress, AfterValidator(_sign_up_page)]


class Generic(StrictSettings):
    """Any service that takes a plain form post.

    hidden: further fields, names to values (or to lists of values).
    honeypot: the name of a text field that stays empty.
    """

    kind: Literal["generic"] = "generic"
    action: WebAddress
    email_field: Text = "email"
    hidden: HiddenFields = ()
    honeypot: Text | None = None

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

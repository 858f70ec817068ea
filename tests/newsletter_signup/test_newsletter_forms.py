"""Each provider's form: where it posts, which fields it has, and its decoy."""

from __future__ import annotations

from typing import Any

import pytest
from newsletter_desk import capability, newsletter

from broadsheet.newsletter_signup.forms import SignupForm, form_of, link_of
from broadsheet.newsletter_signup.providers import Provider

U, ID = "0123456789abcdef012345678", "0a1b2c3d4e"
LIST, OTHER = "5a8a0d9e-6c0b-4c2e-8f53-0d1e2f3a4b5c", "00000000-0000-4000-8000-000000000000"
MAILCHIMP = {"kind": "mailchimp", "account": "halyard", "dc": "us21", "u": U, "id": ID}
LISTMONK = {"kind": "listmonk", "root": "https://lists.example.org/mail/", "lists": [LIST]}


def _provider(**values: Any) -> Provider:
    return capability(newsletter(default=True, provider=values)).newsletters[0].provider


@pytest.mark.parametrize(
    ("provider", "form"),
    [
        (
            MAILCHIMP,
            SignupForm(
                f"https://halyard.us21.list-manage.com/subscribe/post?u={U}&id={ID}",
                "EMAIL",
                honeypot=f"b_{U}_{ID}",
            ),
        ),
        (
            {**MAILCHIMP, "f_id": "00a1b2e0f0"},
            SignupForm(
                f"https://halyard.us21.list-manage.com/subscribe/post?u={U}&id={ID}&f_id=00a1b2e0f0",
                "EMAIL",
                honeypot=f"b_{U}_{ID}",
            ),
        ),
        (
            {"kind": "buttondown", "user": "the.halyard-1_2", "tags": ["news", "<sea> & “sky”"]},
            SignupForm(
                "https://buttondown.com/api/emails/embed-subscribe/the.halyard-1_2",
                "email",
                (
                    ("tag", "news"),
                    ("tag", "<sea> & “sky”"),
                    ("metadata__slug", "a-story"),
                    ("embed", "1"),
                ),
            ),
        ),
        (
            LISTMONK,
            SignupForm(
                "https://lists.example.org/mail/subscription/form",
                "email",
                (("l", LIST),),
                honeypot="nonce",
            ),
        ),
        (
            {**LISTMONK, "lists": [LIST, OTHER.upper()], "next": "https://halyard.example/t/?a=1"},
            SignupForm(
                "https://lists.example.org/mail/subscription/form",
                "email",
                (("l", LIST), ("l", OTHER), ("next", "https://halyard.example/t/?a=1")),
                honeypot="nonce",
            ),
        ),
        (
            {"kind": "kit", "id": 1234567},
            SignupForm("https://app.convertkit.com/forms/1234567/subscriptions", "email_address"),
        ),
        (
            {"kind": "brevo", "hash": "ab12cd34", "token": "MUIF_x-y==", "locale": "fr"},
            SignupForm(
                "https://ab12cd34.sibforms.com/serve/MUIF_x-y%3D%3D",
                "EMAIL",
                (("locale", "fr"),),
                honeypot="email_address_check",
            ),
        ),
        (
            {
                "kind": "generic",
                "action": "http://localhost:9000/subscribe?x=1",
                "email_field": "address",
                "hidden": {"list": ["a", "b"], "source": "site"},
                "honeypot": "leave_empty",
            },
            SignupForm(
                "http://localhost:9000/subscribe?x=1",
                "address",
                (("list", "a"), ("list", "b"), ("source", "site")),
                honeypot="leave_empty",
            ),
        ),
        (
            {"kind": "generic", "action": "https://example.org/in"},
            SignupForm("https://example.org/in", "email"),
        ),
    ],
)
def test_each_provider_gets_the_form_that_it_understands(
    provider: dict[str, Any], form: SignupForm
) -> None:
    """Action, fields and decoy are the provider's own; parts of addresses are encoded."""
    found = _provider(**provider)
    assert form_of(found, "a-story") == form
    assert link_of(found) is None


MAILCHIMP_ADDRESS = f"https://Halyard.us21.list-manage.com/subscribe/post?u={U}&amp;id={ID}"


@pytest.mark.parametrize(
    ("pasted", "parts"),
    [
        *(
            ({"kind": "buttondown", "user": address}, {"kind": "buttondown", "user": "halyard"})
            for address in (
                "https://buttondown.com/halyard",
                "https://buttondown.com/halyard/",
                "http://www.buttondown.com/halyard?tag=a#top",
                "buttondown.email/halyard",
                "https://buttondown.email/api/emails/embed-subscribe/halyard",
                "https://buttondown.com/api/emails/embed-subscribe/halyard",
            )
        ),
        *(
            ({"kind": "mailchimp", key: MAILCHIMP_ADDRESS}, MAILCHIMP)
            for key in ("account", "dc", "u", "id")
        ),
        ({**MAILCHIMP, "u": f"//halyard.us21.list-manage1.com/subscribe?u={U}&id={ID}"}, MAILCHIMP),
        ({**MAILCHIMP, "account": "halyard.us21.list-manage.com"}, MAILCHIMP),
        (
            {"kind": "mailchimp", "account": f"{MAILCHIMP_ADDRESS}&f_id=00a1b2e0f0"},
            {**MAILCHIMP, "f_id": "00a1b2e0f0"},
        ),
        *(
            ({**LISTMONK, "root": address}, LISTMONK)
            for address in (
                "https://lists.example.org/mail//",
                "https://lists.example.org/mail/subscription/form",
                "https://lists.example.org/mail/subscription/form/",
            )
        ),
        *(
            ({"kind": "kit", "id": address}, {"kind": "kit", "id": "1234567"})
            for address in (
                "https://app.kit.com/forms/1234567/subscriptions",
                "https://app.convertkit.com/forms/1234567/subscriptions",
                "https://app.kit.com/forms/designers/1234567/edit",
            )
        ),
        *(
            (
                {"kind": "brevo", key: "https://0a1b2c3d.sibforms.com/serve/MUIF_x-y%3D?isAjax=1"},
                {"kind": "brevo", "hash": "0a1b2c3d", "token": "MUIF_x-y="},
            )
            for key in ("hash", "token")
        ),
        (
            {"kind": "brevo", "hash": "0a1b2c3d.sibforms.com", "token": "MUIFA"},
            {"kind": "brevo", "hash": "0a1b2c3d", "token": "MUIFA"},
        ),
    ],
)
def test_a_whole_address_stands_for_the_parts_that_it_holds(
    pasted: dict[str, Any], parts: dict[str, Any]
) -> None:
    """Whoever pastes what the provider shows gets the form that the parts would have given."""
    assert form_of(_provider(**pasted)) == form_of(_provider(**parts))


@pytest.mark.parametrize("kind", ["beehiiv", "link"])
def test_a_provider_without_a_form_gets_a_link(kind: str) -> None:
    """beehiiv, and any page that takes sign-ups in its own way."""
    provider = _provider(kind=kind, url="https://sign.example.org/up?a=1&b=2")
    assert form_of(provider, "a-story") is None
    assert link_of(provider) == "https://sign.example.org/up?a=1&b=2"


def test_outside_of_stories_buttondown_is_told_no_slug() -> None:
    """On the page of newsletters there is no story to name."""
    form = form_of(_provider(kind="buttondown", user="halyard"))
    assert form is not None and form.hidden == (("embed", "1"),)

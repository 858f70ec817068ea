"""Each provider's form: where it posts, which fields it has, and its decoy."""

from __future__ import annotations

from typing import Any

import pytest
from newsletter_desk import capability, newsletter

from plugins.newsletter_signup.forms import SignupForm, form_of, link_of
from plugins.newsletter_signup.providers import Provider

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
            {"kind": "buttondown", "user": "the halyard/é", "tags": ["news", "<sea> & “sky”"]},
            SignupForm(
                "https://buttondown.com/api/emails/embed-subscribe/the%20halyard%2F%C3%A9",
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
            {"kind": "brevo", "hash": "ab12cd34", "token": "MUIF/x?=", "locale": "fr"},
            SignupForm(
                "https://ab12cd34.sibforms.com/serve/MUIF%2Fx%3F%3D",
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
                "honeypot": "website",
            },
            SignupForm(
                "http://localhost:9000/subscribe?x=1",
                "address",
                (("list", "a"), ("list", "b"), ("source", "site")),
                honeypot="website",
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

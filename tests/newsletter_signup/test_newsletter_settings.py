"""Faults in NEWSLETTERS and NEWSLETTER_HEADING: each says what is wrong and how to mend it."""

from __future__ import annotations

from typing import Any

import pytest
from newsletter_desk import newsletter

from broadsheet.newsletter_signup.capability import NewsletterSignup
from broadsheet.reporting.faults import Gravity

MAILCHIMP = {
    "kind": "mailchimp",
    "account": "halyard",
    "dc": "us21",
    "u": "0123456789abcdef012345678",
    "id": "0a1b2c3d4e",
}
LISTMONK = {
    "kind": "listmonk",
    "root": "https://lists.example.org",
    "lists": ["5a8a0d9e-6c0b-4c2e-8f53-0d1e2f3a4b5c"],
}
MEND = "(correct it)"
MAILCHIMPS = (
    "in the address of Mailchimp's embed code,"
    " https://ACCOUNT.DC.list-manage.com/subscribe/post?u=U&id=ID"
)
BREVOS = "in the address of Brevo's embed code, https://HASH.sibforms.com/serve/TOKEN"
BUTTONDOWNS = (
    "NAME in the address of Buttondown's embed code,"
    " https://buttondown.com/api/emails/embed-subscribe/NAME"
)
KITS = (
    "the number, such as 1234567, in the address of the form's embed code as HTML,"
    " https://app.kit.com/forms/NUMBER/subscriptions"
)


def _faults(*newsletters: Any, **settings: Any) -> list[str]:
    made = NewsletterSignup({"NEWSLETTERS": newsletters, **settings})
    assert not made.faults or made.newsletters == ()
    return [str(fault) for fault in made.faults]


def _provider_faults(**provider: Any) -> list[str]:
    start = "settings: NEWSLETTERS.weekly.provider"
    return [
        fault.removeprefix(start) for fault in _faults(newsletter(default=True, provider=provider))
    ]


def test_sound_newsletters_have_no_fault() -> None:
    """Every provider with its fields, every optional key."""
    assert (
        _faults(
            newsletter("a", default=True, feature="b", placement="end"),
            newsletter("b", provider=MAILCHIMP, privacy="https://example.org/privacy"),
            newsletter("c_1-x", provider=LISTMONK, sections=("World",), topics=["Sea"]),
            NEWSLETTER_HEADING="News by mail",
        )
        == []
    )


@pytest.mark.parametrize("nothing", [None, [], ()])
def test_no_newsletters_are_no_fault(nothing: Any) -> None:
    """A paper need not have any."""
    assert NewsletterSignup({"NEWSLETTERS": nothing}).faults == []
    assert NewsletterSignup({}).faults == []


@pytest.mark.parametrize(
    ("newsletters", "message"),
    [
        (
            [newsletter("a", default=True), newsletter("a")],
            "NEWSLETTERS: two newsletters have the id “a” (rename one)",
        ),
        (
            [newsletter("a"), newsletter("b")],
            'NEWSLETTERS: none is the default (give one `"default": True`)',
        ),
        (
            [newsletter("a", default=True), newsletter("b", default=True)],
            "NEWSLETTERS: 2 are the default: a, b (keep one)",
        ),
        (
            [newsletter("a", default=True, feature="tude"), newsletter("tide")],
            "NEWSLETTERS.a.feature: no other newsletter “tude” (did you mean `tide`?)",
        ),
        (
            [newsletter("a", default=True, feature="a"), newsletter("zulu")],
            "NEWSLETTERS.a.feature: no other newsletter “a” (use one of: zulu)",
        ),
        (
            [newsletter("a", default=True), newsletter("b", feature="a")],
            "NEWSLETTERS.b.feature: only the default features another (take it out)",
        ),
        (
            [newsletter("none", default=True)],
            f"NEWSLETTERS.none.id: `none` is what stories write for no newsletter {MEND}",
        ),
        (
            [newsletter("Week Ly", default=True)],
            "NEWSLETTERS.Week Ly.id: “Week Ly” is not made of small letters, digits and hyphens "
            + MEND,
        ),
        (
            [newsletter(default=True, sectoins=["World"])],
            "NEWSLETTERS.weekly.sectoins is not known (did you mean `sections`?)",
        ),
        (
            [newsletter(default=True, name=" ")],
            f"NEWSLETTERS.weekly.name: empty {MEND}",
        ),
        (
            [newsletter(default=True, placement="top")],
            f"NEWSLETTERS.weekly.placement: not `inside` or `end` {MEND}",
        ),
        (
            [newsletter(default=True, sections="World")],
            "NEWSLETTERS.weekly.sections: not a list (write a list)",
        ),
        (
            [newsletter(default=True, privacy="privacy")],
            "NEWSLETTERS.weekly.privacy: “privacy” is no full address such as "
            f"https://example.org/ {MEND}",
        ),
        (
            [newsletter(default=True, privacy="http://example.org/privacy")],
            "NEWSLETTERS.weekly.privacy: “http://example.org/privacy” does not begin with "
            f"https:// {MEND}",
        ),
        (
            [newsletter(default=True, privacy="//example.org/privacy")],
            f"NEWSLETTERS.weekly.privacy: “//example.org/privacy” is no path of this site {MEND}",
        ),
        (["weekly"], 'NEWSLETTERS.0: not a group of keys (write {"id": …, …})'),
    ],
)
def test_each_fault_of_a_newsletter_has_its_message(newsletters: list[Any], message: str) -> None:
    """One fault, one line."""
    assert _faults(*newsletters) == [f"settings: {message}"]


def test_all_missing_keys_are_named_together() -> None:
    """A newsletter without an id is named by its place in the list."""
    assert _faults({}) == [
        f"settings: NEWSLETTERS.0.{key} is missing (set it)"
        for key in ("id", "name", "pitch", "frequency", "provider", "privacy")
    ]


@pytest.mark.parametrize(
    ("provider", "message"),
    [
        (
            {},
            ".kind is missing (use one of: beehiiv, brevo, buttondown, generic, kit, link, "
            "listmonk, mailchimp)",
        ),
        (
            {"kind": "mailchump"},
            ".kind: unknown kind “mailchump” (did you mean `mailchimp`?)",
        ),
        (
            {**MAILCHIMP, "acount": "x"},
            ".acount is not known (did you mean `account`?)",
        ),
        (
            {**MAILCHIMP, "account": "evil.example/"},
            f".account: “evil.example/” does not look like ACCOUNT {MAILCHIMPS} {MEND}",
        ),
        (
            {**MAILCHIMP, "dc": "21"},
            f".dc: “21” does not look like DC, such as us21, {MAILCHIMPS} {MEND}",
        ),
        (
            {**MAILCHIMP, "u": "0123"},
            f".u: “0123” does not look like the 25 hexadecimal digits U {MAILCHIMPS} {MEND}",
        ),
        (
            {**MAILCHIMP, "id": "0a1b2c3d4z"},
            f".id: “0a1b2c3d4z” does not look like the 10 hexadecimal digits ID {MAILCHIMPS} {MEND}",
        ),
        (
            {**MAILCHIMP, "f_id": "1"},
            f".f_id: “1” does not look like the 10 hexadecimal digits of `f_id` there {MEND}",
        ),
        ({"kind": "buttondown"}, ".user is missing (set it)"),
        (
            {**LISTMONK, "root": "http://lists.example.org"},
            f".root: “http://lists.example.org” does not begin with https:// {MEND}",
        ),
        (
            {**LISTMONK, "root": "https://lists.example.org/?a"},
            f".root: “https://lists.example.org/?a” must end before any `?` or `#` {MEND}",
        ),
        (
            {**LISTMONK, "lists": ["x"]},
            ".lists.0: “x” is no list's UUID, which the form on listmonk's page Forms has as `l` "
            + MEND,
        ),
        (
            {**LISTMONK, "lists": []},
            f".lists: empty {MEND}",
        ),
        (
            {**LISTMONK, "next": "/newsletters/thanks/"},
            ".next: “/newsletters/thanks/” is no full address such as https://example.org/ " + MEND,
        ),
        (
            {"kind": "kit", "id": "abc"},
            f".id: “abc” does not look like {KITS} {MEND}",
        ),
        (
            {"kind": "kit", "id": "https://halyard.kit.com/0a1b2c3d4e"},
            f".id: “https://halyard.kit.com/0a1b2c3d4e” does not look like {KITS} {MEND}",
        ),
        *(
            (
                {"kind": "buttondown", "user": user},
                f".user: “{user}” does not look like {BUTTONDOWNS} {MEND}",
            )
            for user in (
                "The Halyard",
                "halyard/weekly",
                "<halyard>",
                'halyard"',
                "editor@halyard.example",
                "https://news.halyard.example/",
                "https://buttondown.com/settings",
                "https://buttondown.com/emails/weekly",
            )
        ),
        (
            {**LISTMONK, "root": "https://lists.example.org/admin/lists/forms"},
            ".root: “https://lists.example.org/admin/lists/forms” lies within listmonk: write the"
            f" root URL of its settings, which ends before /admin {MEND}",
        ),
        (
            {"kind": "brevo", "hash": "0a1b2c3d", "token": "MUI FA/x"},
            f".token: “MUI FA/x” does not look like TOKEN {BREVOS} {MEND}",
        ),
        (
            {"kind": "brevo", "hash": "https://halyard.brevosite.com/x", "token": "MUIFA"},
            f".hash: “https://halyard.brevosite.com/x” does not look like HASH {BREVOS} {MEND}",
        ),
        (
            {"kind": "beehiiv", "url": "https://subscribe-forms.beehiiv.com/v3/loader.js"},
            ".url: “https://subscribe-forms.beehiiv.com/v3/loader.js” is not where readers sign"
            " up: write the address of the page itself, such as"
            f" https://NAME.beehiiv.com/subscribe {MEND}",
        ),
        (
            {
                **MAILCHIMP,
                "account": "https://halyard.us21.list-manage.com/subscribe/post?u=feed&id=0a1b2c3d4e",
            },
            ": `u` is “0123456789abcdef012345678”, but “feed” in the address of `account`"
            " (keep one of the two)",
        ),
        ({"kind": "brevo", "hash": "ab12"}, ".token is missing (set it)"),
        (
            {"kind": "beehiiv", "url": "https://[x"},
            f".url: “https://[x” is no address {MEND}",
        ),
        (
            {"kind": "link", "url": "javascript:alert(1)"},
            f".url: “javascript:alert(1)” is no full address such as https://example.org/ {MEND}",
        ),
        (
            {"kind": "link", "url": "ftp://example.org/"},
            f".url: “ftp://example.org/” does not begin with https:// {MEND}",
        ),
        (
            {"kind": "generic", "action": "https://example.org/in", "honeypot": "Email"},
            ".honeypot: browsers fill in a field called “Email”, and readers pass for robots (call it"
            " `leave_empty`, here and at the service that receives the form)",
        ),
        (
            {"kind": "generic", "action": "https://example.org/in", "hidden": {"email": "x"}},
            f": two fields are called “email” {MEND}",
        ),
    ],
)
def test_each_fault_of_a_provider_has_its_message(provider: dict[str, Any], message: str) -> None:
    """A provider is checked by the fields of its own kind."""
    assert _provider_faults(**provider) == [message]


@pytest.mark.parametrize(
    "name", ["phone", "name", "url", "address", "fax", "billing_ZIP", "firstName"]
)
def test_a_decoy_that_browsers_fill_in_is_advised_against(name: str) -> None:
    """Its form is printed all the same: the receiving service may demand that name."""
    provider = {"kind": "generic", "action": "https://example.org/in", "honeypot": name}
    made = NewsletterSignup({"NEWSLETTERS": [newsletter(default=True, provider=provider)]})
    assert [(str(fault), fault.gravity) for fault in made.faults] == [
        (
            f"settings: NEWSLETTERS.weekly.provider.honeypot: browsers fill in a field called"
            f" “{name}”, and readers pass for robots (call it `leave_empty`, here and at the"
            " service that receives the form)",
            Gravity.ADVICE,
        )
    ]
    assert [each.id for each in made.newsletters] == ["weekly"]


def test_a_provider_that_is_no_group() -> None:
    """A mere name says nothing about the form."""
    assert _faults(newsletter(default=True, provider="kit")) == [
        'settings: NEWSLETTERS.weekly.provider: not a group of keys (write {"kind": …, …})'
    ]


def test_faults_beside_a_provider_s_are_reported_too() -> None:
    """All faults come in one report."""
    faults = _faults(newsletter(default=True, provider={"kind": "x"}, pitch=""))
    assert [fault.split(" (")[0] for fault in faults] == [
        "settings: NEWSLETTERS.weekly.pitch: empty",
        "settings: NEWSLETTERS.weekly.provider.kind: unknown kind “x”",
    ]


def test_settings_that_are_no_list() -> None:
    """One newsletter needs its brackets too."""
    made = NewsletterSignup({"NEWSLETTERS": newsletter(default=True)})
    assert list(map(str, made.faults)) == [
        'settings: NEWSLETTERS: not a list (write [{"id": …, …}])'
    ]


@pytest.mark.parametrize("heading", ["", " ", 7])
def test_a_heading_must_be_words(heading: Any) -> None:
    """An empty heading would leave the block without a name for screen readers."""
    assert _faults(NEWSLETTER_HEADING=heading) == [
        "settings: NEWSLETTER_HEADING: no heading (write one such as "
        "“Stay informed with {site}'s newsletters”, or leave it out)"
    ]

"""What REPUBLISHING may say, and the message for each thing that it may not."""

from __future__ import annotations

from typing import Any

import pytest
from republishing_desk import AGENCY, FEE, FORM, OPEN, capability_of, settings_of

from broadsheet.reporting.faults import Gravity
from broadsheet.republishing.capability import Republishing


def without(policy: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in policy.items() if name != key}


def faults_of(value: Any) -> list[str]:
    return [str(fault) for fault in Republishing({"REPUBLISHING": value}).faults]


def own_form(url: str) -> dict[str, Any]:
    return settings_of(request={"url": url})


def licensed(url: str) -> dict[str, Any]:
    policy = {**OPEN, "licence": {"name": "Mine", "url": url}}
    return settings_of(policies=[FEE, policy])


def fees(amounts: dict[str, Any], currencies: list[str] | None = None) -> dict[str, Any]:
    rows = [{"use": "Online", "amounts": amounts}]
    return settings_of(fees={"currencies": currencies or ["GBP", "JPY"], "rows": rows})


CORRECT = "correct it"
WRONG: list[tuple[str, Any, str]] = [
    (
        "unknown default",
        settings_of(default="fees"),
        "default: unknown policy “fees” (did you mean `fee`?)",
    ),
    (
        "unknown policy in a rule",
        settings_of(rules=[{"author": "AFP", "policy": "agencies"}]),
        "rules.0.policy: unknown policy “agencies” (did you mean `agency`?)",
    ),
    (
        "duplicate id",
        settings_of(policies=[FEE, AGENCY, {**OPEN, "id": "fee"}]),
        "policies.2.id: “fee” stands twice (give each policy an id of its own)",
    ),
    (
        "agency without owner",
        settings_of(policies=[FEE, without(AGENCY, "owner")]),
        "policies.agency: an agency policy without `owner` (add the agency's name)",
    ),
    (
        "open without licence",
        settings_of(policies=[FEE, without(OPEN, "licence")]),
        "policies.open: an open policy without `licence` (add its name and url)",
    ),
    (
        "fee without a form",
        settings_of(request=None),
        "policies.fee: a fee policy without a way to ask (add `request` with an `email`, a `form` or a `url`)",
    ),
    (
        "owner of a fee policy",
        settings_of(policies=[{**FEE, "owner": "AFP"}]),
        "policies.fee.owner: means nothing in a policy of the kind “fee” (take it out)",
    ),
    (
        "link text of an agency policy",
        settings_of(policies=[FEE, {**AGENCY, "link_text": "Ask"}]),
        "policies.agency.link_text: means nothing in a policy of the kind “agency” (take it out)",
    ),
    (
        "placeholder in a statement",
        settings_of(policies=[{**FEE, "statement": "It is {owner}'s."}]),
        "policies.fee.statement: unknown placeholder {owner} (take it out)",
    ),
    (
        "misspelt placeholder in an agency's statement",
        settings_of(policies=[FEE, {**AGENCY, "statement": "It is {ownr}'s."}]),
        "policies.agency.statement: unknown placeholder {ownr} (did you mean `owner`?)",
    ),
    (
        "undeclared currency",
        fees({"GBP": 1, "GPB": 1}),
        "fees.rows.0.amounts: “GPB” is not one of the currencies (did you mean `GBP`?)",
    ),
    (
        "unknown currency",
        fees({}, ["EURO"]),
        "fees.currencies: unknown currency “EURO” (did you mean `EUR`?)",
    ),
    (
        "pennies of yen",
        fees({"JPY": 99.5}),
        "fees.rows.0.amounts: 99.5 is no amount in JPY (use at most 0 decimals)",
    ),
    (
        "negative fee",
        fees({"GBP": -1}),
        f"fees.rows.0.amounts.GBP: less than 0 ({CORRECT})",
    ),
    (
        "no fees among the fees",
        settings_of(fees={"currencies": ["GBP"], "rows": []}),
        "fees.rows: empty (add one, or leave `fees` out)",
    ),
    (
        "licence by http",
        licensed("http://example.org/l"),
        "policies.open.licence.url: “http://example.org/l” is no https address"
        " (begin it with https://)",
    ),
    (
        "licence on this site",
        licensed("/licence/"),
        "policies.open.licence.url: “/licence/” is no https address (begin it with https://)",
    ),
    (
        "form by http",
        settings_of(request={"form": {"action": "http://forms.example"}}),
        "request.form.action: “http://forms.example” is no https address"
        " (write https://… or a path of this site)",
    ),
    (
        "form by script",
        settings_of(request={"form": {"action": "javascript:alert(1)"}}),
        "request.form.action: “javascript:alert(1)” is no https address"
        " (write https://… or a path of this site)",
    ),
    (
        "more on a host without a scheme",
        settings_of(more="//evil.example/"),
        "more: “//evil.example/” is no https address (write https://… or a path of this site)",
    ),
    (
        "own form by http",
        own_form("http://forms.example?s={url}"),
        "request.url: “http://forms.example?s={url}” is no https address (begin it with https://)",
    ),
    (
        "own form with a story for a host",
        own_form("https://{id}.forms.example/"),
        "request.url: “https://{id}.forms.example/” is no https address (begin it with https://)",
    ),
    (
        "own form without a host",
        own_form("https://[forms/?s={url}"),
        "request.url: “https://[forms/?s={url}” is no https address (begin it with https://)",
    ),
    (
        "unknown placeholder",
        own_form("https://forms.example/?s={urls}"),
        "request.url: unknown placeholder {urls} (did you mean `url`?)",
    ),
    (
        "placeholder with a format",
        own_form("https://forms.example/?s={url!r}"),
        "request.url: unknown placeholder {url!r} (did you mean `url`?)",
    ),
    (
        "stray brace",
        own_form("https://forms.example/?s={url}}"),
        "request.url: a brace that belongs to no placeholder"
        " (write placeholders like {url}, and other braces as %7B and %7D)",
    ),
    (
        "two ways to ask",
        settings_of(request={**FORM, "url": "https://forms.example/"}),
        "request: `form` and `url` at once (give one of them)",
    ),
    (
        "no mailbox",
        settings_of(request={"email": "rights at halyard"}),
        "request.email: “rights at halyard” is no address (write one such as post@example.org)",
    ),
    (
        "no way to ask",
        settings_of(request={}),
        "request: no way to ask (give an `email`, a `form` or a `url`)",
    ),
    (
        "a decoy that people fill in",
        settings_of(request={"form": {"action": "/ask", "honeypot": "email"}}),
        "request.form.honeypot: “email” is already a field of the form (give it another name)",
    ),
    (
        "a fixed field that people fill in",
        settings_of(request={"form": {"action": "/ask", "hidden": {"use": "x"}}}),
        "request.form.hidden: “use” is a field that the reader fills in (give it another name)",
    ),
    (
        "a rule without a condition",
        settings_of(rules=[{"policy": "open"}]),
        "rules.0: fits every story (name a section, author or credit; `default` is for the rest)",
    ),
    (
        "a rule that can fit nothing",
        settings_of(rules=[{"author": "?", "policy": "open"}]),
        "rules.0.author: “?” has no letter or digit (write the name as stories do)",
    ),
    (
        "unknown key",
        settings_of(polices=[]),
        "polices is not known (did you mean `policies`?)",
    ),
    (
        "unknown key in a policy",
        settings_of(policies=[{**FEE, "link_txt": "Ask"}]),
        "policies.fee.link_txt is not known (did you mean `link_text`?)",
    ),
    (
        "unknown key in a licence",
        settings_of(policies=[FEE, {**OPEN, "licence": {**OPEN["licence"], "ulr": "x"}}]),
        "policies.open.licence.ulr is not known (did you mean `url`?)",
    ),
    (
        "unknown key in a fee",
        settings_of(fees={"currencies": ["GBP"], "rows": [{"use": "x", "amount": {}}]}),
        "fees.rows.0.amount is not known (did you mean `amounts`?)",
    ),
    (
        "unknown key in a form",
        settings_of(request={"form": {"action": "/ask", "honey": "fax"}}),
        "request.form.honey is not known (did you mean `honeypot`?)",
    ),
    (
        "unknown kind",
        settings_of(policies=[{**FEE, "kind": "free"}]),
        f"policies.fee.kind: not `fee`, `agency` or `open` ({CORRECT})",
    ),
    (
        "empty name",
        settings_of(policies=[{**FEE, "name": " "}]),
        f"policies.fee.name: empty ({CORRECT})",
    ),
    (
        "missing default",
        without(settings_of(), "default"),
        "default is missing (set it)",
    ),
]


@pytest.mark.parametrize(
    ("value", "message"), [case[1:] for case in WRONG], ids=[c[0] for c in WRONG]
)
def test_each_wrong_setting_gives_its_message(value: Any, message: str) -> None:
    """One fault, one line: what is wrong, and what to do."""
    assert faults_of(value) == [f"settings: REPUBLISHING.{message}"]


def test_all_faults_are_reported_together() -> None:
    """Nobody mends settings one fault at a time."""
    value = settings_of(default="x", rules=[{"policy": "y"}], more="about")
    assert len(faults_of(value)) == 4


def test_what_is_no_group_of_settings_is_a_fault() -> None:
    """A list in place of the whole setting is said to be one."""
    assert len(faults_of(["fee"])) == 1


@pytest.mark.parametrize(
    "value", [settings_of(), settings_of(more=None), settings_of(more="https://x.example/")]
)
def test_right_settings_give_no_fault(value: Any) -> None:
    """The checks let through what is right."""
    assert faults_of(value) == []


def test_terms_without_a_fee_need_no_form() -> None:
    """A paper that gives everything away has nothing to ask for."""
    assert capability_of(policies=[OPEN, AGENCY], default="open", request=None).faults == []


@pytest.mark.parametrize("name", ["phone", "url", "fax", "Company_Name", "zip"])
def test_a_decoy_that_browsers_fill_in_is_advised_against(name: str) -> None:
    """Readers would pass for robots. The terms are good all the same."""
    made = capability_of(request={"form": {"action": "/ask", "honeypot": name}})
    assert made.terms is not None
    assert [(str(fault), fault.gravity) for fault in made.faults] == [
        (
            f"settings: REPUBLISHING.request.form.honeypot: browsers fill in a field called “{name}”,"
            " and readers pass for robots (call it `leave_empty`, here and at the service that"
            " receives the form)",
            Gravity.ADVICE,
        )
    ]


@pytest.mark.parametrize("name", ["leave_empty", "nonce", "_gotcha", "bot-field", "statement"])
def test_a_decoy_that_no_browser_knows_is_no_fault(name: str) -> None:
    """Among them those that services for forms prescribe."""
    assert capability_of(request={"form": {"action": "/ask", "honeypot": name}}).faults == []


def test_faulty_terms_are_not_used() -> None:
    """The build stops; until then nothing may stand on half-read terms."""
    assert capability_of(default="x").terms is None

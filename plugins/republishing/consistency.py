"""What the terms must be besides well-formed: whole, unambiguous, and fit to print."""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import get_currency_precision, is_currency, list_currencies

from plugins.edition.autofill import decoy_faults
from plugins.edition.web_address import is_path, is_web_address
from plugins.republishing.names import spelling
from plugins.republishing.request import PLACEHOLDERS, placeholders, stray_brace
from plugins.republishing.terms import Fees, Form, Policy, Request, Terms
from plugins.story.faults import Fault, choose_from, nearest

# What each optional key of a policy is for; elsewhere it would be ignored in silence.
_KINDS = {"owner": ("agency",), "licence": ("open",), "link_text": ("fee", "open")}

# The fields of the theme's form: a second one of the same name would spoil what is sent.
_FORM_FIELDS = frozenset(
    {"name", "organisation", "email", "country", "story_url", "story_title", "story_id"}
    | {"use", "appears_in", "audience", "pictures", "message"}
)


def inconsistencies(place: str, terms: Terms) -> Iterator[Fault]:
    """Report what is wrong with terms that have the right shape. place: the setting's name."""
    yield from _ids(place, terms)
    for index, policy in enumerate(terms.policies):
        yield from _policy(f"{place}.policies.{index}", policy, terms)
    yield from _rules(place, terms)
    if terms.request:
        yield from _request(f"{place}.request", terms.request)
    if terms.fees:
        yield from _fees(f"{place}.fees", terms.fees)
    if terms.more:
        yield from _address(f"{place}.more", terms.more, or_path=True)


def _fault(what: str, mend: str) -> Fault:
    return Fault("settings", 0, what, mend)


def _ids(place: str, terms: Terms) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, policy in enumerate(terms.policies):
        if policy.id in seen:
            what = f"{place}.policies.{index}.id: “{policy.id}” stands twice"
            yield _fault(what, "give each policy an id of its own")
        seen.add(policy.id)
    if terms.default not in seen:
        what = f"{place}.default: unknown policy “{terms.default}”"
        yield _fault(what, choose_from(terms.default, seen))
    for index, rule in enumerate(terms.rules):
        if rule.policy not in seen:
            what = f"{place}.rules.{index}.policy: unknown policy “{rule.policy}”"
            yield _fault(what, choose_from(rule.policy, seen))


def _policy(place: str, policy: Policy, terms: Terms) -> Iterator[Fault]:
    for key, kinds in _KINDS.items():
        if policy.kind not in kinds and getattr(policy, key) is not None:
            what = f"{place}.{key} means nothing in a policy of the kind “{policy.kind}”"
            yield _fault(what, "take it out")
    if policy.kind == "agency" and policy.owner is None:
        yield _fault(f"{place}: an agency policy without `owner`", "add the agency's name")
    if policy.kind == "open" and policy.licence is None:
        yield _fault(f"{place}: an open policy without `licence`", "add its name and url")
    if policy.kind == "fee" and terms.request is None:
        mend = "add `request` with a `form` or a `url`"
        yield _fault(f"{place}: a fee policy without a request form", mend)
    known = {"owner"} if policy.kind == "agency" else set()
    yield from _placeholders(f"{place}.statement", policy.statement, known)
    if policy.licence:
        yield from _address(f"{place}.licence.url", policy.licence.url)


def _rules(place: str, terms: Terms) -> Iterator[Fault]:
    for index, rule in enumerate(terms.rules):
        where = f"{place}.rules.{index}"
        conditions = {"section": rule.section, "author": rule.author, "credit": rule.credit}
        given = {key: name for key, name in conditions.items() if name is not None}
        if not given:
            mend = "name a section, author or credit; `default` is for the rest"
            yield _fault(f"{where} fits every story", mend)
        for key, name in given.items():
            if not spelling(name):
                what = f"{where}.{key}: “{name}” has no letter or digit"
                yield _fault(what, "write the name as stories do")


def _request(place: str, request: Request) -> Iterator[Fault]:
    if (request.form is None) == (request.url is None):
        both = "both `form` and `url`" if request.form else "neither `form` nor `url`"
        yield _fault(f"{place} has {both}", "give one of the two")
    if request.form:
        yield from _form(f"{place}.form", request.form)
    if request.url:
        yield from _address(f"{place}.url", request.url)
        yield from _placeholders(f"{place}.url", request.url, set(PLACEHOLDERS))
        if stray_brace(request.url):
            what = f"{place}.url: a brace that belongs to no placeholder"
            yield _fault(what, "write placeholders like {url}, and other braces as %7B and %7D")


def _form(place: str, form: Form) -> Iterator[Fault]:
    yield from _address(f"{place}.action", form.action, or_path=True)
    for name in form.hidden:
        if name in _FORM_FIELDS:
            what = f"{place}.hidden: “{name}” is a field that the reader fills in"
            yield _fault(what, "give it another name")
    if form.honeypot in _FORM_FIELDS | form.hidden.keys():
        what = f"{place}.honeypot: “{form.honeypot}” is already a field of the form"
        yield _fault(what, "give it another name")
    else:
        yield from decoy_faults(f"{place}.honeypot", form.honeypot)


def _fees(place: str, fees: Fees) -> Iterator[Fault]:
    for key, values in (("currencies", fees.currencies), ("rows", fees.rows)):
        if not values:
            yield _fault(f"{place}.{key} is empty", "add one, or leave `fees` out")
    for code in fees.currencies:
        if not is_currency(code):
            near = nearest(code, list_currencies())
            mend = f"did you mean `{near}`?" if near else "use an ISO 4217 code such as EUR"
            yield _fault(f"{place}.currencies: unknown currency “{code}”", mend)
    for index, row in enumerate(fees.rows):
        where = f"{place}.rows.{index}.amounts"
        for code, amount in row.amounts.items():
            if code not in fees.currencies:
                what = f"{where}: “{code}” is not one of the currencies"
                yield _fault(what, choose_from(code, fees.currencies))
            elif amount != round(amount, digits := get_currency_precision(code)):
                what = f"{where}: {amount} is no amount in {code}"
                yield _fault(what, f"use at most {digits} decimals")


def _placeholders(place: str, text: str, known: set[str]) -> Iterator[Fault]:
    for name in placeholders(text):
        if name not in known:
            mend = choose_from(name, known) if known else "take it out"
            yield _fault(f"{place}: unknown placeholder {{{name}}}", mend)


def _address(place: str, url: str, *, or_path: bool = False) -> Iterator[Fault]:
    if is_web_address(url) or (or_path and is_path(url)):
        return
    mend = "write https://… or a path of this site" if or_path else "begin it with https://"
    yield _fault(f"{place}: “{url}” is no https address", mend)

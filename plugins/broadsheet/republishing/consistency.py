"""Consistency: checks of terms beyond their types: complete, unambiguous, and fit to print."""

from __future__ import annotations

from collections.abc import Iterator

from babel.numbers import get_currency_precision, is_currency, list_currencies

from broadsheet.reporting.faults import Fault, choose_from, nearest, setting_fault
from broadsheet.republishing.names import spelling
from broadsheet.republishing.request import PLACEHOLDERS, placeholders, stray_brace
from broadsheet.republishing.terms import Fees, Form, Policy, Request, Terms
from broadsheet.site.autofill import decoy_faults
from broadsheet.site.web_addresses import is_path, is_web_address

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
    for policy in terms.policies:
        yield from _policy(f"{place}.policies.{policy.id}", policy, terms)
    yield from _rules(place, terms)
    if terms.request:
        yield from _request(f"{place}.request", terms.request)
    if terms.fees:
        yield from _fees(f"{place}.fees", terms.fees)
    if terms.more:
        yield from _address(f"{place}.more", terms.more, or_path=True)


def _ids(place: str, terms: Terms) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, policy in enumerate(terms.policies):
        if policy.id in seen:
            what = f"“{policy.id}” stands twice"
            mend = "give each policy an id of its own"
            yield setting_fault(f"{place}.policies.{index}.id", what, mend)
        seen.add(policy.id)
    if terms.default not in seen:
        what = f"unknown policy “{terms.default}”"
        yield setting_fault(f"{place}.default", what, choose_from(terms.default, seen))
    for index, rule in enumerate(terms.rules):
        if rule.policy not in seen:
            what, mend = f"unknown policy “{rule.policy}”", choose_from(rule.policy, seen)
            yield setting_fault(f"{place}.rules.{index}.policy", what, mend)


def _policy(place: str, policy: Policy, terms: Terms) -> Iterator[Fault]:
    for key, kinds in _KINDS.items():
        if policy.kind not in kinds and getattr(policy, key) is not None:
            what = f"means nothing in a policy of the kind “{policy.kind}”"
            yield setting_fault(f"{place}.{key}", what, "take it out")
    if policy.kind == "agency" and policy.owner is None:
        yield setting_fault(place, "an agency policy without `owner`", "add the agency's name")
    if policy.kind == "open" and policy.licence is None:
        yield setting_fault(place, "an open policy without `licence`", "add its name and url")
    if policy.kind == "fee" and terms.request is None:
        mend = "add `request` with an `email`, a `form` or a `url`"
        yield setting_fault(place, "a fee policy without a way to ask", mend)
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
            yield setting_fault(where, "fits every story", mend)
        for key, name in given.items():
            if not spelling(name):
                what = f"“{name}” has no letter or digit"
                yield setting_fault(f"{where}.{key}", what, "write the name as stories do")


def _request(place: str, request: Request) -> Iterator[Fault]:
    given = [f"`{key}`" for key in Request.model_fields if getattr(request, key) is not None]
    if len(given) > 1:
        yield setting_fault(place, f"{' and '.join(given)} at once", "give one of them")
    if not given:
        yield setting_fault(place, "no way to ask", "give an `email`, a `form` or a `url`")
    if request.form:
        yield from _form(f"{place}.form", request.form)
    if request.url:
        yield from _address(f"{place}.url", request.url)
        yield from _placeholders(f"{place}.url", request.url, set(PLACEHOLDERS))
        if stray_brace(request.url):
            what = "a brace that belongs to no placeholder"
            mend = "write placeholders like {url}, and other braces as %7B and %7D"
            yield setting_fault(f"{place}.url", what, mend)


def _form(place: str, form: Form) -> Iterator[Fault]:
    yield from _address(f"{place}.action", form.action, or_path=True)
    for name in form.hidden:
        if name in _FORM_FIELDS:
            what = f"“{name}” is a field that the reader fills in"
            yield setting_fault(f"{place}.hidden", what, "give it another name")
    if form.honeypot in _FORM_FIELDS | form.hidden.keys():
        what = f"“{form.honeypot}” is already a field of the form"
        yield setting_fault(f"{place}.honeypot", what, "give it another name")
    else:
        yield from decoy_faults(f"{place}.honeypot", form.honeypot)


def _fees(place: str, fees: Fees) -> Iterator[Fault]:
    for key, values in (("currencies", fees.currencies), ("rows", fees.rows)):
        if not values:
            yield setting_fault(f"{place}.{key}", "empty", "add one, or leave `fees` out")
    for code in fees.currencies:
        if not is_currency(code):
            near = nearest(code, list_currencies())
            mend = f"did you mean `{near}`?" if near else "use an ISO 4217 code such as EUR"
            yield setting_fault(f"{place}.currencies", f"unknown currency “{code}”", mend)
    for index, row in enumerate(fees.rows):
        where = f"{place}.rows.{index}.amounts"
        for code, amount in row.amounts.items():
            if code not in fees.currencies:
                what = f"“{code}” is not one of the currencies"
                yield setting_fault(where, what, choose_from(code, fees.currencies))
            elif amount != round(amount, digits := get_currency_precision(code)):
                what = f"{amount} is no amount in {code}"
                yield setting_fault(where, what, f"use at most {digits} decimals")


def _placeholders(place: str, text: str, known: set[str]) -> Iterator[Fault]:
    for name in placeholders(text):
        if name not in known:
            mend = choose_from(name, known) if known else "take it out"
            yield setting_fault(place, f"unknown placeholder {{{name}}}", mend)


def _address(place: str, url: str, *, or_path: bool = False) -> Iterator[Fault]:
    if is_web_address(url) or (or_path and is_path(url)):
        return
    mend = "write https://… or a path of this site" if or_path else "begin it with https://"
    yield setting_fault(place, f"“{url}” is no https address", mend)

"""The republishing page: the terms, what they cost, and how to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from broadsheet.republishing.fees import FeesView, fees_view
from broadsheet.republishing.notice import licence_link
from broadsheet.republishing.request import PAGE, blank_request_url
from broadsheet.republishing.request_mail import mail_url
from broadsheet.republishing.terms import Fees, Form, Policy, Request, Terms
from broadsheet.site.addresses import Addresses
from broadsheet.site.web_addresses import printed_address
from broadsheet.views.composer import Composer
from broadsheet.views.records import Link
from broadsheet.views.written_pages import written_page
from broadsheet.words import N_

HEADING = N_("Republishing")


class PolicyView(Struct, frozen=True):
    """One set of terms as the page lists it."""

    name: str
    statement: str
    link: Link | None


class FormView(Struct, frozen=True):
    """The built-in form. hidden: names and values of fixed fields. honeypot: a decoy's name."""

    action: str
    hidden: tuple[tuple[str, str], ...]
    honeypot: str | None


def page_inputs(terms: Terms, composer: Composer) -> Mapping[str, Any]:
    """Return the inputs of the republishing page; its words come from the static page, if any."""
    addresses = composer.addresses
    form = terms.request.form if terms.request else None
    return {
        **written_page(composer, PAGE.strip("/"), composer.words.gettext(HEADING), PAGE),
        "fees": _fees(terms.fees, composer) if terms.fees else None,
        "policies": tuple(_policy(policy, terms, composer) for policy in terms.policies),
        "request": _form(form, addresses) if form else None,
        "form_link": _own_form(terms, composer),
        "mailbox": _mailbox(terms, composer),
    }


def _fees(fees: Fees, composer: Composer) -> FeesView:
    return fees_view(fees, composer.paper.locale, composer.words)


def _policy(policy: Policy, terms: Terms, composer: Composer) -> PolicyView:
    link = None
    if policy.licence:
        link = licence_link(policy.licence)
    elif policy.kind == "fee" and terms.request:
        words = policy.link_words(composer.words)
        link = Link(words, _blank(terms.request, composer))
    return PolicyView(policy.name, policy.sentence, link)


def _form(form: Form, addresses: Addresses) -> FormView:
    return FormView(
        printed_address(form.action, addresses), tuple(form.hidden.items()), form.honeypot
    )


def _blank(request: Request, composer: Composer) -> str:
    """Return where to ask for a story that is still to be named."""
    if request.email:
        return mail_url(request.email, composer.words)
    return blank_request_url(request, composer.addresses)


def _mailbox(terms: Terms, composer: Composer) -> Link | None:
    """Return the mailbox to which readers write, by its address."""
    if terms.request is None or terms.request.email is None:
        return None
    return Link(terms.request.email, _blank(terms.request, composer))


def _own_form(terms: Terms, composer: Composer) -> Link | None:
    """Return the link to the publisher's own form, in the words of the first policy for a fee."""
    if terms.request is None or terms.request.url is None:
        return None
    for_a_fee = (policy for policy in terms.policies if policy.kind == "fee")
    words = next((policy.link_words(composer.words) for policy in for_a_fee), None)
    url = blank_request_url(terms.request, composer.addresses)
    return Link(words or composer.words.gettext("Ask to republish a story"), url)

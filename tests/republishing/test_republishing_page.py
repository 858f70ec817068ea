"""The republishing page: words, fees, terms and form."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from babel import Locale
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st
from republishing_desk import (
    FEE,
    OPEN,
    capability_of,
    edition_of,
    inputs_of,
    republishing_composer,
    site_of,
)

from broadsheet.content.edition import Edition
from broadsheet.republishing.fees import FeeRowView, fees_view, printed
from broadsheet.republishing.page import FormView, PolicyView
from broadsheet.republishing.terms import Fees
from broadsheet.site.outputs import Page
from broadsheet.views.records import Link
from broadsheet.words.translating import Words
from tests.support.desk import outputs_of

WRITTEN = {"republishing": "---\ntitle: Use our work\nsummary: How to.\n---\nTerms.\n"}


def page(edition: Edition | None = None, **changes: Any) -> Mapping[str, Any]:
    capability = capability_of(**changes)
    edition = edition or edition_of()
    outputs = outputs_of(edition, capability)
    assert isinstance(outputs[0], Page) and outputs[0].template == "republishing.html"
    return inputs_of(outputs, republishing_composer(edition, capability), "republishing/index.html")


def test_the_page_stands_without_a_written_one() -> None:
    """The terms are enough to make it."""
    inputs = page()
    assert (inputs["heading"], inputs["summary"], inputs["body"]) == ("Republishing", None, ())
    assert inputs["page"].canonical == "https://halyard.example/republishing/"


def test_a_written_page_gives_the_words() -> None:
    """Heading, summary and body come from content/pages/republishing.md."""
    inputs = page(edition_of(pages=WRITTEN))
    assert (inputs["heading"], inputs["summary"]) == ("Use our work", "How to.")
    assert inputs["body"] == ("<p>Terms.</p>",)
    assert (inputs["page"].title, inputs["page"].description) == ("Use our work", "How to.")


def test_the_page_lists_every_policy_in_the_order_of_the_settings() -> None:
    """Each with its sentence; agency copy has nothing to link to."""
    assert page()["policies"] == (
        PolicyView(
            "For a fee",
            "It costs a fee.",
            Link("Ask to republish this story", "/republishing/#page:request"),
        ),
        PolicyView("Agency report", "This story belongs to AFP.", None),
        PolicyView(
            "Free",
            "Take it.",
            Link(
                "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"
            ),
        ),
    )


def test_the_built_in_form_is_handed_over_whole() -> None:
    """Action, fixed fields in their order, decoy; and no link to another form."""
    form = {"action": "/ask", "hidden": {"z": "1", "a": "<2>"}, "honeypot": "fax"}
    edition = edition_of(site=site_of(SITEURL="https://example.org/news"))
    inputs = page(edition, request={"form": form})
    assert inputs["request"] == FormView("/news/ask", (("z", "1"), ("a", "<2>")), "fax")
    assert inputs["form_link"] is None


def test_the_publishers_own_form_is_a_link_with_nothing_filled_in() -> None:
    """Without a story the placeholders are empty."""
    policy = {**FEE, "link_text": "Our form"}
    url = "https://forms.example/?s={url}&t={title}"
    inputs = page(policies=[policy], request={"url": url})
    link = Link("Our form", "https://forms.example/?s=&t=")
    assert (inputs["request"], inputs["form_link"]) == (None, link)
    assert inputs["policies"][0].link == link


def test_a_mailbox_is_shown_by_its_address_and_begins_a_message() -> None:
    """Readers without a program for mail can copy it; there is neither a form nor another link."""
    inputs = page(request={"email": "rights@halyard.example"})
    mailbox = inputs["mailbox"]
    assert mailbox.label == "rights@halyard.example"
    assert mailbox.url.startswith("mailto:rights@halyard.example?subject=Ask%20to%20republish")
    assert inputs["policies"][0].link == Link("Ask to republish this story", mailbox.url)
    assert (inputs["request"], inputs["form_link"]) == (None, None)


def test_terms_without_fees_or_form_have_neither_on_the_page() -> None:
    """Nothing is printed that the settings do not hold."""
    inputs = page(policies=[OPEN], default="open", request=None)
    assert (inputs["fees"], inputs["request"], inputs["form_link"]) == (None, None, None)


def test_fees_are_a_table_of_uses_and_currencies() -> None:
    """One amount for each currency in its order; what has no price is on request."""
    fees = {
        "currencies": ["EUR", "GBP"],
        "rows": [
            {"use": "Online", "note": "One year.", "amounts": {"GBP": 1200, "EUR": 99.5}},
            {"use": "In print", "amounts": {"GBP": 150}},
            {"use": "A book"},
        ],
    }
    view = page(fees=fees)["fees"]
    assert view.currencies == ("EUR", "GBP")
    assert view.rows == (
        FeeRowView("Online", "One year.", ("€99.50", "£1,200")),
        FeeRowView("In print", None, ("on request", "£150")),
        FeeRowView("A book", None, ("on request", "on request")),
    )


@pytest.mark.parametrize(
    ("lang", "amount", "currency", "text"),
    [
        ("en-GB", "120", "GBP", "£120"),
        ("en-GB", "120.00", "GBP", "£120"),
        ("en-GB", "0", "GBP", "£0"),
        ("en-GB", "1234.5", "GBP", "£1,234.50"),
        ("en-GB", "120", "USD", "US$120"),
        ("de", "1200", "EUR", "1.200\xa0€"),
        ("de-AT", "0.9", "EUR", "€\xa00,90"),
        ("ja", "1200", "JPY", "￥1,200"),
        ("en", "1.125", "KWD", "KWD\xa01.125"),
        ("en-GB", "40", "CHF", "CHF\xa040"),
    ],
)
def test_amounts_are_printed_as_the_sites_language_does(
    lang: str, amount: str, currency: str, text: str
) -> None:
    """Decimals only where there are any."""
    assert printed(Decimal(amount), currency, site_of(DEFAULT_LANG=lang).locale) == text


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_a_printed_fee_reads_back_as_the_same_amount(amount: Decimal) -> None:
    """Nothing is rounded on its way to the page."""
    fees = Fees.model_validate(
        {"currencies": ["GBP"], "rows": [{"use": "x", "amounts": {"GBP": amount}}]}
    )
    text = fees_view(fees, Locale("en", "GB"), Words().translator).rows[0].amounts[0]
    assert parse_decimal(text.removeprefix("£"), locale="en_GB") == amount

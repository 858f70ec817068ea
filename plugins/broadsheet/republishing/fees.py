"""The fees as a table: kinds of use down, currencies across."""

from __future__ import annotations

import re
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency
from msgspec import Struct

from broadsheet.republishing.terms import FeeRow, Fees
from broadsheet.words.translating import Translator

# Unicode's rule of currency spacing (UTS 35, part 3), which Babel leaves to its callers.
_LETTER_BY_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


class FeeRowView(Struct, frozen=True):
    """One kind of use. amounts: one printed amount for each currency, in their order."""

    use: str
    note: str | None
    amounts: tuple[str, ...]


class FeesView(Struct, frozen=True):
    """The table. currencies: the headings of its columns."""

    currencies: tuple[str, ...]
    rows: tuple[FeeRowView, ...]


def fees_view(fees: Fees, locale: Locale, words: Translator) -> FeesView:
    """Return the fees as printed in a language."""
    on_request = words.gettext("on request")
    amounts = (_amounts(row, fees, locale, on_request) for row in fees.rows)
    rows = (FeeRowView(row.use, row.note, of) for row, of in zip(fees.rows, amounts, strict=True))
    return FeesView(fees.currencies, tuple(rows))


def printed(amount: Decimal, currency: str, locale: Locale) -> str:
    """Return an amount of money, without decimals where it is whole: £120, £99.50, CHF 40."""
    if amount == amount.to_integral_value():
        pattern = re.sub(r"\.0+", "", locale.currency_formats["standard"].pattern)
        text = format_currency(amount, currency, pattern, locale, currency_digits=False)
    else:
        text = format_currency(amount, currency, locale=locale)
    return _LETTER_BY_DIGIT.sub("\xa0", text)


def _amounts(row: FeeRow, fees: Fees, locale: Locale, on_request: str) -> tuple[str, ...]:
    return tuple(
        printed(row.amounts[code], code, locale) if code in row.amounts else on_request
        for code in fees.currencies
    )

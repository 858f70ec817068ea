"""Cards of the theme: each is printed once for all pages on which it stands alike."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from front_desk import files, of_width, with_widths

from broadsheet.render import reprinting
from broadsheet.views.records import SiteView
from tests.support.small_paper import MakeSite


def test_cards_get_plain_values_and_are_printed_once(
    site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But leads, of which a front has one: what gets anything else is printed on each page."""
    refused: set[tuple[type, ...]] = set()

    class Noting(frozenset[type]):
        def issuperset(self, kinds: Iterable[object]) -> bool:
            given = tuple(kinds)
            if fits := super().issuperset(given):
                return fits
            refused.add(tuple(each for each in given if isinstance(each, type)))
            return fits

    monkeypatch.setattr(reprinting, "_PLAIN", Noting(reprinting._PLAIN))
    site({**of_width(900), **files(*with_widths(*([900] * 12)))})
    lead = (bool, tuple, str)
    assert {kinds for kinds in refused if kinds != (SiteView,)} == {lead}

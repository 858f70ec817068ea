"""Reads the setting `REPUBLISHING`; whatever is wrong with it becomes a fault."""

from __future__ import annotations

from plugins.edition.site import Settings, read_settings_model
from plugins.republishing.consistency import inconsistencies
from plugins.republishing.terms import Terms
from plugins.story.faults import Fault, is_advice

SETTING = "REPUBLISHING"


def read_terms(settings: Settings) -> tuple[Terms | None, list[Fault]]:
    """Return the terms; None where the site has none, or, with faults, where they are wrong."""
    value = settings.get(SETTING)
    if value is None:
        return None, []
    terms, faults = read_settings_model(SETTING, Terms, value)
    if terms is not None:
        faults = list(inconsistencies(SETTING, terms))
    return (terms if all(map(is_advice, faults)) else None), faults

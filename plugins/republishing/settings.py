"""Reads the setting `REPUBLISHING`; whatever is wrong with it becomes a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel

from plugins.edition.site import Settings, read_settings_model
from plugins.republishing.consistency import inconsistencies
from plugins.republishing.terms import Terms
from plugins.story.faults import Fault, choose_from

SETTING = "REPUBLISHING"


def read_terms(settings: Settings) -> tuple[Terms | None, list[Fault]]:
    """Return the terms; None where the site has none, or, with faults, where they are wrong."""
    value = settings.get(SETTING)
    if value is None:
        return None, []
    terms, faults = read_settings_model(SETTING, Terms, value)
    if terms is None:
        # The same words for an unknown key, with the advice for the group in which it stands.
        advised = {fault.what: fault for fault in _unknown_keys(SETTING, value, Terms)}
        return None, [advised.get(fault.what, fault) for fault in faults]
    faults = list(inconsistencies(SETTING, terms))
    return (None if faults else terms), faults


def _unknown_keys(place: str, value: Any, model: type[BaseModel]) -> Iterator[Fault]:
    """Report keys that a group of settings does not have, in the groups inside it too."""
    if not isinstance(value, Mapping):
        return
    for key, inner in value.items():
        field = model.model_fields.get(str(key))
        where = f"{place}.{key}"
        if field is None:
            advice = choose_from(str(key), model.model_fields)
            yield Fault("settings", 0, f"{where} is not known", advice)
            continue
        group = _model_in(field.annotation)
        if group is None:
            continue
        if isinstance(inner, list | tuple):
            for index, item in enumerate(inner):
                yield from _unknown_keys(f"{where}.{index}", item, group)
        else:
            yield from _unknown_keys(where, inner, group)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model inside an annotation such as `tuple[Policy, ...]` or `Request | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)

"""Options: the settings of a capability, as a pydantic model.

A field is an option. Its alias is the name of the setting, its annotation the type of the value,
and the docstring under it its documentation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from broadsheet.reporting.faults import Fault, is_advice
from broadsheet.site.models import StrictSettings, read_settings_model
from broadsheet.site.settings import Settings
from broadsheet.story.typography import Typography


class CapabilitySettings(StrictSettings):
    """The base class of a capability's settings; a capability without settings uses it itself.

    Each option needs a default, since a paper may say nothing of a capability that it names.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Raise TypeError for an option that no paper could set, or leave out."""
        super().__pydantic_init_subclass__(**kwargs)
        for name, field in cls.model_fields.items():
            if not (field.alias and field.alias.isupper()):
                raise TypeError(f"{cls.__qualname__}.{name} has no alias in capital letters")
            if field.is_required():
                raise TypeError(f"{cls.__qualname__}.{name} has no default")

    def inconsistencies(self) -> Iterable[Fault]:
        """Report what is wrong between options that have the right shape, each by itself."""
        return ()


Options = TypeVar("Options", bound=CapabilitySettings)


def read_options(model: type[Options], settings: Settings) -> tuple[Options, list[Fault]]:
    """Return the options that settings give, and what is wrong with them.

    With any fault but advice all options have their defaults, since none could be relied on.
    """
    values = {name: settings[name] for name in names_of(model) if name in settings}
    found, faults = read_settings_model("", model, values, Typography.from_settings(settings))
    if found is not None:
        faults += found.inconsistencies()
    if found is None or not all(map(is_advice, faults)):
        found = model.model_validate({})
    return found, faults


def names_of(model: type[CapabilitySettings]) -> frozenset[str]:
    """Return the names of the settings that a model reads."""
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def defaults_of(model: type[CapabilitySettings]) -> Mapping[str, Any]:
    """Return the settings that a model reads, each with its value if nobody sets it."""
    fields = model.model_fields.items()
    return {
        field.alias or name: field.get_default(call_default_factory=True) for name, field in fields
    }

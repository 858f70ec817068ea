"""Options: the settings of a capability, as a pydantic model.

A field is an option. Its alias is the name of the setting, its annotation the type of the value,
and the docstring under it its documentation.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic.fields import FieldInfo

from broadsheet.reporting.faults import Fault, is_advice
from broadsheet.site.models import StrictSettings, read_settings_model
from broadsheet.site.settings import Settings


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
    found, faults = read_settings_model("", model, values)
    if found is not None:
        faults += found.inconsistencies()
    if found is None or not all(map(is_advice, faults)):
        found = model.model_validate({})
    return found, faults


def names_of(model: type[CapabilitySettings]) -> frozenset[str]:
    """Return the names of the settings that a model reads."""
    return frozenset(field.alias or name for name, field in model.model_fields.items())


@dataclass(frozen=True)
class Option:
    """The documentation of an option.

    type: the type of its value, as Python writes it. default: its value if the setting is left out.
    """

    name: str
    type: str
    default: Any
    documentation: str


def options_of(model: type[CapabilitySettings]) -> Iterator[Option]:
    """Yield the options of a capability, in their order, for documentation."""
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True)
        documentation = " ".join((field.description or "").split())
        yield Option(field.alias or name, _type_of(field), default, documentation)


def _type_of(field: FieldInfo) -> str:
    return _shown(field.annotation)


def _shown(annotation: Any) -> str:
    """Return an annotation without the modules of its names: `tuple[Newsletter, ...] | None`."""
    if annotation is types.NoneType:
        return "None"
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _shown(parts[0])
    if origin in (typing.Union, types.UnionType):
        return " | ".join(map(_shown, parts))
    if origin is typing.Literal:
        return " | ".join(map(repr, parts))
    if origin is not None:
        inner = ", ".join("..." if part is ... else _shown(part) for part in parts)
        return f"{origin.__name__}[{inner}]"
    return getattr(annotation, "__name__", None) or str(annotation)

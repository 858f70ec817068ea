"""Groups of settings as pydantic models, and what is wrong with those that do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationInfo

from broadsheet.reporting.faults import SETTINGS, Fault, Gravity, setting_fault
from broadsheet.story.fields import CONTROL, Text
from broadsheet.story.plain_lines import signs_in
from broadsheet.story.schema_faults import Misfit, Model, fit, group_in
from broadsheet.story.slugs import slug_of
from broadsheet.story.typography import Typography


class StrictSettings(BaseModel):
    """A group of settings: an unknown key is a fault; a docstring under a key says what it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    example: ClassVar[str] = ""
    """How settings write such a group, where its first key alone would not tell."""


def _set(value: str, info: ValidationInfo) -> str:
    return info.context.plain(value) if isinstance(info.context, Typography) else value


def with_slug(value: Any) -> Any:
    """Return a name, or a group that has one, as a group with a slug; anything else as it is.

    A validator of groups that may be written as their name alone.
    """
    value = {"name": value} if isinstance(value, str) else value
    if isinstance(value, dict) and "name" in value:
        value = {"slug": slug_of(str(value["name"])), **value}
    return value


Prose = Annotated[str, AfterValidator(_set)]
"""Words of a setting that readers see: set as the texts are, in the language of the paper."""

Sentence = Annotated[Text, AfterValidator(_set)]
"""The same, where there must be some."""


def read_settings_model(
    name: str, model: type[Model], value: Any, typography: Typography | None = None
) -> tuple[Model | None, list[Fault]]:
    """Check the value of the setting `name` (or a whole group: "") against a typed model.

    typography: by which `Prose` is set; without it that stays as it was typed.
    """
    unfit = list(_unfit_texts(name, value))
    found, misfits = fit(model, value, typography)
    faults = [_fault(name, value, misfit) for misfit in misfits]
    signs = [] if unfit or found is None else _signs(name, found)
    return (None if unfit else found), [*unfit, *faults, *signs]


def _unfit_texts(place: str, value: Any) -> Iterator[Fault]:
    """Report in the texts of a setting what no page and no feed can hold, or what is for no reader.

    The settings of Jinja and Markdown are no texts for readers.
    """
    if isinstance(value, str):
        for control in CONTROL.findall(value):
            yield setting_fault(place, f"control character U+{ord(control):04X}", "take it out")
        if "<!--" in value and not place.startswith(("JINJA_", "MARKDOWN")):
            what = "a comment, which readers would see"
            yield setting_fault(place, what, "write it behind a `#` beside the setting")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _unfit_texts(f"{place}.{key}".lstrip("."), inner)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from _unfit_texts(f"{place}.{_name_in_list(number, inner)}", inner)


def _signs(place: str, group: BaseModel) -> Iterator[Fault]:
    """Advise of Markdown and HTML in words of settings, which are printed as they stand."""
    for name, field in type(group).model_fields.items():
        inner, value = f"{place}.{field.alias or name}".lstrip("."), getattr(group, name)
        items = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for number, item in items:
            at = inner if number is None else f"{inner}.{_name_in_list(number, item)}"
            if isinstance(item, BaseModel):
                yield from _signs(at, item)
            elif isinstance(item, str) and _is_words(field.metadata, field.annotation):
                for written, mend in signs_in(item):
                    what = f"“{written}” is shown as it stands"
                    yield setting_fault(at, what, mend, Gravity.ADVICE, kind="signs-shown")


def _is_words(metadata: Iterable[object], annotation: object) -> bool:
    """Say whether a field holds `Prose` or a `Sentence`, or may do so."""
    if any(isinstance(each, AfterValidator) and each.func is _set for each in metadata):
        return True
    parts = get_args(annotation)
    return any(_is_words(getattr(each, "__metadata__", ()), each) for each in parts)


_NO_GROUP = {"model_type", "model_attributes_type", "dict_type"}
_NO_LIST = {"tuple_type", "list_type"}


def _fault(name: str, value: Any, misfit: Misfit) -> Fault:
    place = ".".join(filter(None, (name, *_names(value, misfit.keys))))
    group = group_in(misfit.field)
    example = _example_of(group)
    if misfit.is_missing:
        what, mend = f"{place} is missing", misfit.mend or "set it"
        return Fault(SETTINGS, 0, what, mend, setting=place)
    if misfit.is_unknown:
        return Fault(SETTINGS, 0, f"{place} is not known", misfit.known_key, setting=place)
    if misfit.type in _NO_GROUP:
        return setting_fault(place, "not a group of keys", f"write {example}")
    if misfit.type in _NO_LIST:
        return setting_fault(place, "not a list", f"write [{example}]" if group else "write a list")
    return setting_fault(place, misfit.what, misfit.mend or "correct it")


def _example_of(group: type[BaseModel] | None) -> str:
    """Return how settings write a group, or any group."""
    if group and issubclass(group, StrictSettings) and group.example:
        return group.example
    keys = [field.alias or key for key, field in group.model_fields.items()] if group else ["key"]
    return f'{{"{keys[0]}": …, …}}'


def _names(value: Any, keys: Iterable[str | int]) -> Iterator[str]:
    """Yield the names of keys as a reader of the settings knows them: of a group in a list, its id.

    value: the data in which the keys lead somewhere.
    """
    for key in keys:
        try:
            value = value[key]
        except (LookupError, TypeError):
            value = None
        yield _name_in_list(key, value) if isinstance(key, int) else key


def _name_in_list(number: int, value: Any) -> str:
    name = value.get("id") if isinstance(value, Mapping) else None
    return name if isinstance(name, str) and name.strip() else str(number)

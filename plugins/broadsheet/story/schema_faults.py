"""Schema faults: finds where data do not fit a pydantic model, without messages for users.

Front matter and settings speak to different people (a line of a file, a name in pelicanconf.py),
so each turns these into Faults in its own words. What to look up in a model is the same for both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from broadsheet.reporting.faults import choose_from

KeyPath = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)


def named(keys: KeyPath) -> str:
    """Return the place of a key as messages name it, such as `image.alt`."""
    return ".".join(key for key in keys if isinstance(key, str))


class Misfit(Struct, frozen=True):
    """One thing in which data do not fit a model.

    keys: where, from the outermost key; numbers count the items of lists from 0.
    type: pydantic's name for the error, such as "list_type".
    what: what is wrong with the value, in a few words.
    field: what the model says of the innermost key, None where it says nothing.
    known: the keys that may stand in the group in which the innermost key stands.
    mend: what to do about it, "" where the value itself does not tell.
    """

    keys: KeyPath
    type: str
    what: str
    field: FieldInfo | None
    known: tuple[str, ...]
    mend: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether a key must be there and is not."""
        return self.type == "missing"

    @property
    def is_unknown(self) -> bool:
        """Whether a key is there that the model does not know."""
        return self.type == "extra_forbidden"

    @property
    def known_key(self) -> str:
        """The advice for an unknown key: the nearest known one, else all of them."""
        return choose_from(str(self.keys[-1]), self.known)


def fit(model: type[Model], data: Any, context: object = None) -> tuple[Model | None, list[Misfit]]:
    """Return the filled model, or None with everything in which the data do not fit it.

    context: for the model's own validators.
    """
    try:
        return model.model_validate(data, context=context), []
    except ValidationError as error:
        return None, [_misfit(model, dict(detail)) for detail in error.errors()]


def salvage(model: type[Model], data: Mapping[str, Any], misfits: Iterable[Misfit]) -> Model | None:
    """Return the model filled with what does fit, and examples for what is missing.

    Only good for looking further: a writer wants all faults of a file at once.
    """
    wrong = {misfit.keys[0] for misfit in misfits}
    kept = {key: value for key, value in data.items() if key not in wrong}
    examples = {
        name: field.examples[0]
        for name, field in model.model_fields.items()
        if field.is_required() and field.examples and name not in kept
    }
    return fit(model, {**kept, **examples})[0]


def group_in(field: FieldInfo | None) -> type[BaseModel] | None:
    """Return the model of the group, or of the groups in the list, that a field holds."""
    return next(_models_in(field.annotation), None) if field else None


def _misfit(model: type[BaseModel], detail: Mapping[str, Any]) -> Misfit:
    context = detail.get("ctx", {})
    keys, field, fields = _place(model, detail["loc"])
    kind, what = detail["type"], str(context["error"] if "error" in context else detail["msg"])
    mend = str(getattr(context.get("error"), "mend", ""))
    if kind.startswith("union_tag_"):
        # Of groups of several kinds, the key that tells which is missing or says another.
        keys = (*keys, str(context["discriminator"]).strip("'"))
        kind = "missing" if kind == "union_tag_not_found" else kind
        what = f"unknown kind “{context.get('tag')}”"
        mend = choose_from(str(context.get("tag", "")), _kinds_of(field))
    is_ours = "error" in context or kind.startswith("union_tag_")
    plain = what if is_ours else _in_plain_words(kind, context) or what.lower()
    return Misfit(keys, kind, plain, field, tuple(fields), mend)


def _count(number: Any) -> Any:
    """Return a number without a point where it is a whole one."""
    return int(number) if number == int(number) else number


def _in_plain_words(kind: str, context: Mapping[str, Any]) -> str:
    """Return what is wrong with a value, "" where pydantic's own words will do."""
    if kind == "literal_error":
        return f"not {str(context['expected']).replace(chr(39), '`')}"
    if kind == "greater_than_equal":
        return f"less than {_count(context['ge'])}"
    if kind == "less_than_equal":
        return f"more than {_count(context['le'])}"
    return "not a whole number" if kind in ("int_parsing", "int_from_float") else ""


def _place(
    model: type[BaseModel], loc: KeyPath
) -> tuple[KeyPath, FieldInfo | None, Mapping[str, FieldInfo]]:
    """Return where in data pydantic means, what the model says of the innermost key, and beside it.

    Where a group may be of several kinds, pydantic adds the name of the kind, which is no key.
    """
    keys: list[str | int] = []
    field: FieldInfo | None = None
    beside: Mapping[str, FieldInfo] = {}
    below = _fields(model)
    for key in loc:
        kinds = _kinds_of(field)
        if key in kinds:
            below = _fields(kinds[str(key)])
            field = None
            continue
        keys.append(key)
        if isinstance(key, str):
            beside, field = below, below.get(key)
            below = _fields(group_in(field))
    return tuple(keys), field, beside


def _kinds_of(field: FieldInfo | None) -> Mapping[str, type[BaseModel]]:
    """Return the groups that may stand in a field, by what the key says that tells which."""
    name = (field.discriminator or _discriminator_in(field.annotation)) if field else None
    if field is None or not isinstance(name, str):
        return {}
    return {
        str(kind): group
        for group in _models_in(field.annotation)
        for kind in getattr(group.model_fields[name].annotation, "__args__", ())
    }


def _discriminator_in(annotation: Any) -> object:
    """Return the key that tells the kinds of groups apart within an annotation, such as a list."""
    for note in getattr(annotation, "__metadata__", ()):
        if isinstance(note, FieldInfo) and note.discriminator:
            return note.discriminator
    parts = getattr(annotation, "__args__", ())
    return next(filter(None, map(_discriminator_in, parts)), None)


def _fields(group: type[BaseModel] | None) -> Mapping[str, FieldInfo]:
    """Return the fields of a group under the keys that data use."""
    fields = group.model_fields if group else {}
    return {field.alias or name: field for name, field in fields.items()}


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models inside an annotation such as `tuple[Policy, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)

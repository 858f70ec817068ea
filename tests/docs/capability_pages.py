"""The page of each capability, README.md in its folder: made of its docstrings and its files.

`inv docs` writes them.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from broadsheet.plan.capability import Capability

NOTE = "<!-- `inv docs` writes this page, out of the code -->"
GUIDES = "[the settings](../../../docs/settings.md) and in [the writers' guide](../../../docs/writers.md)"


def pages(package: Path) -> Iterator[tuple[Path, str]]:
    """Yield the file and the text of the page of each capability in the package."""
    for folder in sorted(each.parent for each in package.glob("*/capability.py")):
        if hasattr(import_module(f"broadsheet.{folder.name}"), "CAPABILITY"):
            yield folder / "README.md", page(folder)


def page(folder: Path) -> str:
    """Return the page of the capability in a folder."""
    module = import_module(f"broadsheet.{folder.name}")
    kind: type[Capability] = module.CAPABILITY
    parts = [
        f"# {folder.name.replace('_', ' ').capitalize()}",
        NOTE,
        inspect.getdoc(module) or "",
        f"How to use it is told with {GUIDES}.",
        *_settings(kind.settings_model),
        *_keys(kind),
        *_files(folder, "templates", "Templates", "A theme, or a paper, may have its own of any."),
        *_files(folder, "static", "Files", "They are printed below `/theme/`."),
    ]
    return "\n\n".join(parts) + "\n"


def models_within(model: type[BaseModel]) -> set[type[BaseModel]]:
    """Return a model, and those of the groups in it."""
    found = {model}
    for field in model.model_fields.values():
        for each in _groups(field.annotation):
            found |= models_within(each)
    return found


def _settings(model: type[BaseModel]) -> Iterator[str]:
    if model.model_fields:
        yield "## Settings"
        yield from _tables(model, "", set())


def _tables(model: type[BaseModel], place: str, seen: set[type]) -> Iterator[str]:
    """Yield the table of a model's fields, and of the groups in them, each but once."""
    seen.add(model)
    if place:
        kind = _kind(model)
        yield f"### In `{place}`" + (f", of the kind `{kind}`" if kind else "")
        yield inspect.getdoc(model) or ""
    rows = ["| Name | Default | What it is |", "|:--|:--|:--|"]
    told = {name: text.replace("|", "\\|") for name, text in docstrings_of(model).items()}
    inner: list[tuple[str, type[BaseModel]]] = []
    for name, field in model.model_fields.items():
        if name == "kind" and _kind(model):
            continue  # the heading has it
        alias = field.alias or name
        rows.append(f"| `{alias}` | {_default(field)} | {told.get(name, '')} |")
        inner += [(f"{place}.{alias}".lstrip("."), each) for each in _groups(field.annotation)]
    yield "\n".join(rows)
    for where, each in inner:
        if each not in seen:
            yield from _tables(each, where, seen)


def _kind(model: type[BaseModel]) -> str:
    """Return the kind that tells a model from others in its place, "" where there are none."""
    field = model.model_fields.get("kind")
    return "" if field is None or field.is_required() else str(field.default)


def _groups(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the models within a type, such as `tuple[Newsletter, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, UnionType, Annotated, tuple, list, dict) or get_args(
        annotation
    ):
        for each in get_args(annotation):
            yield from _groups(each)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be set"
    value = field.get_default(call_default_factory=True, validated_data={})
    if value is None or isinstance(value, BaseModel) or value in ((), {}, ""):
        return "none"
    return f"`{value}`"


def docstrings_of(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstrings under the fields of a model, each in one line.

    Pydantic can read them too, but at each start of the program, which takes a tenth of it.
    """
    found: dict[str, str] = {}
    for owner in reversed(model.__mro__[: model.__mro__.index(BaseModel)]):
        (tree,) = ast.parse(textwrap.dedent(inspect.getsource(owner))).body
        assert isinstance(tree, ast.ClassDef)
        for field, after in pairwise(tree.body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                text = after.value if isinstance(after, ast.Expr) else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[field.target.id] = " ".join(text.value.split())
    return found


def _keys(kind: type[Capability]) -> Iterator[str]:
    if kind.story_keys is not None:
        yield "## Keys of a story's front matter"
        rows = ["| Key | What it is |", "|:--|:--|"]
        for name, field in kind.story_keys.model_fields.items():
            rows.append(f"| `{field.alias or name}` | {field.description} |")
        yield "\n".join(rows)


def _files(folder: Path, part: str, heading: str, more: str) -> Iterator[str]:
    files = sorted(file for file in (folder / part).rglob("*") if file.is_file())
    if files:
        yield f"## {heading}"
        listed = (file.relative_to(folder / part).as_posix() for file in files)
        yield "\n".join(f"- `{name}`" for name in listed) + f"\n\n{more}"

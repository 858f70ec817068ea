"""Kept files: packs copies and derivatives for the store, and unpacks them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import msgspec

from broadsheet.content.memory import KeptFile
from broadsheet.incremental.store import StoreDamaged
from broadsheet.site.outputs import Copy, Derivative, Recipe


def keep(files: Iterable[Copy | Derivative], content: Path) -> tuple[KeptFile, ...] | None:
    """Return files as they are stored; None if one lies outside the content folder.

    The path of such a file differs between clones, so it is planned again each time.
    """
    kept = []
    for file in files:
        if isinstance(file, Derivative):
            arguments = msgspec.msgpack.encode(file.arguments)
            name = _name_of(file.recipe)
            place = (file.path, file.sources, file.origin, file.line)
            kept.append(KeptFile(*place, name, arguments, file.part))
        elif file.source.is_relative_to(content):
            source = file.source.relative_to(content).as_posix()
            kept.append(KeptFile(file.path, (source,), file.origin, file.line))
        else:
            return None
    return tuple(kept)


def bring_back(file: KeptFile, content: Path) -> Copy | Derivative:
    """Return a file as it was planned; raise StoreDamaged if its recipe does not exist."""
    if not file.recipe:
        return Copy(file.path, content / file.sources[0], file.origin, file.line)
    place = (file.sources, _arguments(file.arguments), file.origin, file.line)
    return Derivative(file.path, _recipe(file.recipe), *place, file.part)


def _name_of(recipe: Recipe) -> str:
    make: Callable[..., object] = recipe.make
    return f"{recipe.name} {recipe.version} {make.__module__}:{make.__qualname__}"


@lru_cache(maxsize=64)
def _recipe(kept: str) -> Recipe:
    name, version, place = kept.rsplit(" ", 2)
    try:
        make = resolve_name(place)
    except (ImportError, AttributeError) as error:
        raise StoreDamaged(f"the recipe {name} is gone") from error
    return Recipe(name, int(version), make)


@lru_cache(maxsize=1024)  # the parts of an effort, of which a picture has some twenty, share them
def _arguments(packed: bytes) -> tuple[Any, ...]:
    return tuple(map(_frozen, msgspec.msgpack.decode(packed)))


def _frozen(value: Any) -> Any:
    """Return unpacked data with tuples in place of lists."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value

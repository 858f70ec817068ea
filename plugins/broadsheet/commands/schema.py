"""JSON Schema of front matter and front files: editors complete and check keys while one types."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from broadsheet.fronts.front_reading import HomeFile, SectionFrontFile
from broadsheet.plan.capabilities import keys_of_stories
from broadsheet.plan.capability import Capability
from broadsheet.story.front import AuthorFront, PageFront, StoryFront, story_front

MODELS: Mapping[str, type[BaseModel]] = {
    "story": StoryFront,
    "author": AuthorFront,
    "page": PageFront,
    "home-front": HomeFile,
    "section-front": SectionFrontFile,
}


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one kind of front matter."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(),
    }


def write_schemas(folder: Path, capabilities: Sequence[Capability] = ()) -> list[Path]:
    """Write a schema for each kind of content file and return their paths.

    capabilities: those of the paper, whose keys stories may have too.
    """
    models = {**MODELS, "story": story_front(tuple(keys_of_stories(capabilities)))}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, model in models.items():
        file = folder / f"{name}.schema.json"
        text = json.dumps(schema_of(model), indent=2, ensure_ascii=False, sort_keys=True)
        file.write_text(text + "\n", encoding="utf-8")
        written.append(file)
    return written

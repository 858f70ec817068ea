"""`inv schema`: what editors use to complete and check front matter."""

from __future__ import annotations

import json
from pathlib import Path

from broadsheet.commands.schema import write_schemas
from tests.support.halyard import ROOT


def test_the_committed_schemas_are_those_of_the_models(tmp_path: Path) -> None:
    """Whoever changes the front matter runs `inv schema`."""
    for file in write_schemas(tmp_path):
        assert (ROOT / "schema" / file.name).read_text("utf-8") == file.read_text("utf-8")


def test_unknown_keys_are_refused_and_every_key_is_explained(tmp_path: Path) -> None:
    """An editor can mark a slip of the pen and say what each key is for."""
    write_schemas(tmp_path)
    schema = json.loads((tmp_path / "story.schema.json").read_text("utf-8"))
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["title", "date"]
    assert [key for key, value in schema["properties"].items() if "description" not in value] == []

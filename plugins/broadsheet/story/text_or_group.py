"""Groups of keys for which a text may stand, as in `series: The long war`."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from broadsheet.story.fields import Unfit


class TextOrGroup(BaseModel):
    """The base class of a group for which its first key alone may stand, as a text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, list):
            raise Unfit("a list, where one is meant", "write one of them")
        if value is None:
            raise Unfit("nothing stands here", "write it, or take the line out")
        return {next(iter(cls.model_fields)): value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core)]}

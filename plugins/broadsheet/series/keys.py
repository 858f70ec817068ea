"""The front-matter key `series`: to which series a story belongs, and as which part."""

from __future__ import annotations

from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from broadsheet.api import StoryKeys
from broadsheet.story.fields import Text


class Membership(BaseModel):
    """To which series a story belongs: its name alone, or with the number of the part."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Text = Field(description="The name of the series.", examples=["The long war"])
    part: int | None = Field(
        None,
        ge=1,
        description="Which part of it this is; without numbers parts stand by their dates.",
        examples=["2"],
    )

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core)]}


class SeriesKeys(StoryKeys):
    """What a story says of its series."""

    series: Membership | None = Field(
        None,
        description="The series that the story belongs to: its name, or `name` and `part`.",
        examples=["The long war"],
    )

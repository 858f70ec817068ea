"""The front-matter key `live`: whether a story is added to as something happens."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from broadsheet.api import StoryKeys, Unfit

_MEANT = {"yes": "yes", "true": "yes", "no": "no", "false": "no", "ended": "ended"}


def _state(value: object) -> object:
    said = str(value).strip().lower()
    if said not in _MEANT:
        raise Unfit(f"“{value}” is neither yes nor ended", "write `live: yes` or `live: ended`")
    return _MEANT[said]


class LiveKeys(StoryKeys):
    """What a story says of live coverage."""

    live: Annotated[Literal["yes", "no", "ended"], BeforeValidator(_state)] = Field(
        "no",
        description="`yes` while updates are added under headings such as `## 15:40`; "
        "`ended` when that is over.",
        examples=["yes"],
    )

    @property
    def is_coverage(self) -> bool:
        """Whether its headings with times are updates."""
        return self.live != "no"

    @property
    def is_over(self) -> bool:
        """Whether nothing is added any more."""
        return self.live == "ended"

"""Charts: the words around a drawing of numbers, and the file that holds these."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel, ConfigDict, Field

from broadsheet.story.fields import Text
from broadsheet.story.model import Chart, Named

CHART_TOLD = "What makes the picture a chart: its title, its source, and the numbers behind it."


class ChartFront(BaseModel):
    """What is said of a chart: `chart:` of a picture, in front matter or in its sidecar."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Text = Field(
        description="The title, which stands above the drawing.",
        examples=["Ships through the canal"],
    )
    note: Text | None = Field(
        None,
        description="What readers must know to read it; it stands below the drawing.",
        examples=["Ships of 300 tonnes and more; 2024 until October"],
    )
    source: Text | None = Field(
        None, description="Where the numbers come from.", examples=["Canal Authority"]
    )
    data: Text | None = Field(
        None,
        description="A CSV file with the numbers, shown as a table, which readers may download.",
        examples=["images/canal.csv"],
    )


def chart_from(
    front: ChartFront | None, path: str, line_of: Callable[[str, str], int]
) -> Chart | None:
    """Return a chart as it is kept. path: the file that tells of it; line_of: the line of keys."""
    if front is None:
        return None
    data = Named(front.data, path, line_of("chart", "data")) if front.data else None
    return Chart(front.title, front.note, front.source, data)

"""Sidecars: `photo.jpg.yaml` beside `photo.jpg`, which says whose picture it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from broadsheet.content.spelling import find_file
from broadsheet.image_captions.resolution import SUFFIXES, is_within
from broadsheet.image_captions.vocabularies import DataMining, DigitalSource
from broadsheet.reporting.faults import Fault
from broadsheet.site.web_addresses import linked_web_address
from broadsheet.story.charts import CHART_TOLD, ChartFront
from broadsheet.story.fields import Text
from broadsheet.story.framing import (
    CARD_TOLD,
    CROPS_TOLD,
    DARK_TOLD,
    FOCUS_TOLD,
    PHONE_TOLD,
    SMALL_TOLD,
    Crops,
    Focus,
)
from broadsheet.story.picture_kinds import KIND_TOLD, PictureKind

_PICTURES = (*SUFFIXES, ".jpe", ".jfif", ".tif", ".tiff", ".heic", ".heif", ".bmp", ".psd")

Address = Annotated[Text, AfterValidator(linked_web_address)]


class Sidecar(BaseModel):
    """What a sidecar says of its picture."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    credit: Text | None = Field(
        None, description="As printed under the picture.", examples=["Jane Doe/Reuters"]
    )
    creator: Text | None = Field(None, description="Who made it.", examples=["Jane Doe"])
    copyright: Text | None = Field(
        None, description="The copyright notice.", examples=['"© 2024 Jane Doe"']
    )
    licence: Text | None = Field(
        None, description="The licence it comes under.", examples=["CC BY 4.0"]
    )
    source: Text | None = Field(
        None, description="Where it was found.", examples=["https://example.org/photo"]
    )
    usage_terms: Text | None = Field(
        None, description="What may be done with it.", examples=["Editorial use only"]
    )
    web_statement: Address | None = Field(
        None,
        description="The page that tells of its rights.",
        examples=["https://example.org/rights"],
    )
    licensor: Text | None = Field(
        None,
        description="Who licenses it: a name, or the address of the page where to ask.",
        examples=["https://example.org/licences"],
    )
    digital_source: DigitalSource | None = Field(
        None,
        description="How it came about, by IPTC's code for its digital source type.",
        examples=["trainedAlgorithmicMedia"],
    )
    data_mining: DataMining | None = Field(
        None, description="Whether programs may learn from it (PLUS).", examples=["prohibited"]
    )
    alt: str | None = Field(
        None,
        description='What is to be seen, where the use does not say; "" says decorative.',
        examples=["Two tugs pull a freighter"],
    )
    kind: PictureKind | None = Field(None, description=KIND_TOLD, examples=["map"])
    focus: Focus | None = Field(None, description=FOCUS_TOLD, examples=["40% 30%"])
    crops: Crops | None = Field(None, description=CROPS_TOLD, examples=['{"1:1": 10% 0% 70% 90%}'])
    small: bool | None = Field(None, description=SMALL_TOLD, examples=["no"])
    card: Text | None = Field(None, description=CARD_TOLD, examples=["harbour-detail.jpg"])
    phone: Text | None = Field(None, description=PHONE_TOLD, examples=["harbour-phone.svg"])
    dark: Text | None = Field(None, description=DARK_TOLD, examples=["harbour-dark.svg"])
    chart: ChartFront | None = Field(None, description=CHART_TOLD)


Lines = Mapping[tuple[str | int, ...], int]
"""The line of each key of a sidecar."""

Beside = tuple[Sidecar, tuple[Fault, ...], Lines]
"""A sidecar, its faults, and its lines."""


def sidecar_path(picture: str) -> str:
    """Return the path of a picture's sidecar."""
    return f"{picture}.yaml"


def find_sidecar(content: Path, picture: str) -> str | None:
    """Return the content path of a picture's sidecar, whatever the Unicode form of its name."""
    return find_file(content, sidecar_path(picture))


def is_sidecar(path: str) -> bool:
    """Say whether a path looks like that of a sidecar, of whatever picture and however spelt.

    One that is never read, `photo.tif.yml`, holds the same as one that is. So does the `.xmp` that
    programs for photographers lay beside a picture.
    """
    picture, _, ending = path.lower().rpartition(".")
    return ending == "xmp" or (ending in ("yaml", "yml") and picture.endswith(_PICTURES))


def read_beside(content: Path, picture: str) -> Beside:
    """Read the sidecar of a picture of the content folder, as `read_sidecar` does."""
    beside = find_sidecar(content, picture) or sidecar_path(picture)
    file = content / beside
    if file.is_file() and not is_within(content, beside):
        what = "a link that leads out of the content folder"
        fault = Fault(beside, 0, what, "copy the file there", kind="file-unreadable")
        return Sidecar(), (fault,), {}
    return read_sidecar(file, beside)


def read_sidecar(file: Path, path: str) -> Beside:
    """Read a sidecar; of one with faults, what fits is returned, and of none, nothing.

    path: its content path, for the faults.
    """
    try:
        data = file.read_bytes() if file.is_file() else None
        text = data.decode("utf-8-sig") if data is not None else None
    except OSError:
        what, mend = "the sidecar cannot be read", "check its permissions"
        return Sidecar(), (Fault(path, 0, what, mend, kind="file-unreadable"),), {}
    except UnicodeDecodeError:
        what, mend = "the file is not UTF-8", "save it as UTF-8"
        return Sidecar(), (Fault(path, 1, what, mend, kind="file-unreadable"),), {}
    if text is None:
        return Sidecar(), (), {}
    # A build that reads no sidecar needs no reader of YAML, nor the patterns that find comments.
    from broadsheet.story.entities import with_signs
    from broadsheet.story.front_matter import Source, read_yaml, validate

    front, lines, faults = read_yaml(path, text)
    if faults:
        return Sidecar(), tuple(faults), {}
    source, advice = with_signs(Source(path, front, lines, body="", body_line=1))
    sidecar, faults = validate(source, Sidecar)
    return sidecar or Sidecar(), (*faults, *advice), lines

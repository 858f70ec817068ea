"""The settings of multimedia: which services may be embedded, and how large recordings may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from broadsheet.api import CapabilitySettings, Fault, Unfit, choose_from, setting_fault
from broadsheet.multimedia.services import SERVICES

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*")


def _service(value: str) -> str:
    if value not in SERVICES:
        raise Unfit(f"unknown service “{value}”", choose_from(value, SERVICES))
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise Unfit(f"“{value}” is no host", 'write it like "video.example.org"')
    return value


class MultimediaSettings(CapabilitySettings):
    """Which services may be embedded, and how large recordings may be."""

    services: tuple[Annotated[str, AfterValidator(_service)], ...] = Field(
        tuple(SERVICES), alias="MULTIMEDIA_SERVICES"
    )
    """The services whose posts, films and maps stories may embed; all that are known, unless it is
    set. Example: `["youtube", "vimeo", "datawrapper"]`; `[]` for none."""

    hosts: dict[Annotated[str, AfterValidator(_host)], Literal["mastodon", "peertube", "frame"]] = (
        Field({}, alias="MULTIMEDIA_HOSTS")
    )
    """Further hosts, each with what runs there: `"mastodon"`, `"peertube"`, or `"frame"` for pages
    that may be framed as they are. Example: `{"video.example.org": "peertube"}`."""

    large: int = Field(25, alias="MULTIMEDIA_LARGE_MB", ge=1)
    """From how many megabytes on a recording is warned of: readers pay for them."""

    largest: int = Field(100, alias="MULTIMEDIA_LARGEST_MB", ge=1)
    """From how many megabytes on a recording is an error."""

    def inconsistencies(self) -> Iterator[Fault]:
        """Report bounds that are the wrong way round."""
        if self.large > self.largest:
            yield setting_fault("MULTIMEDIA_LARGE_MB", "above MULTIMEDIA_LARGEST_MB", "lower it")

"""The settings of pings: the key that proves to IndexNow that a message comes from the paper."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from broadsheet.api import CapabilitySettings, Unfit, WebAddress

_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")


class PingSettings(CapabilitySettings):
    """Who is told which pages have changed."""

    key: str | None = Field(None, alias="INDEXNOW_KEY")
    """The paper's key for IndexNow, which is published as `/KEY.txt`; None tells nobody."""

    endpoint: WebAddress = Field("https://api.indexnow.org/indexnow", alias="INDEXNOW_ENDPOINT")
    """Where messages go; who gets one hands it on to all engines that take part."""

    @field_validator("key")
    @classmethod
    def _fit(cls, value: str | None) -> str | None:
        if value is not None and not _KEY.fullmatch(value):
            what = "it is no key for IndexNow"
            raise Unfit(what, "write 8 to 128 letters of a to z, digits and hyphens")
        return value

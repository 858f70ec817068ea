"""The setting SEARCH_FORM: whom readers ask when they search the paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from broadsheet.api import (
    CapabilitySettings,
    Fault,
    StrictSettings,
    Unfit,
    WebAddressOrPath,
    setting_fault,
)
from broadsheet.story.fields import Text


def _without_query(value: str) -> str:
    """Refuse a query: browsers put what the form asks in its place."""
    if "?" in value or "#" in value:
        raise Unfit(
            f"browsers leave out what stands behind the `?` or `#` of “{value}”",
            "end it before, and write what follows into `hidden`",
        )
    return value


class SearchForm(StrictSettings):
    """A form that asks by an address, as a link would: `ACTION?FIELD=WORDS`."""

    action: Annotated[WebAddressOrPath, AfterValidator(_without_query)]
    """Who is asked: a full https address, or a path of the site at which a program answers."""

    field: Text = "q"
    """The name under which the reader's words are sent."""

    hidden: dict[Text, str] = Field(default_factory=dict)
    """What is sent besides, by its names: what keeps a search engine to this site."""


class SearchSettings(CapabilitySettings):
    """Whether readers can search the paper."""

    form: SearchForm | None = Field(None, alias="SEARCH_FORM")
    """The form; None for none."""

    def inconsistencies(self) -> Iterator[Fault]:
        """Report a fixed field of the name that the reader's words have."""
        if self.form and self.form.field in self.form.hidden:
            what = f"the reader's words are sent as “{self.form.field}” already"
            yield setting_fault("SEARCH_FORM.hidden", what, "take it out")

"""Named links: words and an address, as menus and feet of pages list them."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from broadsheet.site.models import Sentence, StrictSettings
from broadsheet.site.web_addresses import LinkedAddress, LinkedWebAddress


class NamedLink(StrictSettings):
    """A link: a pair of words and address, as Pelican has it, or a group of the two."""

    name: Sentence
    """The words of the link."""

    url: LinkedAddress
    """A path of this site, a full address, or one that begins with mailto: or tel:."""

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            if len(value) != 2:
                raise ValueError('no pair such as ("Imprint", "/imprint/")')
            return dict(zip(("name", "url"), value, strict=True))
        return value


class Profile(NamedLink):
    """The paper's own page on another site, such as a social network."""

    url: LinkedWebAddress
    """A full address."""

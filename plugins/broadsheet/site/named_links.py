"""Named links: words and an address, as menus and feet of pages list them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, model_validator

from broadsheet.site.models import Sentence, StrictSettings
from broadsheet.site.web_addresses import LinkedAddress, LinkedWebAddress, linked_address
from broadsheet.story.fields import Unfit


class NamedLink(StrictSettings):
    """A link: a pair of words and address, as Pelican has it, or a group of the two."""

    example: ClassVar[str] = '("Imprint", "/imprint/")'

    name: Sentence
    """The words of the link."""

    url: LinkedAddress
    """A path of this site, a full address, or one that begins with mailto: or tel:."""

    @model_validator(mode="before")
    @classmethod
    def _from_pair(cls, value: Any) -> Any:
        if _is_pair(value):
            name, url = value
            if _is_address(name) and not _is_address(url):
                raise Unfit("the address stands before the words", f"write {_pair(url, name)}")
            return {"name": name, "url": url}
        if isinstance(value, (list, tuple, str)):
            raise Unfit("not a pair of words and address", f"write {_meant(value) or cls.example}")
        return value


class Profile(NamedLink):
    """The paper's own page on another site, such as a social network."""

    example: ClassVar[str] = '("Mastodon", "https://mastodon.example/@tide")'

    url: LinkedWebAddress
    """A full address."""


def _listed(value: Any) -> Any:
    """Refuse what stands for a list of links and is one of them, or several in another form."""
    if _is_pair(value) and all(isinstance(each, str) for each in value):
        raise Unfit("one pair, and a list of them is meant", f"write [{_pair(*value)}]")
    is_group = isinstance(value, dict) and "url" not in value
    if is_group and all(map(_is_address, value.values())):
        pairs = ", ".join(_pair(name, url) for name, url in value.items())
        raise Unfit("a group, and a list of pairs is meant", f"write [{pairs}]")
    return value


Links = Annotated[tuple[NamedLink, ...], BeforeValidator(_listed)]
Profiles = Annotated[tuple[Profile, ...], BeforeValidator(_listed)]


def _is_pair(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and len(value) == 2


def _is_address(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(linked_address(value))
    except ValueError:
        return False


def _meant(value: Any) -> str:
    """Return the pair that is meant by what holds nothing but one, "" where there is none."""
    if isinstance(value, (list, tuple)) and len(value) == 1 and _is_pair(value[0]):
        return _pair(*value[0])
    return ""


def _pair(name: Any, url: Any) -> str:
    return f'("{name}", "{url}")'

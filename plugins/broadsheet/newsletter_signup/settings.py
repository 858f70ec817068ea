"""The settings NEWSLETTERS and NEWSLETTER_HEADING: typed, and checked as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from broadsheet.newsletter_signup.providers import Generic, Provider
from broadsheet.reporting.faults import Fault, choose_from, setting_fault
from broadsheet.site.autofill import decoy_faults
from broadsheet.site.models import Prose, Sentence, StrictSettings
from broadsheet.site.options import CapabilitySettings
from broadsheet.site.web_addresses import WebAddressOrPath
from broadsheet.story.fields import Text, Unfit

NO_NEWSLETTER = "none"
_EXAMPLE = "Stay informed with {site}'s newsletters"


def _id(value: str) -> str:
    if value == NO_NEWSLETTER:
        raise ValueError(f"`{NO_NEWSLETTER}` is what stories write for no newsletter")
    if not re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)*", value):
        raise ValueError(f"“{value}” is not made of small letters, digits and hyphens")
    return value


def _none_is_empty(value: Any) -> Any:
    return () if value is None else value


def _words(value: Any) -> Any:
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise Unfit("no heading", f"write one such as “{_EXAMPLE}”, or leave it out")
    return " ".join(value.split())


class Newsletter(StrictSettings):
    """One newsletter."""

    id: Annotated[Text, AfterValidator(_id)]
    """The name by which stories and rules call it."""

    name: Sentence
    """Its name, as readers know it."""

    pitch: Sentence
    """One sentence on what it brings."""

    frequency: Sentence
    """When it comes, in words."""

    provider: Provider
    """Who sends it, and what their form must be told."""

    privacy: WebAddressOrPath
    """Where readers are told what happens to their address: https, or a path of this site."""

    sections: tuple[Text, ...] = ()
    """Names or slugs of sections whose stories offer it."""

    topics: tuple[Text, ...] = ()
    """Names of topics whose stories offer it."""

    default: bool = False
    """Whether it is offered where nothing else chooses; exactly one newsletter is."""

    feature: Text | None = None
    """The id of the newsletter that the default presents in its place, "starting with …"."""

    placement: Literal["inside", "end"] = "inside"
    """Whether it stands inside a story where there is room, or always at its end."""


class NewsletterSettings(CapabilitySettings):
    """Which newsletters there are, and what stands above the block that offers one."""

    newsletters: Annotated[tuple[Newsletter, ...], BeforeValidator(_none_is_empty)] = Field(
        (), alias="NEWSLETTERS"
    )
    """The newsletters, a group of keys each; without any, no story offers one."""

    heading: Annotated[Prose | None, BeforeValidator(_words)] = Field(
        None, alias="NEWSLETTER_HEADING"
    )
    """The heading of the block, in which `{site}` stands for the paper's name; or ours."""

    def inconsistencies(self) -> Iterator[Fault]:
        """Report what newsletters are to one another that they must not be, and decoys."""
        yield from _decoys(self.newsletters)
        yield from _duplicates(self.newsletters)
        yield from _defaults(self.newsletters)
        yield from _features(self.newsletters)


def _decoys(newsletters: Sequence[Newsletter]) -> Iterator[Fault]:
    for newsletter in newsletters:
        if isinstance(newsletter.provider, Generic):
            place = f"NEWSLETTERS.{newsletter.id}.provider.honeypot"
            yield from decoy_faults(place, newsletter.provider.honeypot)


def _duplicates(newsletters: Sequence[Newsletter]) -> Iterator[Fault]:
    ids = [newsletter.id for newsletter in newsletters]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        what = f"two newsletters have the id “{twice}”"
        yield setting_fault("NEWSLETTERS", what, "rename one")


def _defaults(newsletters: Sequence[Newsletter]) -> Iterator[Fault]:
    defaults = [newsletter.id for newsletter in newsletters if newsletter.default]
    if newsletters and not defaults:
        yield setting_fault("NEWSLETTERS", "none is the default", 'give one `"default": True`')
    if len(defaults) > 1:
        what = f"{len(defaults)} are the default: {', '.join(defaults)}"
        yield setting_fault("NEWSLETTERS", what, "keep one")


def _features(newsletters: Sequence[Newsletter]) -> Iterator[Fault]:
    ids = {newsletter.id for newsletter in newsletters}
    for newsletter in newsletters:
        if newsletter.feature is None:
            continue
        place = f"NEWSLETTERS.{newsletter.id}.feature"
        others = ids - {newsletter.id}
        if newsletter.feature not in others:
            what = f"no other newsletter “{newsletter.feature}”"
            yield setting_fault(place, what, choose_from(newsletter.feature, others))
        elif not newsletter.default:
            yield setting_fault(place, "only the default features another", "take it out")

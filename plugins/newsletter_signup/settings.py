"""The settings NEWSLETTERS and NEWSLETTER_HEADING: typed, and checked as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from plugins.edition.site import Settings, StrictSettings, read_settings_model
from plugins.edition.web_address import WebAddressOrPath
from plugins.newsletter_signup.providers import Provider, SignupPage, read_provider
from plugins.story.faults import Fault, choose_from, is_advice
from plugins.story.fields import Text

NO_NEWSLETTER = "none"
DEFAULT_HEADING = "Stay informed with {site}'s newsletters"

# Stands in for a provider that is at fault, so that the other keys are checked all the same.
_STAND_IN = SignupPage(url="https://localhost/")


def _id(value: str) -> str:
    if value == NO_NEWSLETTER:
        raise ValueError(f"`{NO_NEWSLETTER}` is what stories write for no newsletter")
    if not re.fullmatch(r"[a-z0-9]+([_-][a-z0-9]+)*", value):
        raise ValueError(f"“{value}” is not made of small letters, digits and hyphens")
    return value


class Newsletter(StrictSettings):
    """One newsletter.

    sections: names or slugs; topics: names. They choose this newsletter for their stories.
    privacy: an https address or a path of the site.
    default: it is offered where nothing else chooses; exactly one newsletter is.
    feature: the id of the newsletter that the default presents in its place, "starting with …".
    placement: "inside" the story where there is room, or always at its "end".
    """

    id: Annotated[Text, AfterValidator(_id)]
    name: Text
    pitch: Text
    frequency: Text
    provider: Provider
    privacy: WebAddressOrPath
    sections: tuple[Text, ...] = ()
    topics: tuple[Text, ...] = ()
    default: bool = False
    feature: Text | None = None
    placement: Literal["inside", "end"] = "inside"


def read_newsletters(settings: Settings) -> tuple[tuple[Newsletter, ...], list[Fault]]:
    """Return the newsletters that the settings name, in their order, and all faults.

    With any fault but advice there are no newsletters, since they could not be relied on.
    """
    value = settings.get("NEWSLETTERS") or ()
    if not isinstance(value, (list, tuple)):
        return (), [_fault("NEWSLETTERS: not a list", "write a list of groups, one a newsletter")]
    newsletters: list[Newsletter] = []
    faults: list[Fault] = []
    for index, item in enumerate(value):
        newsletter, wrong = _read_one(index, item)
        faults += wrong
        if newsletter is not None:
            newsletters.append(newsletter)
    if all(map(is_advice, faults)):
        # Only among sound newsletters can it be said which is missing or unknown.
        faults += _duplicates(newsletters)
        faults += _defaults(newsletters)
        faults += _features(newsletters)
    return (tuple(newsletters) if all(map(is_advice, faults)) else ()), faults


def read_heading(settings: Settings) -> tuple[str, list[Fault]]:
    """Return the heading of the block, in which `{site}` stands for the paper's name."""
    value = settings.get("NEWSLETTER_HEADING")
    if value is None:
        return DEFAULT_HEADING, []
    if not isinstance(value, str) or not value.strip():
        mend = f"write one such as “{DEFAULT_HEADING}”, or leave it out"
        return DEFAULT_HEADING, [_fault("NEWSLETTER_HEADING: no heading", mend)]
    return " ".join(value.split()), []


def _read_one(index: int, item: Any) -> tuple[Newsletter | None, list[Fault]]:
    if not isinstance(item, dict):
        return None, [_fault(f"NEWSLETTERS.{index}: not a group of keys", "write {“id”: …, …}")]
    name = f"NEWSLETTERS.{item.get('id') or index}"
    values, faults = dict(item), list[Fault]()
    if "provider" in values:
        provider, faults = read_provider(f"{name}.provider", values["provider"])
        values["provider"] = provider or _STAND_IN
    newsletter, wrong = read_settings_model(name, Newsletter, values)
    return newsletter, wrong + faults


def _duplicates(newsletters: Sequence[Newsletter]) -> Iterator[Fault]:
    ids = [newsletter.id for newsletter in newsletters]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield _fault(f"NEWSLETTERS: two newsletters have the id “{twice}”", "rename one")


def _defaults(newsletters: Sequence[Newsletter]) -> Iterator[Fault]:
    defaults = [newsletter.id for newsletter in newsletters if newsletter.default]
    if newsletters and not defaults:
        yield _fault("NEWSLETTERS: none is the default", 'give one `"default": True`')
    if len(defaults) > 1:
        what = f"NEWSLETTERS: {len(defaults)} are the default: {', '.join(defaults)}"
        yield _fault(what, "keep one")


def _features(newsletters: Sequence[Newsletter]) -> Iterator[Fault]:
    ids = {newsletter.id for newsletter in newsletters}
    for newsletter in newsletters:
        if newsletter.feature is None:
            continue
        place = f"NEWSLETTERS.{newsletter.id}.feature"
        others = ids - {newsletter.id}
        if newsletter.feature not in others:
            what = f"{place}: no other newsletter “{newsletter.feature}”"
            yield _fault(what, choose_from(newsletter.feature, others))
        elif not newsletter.default:
            yield _fault(f"{place}: only the default features another", "take it out")


def _fault(what: str, mend: str) -> Fault:
    return Fault("settings", 0, what, mend)

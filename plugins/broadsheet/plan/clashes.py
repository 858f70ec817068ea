"""Clashes: reports what two capabilities both provide although a site can have only one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from broadsheet.plan.capability import Capability
from broadsheet.reporting.faults import Fault
from broadsheet.site.options import names_of
from broadsheet.site.setting_names import OF_THE_SITE
from broadsheet.site.settings import UNSEEN
from broadsheet.story.keeping import LINK_SLOTS
from broadsheet.story.reading_settings import BodyPass
from broadsheet.views.contributions import COMMON_INPUTS, clash
from broadsheet.views.media import PAGE


def clashes(capabilities: Sequence[Capability]) -> Iterator[Fault]:
    """Report what two capabilities provide although a site can have only one of it."""
    owners = {_setting(name): ("broadsheet", "") for name in OF_THE_SITE | UNSEEN}
    owners |= {("the slots “{}”", kind): ("broadsheet.story", "") for kind in LINK_SLOTS}
    owners["the medium “{}”", PAGE] = ("broadsheet", "")
    owners |= {("the input “{}” of a page", name): ("broadsheet", "") for name in COMMON_INPUTS}
    if any(each.story_keys for each in capabilities):  # else nobody needs the model
        from broadsheet.story.front import StoryFront

        keys = StoryFront.model_fields
        owners |= {("the front-matter key `{}`", key): ("broadsheet.story", "") for key in keys}
    for number, each in enumerate(capabilities):
        for claim in _claims(each):
            owner, provider = owners.setdefault(claim, (each.name, str(number)))
            if provider != str(number):
                what, of = claim
                yield clash(what.format(getattr(of, "__name__", of)), owner, each.name)


Claim = tuple[str, object]
"""Something of which a site can have only one: words for it, and what stands in them for `{}`."""


def _claims(capability: Capability) -> Iterator[Claim]:
    yield from map(_setting, sorted(names_of(capability.settings_model)))
    yield from (("the slots “{}”", kind) for kind in sorted(capability.slots))
    yield from (("the pass {}", change) for change in map(_name_of, capability.passes))
    yield from (("the static page “{}”", slug) for slug in sorted(capability.page_slugs))
    yield from (("the index “{}”", kind) for kind in capability.indexes())
    yield from (("the input “{}” of a page", name) for name in capability.added_inputs)
    yield from (("the medium “{}”", medium) for medium in capability.media)
    yield from (("the front-matter key `{}`", key) for key in _story_keys(capability))
    for subject, answer in capability.contributions():
        yield f"the contribution {{}} of a {subject.__name__}", answer
    yield from (("the link to {} in the footer", path) for _, path in capability.footer_links)
    if capability.feeds:
        yield "the feeds", ""
    if capability.masthead_link:
        yield "the link to {} in the masthead", capability.masthead_link[1]


def _story_keys(capability: Capability) -> list[str]:
    return list(capability.story_keys.model_fields) if capability.story_keys else []


def _setting(name: str) -> Claim:
    return "the setting {}", name


def _name_of(change: BodyPass | str) -> str:
    return change if isinstance(change, str) else f"{change.__module__}.{change.__qualname__}"

"""Contributing: gathers what the capabilities of a paper add to its views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from broadsheet.content.edition import Edition
from broadsheet.content.finding import find
from broadsheet.content.questions import queries_of
from broadsheet.incremental.queries import Query
from broadsheet.plan.capabilities import feeds_of, parts_of
from broadsheet.plan.capability import Capability
from broadsheet.plan.hooks import overrides
from broadsheet.reporting.faults import Fault
from broadsheet.site.missing_templates import where_to_add
from broadsheet.views.answers import TRANSLATION
from broadsheet.views.composer import Composer, MadeWith, nobody_knows
from broadsheet.views.contributions import Contributions, claim, clash
from broadsheet.views.media import PAGE
from broadsheet.words.translating import Words


def composer_of(
    edition: Edition,
    capabilities: Sequence[Capability],
    templates: Iterable[str] = (),
    words: Words | None = None,
    made_with: MadeWith = nobody_knows,
) -> Composer:
    """Return the composer of an edition; raise BuildStopped if two capabilities clash.

    templates: the names of all templates; those in `places/` are shown at the places of pages.
    words, made_with: as for `Composer`.
    """
    contributions = contributions_of(edition, capabilities, templates)
    return Composer(edition, contributions, words or Words(), made_with)


def contributions_of(
    edition: Edition, capabilities: Sequence[Capability], templates: Iterable[str] = ()
) -> Contributions:
    """Return what capabilities add to views; raise BuildStopped as `composer_of` does."""
    return Contributions(
        places=_places(capabilities, templates),
        queries=_queries(edition, capabilities),
        fillers={kind: each.fill for each in capabilities for kind in sorted(each.slots)},
        contributors={of: who for each in capabilities for of, who in each.contributions().items()},
        story_inputs=[
            (each.name, each.story_inputs)
            for each in capabilities
            if overrides(each, "story_inputs")
        ],
        page_inputs=[
            (each.name, each.page_inputs) for each in capabilities if overrides(each, "page_inputs")
        ],
        masthead=[each.masthead_link for each in capabilities if each.masthead_link],
        footer=[link for each in capabilities for link in each.footer_links],
        page_slugs=frozenset(slug for each in capabilities for slug in each.page_slugs),
        feeds=feeds_of(capabilities),
    )


def _queries(edition: Edition, capabilities: Sequence[Capability]) -> dict[str, Query]:
    owners = dict.fromkeys([*queries_of(edition), "site", TRANSLATION], "broadsheet")
    found: dict[str, Query] = {}
    for each in capabilities:
        queries = each.queries(edition)
        claim(queries, owners, each.name, "the query “{}”")
        found.update(queries)
    return found


def _places(
    capabilities: Sequence[Capability], templates: Iterable[str]
) -> Mapping[str, tuple[str, ...]]:
    """Return the templates for each place of pages, in the order of their capabilities.

    The template `places/story-end/map.html` is shown at the place `story-end`, as `map.html`.
    Backup files of editors, such as `map.html~`, are ignored.
    """
    order = {
        file.relative_to(folder / "places").as_posix(): number
        for number, folder in enumerate(parts_of(capabilities, "templates"))
        for file in (folder / "places").rglob("*")
    }
    found: dict[str, list[str]] = defaultdict(list)
    for name in templates:
        root, _, rest = name.partition("/")
        place, _, template = rest.partition("/")
        if root == "places" and template.endswith(".html") and template[0] != ".":
            found[place].append(template)
    last = len(capabilities)
    return {
        place: tuple(sorted(names, key=lambda name: (order.get(f"{place}/{name}", last), name)))
        for place, names in sorted(found.items())
    }


def shared_files(capabilities: Sequence[Capability], ignore: Iterable[str]) -> Iterator[Fault]:
    """Report templates and static files that two capabilities bring under one name.

    ignore: patterns of what is passed over, as in IGNORE_FILES.
    """
    unwanted = tuple(ignore)
    for part, what in (("templates", "the template {}"), ("static", "the static file {}")):
        owners: dict[str, str] = {}
        for folder, name in parts_of(capabilities, part).items():
            for path, _ in find(folder, ["."], unwanted):
                owner = owners.setdefault(path, name)
                if owner != name:
                    yield clash(what.format(path), owner, name)


def untemplated_slots(
    capabilities: Sequence[Capability], templates: Collection[str], overrides: Sequence[str | Path]
) -> Iterator[Fault]:
    """Report kinds of slots that lack a template for a medium, which would stop its first page.

    overrides: the folders of THEME_TEMPLATES_OVERRIDES, to one of which it can be added.
    """
    fillers = {kind: each.name for each in capabilities for kind in each.slots}
    media = {medium: each.name for each in capabilities for medium in each.media}
    for medium in (PAGE, *media):
        for kind, filler in sorted(fillers.items()):
            name = f"slots/{medium}/{kind}.html"
            if name not in templates:
                what = f"there is no template {name} for the slots “{kind}” of {filler}"
                what += f" in the medium “{medium}” of {media[medium]}" if medium in media else ""
                mend = where_to_add(overrides, media.get(medium, filler))
                yield Fault(
                    name, 0, what, f"{mend}; an empty one leaves such slots out", kind="plugin"
                )

"""Contributing: gathers what the capabilities of a paper add to its views."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.content.edition import Edition
from broadsheet.content.questions import queries_of
from broadsheet.incremental.queries import Query
from broadsheet.plan.capability import Capability, feeds_of
from broadsheet.views.composer import Composer
from broadsheet.views.contributions import Contributions, claim


def composer_of(edition: Edition, capabilities: Sequence[Capability]) -> Composer:
    """Return the composer of an edition; raise Clash where two provide one thing."""
    return Composer(edition, contributions_of(edition, capabilities))


def contributions_of(edition: Edition, capabilities: Sequence[Capability]) -> Contributions:
    """Return what capabilities add to the views of an edition; raise Clash as `composer_of`."""
    return Contributions(
        queries=_queries(edition, capabilities),
        fillers={kind: each.fill for each in capabilities for kind in sorted(each.slots)},
        contributors={of: who for each in capabilities for of, who in each.contributions().items()},
        story_inputs=[(each.name, each.story_inputs) for each in capabilities],
        page_inputs=[(each.name, each.page_inputs) for each in capabilities],
        masthead=[each.masthead_link for each in capabilities if each.masthead_link],
        footer=[link for each in capabilities for link in each.footer_links],
        page_slugs=frozenset(slug for each in capabilities for slug in each.page_slugs),
        feeds=feeds_of(capabilities),
    )


def _queries(edition: Edition, capabilities: Sequence[Capability]) -> dict[str, Query]:
    owners = dict.fromkeys([*queries_of(edition), "site"], "broadsheet")
    found: dict[str, Query] = {}
    for each in capabilities:
        queries = each.queries(edition)
        claim(queries, owners, each.name, "the query “{}”")
        found.update(queries)
    return found

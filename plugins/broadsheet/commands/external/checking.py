"""Checking external links: asks other sites, and adds what they say to what a check has found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from broadsheet.build.plan import Plan
from broadsheet.commands.external.answers import Answer, AnswerCache
from broadsheet.commands.external.asking import NO_SUCH_SITE, Asker, user_agent
from broadsheet.commands.external.collecting import Places
from broadsheet.commands.external.connecting import May, is_public
from broadsheet.commands.external.links import answers_to, faults_of
from broadsheet.commands.external.pacing import Pace
from broadsheet.pelican_app import Newspaper
from broadsheet.reporting.counting import count
from broadsheet.reporting.errors import Interrupted
from broadsheet.reporting.progress import track


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class ExternalCheck:
    """How links to other sites are asked for.

    days: for how many days an answer counts. may_ask: which hosts. pace: their turns. now: the
    moment of asking, which is this one whatever moment the paper is built for.
    """

    days: float = 7
    may_ask: May = is_public
    pace: Pace = field(default_factory=Pace)
    now: datetime = field(default_factory=_now)

    def checked(self, paper: Newspaper, plan: Plan, places: Places) -> Plan:
        """Return a plan with the warnings of links to other sites in its verdict.

        None of them is new: a build never asks. Raises Interrupted at Ctrl+C, OSError where the
        answers cannot be kept.
        """
        cache = AnswerCache.of(paper.settings, self.now, self.days)
        known = cache.known(places)
        asked = [each for each in places if each not in known]
        asking = count(asked, "link")
        paper.reporter.remark(f"asking other sites about {asking}; {len(known):,} known already")
        asker = Asker(user_agent(plan.edition.site.url), self.pace, self.may_ask)
        try:
            answers = answers_to(places, asker, cache, track)
        except KeyboardInterrupt:
            raise Interrupted("interrupted; the answers so far are kept") from None
        if _is_unconnected(asked, answers):
            what = f"no other site can be found, and nothing is said of {asking}"
            paper.reporter.say(f"{what} (see that this machine is connected, and check again)")
            places = {each: of for each, of in places.items() if each in known}
        faults = faults_of(places, answers, plan.edition.content)
        verdict = replace(plan.verdict, warnings=(*plan.verdict.warnings, *faults))
        return replace(plan, verdict=verdict, news=plan.news.with_known(faults))


def _is_unconnected(asked: Iterable[str], answers: Mapping[str, Answer]) -> bool:
    """Say whether not one of several hosts has an address: then the fault is on this side."""
    hosts = {urlsplit(each).hostname for each in asked}
    return len(hosts) > 1 and all(answers[each].problem == NO_SUCH_SITE for each in asked)

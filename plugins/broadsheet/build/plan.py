"""The plan of a build: what it is going to print, and the results of all checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from broadsheet.content.edition import Edition
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.memory import KeptResult
from broadsheet.content.static_paths import StaticFiles
from broadsheet.content.verdict import mend_of_an_archive
from broadsheet.incremental.queries import Changes
from broadsheet.plan.planning import SitePlan
from broadsheet.reporting.faults import Verdict
from broadsheet.reporting.news import News
from broadsheet.views.composer import Composer


@dataclass(frozen=True)
class Plan:
    """What a build is going to print, checked.

    results: the check result of each content file. held: the files that are held back, each with
    the stories that they wait for. news: what the warnings of the verdict are compared with.
    """

    loaded: LoadedContent
    edition: Edition
    composer: Composer
    changes: Changes
    results: Mapping[str, KeptResult]
    site_plan: SitePlan
    statics: StaticFiles
    held: Mapping[str, tuple[str, ...]]
    verdict: Verdict
    news: News

    @property
    def mend_of_an_archive(self) -> str:
        """What to do about very many lacks of care, nothing where there are few."""
        return mend_of_an_archive(self.verdict, self.edition.site, self.edition.now)

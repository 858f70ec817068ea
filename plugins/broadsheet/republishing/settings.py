"""The setting REPUBLISHING."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import Field

from broadsheet.reporting.faults import Fault
from broadsheet.republishing.consistency import inconsistencies
from broadsheet.republishing.terms import Terms
from broadsheet.site.options import CapabilitySettings

SETTING = "REPUBLISHING"


class RepublishingSettings(CapabilitySettings):
    """On what terms others may print stories."""

    terms: Terms | None = Field(None, alias=SETTING)
    """The terms; with None there is neither a notice nor a republishing page."""

    def inconsistencies(self) -> Iterable[Fault]:
        """Report what is wrong with terms that have the right shape."""
        return inconsistencies(SETTING, self.terms) if self.terms else ()

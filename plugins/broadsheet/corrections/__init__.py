"""Corrections: a page of all of them, the latest first, and a page for each year.

A paper that says openly what it got wrong is trusted more; the Trust Project and the International
Fact-Checking Network ask for such a page (https://thetrustproject.org/trust-indicators/,
https://ifcncodeofprinciples.poynter.org/the-commitments).
"""

from broadsheet.api import for_papers_only
from broadsheet.corrections.capability import Corrections

CAPABILITY = Corrections


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

"""Files at known addresses, for programs: robots.txt, trust.txt and security.txt.

Forms: RFC 9309 (robots), https://journallist.net/reference-document-for-trust-txt-specifications,
and RFC 9116 (security). A file of the paper's own at the same address takes the place of each.
"""

from broadsheet.api import for_papers_only
from broadsheet.well_known.capability import WellKnown

CAPABILITY = WellKnown


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    for_papers_only(__name__)

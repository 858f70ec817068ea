"""Live coverage: a story that is added to as something happens, with timed updates.

A story with `live: yes` has a heading for each update that begins with its time, such as
`## 15:40`. They are printed newest first, and readers who have the page open get new ones on a
click. With `live: ended` the page says that the coverage is over, and nothing is asked for any
more.
"""

from broadsheet.api import for_papers_only
from broadsheet.live.capability import Live

CAPABILITY = Live


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself."""
    for_papers_only(__name__)

"""Multimedia: recordings of the paper's own, frames of other services, and galleries.

A line `[audio](…)` or `[video](…)` by itself becomes a player, with captions and transcript. A line
`[embed](https://…)` becomes a still that loads what it shows of another service on a click, and not
before. Pictures on lines that follow each other become a gallery.
"""

from broadsheet.api import for_papers_only
from broadsheet.multimedia.capability import Multimedia

CAPABILITY = Multimedia


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself."""
    for_papers_only(__name__)

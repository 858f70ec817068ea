"""Pictures in sizes: each picture in the widths and formats of which browsers choose one.

No reader loads more than a screen shows. Each file says whose the picture is, as the picture itself
does, and nothing of place and device. A drawing (SVG) is one file, in as few bytes as show the
same.
"""

from broadsheet.api import for_papers_only
from broadsheet.pictures.capability import Pictures

CAPABILITY = Pictures


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself."""
    for_papers_only(__name__)

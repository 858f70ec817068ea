"""Image captions: pictures as figures with their caption, their credit and their size.

A paragraph that holds one picture and nothing else becomes a figure; every other picture stays
where it is and gets its size. Where a picture cannot be printed, or lacks alt text or a credit,
its place in the text is named.
"""

from broadsheet.image_captions.capability import ImageCaptions
from broadsheet.in_pelican.connecting import connect

CAPABILITY = ImageCaptions


def register() -> None:
    """Pelican's call to a plugin; a paper finds CAPABILITY by itself, and needs nothing of this."""
    connect(__name__, f"{__name__}.in_pelican.Captions")

"""Image captions: pictures as figures with their caption, their credit and their size.

A paragraph that holds one picture and nothing else becomes a figure; every other picture stays
where it is and gets its size. Where a picture cannot be printed, or lacks alt text or a credit,
its place in the text is named.
"""

from __future__ import annotations

from plugins.edition.capability import get_capabilities
from plugins.image_captions.capability import ImageCaptions


def provide(settings: object) -> type[ImageCaptions]:
    """Answer the edition's call for capabilities."""
    del settings
    return ImageCaptions


def register() -> None:
    """Pelican's call to a plugin."""
    get_capabilities.connect(provide)

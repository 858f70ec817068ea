"""Reading time: how many minutes a story takes to read, told beside the story."""

from reading_time.capability import ReadingTime

CAPABILITY = ReadingTime


def register() -> None:
    """Pelican's call to a plugin; a build finds CAPABILITY by itself."""

"""The setting of reading time."""

from pydantic import Field

from broadsheet.api import CapabilitySettings


class ReadingTimeSettings(CapabilitySettings):
    """How fast readers read."""

    speed: int = Field(220, alias="READING_TIME_WORDS_A_MINUTE", ge=1)
    """How many words a reader reads in a minute."""

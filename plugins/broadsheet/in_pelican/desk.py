"""Desks: what one plugin does to the articles of any Pelican site."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import IntEnum
from typing import ClassVar

from broadsheet.in_pelican.site import PelicanSite
from broadsheet.in_pelican.text import Text
from broadsheet.reporting.faults import Fault


class Turn(IntEnum):
    """When a desk has its turn with a text, in whatever order PLUGINS names the plugins.

    BODY: it changes what stands there. WITHIN: it puts something between that. AFTER: it adds
    something behind all.
    """

    BODY = 1
    WITHIN = 2
    AFTER = 3


class Desk(ABC):
    """Edits texts. Made anew for each build.

    templates: the name of the package in whose folder `templates` its templates are.
    """

    turn: ClassVar[Turn]
    templates: ClassVar[str]

    def __init__(self, site: PelicanSite) -> None:
        """Read the plugin's settings; what is wrong with them goes to `faults`."""
        self.site = site
        self.faults: list[Fault] = []

    @abstractmethod
    def edit(self, text: Text) -> None:
        """Change a text, or report what is wrong with it. Articles and pages both come here."""

    def close(self) -> None:  # noqa: B027 - most have nothing to keep
        """Called after the last text; may store data for the next build."""

"""Fronts as a capability: every page that shows stories."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from broadsheet.content.edition import Edition
from broadsheet.fronts.archive_pages import Months, paper_archive
from broadsheet.fronts.editing import FRONT, PICTURED_PLACES, Orders, PicturedPlaces
from broadsheet.fronts.front_files import is_front_file
from broadsheet.fronts.front_pages import author_fronts, section_fronts, topic_fronts
from broadsheet.fronts.home_page import home_page
from broadsheet.fronts.name_lists import author_index, topic_index
from broadsheet.fronts.old_addresses import redirects_of_settings
from broadsheet.fronts.pictured_places import unfit_pictures
from broadsheet.fronts.redirect_maps import redirect_maps
from broadsheet.fronts.related import Related
from broadsheet.fronts.settings import FrontSettings
from broadsheet.fronts.standing import unwritten_pages, written_pages
from broadsheet.fronts.story_page import story_pages
from broadsheet.fronts.withdrawn import withdrawn_pages
from broadsheet.incremental.queries import Query
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.indexes import Index
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault
from broadsheet.site.settings import Settings
from broadsheet.story.typography import Typography
from broadsheet.words import N_


class Fronts(Capability[FrontSettings]):
    """Plans the pages of stories, fronts, archives and the standing pages."""

    footer_links = (
        (N_("About us"), "/about/"),
        (N_("Contact"), "/contact/"),
        (N_("Privacy"), "/privacy/"),
        (N_("Topics"), "/topics/"),
        (N_("Authors"), "/authors/"),
        (N_("Archive"), "/archive/"),
    )

    def __init__(self, settings: Settings) -> None:
        """Read the settings."""
        super().__init__(settings)
        self._typography = Typography.from_settings(settings)

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the queries for related stories, months of sections, and what editors want."""
        orders = Orders(edition, self._typography)
        return {
            "related": Related(edition),
            "months": Months(edition),
            FRONT: orders,
            PICTURED_PLACES: PicturedPlaces(orders),
        }

    def check(self, edition: Edition) -> Iterable[Fault]:
        """Report what is wrong with front files."""
        return Orders(edition, self._typography).faults

    def check_file(self, context: CheckContext) -> Iterable[Fault]:
        """Report the places on fronts for which the picture of a story is none, or too small."""
        return unfit_pictures(context)

    def shown_links(self, edition: Edition) -> Iterable[tuple[str, int, str]]:
        """Return the links of the announcements of fronts."""
        return Orders(edition, self._typography).links

    def is_record(self, path: str) -> bool:
        """Say whether a content path is that of a front file."""
        return is_front_file(path)

    def indexes(self) -> Mapping[str, Index]:
        """Return the index of old addresses, for the server that the settings name."""
        server = self.settings.redirects
        return {"redirects": redirect_maps(server)} if server else {}

    def planners(self) -> Mapping[str, Planner]:
        """Return the planners of every page that shows stories, and of the written pages."""
        length = self.settings.length
        return {
            "story": story_pages,
            "withdrawn": withdrawn_pages,
            "page": written_pages,
            "pages": unwritten_pages,
            "home": home_page,
            "archive": paper_archive,
            "section": partial(section_fronts, length=length),
            "topic": partial(topic_fronts, length=length),
            "author": partial(author_fronts, length=length),
            "topics": topic_index,
            "authors": author_index,
            "moved": redirects_of_settings,
        }

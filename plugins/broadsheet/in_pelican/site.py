"""The site: what desks may ask of it, whatever its theme and its other plugins."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from markupsafe import Markup
from pydantic import Field

from broadsheet.in_pelican.templates import Printer
from broadsheet.reporting.faults import Fault, Gravity, setting_fault
from broadsheet.site.models import StrictSettings, read_settings_model
from broadsheet.site.web_addresses import is_path
from broadsheet.story.fields import Moment
from broadsheet.words.translating import Translator, Words


class Strictness(StrictSettings):
    """How strict a build is; the settings are those of a paper."""

    strict_since: Moment | None = Field(None, alias="STRICT_SINCE")
    production: bool = Field(False, alias="PRODUCTION")


class PelicanSite:
    """A Pelican site during one build.

    context: what Pelican's generators share, each with all that the others have read.
    """

    def __init__(
        self, settings: Mapping[str, Any], context: Mapping[str, Any], printer: Printer
    ) -> None:
        self.settings = settings
        self.printer = printer
        self._context = context
        names = [field.alias for field in Strictness.model_fields.values()]
        values = {name: settings[name] for name in names if name and name in settings}
        found, self.faults = read_settings_model("", Strictness, values)
        self.strictness = found or Strictness()

    @cached_property
    def content(self) -> Path:
        """The content folder."""
        return Path(self.settings["PATH"])

    @cached_property
    def name(self) -> str:
        """The site's name, as plain text."""
        return Markup(self.settings["SITENAME"]).striptags()  # noqa: S704 - taken apart

    @cached_property
    def words(self) -> Translator:
        """What tells the words of the templates; in English, since the site has no catalogues."""
        return Words().translator

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone of dates that name none."""
        return ZoneInfo(self.settings["TIMEZONE"])

    def publishes(self, path: str) -> bool:
        """Say whether Pelican copies a file of the content folder as it is."""
        return self._context["static_content"].get(path) is not None

    def withhold(self, is_record: Callable[[str], bool]) -> None:
        """Keep Pelican from copying records of the newsroom's own, by their paths."""
        files = self._context["staticfiles"]
        files[:] = [each for each in files if not is_record(each.get_relative_source_path())]

    def absolute(self, url: str) -> str:
        """Return the full address of a page, where SITEURL says where the site is."""
        return str(urljoin(self.settings["SITEURL"].rstrip("/") + "/", url))

    def unfound(self, setting: str, address: str) -> Iterator[Fault]:
        """Advise of an address of this site, given by a setting, at which there is no content.

        Another plugin may put something there.
        """
        if is_path(address) and _place(address) not in self._places:
            what = f"no article, page or file is at “{address}”"
            yield setting_fault(
                setting,
                what,
                "correct it, or add a page there",
                Gravity.ADVICE,
                kind="setting-link",
            )

    @cached_property
    def _places(self) -> set[str]:
        kinds = (self._context["generated_content"], self._context["static_content"])
        found = [each for kind in kinds for each in kind.values() if each is not None]
        return {_place(each.url) for each in found} | {_place(each.save_as) for each in found}


def _place(address: str) -> str:
    """Return what all addresses of one file have in common."""
    return unquote(urlsplit(address).path).strip("/").removesuffix("index.html").strip("/")

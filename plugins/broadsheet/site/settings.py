"""The site: the settings that belong to the paper as a whole, typed and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from string import Formatter
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from pydantic import Field, field_validator, model_validator

from broadsheet.pelican_api import DEFAULT_CONFIG
from broadsheet.reporting.faults import Fault
from broadsheet.site.announcements import Announcements
from broadsheet.site.models import Prose, StrictSettings, read_settings_model, with_slug
from broadsheet.site.named_links import Links, NamedLink, Profiles
from broadsheet.site.uris import uri_of
from broadsheet.story.fields import Email, Moment, fits_address
from broadsheet.story.moments import placed
from broadsheet.story.slugs import slug_of
from broadsheet.story.typography import Typography

Settings = Mapping[str, Any]

UNSEEN = frozenset(
    {"NOW", "PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME", "THEME_TEMPLATES_OVERRIDES"}
    | {"THEME_STATIC_OVERRIDES", "LOCALE_PATHS", "BROADSHEET_VERSION", "ALIASES"}
    | {
        "BUILD_WORKERS",
        "BUILD_SCHEDULER",
        "BUILD_EXPLAIN",
        "BUILD_QUIET",
        "LOAD_CONTENT_CACHE",
        "CACHE_CONTENT",
    }
    | {"DELETE_OUTPUT_DIRECTORY", "OUTPUT_RETENTION", "PELICAN_CLASS", "PLUGIN_PATHS"}
    | {"PUBLISH_TARGET", "PUBLISH_KEEP", "PUBLISH_KEEP_DAYS", "DRAFTS_TARGET", "DRAFTS_URL"}
    | {"AUTORELOAD", "BIND", "PORT", "LISTEN", "DEBUG", "LOG_FILTER"}
)
"""Settings that decide when, where and whether something is printed, but not its contents."""


def seen(settings: Settings) -> Settings:
    """Return the settings that pages may be made by; when one of them changes, all are rebuilt.

    The others (`UNSEEN`) cannot change a page, since the code that makes pages does not get them.
    """
    return {name: settings[name] for name in settings if name not in UNSEEN}


class Section(StrictSettings):
    """One section. opinion: its stories are set apart from the news."""

    name: str
    slug: str = ""
    description: Prose | None = None
    opinion: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        return with_slug(value)


class Publisher(StrictSettings):
    """Who publishes the paper. sentence: who they are, in one sentence."""

    name: str
    sentence: Prose
    email: Email | None = None


_STORY_URL_PARTS = {"slug:", "category:", "lang:", "date:%Y", "date:%m", "date:%d"}


def parts_of(pattern: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return the parts of a pattern, as `Formatter.parse` does.

    An ill-formed one is one unknown part.
    """
    try:
        return list(Formatter().parse(pattern))
    except ValueError:
        return [("", pattern, "", None)]


class Site(StrictSettings):
    """The paper: its name, its address, its sections, and how strict it is.

    url: SITEURL as machines write it, without a slash at its end.
    sections: None where they are taken from content. topics: names that are known to be right.
    strict_since: stories dated before it may lack care. production: credits are required.
    preview: drafts and stories of the future are shown; where preview_only names any, by their
    paths, these alone. preview_ends: when a link to drafts ends, None where it is no such link.
    sections_in_menu: the sections stand in the menu, before its own links (`menu`).
    pages_in_footer: static pages that say nothing of it stand at the foot of each page.
    links, profiles: further links at the foot, each list under its heading. support: where readers
    can give money. announcements: lines above every page, each for its time.

    It holds no clock, since the data of pages must not change between two builds by time alone.
    """

    name: str = Field(alias="SITENAME")
    tagline: Prose = Field("", alias="SITESUBTITLE")
    description: Prose = Field("", alias="SITE_DESCRIPTION")
    url: str = Field(alias="SITEURL")
    lang: str = Field("en", alias="DEFAULT_LANG")
    timezone: str = Field("UTC", alias="TIMEZONE")
    sections: tuple[Section, ...] | None = Field(None, alias="SECTIONS")
    topics: tuple[str, ...] = Field((), alias="TOPICS")
    default_section: str | None = Field(None, alias="DEFAULT_CATEGORY")
    publisher: Publisher = Field(alias="PUBLISHER")
    strict_since: Moment | None = Field(None, alias="STRICT_SINCE")
    production: bool = Field(False, alias="PRODUCTION")
    preview: bool = Field(False, alias="DRAFTS")
    preview_only: tuple[str, ...] = Field((), alias="DRAFTS_ONLY")
    preview_ends: Moment | None = Field(None, alias="DRAFTS_UNTIL")
    sections_in_menu: bool = Field(True, alias="DISPLAY_CATEGORIES_ON_MENU")
    menu: Links = Field((), alias="MENUITEMS")
    pages_in_footer: bool = Field(True, alias="DISPLAY_PAGES_ON_MENU")
    links: Links = Field((), alias="LINKS")
    links_heading: Prose | None = Field(None, alias="LINKS_WIDGET_NAME")
    profiles: Profiles = Field((), alias="SOCIAL")
    profiles_heading: Prose | None = Field(None, alias="SOCIAL_WIDGET_NAME")
    support: NamedLink | None = Field(None, alias="SUPPORT")
    announcements: Announcements = Field((), alias="ANNOUNCEMENTS")
    story_url: str = Field("{date:%Y}/{date:%m}/{slug}/", alias="ARTICLE_URL")

    @field_validator("url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("not a full address such as https://example.org")
        return uri_of(value).rstrip("/")

    @field_validator("name")
    @classmethod
    def _named(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("a paper needs a name")
        return value

    @field_validator("sections")
    @classmethod
    def _apart(cls, value: tuple[Section, ...] | None) -> tuple[Section, ...] | None:
        found: dict[str, Section] = {}
        for section in value or ():
            if not section.slug:
                raise ValueError(f"“{section.name}” has no letters or digits for an address")
            if not fits_address(section.slug):
                raise ValueError(f"“{section.slug}” does not fit into an address")
            other = found.setdefault(section.slug, section)
            if other is not section:
                names = f"“{other.name}” and “{section.name}”"
                raise ValueError(f"{names} have one address, /{section.slug}/")
        return value

    @field_validator("lang")
    @classmethod
    def _spoken(cls, value: str) -> str:
        try:
            Locale.parse(value, sep="-")
        except (ValueError, UnknownLocaleError):
            raise ValueError(f"unknown language “{value}”") from None
        return value

    @field_validator("story_url")
    @classmethod
    def _filled(cls, value: str) -> str:
        parts = {f"{name}:{spec}" for _, name, spec, _ in parts_of(value) if name is not None}
        if not parts <= _STORY_URL_PARTS:
            # Other forms of a date, such as a month's name, would follow the machine's locale.
            raise ValueError("it knows {slug}, {category}, {lang} and {date:%Y}, %m, %d only")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"unknown time zone “{value}”") from None
        return value

    @property
    def links_by_setting(self) -> Iterator[tuple[str, NamedLink]]:
        """The links on every page, each with the name of the setting that asks for it."""
        lists = {"MENUITEMS": self.menu, "LINKS": self.links, "SOCIAL": self.profiles}
        for setting, links in lists.items():
            yield from ((f"{setting}.{number}", link) for number, link in enumerate(links))
        if self.support:
            yield "SUPPORT", self.support

    def previews(self, path: str) -> bool:
        """Say whether a story that readers cannot see is shown all the same. path: its file."""
        return self.preview and (not self.preview_only or path in self.preview_only)

    def owns(self, credit: str | None) -> bool:
        """Say whether a picture is the paper's own: credited to the paper or to its publisher.

        What the paper may give to others goes by this. Pictures of agencies and other people, and
        those of which nobody knows whose they are, stay behind.
        """
        own = {slug_of(self.name), slug_of(self.publisher.name)} - {""}
        return credit is not None and slug_of(credit) in own

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of naive dates and of the dates that readers see."""
        return ZoneInfo(self.timezone)

    @property
    def locale(self) -> Locale:
        """The language as the printer of dates, names and amounts knows it."""
        return Locale.parse(self.lang, sep="-")

    def bearable(self, date: datetime) -> bool:
        """Say whether a story of that date is old enough to be forgiven a lack of care."""
        if self.strict_since is None:
            return False
        return date < placed(self.strict_since, self.zone)


def read_site(settings: Settings) -> tuple[Site | None, list[Fault]]:
    """Check the site's settings."""
    names = [field.alias or name for name, field in Site.model_fields.items()]
    values = {name: settings[name] for name in names if name in settings}
    if values.get("SITENAME") == DEFAULT_CONFIG["SITENAME"]:  # Pelican's default name
        del values["SITENAME"]
    return read_settings_model("", Site, values, Typography.from_settings(settings))

"""The site: the settings that belong to the paper as a whole, typed and checked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale, UnknownLocaleError
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from plugins.story.faults import Fault, choose_from
from plugins.story.model import Moment
from plugins.story.slugs import slug_of

Settings = Mapping[str, Any]
SettingsModel = TypeVar("SettingsModel", bound=BaseModel)


class StrictSettings(BaseModel):
    """A group of settings: an unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(StrictSettings):
    """One section. opinion: its stories are set apart from the news."""

    name: str
    slug: str = ""
    description: str | None = None
    opinion: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, value: Any) -> Any:
        value = {"name": value} if isinstance(value, str) else value
        if isinstance(value, dict) and "name" in value:
            value = {"slug": slug_of(str(value["name"])), **value}
        return value


class Publisher(StrictSettings):
    """Who publishes the paper. sentence: who they are, in one sentence."""

    name: str
    sentence: str
    email: str | None = None


class Site(StrictSettings):
    """The paper: its name, its address, its sections, and how strict it is.

    url: SITEURL, without a slash at its end; sections: None where they are taken from content.
    strict_since: stories dated before it may lack care. production: credits are required.
    preview: drafts and stories of the future are shown. now: the moment of this build.
    """

    name: str = Field(alias="SITENAME")
    tagline: str = Field("", alias="SITESUBTITLE")
    description: str = Field("", alias="SITE_DESCRIPTION")
    url: str = Field(alias="SITEURL")
    lang: str = Field("en", alias="DEFAULT_LANG")
    timezone: str = Field("UTC", alias="TIMEZONE")
    sections: tuple[Section, ...] | None = Field(None, alias="SECTIONS")
    default_section: str | None = Field(None, alias="DEFAULT_CATEGORY")
    publisher: Publisher = Field(alias="PUBLISHER")
    strict_since: datetime | None = Field(None, alias="STRICT_SINCE")
    production: bool = Field(False, alias="PRODUCTION")
    preview: bool = Field(False, alias="DRAFTS")
    now: Moment = Field(alias="NOW")
    feed: str = Field("feeds/all.atom.xml", alias="FEED_ALL_ATOM")
    section_feed: str = Field("feeds/{slug}.atom.xml", alias="CATEGORY_FEED_ATOM")
    author_feed: str = Field("feeds/author/{slug}.atom.xml", alias="AUTHOR_FEED_ATOM")
    story_url: str = Field("{date:%Y}/{date:%m}/{slug}/", alias="ARTICLE_URL")
    front_length: int = Field(24, alias="FRONT_LENGTH", ge=1)
    feed_length: int = Field(20, alias="FEED_LENGTH", ge=1)

    @field_validator("url")
    @classmethod
    def _absolute(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query:
            raise ValueError("not a full address such as https://example.org")
        return value.rstrip("/")

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
        try:
            value.format(slug="", date=datetime.now(UTC), category="", lang="")
        except (KeyError, IndexError, ValueError, AttributeError):
            raise ValueError("it knows {slug}, {date}, {category} and {lang} only") from None
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"unknown time zone “{value}”")
        return value

    @field_validator("strict_since", mode="before")
    @classmethod
    def _day(cls, value: Any) -> Any:
        if value is None or isinstance(value, datetime):
            return value
        try:
            return datetime.fromisoformat(str(value))
        except ValueError:
            raise ValueError(f"“{value}” is no date such as 2024-01-31") from None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of naive dates and of the dates that readers see."""
        return ZoneInfo(self.timezone)

    def bearable(self, date: datetime) -> bool:
        """Say whether a story of that date is old enough to be forgiven a lack of care."""
        if self.strict_since is None:
            return False
        since = self.strict_since
        return date < (since if since.tzinfo else since.replace(tzinfo=self.zone))


def read_site(settings: Settings) -> tuple[Site | None, list[Fault]]:
    """Check the site's settings; the injected clock is NOW, else SOURCE_DATE_EPOCH, else now."""
    names = [field.alias or name for name, field in Site.model_fields.items()]
    values = {name: settings[name] for name in names if settings.get(name) is not None}
    values["NOW"] = str(values.get("NOW") or _clock().isoformat())
    site, faults = read_settings_model("", Site, values)
    if site is not None and site.now.tzinfo is None:
        site = site.model_copy(update={"now": site.now.replace(tzinfo=site.zone)})
    return site, faults


def read_settings_model(
    name: str, model: type[SettingsModel], value: Any
) -> tuple[SettingsModel | None, list[Fault]]:
    """Check the value of the setting `name` (or a whole group: "") against a typed model."""
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, [_fault(name, model, dict(detail)) for detail in error.errors()]


def _fault(name: str, model: type[BaseModel], detail: dict[str, Any]) -> Fault:
    keys = [name, *(str(key) for key in detail["loc"])]
    place = ".".join(key for key in keys if key)
    if detail["type"] == "missing":
        return Fault("settings", 0, f"{place} is missing", "set it in pelicanconf.py")
    if detail["type"] == "extra_forbidden":
        known = [info.alias or key for key, info in model.model_fields.items()]
        mend = choose_from(keys[-1], known) if len(detail["loc"]) == 1 else "take it out"
        return Fault("settings", 0, f"{place} is not known", mend)
    context = detail.get("ctx", {})
    what = str(context["error"]) if "error" in context else str(detail["msg"]).lower()
    return Fault("settings", 0, f"{place}: {what}", "correct it in pelicanconf.py")


def _clock() -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)

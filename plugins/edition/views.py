"""What templates are given. A template can show these values and nothing else.

Every class here is a plain frozen record, so that a page's inputs can be compared and digested.
Texts of type `Markup` are safe HTML; all others are escaped when printed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from markupsafe import Markup


@dataclass(frozen=True)
class Link:
    """Words and the address they lead to."""

    label: str
    url: str
    lang: str | None = None


@dataclass(frozen=True)
class Figure:
    """A picture ready to print.

    width, height: pixels. alt: "" means decorative. href: where the picture itself leads.
    """

    url: str
    absolute_url: str
    width: int
    height: int
    alt: str = ""
    caption: Markup | None = None
    credit: str | None = None
    href: str | None = None


@dataclass(frozen=True)
class Filled:
    """A slot of a body with what stands there; `kind` names its template."""

    kind: str
    data: Any


BodyParts = tuple[str | Filled, ...]


@dataclass(frozen=True)
class Card:
    """A story as fronts and lists show it. state: only in previews, "Draft" for example."""

    url: str
    headline: Markup
    standfirst: Markup | None
    kicker: str | None
    section: Link
    byline: tuple[Link, ...]
    date: datetime
    modified: datetime | None
    picture: Figure | None
    opinion: bool
    state: str | None = None


@dataclass(frozen=True)
class CorrectionView:
    """A correction as printed."""

    date: dt.date
    text: Markup


@dataclass(frozen=True)
class StoryView:
    """A story as its own page shows it; the body and the blocks come beside it."""

    id: str
    url: str
    absolute_url: str
    headline: Markup
    headline_text: str
    standfirst: Markup | None
    kicker: str | None
    dateline: str | None
    section: Link
    breadcrumb: tuple[Link, ...]
    byline: tuple[Link, ...]
    date: datetime
    modified: datetime | None
    lang: str
    topics: tuple[Link, ...]
    corrections: tuple[CorrectionView, ...]
    opinion: bool
    state: str | None = None


@dataclass(frozen=True)
class PageMeta:
    """What the head of a page says about it. title: plain, without the site's name."""

    title: str
    url: str
    description: str | None = None
    canonical: str | None = None
    kind: str = "website"
    image: Figure | None = None
    robots: str | None = None
    feeds: tuple[Link, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    section_url: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    lang: str = "en"


@dataclass(frozen=True)
class SiteView:
    """What every page shows of the site itself."""

    name: str
    tagline: str
    description: str
    lang: str
    home: str
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    feed: str
    newsletters: str | None
    css: str
    favicon_svg: str | None
    favicon_ico: str | None
    mark: str | None

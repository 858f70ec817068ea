"""What every page shows of the site itself."""

from __future__ import annotations

from collections.abc import Iterable

from broadsheet.content.edition import Edition
from broadsheet.views.contributions import Contributions
from broadsheet.views.links import section_link
from broadsheet.views.records import Link, SiteView
from broadsheet.words.translating import Translator


def site_view(edition: Edition, contributions: Contributions, words: Translator) -> SiteView:
    """Return what every page shows of the site, with the links that capabilities want."""
    paper, site_url = edition.site, edition.addresses.site_url
    feed = contributions.feeds.site

    def links(told: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
        return tuple(Link(words.gettext(label), site_url(path)) for label, path in told)

    def identity(name: str) -> str | None:
        present = name in edition.theme_files
        return site_url(f"/theme/{name}") if present else None

    return SiteView(
        name=paper.name,
        tagline=paper.tagline,
        description=paper.description,
        lang=paper.lang,
        home=site_url("/"),
        nav=tuple(section_link(edition.addresses, section) for section in edition.sections),
        footer=links(contributions.footer),
        feed=site_url(feed) if feed else None,
        masthead=links(contributions.masthead),
        theme=site_url("/theme"),
        favicon_svg=identity("identity/favicon.svg"),
        favicon_ico=identity("identity/favicon.ico"),
        mark=identity("identity/mark.svg"),
        social_card=identity("identity/social-card.png"),
    )

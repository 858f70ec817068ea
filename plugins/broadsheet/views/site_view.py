"""What every page shows of the site itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from broadsheet.content.edition import Edition
from broadsheet.site.alphabet import order_of
from broadsheet.site.announcements import Announcement, due, to_come
from broadsheet.site.named_links import NamedLink
from broadsheet.site.web_addresses import printed_address
from broadsheet.site.web_manifest import MANIFEST, has_manifest
from broadsheet.story.moments import placed
from broadsheet.views.contributions import Contributions
from broadsheet.views.dates import Dates
from broadsheet.views.links import feed_links, section_link
from broadsheet.views.records import AnnouncementView, Link, LinkGroup, SiteView, When, WordmarkView
from broadsheet.words.translating import Translator


def site_view(edition: Edition, contributions: Contributions, words: Translator) -> SiteView:
    """Return what every page shows of the site, with the links that capabilities want."""
    paper, site_url, feeds = edition.site, edition.addresses.site_url, contributions.feeds
    sections = edition.sections if paper.sections_in_menu else ()

    def identity(name: str) -> str | None:
        present = name in edition.theme_files
        return site_url(f"/theme/{name}") if present else None

    return SiteView(
        name=paper.name,
        tagline=paper.tagline,
        description=paper.description,
        lang=paper.lang,
        home=site_url("/"),
        nav=(
            *(section_link(edition.addresses, section) for section in sections),
            *(_link(each, edition) for each in paper.menu),
        ),
        footer=tuple(_footer(edition, contributions.footer, words)),
        feeds=feed_links(edition.addresses, feeds, paper.name, feeds.site),
        masthead=tuple(
            Link(words.gettext(label), site_url(path)) for label, path in contributions.masthead
        ),
        links=_group(paper.links_heading or words.gettext("Links"), paper.links, edition),
        profiles=_group(
            paper.profiles_heading or words.gettext("Follow us"), paper.profiles, edition
        ),
        support=_link(paper.support, edition) if paper.support else None,
        announcements=tuple(_announcements(edition, words)),
        theme=site_url("/theme"),
        files={
            name: site_url(f"/theme/{published}")
            for name, published in sorted(edition.page_files.items())
        },
        favicon_svg=identity("identity/favicon.svg"),
        favicon_ico=identity("identity/favicon.ico"),
        mark=identity("identity/mark.svg") or identity("identity/mark.png"),
        wordmark=_wordmark(edition),
        social_card=identity("identity/social-card.png"),
        publisher=paper.publisher.name,
        ground=edition.grounds.light,
        dark_ground=edition.grounds.dark,
        touch_icon=identity("identity/apple-touch-icon.png"),
        manifest=site_url(MANIFEST) if has_manifest(edition.theme_files) else None,
        drafts_until=_drafts_until(edition),
    )


def _drafts_until(edition: Edition) -> When | None:
    paper = edition.site
    if paper.preview_ends is None:
        return None
    return Dates(paper).when(placed(paper.preview_ends, paper.zone))


def _wordmark(edition: Edition) -> WordmarkView | None:
    found = edition.wordmark
    if found is None:
        return None
    url = edition.addresses.site_url(f"/theme/{found.name}")
    dark = edition.addresses.site_url(f"/theme/{found.dark}") if found.dark else None
    is_lit = not (dark or found.adapts)
    return WordmarkView(url, found.width, found.height, found.shape, dark, is_lit)


def _link(link: NamedLink, edition: Edition) -> Link:
    return Link(link.name, printed_address(link.url, edition.addresses))


def _group(heading: str, links: Sequence[NamedLink], edition: Edition) -> LinkGroup | None:
    return LinkGroup(heading, tuple(_link(each, edition) for each in links)) if links else None


def _footer(edition: Edition, told: Iterable[tuple[str, str]], words: Translator) -> Iterator[Link]:
    """Yield the links to the paper's own pages: those that capabilities tell, and the written ones.

    told: words and paths. A written page goes by its heading, and may say that it stays away. Those
    that no capability tells come last, by their headings, if the settings or they themselves say
    so. One that the settings name at the foot anyway does not stand there twice.
    """
    paper, addresses = edition.site, edition.addresses
    named = (*paper.menu, *paper.links, *((paper.support,) if paper.support else ()))
    named_urls = {_link(each, edition).url for each in named}
    written = {addresses.page(page): page for page in edition.pages.values()}
    for label, path in told:
        page = written.pop(path, None)
        if page is None:
            yield Link(words.gettext(label), addresses.site_url(path))
        elif page.footer is not False:
            yield Link(page.heading, addresses.site_url(path))
    lang = paper.lang
    rest = sorted(written.items(), key=lambda item: (order_of(item[1].heading, lang), item[0]))
    for path, page in rest:
        url = addresses.site_url(path)
        by_itself = paper.pages_in_footer and url not in named_urls
        if by_itself if page.footer is None else page.footer:
            yield Link(page.heading, url)


def _announcements(edition: Edition, words: Translator) -> Iterator[AnnouncementView]:
    """Yield what stands above every page: the one that is due, in a preview those to come as well.

    Nothing of one that is to come is given to a page for readers.
    """
    paper = edition.site
    shown = due(paper.announcements, edition.now, paper.zone)
    if shown:
        yield _announcement(shown, edition)
    if paper.preview:
        for each in to_come(paper.announcements, edition.now, paper.zone):
            start = Dates(paper).when(each.starts(paper.zone))
            state = words.gettext("From %(day)s, %(clock)s", day=start.day, clock=start.clock)
            yield _announcement(each, edition, state)


def _announcement(
    announcement: Announcement, edition: Edition, state: str | None = None
) -> AnnouncementView:
    link = _link(announcement.link, edition) if announcement.link else None
    return AnnouncementView(announcement.text, link, state)

"""What templates are given. A template can show these values and nothing else.

Every class here is a plain frozen record, so that a page's inputs can be digested, and sent to
the process that renders them.
Texts of type `Markup` are safe HTML; all others are escaped when printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from markupsafe import Markup
from msgspec import Struct

from broadsheet.site.outputs import Derivative
from broadsheet.story.framing import Framing
from broadsheet.story.model import PictureUse


class When(Struct, frozen=True, gc=False):
    """A date or a moment as printed: for readers, in the site's language and time zone.

    iso: for machines. day: 3 November 2015. clock: 18:00, zone: GMT; "" for a date without a time.
    """

    iso: str
    day: str
    clock: str = ""
    zone: str = ""


class Link(Struct, frozen=True, gc=False):
    """Words and the address they lead to."""

    label: str
    url: str
    lang: str | None = None


class LinkGroup(Struct, frozen=True, gc=False):
    """Links under a word of their own, such as the months of a year."""

    label: str | None
    links: tuple[Link, ...]
    url: str | None = None


class MonthLink(Struct, frozen=True, gc=False):
    """A month of an archive. url: of its page, None for one without. count: of its stories."""

    label: str
    url: str | None
    count: int


class YearOfMonths(Struct, frozen=True, gc=False):
    """The twelve months of a year of an archive."""

    label: str
    months: tuple[MonthLink, ...]


class CountedLink(Struct, frozen=True, gc=False):
    """A link to a list of stories. count: of its stories."""

    label: str
    url: str
    count: int


class AuthorEntry(Struct, frozen=True, gc=False):
    """An author as the list of all shows them. face: a portrait."""

    label: str
    url: str
    role: str | None
    face: Figure | None


class PictureSource(Struct, frozen=True, gc=False):
    """Files of a picture in one format. srcset: addresses and widths, as HTML writes them.

    media: the screens on which another picture stands for it, as CSS says it; width, height: of
    that picture, in pixels.
    """

    media_type: str
    srcset: str
    media: str = ""
    width: int = 0
    height: int = 0


class ChartNumbers(Struct, frozen=True, gc=False):
    """The numbers of a chart. header: the names of the columns; are_numbers: which hold such."""

    url: str
    absolute_url: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    are_numbers: tuple[bool, ...]


class ChartWords(Struct, frozen=True, gc=False):
    """What stands around the drawing of a chart: plain texts, and the numbers as a table."""

    title: str
    note: str | None = None
    source: str | None = None
    numbers: ChartNumbers | None = None


class Drawing(Struct, frozen=True, gc=False):
    """A drawing that pages take in: its viewBox, its size in pixels, and what is in its `svg`."""

    view_box: str
    width: int
    height: int
    inside: Markup


class Figure(Struct, frozen=True, gc=False):
    """A picture ready to print.

    width, height: pixels. media_type: such as "image/webp". alt: "" means decorative.
    href: where the picture itself leads. sources: smaller files of it, for browsers to choose from;
    the best format first. is_whole: whether it must not be cropped. is_drawn: whether it has few
    colours, or lines and planes, as maps and charts do, and is no illustration. file: its content
    path, by which `PictureDetails` are found; "" for one that is no content. chart: what stands
    around it as one. place: "wide", "full" or "side", one of `OF_GALLERIES` in a gallery, "" for
    one as wide as the text. drawing: what a page holds in place of the file; phone_drawing: and
    what in its place on phones, if another one. is_narrow: whether it has too few pixels for its
    place. kept: "top" or "bottom" where that is to be seen of one that
    is too high for its place, "" for its middle. kind: "illustration", "map", "chart" or "graphic",
    as editors say, "" for a photograph. still: as in `PictureSizes`.
    """

    url: str
    absolute_url: str
    width: int
    height: int
    media_type: str
    alt: str = ""
    caption: Markup | None = None
    credit: str | None = None
    href: str | None = None
    sources: tuple[PictureSource, ...] = ()
    is_whole: bool = False
    is_drawn: bool = False
    file: str = ""
    chart: ChartWords | None = None
    place: str = ""
    drawing: Drawing | None = None
    phone_drawing: Drawing | None = None
    is_narrow: bool = False
    kept: str = ""
    kind: str = ""
    still: str = ""

    @property
    def is_in_lines(self) -> bool:
        """Whether it is drawn in lines: it fits any place, and other sites do not show it."""
        return self.media_type == "image/svg+xml"


class MainPicture(Struct, frozen=True, gc=False):
    """The picture of a story, as a subject of contributions. path: the story's file."""

    use: PictureUse
    path: str


class SeriesPart(Struct, frozen=True, gc=False):
    """A story's place in a series.

    url: of the front of the series, in full. beside: the slugs of the parts before and after it.
    """

    name: str
    url: str
    number: int
    beside: tuple[str, ...] = ()


class CardPicture(Struct, frozen=True, gc=False):
    """The picture of a story as cards show it. is_small: whether small cards do so as well.

    files: those of the part that cards show, () where they show the whole.
    """

    figure: Figure
    is_small: bool = True
    files: tuple[Derivative, ...] = ()


class SharedPictures(Struct, frozen=True, gc=False):
    """The picture of a story for other sites: pixels, in the shapes that these want.

    found: for search engines, the whole picture last. shared: for previews of links.
    """

    found: tuple[Figure, ...]
    shared: Figure


class FramedPicture(Struct, frozen=True, gc=False):
    """A picture where the whole of it does not fit, as a subject of contributions.

    path: relative to the content folder. Its `PictureSizes` are those of the part that a card
    shows, and its `SharedSizes` those of the parts for other sites. credit: as of `PictureFile`.
    """

    path: str
    framing: Framing
    credit: str = ""


class PictureFile(Struct, frozen=True, gc=False):
    """A picture of the content folder, as a subject of contributions.

    path: relative to it. credit: what the text that shows it says of whose it is, "" where the file
    or what lies beside it says that.
    """

    path: str
    credit: str = ""


class Signature(Struct, frozen=True, gc=False):
    """A name in a byline or a credit, as a subject of contributions."""

    name: str


class Agency(Struct, frozen=True, gc=False):
    """That a name is an agency's, whose stories the paper prints. policy: the id of theirs."""

    policy: str


class PictureDetails(Struct, frozen=True, gc=False):
    """What is known of a picture's file.

    width, height: pixels, as it is shown. media_type: such as "image/gif". kind: "photograph",
    "drawing" of few colours, "moving" of several frames, or "vector". digest: of the file, in
    hexadecimal digits. rights: pairs of a name, such as "credit", and what the file, or what lies
    beside it, says; in the order of the names. is_opaque: whether nothing shows through it, which
    is not looked for in one of lines.
    """

    width: int
    height: int
    media_type: str
    kind: str
    digest: str
    rights: tuple[tuple[str, str], ...] = ()
    is_opaque: bool = True


class PictureSizes(Struct, frozen=True):
    """The files in which a picture is published in place of its own.

    url, width, height, media_type: of the one for whoever knows no newer format. sources: the
    others. files: all of them, to be planned. with_original: whether its own is published as well.
    still: the address of a still of one that moves, "" of any other.
    """

    url: str
    width: int
    height: int
    media_type: str
    sources: tuple[PictureSource, ...]
    files: tuple[Derivative, ...]
    with_original: bool = False
    still: str = ""


class SharedSizes(Struct, frozen=True):
    """The parts of a picture that other sites are given, each with its shape."""

    parts: tuple[tuple[str, PictureSizes], ...]


class Filled(Struct, frozen=True, gc=False):
    """A slot of a body with what stands there; `kind` names its template."""

    kind: str
    data: Any


BodyParts = tuple[str | Filled, ...]


class Card(Struct, frozen=True, gc=False):
    """A story as fronts and lists show it.

    state: only in previews, "Draft" for example. corrected: when it was for the last time.
    is_live: whether it is being added to at the moment. lang: None where it is the paper's.
    thumbnail: the picture for small cards. face: the portrait of its author, where that is shown.
    """

    url: str
    headline: Markup
    standfirst: Markup | None
    kicker: str | None
    section: Link
    byline: tuple[Link, ...]
    date: When
    picture: Figure | None
    opinion: bool
    state: str | None = None
    corrected: When | None = None
    is_live: bool = False
    lang: str | None = None
    thumbnail: Figure | None = None
    face: Figure | None = None


class SectionBlock(Struct, frozen=True, gc=False):
    """What the home page shows of one section, the first card foremost.

    layout: how the cards stand; see `fronts/home.py`.
    """

    section: Link
    cards: tuple[Card, ...]
    layout: str


class AuthorNote(Struct, frozen=True, gc=False):
    """Who wrote a story, as its end says it: more than the byline."""

    link: Link
    role: str | None
    picture: Figure | None


class CorrectionView(Struct, frozen=True, gc=False):
    """A correction as printed. moment: when it counts as made, for machines (ISO 8601).

    is_first: whether it stands above the story.
    """

    date: When
    text: Markup
    moment: str
    is_first: bool = False


class StoryView(Struct, frozen=True, gc=False):
    """A story as its own page shows it; the body and the blocks come beside it.

    corrected: when it was for the last time.
    """

    id: str
    url: str
    absolute_url: str
    headline: Markup
    headline_text: str
    standfirst: Markup | None
    kicker: str | None
    dateline: str | None
    key_facts: tuple[str, ...]
    section: Link
    breadcrumb: tuple[Link, ...]
    byline: tuple[Link, ...]
    date: When
    modified: When | None
    lang: str
    topics: tuple[Link, ...]
    corrections: tuple[CorrectionView, ...]
    opinion: bool
    state: str | None = None
    corrected: When | None = None


InFeeds = Literal["full", "excerpt", "none"]
"""How much of a story goes out in feeds."""


class Rights(Struct, frozen=True, gc=False):
    """On what terms others may print a story, for whatever takes it out of the site.

    statement: the sentence on the terms. link: where to ask for the story, or to copy it from.
    licence: the page of a public licence. Both in full.
    """

    statement: str
    link: Link | None = None
    licence: Link | None = None
    in_feeds: InFeeds = "full"


class Enclosure(Struct, frozen=True, gc=False):
    """A file that goes along with a story in feeds. url: in full; length: in bytes."""

    url: str
    media_type: str
    length: int


class Enclosures(Struct, frozen=True, gc=False):
    """The files that go along with a story in feeds: its recordings."""

    files: tuple[Enclosure, ...] = ()


class LiveCoverage(Struct, frozen=True, gc=False):
    """That a story tells of something as it happens. ends: None while it is still added to."""

    begins: When
    ends: When | None = None


class LiveUpdate(Struct, frozen=True, gc=False):
    """An addition to a story, with its time. url: in full. headline: "" without any; both plain."""

    url: str
    when: When
    headline: str
    text: str


class LiveUpdates(Struct, frozen=True, gc=False):
    """The additions to a story, the newest first."""

    updates: tuple[LiveUpdate, ...] = ()


class Sitemaps(Struct, frozen=True, gc=False):
    """The sitemaps by which search engines begin. urls: in full."""

    urls: tuple[str, ...]


class FeedLink(Struct, frozen=True, gc=False):
    """A feed in one of its formats, for the heads of pages. label: whose stories it has."""

    label: str
    url: str
    media_type: str


class PageMeta(Struct, frozen=True, gc=False):
    """What the head of a page says about it.

    title: plain, without the site's name. kind: as Open Graph has it. canonical: None for a page
    that search engines shall not take for an original. alternates: pairs of a language and the
    address of the page in it, its own and "x-default" among them. locale, other_locales: its
    language and those, as Open Graph names them, "" for one that it does not know. author_urls: the
    pages of the authors, in full. accounts: theirs in the fediverse, such as @jane@example.social.
    announcements: of this page alone.
    """

    title: str
    url: str
    absolute_url: str
    description: str | None = None
    canonical: str | None = None
    kind: str = "website"
    image: Figure | None = None
    robots: str | None = None
    feeds: tuple[FeedLink, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()
    section_url: str | None = None
    published: When | None = None
    modified: When | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    lang: str = "en"
    locale: str = ""
    other_locales: tuple[str, ...] = ()
    author_urls: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    announcements: tuple[AnnouncementView, ...] = ()


class AnnouncementView(Struct, frozen=True, gc=False):
    """A line above every page. state: what a preview says of one whose time is still to come."""

    text: str
    link: Link | None = None
    state: str | None = None


class WordmarkView(Struct, frozen=True, gc=False):
    """The paper's name as a picture. shape: "wide", "square" or "tall".

    dark: the address of the one for dark screens. is_lit: it is for light ones alone, and needs a
    light ground on dark ones.
    """

    url: str
    width: int
    height: int
    shape: str
    dark: str | None
    is_lit: bool


class SiteView(Struct, frozen=True, gc=False):
    """What every page shows of the site itself.

    nav: the menu. footer: the paper's own pages. feeds: that of all stories, in each format. links:
    those at the foot besides, None where there are none; profiles: the paper's pages on other
    sites, likewise. support: where readers can give money. announcements: one at most, but for
    previews. theme: where the theme's files are. files: where the stylesheet, the fonts and the
    scripts are, by their names below that. publisher: who publishes it. ground, dark_ground: the
    colours of pages, for browsers' frames.
    touch_icon: for phones' home screens; manifest: the address of the web manifest.
    drafts_until: when the link ends by which somebody sees drafts; None on pages for readers.
    """

    name: str
    tagline: str
    description: str
    lang: str
    home: str
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    feeds: tuple[FeedLink, ...]
    masthead: tuple[Link, ...]
    links: LinkGroup | None
    profiles: LinkGroup | None
    support: Link | None
    announcements: tuple[AnnouncementView, ...]
    theme: str
    files: Mapping[str, str]
    favicon_svg: str | None
    favicon_ico: str | None
    mark: str | None
    wordmark: WordmarkView | None
    social_card: str | None
    publisher: str
    ground: str | None
    dark_ground: str | None
    touch_icon: str | None
    manifest: str | None
    drafts_until: When | None = None

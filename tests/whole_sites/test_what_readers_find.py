"""What a reader must find: for each template of the theme, a page that it made, piece by piece.

The paper is the test's own. A piece is what a selector finds: its words, or one of its attributes;
`None` says that nothing is found.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from broadsheet.commands.settings_file import newspaper
from tests.support.halyard import NOW, PELICANCONF, ROOT
from tests.support.lasting_names import plain_name
from tests.support.small_paper import without_mark

Pieces = list[tuple[str, str, str | None]]

TEMPLATES = [ROOT / "theme/templates", *(ROOT / "plugins/broadsheet").glob("*/templates")]
URL = "https://gazette.example"
STORY = "/2024/06/harbour-reopens/"

SETTINGS = {
    "SITENAME": "The Gazette",
    "SITESUBTITLE": "News of the coast",
    "SITE_DESCRIPTION": "A paper for two harbours.",
    "SITEURL": URL,
    "DEFAULT_LANG": "en-GB",
    "SEARCH_FORM": {"action": "https://duckduckgo.com/", "hidden": {"sites": "gazette.example"}},
    "TIMEZONE": "Europe/London",
    "SECTIONS": [
        {"name": "World", "description": "From elsewhere."},
        {"name": "Opinion", "opinion": True},
        "Sea",
    ],
    "PUBLISHER": {"name": "Gazette Press", "sentence": "Gazette Press is owned by its readers."},
    "NEWSLETTERS": [
        {
            "id": "tide",
            "name": "The Tide",
            "pitch": "What came in overnight.",
            "frequency": "Daily",
            "provider": {"kind": "buttondown", "user": "tide"},
            "privacy": "/privacy/",
            "default": True,
        },
        {
            "id": "wave",
            "name": "The Wave",
            "pitch": "What goes out.",
            "frequency": "Weekly",
            "provider": {
                "kind": "mailchimp",
                "account": "gazette",
                "dc": "us21",
                "u": "5f2c9a7d4be1860f3d2e9b7a1",
                "id": "0c4e81b6f3",
            },
            "privacy": "/privacy/",
        },
    ],
    "REPUBLISHING": {
        "default": "fee",
        "policies": [
            {
                "id": "fee",
                "kind": "fee",
                "name": "For a fee",
                "statement": "You may print this for a fee.",
                "link_text": "Ask for the rights",
            },
            {
                "id": "open",
                "kind": "open",
                "name": "Free",
                "statement": "You may print this free of charge.",
                "licence": {
                    "name": "CC Attribution",
                    "code": "CC BY 4.0",
                    "url": "https://creativecommons.org/licenses/by/4.0/",
                },
            },
        ],
        "request": {
            "form": {
                "action": "https://forms.example/ask",
                "hidden": {"desk": "rights"},
                "honeypot": "leave_empty",
            }
        },
        "fees": {
            "currencies": ["GBP"],
            "rows": [{"use": "Online", "note": "A year", "amounts": {"GBP": 90}}],
        },
    },
}


def _story(title: str, day: int, section: str = "World", more: str = "", body: str = "") -> str:
    head = f"title: {title}\ndate: 2024-06-{day:02}T07:30:00+01:00\ncategory: {section}\n"
    return f"---\n{head}{more}---\n\n{body or 'One. Two. Three.'}\n"


LEAD = "image:\n  src: images/tug.jpg\n  alt: A tug at dawn\n  caption: The *Aurora* leaves\n"
FULL = f"""summary: Two days of repairs
modified: 2024-06-12T09:00:00+01:00
kicker: Analysis
dateline: PORT ELLERY
key_facts: [Two days of repairs, Ships come in again]
tags: [Shipping]
authors: [Jane Doe, Ann Lee]
aliases: [/old.php]
{LEAD}corrections:
  - date: 2024-06-12
    text: An earlier version had the *wrong* year.
"""
WORDS = "\n\n".join(["The harbour is open again, and ships come in. " * 12] * 9)
BODY = f"""## What broke

{WORDS}

![A crane](/images/crane.jpg "The crane (Ann Lee)")

## What it cost

{WORDS}
"""

FILES: dict[str, str] = {
    "articles/2024/harbour.md": _story("Harbour reopens", 11, more=FULL, body=BODY),
    "articles/2024/hafen.md": _story(
        "Hafen offen", 11, more="slug: harbour-reopens\nlang: de\ntranslation: true\n"
    ),
    "articles/2024/storm.md": _story(
        "Storm ahead", 12, more=f"series: Weather\nrights: open\n{LEAD}"
    ),
    "articles/2024/quiet.md": _story(
        "A quiet day", 9, more="series: Weather\ntags: [Shipping]\nauthors: [Jane Doe]\n"
    ),
    "articles/2024/view.md": _story("In my view", 10, "Opinion", "authors: [Jane Doe]\n"),
    "articles/2024/wrong.md": _story(
        "Wrong",
        7,
        more="slug: wrong\nwithdrawn:\n  date: 2024-06-13\n  text: It named the wrong man.\n",
    ),
    "articles/2022/bridge.md": _story("Bridge shut", 6, more="slug: bridge\nlive: yes\n").replace(
        "2024", "2022"
    )
    + "\n## 2022-06-07 15:40 A lorry crosses\n\nIt was led by a tug.\n",
    "articles/2024/fish.md": _story("Fish return", 8, "Sea", LEAD),
    **{
        f"articles/2023/n{n}.md": _story(f"Note {n}", n).replace("2024", "2023")
        for n in range(1, 29)
    },
    "authors/jane.md": (
        "---\nname: Jane Doe\nrole: Harbour reporter\nemail: jane@gazette.example\n"
        "image:\n  src: images/jane.jpg\n  alt: Jane Doe\n  credit: Ann Lee\n"
        "links:\n  - label: Mastodon\n    url: https://social.example/@jane\n---\n\nShe sails.\n"
    ),
    "pages/about.md": "---\ntitle: About us\nsummary: Who we are\n---\n\nWe print.\n",
}

HEAD: Pieces = [
    ("html", "lang", "en-gb"),
    ("html", "dir", "ltr"),
    ("meta[property='og:site_name']", "content", "The Gazette"),
    ("meta[property='og:image']", "content", f"{URL}/theme/identity/social-card.png"),
    ("link[rel=stylesheet]", "href", "/theme/site.css"),
    ("link[rel=icon][type]", "href", "/theme/identity/favicon.svg"),
    ("head link[type='application/atom+xml']", "href", "/feeds/all.atom.xml"),
    ("a.skip", "href", "#page:content"),
    (".masthead .nameplate span", "", "The Gazette"),
    (".masthead .nameplate img", "src", "/theme/identity/mark.svg"),
    (".masthead-note", "", "News of the coast"),
    (".masthead-tools a", "href", "/newsletters/"),
    ("nav.sections a", "href", "/world/"),
    (".colophon-name p + p", "", "A paper for two harbours."),
    (".colophon-links a[href='/sea/']", "", "Sea"),
    (".colophon-paper a[href='/republishing/']", "", "Republishing"),
    (".colophon-paper a[href='/feeds/all.atom.xml']", "", "Feed"),
    ("style, [style]", "", None),
]


def _names(path: str, title: str, image: str | None = None) -> Pieces:
    """Return what the head says of a page, and of the picture that stands for it elsewhere."""
    pieces = [piece for piece in HEAD if not (image and "og:image" in piece[0])]
    pieces += [
        ("title", "", title),
        ("link[rel=canonical]", "href", URL + path),
        ("meta[property='og:url']", "content", URL + path),
    ]
    if image:
        pieces.append(("meta[property='og:image']", "content", URL + image))
    return pieces


def _decoy(form: str, name: str) -> Pieces:
    """Return what robots find in a form, and nobody else."""
    return [
        (f"{form} .offscreen", "aria-hidden", "true"),
        (f"{form} .offscreen input", "name", name),
        (f"{form} .offscreen input", "tabindex", "-1"),
        (f"{form} .offscreen input", "autocomplete", "off"),
    ]


FOUND: dict[str, tuple[str, Pieces]] = {
    "article.html": (
        STORY,
        [
            *_names(STORY, "Harbour reopens | The Gazette", "/images/tug.jpg"),
            ("meta[name=description]", "content", "Two days of repairs"),
            ("meta[name=robots]", "content", "max-image-preview:large"),
            ("meta[property='og:type']", "content", "article"),
            ("meta[property='og:title']", "content", "Harbour reopens"),
            ("meta[property='og:image:width']", "content", "80"),
            ("meta[property='og:image:alt']", "content", "A tug at dawn"),
            ("meta[name='twitter:card']", "content", "summary"),
            ("meta[property='article:published_time']", "content", "2024-06-11T07:30:00+01:00"),
            ("meta[property='article:modified_time']", "content", "2024-06-12T09:00:00+01:00"),
            ("meta[property='article:section']", "content", "World"),
            ("meta[property='article:author']", "content", f"{URL}/authors/jane-doe/"),
            ("meta[name=author]", "content", "Jane Doe"),
            ("meta[property='og:locale']", "content", "en_GB"),
            ("meta[property='og:locale:alternate']", "content", "de_DE"),
            ("link[hreflang=x-default]", "href", f"{URL}{STORY}"),
            ("meta[property='article:tag']", "content", "Shipping"),
            ("link[hreflang=de]", "href", f"{URL}/de{STORY}"),
            ("link[hreflang=en-GB]", "href", f"{URL}{STORY}"),
            ("nav.sections a[aria-current=true]", "", "World"),
            (".breadcrumb li:last-child a", "href", "/world/"),
            ("p.kicker", "", "Analysis"),
            ("h1.headline", "", "Harbour reopens"),
            ("p.standfirst", "", "Two days of repairs"),
            (".byline", "", "By Jane Doe and Ann Lee"),
            (".byline a[rel=author]", "href", "/authors/jane-doe/"),
            (".times", "", "Published 11 June 2024, 07:30 BST Updated 12 June 2024, 09:00 BST"),
            (".times time", "datetime", "2024-06-11T07:30:00+01:00"),
            (".story-rail .key-facts h2", "", "Key facts"),
            (".key-facts li", "", "Two days of repairs"),
            (".key-facts li + li", "", "Ships come in again"),
            (".translations a", "hreflang", "de"),
            (".lead-figure img", "src", "/images/tug.jpg"),
            (".lead-figure img", "fetchpriority", "high"),
            (".lead-figure img", "loading", ""),
            (".lead-figure img", "alt", "A tug at dawn"),
            (".lead-figure img", "width", "80"),
            (".lead-figure .caption em", "", "Aurora"),
            (".lead-figure .credit", "", "Port Archive"),
            (".dateline", "", "PORT ELLERY"),
            (".prose h2#what-broke", "", "What broke"),
            (".prose figure img", "src", "/images/crane.jpg"),
            (".prose figure img", "loading", "lazy"),
            (".prose figure .caption", "", "The crane"),
            (".prose figure .credit", "", "Ann Lee"),
            (
                "aside.signup form",
                "action",
                "https://buttondown.com/api/emails/embed-subscribe/tide",
            ),
            ("aside.signup input[type=email]", "name", "email"),
            ("aside.signup .signup-name", "", "The Tide"),
            ("aside.signup .signup-pitch", "", "What came in overnight. Daily"),
            ("aside.signup .signup-privacy a", "href", "/privacy/"),
            ("aside.signup a.skip", "href", "#signup:tide-end"),
            (".corrections h2", "", "Correction"),
            (".corrections p", "", "12 June 2024: An earlier version had the wrong year."),
            ("aside.notice p", "", "Gazette Press is owned by its readers."),
            ("aside.notice p + p", "", "You may print this for a fee."),
            ("aside.notice .notice-link", "", "Ask for the rights"),
            (
                "aside.notice .notice-link",
                "href",
                "/republishing/?story=https%3A%2F%2Fgazette.example%2F2024%2F06%2Fharbour-reopens%2F"
                "&title=Harbour%20reopens&id=2024%2F06%2Fharbour-reopens#page:request",
            ),
            (".topics a[rel=tag]", "href", "/topics/shipping/"),
            (".related .card .headline a", "href", "/2024/06/a-quiet-day/"),
        ],
    ),
    "home.html": (
        "/",
        [
            *_names("/", "The Gazette: News of the coast"),
            ("h1.nameplate", "", "The Gazette"),
            ("h1.nameplate a", "aria-current", "page"),
            (".lead .headline a", "href", "/2024/06/storm-ahead/"),
            (".lead .card-picture img", "fetchpriority", "high"),
            (".lead .credit", "", "Port Archive"),
            (".front-second .headline a", "href", STORY),
            (".front-second .kicker", "", "Analysis"),
            (".front-second .standfirst", "", "Two days of repairs"),
            (".front-second .card-meta", "", "Jane Doe and Ann Lee 11 June 2024"),
            (".voices .block-heading a", "href", "/opinion/"),
            (".voices .headline a", "href", "/2024/06/in-my-view/"),
            (".voices .card-face img", "alt", ""),
            (".block:not(.voices) .block-heading a", "href", "/world/"),
            (".masthead-day time", "datetime", "2024-06-12"),
        ],
    ),
    "front.html": (
        "/world/",
        [
            *_names("/world/", "World | The Gazette"),
            ("nav.sections a[aria-current=page]", "", "World"),
            ("h1", "", "World"),
            ("p.standfirst", "", "From elsewhere."),
            (".feed-link a", "href", "/feeds/world.atom.xml"),
            (
                "head link[type='application/atom+xml'][title=World]",
                "href",
                "/feeds/world.atom.xml",
            ),
            (".section-lead .headline a", "href", "/2024/06/storm-ahead/"),
            (".section-lead img", "fetchpriority", "high"),
            (".columns-top .headline a", "href", STORY),
            (".river .row .headline a", "href", "/2023/06/note-27/"),
            (".river .row-day time", "datetime", "2023-06-27T07:30:00+01:00"),
            (".archives .year-label", "", "2024"),
            (".archives li a", "href", "/world/2024/06/"),
        ],
    ),
    "archive.html": (
        "/world/2024/06/",
        [
            *_names("/world/2024/06/", "World, June 2024 | The Gazette"),
            (".page-head .kicker a", "href", "/world/"),
            (".river .headline a", "href", "/2024/06/storm-ahead/"),
            (".pager-earlier", "href", "/world/2023/06/"),
        ],
    ),
    "archive_index.html": (
        "/archive/",
        [
            *_names("/archive/", "Archive | The Gazette"),
            ("h1", "", "Archive"),
            (".months li a", "href", "/archive/2024/06/"),
            (".months .count", "", "5"),
            ("section.archives a", "href", "/world/#page:archives"),
            ("form[role=search] input[type=search]", "name", "q"),
        ],
    ),
    "authors.html": (
        "/authors/",
        [
            *_names("/authors/", "Authors | The Gazette"),
            ("h1", "", "Authors"),
            (".archives-page .year-label", "", "D"),
            (".faces a", "href", "/authors/jane-doe/"),
        ],
    ),
    "topics.html": (
        "/topics/",
        [
            *_names("/topics/", "Topics | The Gazette"),
            ("h1", "", "Topics"),
            (".archives-page .year-label", "", "S"),
            (".archives-page li a", "href", "/topics/shipping/"),
            (".archives-page .count", "", "2"),
        ],
    ),
    "series.html": (
        "/series/weather/",
        [
            *_names("/series/weather/", "Weather | The Gazette"),
            (".kicker", "", "Series"),
            ("h1", "", "Weather"),
            (".feed-link a", "href", "/feeds/series/weather.atom.xml"),
            (".series-parts .part-number", "", "Part 1"),
            (".series-parts .headline a", "href", "/2024/06/a-quiet-day/"),
            (".series-parts li + li .headline a", "href", "/2024/06/storm-ahead/"),
        ],
    ),
    "corrections.html": (
        "/corrections/",
        [
            *_names("/corrections/", "Corrections | The Gazette"),
            ("h1", "", "Corrections"),
            (".correction-list time", "datetime", "2024-06-12"),
            (".correction-list h2 a", "href", STORY),
            (
                ".correction-list p + p, .correction-list h2 + p",
                "",
                "An earlier version had the wrong year.",
            ),
            (".archives a", "href", "/corrections/2024/"),
        ],
    ),
    "corrections_of_year.html": (
        "/corrections/2024/",
        [
            *_names("/corrections/2024/", "Corrections, 2024 | The Gazette"),
            (".page-head .kicker a", "href", "/corrections/"),
            (".correction-list h2 a", "", "Harbour reopens"),
        ],
    ),
    "withdrawn.html": (
        "/2024/06/wrong/",
        [
            ("meta[name=robots]", "content", "noindex, max-image-preview:large"),
            ("h1", "", "This story has been withdrawn"),
            (".prose p", "", "It named the wrong man."),
            (".prose time", "datetime", "2024-06-13"),
            ("a.button", "href", "/"),
        ],
    ),
    "updates.html": (
        "/2022/06/bridge/updates.html",
        [
            ("meta[name=robots]", "content", "noindex"),
            ("h1 a", "href", "/2022/06/bridge/"),
            (".live-state .live-updated", "", "Last update: 7 June 2022, 15:40"),
            (".live-reload a", "href", "/2022/06/bridge/"),
            (".update#update-20220607-1540 .update-time a", "href", "#update-20220607-1540"),
            (".update h2", "", "A lorry crosses"),
            (".update p:last-child", "", "It was led by a tug."),
        ],
    ),
    "author.html": (
        "/authors/jane-doe/",
        [
            *_names("/authors/jane-doe/", "Jane Doe | The Gazette", "/images/jane.jpg"),
            ("h1", "", "Jane Doe"),
            (".portrait img", "src", "/images/jane.jpg"),
            (".portrait img", "alt", "Jane Doe"),
            (".portrait .credit", "", "Ann Lee"),
            (".role", "", "Harbour reporter"),
            (".prose p", "", "She sails."),
            (".contact a[href^='mailto:']", "href", "mailto:jane@gazette.example"),
            (".contact a[rel=me]", "href", "https://social.example/@jane"),
            (".feed-link a", "href", "/feeds/author/jane-doe.atom.xml"),
            (".river .headline a", "href", STORY),
            (".river .kicker", "", "Analysis"),
        ],
    ),
    "copy.html": (
        "/2024/06/storm-ahead/republish/",
        [
            ("meta[name=robots]", "content", "noindex, max-image-preview:large"),
            ("h1 a", "href", "/2024/06/storm-ahead/"),
            (".copy-terms a[rel=license]", "href", "https://creativecommons.org/licenses/by/4.0/"),
            ("textarea", "", "<h1>Storm ahead</h1>"),
            ("textarea", "", f'<a href="{URL}/2024/06/storm-ahead/">'),
            (".copy-pictures .credit", "", "Port Archive"),
            (".copy-pictures img", "src", "/images/tug.jpg"),
        ],
    ),
    "newsletters.html": (
        "/newsletters/",
        [
            *_names("/newsletters/", "Newsletters | The Gazette"),
            ("h1", "", "Newsletters"),
            (".signup-listed h2", "", "The Tide"),
            (".signup-listed form", "method", "post"),
            (".signup-listed button", "", "Sign up"),
            *_decoy(".signups", "b_5f2c9a7d4be1860f3d2e9b7a1_0c4e81b6f3"),
        ],
    ),
    "republishing.html": (
        "/republishing/",
        [
            *_names("/republishing/", "Republishing | The Gazette"),
            (".fees th[scope=row]", "", "Online"),
            (".fees .note", "", "A year"),
            (".fees td.amount", "", "£90"),
            (".policies dt", "", "For a fee"),
            (".policies dd a", "href", "/republishing/#page:request"),
            (".request form", "action", "https://forms.example/ask"),
            (".request input[name=email]", "autocomplete", "email"),
            (".request input[name=story_url]", "required", ""),
            (".request input[name=desk]", "value", "rights"),
            (".request select[name=use] option + option", "", "Online"),
            *_decoy(".request", "leave_empty"),
            ("script", "src", "/theme/request.js"),
        ],
    ),
    "page.html": (
        "/about/",
        [
            *_names("/about/", "About us | The Gazette"),
            ("h1", "", "About us"),
            ("p.standfirst", "", "Who we are"),
            (".prose p", "", "We print."),
        ],
    ),
    "notice_page.html": (
        "/contact/",
        [
            ("h1", "", "Contact"),
            (".prose p", "", "Write to"),
            (".onward a", "href", "/"),
        ],
    ),
    "lost.html": (
        "/404.html",
        [
            ("meta[name=robots]", "content", "noindex, max-image-preview:large"),
            ("h1", "", "This page is not here"),
            (".prose p", "", "The address may be mistyped"),
            (".onward a", "href", "/"),
            ("form[role=search]", "action", "https://duckduckgo.com/"),
        ],
    ),
    "redirect.html": (
        "/old.php/",
        [
            ("meta[http-equiv=refresh]", "content", f"0; url={STORY}"),
            ("link[rel=canonical]", "href", URL + STORY),
            ("main a", "href", STORY),
        ],
    ),
}

SKELETONS = {"base.html"}


@pytest.fixture(scope="module")
def gazette(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The paper, built once."""
    folder = tmp_path_factory.mktemp("gazette")
    for path, text in FILES.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "content/images").mkdir()
    for name in ("tug", "crane", "jane"):
        picture = BytesIO()
        Image.new("RGB", (80, 60), "navy").save(picture, "JPEG")
        (folder / f"content/images/{name}.jpg").write_bytes(picture.getvalue())
    (folder / "content/images/tug.jpg.yaml").write_text("credit: Port Archive\n", "utf-8")
    own = {
        "PATH": str(folder / "content"),
        "OUTPUT_PATH": str(folder / "output"),
        "CACHE_PATH": str(folder / "cache"),
        "STATIC_PATHS": [],
        "EXTRA_PATH_METADATA": {},
        "BUILD_WORKERS": 1,
        "NOW": NOW,
        "PRODUCTION": True,
    }
    newspaper(str(PELICANCONF), {**SETTINGS, **own}).run()
    return folder / "output"


def page_at(gazette: Path, path: str) -> BeautifulSoup:
    file = gazette / path.strip("/")
    file = file / "index.html" if file.is_dir() else file
    return BeautifulSoup(file.read_bytes(), "lxml")


def told(page: BeautifulSoup, selector: str, attribute: str) -> str | None:
    """Return the words, or an attribute, of what a selector finds first; None for nothing.

    An attribute that is not there is "". A name that tells of the content does so without it.
    """
    found = page.select_one(selector)
    if found is None:
        return None
    if attribute:
        value = found.get(attribute, "")
        return without_mark(plain_name(value if isinstance(value, str) else " ".join(value)))
    return plain(found.get_text())


def plain(text: str) -> str:
    """Return a text with simple spaces: where lines may break is the business of other tests."""
    return re.sub(r"\s+|&nbsp;", " ", text).strip()


@pytest.mark.parametrize("template", FOUND)
def test_a_reader_finds_on_a_page_what_its_template_promises(gazette: Path, template: str) -> None:
    """Nothing that a page is for is lost without a test that says so."""
    path, pieces = FOUND[template]
    page = page_at(gazette, path)
    missing = []
    for selector, attribute, expected in pieces:
        value = told(page, selector, attribute)
        fits = value is None if expected is None else expected in (value or "")
        exact = attribute and expected is not None and selector != "textarea"
        if not fits or (value is None and expected is not None) or (exact and value != expected):
            missing.append((selector, attribute, expected, value))
    assert missing == []


def test_each_template_has_its_list() -> None:
    """A new page is not added without saying what readers find on it."""
    pages = {file.name for folder in TEMPLATES for file in folder.glob("*.html")}
    assert pages == FOUND.keys() | SKELETONS


def test_a_reader_of_a_feed_finds_the_whole_story(gazette: Path) -> None:
    """Headline, who, when, what about, the words, the pictures and their credits."""
    feed = BeautifulSoup((gazette / "feeds/all.atom.xml").read_bytes(), "xml").feed
    assert feed is not None
    assert feed.find("title", recursive=False).get_text() == "The Gazette"
    assert feed.find("link", rel="self", recursive=False)["href"] == f"{URL}/feeds/all.atom.xml"
    entry = next(each for each in feed.find_all("entry") if "Harbour" in each.title.get_text())
    assert entry.link["href"] == URL + STORY
    assert [name.get_text() for name in entry.select("author > name")] == ["Jane Doe", "Ann Lee"]
    assert [each["term"] for each in entry.find_all("category")] == ["World", "Shipping"]
    assert entry.published.get_text() == "2024-06-11T07:30:00+01:00"
    assert entry.updated.get_text() == "2024-06-12T09:00:00+01:00"
    assert plain(entry.summary.get_text()) == "Two days of repairs"
    assert without_mark(entry.find("media:content")["url"]) == f"{URL}/images/tug.jpg"
    assert entry.find("media:credit").get_text() == "Port Archive"
    story = BeautifulSoup(entry.content.get_text(), "lxml")
    assert [without_mark(each["src"]) for each in story.find_all("img")] == [
        f"{URL}/images/tug.jpg",
        f"{URL}/images/crane.jpg",
    ]
    assert [plain(each.get_text()) for each in story.find_all("figcaption")] == [
        "The Aurora leaves (Port Archive)",
        "The crane (Ann Lee)",
    ]
    assert [plain(each.get_text()) for each in story.find_all("h2")] == [
        "What broke",
        "What it cost",
    ]
    assert story.find("a", string=re.compile("The Tide"))["href"] == (
        f"{URL}/newsletters/#newsletter:tide"
    )
    assert not story.find("form")

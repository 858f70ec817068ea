"""After any edit, a build that keeps what it knows comes to the same as one that knows nothing."""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import zoneinfo
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, note
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.support.edited_paper import (
    BYLINES,
    DATES,
    FOREIGN,
    LINES,
    MOMENTS,
    PICTURES,
    SECTIONS,
    TITLES,
    TOPICS,
    Built,
    Desk,
    EditedPaper,
    assert_same,
    by_effort,
    lead,
    link,
    picture,
)

Edit = Callable[[Desk], object]

ARTICLE = "templates/article.html"
CARD = "templates/partials/card.html"
FEED_BODY = "templates/feed/body.html"
WORDS = "locale/en/LC_MESSAGES"

STORY_EDITS: dict[str, Edit] = {
    "a new story": lambda loaded: loaded.write("fresh", date=DATES[6], tags="[Shipping]"),
    "a new story of an old month": lambda loaded: loaded.write(
        "late", date=DATES[4], tags="[Ports]"
    ),
    "a new story in a new month": lambda loaded: loaded.write("old", date="2023-06-01T00:00:00Z"),
    "a body": lambda loaded: loaded.change("levy", "body", LINES[2]),
    "a body of the same length": lambda loaded: loaded.change("wire", "body", "Agency wards."),
    "a title": lambda loaded: loaded.change("quay", "title", "Quay shut"),
    "a title that is the slug": lambda loaded: loaded.change("harbour", "title", "Reopened"),
    "a section": lambda loaded: loaded.change("quay", "category", "Economy"),
    "a section that loses its last story": lambda loaded: loaded.change(
        "comet", "category", "World"
    ),
    "topics": lambda loaded: loaded.change("column", "tags", "[Climate]"),
    "a topic's last story": lambda loaded: loaded.change("wire", "tags", None),
    "the commonest spelling of a topic": lambda loaded: [
        loaded.change(name, "tags", "[shipping]") for name in ("quay", "column")
    ],
    "a spelling that nothing else shows": lambda loaded: loaded.change("wire", "tags", "[SYRIA]"),
    "authors": lambda loaded: loaded.change("harbour", "authors", "[Omar Said]"),
    "the commonest spelling of a byline": lambda loaded: [
        loaded.change(name, "authors", "[omar said]") for name in ("quay", "harbour", "levy")
    ],
    "a name near another": lambda loaded: loaded.change("oldest", "authors", "[Ömar Said]"),
    "a newer name near another": lambda loaded: loaded.change("column", "authors", "[Ömar Said]"),
    "a topic with the slug of an older one": lambda loaded: loaded.change(
        "column", "tags", "[Shipping+]"
    ),
    "an older topic with the slug of another": lambda loaded: loaded.change(
        "oldest", "tags", "[Shipping+]"
    ),
    "a day without a time": lambda loaded: loaded.change("quay", "date", "2024-06-11"),
    "an agency's byline": lambda loaded: loaded.change("column", "authors", "[AFP]"),
    "a date": lambda loaded: loaded.change("quay", "date", DATES[3]),
    "a date across the zone's midnight": lambda loaded: loaded.change(
        "quay", "date", "2024-05-31T22:30:00+00:00"
    ),
    "a date in the future": lambda loaded: loaded.change("column", "date", DATES[7]),
    "the date of the last update": lambda loaded: loaded.change("levy", "modified", DATES[6]),
    "a summary": lambda loaded: loaded.change("oldest", "summary", '"A standfirst"'),
    "a kicker": lambda loaded: loaded.change("oldest", "kicker", "Analysis"),
    "a key fact": lambda loaded: loaded.change("oldest", "key_facts", "[Two tugs sank]"),
    "a dateline": lambda loaded: loaded.change("oldest", "dateline", "GENEVA"),
    "a correction": lambda loaded: loaded.change(
        "levy", "corrections", "\n  - date: 2024-01-02\n    text: Wrong [here]({tag}Ports)."
    ),
    "a renamed file": lambda loaded: loaded.rename("quay", "pier", follow=True),
    "a renamed file with a slug": lambda loaded: loaded.rename("comet", "asteroid", follow=True),
    "a deleted story": lambda loaded: loaded.delete("quay", follow=True),
    "the newest story deleted": lambda loaded: loaded.delete("column", follow=True),
    "the oldest story deleted": lambda loaded: loaded.delete("oldest", follow=True),
    "an original deleted beside its translation": lambda loaded: loaded.delete(
        "comet", follow=True
    ),
    "a draft published": lambda loaded: loaded.change("rough", "status", None),
    "a story drafted to which others link": lambda loaded: loaded.change("quay", "status", "draft"),
    "an embargo set": lambda loaded: loaded.change("quay", "embargo", "2026-12-01T06:00:00Z"),
    "an embargo lifted": lambda loaded: loaded.change("sealed", "embargo", None),
    "an embargo passed": lambda loaded: loaded.settings.update(NOW=MOMENTS[2]),
    "a clock that goes back": lambda loaded: loaded.settings.update(NOW=MOMENTS[3]),
    "a clock that changes nothing": lambda loaded: loaded.settings.update(NOW=MOMENTS[1]),
    "an alias": lambda loaded: loaded.change("quay", "aliases", "[/old-quay/, /2012/quay.html]"),
    "an alias that was the address": lambda loaded: loaded.change(
        "quay", "aliases", "[/2024/06/old-quay/]"
    ),
    "an agency's byline among others": lambda loaded: loaded.change(
        "column", "authors", "['Omar Said/A.F.P.']"
    ),
    "an agency's name in a byline": lambda loaded: loaded.change(
        "column", "authors", "['By AFP in Paris']"
    ),
    "an agency's story of several paragraphs": lambda loaded: loaded.change(
        "wire", "body", f"{LINES[0]}\n\n{LINES[2]}"
    ),
    "an agency's standfirst": lambda loaded: loaded.change("wire", "summary", '"In short"'),
    "an agency's lead picture": lambda loaded: loaded.change("wire", "image", lead(PICTURES[0])),
    "old addresses in the settings": lambda loaded: loaded.settings.update(
        ALIASES={"/old-world/": "/world/", "/gone/": None}
    ),
    "an alias of a page": lambda loaded: loaded.files.update(
        {"pages/about.md": b"---\ntitle: About\naliases: [/us/]\n---\n\nWe are here.\n"}
    ),
    "a story withdrawn": lambda loaded: loaded.change("quay", "withdrawn", "Wrong in all parts."),
    "a story withdrawn with its translation": lambda loaded: loaded.change(
        "comet", "withdrawn", "Wrong."
    ).change("comet-es", "withdrawn", "{text: Mal., date: 2024-06-12}"),
    "a story of the future withdrawn": lambda loaded: loaded.change(
        "quay", "date", DATES[7]
    ).change("quay", "withdrawn", "Wrong."),
    "an alias taken back": lambda loaded: loaded.change("harbour", "aliases", None),
    "an alias moved": lambda loaded: loaded.change("harbour", "aliases", None).change(
        "quay", "aliases", "[/2014/old-harbour/]"
    ),
    "two slugs exchanged": lambda loaded: (
        loaded.change("harbour", "slug", "levy")
        .change("harbour", "date", DATES[3])
        .change("levy", "slug", "harbour")
        .change("levy", "date", DATES[0])
    ),
    "a translation": lambda loaded: loaded.translate("harbour"),
    "a translation taken back": lambda loaded: loaded.delete("comet-es", follow=True),
    "an original retitled": lambda loaded: loaded.change("comet", "title", "A comet"),
    "a translation retitled": lambda loaded: loaded.change("comet-es", "title", "Un cometa"),
    "links both ways": lambda loaded: loaded.change("wire", "body", link("column")).change(
        "column", "body", link("wire")
    ),
    "a link to a draft": lambda loaded: loaded.change("wire", "body", link("rough")),
    "a link to a place that is not there": lambda loaded: loaded.change(
        "wire", "body", "[there](#nowhere)"
    ),
    "a newsletter named": lambda loaded: loaded.change("quay", "newsletter", "ledger"),
    "a newsletter refused": lambda loaded: loaded.change("quay", "newsletter", "none"),
    "a marker": lambda loaded: loaded.change("wire", "body", "One.\n\n[newsletter]\n\nTwo."),
    "a marker that names one": lambda loaded: loaded.change(
        "comet", "body", "One.\n\n[newsletter ledger]\n\nTwo."
    ),
    "rights": lambda loaded: loaded.change("harbour", "rights", "open"),
    "rights taken back": lambda loaded: loaded.change("quay", "rights", None),
    "live coverage": lambda loaded: loaded.change("quay", "live", "yes").change(
        "quay", "body", "Before.\n\n## 09:10 One\n\nA.\n\n## 09:00\n\nB."
    ),
    "live coverage that has ended": lambda loaded: loaded.change("levy", "live", "ended").change(
        "levy", "body", "## 2023-11-03 09:10 One\n\nA."
    ),
    "a lead picture": lambda loaded: loaded.change("column", "image", lead(PICTURES[0])),
    "a lead picture taken back": lambda loaded: loaded.change("harbour", "image", None),
    "a picture that had been sealed": lambda loaded: loaded.change(
        "column", "image", lead(PICTURES[2])
    ),
    "a picture's last use": lambda loaded: loaded.change("comet", "image", None).change(
        "harbour", "body", "No pictures."
    ),
}

OTHER_EDITS: dict[str, Edit] = {
    "a picture": lambda loaded: loaded.files.update({PICTURES[0]: picture("green")}),
    "the camera that a picture names": lambda loaded: loaded.files.update(
        {PICTURES[0]: picture("navy", camera="Nikon")}
    ),
    "a picture of another size": lambda loaded: loaded.files.update(
        {PICTURES[0]: picture("red", 80)}
    ),
    "a picture that is large enough for sizes": lambda loaded: loaded.files.update(
        {PICTURES[0]: picture("red", 800), "images/harbour.png.yaml": b"credit: Ann Lee\n"}
    ),
    "a large picture that is left as it is": lambda loaded: (
        loaded.files.update({PICTURES[0]: picture("red", 800)}),
        loaded.settings.update({"PICTURES_IN_SIZES": False}),
    ),
    "a large picture and its own file": lambda loaded: (
        loaded.files.update({PICTURES[0]: picture("red", 800)}),
        loaded.settings.update({"PICTURES_ORIGINALS": True}),
    ),
    "a focus beside a large picture": lambda loaded: loaded.files.update(
        {PICTURES[0]: picture("red", 800), "images/harbour.png.yaml": b"focus: 10% 90%\n"}
    ),
    "a crop of a large picture": lambda loaded: (
        loaded.files.update({PICTURES[0]: picture("red", 800)}),
        loaded.change(
            "harbour",
            "image",
            f"{{src: /{PICTURES[0]}, alt: A, focus: 90% 10%, crops: {{'1:1': 0% 0% 50% 90%}}}}",
        ),
    ),
    "another picture for cards": lambda loaded: loaded.change(
        "harbour", "image", f"{{src: /{PICTURES[0]}, alt: A, card: /{PICTURES[1]}, small: no}}"
    ),
    "a large picture that must not be cropped": lambda loaded: loaded.files.update(
        {PICTURES[0]: picture("red", 800), "images/harbour.png.yaml": b"crops: no\n"}
    ),
    "a picture nearer to the story": lambda loaded: loaded.files.update(
        {"articles/2024/images/harbour.png": picture("brown", 90)}
    ),
    "a sidecar": lambda loaded: loaded.files.update(
        {"images/harbour.png.yaml": b"credit: Ann Lee\nalt: Else\n"}
    ),
    "a sidecar that no story needs": lambda loaded: loaded.files.update(
        {"images/sky.png.yaml": b"credit: Ann Lee\n"}
    ),
    "a sidecar that says another than a bracket": lambda loaded: loaded.files.update(
        {"images/sky.png.yaml": b"credit: Jane Doe\n"}
    ),
    "a name that is a credit": lambda loaded: (
        loaded.files.update({"images/sky.png.yaml": b"credit: Jane Doe\n"}),
        loaded.settings.update({"IMAGE_CREDIT_NAMES": ["Ann Lee"]}),
    ),
    "a sidecar taken back": lambda loaded: loaded.files.pop("images/harbour.png.yaml"),
    "an author's words": lambda loaded: loaded.append(loaded.files, "authors/jane.md", "And more."),
    "an author's name": lambda loaded: loaded.replace(
        loaded.files, "authors/jane.md", "Jane Doe", "JANE Doe"
    ),
    "an author's slug": lambda loaded: loaded.replace(
        loaded.files, "authors/jane.md", "role: Editor", "slug: jane"
    ),
    "a spelling that an author's file declares": lambda loaded: [
        loaded.change("quay", "authors", "[J. Doe, Omar Said]"),
        loaded.replace(loaded.files, "authors/jane.md", "role: Editor", "also: [J. Doe]"),
    ],
    "another spelling that no story has": lambda loaded: loaded.replace(
        loaded.files, "authors/jane.md", "role: Editor", "role: Editor\nalso: [J. D.]"
    ),
    "an author's page taken back": lambda loaded: loaded.files.pop("authors/jane.md"),
    "an author's page": lambda loaded: loaded.files.update(
        {"authors/omar.md": b"---\nname: Omar Said\n---\n\nWrites.\n"}
    ),
    "a page's words": lambda loaded: loaded.append(loaded.files, "pages/about.md", "And more."),
    "a page's title": lambda loaded: loaded.replace(loaded.files, "pages/about.md", "About", "Who"),
    "a page that leaves the foot": lambda loaded: loaded.replace(
        loaded.files, "pages/about.md", "title:", "footer: no\ntitle:"
    ),
    "a page at the foot": lambda loaded: loaded.files.update(
        {"pages/imprint.md": b"---\ntitle: Imprint\n---\n\nHalyard Press.\n"}
    ),
    "a page taken back": lambda loaded: loaded.files.pop("pages/about.md"),
    "a page": lambda loaded: loaded.files.update(
        {"pages/privacy.md": b"---\ntitle: Privacy\n---\n\nNothing is kept.\n"}
    ),
    "the page of newsletters": lambda loaded: loaded.files.update(
        {"pages/newsletters.md": b"---\ntitle: Letters\n---\n\nOurs.\n"}
    ),
    "the words of republishing": lambda loaded: loaded.files.update(
        {"pages/republishing.md": b"---\ntitle: Rights\n---\n\nAsk.\n"}
    ),
    "a linked file": lambda loaded: loaded.files.update({"docs/report.pdf": b"%PDF-1.4 two"}),
    "a plain file": lambda loaded: loaded.files.update({"extra/robots.txt": b"User-agent: me\n"}),
    "a new plain file": lambda loaded: loaded.files.update({"extra/ads.txt": b"none"}),
    "a plain file taken back": lambda loaded: loaded.files.pop("extra/robots.txt"),
    "ids of stories listed": lambda loaded: loaded.files.update(
        {"feed-ids.txt": b"/2024/06/quay/ urn:quay\n/2014/old-harbour/ 2014-01-01:/old/\n"}
    ),
    "the template of a story in feeds": lambda loaded: loaded.append(
        loaded.theme, FEED_BODY, "<hr>"
    ),
    "the template of stories": lambda loaded: loaded.replace(
        loaded.theme, ARTICLE, "</article>", "</article><!-- new -->"
    ),
    "a template at the same length": lambda loaded: loaded.replace(
        loaded.theme, ARTICLE, '_("Topics")', '_("Themes")'
    ),
    "a partial": lambda loaded: loaded.replace(loaded.theme, CARD, "card-words", "card-text"),
    "the base of all templates": lambda loaded: loaded.append(
        loaded.theme, "templates/base.html", "<!-- new -->"
    ),
    "a slot's template": lambda loaded: loaded.append(
        loaded.theme, "templates/slots/page/figure.html", "<!-- new -->"
    ),
    "a slot's template for feeds": lambda loaded: loaded.append(
        loaded.theme, "templates/slots/feed/figure.html", "<!-- new -->"
    ),
    "a template that stands before another": lambda loaded: loaded.theme.update(
        {"overrides/partials/card.html": loaded.theme[CARD].replace(b"card-words", b"x")}
    ),
    "the stylesheet": lambda loaded: loaded.append(
        loaded.theme, "static/css/30-story.css", "p { margin: 0 }"
    ),
    "a new sheet": lambda loaded: loaded.append(
        loaded.theme, "static/css/35-new.css", "p { margin: 0 }"
    ),
    "a sheet taken back": lambda loaded: loaded.theme.pop("static/css/90-print.css"),
    "a sheet renamed": lambda loaded: loaded.theme.update(
        {"static/css/05-print.css": loaded.theme.pop("static/css/90-print.css")}
    ),
    "a sheet of the paper's own": lambda loaded: loaded.theme.update(
        {"front/css/05-own.css": b"p { margin: 0 }"}
    ),
    "a sheet that stands before the theme's": lambda loaded: loaded.theme.update(
        {"front/css/90-print.css": b"p { margin: 0 }"}
    ),
    "another mark": lambda loaded: loaded.theme.update(
        {"front/identity/mark.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
    ),
    "a wordmark": lambda loaded: loaded.theme.update(
        {
            "front/identity/wordmark.svg": b"<svg xmlns='http://www.w3.org/2000/svg'"
            b" viewBox='0 0 90 9'/>"
        }
    ),
    "the mark taken back": lambda loaded: loaded.theme.pop("front/identity/mark.svg"),
    "a word of the theme": lambda loaded: loaded.theme.update(
        {f"{WORDS}/theme.po": b'msgid "Topics"\nmsgstr "Threads"\n'}
    ),
    "a word of the theme that code says": lambda loaded: loaded.theme.update(
        {f"{WORDS}/theme.po": b'msgid "Home"\nmsgstr "The front"\n'}
    ),
    "a word around tables": lambda loaded: [
        loaded.change("levy", "body", "| a |\n|---|\n| 1 |"),
        loaded.theme.update({f"{WORDS}/theme.po": b'msgid "Table"\nmsgstr "Figures"\n'}),
    ],
    "a word of a plugin": lambda loaded: loaded.code.update(
        {f"stringer/{WORDS}/stringer.po": b'msgid "Feed"\nmsgstr "Wire"\n'}
    ),
    "a template of a plugin": lambda loaded: loaded.code.update(
        {"stringer/templates/places/story-end/signed.html": b"<p>Signed.</p>"}
    ),
    "a sheet of a plugin": lambda loaded: loaded.code.update(
        {"stringer/static/css/05-signed.css": b"p { margin: 0 }"}
    ),
    "a static file of a plugin": lambda loaded: loaded.code.update(
        {"stringer/static/identity/favicon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
    ),
    "a word that an older theme has": lambda loaded: [
        loaded.replace(loaded.theme, ARTICLE, '_("Topics")', '_("Themes")'),
        loaded.theme.update({f"{WORDS}/theme.po": b'msgid "Themes"\nmsgstr "Threads"\n'}),
    ],
    "a word that is known only to the page": lambda loaded: [
        loaded.replace(loaded.theme, ARTICLE, '_("Topics")', "_(story.section.label)"),
        loaded.theme.update({f"{WORDS}/theme.po": b'msgid "World"\nmsgstr "Globe"\n'}),
    ],
    "the code of a pass": lambda loaded: loaded.replace(
        loaded.code, "stringer/__init__.py", "in the body", "at the end"
    ),
    "the code beside a capability": lambda loaded: loaded.replace(
        loaded.code, "stringer/words.py", "on the page", "up there"
    ),
    "the data beside a capability": lambda loaded: loaded.code.update(
        {"stringer/ink.txt": b"in green."}
    ),
    "a section's description": lambda loaded: loaded.setting("SECTIONS")[0].update(
        description="New"
    ),
    "the order of sections": lambda loaded: loaded.setting("SECTIONS").reverse(),
    "a section more": lambda loaded: loaded.setting("SECTIONS").append({"name": "Culture"}),
    "a section's name": lambda loaded: loaded.setting("SECTIONS")[0].update(name="WORLD"),
    "opinion that becomes news": lambda loaded: loaded.setting("SECTIONS")[3].update(opinion=False),
    "a newsletter's pitch": lambda loaded: loaded.setting("NEWSLETTERS")[0].update(pitch="New"),
    "a newsletter's topics": lambda loaded: loaded.setting("NEWSLETTERS")[1].update(
        topics=["Ports"]
    ),
    "a newsletter's place": lambda loaded: loaded.setting("NEWSLETTERS")[2].update(placement="end"),
    "the default newsletter": lambda loaded: [
        loaded.setting("NEWSLETTERS")[0].update(default=False),
        loaded.setting("NEWSLETTERS")[1].update(default=True),
    ],
    "a policy's words": lambda loaded: loaded.setting("REPUBLISHING")["policies"][0].update(
        statement="Pay."
    ),
    "how much of a policy's stories goes out": lambda loaded: loaded.setting("REPUBLISHING")[
        "policies"
    ][0].update(feed="none"),
    "an agency in full": lambda loaded: loaded.setting("REPUBLISHING")["policies"][2].update(
        feed="full"
    ),
    "the default policy": lambda loaded: loaded.setting("REPUBLISHING").update(default="open"),
    "a fee": lambda loaded: loaded.setting("REPUBLISHING")["fees"]["rows"][0].update(use="A line"),
    "who is whose agency": lambda loaded: loaded.setting("REPUBLISHING")["rules"].append(
        {"author": "Omar Said", "policy": "agency"}
    ),
    "no newsletters, nor a marker for one": lambda loaded: [
        loaded.settings.update(NEWSLETTERS=[]),
        loaded.change("comet", "body", LINES[1]),
    ],
    "no terms of republishing, nor rights": lambda loaded: [
        loaded.settings.update(REPUBLISHING=None),
        loaded.change("quay", "rights", None),
    ],
}

SETTINGS: list[tuple[str, Any]] = [
    ("SITENAME", "The Capstan"),
    ("SITESUBTITLE", "Else"),
    ("SITE_DESCRIPTION", "Another paper."),
    ("SITEURL", "https://halyard.example/paper"),
    ("DEFAULT_LANG", "de"),
    ("TIMEZONE", "Asia/Tokyo"),
    ("PUBLISHER", {"name": "Ann Lee", "sentence": "Ann Lee alone."}),
    ("SECTIONS", None),
    ("MENUITEMS", [["About", "/about/"]]),
    ("DISPLAY_CATEGORIES_ON_MENU", False),
    ("DISPLAY_PAGES_ON_MENU", False),
    ("LINKS", [["Press council", "https://council.example/"]]),
    ("SOCIAL", [["Mastodon", "https://social.example/@halyard"]]),
    ("SUPPORT", ["Support us", "https://give.example/"]),
    ("ANNOUNCEMENTS", [{"text": "We are on strike."}]),
    ("TOPICS", ["Shipping+", "Ports"]),
    ("STRICT_SINCE", "2024-01-01"),
    ("DRAFTS", True),
    ("PRODUCTION", True),
    ("FRONT_LENGTH", 2),
    ("FEED_LENGTH", 2),
    ("FRONT_LENGTH", 24),
    ("FEED_LENGTH", 20),
    ("IMAGE_CREDIT_NAMES", ["Ann Lee"]),
    ("TYPOGRIFY", False),
    ("TYPOGRIFY_DASHES", "oldschool"),
    ("TYPOGRIFY_OMIT_FILTERS", ["widont"]),
    ("MARKDOWN", {"extensions": ["sane_lists"]}),
    ("ARTICLE_URL", "{category}/{slug}.html"),
    ("FEED_ALL_ATOM", None),
    ("AUTHOR_FEED_ATOM", None),
    ("TAG_FEED_ATOM", None),
    ("FEED_JSON", False),
    ("FEED_HUB", "https://hub.example/"),
    ("INDEXNOW_KEY", "0123456789abcdef"),
    ("CATEGORY_FEED_ATOM", "feeds/sections/{slug}.xml"),
    ("FEED_IDS_SINCE", "2024-06-11"),
    ("FEED_IDS_HOST", "old.example"),
    ("NEWSLETTER_HEADING", "Letters from {site}"),
    ("STATIC_PATHS", ["extra", "docs"]),
    ("STATIC_PATHS", ["extra", "images", "articles"]),
    ("EXTRA_PATH_METADATA", {}),
    ("IGNORE_FILES", [".*", "*~", "old*"]),
]

FAULTY_EDITS: dict[str, Edit] = {
    "an unknown key": lambda loaded: loaded.change("levy", "sumary", "x"),
    "an unknown section": lambda loaded: loaded.change("levy", "category", "Wrld"),
    "a dead link": lambda loaded: loaded.delete("quay", follow=False),
    "a link left behind by a rename": lambda loaded: loaded.rename("harbour", "port", follow=False),
    "a missing picture": lambda loaded: loaded.files.pop("images/sky.png"),
    "a picture that is none": lambda loaded: loaded.files.update({"images/sky.png": b"none"}),
    "a faulty sidecar": lambda loaded: loaded.files.update({"images/sky.png.yaml": b"crdit: x\n"}),
    "a faulty story under embargo": lambda loaded: loaded.files.pop("images/sealed.png"),
    "no alt text": lambda loaded: loaded.change("levy", "body", "![]({static}/images/sky.png)"),
    "the alias of an older story": lambda loaded: loaded.change(
        "column", "aliases", "[/2014/old-harbour/]"
    ),
    "the alias of a later story": lambda loaded: loaded.change(
        "levy", "aliases", "[/2014/old-harbour/]"
    ),
    "an alias where a front stands": lambda loaded: loaded.change("levy", "aliases", "[/world/]"),
    "an alias above a page": lambda loaded: loaded.change(
        "levy", "aliases", "[/authors/index.html/x/]"
    ),
    "a faulty list of ids": lambda loaded: loaded.files.update({"feed-ids.txt": b"nonsense\n"}),
    "a control character": lambda loaded: loaded.change("levy", "body", "a\x07b"),
    "two stories at one address": lambda loaded: loaded.write("other", slug="harbour"),
    "an author told twice": lambda loaded: loaded.files.update(
        {"authors/too.md": b"---\nname: JANE DOE\n---\n"}
    ),
    "an unknown newsletter": lambda loaded: loaded.change("levy", "newsletter", "legder"),
    "a link to the last story of a topic": lambda loaded: loaded.change(
        "column", "body", "[x]({tag}Syria)"
    ).change("wire", "tags", None),
    "a template that cannot be read": lambda loaded: loaded.append(loaded.theme, CARD, "{% if %}"),
    "a template that reaches for more": lambda loaded: loaded.replace(
        loaded.theme, "templates/copy.html", "{% block content %}", "{% block content %}{{ more }}"
    ),
    "a template that fails for one story alone": lambda loaded: loaded.replace(
        loaded.theme,
        CARD,
        "{{ card.headline | unbroken }}",
        "{{ nothing if card.kicker else card.headline }}",
    ),
    "a template that is gone": lambda loaded: loaded.theme.pop(CARD),
    "a static path that is none": lambda loaded: loaded.settings.update(
        STATIC_PATHS=["extra", "dox"]
    ),
    "no newsletters, but a marker for one": lambda loaded: loaded.settings.update(NEWSLETTERS=[]),
    "no terms of republishing, but rights": lambda loaded: loaded.settings.update(
        REPUBLISHING=None
    ),
    "a wrong setting": lambda loaded: loaded.setting("NEWSLETTERS")[0].update(pich="x"),
    "a setting of the wrong type": lambda loaded: loaded.settings.update(FRONT_LENGTH=0),
}


def by_name(edits: dict[str, Edit]) -> list[Any]:
    return [pytest.param(edit, id=name.replace(" ", "-")) for name, edit in edits.items()]


def change_setting(name: str, value: Any) -> Edit:
    return lambda loaded: loaded.settings.update({name: value})


SETTING_EDITS = {f"{name} {value}": change_setting(name, value) for name, value in SETTINGS}

# Edits after which every page is as it was: what a build knows of them must not mislead it.
HARMLESS = [
    STORY_EDITS["a renamed file"],
    STORY_EDITS["a renamed file with a slug"],
    STORY_EDITS["a clock that changes nothing"],
    OTHER_EDITS["a sidecar that no story needs"],
    OTHER_EDITS["another spelling that no story has"],
    OTHER_EDITS["the camera that a picture names"],
    SETTING_EDITS["STRICT_SINCE 2024-01-01"],
    SETTING_EDITS["DISPLAY_PAGES_ON_MENU False"],  # every paper has a page “about”
    SETTING_EDITS["PRODUCTION True"],
    SETTING_EDITS["IMAGE_CREDIT_NAMES ['Ann Lee']"],
    OTHER_EDITS["a name that is a credit"],
    SETTING_EDITS["STATIC_PATHS ['extra', 'docs']"],
    SETTING_EDITS["STATIC_PATHS ['extra', 'images', 'articles']"],  # one of whose pictures waits
]


class TestSingleEdits:
    @pytest.mark.parametrize("edit", by_name(STORY_EDITS | OTHER_EDITS | SETTING_EDITS))
    def test_an_edit_and_its_undoing_are_exact(
        self, paper: EditedPaper, first: Built, edit: Edit
    ) -> None:
        """After the edit the output is that of a clean build, and after its undoing as before."""
        edit(paper.loaded)
        built = paper.prove()
        assert built.stopped is None
        assert (built.files == first.files) == (edit in HARMLESS)
        paper.loaded = Desk.of_the_paper()
        assert_same(paper.build().files, first.files)

    @pytest.mark.parametrize("edit", by_name(FAULTY_EDITS))
    def test_a_faulty_edit_changes_nothing_until_it_is_mended(
        self, paper: EditedPaper, edit: Edit
    ) -> None:
        """It is told of as in a clean build; another edit meanwhile is there after the mending."""
        edit(paper.loaded)
        assert paper.prove().stopped
        paper.undo()
        paper.loaded.change("wire", "body", "Changed meanwhile.")
        assert paper.prove().stopped is None

    def test_faults_and_warnings_are_found_at_every_build(self, paper: EditedPaper) -> None:
        """What is wrong with a story that has not changed since is not forgotten."""
        paper.loaded.change("wire", "body", link("rough"))
        told = paper.prove()
        assert told.warnings and paper.prove().warnings == told.warnings
        paper.loaded.change("wire", "sumary", "x")
        told = paper.prove()
        paper.loaded.change("column", "body", "Another story.")
        assert told.faults and paper.prove().faults == told.faults

    def test_an_edit_that_keeps_size_and_time_is_seen(self, paper: EditedPaper) -> None:
        """Archives, clones and editors set times as they like: bytes alone count."""
        paper.file_time = 1_800_000_000
        paper.set_times([paper.file_time])
        paper.prove()
        paper.loaded.change("wire", "body", "Agency wards.")
        paper.loaded.files["docs/report.pdf"] = b"%PDF-1.4 two"
        paper.loaded.files["images/harbour.png.yaml"] = b"credit: The Halyars\nalt: A harbour\n"
        paper.loaded.replace(paper.loaded.theme, ARTICLE, ">Topics</h2>", ">Themes</h2>")
        paper.loaded.replace(paper.loaded.theme, "static/css/30-story.css", "0", "1")
        paper.prove()

    def test_a_filter_of_the_settings_is_an_input(self, paper: EditedPaper) -> None:
        """Another function under the same name makes other pages."""
        paper.loaded.replace(
            paper.loaded.theme, CARD, "{{ card.headline | unbroken }}", "{{ card.headline | say }}"
        )
        paper.loaded.settings["JINJA_FILTERS"] = {"say": str.upper}
        paper.prove()
        paper.loaded.settings["JINJA_FILTERS"] = {"say": str.lower}
        assert paper.prove().stopped is None

    def test_another_law_on_the_time_of_day_is_an_edit(
        self, paper: EditedPaper, first: Built, tmp_path: Path
    ) -> None:
        """What the system knows of the paper's time zone is an input of the dates that it prints.

        Where only the package tzdata knows of time zones, that package's version tells.
        """
        zone = tmp_path / "Europe" / "London"
        zone.parent.mkdir()
        counts = struct.pack(">6l", 0, 0, 0, 0, 1, 4)
        zone.write_bytes(
            b"TZif" + bytes(16) + counts + struct.pack(">lbb", 36_000, 0, 0) + b"LAW\0"
        )
        before = zoneinfo.TZPATH
        try:
            zoneinfo.reset_tzpath([tmp_path, *before])
            zoneinfo.ZoneInfo.clear_cache()
            assert paper.prove().files != first.files
        finally:
            zoneinfo.reset_tzpath(before)
            zoneinfo.ZoneInfo.clear_cache()


class TestOutputFolder:
    STORY = "2024/06/harbour/index.html"
    MINE = "2024/06/harbour/mine.txt"

    @pytest.mark.parametrize("path", [STORY, "index.html", "images/sky.png", "theme/site.css"])
    @pytest.mark.parametrize("how", ["removed", "same size", "same size and time", "folder"])
    def test_a_file_that_somebody_altered_is_put_right(
        self, paper: EditedPaper, first: Built, path: str, how: str
    ) -> None:
        """The output is what the content says, whatever happened to it since."""
        tamper(paper.output / path, how)
        assert_same(paper.build().files, first.files)

    def test_an_output_folder_that_is_gone_is_made_anew(
        self, paper: EditedPaper, first: Built
    ) -> None:
        """A store without its output is no reason to print less."""
        shutil.rmtree(paper.output)
        assert_same(paper.build().files, first.files)

    @pytest.mark.parametrize("part", ["output", "store"])
    def test_output_and_store_of_different_builds_do_no_harm(
        self, paper: EditedPaper, first: Built, part: str
    ) -> None:
        """A backup or a CI's cache brings one of them back without the other."""
        paper.loaded.change("harbour", "title", "Another title")
        paper.loaded.delete("column", follow=True)
        paper.prove()
        paper.bring_back(part)
        paper.prove()
        paper.loaded = Desk.of_the_paper()
        assert_same(paper.build().files, first.files)

    def test_two_outputs_of_one_name_share_a_store(self, paper: EditedPaper, first: Built) -> None:
        """A build elsewhere with the same store does not mislead the next one here."""
        paper.loaded.change("harbour", "title", "Another title")
        elsewhere = paper.root / "elsewhere" / "output"
        paper.build(OUTPUT_PATH=str(elsewhere))
        paper.loaded = Desk.of_the_paper()
        assert_same(paper.build().files, first.files)
        paper.prove()

    def test_a_foreign_file_is_left_alone(self, paper: EditedPaper) -> None:
        """What no build printed is nobody's business, even where everything around it changes."""
        foreign = [paper.output / FOREIGN, paper.output / self.MINE]
        for file in foreign:
            file.write_text("mine")
        paper.loaded.delete("harbour", follow=True)
        built = paper.build()
        assert_same(built.files, {**paper.build_clean().files, self.MINE: b"mine"})
        assert [file.read_text() for file in foreign] == ["mine", "mine"]

    def test_a_sweep_takes_foreign_files(self, paper: EditedPaper, first: Built) -> None:
        """Pelican's DELETE_OUTPUT_DIRECTORY works in a build in which nothing else changed."""
        (paper.output / "world" / "mine.txt").write_text("mine")
        built = paper.build(DELETE_OUTPUT_DIRECTORY=True)
        assert_same(built.files, first.files)
        assert_same(paper.build().files, first.files)

    @pytest.mark.parametrize("setting", ["LOAD_CONTENT_CACHE", "CACHE_CONTENT"])
    def test_a_build_that_ignores_the_store_is_exact(
        self, paper: EditedPaper, setting: str
    ) -> None:
        """Pelican's switches for caches never change the output, nor that of the next build."""
        paper.loaded.change("harbour", "title", "Another title")
        paper.prove(**{setting: False})
        paper.loaded.change("harbour", "title", "A third title")
        paper.prove()


def tamper(file: Path, how: str) -> None:
    """Do to a printed file what must not last."""
    if how == "removed":
        file.unlink()
        return
    status, data = file.stat(), file.read_bytes()
    if how == "folder":
        file.unlink()
        file.mkdir()
        return
    file.write_bytes(b"x" * len(data) if how.startswith("same size") else data + b"x")
    if how == "same size and time":
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


Rule = TypeVar("Rule", bound=Callable[..., None])


def edit(**arguments: st.SearchStrategy[Any]) -> Callable[[Rule], Rule]:
    """Return the decorator of a rule that edits a paper without faults."""

    def mark(method: Rule) -> Rule:
        ruled: Any = rule  # its types know no rules whose arguments are handed on
        marked: Rule = precondition(lambda machine: not machine.broken)(ruled(**arguments)(method))
        return marked

    return mark


def named(edits: dict[str, Edit]) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(edits))


ANY = st.integers(0, 11)  # counts through the stories of the moment
NAMES = st.sampled_from(["ferry", "strike", "storm", "vote"])


class AnyDay(RuleBasedStateMachine):
    """Days at a paper: edits in any order; the output is always that of a clean build."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.paper = EditedPaper(self.root / "paper")
        self.broken = False
        self.held = 0

    def teardown(self) -> None:
        """Build what was held back, and clear away."""
        try:
            self.held = 0
            self.incremental_output_is_that_of_a_clean_build()
        finally:
            shutil.rmtree(self.root)

    @property
    def loaded(self) -> Desk:
        """The desk as it is at this step."""
        return self.paper.loaded

    def story(self, number: int) -> str:
        """Return the name of a story."""
        names = sorted(self.loaded.stories)
        name = names[number % len(names)]
        note(f"    # that is {name}")
        return name

    def output_file(self, number: int) -> Path | None:
        """Return a printed file."""
        files = [file for file in sorted(self.paper.output.rglob("*")) if file.is_file()]
        ours = [file for file in files if file.name not in (FOREIGN, ".broadsheet")]
        if not ours:
            return None
        note(f"    # that is {ours[number % len(ours)].relative_to(self.paper.output)}")
        return ours[number % len(ours)]

    @invariant()
    def incremental_output_is_that_of_a_clean_build(self) -> None:
        """Prove it, unless the press is held."""
        if self.held:
            self.held -= 1
            return
        stopped = self.paper.prove().stopped
        self.broken = stopped is not None
        if stopped:
            note(f"    # {stopped}")

    @edit(edits=st.integers(2, 4))
    def hold_the_press(self, edits: int) -> None:
        """Make the next build one of several edits."""
        self.held = edits

    @edit(name=NAMES, date=st.sampled_from(DATES), tags=st.sampled_from(TOPICS))
    def add(self, name: str, date: str, tags: str) -> None:
        self.loaded.write(name, date=date, tags=tags)

    @edit(number=ANY, body=st.sampled_from(LINES))
    def edit_body(self, number: int, body: str) -> None:
        self.loaded.change(self.story(number), "body", body)

    @edit(number=ANY, title=st.sampled_from(TITLES))
    def edit_title(self, number: int, title: str) -> None:
        self.loaded.change(self.story(number), "title", title)

    @edit(number=ANY, section=st.sampled_from(SECTIONS))
    def change_section(self, number: int, section: str) -> None:
        self.loaded.change(self.story(number), "category", section)

    @edit(number=ANY, topics=st.sampled_from(TOPICS))
    def change_topics(self, number: int, topics: str) -> None:
        self.loaded.change(self.story(number), "tags", topics)

    @edit(number=ANY, byline=st.sampled_from(BYLINES))
    def change_authors(self, number: int, byline: str) -> None:
        self.loaded.change(self.story(number), "authors", byline)

    @edit(number=ANY, date=st.sampled_from(DATES))
    def change_date(self, number: int, date: str) -> None:
        self.loaded.change(self.story(number), "date", date)

    @edit(
        number=ANY,
        fact=st.sampled_from(
            [
                ("kicker", "Analysis"),
                ("summary", '"A standfirst"'),
                ("modified", DATES[7]),
                ("rights", "open"),
                ("rights", "agency"),
                ("newsletter", "ledger"),
                ("newsletter", "none"),
                ("slug", "one-slug"),
                ("kicker", None),
                ("rights", None),
                ("slug", None),
            ]
        ),
    )
    def tell_a_fact(self, number: int, fact: tuple[str, str | None]) -> None:
        self.loaded.change(self.story(number), *fact)

    @edit(number=ANY, new=NAMES, follow=st.booleans())
    def rename(self, number: int, new: str, follow: bool) -> None:
        self.loaded.rename(self.story(number), new, follow)

    @edit(number=ANY, follow=st.booleans())
    def delete(self, number: int, follow: bool) -> None:
        if len(self.loaded.stories) > 4:
            self.loaded.delete(self.story(number), follow)

    @edit()
    def delete_the_newest(self) -> None:
        stories = self.loaded.stories
        if len(stories) > 4:
            self.loaded.delete(
                max(stories, key=lambda name: (stories[name].date, name)), follow=True
            )

    @edit(number=ANY, status=st.sampled_from(["draft", None]))
    def draft_or_publish(self, number: int, status: str | None) -> None:
        self.loaded.change(self.story(number), "status", status)

    @edit(number=ANY, moment=st.sampled_from([*MOMENTS[1:3], None]))
    def set_an_embargo(self, number: int, moment: str | None) -> None:
        self.loaded.change(self.story(number), "embargo", moment)

    @edit(moment=st.sampled_from(MOMENTS))
    def let_time_pass(self, moment: str) -> None:
        self.loaded.settings["NOW"] = moment

    @edit(number=ANY, alias=st.sampled_from(["/old/", "/2014/old-harbour/", "/a/b.html"]))
    def change_alias(self, number: int, alias: str) -> None:
        self.loaded.change(self.story(number), "aliases", f"[{alias}]")

    @edit(number=ANY)
    def translate(self, number: int) -> None:
        self.loaded.translate(self.story(number))

    @edit(number=ANY, other=ANY)
    def link_to_one_another(self, number: int, other: int) -> None:
        one, two = self.story(number), self.story(other)
        self.loaded.stories[one].body += f"\n\n{link(two)}"
        self.loaded.stories[two].body += f"\n\n{link(one)}"

    @edit(number=ANY, src=st.sampled_from(PICTURES))
    def hang_a_picture(self, number: int, src: str) -> None:
        self.loaded.change(self.story(number), "image", lead(src))

    @edit(number=ANY)
    def take_a_picture_down(self, number: int) -> None:
        self.loaded.change(self.story(number), "image", None)

    @edit(src=st.sampled_from(PICTURES), colour=st.sampled_from(["navy", "olive", "teal"]))
    def replace_a_picture(self, src: str, colour: str) -> None:
        self.loaded.files[src] = picture(colour)

    @edit(src=st.sampled_from(PICTURES), credit=st.sampled_from(["The Halyard", "Ann Lee"]))
    def edit_a_sidecar(self, src: str, credit: str) -> None:
        self.loaded.files[f"{src}.yaml"] = f"credit: {credit}\n".encode()

    @edit(name=named(OTHER_EDITS))
    def edit_something_else(self, name: str) -> None:
        try:
            OTHER_EDITS[name](self.loaded)
        except (KeyError, IndexError, AttributeError, TypeError):
            note("    # it is not there any more")

    @edit(setting=st.sampled_from(SETTINGS))
    def change_a_setting(self, setting: tuple[str, Any]) -> None:
        self.loaded.settings.update([setting])

    @edit(
        place=st.sampled_from([(ARTICLE, "</article>"), (CARD, "</article>"), (FEED_BODY, "")]),
        words=st.sampled_from(["one", "two"]),
    )
    def edit_a_template(self, place: tuple[str, str], words: str) -> None:
        template, end = place
        if end:
            self.loaded.replace(self.loaded.theme, template, end, f"{end}<!-- {words} -->")
        else:
            self.loaded.append(self.loaded.theme, template, f"<!-- {words} -->")

    @edit(
        message=st.sampled_from(["Topics", "Home", "Table", "Feed", "World", "Archive"]),
        translation=st.sampled_from(["one", "two", ""]),
    )
    def translate_a_word(self, message: str, translation: str) -> None:
        text = f'msgid "{message}"\nmsgstr "{translation}"\n'
        self.loaded.theme[f"{WORDS}/theme.po"] = text.encode()

    @edit(
        words=st.sampled_from(["above", "below"]),
        name=st.sampled_from(["__init__.py", "words.py", "ink.txt"]),
    )
    def edit_a_plugin(self, words: str, name: str) -> None:
        self.loaded.append(self.loaded.code, f"stringer/{name}", f"# {words}")
        for old, new in (("Signed", words), ("above", words), ("below", words)):
            self.loaded.replace(self.loaded.code, f"stringer/{name}", old, new)

    @rule(times=st.lists(st.integers(1, 2_000_000_000), min_size=1, max_size=3))
    def set_all_times(self, times: list[int]) -> None:
        self.paper.set_times(times)

    @rule(seconds=st.sampled_from([None, 1_700_000_000]))
    def stop_the_clock_of_the_files(self, seconds: int | None) -> None:
        self.paper.file_time = seconds

    @rule(number=st.integers(0, 99), how=st.sampled_from(["removed", "same size", "folder"]))
    def tamper_with_the_output(self, number: int, how: str) -> None:
        file = self.output_file(number)
        if file:
            tamper(file, how)

    @rule()
    def put_a_foreign_file_there(self) -> None:
        if self.paper.output.exists():
            (self.paper.output / FOREIGN).write_text("mine")

    @rule()
    def set_output_and_store_aside(self) -> None:
        self.paper.keep()

    @rule(part=st.sampled_from(["", "output", "store"]))
    def bring_an_older_one_back(self, part: str) -> None:
        self.paper.bring_back(part)

    @rule(part=st.sampled_from(["output", "store"]))
    def lose(self, part: str) -> None:
        shutil.rmtree(self.paper.output.parent / part, ignore_errors=True)

    @edit()
    def ignore_the_store(self) -> None:
        self.paper.prove(LOAD_CONTENT_CACHE=False)

    @edit(name=named(FAULTY_EDITS))
    def make_a_fault(self, name: str) -> None:
        try:
            FAULTY_EDITS[name](self.loaded)
        except (KeyError, IndexError, AttributeError, TypeError):
            note("    # it is not there any more")

    @precondition(lambda machine: machine.broken)
    @rule(number=ANY, body=st.sampled_from(LINES))
    def edit_another_story_beside_the_fault(self, number: int, body: str) -> None:
        self.loaded.change(self.story(number), "body", body)

    @precondition(lambda machine: machine.broken)
    @rule()
    def undo(self) -> None:
        self.paper.undo()

    @precondition(lambda machine: machine.broken)
    @rule(number=ANY, title=st.sampled_from(TITLES))
    def undo_and_edit(self, number: int, title: str) -> None:
        self.paper.undo()
        self.loaded.change(self.story(number), "title", title)


TestAnyDay = AnyDay.TestCase
TestAnyDay.settings = hypothesis_settings(
    max_examples=by_effort(5, 60),
    stateful_step_count=by_effort(10, 25),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

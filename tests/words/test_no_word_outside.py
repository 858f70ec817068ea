"""No word that readers see stands outside the catalogues.

The proof is a paper in another script. Its content and settings are Greek, and a catalogue puts
every message between brackets: what is left of Latin letters nobody has translated.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString, Script
from jinja2 import nodes
from lxml import etree

from broadsheet.commands.settings_file import load
from broadsheet.render.templates import templates_of
from broadsheet.render.theme import Theme
from tests.multimedia.recording_makers import mp4, wav
from tests.pictures.makers import moving_file
from tests.support.halyard import PELICANCONF, ROOT
from tests.support.small_paper import MakeSite, Paper
from tests.words.conftest import Lay

PACKAGE = ROOT / "plugins" / "broadsheet"
LETTER = re.compile("[A-Za-z]")
_OFFSET = re.compile(r"\bGMT[+-]\d\d:\d\d")  # how zones without a name are told in most scripts
SPOKEN = (
    *("alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"),
    "data-show",  # which the script of live coverage shows
)
"""The attributes that are shown or read out, wherever they stand."""

TEMPLATES = sorted(
    file
    for folder in (ROOT / "theme", PACKAGE)
    for file in folder.rglob("templates/**/*")
    if file.is_file() and file.name != "languages.html"  # it is of attributes alone
)
CAPABILITIES = {file.parent for file in PACKAGE.rglob("capability.py")} - {PACKAGE / "plan"}
CODE = sorted(
    file for folder in (*CAPABILITIES, PACKAGE / "views") for file in folder.rglob("*.py")
)


XHTML = "http://www.w3.org/1999/xhtml"


def spoken(page: BeautifulSoup) -> Iterator[str]:
    """Yield what a page shows, or says to those who cannot see it: texts, and some attributes."""
    texts = [each for each in page.find_all(string=True) if not isinstance(each, Script)]
    # One text, since a message may hold whole elements.
    shown = "\n".join(str(each) for each in texts if not isinstance(each, PreformattedString))
    yield _OFFSET.sub("", shown)
    for tag in page.find_all(True):
        yield from _attributes(tag)


def _attributes(tag: Tag) -> Iterator[str]:
    for name in SPOKEN:
        yield str(tag.get(name) or "")
    if tag.name in ("input", "button") and tag.get("type") in (
        "submit",
        "button",
        "reset",
        "image",
    ):
        yield str(tag.get("value") or "")
    if tag.name in ("option", "track", "optgroup"):
        yield str(tag.get("label") or "")
    about = str(tag.get("name") or tag.get("property") or "")
    if tag.name == "meta" and re.search(
        "title|description|alt$|site_name|section|author|tag", about
    ):
        yield str(tag.get("content") or "")


# What is written in templates and in code


class _Untranslated:
    """The HTML of a template, each expression replaced by each of the texts that it may be."""

    def __init__(self, file: Path) -> None:
        settings = load(str(PELICANCONF))
        self.environment = templates_of(Theme.from_settings(settings)).environment
        self.tree = self.environment.parse(file.read_text("utf-8"))

    def html(self, choice: int) -> str:
        """choice: which side of each condition is taken."""
        return "".join(
            self._text(each, choice)
            for output in self.tree.find_all(nodes.Output)
            for each in output.nodes
        )

    def _text(self, node: nodes.Node, choice: int) -> str:
        if isinstance(node, nodes.TemplateData):
            return node.data
        if isinstance(node, nodes.Const):
            return str(node.value)
        if isinstance(node, nodes.CondExpr):
            taken = node.expr1 if choice else node.expr2
            return self._text(taken, choice) if taken else ""
        if isinstance(node, nodes.Concat):
            return "".join(self._text(each, choice) for each in node.nodes)
        if isinstance(node, nodes.Filter) and node.node:
            return self._text(node.node, choice)
        return "0"


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(ROOT).as_posix())
@pytest.mark.parametrize("choice", [0, 1])
def test_templates_say_nothing_by_themselves(file: Path, choice: int) -> None:
    """Neither in a text nor in an attribute that is read out."""
    html = BeautifulSoup(_Untranslated(file).html(choice), "html.parser")
    assert [text for text in spoken(html) if LETTER.search(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Topics</p>",
        '<nav aria-label="Topics">',
        '<img alt="A ship">',
        '<input placeholder="Name">',
        '<input type="submit" value="Send">',
        '{{ "Correction" if x else "" }}',
        '<p title="{{ "one" ~ x }}">',
        "{% macro m() %}<b>by</b>{% endmacro %}",
        "{% block b %}{% for x in y %}and{% endfor %}{% endblock %}",
    ],
)
def test_a_word_in_a_template_is_found(tmp_path: Path, text: str) -> None:
    """The test above would notice."""
    (tmp_path / "t.html").write_text(text)
    html = BeautifulSoup(_Untranslated(tmp_path / "t.html").html(1), "html.parser")
    assert [said for said in spoken(html) if LETTER.search(said)]


_SHOWN = {"heading", "label", "title", "statement", "description", "credit_line", "summary"}
"""The arguments and fields in which readers' words are handed over."""


def untranslated(source: str) -> list[str]:
    """Return the texts with letters that code hands to readers and that are no messages."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in ("Link", "LinkGroup") and node.args:
                found += _literals(node.args[0])
            for keyword in node.keywords if name not in ("Field",) else ():
                if keyword.arg in _SHOWN:
                    found += _literals(keyword.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in _SHOWN:
                    found += [each for each in _literals(value) if each != key.value]
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {getattr(each, "attr", getattr(each, "id", "")) for each in targets}
            if names & {"footer_links", "masthead_link", "heading", "label"}:
                found += [each for each in _literals(node.value) if not each.startswith("/")]
    return found


def _literals(node: ast.AST) -> list[str]:
    """Return the texts in an expression that stand in no call, such as one of gettext's."""
    if isinstance(node, ast.Call):
        return []
    if isinstance(node, ast.Constant):
        is_word = isinstance(node.value, str) and LETTER.search(node.value)
        return [node.value] if is_word else []
    if isinstance(node, (ast.FormattedValue, ast.Subscript)):  # values, and their names
        return []
    return [text for child in ast.iter_child_nodes(node) for text in _literals(child)]


@pytest.mark.parametrize("file", CODE, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_code_says_nothing_by_itself(file: Path) -> None:
    """What it hands to readers are messages."""
    assert untranslated(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'Link("Home", url)',
        'Link(f"More about {name}", url)',
        'x = {"heading": "Archive"}',
        'signup(heading="Thank you")',
        'class A:\n    footer_links = (("About", "/about/"),)',
        "self.masthead_link = ('Newsletters', PAGE)",
    ],
)
def test_a_word_in_code_is_found(source: str) -> None:
    """The test above would notice, and lets messages pass."""
    assert untranslated(source)
    assert untranslated(re.sub(r"""(f?["'][A-Z][^"']*["'])""", r"_(\1)", source)) == []


# What readers get

GREEK = "Μια λέξη για το λιμάνι και τα πλοία του."
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"/>'


def greek(title: str, body: str = GREEK, **front: str) -> str:
    """Return a story in Greek."""
    keys = {
        "title": title,
        "date": "2024-06-11T07:30:00+00:00",
        "category": "Κόσμος",
        "summary": GREEK,
        "tags": "[Θάλασσα, Πλοία]",
        "authors": "[Μαρία, Άννα, Ελένη]",
        **front,
    }
    return "\n".join(["---", *(f"{key}: {value}" for key, value in keys.items()), "---", "", body])


LONG = "\n\n".join([" ".join([GREEK] * 6)] * 14)
TASKS = "- [ ] Λέξη\n- [x] Λέξη"
TABLE = "| α | β |\n|---|---|\n| 1 | 2 |"
FIGURE = '![Το λιμάνι](/images/b.svg "Το λιμάνι (Μαρία)")'
LEAD = "{src: /images/a.svg, alt: Πλοία, caption: Τα πλοία, credit: Μαρία}"


def of_kind(kind: str) -> str:
    """Return a lead picture that is no photograph."""
    return LEAD.replace("credit:", f"kind: {kind}, credit:")


FILES: dict[str, str | bytes] = {
    "articles/a.md": greek(
        "Πρώτη",
        f"{LONG}\n\n{TASKS}\n\n{TABLE}\n\n{FIGURE}\n\n{TABLE}\n\nΛέξη.[^1]\n\n[^1]: Σημείωση.\n",
        slug="a",
        image=LEAD,
        kicker="Νέα",
        dateline="ΑΘΗΝΑ",
        key_facts="[Δύο]",
        modified="2024-06-12T07:30:00+00:00",
        corrections="[{date: 2024-06-12, text: Λάθος}, {date: 2024-06-13, text: Λάθος}]",
        aliases="[/old/]",
    ),
    "articles/b.md": greek(
        "Δεύτερη",
        f"{LONG}\n\n{TASKS}\n\n{TABLE}\n\n{FIGURE}",
        slug="b",
        rights="open",
        image=of_kind("illustration").replace("credit: Μαρία", "credit: Εκδότης"),
        corrections="[{date: 2024-06-12, text: Λάθος}]",
    ),
    "articles/c.md": greek(
        "Τρίτη", slug="c", category="Γνώμη", authors="[Μαρία, Άννα]", image=of_kind("map")
    ),
    "articles/d.md": greek(
        "Τέταρτη", f"{GREEK}\n\n{GREEK}", slug="d", rights="agency", image=of_kind("chart")
    ),
    "articles/m.md": greek("Μακρά", f"## Α\n\n{GREEK * 300}\n\n## Β\n\n## Γ", slug="m"),
    "articles/e.md": greek("Πέμπτη", slug="e", status="draft"),
    "articles/f.md": greek("Έκτη", slug="f", embargo="2027-01-01T00:00:00+00:00"),
    "articles/g.md": greek(
        "Έβδομη",
        slug="g",
        date="2023-05-01T00:00:00+00:00",
        tags="[Θάλασσα]",
        image=of_kind("graphic"),
    ),
    "articles/w.md": greek(
        "Όγδοη", slug="w", withdrawn="{date: 2024-06-12, text: Λάθος}", aliases="[/w/]"
    ),
    "articles/h.md": greek("Πρώτη", slug="a", lang="de", translation="true"),
    "articles/i.md": greek(
        "Ένατη",
        "[audio](/media/a.wav)\n\n[video](/media/a.mp4)\n\n"
        '[embed](https://vimeo.com/123456789 "Ταινία (Άννα)"){poster="/images/b.svg"}',
        slug="i",
        rights="open",
    ),
    "articles/j.md": greek("Δέκατη", f"## 00:10\n\n{GREEK}", slug="j", live="yes", series="Νησιά"),
    "articles/k.md": greek(
        "Ενδέκατη", f"## 00:10\n\n{GREEK}", slug="k", live="ended", series="Νησιά"
    ),
    "articles/l.md": greek(
        "Δωδέκατη",
        "![Μια καμπύλη](/images/c.svg)\n\n![Μια βάρκα](/images/d.gif)",
        slug="l",
        backstory=GREEK,
        based_on="[{name: Έγγραφο, url: 'https://π.example/'}]",
    ),
    "media/a.wav": wav(),
    "media/a.mp4": mp4(),
    "media/a.txt": GREEK,
    "images/b.svg.yaml": "credit: Ελένη\n",
    "images/c.svg": PICTURE,
    "images/c.svg.yaml": "credit: Ελένη\nchart: {title: Πλοία, source: Λιμάνι, data: c.csv}\n",
    "images/d.gif": moving_file("GIF", 300, 200),
    "images/d.gif.yaml": "credit: Ελένη\n",
    "images/c.csv": "Έτος,Πλοία\n2024,3\n",
    "authors/m.md": "---\nname: Μαρία\nrole: Συντάκτρια\nslug: m\nemail: m@example.org\n"
    "image: {src: /images/a.svg, alt: Η Μαρία}\n"
    "links: [{label: Σελίδα, url: 'https://example.org/'}]\n---\nΓράφει.\n",
    "pages/newsletters.md": f"---\ntitle: Γράμματα\n---\n\n{GREEK}\n",
    "images/a.svg": PICTURE,
    "images/b.svg": PICTURE,
}


def newsletter(id_: str, name: str, provider: dict[str, Any], **more: Any) -> dict[str, Any]:
    words = {"name": name, "pitch": GREEK, "frequency": "Κάθε μέρα"}
    return {"id": id_, **words, "provider": provider, "privacy": "/privacy/", **more}


SETTINGS: dict[str, Any] = {
    "SITENAME": "Το Καράβι",
    "SITESUBTITLE": "Νέα",
    "SITE_DESCRIPTION": GREEK,
    "DEFAULT_LANG": "el",
    "DRAFTS": True,
    "DRAFTS_UNTIL": "2030-01-01",
    "SECTIONS": ["Κόσμος", {"name": "Γνώμη", "opinion": True, "description": GREEK}],
    "PUBLISHER": {"name": "Εκδότης", "sentence": GREEK, "email": "a@example.org"},
    "FRONT_LENGTH": 4,
    "LINKS": [("Άλλοι", "https://example.org/")],
    "SOCIAL": [("Δίκτυο", "https://example.org/@a")],
    "ANNOUNCEMENTS": [{"text": GREEK, "from": "2030-01-01"}],
    "SEARCH_FORM": {"action": "https://ευρετήριο.example/"},
    "NEWSLETTERS": [
        newsletter(
            "a",
            "Άλφα",
            {"kind": "brevo", "hash": "0a1b2c3d", "token": "x"},
            default=True,
            feature="b",
        ),
        newsletter(
            "b",
            "Βήτα",
            {"kind": "beehiiv", "url": "https://example.org/subscribe"},
            topics=["Πλοία"],
        ),
    ],
    "REPUBLISHING": {
        "default": "fee",
        "policies": [
            {"id": "fee", "kind": "fee", "name": "Αμοιβή", "statement": GREEK},
            {
                "id": "agency",
                "kind": "agency",
                "name": "Πρακτορείο",
                "statement": GREEK,
                "owner": "Πρακτορείο",
            },
            {
                "id": "open",
                "kind": "open",
                "name": "Ελεύθερα",
                "statement": GREEK,
                "licence": {"name": "Άδεια", "code": "ΑΔ", "url": "https://example.org/licence"},
            },
        ],
        "request": {"form": {"action": "https://example.org/form", "honeypot": "empty"}},
        "fees": {
            "currencies": ["EUR"],
            "rows": [{"use": "Μία φορά", "note": GREEK, "amounts": {}}],
        },
    },
}
_OUTSIDE = re.compile(
    r"https?://\S+"  # addresses
    r"|\S+@example\.org"
    r"|\bEUR\b"  # the code of a currency, as the settings have it
)


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    """The messages of all .pot files, each once."""
    found: dict[Any, Message] = {}
    for file in (*sorted(ROOT.glob("theme/locale/*.pot")), *sorted(PACKAGE.rglob("*.pot"))):
        with file.open("rb") as template:
            for message in read_po(template):
                if message.id:
                    found.setdefault((message.id, message.context), message)
    return list(found.values())


@pytest.fixture
def paper(site: MakeSite, own: Lay, messages: list[Message]) -> Paper:
    """The Greek paper, with every message between brackets, behind its number."""
    catalog = Catalog(locale="el")
    for number, message in enumerate(messages):
        ids = [message.id] if isinstance(message.id, str) else message.id
        forms = tuple(f"⟦{number}:{each}⟧" for each in ids)
        string = forms[0] if isinstance(message.id, str) else forms
        catalog.add(message.id, string, context=message.context)
    text = BytesIO()
    write_po(text, catalog)
    made = site(FILES, **SETTINGS, **own(text.getvalue().decode(), "el"))
    assert made.stopped is None, made.faults
    return made


def outside(text: str) -> list[str]:
    """Return the words outside of all brackets, which may stand within one another."""
    while "⟦" in text:
        text, before = re.sub("⟦[^⟦⟧]*⟧", " ", text), text
        assert text != before, text
    return [word for word in _OUTSIDE.sub("", text).split() if LETTER.search(word)]


def documents(paper: Paper) -> Iterator[tuple[str, BeautifulSoup]]:
    """Yield each page by its path, and by that of its file the HTML that a page or a feed hands on."""
    for path, data in paper.files().items():
        if path.endswith(".html"):
            html = paper.html(path)
            for copied in html.select("textarea[readonly]"):
                yield path, BeautifulSoup(copied.text, "lxml")
                copied.clear()
            yield path, html
        elif path.endswith(".xml"):
            feed = etree.fromstring(data)
            for kind in ("title", "subtitle", "summary", "rights", "content"):
                for element in feed.iterfind(f".//{{*}}{kind}"):
                    yield path, BeautifulSoup(element.text or "", "lxml")
            for shown in feed.iterfind(f"{{{XHTML}}}*"):  # in browsers
                yield path, BeautifulSoup("\n".join(shown.itertext()), "lxml")


def test_every_word_of_every_page_and_feed_has_been_translated(
    paper: Paper, messages: list[Message]
) -> None:
    """Stories of all kinds, previews, fronts, archives, lists, notices, forms, copies, feeds.

    They are all kinds of pages there are, for every message is said by one of them.
    """
    said = set()
    for path, document in documents(paper):
        for text in spoken(document):
            assert outside(text) == [], path
            said |= set(map(int, re.findall(r"⟦(\d+):", text)))
    unsaid = [messages[number].id for number in range(len(messages)) if number not in said]
    assert unsaid == [
        "From A to Z",  # where names begin with many letters
        "Nothing has been corrected so far.",  # where nothing has
        "Write to the editors.",  # where the publisher has no address
        "Sign up for %(newsletter)s",  # in sites of Pelican's own
        "What it costs",  # in sites of Pelican's own
        # where requests come by e-mail
        "Write to us and say who you are, which story you ask for, and where it is to appear.",
    ]

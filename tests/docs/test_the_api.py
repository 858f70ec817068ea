"""The guide's snippets of the API: each is built as a plugin, and does what the guide says."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pelican.settings import get_settings_from_file

import broadsheet
from tests.support.halyard import PELICANCONF, ROOT
from tests.support.small_paper import MakeSite, Paper, story

GUIDE = ROOT / "docs" / "developers.md"
NAME = "tried"
PAGE = "2024/06/ark/index.html"
PACKAGE = Path(broadsheet.__file__).parent
REGISTER = "\n\ndef register() -> None:\n    pass\n"


def sections() -> dict[str, str]:
    """Return the text below each heading of the API by example, that before the first as ""."""
    told = GUIDE.read_text("utf-8").partition("\n### The API by example\n")[2]
    told = re.split(r"^### ", told, maxsplit=1, flags=re.MULTILINE)[0]
    parts = re.split(r"^#### (.+)$", told, flags=re.MULTILINE)
    return {"": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def code_in(section: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


SECTIONS = sections()
(IMPORTS,) = code_in(SECTIONS[""])


def test_plugins_need_the_api_and_none_of_the_rooms() -> None:
    """What the guide, its example and two of the capabilities import stays where it is.

    Wherever the code behind it moves.
    """
    own = ("sitemap", "structured_data")
    folders = [ROOT / "docs" / "examples", *(PACKAGE / name for name in own)]
    files = [file for folder in folders for file in sorted(folder.rglob("*.py"))]
    texts = [GUIDE.read_text("utf-8"), *(file.read_text("utf-8") for file in files)]
    modules = re.findall(r"^\s*(?:from|import) (broadsheet\S*)", "\n".join(texts), re.MULTILINE)
    of_others = {name for name in modules if name.split(".")[1] not in own}
    assert of_others == {"broadsheet.api"}


@pytest.fixture(autouse=True)
def _apart() -> Iterator[None]:
    """No snippet is taken for another."""
    sys.modules.pop(NAME, None)
    yield
    sys.modules.pop(NAME, None)


@pytest.fixture
def built(site: MakeSite, tmp_path: Path) -> Callable[..., Paper]:
    """A maker of a paper with two stories and a plugin that is the snippet of a section."""

    def make(title: str, files: dict[str, str] | None = None, **settings: Any) -> Paper:
        (code,) = code_in(SECTIONS[title])
        classes = re.findall(r"^class (\w+)\(Capability", code, re.MULTILINE)
        plugin = {"__init__.py": f"{IMPORTS}\n\n{code}\n\nCAPABILITY = {classes[-1]}{REGISTER}"}
        shown = r"^`(templates/\S+)`:\n\n```jinja\n(.*?)^```$"
        plugin |= dict(re.findall(shown, SECTIONS[title], re.MULTILINE | re.DOTALL))
        for name, text in (plugin | (files or {})).items():
            file = tmp_path / "plugins" / NAME / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        named = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
        more = {"PLUGINS": [*named, NAME], "PLUGIN_PATHS": [str(tmp_path / "plugins")]}
        front = settings.pop("front", {})
        content = {
            "articles/ark.md": story("Two words.", **{"title": "Ark", "slug": "ark", **front}),
            "articles/bay.md": story("One [link](ark.md).", title="Bay", slug="bay"),
            "notes/ark.txt": "ahoy",
            "notes/bay.txt": "avast",
        }
        return site(content, **more, **settings)

    return make


def shown(paper: Paper, selector: str, page: str = PAGE) -> list[str]:
    assert paper.faults == []
    return [each.get_text() for each in paper.html(page).select(selector)]


def text(paper: Paper, path: str) -> str:
    assert paper.faults == []
    return (paper.output / path).read_text("utf-8")


Built = Callable[..., Paper]


def test_settings(built: Built) -> None:
    """A fault between two options is told as one of the settings."""
    assert built("Settings").faults == []
    sys.modules.pop(NAME)
    (fault,) = built("Settings", TIDES_LOW=6).faults
    assert fault == "settings: TIDES_LOW: it is above TIDES_HIGH (lower it)"


def test_places(built: Built) -> None:
    """On each page that has the place, but for what the template leaves out."""
    paper = built("Places")
    assert shown(paper, ".signed") == ["Ark"]
    assert shown(paper, ".signed", "index.html") == []


def test_keys_of_stories(built: Built) -> None:
    """As front matter says, or by default."""
    paper = built("Keys of stories", front={"difficulty": "4"})
    assert shown(paper, ".difficulty") == ["4"]
    assert shown(paper, ".difficulty", "2024/06/bay/index.html") == ["1"]


def test_a_page(built: Built) -> None:
    """It is linked from the foot of all pages, and in the sitemap."""
    paper = built("Outputs: a page")
    assert shown(paper, "h1", "colophon/index.html") == ["Colophon"]
    assert "Colophon" in shown(paper, "footer a")
    assert "/colophon/" in text(paper, "sitemap/pages.xml")


def test_a_document(built: Built) -> None:
    """Made of all stories."""
    assert sorted(json.loads(text(built("Outputs: a document"), "headlines.json"))) == [
        "Ark",
        "Bay",
    ]


def test_a_derivative(built: Built) -> None:
    """Made of a file of the content folder."""
    assert text(built("Outputs: a derivative"), "loud/ark.txt") == "AHOY!"


def test_a_recipe_leaves_out_what_is_not_worth_a_file(built: Callable[..., Paper]) -> None:
    """And the plan follows it."""
    paper = built("Outputs: derivatives that are made together", files={"more.txt": ""})
    assert sorted(path for path in paper.files() if path.startswith("clips/")) == [
        "clips/ark.whole",
        "clips/bay.whole",
    ]


def test_a_copy(built: Built) -> None:
    """As it lies in the capability's folder."""
    paper = built("Outputs: a copy", {"humans.txt": "We.\n"})
    assert text(paper, "humans.txt") == "We.\n"


def test_families(built: Built) -> None:
    """A file for each key."""
    paper = built("Families")
    assert json.loads(text(paper, "letters/a.json")) == ["ark"]
    assert json.loads(text(paper, "letters/b.json")) == ["bay"]


def test_the_index_phase(built: Built) -> None:
    """It sees what was planned."""
    found = text(built("The index phase"), "pages.txt").splitlines()
    assert {"/", "/2024/06/ark/", "/2024/06/bay/"} <= set(found)


def test_contributions(built: Built) -> None:
    """Who asks by type gets the answer."""
    assert shown(built("Contributions"), ".mood") == ["calm"]


def test_passes_and_slots(built: Built) -> None:
    """The slot is filled on the page and left out of the feed."""
    empty = {f"templates/slots/{medium}/ending.html": "" for medium in ("feed", "copy")}
    paper = built("Passes and slots", empty)
    assert shown(paper, ".ending") == ["– 30 –"]
    assert "– 30 –" not in text(paper, "feeds/all.atom.xml")


def test_media(built: Built) -> None:
    """A body for elsewhere has full addresses."""
    kinds = ("figure", "image", "recording", "embed", "updates", "update", "newsletter")
    paper = built("Media", {f"templates/slots/mail/{kind}.html": "" for kind in kinds})
    assert re.search(r'href="https?://[^"]+/2024/06/ark/"', text(paper, "mail/bay.html"))


def test_checks(built: Built) -> None:
    """With the line of the key."""
    (fault,) = built("Checks", front={"title": "A" * 91}).faults
    assert fault == "articles/ark.md:2: a headline of more than 90 letters (shorten it)"


def test_queries(built: Built) -> None:
    """By the key that the page gave."""
    assert shown(built("Queries"), ".count") == ["2"]


def test_every_snippet_is_tried() -> None:
    """And each name of the imports is needed by one of them."""
    with_code = {title for title, section in SECTIONS.items() if title and code_in(section)}
    here = Path(__file__).read_text("utf-8")
    assert {title for title in with_code if f'built("{title}"' not in here} == set()
    snippets = "\n".join(code for title in with_code for code in code_in(SECTIONS[title]))
    names = re.findall(r"\w+", " ".join(re.findall(r"import (.+)$", IMPORTS, re.MULTILINE)))
    assert [name for name in names if not re.search(rf"\b{name}\b", snippets)] == []

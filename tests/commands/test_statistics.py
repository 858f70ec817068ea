"""`inv stats`: what a paper has published and what waits, counted without a build."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from broadsheet.commands.settings_file import newspaper
from broadsheet.commands.statistics.reporting import CannotCount, statistics
from tests.support.small_paper import story

Settings = Callable[[Mapping[str, Any]], Path]


def write(paper: Path, name: str, body: str, **front: str | None) -> None:
    (paper / f"articles/2024/{name}.md").write_text(story(body, **front), "utf-8")


@pytest.fixture
def busy_paper(paper: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A paper with a story of each sort; The Halyard's moment is in June 2024."""
    monkeypatch.chdir(tmp_path)
    (paper / "images").mkdir()
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="6"/>'
    (paper / "images/tug.svg").write_text(drawing, "utf-8")
    link = "[a](https://www.one.example/) [b](https://one.example/b#c) [c](https://two.example/)"
    own = "[d](https://halyard.example/2024/06/harbour-reopens/) [e](mailto:a@one.example)"
    write(
        paper,
        "links",
        f"{link} {own}",
        title="Links",
        slug="links",
        date="2024-05-31T23:30:00+00:00",
        category="Economy",
        authors="[Ada Finch]",
        corrections='[{date: 2024-06-02, text: "It was three."}]',
    )
    write(
        paper,
        "picture",
        'Words here.\n\n![A tug](/images/tug.svg "At sea")',
        title="Pictures",
        slug="pictures",
        authors="[Ada Finch]",
    )
    write(paper, "draft", "Not [yet](https://draft.example/).", title="Draft", status="draft")
    write(
        paper,
        "later",
        "Wait.",
        title="Later <b>",
        slug="later",
        date="2024-06-11T07:30:00+00:00",
        embargo="2061-07-28T12:00:00+00:00",
    )
    return paper


def figures(file: Path) -> dict[str, Any]:
    """Return the JSON of a paper's figures."""
    found: dict[str, Any] = json.loads("".join(statistics(file, {}, "json", "")))
    return found


PREVIEW = {"PRODUCTION": False}


def test_stories_are_counted_by_month_section_and_author(
    busy_paper: Path, settings_file: Settings
) -> None:
    """By months of the paper's zone: at half past midnight in Berlin, May is over."""
    found = figures(settings_file({**PREVIEW, "TIMEZONE": "Europe/Berlin"}))
    assert found["version"] == 1
    numbers = found["stories"]
    assert {name: numbers[name] for name in ("public", "scheduled", "drafts", "withdrawn")} == {
        "public": 3,
        "scheduled": 1,
        "drafts": 1,
        "withdrawn": 0,
    }
    assert (numbers["corrected"], numbers["corrections"]) == (1, 1)
    assert [(each["name"], each["stories"]) for each in found["months"]] == [("2024-06", 3)]
    sections = {each["name"]: each["stories"] for each in found["sections"]}
    assert (sections["World"], sections["Economy"]) == (2, 1)
    assert [(each["name"], each["stories"]) for each in found["authors"]] == [("Ada Finch", 2)]


def test_words_are_told_by_their_median(busy_paper: Path, settings_file: Settings) -> None:
    """One long read does not make all stories long."""
    numbers = figures(settings_file(PREVIEW))["stories"]
    assert numbers["words_median"] == 5  # of 2, 5 and 5
    assert numbers["words"] == 12


def test_links_to_other_sites_are_counted_by_host(
    busy_paper: Path, settings_file: Settings
) -> None:
    """Those of readable texts, most frequent first; neither the paper's own nor mailboxes."""
    assert figures(settings_file(PREVIEW))["links_out"] == [
        {"host": "one.example", "links": 2, "texts": 1},
        {"host": "two.example", "links": 1, "texts": 1},
    ]


def test_pictures_without_a_credit_are_listed(busy_paper: Path, settings_file: Settings) -> None:
    """At the place where the credit belongs."""
    (found,) = figures(settings_file(PREVIEW))["pictures_without_credit"]
    assert (found["path"], found["line"]) == ("articles/2024/picture.md", 11)


def test_what_is_scheduled_is_told_in_the_papers_zone(
    busy_paper: Path, settings_file: Settings
) -> None:
    """With the moment at which readers will see it, and drafts by themselves."""
    found = figures(settings_file({**PREVIEW, "TIMEZONE": "Europe/Berlin"}))
    assert found["scheduled"] == [
        {
            "path": "articles/2024/later.md",
            "title": "Later <b>",
            "section": "World",
            "at": "2061-07-28T14:00+02:00",
            "has_embargo": True,
        }
    ]
    assert found["drafts"] == [{"path": "articles/2024/draft.md", "title": "Draft"}]


def test_a_preview_of_drafts_counts_no_draft_as_public(
    busy_paper: Path, settings_file: Settings
) -> None:
    """Whatever DRAFTS says."""
    assert figures(settings_file({**PREVIEW, "DRAFTS": True}))["stories"]["public"] == 3


def test_sizes_are_those_of_the_last_build(
    tmp_path: Path, busy_paper: Path, settings_file: Settings
) -> None:
    """The largest page first, its pictures beside it; without a build that is said."""
    file = settings_file({**PREVIEW, "OUTPUT_PATH": str(tmp_path / "site")})
    assert figures(file)["sizes"] is None
    assert "nothing has been built here yet" in "\n".join(statistics(file, {}, "text", ""))
    newspaper(str(file)).run()
    sizes = figures(file)["sizes"]
    pages = list((tmp_path / "site").rglob("*.html"))
    assert sizes["pages"] == len(pages)
    assert sizes["bytes"] == sum(page.stat().st_size for page in pages)
    listed = {each["path"]: each for each in sizes["largest"]}
    assert list(listed) == sorted(listed, key=lambda path: -listed[path]["bytes"])
    page = "2024/06/pictures/index.html"
    picture = BeautifulSoup((tmp_path / "site" / page).read_bytes(), "lxml").select_one(
        "figure img"
    )
    shown = tmp_path / "site" / picture["src"].removeprefix("/")
    assert listed[page]["pictures"] >= shown.stat().st_size


def test_counting_builds_and_prints_nothing(
    tmp_path: Path, busy_paper: Path, settings_file: Settings
) -> None:
    """It looks only."""
    list(statistics(settings_file({**PREVIEW, "OUTPUT_PATH": "site"}), {}, "text", ""))
    assert not (tmp_path / "site").exists()


def test_a_paper_with_faults_is_counted_all_the_same(
    busy_paper: Path, settings_file: Settings
) -> None:
    """What could not be read is said."""
    (busy_paper / "articles/2024/bad.md").write_text("no front matter\n", "utf-8")
    file = settings_file(PREVIEW)
    assert figures(file)["stories"]["faulty"] == 1
    told = "\n".join(statistics(file, {}, "text", ""))
    assert "1 file could not be counted: `broadsheet check` says what is wrong" in told


def test_an_empty_paper_is_counted_too(paper: Path, settings_file: Settings) -> None:
    """On the first day there is nothing."""
    (paper / "articles/2024/harbour-reopens.md").unlink()
    assert "0 stories" in "\n".join(statistics(settings_file(PREVIEW), {}, "text", ""))


def test_the_page_needs_nothing_else(
    tmp_path: Path, busy_paper: Path, settings_file: Settings
) -> None:
    """No script, no other file, no request; and headlines are text."""
    told = list(statistics(settings_file(PREVIEW), {}, "text", "figures.html"))
    assert told == ["figures.html"]
    page = BeautifulSoup((tmp_path / "figures.html").read_bytes(), "lxml")
    assert not page.select("script, link, img, iframe, [src], [href]")
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert "Later <b>" in page.get_text() and not page.select("td b")
    heads = [head.get_text() for head in page.select("h2")]
    assert "Scheduled" in heads and "Links to other sites" in heads


@pytest.mark.parametrize(
    "name", ["site/a.html", "site/deep/a.html", "content/a.html", "www/editions/x/a.html",
             "old/a.html", "link/a.html"],
)  # fmt: skip
def test_the_page_is_never_written_where_readers_look(
    tmp_path: Path, busy_paper: Path, settings_file: Settings, name: str
) -> None:
    """It names drafts and what is under embargo."""
    for folder in ("site/deep", "www/editions/x", "old"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "www/current").symlink_to("editions/x")
    (tmp_path / "old/.broadsheet").touch()
    (tmp_path / "link").symlink_to("site")
    file = settings_file({**PREVIEW, "OUTPUT_PATH": str(tmp_path / "site")})
    with pytest.raises(CannotCount, match="it names drafts; write it elsewhere"):
        list(statistics(file, {}, "text", name))
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(("form", "page"), [("xml", ""), ("text", "figures.txt")])
def test_what_cannot_be_had_is_told(
    busy_paper: Path, settings_file: Settings, form: str, page: str
) -> None:
    """A format that there is none, and a page that no browser would open."""
    with pytest.raises(CannotCount):
        list(statistics(settings_file(PREVIEW), {}, form, page))


def test_a_page_for_a_folder_that_is_not_there_is_refused(
    busy_paper: Path, settings_file: Settings
) -> None:
    """By the name that was given, before anything is counted."""
    told = r"--html nowhere/a.html: there is no folder nowhere \(make it, or write elsewhere\)"
    with pytest.raises(CannotCount, match=told):
        list(statistics(settings_file(PREVIEW), {}, "text", "nowhere/a.html"))

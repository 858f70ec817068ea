"""`inv feed-ids`: what stories are called in published feeds is written down for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from invoke import Context, Exit

import tasks
from broadsheet.commands.feed_ids import CannotList, list_ids
from broadsheet.commands.settings_file import load
from broadsheet.reporting.current_folder import seen_from_here

HEAD = '<feed xmlns="http://www.w3.org/2005/Atom">'
URL = "https://halyard.example/paper"
A, B = "2024-06-11:/paper/2024/06/a/", "2024-07-01:/paper/2024/07/b/"
MakeSettings = Callable[[Mapping[str, Any]], Path]


def entry(link: str, id_: str) -> str:
    return f'<entry><link rel="alternate" href="{link}"/><id>{id_}</id></entry>'


def own(path: str, short: str) -> str:
    return entry(f"{URL}{path}", f"tag:halyard.example,{short}")


@pytest.fixture
def settings(settings_file: MakeSettings) -> dict[str, Any]:
    """The settings of a paper that stands in a folder of its host."""
    return load(str(settings_file({"SITEURL": URL})))


def feeds(folder: Path, **files: str) -> Path:
    """Write feeds into a folder, each from its entries."""
    for name, entries in files.items():
        file = folder / "feeds" / f"{name}.xml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{HEAD}{entries}</feed>", "utf-8")
    return folder


def lines(paper: Path) -> list[str]:
    text = (paper / "feed-ids.txt").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_the_stories_of_all_feeds_are_listed_once(
    tmp_path: Path, paper: Path, settings: dict[str, Any]
) -> None:
    """By address; an id of the paper's own in short, another as it is; those of others left out."""
    foreign = entry("https://elsewhere.example/x/", "urn:x")
    folder = feeds(
        tmp_path / "out",
        all=own("/2024/07/b/", B) + own("/2024/06/a/", A) + foreign,
        world=own("/2024/06/a/", A) + entry(f"{URL}/node/%C3%A9t%C3%A9", "http://old.example/?p=1"),
    )
    (folder / "sitemap.xml").write_text("<urlset/>", "utf-8")
    file, added = list_ids(settings, folder)
    assert (file, added) == (paper / "feed-ids.txt", 3)
    assert lines(paper) == [
        f"/2024/06/a/ {A}",
        f"/2024/07/b/ {B}",
        "/node/été http://old.example/?p=1",
    ]


def test_what_is_listed_stays(tmp_path: Path, paper: Path, settings: dict[str, Any]) -> None:
    """However feeds call the story by now; what is new comes behind it."""
    (paper / "feed-ids.txt").write_text("# Ours\n/2024/06/a urn:a", "utf-8")
    folder = feeds(tmp_path / "out", all=own("/2024/07/b/", B) + own("/2024/06/a/", A))
    assert list_ids(settings, folder)[1] == 1
    assert list_ids(settings, folder)[1] == 0
    assert lines(paper) == ["/2024/06/a urn:a", f"/2024/07/b/ {B}"]
    assert sorted(each.name for each in paper.iterdir()) == ["articles", "feed-ids.txt"]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (entry("https://elsewhere.example/x/", "urn:x"), "has no feed with stories of https://hal"),
        (own("/a/", A) + own("/b/", A), "/a/ and /b/ have one id, "),
        (own("/a/", A) + own("/a/", B), "/a/ has another id than in a feed before"),
        (entry(f"{URL}/a/", "no-id"), "/a/ has no id that can be listed"),
        (entry(f"{URL}/a%0Ab/", "urn:x"), "has no id that can be listed"),
        ("<entry>", "is no XML: "),
    ],
)
def test_what_cannot_be_listed_is_told_in_a_line(
    tmp_path: Path, paper: Path, settings: dict[str, Any], entries: str, message: str
) -> None:
    """And nothing is written."""
    with pytest.raises(CannotList, match=message) as caught:
        list_ids(settings, feeds(tmp_path / "out", all=entries))
    assert "\n" not in str(caught.value)
    assert not (paper / "feed-ids.txt").exists()


def test_a_faulty_list_is_not_added_to(
    tmp_path: Path, paper: Path, settings: dict[str, Any]
) -> None:
    """It is mended first."""
    (paper / "feed-ids.txt").write_text("nonsense\n", "utf-8")
    with pytest.raises(CannotList, match=r"feed-ids\.txt:1: no address and id"):
        list_ids(settings, feeds(tmp_path / "out", all=own("/a/", A)))


def test_the_task_takes_what_was_published(
    tmp_path: Path, paper: Path, settings_file: MakeSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it is not told of another folder; without any it says so and ends with 1."""
    file = settings_file({"SITEURL": URL, "OUTPUT_PATH": str(tmp_path / "out")})
    with pytest.raises(
        Exit, match=r"error: .*out is not there \(name what was published"
    ) as caught:
        tasks.feed_ids.body(Context(), settings=str(file))
    assert caught.value.code == 1
    feeds(tmp_path / "out", all=own("/a/", A))
    tasks.feed_ids.body(Context(), settings=str(file))
    assert capsys.readouterr().out == f"1 id added to {seen_from_here(paper / 'feed-ids.txt')}\n"

"""Links to drafts: seen by whoever has the address, until they end, and by nobody else."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from broadsheet.commands.disk import DiskPlace
from broadsheet.commands.draft_links import DiskShelf, DraftLink, draft_lines
from broadsheet.commands.editions import CannotPublish
from broadsheet.commands.release import release, release_drafts
from broadsheet.commands.settings_file import load
from broadsheet.reporting.errors import BuildStopped
from tests.commands.conftest import STORY
from tests.commands.servers import start, tool

Settings = Callable[[Mapping[str, Any]], Path]
URL = "https://halyard.example/drafts"
DRAFT = STORY.replace("Harbour reopens", "Mayor resigns").replace(
    "category: World", "category: World\nstatus: draft"
)
OTHER = DRAFT.replace("Mayor resigns", "Bank fails")
LATER = {"NOW": "2026-12-10T12:00:00+00:00"}


@pytest.fixture
def shelf(tmp_path: Path, paper: Path) -> Path:
    """The folder of drafts of a paper with two of them."""
    (paper / "articles/2024/mayor.md").write_text(DRAFT, "utf-8")
    (paper / "articles/2024/bank.md").write_text(OTHER, "utf-8")
    return tmp_path / "drafts"


def links(shelf: Path) -> list[Path]:
    return sorted(each for each in shelf.iterdir() if each.name.startswith("draft-"))


def shown(link: Path) -> str:
    files = (file for file in (link / "current").rglob("*") if file.is_file())
    return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files)


def test_drafts_are_shown_to_those_who_have_the_address(
    settings_file: Settings, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The address is printed; each page says that it is a draft, and keeps away from search."""
    release_drafts(settings_file({}), str(shelf), URL)
    (link,) = links(shelf)
    assert len(link.name.rpartition("-")[2]) * 4 >= 128
    assert f"at {URL}/{link.name}/current/" in capsys.readouterr().err
    pages = list((link / "current").rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        html = page.read_text("utf-8")
        assert '<meta name="robots" content="noindex, nofollow"' in html, page
        assert '<meta name="referrer" content="no-referrer"' in html, page
        if "http-equiv" not in html:
            assert re.search(r"Not for publication: .*29 November 2026", html, re.DOTALL), page
        assert 'rel="canonical"' not in html or "http-equiv" in html
    assert "Mayor resigns" in shown(link) and "Bank fails" in shown(link)
    assert not list((link / "current").rglob("*.xml"))
    assert f"/drafts/{link.name}/current/theme/" in pages[0].read_text("utf-8")


def test_a_link_stays_until_it_ends(settings_file: Settings, shelf: Path) -> None:
    """The next publication of drafts keeps the address, and one after its end makes another."""
    release_drafts(settings_file({}), str(shelf), URL)
    (first,) = links(shelf)
    release_drafts(settings_file({"SITENAME": "Else"}), str(shelf), URL)
    assert links(shelf) == [first]
    assert "Else" in shown(first)
    release_drafts(settings_file(LATER), str(shelf), URL)
    (second,) = links(shelf)
    assert second.name.split("-")[-1] != first.name.split("-")[-1]


def test_one_draft_alone_tells_nothing_of_another(settings_file: Settings, shelf: Path) -> None:
    """A lawyer who is asked about one story sees no other, under an address of its own."""
    release_drafts(settings_file({}), str(shelf), URL)
    (everything,) = links(shelf)
    release_drafts(settings_file({}), str(shelf), URL, ["articles/2024/mayor.md"])
    (one,) = set(links(shelf)) - {everything}
    assert "Mayor resigns" in shown(one)
    assert "Bank fails" not in shown(one) and "bank-fails" not in shown(one)


def test_a_normal_edition_has_no_trace_of_drafts(
    settings_file: Settings, shelf: Path, tmp_path: Path
) -> None:
    """Nor does it list or touch a link that lasts; what has ended it deletes."""
    www = tmp_path / "www"
    told = {"PUBLISH_TARGET": str(www), "DRAFTS_TARGET": str(shelf), "DRAFTS_URL": URL}
    release_drafts(settings_file(told))
    (link,) = links(shelf)
    before = shown(link)
    release(settings_file(told))
    edition = shown(www)
    for trace in (link.name, "Mayor resigns", "draft-2", "Not for publication", "no-referrer"):
        assert trace not in edition
    assert shown(link) == before
    assert len(DiskPlace(www).look().whole) == 1
    release(settings_file({**told, **LATER}))
    assert links(shelf) == []


def test_a_link_ends_though_a_story_is_at_fault(
    settings_file: Settings, shelf: Path, tmp_path: Path, paper: Path
) -> None:
    """What a lawyer was shown for a week may not stay because somebody misspelt a link."""
    told = {"PUBLISH_TARGET": str(tmp_path / "www"), "DRAFTS_TARGET": str(shelf), "DRAFTS_URL": URL}
    release_drafts(settings_file(told))
    (paper / "articles/2024/bad.md").write_text("no front matter", "utf-8")
    with pytest.raises(BuildStopped):
        release(settings_file({**told, **LATER}))
    assert links(shelf) == []


def test_one_link_can_be_ended_alone(
    settings_file: Settings, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its address, or a piece of its name; what names two, or none, ends none."""
    file = settings_file({"DRAFTS_TARGET": str(shelf), "DRAFTS_URL": URL})
    release_drafts(file)
    (all_of_them,) = links(shelf)
    release_drafts(file, only=["mayor"])
    (one,) = set(links(shelf)) - {all_of_them}
    for named in ("draft-", "nothing-like-it"):
        with pytest.raises(CannotPublish, match="--end: "):
            list(draft_lines(load(str(file)), file, end=named))
    lines = list(
        draft_lines(load(str(file)), file, end=f"{URL}/{one.name}/current/", is_quiet=True)
    )
    assert lines == [f"deleted: {one.name}"] and links(shelf) == [all_of_them]
    capsys.readouterr()
    release_drafts(file, days=1)
    told = capsys.readouterr().err
    assert (
        "the address and its end are those of the link that there was (to end it before, " in told
    )
    piece = told.partition("--end ")[2].partition("`")[0]
    assert list(draft_lines(load(str(file)), file, end=piece)) == [f"deleted: {all_of_them.name}"]


def test_a_story_that_is_public_is_no_draft(
    settings_file: Settings, shelf: Path, paper: Path
) -> None:
    """Nobody is sent a link to it by mistake; nor to a paper in which nothing waits."""
    file = settings_file({"DRAFTS_TARGET": str(shelf), "DRAFTS_URL": URL})
    with pytest.raises(CannotPublish, match=": no draft, and not still to come"):
        release_drafts(file, only=["harbour-reopens"])
    for name in ("mayor.md", "bank.md"):
        (paper / "articles/2024" / name).unlink()
    with pytest.raises(CannotPublish, match="there is nothing to show"):
        release_drafts(file)
    assert not shelf.exists() or links(shelf) == []


def test_what_nobody_will_delete_is_told(
    settings_file: Settings, shelf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the folder is named on the command line alone."""
    release_drafts(settings_file({}), str(shelf), URL)
    assert "nothing deletes this when it has ended" in capsys.readouterr().err


@pytest.mark.parametrize("below", ["", "editions", "current", "editions/a"])
def test_drafts_never_lie_where_readers_are_served(
    settings_file: Settings, shelf: Path, tmp_path: Path, below: str
) -> None:
    """The root of the paper's own target is refused, and so is what lies in its editions."""
    www = tmp_path / "www"
    file = settings_file({"PUBLISH_TARGET": str(www)})
    release(file)
    with pytest.raises(CannotPublish, match="readers see what lies there"):
        release_drafts(file, str(www / below), URL)


def test_a_folder_below_the_papers_own_will_do(
    settings_file: Settings, shelf: Path, tmp_path: Path
) -> None:
    """It lies beside the editions, and the paper's target is read as ever."""
    www = tmp_path / "www"
    file = settings_file({"PUBLISH_TARGET": str(www)})
    release(file)
    release_drafts(file, str(www / "drafts"), URL)
    assert len(links(www / "drafts")) == 1
    assert len(DiskPlace(www).look().whole) == 1


def test_links_are_listed_and_ended(settings_file: Settings, shelf: Path) -> None:
    """All of them with --clear, else those that are over."""
    told = {"DRAFTS_TARGET": str(shelf), "DRAFTS_URL": URL}
    file = settings_file(told)
    release_drafts(file)
    (link,) = links(shelf)
    (line,) = draft_lines(load(str(file)), file)
    assert line == f"until 2026-11-29 12:00 GMT: {URL}/{link.name}/current/"
    assert list(draft_lines(load(str(file)), file, is_quiet=True)) == []
    (line,) = draft_lines(load(str(file)), file, ends_all=True, is_quiet=True)
    assert line == f"deleted: {link.name}" and list(shelf.iterdir()) == []
    assert list(draft_lines(load(str(file)), file, is_quiet=True)) == []


@pytest.mark.parametrize(
    ("url", "only", "what"),
    [
        ("", [], "nobody knows at which address drafts are seen"),
        ("drafts", [], "is no address of a folder"),
        (
            URL,
            ["articles/2024/mayer.md"],
            "--only: there is no file “articles/2024/mayer.md” (did you mean `mayor.md`?)",
        ),
    ],
)
def test_what_is_missing_is_told(
    settings_file: Settings, shelf: Path, url: str, only: list[str], what: str
) -> None:
    """Before anything is built."""
    with pytest.raises(CannotPublish, match=re.escape(what)):
        release_drafts(settings_file({}), str(shelf), url, only)
    assert not shelf.exists()


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    """What is not named as a link is none, and so is never deleted."""
    for name in ("draft-notes", "draft-20261301T000000Z-00000000-" + "0" * 32, "www"):
        (tmp_path / name).mkdir()
    link = DraftLink.fresh("00000000", datetime(2026, 11, 22, tzinfo=UTC) + timedelta(days=1))
    (tmp_path / link.name).mkdir()
    assert DiskShelf(tmp_path).links() == [link]
    DiskShelf(tmp_path).end([link])
    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.parametrize("kind", ["gnu", "busybox"])
def test_a_server_does_as_a_folder_does(
    settings_file: Settings,
    shelf: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    """Links are found again, kept while they last and deleted when they end; all else stays."""
    tool("rsync")
    home = start(tmp_path / "server", monkeypatch, kind).home
    told = {"DRAFTS_TARGET": "server:drafts", "DRAFTS_URL": URL}
    (home / "drafts/draft-notes").mkdir(parents=True)
    release_drafts(settings_file(told))
    release_drafts(settings_file({**told, "SITENAME": "Else"}))
    notes, link = sorted(links(home / "drafts"), key=lambda each: each.name, reverse=True)
    assert notes.name == "draft-notes"
    assert "Mayor resigns" in shown(link) and "Else" in shown(link)
    file = settings_file({**told, **LATER})
    assert list(draft_lines(load(str(file)), file)) == [f"deleted: {link.name}"]
    assert [each.name for each in (home / "drafts").iterdir()] == ["draft-notes"]


def test_the_root_of_readers_on_a_server_is_refused(settings_file: Settings, shelf: Path) -> None:
    """However it is written."""
    file = settings_file({"PUBLISH_TARGET": "server:www/"})
    for target in ("server:www", "server:./www", "server:~/www/editions/a"):
        with pytest.raises(CannotPublish, match="readers see what lies there"):
            release_drafts(file, target, URL)


@pytest.mark.parametrize("is_repository", [True, False])
def test_git_passes_over_drafts_that_lie_in_a_repository(
    settings_file: Settings, shelf: Path, is_repository: bool
) -> None:
    """Whoever commits all files would publish them; what somebody wrote there already stays."""
    if is_repository:
        subprocess.run(["git", "init", "-q", shelf.parent], check=True)
    release_drafts(settings_file({}), str(shelf), URL)
    ignored = shelf / ".gitignore"
    assert ignored.exists() == is_repository
    if is_repository:
        told = ["git", "-C", shelf.parent, "status", "--short", "--untracked-files=all", shelf]
        seen = subprocess.run(told, check=True, capture_output=True, text=True).stdout
        assert "draft-" not in seen
        ignored.write_text("*\n")
        release_drafts(settings_file({}), str(shelf), URL)
        assert ignored.read_text() == "*\n"

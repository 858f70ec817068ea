"""Addresses that readers knew: publishing remembers them, and warns before one leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from broadsheet.build.known_addresses import KnownAddresses
from broadsheet.commands.cleaning import clean
from broadsheet.commands.release import release
from broadsheet.commands.settings_file import newspaper
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.site.old_addresses import OldAddresses
from tests.support.small_paper import story

Settings = Callable[[Mapping[str, Any]], Path]
OLD = "/2024/06/quay/"


class Desk:
    """A paper that is published, edited, and published again."""

    def __init__(self, content: Path, settings_file: Settings, target: Path) -> None:
        self.content, self.settings, self.target = content, settings_file, target
        self.changes: dict[str, Any] = {}

    def write(self, path: str, text: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def publish(self) -> None:
        release(self.settings(self.changes), str(self.target))

    def lost(self) -> list[str]:
        """Return what a check with the production settings says of addresses that readers knew."""
        plan = newspaper(str(self.settings(self.changes))).check()
        return [str(fault) for fault in plan.verdict.warnings if "readers knew" in fault.what]


@pytest.fixture
def desk(tmp_path: Path, paper: Path, settings_file: Settings) -> Desk:
    """A paper with a story about a quay and one about a harbour, published."""
    desk = Desk(paper, settings_file, tmp_path / "www")
    desk.write("articles/quay.md", story(title="Quay", slug="quay", tags="[Ports]"))
    desk.write("pages/team.md", "---\ntitle: Team\nslug: team\n---\n\nUs.\n")
    desk.publish()
    assert desk.lost() == []
    return desk


def test_a_story_that_moves_gets_the_alias_to_add(desk: Desk) -> None:
    """At the line of its slug, until the alias is there."""
    desk.write("articles/quay.md", story(title="Quay", slug="pier", tags="[Ports]"))
    told = f"articles/quay.md:5: readers knew this story at {OLD}, and nothing is there now"
    (warning,) = desk.lost()
    assert warning.startswith(f"{told} (write `aliases: [{OLD}]`; to give it up, ")
    desk.publish()
    assert desk.lost() == [warning], "it stays when it was published all the same"
    answered = story(title="Quay", slug="pier", tags="[Ports]", aliases=f"[{OLD}]")
    desk.write("articles/quay.md", answered)
    assert desk.lost() == []
    desk.publish()
    desk.write("articles/quay.md", answered.replace(f"[{OLD}]", "[/older/]"))
    (warning,) = desk.lost()
    assert f"(add {OLD} to `aliases:`; " in warning, "an alias that goes is missed"


def test_a_page_that_moves_is_told_as_well(desk: Desk) -> None:
    """As a story is."""
    desk.write("pages/team.md", "---\ntitle: Team\nslug: we\n---\n\nUs.\n")
    (warning,) = desk.lost()
    assert warning.startswith("pages/team.md:3: readers knew this page at /team/, and nothing")


def test_a_story_that_is_pulled_is_to_say_so(desk: Desk) -> None:
    """Where it has become a draft, or its file is gone; its topic goes with it."""
    draft = story(title="Quay", slug="quay", tags="[Ports]", status="draft")
    desk.write("articles/quay.md", draft)
    topic = "ALIASES: readers knew the topic at /topics/ports/, and nothing is there now"
    first, second, third = sorted(desk.lost())
    assert f"at {OLD}" in first and "write `withdrawn:` with the reason" in first
    assert "/topics/ports/2024/" in third or "archive" in second
    assert any(topic in each for each in (second, third))
    (desk.content / "articles/quay.md").unlink()
    (gone,) = [each for each in desk.lost() if each.startswith("articles/")]
    assert gone.startswith("articles/quay.md: readers knew the story of this file, which is gone")
    desk.write("articles/quay.md", draft.replace("status: draft", "withdrawn: Wrong."))
    assert not any(OLD in each for each in desk.lost())


@pytest.mark.parametrize(
    ("kind", "name", "old", "new"),
    [
        ("author", "ann lee", "authors: [Ann Lee]", "authors: [Ann O'Lee]"),
        ("topic", "ports", "[Ports]", "[Docks]"),
        ("section", "coast", "category: Coast", "category: Sea"),
    ],
)
def test_a_name_that_was_changed_by_hand_gets_the_command_for_it(
    desk: Desk, kind: str, name: str, old: str, new: str
) -> None:
    """With the old name filled in. It changes all files, and leads readers on."""
    desk.changes = {"SECTIONS": None}
    text = story(title="Quay", slug="quay", tags="[Ports]", authors="[Ann Lee]", category="Coast")
    desk.write("articles/quay.md", text)
    desk.publish()
    desk.write("articles/quay.md", text.replace(old, new))
    mend = f'have `broadsheet rename {kind} "{name}" "…"` change it, which leads readers on)'
    assert any(f"readers knew the {kind} at" in each and mend in each for each in desk.lost())


@pytest.mark.parametrize("folder", ["articles", "news"])
def test_a_file_that_is_gone_is_named_as_if_it_were_there(desk: Desk, folder: str) -> None:
    """By its path from the current folder, as all others are, though its folder has gone too."""
    file = desk.content / folder / "quay.md"
    file.parent.mkdir(exist_ok=True)
    desk.changes = {"ARTICLE_PATHS": ["articles", "news"]}
    (desk.content / "articles/quay.md").rename(file)
    desk.publish()
    file.unlink()
    if folder == "news":
        file.parent.rmdir()
    paper = newspaper(str(desk.settings(desk.changes)))
    (fault,) = [each for each in paper.check().verdict.warnings if "is gone" in each.what]
    located = paper.reporter.line(fault)
    assert located.startswith(f"{seen_from_here(file)}: ")


def test_an_address_may_be_given_up(desk: Desk) -> None:
    """Once it was published so, the line in the settings is not needed any more."""
    desk.write("articles/quay.md", story(title="Quay", slug="pier", tags="[Ports]"))
    desk.changes = {"ALIASES": {OLD: None}}
    assert desk.lost() == []
    desk.publish()
    desk.changes = {}
    assert desk.lost() == []


def test_previews_and_trials_say_and_remember_nothing(desk: Desk, tmp_path: Path) -> None:
    """Nor does a build that is no production."""
    desk.write("articles/quay.md", story(title="Quay", slug="pier", tags="[Ports]"))
    for changes in ({"DRAFTS": True}, {"PRODUCTION": False}):
        desk.changes = changes
        assert desk.lost() == []
    desk.changes = {"PUBLISH_TARGET": str(desk.target)}
    book = (tmp_path / "cache/published.addresses").read_bytes()
    release(desk.settings(desk.changes), str(tmp_path / "trial"))
    assert (tmp_path / "cache/published.addresses").read_bytes() == book
    desk.publish()
    assert (tmp_path / "cache/published.addresses").read_bytes() != book


def test_a_publication_without_changes_does_not_touch_the_list(desk: Desk, tmp_path: Path) -> None:
    """And a damaged list is told and begun again, with no traceback."""
    book = tmp_path / "cache/published.addresses"
    before = book.stat().st_mtime_ns, book.stat().st_ino
    desk.publish()
    assert (book.stat().st_mtime_ns, book.stat().st_ino) == before
    book.write_bytes(b"nonsense")
    desk.publish()
    assert b"articles/quay.md" in book.read_bytes()


def test_many_of_a_kind_are_told_in_one_line(desk: Desk) -> None:
    """A change of ARTICLE_URL must not bury all else."""
    for number in range(30):
        desk.write(f"articles/{number}.md", story(title=f"A{number}", slug=f"a{number}"))
    desk.publish()
    desk.changes = {"ARTICLE_URL": "{slug}/"}
    (warning,) = desk.lost()
    assert "readers knew 32 stories, such as /2024/06/a0/, and nothing is there now" in warning
    assert "ARTICLE_URL" in warning


def test_a_feed_that_a_setting_takes_away_is_told(desk: Desk) -> None:
    """Programs ask for it for years, and say nothing to anybody."""
    desk.changes = {"FEED_ALL_ATOM": "feeds/news.atom.xml"}
    warnings = desk.lost()
    paths = ("/feeds/all.atom.xml", "/feeds/all.json")
    for path, warning in zip(paths, warnings, strict=True):
        assert f"ALIASES: readers knew the feed at {path}, and nothing is there now (" in warning
    desk.changes["ALIASES"] = dict.fromkeys(paths)
    assert desk.lost() == []


def test_the_feed_of_a_series_is_known_too(desk: Desk) -> None:
    """As every feed, of whatever list."""
    desk.write("articles/quay.md", story(title="Quay", slug="quay", tags="[Ports]", series="War"))
    desk.publish()
    desk.changes = {"SERIES_FEED_ATOM": None}
    told = " ".join(desk.lost())
    for path in ("/feeds/series/war.atom.xml", "/feeds/series/war.json"):
        assert f"readers knew the feed at {path}, and nothing is there now" in told


def test_a_feed_that_goes_with_its_front_is_not_told_besides(desk: Desk) -> None:
    """The alias of the front keeps it."""
    desk.write("articles/quay.md", story(title="Quay", slug="quay", tags="[Ports]"))
    desk.write("articles/by.md", story(title="By", slug="by", authors="[Ines Calloway]"))
    desk.publish()
    desk.write("articles/by.md", story(title="By", slug="by"))
    told = desk.lost()
    assert any("/authors/ines-calloway/, " in each for each in told)
    assert not any("feed" in each for each in told)


def test_cleaning_leaves_what_readers_know(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No build could find it out again."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cache").rename(tmp_path / ".cache")
    lines = clean(tmp_path)
    assert (tmp_path / ".cache/published.addresses").exists()
    assert not (tmp_path / ".cache/published.store").exists()
    assert any(line.startswith(".cache/published.addresses: left, for it knows") for line in lines)


def test_what_is_the_same_is_remembered_as_it_was() -> None:
    """Nothing is computed where nothing has changed."""
    known = KnownAddresses({"story a.md": ("/a/",)})
    assert known.after({"story a.md": ("/a/",)}, OldAddresses()) is known
    moved = known.after({"story a.md": ("/b/",)}, OldAddresses())
    assert moved == KnownAddresses({"story a.md": ("/b/",)}, {"/a/": "story a.md"})
    assert moved.after({"story a.md": ("/a/",)}, OldAddresses()).past == {"/b/": "story a.md"}
    assert known.after({}, OldAddresses(given_up=("/a",))).past == {}
    assert known.after({}, OldAddresses(given_up=("/*",))).past == {}

"""Renaming: an author, a topic or a section gets another name, and nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoke import Context, Exit

import tasks
from broadsheet.commands.front_matter_edits import CannotEdit, Manuscript
from broadsheet.commands.settings_edits import SettingsText
from broadsheet.commands.settings_file import newspaper
from broadsheet.story.front_matter import take_apart
from tests.support.small_paper import story

Settings = Callable[[Mapping[str, Any]], Path]


class Desk:
    """A paper in which things are renamed."""

    def __init__(self, content: Path, settings: Path) -> None:
        self.content, self.settings = content, settings

    def write(self, path: str, text: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())

    def read(self, path: str) -> str:
        return (self.content / path).read_bytes().decode()

    def rename(self, kind: str, old: str, new: str, **options: Any) -> None:
        tasks.rename.body(Context(), kind, old, new, settings=str(self.settings), **options)

    def faults(self) -> list[str]:
        """Return what a check says now."""
        plan = newspaper(str(self.settings)).check()
        return [str(fault) for fault in plan.verdict.warnings]

    def paths(self) -> set[str]:
        return newspaper(str(self.settings)).check().site_plan.paths


@pytest.fixture
def desk(paper: Path, settings_file: Settings) -> Desk:
    """A paper with a story of two topics by two authors, and one that links to all of them."""
    desk = Desk(paper, settings_file({}))
    desk.write(
        "articles/quay.md",
        story(title="Quay", tags="[Ports, 'Ships']", authors="[Ann Lee, Jo Roe]"),
    )
    links = "See [a]({tag}Ships), [b](<{author}Ann Lee>), [c]({category}world)."
    desk.write("articles/links.md", story(links, title="Links"))
    return desk


def test_a_topic_gets_another_name_and_its_old_address_leads_on(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """All else of the files stays as it was, byte for byte, and links follow."""
    before = {path: desk.read(path) for path in ("articles/quay.md", "articles/links.md")}
    desk.rename("topic", "ships", "Tall ships")
    told = capsys.readouterr().out.splitlines()
    assert "the topic “ships” is “Tall ships” in 2 stories" in told
    assert "/topics/ships/ leads to /topics/tall-ships/" in told
    assert desk.read("articles/quay.md") == before["articles/quay.md"].replace(
        "'Ships'", "'Tall ships'"
    )
    assert desk.read("articles/links.md") == before["articles/links.md"].replace(
        "{tag}Ships", "{tag}tall-ships"
    )
    settings = desk.settings.read_text("utf-8")
    assert SettingsText(settings).value("ALIASES") == {"/topics/ships/": "/topics/tall-ships/"}
    assert "topics/ships/index.html" in desk.paths()


def test_renamed_again_and_back_no_address_leads_in_a_ring(desk: Desk) -> None:
    """What led to the old name leads to the new one, and an address that is back leads nowhere."""
    desk.rename("topic", "Ships", "Boats")
    desk.rename("topic", "Boats", "Vessels")
    aliases = SettingsText(desk.settings.read_text("utf-8")).value("ALIASES")
    to = "/topics/vessels/"
    assert aliases == {"/topics/ships/": to, "/topics/boats/": to}
    desk.rename("topic", "Vessels", "Ships")
    aliases = SettingsText(desk.settings.read_text("utf-8")).value("ALIASES")
    assert aliases == {"/topics/boats/": "/topics/ships/", to: "/topics/ships/"}
    assert desk.faults() == []


def test_two_topics_become_one_where_that_is_wanted(desk: Desk) -> None:
    """A story with both has it once; without the option nothing is written."""
    before = desk.read("articles/quay.md")
    with pytest.raises(Exit, match="the topic “Ports” is there already"):
        desk.rename("topic", "Ships", "ports")
    assert desk.read("articles/quay.md") == before
    desk.rename("topic", "Ships", "ports", merge=True)
    assert "tags: [Ports]\n" in desk.read("articles/quay.md")
    assert desk.faults() == []


def test_an_author_keeps_the_file_and_its_old_address(desk: Desk) -> None:
    """The old spelling stays known if that is asked for."""
    desk.write("authors/ann.md", "---\nname: Ann Lee\nrole: Editor\n---\n\nShe writes.\n")
    desk.rename("author", "Ann Lee", "Ann O'Lee", also=True)
    assert desk.read("authors/ann.md") == (
        '---\nname: "Ann O\'Lee"\nrole: Editor\nalso: [Ann Lee]\n'
        "aliases: [/authors/ann-lee/]\n---\n\nShe writes.\n"
    )
    assert 'authors: ["Ann O\'Lee", Jo Roe]' in desk.read("articles/quay.md")
    assert desk.faults() == []


def test_an_author_whose_file_has_an_address_keeps_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """No old address has to lead on, and that is told."""
    desk.write("authors/ann.md", "---\nname: Ann Lee\nslug: ann\n---\n\nShe writes.\n")
    desk.rename("author", "Ann Lee", "Ann O'Lee")
    told = capsys.readouterr().out
    assert "its page stays at /authors/ann/, as `slug:` in authors/ann.md says\n" in told
    assert "aliases" not in desk.read("authors/ann.md")
    assert desk.faults() == []


def test_an_author_without_a_file_leaves_the_address_to_the_settings(desk: Desk) -> None:
    """There is no other place for it."""
    desk.rename("author", "Jo Roe", "Jo Rowe")
    aliases = SettingsText(desk.settings.read_text("utf-8")).value("ALIASES")
    assert aliases == {"/authors/jo-roe/": "/authors/jo-rowe/"}


def test_a_section_is_renamed_in_the_settings_too(paper: Path, settings_file: Settings) -> None:
    """Stories whose address holds the section keep the old one as an alias."""
    changes = {
        "SECTIONS": ["World", {"name": "Home", "slug": "home"}],
        "ARTICLE_URL": "{category}/{slug}/",
        "NEWSLETTERS": [],
    }
    desk = Desk(paper, settings_file(changes))
    desk.rename("section", "world", "Globe")
    settings = SettingsText(desk.settings.read_text("utf-8"))
    assert settings.value("SECTIONS") == ["Globe", {"name": "Home", "slug": "home"}]
    assert settings.value("ALIASES") == {"/world/": "/globe/"}
    text = desk.read("articles/2024/harbour-reopens.md")
    assert "category: Globe\naliases: [/world/harbour-reopens/]\n---" in text
    assert {"world/index.html", "world/harbour-reopens/index.html"} <= desk.paths()


def test_front_files_are_for_a_person_to_change(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """That of the section has its slug for a name, and that of the home page may name it."""
    desk.write("fronts/world.yaml", "layout: quiet\n")
    desk.write("fronts/home.yaml", "layout: quiet\nblocks:\n  - world\n")
    desk.rename("section", "World", "Globe")
    told = capsys.readouterr().out
    assert "fronts/world.yaml: rename it to globe.yaml\n" in told
    assert "fronts/home.yaml:3: it may name the section (write “Globe” there)\n" in told
    assert desk.read("fronts/home.yaml").endswith("- world\n")


def test_what_only_a_person_can_change_is_told(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """SECTIONS of another file, which this one imports."""
    before = desk.settings.read_text("utf-8")
    desk.rename("section", "World", "Globe")
    told = capsys.readouterr().out
    assert "by hand: " in told and "SECTIONS: it names “World” (write “Globe” there)" in told
    assert "SECTIONS" not in desk.settings.read_text("utf-8").removeprefix(before)


@pytest.mark.parametrize(
    ("kind", "old", "new", "what"),
    [
        ("topic", "Shipss", "Boats", "there is no topic “Shipss” .did you mean `Ships`"),
        ("author", "Ann Li", "Jo", "there is no author “Ann Li” .did you mean `Ann Lee`"),
        ("section", "Wold", "Globe", "there is no section “Wold” .did you mean `World`"),
        ("section", "Xyz", "Globe", r"use one of: Culture, Economy, Opinion, Science, World\)"),
        ("topic", "Ships", "!", "“!” makes no address"),
        ("tag", "Ships", "Boats", "`tag` cannot be renamed .use one of: author, topic, section"),
    ],
)
def test_what_cannot_be_renamed_is_told(
    desk: Desk, kind: str, old: str, new: str, what: str
) -> None:
    """With the nearest name."""
    with pytest.raises(Exit, match=what):
        desk.rename(kind, old, new)


def test_nothing_is_written_if_one_file_cannot_be(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its line is told, and what is in the way."""
    desk.write("articles/odd.md", story(title="Odd", tags="\n  - >-\n    Ships"))
    before = desk.read("articles/quay.md"), desk.settings.read_text("utf-8")
    with pytest.raises(Exit, match="1 file cannot be rewritten safely; nothing was written"):
        desk.rename("topic", "Ships", "Boats")
    assert "articles/odd.md:6: “Ships” cannot be replaced safely: " in capsys.readouterr().err
    assert (desk.read("articles/quay.md"), desk.settings.read_text("utf-8")) == before


def test_a_trial_only_says_what_would_change(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    """File by file."""
    before = desk.read("articles/quay.md")
    desk.rename("topic", "Ships", "Boats", dry_run=True)
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "nothing was written"
    assert any(line.endswith("articles/quay.md: would change") for line in told)
    assert desk.read("articles/quay.md") == before


# Single edits


@pytest.mark.parametrize(
    ("tags", "after"),
    [
        ("tags: [a, Ships, b] # all", "tags: [a, Boats, b] # all"),
        ("tags:\n  - a\n  - Ships # one\n  - b", "tags:\n  - a\n  - Boats # one\n  - b"),
        ('tags: ["Ships"]', 'tags: ["Boats"]'),
        ("tags: ['ships']", "tags: ['Boats']"),
        ("tags: [\n  Ships,\n  a,\n]", "tags: [\n  Boats,\n  a,\n]"),
        ("tags: [Boats, Ships, a]", "tags: [Boats, a]"),
        ("tags: [Ships, Boats]", "tags: [Boats]"),
        ("tags:\n- Ships\n- Boats\n- a", "tags:\n- Boats\n- a"),
        ("tags: [Shipsy]", "tags: [Shipsy]"),
        ("kicker: Ships", "kicker: Ships"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_name_in_a_list_is_replaced_however_it_is_written(
    tags: str, after: str, end: str
) -> None:
    """Quotation marks, comments and line ends stay."""
    frame = "---\ntitle: Ships # not this\n{}\ndate: 2024-01-01\n---\n\ntags: [Ships]\n"
    text = frame.format(tags).replace("\n", end)
    edited = Manuscript(text).renamed("tags", lambda name: name.lower() == "ships", "Boats")
    assert edited.text == frame.format(after).replace("\n", end)


@pytest.mark.parametrize("tags", ["[\n  Ships, # why\n  Boats]", "\n  - Boats\n  - Ships # why"])
def test_a_comment_beside_a_name_that_goes_is_not_lost(tags: str) -> None:
    """The edit is refused, with the line."""
    text = f"---\ntitle: A\ntags: {tags}\n---\n"
    with pytest.raises(CannotEdit):
        Manuscript(text).renamed("tags", "Ships".__eq__, "Boats")


@given(
    st.text(min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(str.isprintable)
    .filter(bool)
)
def test_any_name_can_be_read_again(name: str) -> None:
    """In a list of either kind and in a text."""
    for tags in ("[a, Ships]", "\n  - Ships\n  - a", "Ships", "'Ships'"):
        text = f"---\ntags: {tags}\n---\n"
        edited = Manuscript(text).renamed("tags", "Ships".__eq__, name)
        source, faults = take_apart("a.md", edited.text.encode())
        if source is None or "<!--" in name:
            assert faults or "<!--" in name
            continue
        found = source.front["tags"]
        assert name in (found if isinstance(found, list) else [found])


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("X = 1\n", 'X = 1\n\nALIASES = {\n    "/a/": "/b/",\n}\n'),
        ('ALIASES = {"/o/": "/a/"}\n', 'ALIASES = {"/o/": "/b/",\n    "/a/": "/b/",\n}\n'),
        ("ALIASES = {}\n", 'ALIASES = {\n    "/a/": "/b/",\n}\n'),
        (
            'ALIASES = {\n    "/ü/": "/x/",  # why\n    "/b/": "/a/",\n}\n',
            'ALIASES = {\n    "/ü/": "/x/",  # why\n    "/a/": "/b/",\n}\n',
        ),
    ],
)
def test_an_entry_is_added_to_a_group_in_the_settings(text: str, after: str) -> None:
    """Its other entries, and comments, stay."""
    edited = SettingsText(text).with_entries("ALIASES", {"/a/": "/b/"}, "/b/".__eq__)
    assert edited.text == after

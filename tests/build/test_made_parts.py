"""Made parts: pages name the files that a recipe has made, and no others."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from errno import EAGAIN
from pathlib import Path

import pytest

from broadsheet.build.derivatives import DerivativeCache, Effort
from broadsheet.incremental.workers import Workers
from broadsheet.reporting.faults import Fault
from broadsheet.site.outputs import Derivative
from tests.support.choosing import SHORTEN, Choices, calls
from tests.support.plugged import maker_with
from tests.support.small_paper import MakeSite, Paper, story

FILES = {"articles/a.md": story(slug="a", title="Ark"), "notes/a.txt": "ahoy there"}
ONE_WORD = {**FILES, "notes/a.txt": "ahoy"}
LATER = {"date": "2124-06-11T07:30:00+00:00"}


@pytest.fixture
def paper(site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Paper]:
    """A maker of papers whose stories have notes."""
    calls.clear()
    return maker_with(Choices, site, tmp_path, monkeypatch)


def notes(paper: Paper) -> dict[str, str]:
    """Return what was printed of notes, by the names of the files."""
    return {file.name: file.read_text("utf-8") for file in sorted(paper.output.glob("notes/*"))}


def derivatives(paper: Paper) -> Path:
    """Return the folder where the derivatives of a paper are kept."""
    (folder,) = paper.output.parent.rglob("derivatives")
    return folder


def test_a_page_names_all_files_that_are_worth_it(paper: Callable[..., Paper]) -> None:
    """And they are published."""
    made = paper(FILES)
    assert not made.faults
    assert notes(made) == {"a.list": "Ark long short", "a.long": "ahoy there", "a.short": "ahoy"}


def test_a_page_does_not_name_what_was_left_out(paper: Callable[..., Paper]) -> None:
    """Nor is there such a file, in the first build and in those after it."""
    for _ in range(2):
        made = paper(ONE_WORD)
        assert notes(made) == {"a.list": "Ark long", "a.long": "ahoy"}
    assert calls == [b"ahoy"]


def test_another_source_has_other_files(paper: Callable[..., Paper]) -> None:
    """What is no longer worth a file goes, and what is comes."""
    paper(FILES)
    assert notes(paper(ONE_WORD)) == {"a.list": "Ark long", "a.long": "ahoy"}
    assert notes(paper(FILES)) == {
        "a.list": "Ark long short",
        "a.long": "ahoy there",
        "a.short": "ahoy",
    }
    assert calls == [b"ahoy there", b"ahoy"]


@pytest.mark.parametrize("lost", ["the store", "the derivatives", "both"])
def test_what_was_made_is_known_though_something_is_lost(
    paper: Callable[..., Paper], lost: str
) -> None:
    """By the store, by the files themselves, or because it is made again."""
    made = paper(ONE_WORD)
    if lost != "the store":
        shutil.rmtree(derivatives(made))
    renamed = {**ONE_WORD, "articles/a.md": story(slug="a", title="Ark Royal")}
    made = paper(renamed, LOAD_CONTENT_CACHE=lost == "the derivatives")
    assert notes(made) == {"a.list": "Ark Royal long", "a.long": "ahoy"}
    assert len(calls) == (2 if lost == "both" else 1)


def test_what_no_store_and_no_file_tells_is_made_while_pages_are(
    paper: Callable[..., Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page never names a file that is not there."""
    from broadsheet.content.memory import Memory

    files = {**ONE_WORD, "articles/b.md": story(slug="b", title="B"), "notes/b.txt": "ahoy"}
    made = paper(files)
    shutil.rmtree(derivatives(made))
    for name in ("a.list", "b.list"):
        (made.output / "notes" / name).unlink()
    told = Memory.cached

    def forgetful(memory: Memory, name: str, find: Callable[[], bytes]) -> bytes:
        return find() if name.startswith("made ") else told(memory, name, find)

    monkeypatch.setattr(Memory, "cached", forgetful)
    made = paper(files)
    assert notes(made)["a.list"] == "Ark long" and notes(made)["b.list"] == "B long"
    assert calls == [b"ahoy", b"ahoy"]


def test_a_fault_is_told_before_anything_is_made(paper: Callable[..., Paper]) -> None:
    """An editor does not wait for a thousand pictures to hear of a typing error."""
    bad = story("A [link](/nowhere/).", slug="b", title="B", category="Wrold")
    made = paper({**FILES, "articles/b.md": bad, "notes/b.txt": "avast there"})
    assert made.faults
    assert not calls


def test_what_cannot_be_made_stops_the_build(paper: Callable[..., Paper]) -> None:
    """With its story, and nothing is printed; what could be made need not be made again."""
    more = {"articles/b.md": story(slug="b", title="B")}
    failed = paper({**FILES, **more, "notes/b.txt": "mumble"})
    assert failed.faults == ["articles/b.md: nobody understands it (speak up)"]
    assert not (failed.output / "notes").exists()
    made = paper({**FILES, **more, "notes/b.txt": "shiver"})
    assert notes(made)["b.list"] == "B long"
    assert sorted(calls) == [b"ahoy there", b"mumble", b"shiver"]


def test_a_recipe_that_leaves_out_what_was_asked_for_is_blamed(paper: Callable[..., Paper]) -> None:
    """Instead of being asked again and again."""
    with pytest.raises(TypeError, match="shorten must return a file “long” too"):
        paper({**FILES, "notes/a.txt": "silence"})


def test_nothing_is_made_of_what_waits(paper: Callable[..., Paper]) -> None:
    """Of a story that is not out yet, though its faults are looked for."""
    waits = story(slug="b", title="B", **LATER)
    paper({**FILES, "articles/b.md": waits, "notes/b.txt": "avast there"})
    assert calls == [b"ahoy there"]


def test_all_derivatives_are_made_at_once(
    paper: Callable[..., Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that no recipe leaves out too: there is one bar, and no page is rendered before."""
    asked: list[int] = []
    make = DerivativeCache.make

    def counted(cache: DerivativeCache, due: Iterable[Effort]) -> list[Fault]:
        efforts = list(due)
        asked.append(len({each.digest for each in efforts if cache.read(each.key) is None}))
        return make(cache, efforts)

    monkeypatch.setattr(DerivativeCache, "make", counted)
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"/>'
    shown = story("![A line](/images/a.svg)", slug="b", title="B")
    files = {**FILES, "articles/b.md": shown, "images/a.svg": drawing, "notes/b.txt": "avast there"}
    made = paper(files)
    assert not made.faults
    assert asked == [3, 0]


def test_a_source_that_changes_during_the_build_stops_it(tmp_path: Path) -> None:
    """Else what is made of the new one would be kept as that of the old one, for ever."""
    (tmp_path / "a.txt").write_text("ahoy")
    cache = DerivativeCache(tmp_path / "kept", tmp_path, Workers(1), lambda items, *_: items)
    of = Derivative("a.long", SHORTEN, ("a.txt",), (), "a.md", part="long")
    with pytest.raises(OSError, match="build again") as stop:
        cache.make([Effort(of, b"of another file")])
    assert stop.value.errno == EAGAIN
    assert cache.parts(Effort(of, b"of another file").key) is None

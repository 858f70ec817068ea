"""How an edition gets onto the disk: all of it or nothing, and nothing that is not ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import pytest

from broadsheet.build.derivatives import DerivativeCache
from broadsheet.build.staleness import Staleness
from broadsheet.build.writing import SiteWriter, WritingResult
from broadsheet.content.edition import Edition
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.memory import Printed
from broadsheet.incremental.file_digests import FileDigests, file_digest
from broadsheet.incremental.queries import Changes
from broadsheet.incremental.workers import Workers
from broadsheet.plan.contributing import composer_of
from broadsheet.render.rendering import Layout, Rendered, render_pages
from broadsheet.render.template_dependencies import TemplateDependencies
from broadsheet.render.template_faults import TemplateFault
from broadsheet.render.theme import Theme
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Fault
from broadsheet.site.output_folder import LIST_NAME, MARK_NAME
from broadsheet.site.outputs import Document, Inputs, Output, Templates
from broadsheet.site.settings import Site
from broadsheet.views.composer import Composer
from tests.support.small_paper import MakeSite, story

SITE = Site.model_validate(
    {
        "SITENAME": "The Halyard",
        "SITEURL": "https://halyard.example",
        "PUBLISHER": {"name": "The Halyard", "sentence": "The Halyard is a paper."},
    }
)
KEPT = {LIST_NAME, MARK_NAME}  # at the top of a folder that is ours
ERRORS = {"key": KeyError, "disk": OSError}

Item = TypeVar("Item")


def untracked(items: Iterable[Item], label: str, total: int) -> Iterable[Item]:
    del label, total
    return items


def given_words(composer: Composer, words: str | Fault) -> Inputs:
    del composer
    return {"words": words}


def write_words(templates: Templates, template: str, inputs: Inputs) -> bytes:
    return str(inputs["words"]).encode()


def fail(templates: Templates, template: str, inputs: Inputs) -> bytes:
    error = inputs["words"]
    raise TemplateFault(faults=[error]) if isinstance(error, Fault) else ERRORS[error](error)


def output(path: str, words: str = "") -> Document:
    return Document(path, write_words, given_words, (words or path,), path)


def failing(path: str, error: str | Fault) -> Document:
    return Document(path, fail, given_words, (error,), path)


def rendered(theme: Theme, layouts: Iterable[Layout]) -> Iterator[Rendered | Fault]:
    for layout in layouts:
        yield from render_pages(theme, [layout])


@dataclass
class Printer:
    """Prints into folders, as builds do that remember the last one, or that remember nothing."""

    remembers: bool
    printed: dict[str, Printed] = field(default_factory=dict)

    def __call__(
        self, folder: Path, *outputs: Output, sweep: Sequence[str] | None = None
    ) -> WritingResult:
        edition = Edition.of(LoadedContent(), SITE, datetime(2026, 11, 22, tzinfo=UTC), folder)
        composer = composer_of(edition, [])
        template_dependencies = TemplateDependencies(Theme({}), edition.loaded.cached)
        changes = Changes(composer.queries, {})
        on_disk = FileDigests(str(folder))
        staleness = Staleness(
            composer,
            changes,
            template_dependencies,
            self.printed,
            on_disk,
            b"",
            lambda path: file_digest(str(path)),
            folder.parent,
        )
        derivatives = DerivativeCache(
            folder.parent / "derivatives", folder.parent, Workers(1), untracked
        )
        run = SiteWriter(folder, staleness, rendered, derivatives, untracked, sweep).print(outputs)
        if self.remembers:
            planned = {each.path for each in outputs}
            known = {path: kept for path, kept in self.printed.items() if path in planned}
            self.printed = {**known, **run.fresh}
        return run


@pytest.fixture(params=[True, False], ids=["remembering", "forgetful"])
def press(request: pytest.FixtureRequest) -> Printer:
    """A printer into folders."""
    return Printer(request.param)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The output folder, not yet made."""
    return tmp_path / "site" / "output"


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return everything in a folder: files with their bytes, folders with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


class TestAllOrNothing:
    @pytest.mark.parametrize(
        "error",
        [Fault("t.html", 3, "no", "mend it"), "key", "disk"],
    )
    def test_an_output_that_fails_leaves_the_last_edition_as_it_was(
        self, folder: Path, press: Printer, error: str | Fault
    ) -> None:
        """Everything is rendered before the output folder is touched, even its times."""
        press(folder, output("a/index.html", "old"), output("gone.html"))
        before, fingerprint = tree(folder), folder.stat().st_mtime_ns
        with pytest.raises((BuildStopped, KeyError, OSError)):
            press(folder, output("a/index.html", "new"), output("b.html"), failing("z", error))
        assert tree(folder) == before and folder.stat().st_mtime_ns == fingerprint

    def test_all_templates_that_fail_are_named(self, folder: Path, press: Printer) -> None:
        """One run tells everything that is wrong with the theme, each fault once."""
        faults = [Fault("a.html", 1, "x", "y"), Fault("b.html", 2, "x", "y")]
        outputs = [failing(f"{n}.html", fault) for n, fault in enumerate(faults * 2)]
        with pytest.raises(BuildStopped) as caught:
            press(folder, *outputs)
        assert caught.value.faults == tuple(faults) and not folder.exists()

    @pytest.mark.parametrize("fails", [False, True])
    def test_no_staging_is_left_behind(self, folder: Path, press: Printer, fails: bool) -> None:
        """Beside the output folder there is nothing when a build ends, however it ends."""
        outputs = [output("a.html"), *([failing("b.html", "key")] if fails else [])]
        try:
            press(folder, *outputs)
        except KeyError:
            assert fails
        assert [path.name for path in folder.parent.iterdir()] == ([] if fails else ["output"])


class TestRemoval:
    def test_what_is_no_longer_planned_goes_with_its_empty_folders(
        self, folder: Path, press: Printer
    ) -> None:
        """A story that was taken back leaves neither a page nor a folder."""
        press(
            folder, output("a.html"), output("2024/06/x/index.html"), output("2024/05/index.html")
        )
        printed = press(folder, output("a.html"), output("2024/05/index.html"))
        assert printed.removed == ["2024/06/x/index.html"]
        assert set(tree(folder)) == {*KEPT, "a.html", "2024", "2024/05", "2024/05/index.html"}

    def test_foreign_files_stay(self, folder: Path, press: Printer) -> None:
        """A file that somebody else put into the output folder is nobody's business."""
        press(folder, output("a/index.html"))
        (folder / "CNAME").write_text("example.org")
        (folder / "a" / "notes.txt").write_text("mine")
        press(folder, output("b.html"))
        assert set(tree(folder)) == {*KEPT, "CNAME", "a", "a/notes.txt", "b.html"}

    def test_pelicans_own_switch_takes_foreign_files_too(
        self, folder: Path, press: Printer
    ) -> None:
        """DELETE_OUTPUT_DIRECTORY sweeps the folder, but for OUTPUT_RETENTION."""
        press(folder, output("a.html"))
        (folder / "old").mkdir()
        (folder / "old" / "x").write_text("x")
        (folder / ".git").mkdir()
        (folder / ".git" / "HEAD").write_text("x")
        press(folder, output("a.html"), sweep=[".git"])
        assert set(tree(folder)) == {*KEPT, "a.html", ".git", ".git/HEAD"}

    def test_pelicans_own_switch_takes_foreign_links_and_nothing_behind_them(
        self, folder: Path, press: Printer, tmp_path: Path
    ) -> None:
        """What is published is copied with what links lead to: no link to elsewhere may stay."""
        press(folder, output("a/index.html"))
        (tmp_path / "drafts").mkdir()
        (tmp_path / "drafts" / "secret.html").write_text("not yet")
        (folder / "leak").symlink_to(tmp_path / "drafts")
        (folder / "a" / "leak").symlink_to(tmp_path / "drafts")
        press(folder, output("a/index.html"), sweep=[])
        assert set(tree(folder)) == {*KEPT, "a", "a/index.html"}
        assert (tmp_path / "drafts" / "secret.html").read_text() == "not yet"

    @pytest.mark.parametrize(
        "line",
        [
            "../outside.txt",
            "../../outside.txt",
            "/outside.txt",
            "a/../../outside.txt",
            "..",
            "",
            ".",
            "link/outside.txt",
            "mine",
            "\0",
            LIST_NAME,
            "a.html/x",
        ],
    )
    def test_a_list_that_was_tampered_with_deletes_nothing_else(
        self, folder: Path, press: Printer, line: str
    ) -> None:
        """Only files below the folder can be on the list: no path out, no link out, no folder."""
        press(folder, output("a.html"))
        outside = folder.parent / "outside.txt"
        outside.write_text("keep")
        (folder / "link").symlink_to(folder.parent)
        (folder / "mine").mkdir()
        (folder / "mine" / "x").write_text("keep")
        (folder / LIST_NAME).write_text(f"a.html\n{line}\n")
        press(folder, output("a.html"))
        assert outside.read_text() == "keep" and (folder / "mine" / "x").read_text() == "keep"
        assert (folder / "a.html").exists() and (folder / LIST_NAME).read_text() == "a.html\n"

    def test_a_list_of_rubbish_deletes_nothing(self, folder: Path) -> None:
        """A damaged list is no list."""
        press = Printer(remembers=False)
        press(folder, output("a.html"), output("b.html"))
        (folder / LIST_NAME).write_bytes(b"\xff\xfe\0b.html")
        press(folder, output("a.html"))
        assert set(tree(folder)) == {*KEPT, "a.html", "b.html"}

    def test_what_is_remembered_stands_in_for_a_list_of_rubbish(self, folder: Path) -> None:
        """A file that lies there as it was printed is ours; one that was changed may not be."""
        press = Printer(remembers=True)
        press(folder, output("a.html"), output("b.html"), output("c.html"))
        (folder / LIST_NAME).write_bytes(b"\xff\xfe\0b.html")
        (folder / "c.html").write_text("mine")
        press(folder, output("a.html"))
        assert set(tree(folder)) == {*KEPT, "a.html", "c.html"}

    def test_a_name_with_a_line_break_of_another_kind_is_one_name(
        self, folder: Path, press: Printer
    ) -> None:
        """The list has a file a line, and only `\\n` ends a line."""
        press(folder, output("a\u2028b.txt"), output("c.html"))
        (folder / "b.txt").write_text("mine")
        press(folder, output("c.html"))
        assert set(tree(folder)) == {*KEPT, "c.html", "b.txt"}


class TestPlacing:
    def test_what_is_the_same_is_not_written_again(self, folder: Path, press: Printer) -> None:
        """An unchanged page keeps its time, so that rsync and browsers need not look at it."""
        press(folder, output("a.html"), output("b.html"))
        fingerprint = (folder / "a.html").stat().st_mtime_ns
        printed = press(folder, output("a.html"), output("b.html", "new"))
        assert printed.written == ["b.html"]
        made = ["b.html"] if press.remembers else ["a.html", "b.html"]
        assert (printed.made, printed.skipped) == (made, 2 - len(made))
        assert (folder / "a.html").stat().st_mtime_ns == fingerprint

    def test_a_file_that_somebody_changed_or_deleted_is_put_right(
        self, folder: Path, press: Printer
    ) -> None:
        """What lies in the folder counts, and not what was printed there once."""
        outputs = [output("a.html"), output("b.html"), output("c.html")]
        press(folder, *outputs)
        (folder / "a.html").write_text("A.html")
        (folder / "b.html").unlink()
        printed = press(folder, *outputs)
        assert printed.written == ["a.html", "b.html"]
        assert (folder / "a.html").read_text() == "a.html" and (folder / "b.html").exists()

    def test_a_file_can_become_a_folder_and_back(self, folder: Path, press: Printer) -> None:
        """Our own pages make way for one another."""
        for _ in range(2):
            press(folder, output("a", "file"))
            press(folder, output("a/index.html", "folder"))
        assert (folder / "a" / "index.html").read_text() == "folder"

    @pytest.mark.parametrize(("foreign", "planned"), [("a", "a/b/index.html"), ("a/x", "a")])
    def test_a_foreign_file_in_the_way_stops_the_press_before_it_begins(
        self, folder: Path, press: Printer, foreign: str, planned: str
    ) -> None:
        """It is neither deleted nor met halfway."""
        press(folder, output("old.html"))
        (folder / foreign).parent.mkdir(exist_ok=True)
        (folder / foreign).write_text("mine")
        before = tree(folder)
        with pytest.raises(BuildStopped) as caught:
            press(folder, output(planned), output("new.html"))
        assert "in the way" in str(caught.value.faults[0])
        assert tree(folder) == before

    def test_an_empty_folder_is_not_in_the_way(self, folder: Path, press: Printer) -> None:
        """Nothing is lost with it."""
        press(folder, output("old.html"))
        (folder / "a" / "b").mkdir(parents=True)
        press(folder, output("a", "file"))
        assert (folder / "a").read_text() == "file"


class TestCrashes:
    OLD = ("a", "gone/x.html", "b/index.html", "same.html")
    NEW = ("a/index.html", "b", "same.html", "fresh/y.html")

    @pytest.mark.parametrize("step", range(8))
    @pytest.mark.parametrize("method", ["replace", "unlink", "rmdir"])
    def test_the_next_run_mends_a_run_that_was_cut_off(
        self, folder: Path, press: Printer, monkeypatch: pytest.MonkeyPatch, method: str, step: int
    ) -> None:
        """Whichever file the power went at, the next edition is exact: no file less, none more."""
        press(folder, *map(output, self.OLD))
        (folder / "CNAME").write_text("mine")
        real, calls = getattr(Path, method), [0]

        def cut_off(path: Path, *arguments: Any, **options: Any) -> Any:
            if path.is_relative_to(folder) or arguments:
                calls[0] += 1
                if calls[0] > step:
                    raise KeyboardInterrupt
            return real(path, *arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(Path, method, cut_off)
            with suppress(KeyboardInterrupt):
                press(folder, *map(output, self.NEW))
        assert (folder / "CNAME").exists() and (folder / "same.html").exists()
        press(folder, *map(output, self.NEW))
        files = {path for path, data in tree(folder).items() if data is not None}
        assert files == {*KEPT, "CNAME", *self.NEW}
        assert set(tree(folder)) - files == {"a", "fresh"}


def test_a_link_inside_the_output_is_never_written_through(site: MakeSite, tmp_path: Path) -> None:
    """A folder of the output that leads elsewhere stops the build; nothing lands at its end."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "world").symlink_to(elsewhere)
    paper = site({"articles/2024/a.md": story()})
    assert paper.stopped is not None
    assert list(elsewhere.iterdir()) == []


def test_a_static_file_that_leads_out_of_the_content_is_not_published(
    site: MakeSite, tmp_path: Path
) -> None:
    """A symbolic link cannot carry a file of the machine onto the site."""
    (tmp_path / "secret").write_text("key")
    files = {"articles/2024/a.md": story(), "extra/robots.txt": ""}
    paper = site(files, links={"extra/key.txt": tmp_path / "secret"})
    assert paper.faults == [
        "extra/key.txt: extra/key.txt is a link that leads out of the content folder"
        " (copy the file there)"
    ]

"""What stops a build and what does not, by gravity, by the story's date and by the build."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support.small_paper import MakeSite, build_paper, story

CARELESS = "See [this](www.example.org)."


class TestJudging:
    def test_a_lack_of_care_in_a_new_story_stops_the_build(self, site: MakeSite) -> None:
        """Without STRICT_SINCE nothing is forgiven."""
        paper = site({"articles/a.md": story(CARELESS)})
        assert len(paper.faults) == 1 and not paper.output.exists()

    @pytest.mark.parametrize(
        ("since", "stops"),
        [("2024-06-11", True), ("2024-06-12", False), ("2024-06-11T07:30:01+00:00", False)],
    )
    def test_it_is_a_warning_in_a_story_dated_before_strict_since(
        self, site: MakeSite, since: str, stops: bool
    ) -> None:
        """The day itself is already strict."""
        paper = site({"articles/a.md": story(CARELESS)}, STRICT_SINCE=since)
        assert bool(paper.faults) is stops
        assert len(paper.warnings) == (0 if stops else 1)

    def test_what_would_make_a_wrong_page_is_never_forgiven(self, site: MakeSite) -> None:
        """An old archive may lack care; it may not run code."""
        paper = site({"articles/a.md": story("<script>x</script>")}, STRICT_SINCE="2100-01-01")
        assert paper.faults == [
            "articles/a.md:7: the tag `<script>` in the body "
            '(take it out; of a post write `[embed](https://… "Title")` on a line of its own, '
            "or quote its words)"
        ]

    def test_a_draft_is_forgiven_a_lack_of_care(self, site: MakeSite) -> None:
        """A writer may save an unfinished story without stopping the paper."""
        paper = site({"articles/a.md": story(CARELESS, status="draft")})
        assert paper.stopped is None and len(paper.warnings) == 1

    @pytest.mark.parametrize("production", [False, True])
    def test_a_missing_credit_stops_production_only(self, site: MakeSite, production: bool) -> None:
        """A preview warns of what the picture desk still has to do."""
        files = {
            "articles/a.md": story(image="{src: /images/a.svg, alt: A harbour}"),
            "images/a.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        }
        paper = site(files, PRODUCTION=production)
        assert bool(paper.faults) is production
        assert bool(paper.warnings) is not production
        assert "credit" in (paper.faults or paper.warnings)[0]

    @pytest.mark.parametrize("production", [False, True])
    def test_an_archive_of_many_lacks_of_care_is_told_how_to_be_forgiven(
        self, site: MakeSite, production: bool
    ) -> None:
        """Whether its pictures lack a credit, which a preview bears, or stop production."""
        pictures = "\n\n".join("![A harbour](/images/a.svg)" for _ in range(51))
        files = {
            "articles/a.md": story(pictures),
            "images/a.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        }
        mend = 'if an old archive has them, set `STRICT_SINCE = "2026-11-22"`, and stories before'
        strict = site(files, PRODUCTION=production)
        assert f"51 faults of care: {mend}" in "\n".join([*strict.report, str(strict.stopped)])
        forgiving = site(files, PRODUCTION=production, STRICT_SINCE="2100-01-01")
        assert forgiving.stopped is None and "STRICT_SINCE" not in "".join(forgiving.report)

    def test_all_faults_of_a_build_come_in_one_report(self, site: MakeSite) -> None:
        """Errors of several files and kinds, sorted, each on one line, the warnings first."""
        paper = site(
            {
                "articles/b.md": story(sumary="x"),
                "articles/a.md": story("\x01"),
                "articles/c.txt": "x",
                "pages/p.md": "",
            }
        )
        assert [line.split(" ")[0] + line.split(" ")[1] for line in paper.report] == [
            "warning:content/articles/c.txt:",
            "error:content/articles/a.md:7:",
            "error:content/articles/b.md:5:",
            "error:content/pages/p.md:1:",
        ]
        assert str(paper.stopped) == "3 errors, 1 warning; nothing was written"

    def test_a_faulty_build_leaves_the_last_edition_as_it_was(self, site: MakeSite) -> None:
        """Not a byte of the output changes."""
        before = site({"articles/a.md": story()}).files()
        paper = site({"articles/a.md": story(title="New"), "articles/b.md": "x"})
        assert paper.faults and paper.files() == before

    def test_a_link_out_of_the_content_folder_is_not_followed(
        self, site: MakeSite, tmp_path: Path
    ) -> None:
        """A symbolic link cannot publish a file from elsewhere on the machine."""
        elsewhere = tmp_path / "elsewhere.md"
        elsewhere.write_text(story())
        linked = site({"articles/a.md": story()}, links={"articles/b.md": elsewhere})
        assert linked.faults == [
            "articles/b.md:1: a link that leads out of the content folder (copy it)"
        ]

    @pytest.mark.parametrize("folder", ["articles", "pages", "authors"])
    def test_a_name_that_is_not_utf_8_is_a_fault(self, site: MakeSite, folder: str) -> None:
        """It is shown byte by byte, for no terminal could print it otherwise."""
        paper = site({"articles/a.md": story(), f"{folder}/caf\udce9.md": story()})
        line = f"content/{folder}/caf\\xe9.md: the name is not UTF-8 (rename the file)"
        assert paper.report == [f"error: {line}"]

    def test_a_static_file_of_such_a_name_is_a_fault(self, site: MakeSite) -> None:
        """Its address would be no address."""
        paper = site({"articles/a.md": story(), "extra/caf\udce9.txt": ""})
        name = "extra/caf\\xe9.txt"
        assert paper.faults == [f"{name}: the name “{name}” is not UTF-8 (rename the file)"]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
    def test_a_pipe_is_a_fault_and_nobody_waits_for_its_words(
        self, site: MakeSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Neither as a story, also where one of that name was read before, nor as a static file."""
        paper = site({"articles/a.md": story(), "extra/robots.txt": ""})
        for name in ("articles/a.md", "extra/robots.txt"):
            (paper.content / name).unlink()
            os.mkfifo(paper.content / name)
        again = build_paper(paper.content, paper.output, monkeypatch, {})
        assert again.faults == [
            "articles/a.md: no file of words, but a pipe or a device (remove it)",
            "extra/robots.txt: extra/robots.txt is no file, but a pipe or a device (remove it)",
        ]

    def test_a_file_in_the_way_is_named_as_seen_from_the_current_folder(
        self, site: MakeSite
    ) -> None:
        """It lies in the output folder, and not in that of the content."""
        paper = site({"articles/a.md": story()})
        shutil.rmtree(paper.output)
        paper.output.mkdir()
        (paper.output / "2024").write_text("foreign")
        (line,) = site({"articles/a.md": story()}).report
        assert line.startswith("error: output/2024: in the way ")

    def test_a_fault_is_printed_as_it_is(self, site: MakeSite) -> None:
        """Square brackets, which terminals' markup uses, are part of the message."""
        paper = site({"articles/a.md": story(status="'[bold]x[/red]'")})
        assert paper.report == [
            "error: content/articles/a.md:5: `status`: “[bold]x[/red]” is neither draft nor"
            " published (write `status: draft` to keep readers from it, or take the line out to"
            " publish it)"
        ]


class TestSettings:
    @pytest.mark.parametrize(
        ("name", "value", "fault"),
        [
            ("SITEURL", "example.org", "not a full address such as https://example.org"),
            ("TIMEZONE", "Europe/Londres", "unknown time zone “Europe/Londres”"),
            ("STRICT_SINCE", "soon", "“soon” is no date"),
            ("NOW", "later", "“later” is no date"),
            ("DEFAULT_LANG", "zz-QQ", "unknown language “zz-"),
            ("ARTICLE_URL", "{author}/{slug}", "it knows {slug}, {category}, {lang} and {date:%Y}"),
            ("SECTIONS", [{"name": "A", "colour": "red"}], "is not known"),
            ("PUBLISHER", {"name": "A"}, "PUBLISHER.sentence is missing"),
        ],
    )
    def test_a_wrong_setting_is_named(
        self, site: MakeSite, name: str, value: object, fault: str
    ) -> None:
        """An operator reads which setting to correct, not a traceback."""
        paper = site({"articles/a.md": story()}, **{name: value})
        assert any(f"settings: {name}" in each and fault in each for each in paper.faults)

    @pytest.mark.parametrize("slug", ["../../x", "/etc", "a\\b", "..", "topics", ".broadsheet"])
    def test_a_section_cannot_leave_or_take_the_place_of_a_page(
        self, site: MakeSite, slug: str
    ) -> None:
        """Addresses that settings make are checked like those that writers make."""
        paper = site(
            {"articles/a.md": story()},
            SECTIONS=[{"name": "World", "slug": slug}],
            NEWSLETTERS=[],
        )
        assert paper.faults and not paper.output.exists()

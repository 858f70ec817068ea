"""What the settings have published as it is, and what they cannot have published."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.site.places import UNTOUCHED_PATHS, UNTOUCHED_PLACEMENT
from tests.support.halyard import PELICANCONF, ROOT
from tests.support.small_paper import MakeSite, Paper, build_paper, fresh_folder, story

WORD = "xyzzy"


def picture(words: str) -> str:
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='6'><title>{words}</title></svg>"
    )


def hidden(body: str = "", **front: str | None) -> str:
    """Return a draft with the secret word in it."""
    return story(f"Body {WORD}. {body}", title=f"Title {WORD}", status="draft", **front)


def shows(path: str) -> str:
    return f'![A quay]({path} "The quay (Jane Doe)")'


CONTENT: dict[str, str | bytes] = {
    "articles/2024/public.md": story(shows("public.svg") + "\n\n[Report]({static}/docs/a.pdf)"),
    "articles/2024/public.svg": picture("public"),
    "articles/2024/public.svg.yaml": f"source: {WORD}",
    "articles/2024/unused.svg": picture("unused"),
    "articles/2024/secret.md": hidden(
        f"[Leak]({{static}}leak.pdf) [Memo](/docs/memo.pdf)\n\n{shows('secret.svg')}",
        image="{src: /images/lead.svg, alt: a, credit: b}",
    ),
    "articles/2024/secret.svg": picture(WORD),
    "articles/2024/secret.svg.yml": f"licence: {WORD}",
    "articles/2024/secret.xmp": f"<x>{WORD}</x>",
    "articles/2024/leak.pdf": f"%PDF {WORD}",
    "articles/2024/later.md": story(
        f"{WORD} " + shows("/images/later.svg"), embargo="2030-01-01", slug=WORD
    ),
    "articles/2024/notes.txt": f"Call {WORD}",
    "articles/2024/SHOUTED.MD": f"---\nstatus: draft\n---\n{WORD}",
    "articles/2024/public.md.bak": f"Earlier {WORD}",
    "articles/2024/#public.md#": f"Earlier {WORD}",
    "articles/2024/contract.docx": f"PK {WORD}",
    "articles/2024/interview.rtf": WORD,
    "articles/2024/interview.doc": WORD,
    "articles/2024/interview.pages": WORD,
    "articles/2024/notes": f"Call {WORD}",
    "articles/2024/public.md.2026-01-01": f"Earlier {WORD}",
    "articles/2024/public.md_bak": f"Earlier {WORD}",
    "articles/2024/public (copy).md.1": f"Earlier {WORD}",
    "articles/2024/public.md.zip": f"PK {WORD}",
    "authors/jane.md": "---\nname: Jane Doe\nimage: {src: /images/jane.svg, alt: Jane}\n---\n",
    "authors/jane.odt": WORD,
    "docs/a.pdf": "%PDF a",
    "docs/memo.pdf": f"%PDF {WORD}",
    "extra/CNAME": "halyard.example",
    "extra/robots.txt": "User-agent: *",
    "extra/.nojekyll": "",
    "extra/README.md": f"How we work, {WORD}",
    "extra/.well-known/security.txt": "Contact: a",
    "images/jane.svg": picture("jane"),
    "images/later.svg": picture(WORD),
    "images/lead.svg": picture(WORD),
    "images/nobodys.svg": picture("nobodys"),
}

USED = {"articles/2024/public.svg", "docs/a.pdf", "images/jane.svg"}  # by what readers see

ALL = USED | {
    "articles/2024/unused.svg",
    "extra/CNAME",
    "images/nobodys.svg",
    "robots.txt",
}

TABLE: list[tuple[list[str], set[str]]] = [
    ([], USED),
    (["extra"], USED | {"extra/CNAME", "robots.txt"}),
    (["extra", "articles"], ALL - {"images/nobodys.svg"}),
    (["images"], USED | {"images/nobodys.svg"}),
    (["articles/2024"], USED | {"articles/2024/unused.svg"}),
    (["docs", "authors", "./images/"], USED | {"images/nobodys.svg"}),
    ([""], ALL),
    (["."], ALL),
    (["articles/.."], ALL),
    (["articles/2024/unused.svg"], USED | {"articles/2024/unused.svg"}),
    (["articles/2024/secret.svg", "docs/memo.pdf"], USED),
    (["extra/CNAME"], USED | {"extra/CNAME"}),
    (["extra/.nojekyll"], USED | {"extra/.nojekyll"}),
    (["extra/.well-known"], USED | {"extra/.well-known/security.txt"}),
]


def plain(paper: Paper) -> set[str]:
    """Return the files of the output that were not made by a template or by the theme."""
    assert paper.stopped is None, paper.faults
    made = ("theme/", ".broadsheet", "sitemap", "feeds/")
    return {
        path
        for path, data in paper.files().items()
        if b"Sitemap:" not in data  # as in the robots.txt that nobody wrote
        and not path.startswith(made)
        and path[-5:] not in (".html", "m.xml")
    }


def _in_order(value: list[str] | set[str]) -> str:
    """Return the name of a row, the same in every process."""
    return str(sorted(value) if isinstance(value, set) else value)[:40]


def leaks(paper: Paper) -> list[str]:
    return [path for path, data in paper.files().items() if WORD.encode() in data or WORD in path]


@pytest.fixture
def site(site: MakeSite) -> MakeSite:
    """A maker of papers whose pictures are copied as they are, like all that is asked of here."""

    def make(*files: Any, **overrides: Any) -> Paper:
        return site(*files, **{"PICTURES_IN_SIZES": False, **overrides})

    return make


class TestWhatIsCopied:
    @pytest.mark.parametrize(("paths", "expected"), TABLE, ids=_in_order)
    def test_every_value_of_static_paths_is_safe(
        self, site: MakeSite, paths: list[str], expected: set[str]
    ) -> None:
        """Texts, sidecars and what only hidden stories use stay; all else that is named comes."""
        paper = site(CONTENT, STATIC_PATHS=paths)
        assert plain(paper) == expected and leaks(paper) == []

    @pytest.mark.parametrize("paths", UNTOUCHED_PATHS)
    def test_what_nobody_chose_need_not_be_there(self, site: MakeSite, paths: list[str]) -> None:
        """Left out, the setting is Pelican's `images`."""
        paper = site({"articles/a.md": story()}, STATIC_PATHS=paths)
        assert paper.stopped is None and paper.report == []

    def test_the_settings_of_the_repository_may_stay_untouched(self) -> None:
        """What they name need not be there: a new paper has neither."""
        scope: dict[str, Any] = {"__file__": str(PELICANCONF)}
        exec(PELICANCONF.read_text("utf-8"), scope)  # noqa: S102 - the settings of this checkout
        assert tuple(scope["STATIC_PATHS"]) in UNTOUCHED_PATHS
        placed = {name: each["path"] for name, each in scope["EXTRA_PATH_METADATA"].items()}
        assert placed == UNTOUCHED_PLACEMENT

    def test_a_preview_of_drafts_shows_their_pictures(self, site: MakeSite) -> None:
        """But no text as it is, and no sidecar."""
        paper = site(CONTENT, STATIC_PATHS=["articles", "docs", "images"], DRAFTS=True)
        assert plain(paper) == USED | {
            "articles/2024/unused.svg",
            "articles/2024/secret.svg",
            "articles/2024/leak.pdf",
            "docs/memo.pdf",
            "images/later.svg",
            "images/lead.svg",
            "images/nobodys.svg",
        }

    def test_a_text_elsewhere_is_published_if_it_is_named(self, site: MakeSite) -> None:
        """A manual in Markdown may be meant to be downloaded."""
        names = ["extra/README.md", "articles/2024/notes.txt"]
        assert plain(site(CONTENT, STATIC_PATHS=names)) == USED | set(names)

    def test_a_named_text_can_be_linked(self, site: MakeSite) -> None:
        """It is a file like others then."""
        files = {"articles/a.md": story("[m]({static}/m.md)"), "m.md": "Manual"}
        assert "m.md" in plain(site(files, STATIC_PATHS=["m.md"]))

    def test_the_programs_own_folders_are_no_content(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A store in the content folder knows all hidden stories."""
        content = fresh_folder(tmp_path / "content")
        (content / "articles").mkdir()
        (content / "articles/a.md").write_text(hidden(), "utf-8")
        (content / "articles/b.md").write_text(story(), "utf-8")
        overrides = {"STATIC_PATHS": [""], "CACHE_PATH": str(content / "cache")}
        for _ in range(2):
            paper = build_paper(content, tmp_path / "output", monkeypatch, overrides)
            assert plain(paper) == set()


class TestWhoUsesAFile:
    HIDDEN = "articles/h.md"
    PICTURE = "images/p.svg"

    def build(self, site: MakeSite, files: Mapping[str, str], **settings: Any) -> set[str]:
        content = {
            self.HIDDEN: hidden(shows("/images/p.svg")),
            "articles/a.md": story(),
            self.PICTURE: picture("p"),
            **files,
        }
        return plain(site(content, STATIC_PATHS=["images"], **settings))

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("articles/b.md", story(shows("/images/p.svg"), slug="b")),
            ("articles/b.md", story("[p]({static}/images/p.svg.pdf) [p](/images/p.svg)", slug="b")),
            ("articles/b.md", story("[p](https://halyard.test/images/p.svg?v=1#x)", slug="b")),
            (
                "articles/b.md",
                story("<div><table background='/images/p.svg'></table></div>", slug="b"),
            ),
            ("pages/about.md", "---\ntitle: About\n---\n\n[p](/images/p.svg)\n"),
            ("authors/j.md", "---\nname: J\nlinks: [{label: x, url: /images/p.svg}]\n---\n"),
            ("authors/j.md", "---\nname: J\nimage: {src: /images/p.svg, alt: J}\n---\n"),
        ],
        ids=["figure", "address", "full address", "attribute", "page", "author", "portrait"],
    )
    def test_what_readers_are_shown_is_published(
        self, site: MakeSite, path: str, text: str
    ) -> None:
        """Whoever else uses it, and however it is named."""
        files = {path: text, "images/p.svg.pdf": "%PDF"}
        assert self.PICTURE in self.build(site, files, SITEURL="https://halyard.test")

    @pytest.mark.parametrize(
        "text",
        [
            hidden(shows("/images/p.svg")),
            hidden(image="{src: /images/p.svg, alt: a, credit: b}"),
            hidden("[p](/images/p.svg)"),
            hidden("[p]({static}/images/p.svg)"),
            hidden("[p](https://halyard.test/images/p.svg)"),
            hidden(f"{shows('/images/q.svg')}\n\n[![a](/images/q.svg)]({{static}}/images/p.svg)"),
            hidden(corrections="[{date: 2024-06-12, text: '[p](/images/p.svg)'}]"),
        ],
        ids=["figure", "lead", "address", "file", "full address", "linked picture", "correction"],
    )
    def test_what_only_a_hidden_story_uses_is_not(self, site: MakeSite, text: str) -> None:
        """However it uses it."""
        files = {self.HIDDEN: text, "images/q.svg": picture("q")}
        found = self.build(site, files, SITEURL="https://halyard.test")
        assert self.PICTURE not in found

    def test_what_the_theme_names_is_the_sites(self, site: MakeSite, tmp_path: Path) -> None:
        """A draft about the new mark does not take it off the masthead."""
        overrides = tmp_path / "overrides"
        overrides.mkdir()
        (overrides / "more.html").write_text('<img src="/images/p.svg">', "utf-8")
        assert self.build(site, {}) == set()
        found = self.build(site, {}, THEME_TEMPLATES_OVERRIDES=[str(overrides)])
        assert found == {self.PICTURE}

    @pytest.mark.parametrize("make", [os.symlink, os.link], ids=["link", "hard link"])
    @pytest.mark.parametrize("what", ["articles/h.md", "articles/p.svg"])
    def test_a_second_name_publishes_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Any, what: str
    ) -> None:
        """Neither of a hidden text nor of its picture, in a static folder or at the end of a link."""
        content = fresh_folder(tmp_path / "content")
        for path, text in {
            "articles/h.md": hidden(shows("p.svg")),
            "articles/p.svg": picture(WORD),
            "articles/a.md": story(),
            "extra/q.bin": "q",
        }.items():
            (content / path).parent.mkdir(exist_ok=True)
            (content / path).write_text(text, "utf-8")
        make(content / what, content / "extra" / "second.bin")
        overrides = {"STATIC_PATHS": ["extra"]}
        paper = build_paper(content, tmp_path / "output", monkeypatch, overrides)
        assert plain(paper) == {"extra/q.bin"} and leaks(paper) == []

    def test_a_link_of_an_embargoed_story_to_what_waits_for_it_is_no_fault(
        self, site: MakeSite
    ) -> None:
        """Both will be there when it is out; what waits for a draft will not."""
        later = {self.HIDDEN: story("[p](/images/p.svg)", slug="h", embargo="2030-01-01")}
        assert self.build(site, later) == set()
        both = {**later, "articles/i.md": hidden("[p](/images/p.svg)", slug="i")}
        assert self.build(site, both) == set()

    def test_a_file_that_is_moved_by_the_settings_waits_too(self, site: MakeSite) -> None:
        """EXTRA_PATH_METADATA gives it another path, and no leave to go."""
        placed = {"images/p.svg": {"path": "p.svg"}}
        assert self.build(site, {}, EXTRA_PATH_METADATA=placed) == set()
        shown = {self.HIDDEN: story(shows("/images/p.svg"), slug="h")}
        found = self.build(site, shown, EXTRA_PATH_METADATA=placed)
        assert found == {"p.svg", "images/p.svg"}
        address = {self.HIDDEN: hidden("[p](/p.svg)")}
        assert self.build(site, address, EXTRA_PATH_METADATA=placed) == set()


class TestLinks:
    @pytest.mark.parametrize(
        "name",
        [
            "notes.txt",
            "SHOUTED.MD",
            "contract.docx",
            "public.svg.yaml",
            "secret.md.bak",
            "link.bin",
        ],
    )
    def test_a_link_to_a_confidential_file_is_a_fault(self, site: MakeSite, name: str) -> None:
        """What is never copied cannot be linked."""
        files = {
            "articles/a.md": story(f"[x]({{static}}{name})"),
            "articles/secret.txt": "s",
            "articles/link.txt": "s",
        }
        if name != "link.bin":
            files[f"articles/{name}"] = "words"
        paper = site(files, {"articles/link.bin": Path("secret.txt")})
        assert paper.faults == [
            f"articles/a.md:7: the link to articles/{name}: a text or record of the newsroom's, "
            "never published (write it as a story or a page, or lay a PDF of it into another folder)"
        ]


class TestWhatIsSaid:
    def test_a_file_that_waits_is_told_with_its_stories(self, site: MakeSite) -> None:
        """The editor learns whom to ask."""
        paper = site(CONTENT, STATIC_PATHS=["articles", "docs", "images"])
        assert [line for line in paper.warnings if "hidden stories" in line] == [
            "articles/2024/leak.pdf: not published: only hidden stories use it "
            "(articles/2024/secret.md)",
            "articles/2024/secret.svg: not published: only hidden stories use it "
            "(articles/2024/secret.md)",
            "docs/memo.pdf: not published: only hidden stories use it (articles/2024/secret.md)",
            "images/later.svg: not published: only hidden stories use it (articles/2024/later.md)",
            "images/lead.svg: not published: only hidden stories use it (articles/2024/secret.md)",
        ]
        assert (
            paper.report[-1] == "19 files left out of STATIC_PATHS, as always: texts and sidecars"
        )

    def test_many_of_one_folder_are_told_together(self, site: MakeSite) -> None:
        """An archive does not print thousands of lines."""
        body = "\n\n".join(shows(f"/images/{number}.svg") for number in range(7))
        files = {f"images/{number}.svg": picture(str(number)) for number in range(7)}
        stories = {"articles/a.md": story(), "articles/h.md": hidden("\n\n" + body)}
        paper = site({**files, **stories}, STATIC_PATHS=["images"])
        assert paper.warnings == [
            "images: 7 files not published: only hidden stories use them "
            "(they come with these stories)"
        ]

    def test_nothing_is_said_of_what_nobody_wanted_published(self, site: MakeSite) -> None:
        """A draft's picture in a folder that is not static waits as it always has."""
        paper = site(CONTENT, STATIC_PATHS=["extra/CNAME"])
        assert not any("lead.svg" in line for line in paper.report)

    def test_why_a_file_waits_can_be_asked(self, site: MakeSite) -> None:
        """As why a page was rebuilt."""
        settings = {"STATIC_PATHS": ["images"], "BUILD_EXPLAIN": "images/lead.svg"}
        assert (
            "images/lead.svg: not published: only hidden stories use it: articles/2024/secret.md"
            in site(CONTENT, **settings).report
        )

    def test_a_link_that_leads_nowhere_is_told(self, site: MakeSite) -> None:
        """Before anything is written."""
        files = {"articles/a.md": story(), "extra/a": "a"}
        paper = site(files, {"extra/b": Path("none")}, STATIC_PATHS=["extra"])
        assert paper.faults == ["extra/b: extra/b is a link that leads nowhere (mend it)"]

    def test_a_text_where_one_looks_for_none_is_told(self, site: MakeSite) -> None:
        """With what to do about it."""
        paper = site(CONTENT, STATIC_PATHS=["extra"])
        assert (
            "extra/README.md: not published: a text (name it in STATIC_PATHS if it is to be "
            "published as it is)" in paper.warnings
        )

    def test_a_folder_behind_a_link_is_told(self, site: MakeSite) -> None:
        """It is not followed, and not passed over in silence either."""
        files = {"articles/a.md": story(), "extra/a": "a", "fonts/b": "b"}
        paper = site(files, {"extra/fonts": Path("../fonts")}, STATIC_PATHS=["extra"])
        assert paper.warnings == [
            "extra/fonts: a link to a folder: nothing that lies there is published "
            "(name it in STATIC_PATHS, or in STATIC_EXCLUDES)",
            "fonts/b: nothing uses it: not published"
            " (show it, link to it, or name it in IGNORE_FILES)",
        ]
        assert plain(paper) == {"extra/a"}
        paper = site(
            files, {"extra/fonts": Path("../fonts")}, STATIC_PATHS=["extra", "extra/fonts"]
        )
        assert paper.warnings == [] and plain(paper) == {"extra/a", "extra/fonts/b"}


FILES = {"articles/a.md": story(), "extra/CNAME": "x", "extra/a.txt": "a", "extra/in/b.txt": "b"}


class TestFaults:
    @pytest.mark.parametrize(
        ("setting", "value", "fault"),
        [
            (
                "STATIC_PATHS",
                ["extra/CNMAE"],
                "“extra/CNMAE” is nothing in the content folder (did you mean `extra/CNAME`?)",
            ),
            (
                "STATIC_PATHS",
                ["nowhere"],
                "“nowhere” is nothing in the content folder (correct it)",
            ),
            (
                "STATIC_PATHS",
                ["../articles"],
                "“../articles” leads out of the content folder (copy it into that folder)",
            ),
            ("STATIC_PATHS", ["/etc"], "“/etc” is a full path (copy it into the content folder)"),
            (
                "STATIC_PATHS",
                ["out"],
                "“out” leads out of the content folder (copy it into that folder)",
            ),
            (
                "STATIC_PATHS",
                ["x" * 5000],
                f"“{'x' * 5000}” is nothing in the content folder (correct it)",
            ),
            (
                "STATIC_PATHS",
                ["articles/a.md"],
                "“articles/a.md” is a text, never published as it is (take it out)",
            ),
            (
                "STATIC_EXCLUDES",
                ["extra/inn"],
                "“extra/inn” is nothing in the content folder (did you mean `extra/in`?)",
            ),
            (
                "EXTRA_PATH_METADATA",
                {"extra/CNMAE": {"path": "CNAME"}},
                "“extra/CNMAE” is nothing in the content folder (did you mean `extra/CNAME`?)",
            ),
            (
                "EXTRA_PATH_METADATA",
                {"../x": {"path": "x"}},
                "“../x” leads out of the content folder (copy it into that folder)",
            ),
            (
                "EXTRA_PATH_METADATA",
                {"extra/CNAME": {"path": "../x"}},
                "“extra/CNAME” goes nowhere: “../x” leaves the output folder (correct it)",
            ),
            (
                "EXTRA_PATH_METADATA",
                {"extra/CNAME": {"path": "/x"}},
                "“extra/CNAME” goes nowhere: “/x” is no path inside the output folder (correct it)",
            ),
            (
                "EXTRA_PATH_METADATA",
                {"extra/CNAME": {"path": ""}},
                "“extra/CNAME” goes nowhere: “” is no path inside the output folder (correct it)",
            ),
            (
                "EXTRA_PATH_METADATA",
                {"extra/in": {"path": "../x"}},
                "“extra/in” goes nowhere: “../x” leaves the output folder (correct it)",
            ),
            (
                "EXTRA_PATH_METADATA",
                {"articles/a.md": {"path": "a.md"}},
                "“articles/a.md” is published by no entry of STATIC_PATHS (name it there)",
            ),
        ],
    )
    def test_a_name_that_names_nothing_is_a_fault(
        self, site: MakeSite, tmp_path: Path, setting: str, value: Any, fault: str
    ) -> None:
        """Or that leads elsewhere: one sentence, and no build."""
        (tmp_path / "elsewhere").mkdir()
        overrides = {"STATIC_PATHS": ["extra"], "EXTRA_PATH_METADATA": {}, setting: value}
        paper = site(FILES, {"out": tmp_path / "elsewhere"}, **overrides)
        assert paper.faults == [f"settings: {setting}: {fault}"]

    @pytest.mark.parametrize(
        ("setting", "value", "fault"),
        [
            ("STATIC_PATHS", None, 'STATIC_PATHS: no list of texts such as ["extra"]'),
            ("STATIC_PATHS", 5, 'STATIC_PATHS: no list of texts such as ["extra"]'),
            ("STATIC_PATHS", [None], "STATIC_PATHS: something in it is no text"),
            ("STATIC_PATHS", "extra", 'STATIC_PATHS: no list of texts such as ["extra"]'),
            ("STATIC_EXCLUDES", "extra", 'STATIC_EXCLUDES: no list of texts such as ["extra"]'),
            ("IGNORE_FILES", "*.txt", 'IGNORE_FILES: no list of texts such as ["extra"]'),
            ("ARTICLE_PATHS", "articles", 'ARTICLE_PATHS: no list of texts such as ["extra"]'),
            ("AUTHOR_PATHS", "authors", 'AUTHOR_PATHS: no list of texts such as ["extra"]'),
            (
                "STATIC_EXCLUDE_SOURCES",
                False,
                "STATIC_EXCLUDE_SOURCES: texts are never published as they lie there; take it out",
            ),
        ],
    )
    def test_a_setting_of_another_type_is_a_fault(
        self, site: MakeSite, setting: str, value: Any, fault: str
    ) -> None:
        """Pelican would go on with its own list in place of a text."""
        paper = site(FILES, **{setting: value})
        assert paper.faults == [f"settings: {fault} (correct it)"]

    @pytest.mark.parametrize(
        ("value", "fault"),
        [
            ({"extra/CNAME": "CNAME"}, "EXTRA_PATH_METADATA.extra/CNAME: "),
            ({"extra/CNAME": {"path": 1}}, "EXTRA_PATH_METADATA.extra/CNAME.path: "),
            ({"extra/CNAME": {}}, "EXTRA_PATH_METADATA.extra/CNAME.path is missing"),
            (
                {"extra/CNAME": {"path": "x", "slug": "y"}},
                "EXTRA_PATH_METADATA.extra/CNAME.slug is not known",
            ),
            (["extra/CNAME"], "EXTRA_PATH_METADATA: "),
        ],
    )
    def test_what_is_no_path_is_a_fault(self, site: MakeSite, value: Any, fault: str) -> None:
        """And no traceback."""
        paper = site(FILES, STATIC_PATHS=["extra"], EXTRA_PATH_METADATA=value)
        assert len(paper.faults) == 1 and paper.faults[0].startswith(f"settings: {fault}")

    @pytest.mark.parametrize(
        ("setting", "value", "fault"),
        [
            ("STATIC_PATHS", ["a\0"], ".0: control character U+0000"),
            ("EXTRA_PATH_METADATA", {"a\0": {"path": "x"}}, ": “a\\x00” is no name of a file"),
        ],
    )
    def test_a_name_that_no_disk_can_hold_is_a_fault(
        self, site: MakeSite, setting: str, value: Any, fault: str
    ) -> None:
        """And no traceback."""
        (found,) = site(FILES, **{setting: value}).faults
        assert found.startswith(f"settings: {setting}{fault}")

    def test_a_full_path_into_the_content_folder_is_told_how_to_be_written(
        self, site: MakeSite, tmp_path: Path
    ) -> None:
        """Relative to it, as all the others."""
        paper = site(FILES, STATIC_PATHS=[str(tmp_path / "content" / "extra")])
        assert paper.faults[0].endswith("is a full path (write `extra`)")

    def test_a_name_of_the_programs_own_settings_gets_advice(self, site: MakeSite) -> None:
        """Beside others it may be left over from them."""
        paper = site({"articles/a.md": story()}, STATIC_PATHS=["extra", "articles"])
        assert paper.stopped is None and paper.warnings == [
            "the command line: STATIC_PATHS: “extra” is nothing in the content folder (correct it)"
        ]

    def test_content_in_the_static_folder_of_the_theme_is_a_fault(
        self, site: MakeSite, tmp_path: Path
    ) -> None:
        """A link into the content folder would publish whatever it leads to."""
        theme = tmp_path / "theme"
        (theme / "static").mkdir(parents=True)
        (theme / "templates").symlink_to(ROOT / "theme" / "templates")
        (theme / "static" / "x.txt").symlink_to(tmp_path / "content" / "articles" / "a.md")
        paper = site(FILES, THEME=str(theme))
        assert paper.faults == [
            "theme/static/x.txt: a link into the content folder (copy the file there)"
        ]


class TestPelicansOtherSettings:
    def test_excluded_folders_are_left_out(self, site: MakeSite) -> None:
        """STATIC_EXCLUDES keeps its meaning; a story that uses such a file still shows it."""
        files = {
            **FILES,
            "articles/a.md": story("[b]({static}/extra/in/c.pdf)"),
            "extra/in/c.pdf": "",
        }
        paper = site(files, STATIC_PATHS=["extra"], STATIC_EXCLUDES=["extra/in"])
        assert plain(paper) == {"extra/CNAME", "extra/a.txt", "extra/in/c.pdf"}

    def test_an_excluded_folder_may_be_absent(self, site: MakeSite) -> None:
        """That of large originals is not on every machine: no reason not to publish."""
        paper = site(FILES, STATIC_PATHS=["extra"], STATIC_EXCLUDES=["originals"])
        assert paper.stopped is None and paper.warnings == [
            "the command line: STATIC_EXCLUDES: “originals” is nothing in the content folder (correct it)"
        ]

    def test_what_is_named_within_an_excluded_folder_is_published(self, site: MakeSite) -> None:
        """As in Pelican; but a name in both settings says nothing."""
        paper = site(FILES, STATIC_PATHS=["extra/in"], STATIC_EXCLUDES=["extra"])
        assert plain(paper) == {"extra/in/b.txt"}
        paper = site(FILES, STATIC_PATHS=["extra"], STATIC_EXCLUDES=["extra"])
        assert paper.faults == [
            "settings: STATIC_PATHS: “extra” is named in STATIC_EXCLUDES as well "
            "(take it out of one of them)"
        ]

    @pytest.mark.parametrize("pattern", [".*", "**/.*"])
    def test_ignored_names_are_left_out_of_folders(self, site: MakeSite, pattern: str) -> None:
        """Pelican's own default begins with `**/`, and means hidden files everywhere."""
        files = {**FILES, "extra/.hidden": "x", "extra/.git/config": "x"}
        paper = site(files, STATIC_PATHS=["extra"], IGNORE_FILES=[pattern])
        assert plain(paper) == {"extra/CNAME", "extra/a.txt", "extra/in/b.txt"}

    def test_a_pattern_with_a_slash_is_for_paths(self, site: MakeSite) -> None:
        """Pelican itself compares names only, and such a pattern would be for nothing."""
        paper = site(FILES, STATIC_PATHS=["extra"], IGNORE_FILES=["extra/in/*"])
        assert plain(paper) == {"extra/CNAME", "extra/a.txt"}

    def test_a_hidden_file_is_named_by_its_new_path(self, site: MakeSite) -> None:
        """A key of EXTRA_PATH_METADATA is a name, too."""
        placed = {"extra/.nojekyll": {"path": ".nojekyll"}}
        files = {**FILES, "extra/.nojekyll": ""}
        paper = site(files, STATIC_PATHS=["extra"], EXTRA_PATH_METADATA=placed)
        assert ".nojekyll" in plain(paper)

    def test_a_folder_takes_its_files_along(self, site: MakeSite) -> None:
        """To another folder, or to the root; a file's own path goes before it."""
        placed = {"extra": {"path": ""}, "extra/in": {"path": "out/"}, "extra/a.txt": {"path": "z"}}
        paper = site(FILES, STATIC_PATHS=["extra"], EXTRA_PATH_METADATA=placed)
        assert plain(paper) == {"CNAME", "z", "out/b.txt"}


NAMES = [
    *("", "articles", "articles/2024", "authors", "docs", "images", "extra", "extra/CNAME"),
    *("articles/2024/secret.svg", "articles/2024/leak.pdf", "docs/memo.pdf", "images/lead.svg"),
]


class TestComingAndGoing:
    def test_a_picture_comes_and_goes_with_its_story(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Each build leaves what a clean one makes, whatever the last one knew."""
        content = fresh_folder(tmp_path / "content")
        (content / "articles").mkdir()
        (content / "articles/a.md").write_text(story(), "utf-8")
        (content / "articles/p.svg").write_text(picture("p"), "utf-8")
        (content / "articles/q.pdf").write_text("%PDF", "utf-8")
        overrides = {"STATIC_PATHS": ["articles"], "PICTURES_IN_SIZES": False}
        body = shows("p.svg") + "\n\n[q]({static}q.pdf)"
        for number, status in enumerate(["draft", "published", "draft", None, "draft"]):
            text = story(body, slug="h", status="draft" if status == "draft" else None)
            (content / "articles/h.md").write_text(text, "utf-8")
            kept = build_paper(content, tmp_path / "output", monkeypatch, overrides)
            with monkeypatch.context() as patch:
                afresh = {**overrides, "CACHE_PATH": str(tmp_path / f"cache{number}")}
                clean = build_paper(content, tmp_path / f"clean{number}", patch, afresh)
            assert kept.files() == clean.files() and kept.warnings == clean.warnings
            shown = {"articles/p.svg", "articles/q.pdf"} if status != "draft" else set()
            assert plain(kept) == shown
        (content / "articles/h.md").unlink()
        paper = build_paper(content, tmp_path / "output", monkeypatch, overrides)
        assert plain(paper) == {"articles/p.svg", "articles/q.pdf"}  # nobody's, and named

    @settings(max_examples=12)
    @given(st.sets(st.sampled_from(NAMES)))
    def test_no_choice_of_static_paths_leaks(self, site: MakeSite, paths: set[str]) -> None:
        """Whatever is named together with whatever else, one after the other."""
        paper = site(CONTENT, STATIC_PATHS=sorted(paths))
        assert paper.stopped is None, paper.faults
        assert leaks(paper) == []


def test_a_folder_above_the_content_is_told_of_this_setting(site: MakeSite) -> None:
    """And not of OUTPUT_PATH, which then lies in it."""
    (fault,) = site({"articles/a.md": story()}, STATIC_PATHS=["../.."]).faults
    told = "settings: STATIC_PATHS: “../..” leads out of the content folder"
    assert fault == f"{told} (copy it into that folder)"

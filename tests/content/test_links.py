"""Links that only the whole site can finish: where they lead on a page and in a feed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from broadsheet.content.edition import Edition
from broadsheet.plan.contributing import composer_of
from broadsheet.site.settings import Site
from broadsheet.story.model import Story
from broadsheet.story.reading import Read, read_story
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.views.media import Medium
from tests.support.desk import desk_of, results_of
from tests.support.small_paper import MakeSite, story

SITE = Site.model_validate(
    {
        "SITENAME": "The Halyard",
        "SITEURL": "https://halyard.example/daily",
        "PUBLISHER": {"name": "The Halyard", "sentence": "The Halyard is a paper."},
        "SECTIONS": ["World"],
    }
)
NOW = datetime(2024, 6, 15, 12, tzinfo=UTC)
PATH = "articles/storm.md"


def story_of(body: str = "x", path: str = PATH, **front: str) -> Read[Story]:
    """Read a story of the section World that must have no faults."""
    keys = {"title": path.split("/")[1][:-3], "date": "2024-06-11", "category": "World", **front}
    lines = [f"{key}: {value}" for key, value in keys.items()]
    text = "\n".join(["---", *lines, "---", body])
    read = read_story(path, text.encode(), ReadingSettings())
    assert read.item is not None and read.faults == [], read.faults
    return read


def edition_of(content: Path, *stories: Read[Story]) -> Edition:
    """Return an edition of these stories."""
    return Edition.of(desk_of(*stories), SITE, NOW, content)


@pytest.mark.parametrize(
    ("medium", "host"),
    [("page", ""), ("feed", "https://halyard.example"), ("copy", "https://halyard.example")],
)
def test_a_file_is_linked_by_its_quoted_name(tmp_path: Path, medium: Medium, host: str) -> None:
    """Whatever a name holds, the address leads to the file and not to a query or a fragment."""
    name = "50% a?b #1.pdf"
    (tmp_path / name).write_bytes(b"%PDF")
    story = story_of("[x](<{static}/50%25 a?b %231.pdf>)")
    edition = edition_of(tmp_path, story)
    (body,) = composer_of(edition, []).body(PATH, "/daily/here/", medium, story.item)
    assert body == f'<p><a href="{host}/daily/50%25%20a%3Fb%20%231.pdf">x</a></p>'
    assert {path: result.uses for path, result in results_of(edition).items()} == {PATH: (name,)}


def test_a_link_in_a_correction_has_the_path_of_the_site_in_front(tmp_path: Path) -> None:
    """SITEURL's own path goes before addresses of the site, in corrections as in bodies."""
    text = "'See [us](/about/), [it](other.md#end) and [that](#here).'"
    story = story_of(corrections=f"[{{date: 2024-06-12, text: {text}}}]")
    edition = edition_of(tmp_path, story, story_of(path="articles/other.md"))
    (correction,) = composer_of(edition, []).story(edition.by_path[PATH]).corrections
    assert correction.text == (
        'See <a href="/daily/about/">us</a>, <a href="/daily/2024/06/other/#end">it</a>'
        ' and <a href="/daily/2024/06/storm/#here">that</a>.'
    )


@pytest.mark.parametrize("kind", ["body", "caption", "correction"])
def test_a_dead_link_is_told_in_the_same_words_wherever_it_stands(
    tmp_path: Path, kind: str
) -> None:
    """A link to a story that nobody can see yet is left out; one to nothing is an error."""
    links = "[a](hidden.md) and [b](none.md)"
    front = {
        "body": {},
        "caption": {"image": f"{{src: a.png, caption: '{links}'}}"},
        "correction": {"corrections": f"[{{date: 2024-06-12, text: '{links}'}}]"},
    }[kind]
    story = story_of(links if kind == "body" else "x", **front)
    hidden = story_of(path="articles/hidden.md", status="draft")
    edition = edition_of(tmp_path, story, hidden)
    line = 6 if kind == "body" else 5
    assert [str(fault) for fault in results_of(edition)[PATH].faults] == [
        f"{PATH}:{line}: the link to articles/hidden.md is left out: readers cannot see that story"
        " yet (it comes to life when the story is published)",
        f"{PATH}:{line}: the link to articles/none.md does not exist (correct the path)",
    ]


def test_a_file_that_comes_while_a_build_runs_is_seen_by_the_next(tmp_path: Path) -> None:
    """All that one build says and remembers of a file is of one moment."""
    edition = edition_of(tmp_path, story_of())
    assert not edition.has_file("report.pdf")
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    assert not edition.has_file("report.pdf")
    assert edition_of(tmp_path, story_of()).has_file("report.pdf")


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("tides.pdf", "write `{static}tides.pdf`"),
        ("../docs/tides.pdf", "write `{static}../docs/tides.pdf`"),
        ("no.pdf", "put it there, and write `{static}no.pdf`"),
        ("no.example/a.pdf", "write `https://no.example/a.pdf` or `/no.example/a.pdf`"),
    ],
)
def test_a_link_to_a_file_is_told_how_to_be_one(tmp_path: Path, written: str, mend: str) -> None:
    """Where the file is there; else an address may be meant. Readers get the words."""
    for folder in ("articles", "docs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "tides.pdf").write_bytes(b"%PDF")
    story = story_of(f"The\n\n[tides]({written})")
    edition = edition_of(tmp_path, story)
    (fault,) = results_of(edition)[PATH].faults
    what = f"the link `{written}` is neither a full address nor one from the site's root"
    if written == "no.pdf":
        what = "the link `no.pdf`: no such file lies beside the story"
    assert str(fault) == f"{PATH}:8: {what} ({mend})"
    parts = composer_of(edition, []).body(PATH, "/daily/here/", "page", story.item)
    assert "<a>tides</a>" in "".join(parts)


APART, TOGETHER = "docs/Pru\u0308f.pdf", "docs/Pr\u00fcf.pdf"


@pytest.mark.parametrize("disk", [APART, TOGETHER])
@pytest.mark.parametrize("written", [APART, TOGETHER])
def test_a_linked_file_is_found_whatever_its_unicode_form(
    site: MakeSite, tmp_path: Path, disk: str, written: str
) -> None:
    """Macs take accents apart: on the screen the two names are one."""
    paper = site(
        {
            "articles/storm.md": story(f"See [it]({{static}}/{written}).", slug="storm"),
            disk: "%PDF-1.4",
        }
    )
    assert paper.faults == []
    link = paper.html("2024/06/storm/index.html").select_one(".prose a")
    assert unquote(str(link["href"])) == f"/{disk}"
    assert (paper.output / disk).is_file()


def test_an_address_in_the_other_unicode_form_is_told_with_the_reason(site: MakeSite) -> None:
    """Servers do not find it, and nobody can see why."""
    files = {"articles/storm.md": story(f"See [it](/{TOGETHER})."), APART: "%PDF-1.4"}
    (told,) = site(files, STATIC_PATHS=["docs"]).faults
    assert "leads nowhere on this site (the file's name has its accents apart" in told


@pytest.mark.parametrize("name", ["C#", "F#", "C++", "Q&A", "50%", "#MeToo"])
def test_a_link_takes_the_whole_name_of_a_topic(site: MakeSite, name: str) -> None:
    """A `#` is a part of it, and no place on the page of another topic."""
    files = {
        "articles/a.md": story(f"See [it]({{tag}}{name}).", tags=f'["{name}"]', slug="a"),
        "articles/b.md": story(tags='["C", "F"]', slug="b"),
    }
    paper = site(files)
    assert paper.faults == []
    page = paper.html("2024/06/a/index.html")
    links = page.select_one(".prose a"), page.select_one(".topics a")
    assert links[0]["href"] == links[1]["href"]


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        ("other", "write `{filename}/articles/2024/s05.md`"),
        ("S05#end", "write `{filename}/articles/2024/s05.md#end`"),
        ("../2024/06/other/", "write `{filename}/articles/2024/s05.md`"),
        ("other.html?x=1", "write `{filename}/articles/2024/s05.md`"),
        ("tomorrow", "write `{filename}/articles/hidden.md`"),
        ("world", "write `{category}world`"),
        ("ports", "write `{tag}ports`"),
        ("jane-doe", "write `{author}jane-doe`"),
    ],
)
def test_a_link_that_is_a_mere_name_is_told_as_one_to_what_has_it(
    tmp_path: Path, written: str, mend: str
) -> None:
    """By its slug or its file's name; and what is advised is no fault."""
    others = [
        story_of(path="articles/2024/s05.md", slug="other", tags="[Ports]", authors="[Jane Doe]"),
        story_of(path="articles/hidden.md", slug="tomorrow", status="draft"),
    ]
    edition = edition_of(tmp_path, story_of(f"[it]({written})"), *others)
    (fault,) = results_of(edition)[PATH].faults
    what = f"the link `{written}` is neither a full address nor one from the site's root"
    assert str(fault) == f"{PATH}:6: {what} ({mend})"
    advised = mend.removeprefix("write `").removesuffix("`")
    edition = edition_of(tmp_path, story_of(f"[it]({advised})"), *others)
    assert [
        each for each in results_of(edition)[PATH].faults if each.kind != "link-to-hidden"
    ] == []


@pytest.mark.parametrize("written", ["nowhere", "no/where/", "nowhere.html"])
def test_a_link_that_is_a_mere_name_of_nothing_is_told_so(tmp_path: Path, written: str) -> None:
    """Nobody is told to write `https://nowhere`, which is no address either."""
    (fault,) = results_of(edition_of(tmp_path, story_of(f"[it]({written})")))[PATH].faults
    mend = "link to a file, `{filename}/articles/….md`, or write all of the address: `/…/` or `https://…`"
    assert str(fault) == f"{PATH}:6: the link `{written}`: nothing here has that name ({mend})"


@pytest.mark.parametrize(
    "written", ["#place:~:text=a", "#:~:text=a,b", "/about/#:~:text=a", "b.md#place:~:text=a-,b"]
)
def test_a_link_to_a_passage_of_a_page_is_no_link_to_an_unknown_heading(
    site: MakeSite, written: str
) -> None:
    """What follows `:~:` is for the browser, which finds the words itself."""
    text = "## A place {#place}\n\nMore."
    paper = site(
        {
            "articles/a.md": story(f"[it]({written})\n\n{text}"),
            "articles/b.md": story(text, title="Other"),
            "pages/about.md": "---\ntitle: About\n---\n\nUs.\n",
        }
    )
    assert (paper.faults, paper.warnings) == ([], [])


def test_the_heading_before_a_passage_is_looked_up_once(site: MakeSite) -> None:
    """One that is not there is told, once, and without the passage in the advice."""
    paper = site({"articles/a.md": story("[it](#no:~:text=a)")})
    assert paper.warnings == [
        "articles/a.md:7: the link `#no:~:text=a`: no heading or note of this text has that id"
        " (give one the id: `## Heading {#no}`)"
    ]


def test_faults_of_the_front_matter_hide_no_dead_link(site: MakeSite) -> None:
    """Nor do those of a draft show any that wait until it can be seen."""
    text = story("[x](/nowhere/) and [y]({filename}none.md)", titel="T")
    draft = story("[x](/nowhere/)", titel="T", status="draft")
    paper = site(files={"articles/a.md": text, "articles/b.md": draft})
    whats = sorted(fault.split(" (")[0].split(": ", 1)[1] for fault in paper.faults)
    assert whats == [
        "the link /nowhere/ leads nowhere on this site",
        "the link to articles/none.md does not exist",
        "unknown key `titel`",
        "unknown key `titel`",
    ]

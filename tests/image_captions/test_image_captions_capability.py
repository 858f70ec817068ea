"""The capability as the edition sees it: what it fills, what it tells, what it copies."""

from __future__ import annotations

from pathlib import Path

import pytest
from picture_makers import (
    SETTINGS,
    all_faults,
    caption_of,
    edition_of,
    faults_in,
    faults_of,
    figures,
    jpeg,
    one_figure,
    picture_composer,
    place,
    results_of,
    story_text,
    svg,
)

from broadsheet.content.edition import Edition
from broadsheet.image_captions import register
from broadsheet.image_captions.capability import ImageCaptions
from broadsheet.image_captions.resolution import SUFFIXES
from broadsheet.plan.capabilities import capabilities_of
from broadsheet.reporting.faults import Gravity
from broadsheet.site.outputs import Copy
from broadsheet.story.model import PictureUse
from broadsheet.views.media import Medium
from broadsheet.views.records import Figure
from tests.support.desk import outputs_of

MEDIA: tuple[tuple[Medium, str], ...] = (
    ("page", ""),
    ("feed", "https://halyard.example"),
    ("copy", "https://halyard.example"),
)


def copies(edition: Edition) -> list[tuple[str, str, int]]:
    """Return path, origin and line of each file that is copied."""
    found = {
        (each.path, each.origin, each.line)
        for each in outputs_of(edition, ImageCaptions(SETTINGS))
        if isinstance(each, Copy) and each.source == edition.content / each.path
    }
    return sorted(found)


def test_the_plugin_registers_itself() -> None:
    """Under its package's name, as PLUGINS writes it."""
    register()
    settings = {**SETTINGS, "PLUGINS": ["broadsheet.image_captions"]}
    (found,) = capabilities_of(settings)
    assert isinstance(found, ImageCaptions)
    assert found.slots == {"figure": PictureUse, "image": PictureUse}


def test_a_figure_is_filled_with_everything_a_template_prints(tmp_path: Path) -> None:
    """Addresses, size, alt text, caption, credit and link."""
    place(tmp_path, "images/a.png", credit=None, size=(60, 40))
    image = '![A ship](/images/a.png "The *Aurora* (AFP)")'
    assert one_figure(tmp_path, f"[{image}](https://example.org/x)") == Figure(
        url="/paper/images/a.png",
        absolute_url="https://halyard.example/paper/images/a.png",
        width=60,
        height=40,
        media_type="image/png",
        alt="A ship",
        caption=one_figure(tmp_path, image).caption,
        credit="AFP",
        href="https://example.org/x",
        is_drawn=True,
        file="images/a.png",
    )
    assert one_figure(tmp_path, image).caption == "The <em>Aurora</em>"


def test_an_image_in_a_line_has_its_size_and_neither_caption_nor_link(tmp_path: Path) -> None:
    """The words around it are its caption, the markup around it its link."""
    svg(tmp_path / "a.svg")
    figure = one_figure(tmp_path, 'x [![A](/a.svg "Words (AFP)")](https://example.org)')
    assert (figure.width, figure.height, figure.caption, figure.href) == (40, 30, None, None)
    assert figure.credit == "AFP"


@pytest.mark.parametrize(
    ("name", "written", "url"),
    [
        ("a b.png", "/a%20b.png", "/paper/a%20b.png"),
        ("50%#1?.png", "/50%25%231%3F.png", "/paper/50%25%231%3F.png"),
        ("é&'.png", "/é&'.png", "/paper/%C3%A9%26%27.png"),
    ],
)
def test_addresses_are_quoted(tmp_path: Path, name: str, written: str, url: str) -> None:
    """Whatever a file's name holds, its address leads to it."""
    place(tmp_path, name)
    figure = one_figure(tmp_path, f'<img src="{written}" alt="A">')
    assert figure.url == url
    assert figure.absolute_url == f"https://halyard.example{url}"


def test_a_faulty_picture_is_left_out_and_told(tmp_path: Path) -> None:
    """Nothing half is printed."""
    edition = edition_of(tmp_path, {"articles/storm.md": story_text("![A](/none.png)")})
    assert figures(edition) == [None]
    (fault,) = faults_in(edition)
    assert str(fault) == (
        "articles/storm.md:6: the picture /none.png does not exist "
        "(correct the path, or put the file there)"
    )
    assert fault.gravity is Gravity.WRONG


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),
        ("mailto:jane@example.org", "mailto:jane@example.org"),
        ("tel:+4420", "tel:+4420"),
        ("//example.org/x", "https://example.org/x"),
        ("/about/", "/paper/about/"),
        ("{static}/files/plan.pdf", "/paper/files/plan.pdf"),
        ("{static}/files/50% %23?.pdf", "/paper/files/50%25%20%23%3F.pdf"),
        ("{filename}/articles/other.md", "/paper/2024/06/other/"),
        ("other.md#end", "/paper/2024/06/other/#end"),
        ("#end", "/paper/2024/06/storm/#end"),
        ("{index}", "/paper/"),
    ],
)
def test_the_link_of_a_picture_leads_where_other_links_lead(
    tmp_path: Path, written: str, href: str
) -> None:
    """Full addresses, addresses of the site, files and stories."""
    place(tmp_path, "a.png")
    (tmp_path / "files").mkdir()
    for name in ("plan.pdf", "50% #?.pdf"):
        (tmp_path / "files" / name).write_bytes(b"%PDF")
    stories = {
        "articles/storm.md": story_text(f"[![A](/a.png)](<{written}>)", date="2024-06-12"),
        "articles/other.md": story_text("Words.", title="Other"),
    }
    edition = edition_of(tmp_path, stories)
    (figure,) = figures(edition)
    assert figure is not None
    assert figure.href == href
    assert all_faults(tmp_path, stories) == []


def test_elsewhere_the_link_of_a_picture_is_a_full_address(tmp_path: Path) -> None:
    """In feeds and copies, one to a place of its own page too."""
    place(tmp_path, "a.png")
    for written, href in (("/about/", "/about/"), ("#end", "/2024/06/storm/#end")):
        figure = one_figure(tmp_path, f"[![A](/a.png)]({written})", "feed")
        assert figure.href == f"https://halyard.example/paper{href}"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("javascript:alert(1)", "a link of the kind `javascript:` (link to a page or an address)"),
        ("JAVA&#x09;SCRIPT:x", "a link of the kind `javascript:` (link to a page or an address)"),
        ("{static}/none.pdf", "the link to none.pdf does not exist (correct the path)"),
        (
            "{static}/../x.pdf",
            "the link to ../x.pdf lies outside the content folder (correct the path)",
        ),
        ("{tag}Nothing", "the link to the topic “Nothing” leads nowhere (correct it)"),
        (
            "example.org",
            "the link `example.org` is neither a full address nor one from the site's root "
            "(write `https://example.org` or `/example.org`)",
        ),
        (
            "{filename}/articles/draft.md",
            "the link to articles/draft.md is left out: readers cannot see that story yet "
            "(it comes to life when the story is published)",
        ),
    ],
)
def test_a_link_of_a_picture_that_leads_nowhere_is_told(
    tmp_path: Path, written: str, told: str
) -> None:
    """In the words of other links; the figure stands without it."""
    place(tmp_path, "a.png")
    stories = {
        "articles/draft.md": story_text("x", title="Draft", more="status: draft\n"),
        "articles/storm.md": story_text(
            f'<p><a href="{written}"><img src="/a.png" alt="A"></a></p>'
        ),
    }
    assert all_faults(tmp_path, stories) == [f"articles/storm.md:6: {told}"]
    edition = edition_of(tmp_path, stories)
    (figure,) = figures(edition)
    assert figure is not None
    assert figure.href is None


def test_links_in_a_caption_lead_somewhere_or_are_words(tmp_path: Path) -> None:
    """In full in a feed; what leads nowhere is told and keeps its words."""
    place(tmp_path, "a.png")
    body = '![A](/a.png "See [us](/about/) and [it](javascript:x) (AFP)")'
    for medium, host in MEDIA:
        assert one_figure(tmp_path, body, medium).caption == (
            f'See <a href="{host}/paper/about/">us</a> and <a>it</a>'
        )
    assert faults_of(tmp_path, body) == [
        "articles/storm.md:6: a link of the kind `javascript:` (link to a page or an address)"
    ]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("{filename}other.md#end", "/2024/06/other/#end"),
        ("#end", "/2024/06/storm/#end"),
        ("{static}/files/a b.pdf", "/files/a%20b.pdf"),
        ("/about/?a=1&b=2", "/about/?a=1&amp;b=2"),
    ],
)
def test_links_in_the_caption_of_a_lead_picture_are_finished(
    tmp_path: Path, address: str, path: str
) -> None:
    """Whatever a link in a body may be, a link in any caption may be."""
    place(tmp_path, "a.png", size=(800, 4))
    (tmp_path / "files").mkdir()
    (tmp_path / "files/a b.pdf").write_bytes(b"%PDF")
    more = f'image:\n  src: a.png\n  alt: A\n  caption: "See [it](<{address}>) (AFP)"\n'
    stories = {
        "articles/storm.md": story_text("x", date="2024-06-12", more=more),
        "articles/other.md": story_text("x", title="Other"),
    }
    assert all_faults(tmp_path, stories) == []
    edition = edition_of(tmp_path, stories)
    story = edition.stories[0]
    composer = picture_composer(edition)
    for medium, host in MEDIA:
        figure = composer.figure(story.lead, story.path, medium)
        assert figure is not None
        assert figure.caption == f'See <a href="{host}/paper{path}">it</a>'


def test_a_dead_link_in_the_caption_of_a_lead_picture_is_told_once(tmp_path: Path) -> None:
    """At the line of the caption."""
    place(tmp_path, "a.png", size=(800, 4))
    more = "image:\n  src: a.png\n  alt: A\n  caption: '[x](b.md), [y](javascript:y) (AFP)'\n"
    assert all_faults(tmp_path, {"articles/storm.md": story_text("x", more=more)}) == [
        "articles/storm.md:8: a link of the kind `javascript:` (link to a page or an address)",
        "articles/storm.md:8: the link to articles/b.md does not exist (correct the path)",
    ]


def test_text_that_looks_like_a_link_stays_text(tmp_path: Path) -> None:
    """What a writer types cannot pass for an attribute."""
    place(tmp_path, "a.png")
    body = """![A](/a.png 'He typed href="/x" (AFP)')"""
    assert one_figure(tmp_path, body).caption == 'He typed href="/x"'


@pytest.mark.parametrize("suffix", sorted(SUFFIXES))
def test_a_figure_knows_its_media_type(tmp_path: Path, suffix: str) -> None:
    """From its ending, whatever the machine knows of such files."""
    if suffix == ".svg":
        svg(tmp_path / "a.svg")
    else:
        place(tmp_path, f"a{suffix}")
    kind = suffix.removeprefix(".").replace("jpg", "jpeg").replace("svg", "svg+xml")
    assert one_figure(tmp_path, f"![A](/a{suffix})").media_type == f"image/{kind}"


def test_only_what_readers_may_see_is_copied(tmp_path: Path) -> None:
    """A picture that only a hidden story uses leaves no trace."""
    for name in ("lead", "body", "draft", "future", "shared", "unused", "page", "jane", "bio"):
        place(tmp_path, f"images/{name}.png")
    (tmp_path / "images/full.pdf").write_bytes(b"%PDF")

    def lead(name: str) -> str:
        return f"image:\n  src: images/{name}.png\n  alt: A\n"

    body = "[![A](/images/body.png)]({static}/images/full.pdf)\n\nx ![A](/images/shared.png)"
    edition = edition_of(
        tmp_path,
        {
            "articles/storm.md": story_text(body, more=lead("lead")),
            "articles/draft.md": story_text(
                "![A](/images/shared.png)", title="D", more="status: draft\n" + lead("draft")
            ),
            "articles/future.md": story_text(
                "![A](/images/future.png)", title="F", date="2099-01-01"
            ),
        },
        authors={
            "authors/jane.md": "---\nname: Jane\nimage:\n  src: images/jane.png\n  alt: J\n---\n"
            "![A](/images/bio.png)\n"
        },
        pages={"pages/about.md": "---\ntitle: About\n---\n![A](/images/page.png)\n"},
    )
    assert copies(edition) == [
        ("images/bio.png", "authors/jane.md", 7),
        ("images/body.png", "articles/storm.md", 9),
        ("images/full.pdf", "articles/storm.md", 9),
        ("images/jane.png", "authors/jane.md", 4),
        ("images/lead.png", "articles/storm.md", 6),
        ("images/page.png", "pages/about.md", 4),
        ("images/shared.png", "articles/storm.md", 11),
    ]


def test_hidden_stories_authors_and_pages_are_checked_too(tmp_path: Path) -> None:
    """By file and line, so that a story is sound before its day comes."""
    hidden = story_text("x\n\n![A](/none.png)", title="A", date="2099-01-01")
    edition = edition_of(
        tmp_path,
        {"articles/a.md": hidden, "articles/b.md": story_text("![A](/none.png)")},
        authors={"authors/jane.md": "---\nname: Jane\n---\n![A](/none.png)\n"},
        pages={"pages/about.md": "---\ntitle: About\n---\n![A](/none.png)\n"},
    )
    assert edition.hidden == {"articles/a.md"}
    assert [(each.path, each.line) for each in faults_in(edition)] == [
        ("articles/a.md", 8),
        ("articles/b.md", 6),
        ("authors/jane.md", 4),
        ("pages/about.md", 4),
    ]


def test_a_picture_is_read_once_in_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stories and lists show it."""
    file = jpeg(tmp_path / "a.jpg")
    read: list[Path] = []
    read_bytes = Path.read_bytes

    def noted(path: Path) -> bytes:
        read.append(path)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", noted)
    edition = edition_of(tmp_path, {"articles/a.md": story_text("![A](/a.jpg)\n\n![B](../a.jpg)")})
    composer = picture_composer(edition)
    results_of(edition, composer)
    for _ in range(3):
        assert all(figures(edition, composer))
    assert read.count(file) == 1


def test_a_lead_picture_is_filled_wherever_its_story_is_shown(tmp_path: Path) -> None:
    """Its caption is read with its file, so every front and every rule sees the same credit."""
    place(tmp_path, "articles/a.png", credit=None)
    more = "image:\n  src: a.png\n  alt: A\n  caption: Words (AFP)\n"
    edition = edition_of(tmp_path, {"articles/storm.md": story_text("x", more=more)})
    story = edition.stories[0]
    assert story.lead is not None
    assert (caption_of(story.lead), story.lead.credit) == ("Words", "AFP")
    shown = picture_composer(edition).figure(story.lead, story.path)
    assert shown is not None
    assert (shown.caption, shown.credit) == ("Words", "AFP")

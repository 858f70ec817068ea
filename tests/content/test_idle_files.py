"""Files of which nothing is made: each is told once, with where it belongs."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.support.small_paper import MakeSite, story

_FILE = BytesIO()
Image.new("RGB", (3, 2)).save(_FILE, "PNG")
PICTURE = _FILE.getvalue()
GOOD: dict[str, str | bytes] = {"articles/a.md": story()}
AUTHOR = "---\nname: Jane Doe\n---\nWrites.\n"
PAGE = "---\ntitle: About us\n---\nWe.\n"
IGNORE = "or name it in IGNORE_FILES"
IDLE = "nothing uses it: not published (show it, link to it, or name it in IGNORE_FILES)"


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("b.md", story(), f"no folder of stories (move it to `articles/b.md`, {IGNORE})"),
        ("article/b.md", story(), f"no folder of stories (move it to `articles/b.md`, {IGNORE})"),
        ("Articles/b.md", story(), f"no folder of stories (move it to `articles/b.md`, {IGNORE})"),
        ("jane.md", AUTHOR, f"no folder of authors (move it to `authors/jane.md`, {IGNORE})"),
        ("about.md", PAGE, f"no folder of pages (move it to `pages/about.md`, {IGNORE})"),
        ("b.md.txt", story(), f"no folder of stories (move it to `articles/b.md`, {IGNORE})"),
        (
            "texts/b.docx",
            "PK",
            f"no folder of stories (put its text into `articles/b.md`, {IGNORE})",
        ),
    ],
)
def test_a_text_in_no_folder_of_texts_is_told_with_its_place(
    site: MakeSite, path: str, text: str, told: str
) -> None:
    """By what it begins with: a headline and a date, or a name."""
    assert site({**GOOD, path: text}).warnings == [f"{path}: not read: this is {told}"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("b.markdown", "name it `b.md` if it is to be published"),
        ("b.md.txt", "name it `b.md` if it is to be published"),
        ("b.txt", "name it `b.md` if it is to be published"),
        ("B.MD", "name it `B.md` if it is to be published"),
        ("b", "name it `b.md` if it is to be published"),
        ("b.docx", "put its text into a file `b.md` if it is to be published"),
        ("b.md.docx", "put its text into a file `b.md` if it is to be published"),
    ],
)
def test_a_text_of_another_kind_among_texts_is_told_with_the_name(
    site: MakeSite, name: str, told: str
) -> None:
    """A text with another ending can be renamed, what Word saved cannot."""
    files = {**GOOD, f"articles/{name}": story()}
    assert site(files).warnings == [f"articles/{name}: not read ({told})"]


@pytest.mark.parametrize("path", ["articles/tug.png", "images/tug.png", "tug.png", "files/r.pdf"])
def test_a_file_that_nothing_uses_is_told(site: MakeSite, path: str) -> None:
    """Wherever it lies, but in a folder that is published as it is."""
    paper = site({**GOOD, path: PICTURE}, STATIC_PATHS=[])
    assert paper.warnings == [f"{path}: {IDLE}"]
    assert path not in paper.files()
    assert site({**GOOD, path: PICTURE}, STATIC_PATHS=[path]).warnings == []
    assert (
        site({**GOOD, path: PICTURE}, STATIC_PATHS=[], IGNORE_FILES=["tug.*", "*.pdf"]).warnings
        == []
    )


def test_what_is_used_or_expected_is_not_told(site: MakeSite) -> None:
    """By a draft too; sidecars, backups, hidden files and a readme lie there for other reasons."""
    body = '![A tug](tug.png "Jane Doe")\n\nThe [report]({static}/files/r.pdf).'
    files = {
        "articles/a.md": story(body, status="draft"),
        "articles/tug.png": PICTURE,
        "articles/tug.png.yaml": "credit: Jane Doe\n",
        "articles/a.md~": "old",
        "articles/a.md.bak": "old",
        "articles/.DS_Store": "x",
        "files/r.pdf": b"%PDF-1.4",
        "README.md": "Ours.",
        "feed-ids.txt": "",
    }
    assert site({**GOOD, "articles/b.md": story(slug="b"), **files}).warnings == []


def test_many_in_one_folder_share_a_line(site: MakeSite) -> None:
    """An old archive has thousands."""
    files = {f"articles/{n}.png": PICTURE for n in range(1200)}
    assert site({**GOOD, **files}).warnings == [
        "articles: 1,200 files that nothing uses are not published"
        " (show them, link to them, or name them in IGNORE_FILES)"
    ]


def test_nothing_is_called_unused_while_a_text_cannot_be_read(site: MakeSite) -> None:
    """That text may use it."""
    bad: dict[str, str | bytes] = {"articles/a.md": "no front matter", "articles/tug.png": PICTURE}
    paper = site({**bad, "media/talk.txt": "Words.", "files/report.docx": "PK"})
    assert len(paper.faults) == 1 and paper.warnings == []
    (warning,) = site({**bad, "media/b.md": story()}).warnings
    assert warning.startswith("media/b.md: not read: "), "it begins as a story does"


def test_a_linked_folder_of_stories_is_told(site: MakeSite) -> None:
    """Links to folders are not followed."""
    paper = site({**GOOD, "extra/x.css": "a {}"}, STATIC_PATHS=["extra"])
    paper = site(
        {**GOOD, "extra/x.css": "a {}"},
        links={"articles/old": paper.content / "extra"},
        STATIC_PATHS=["extra"],
    )
    assert paper.warnings == [
        "articles/old: a link to a folder: no text that lies there is read"
        " (copy the folder here, or name it in IGNORE_FILES)"
    ]

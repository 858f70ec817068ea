"""A file that lies in another folder than a text says: the message names it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.support.small_paper import MakeSite, story

_FILE = BytesIO()
Image.new("RGB", (3, 2)).save(_FILE, "PNG")
PICTURE = _FILE.getvalue()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("harbour.png", "images/harbour.png"),
        ("Harbour.PNG", "images/harbour.png"),
        ("/harbour.png", "images/harbour.png"),
        ("image/harbour.png", "images/harbour.png"),
        ("harbour.jpg", "images/harbour.png"),
        ("plan.png", None),
    ],
)
def test_a_picture_in_another_folder_is_asked_for(
    site: MakeSite, written: str, meant: str | None
) -> None:
    """In front matter and in Markdown, with the line of each."""
    image = f"{{src: {written}, alt: A tug, credit: Jane Doe}}"
    files = {
        "articles/a.md": story(image=image),
        "articles/b.md": story(f'![A tug]({written} "Jane Doe")', slug="b"),
        "images/harbour.png": PICTURE,
        "articles/plan.md": story(slug="plan"),
    }
    mend = f"did you mean `{meant}`?" if meant else "correct the path, or put the file there"
    assert site(files).faults == [
        f"articles/a.md:5: the picture {written} does not exist ({mend})",
        f"articles/b.md:8: the picture {written} does not exist ({mend})",
    ]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            "report.pdf",
            "articles/a.md:7: the link `report.pdf` is neither a full address nor one from the"
            " site's root (did you mean `{static}/files/report.pdf`?)",
        ),
        (
            "{static}report.pdf",
            "articles/a.md:7: the link to articles/report.pdf does not exist"
            " (did you mean `{static}/files/report.pdf`?)",
        ),
        (
            "{static}/files/Report.PDF",
            "articles/a.md:7: the link to files/Report.PDF does not exist"
            " (did you mean `{static}/files/report.pdf`?)",
        ),
        (
            "storm.md",
            "articles/a.md:7: the link to articles/storm.md does not exist"
            " (did you mean `{filename}/articles/2023/storm.md`?)",
        ),
        (
            "notes.pdf",
            "articles/a.md:7: the link `notes.pdf`: no such file lies beside the story"
            " (put it there, and write `{static}notes.pdf`)",
        ),
    ],
)
def test_a_linked_file_in_another_folder_is_asked_for(
    site: MakeSite, written: str, fault: str
) -> None:
    """With the address by which it can be linked; a text is no download."""
    files = {
        "articles/a.md": story(f"The [report]({written})."),
        "articles/2023/storm.md": story(slug="storm"),
        "articles/2023/notes.md": story(slug="notes"),
        "files/report.pdf": b"%PDF-1.4",
    }
    assert site(files).faults == [fault]


def test_a_file_that_comes_later_is_asked_for_by_the_next_build(site: MakeSite) -> None:
    """The message of the last build is not kept."""
    files: dict[str, str | bytes] = {"articles/a.md": story("![A tug](tug.png)")}
    assert "correct the path" in site(files).faults[0]
    assert "`images/tug.png`" in site({**files, "images/tug.png": PICTURE}).faults[0]


def test_the_same_name_comes_before_another_ending(site: MakeSite) -> None:
    """Wherever the two lie."""
    files = {
        "articles/a.md": story("![A tug](tug.png)"),
        "a/tug.jpg": PICTURE,
        "b/tug.png": PICTURE,
    }
    assert "(did you mean `b/tug.png`?)" in site(files).faults[0]

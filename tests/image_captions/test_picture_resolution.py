"""Where a picture's file is looked for, and what is said when it is not to be used."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_makers import one_figure, place

from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.resolution import locate

STORY = "articles/2024/storm.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content folder with pictures in three places."""
    folder = tmp_path / "content"
    for name in (
        "images/harbour.jpg",
        "images/a b.png",
        "images/50% off#1.png",
        "top.png",
        "articles/2024/beside.png",
        "articles/2024/top.png",
    ):
        place(folder, name, credit=None)
    return folder


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("beside.png", "articles/2024/beside.png"),
        ("top.png", "articles/2024/top.png"),
        ("/top.png", "top.png"),
        ("images/harbour.jpg", "images/harbour.jpg"),
        ("../../images/harbour.jpg", "images/harbour.jpg"),
        ("{static}/images/harbour.jpg", "images/harbour.jpg"),
        ("{static}beside.png", "articles/2024/beside.png"),
        ("{attach}beside.png", "articles/2024/beside.png"),
        ("{filename}/images/harbour.jpg", "images/harbour.jpg"),
        ("|static|/images/harbour.jpg", "images/harbour.jpg"),
        ("images/a%20b.png", "images/a b.png"),
        ("images/a b.png", "images/a b.png"),
        ("images/50%25%20off%231.png", "images/50% off#1.png"),
        ("images/50% off#1.png", "images/50% off#1.png"),
        ("images/harbour.jpg?v=2", "images/harbour.jpg"),
    ],
)
def test_a_picture_is_found_beside_its_story_then_from_the_content_folder(
    content: Path, written: str, path: str
) -> None:
    """A leading slash means the content folder; addresses are percent-decoded."""
    assert locate(content, STORY, written) == path


ELSEWHERE = Flaw("a picture on another host", "save it in the content folder, with its credit")
NOWHERE = "correct the path, or put the file there"


@pytest.mark.parametrize(
    ("written", "flaw"),
    [
        ("https://example.org/a.jpg", ELSEWHERE),
        ("HTTP://example.org/a.jpg", ELSEWHERE),
        ("//example.org/a.jpg", ELSEWHERE),
        (
            "data:image/png;base64,AAAA",
            Flaw("a picture written into the text (`data:`)", ELSEWHERE.mend),
        ),
        (
            "file:///etc/passwd",
            Flaw(
                "a picture with an address of the kind `file:`",
                "save it in the content folder, with its credit",
            ),
        ),
        ("", Flaw("a picture without an address", "name its file")),
        ("{static}", Flaw("a picture without an address", "name its file")),
        (
            "images/Harbor.jpg",
            Flaw(
                "the picture images/Harbor.jpg does not exist", "did you mean `images/harbour.jpg`?"
            ),
        ),
        (
            "{static}/images/HARBOUR.JPG",
            Flaw(
                "the picture {static}/images/HARBOUR.JPG does not exist",
                "did you mean `{static}/images/harbour.jpg`?",
            ),
        ),
        ("images/zzz.gif", Flaw("the picture images/zzz.gif does not exist", NOWHERE)),
        ("nowhere/a.jpg", Flaw("the picture nowhere/a.jpg does not exist", NOWHERE)),
        ("images", Flaw("the picture images does not exist", NOWHERE)),
        ("a%00b.jpg", Flaw("the picture a%00b.jpg does not exist", NOWHERE)),
        (
            "/../secret.png",
            Flaw(
                "the picture /../secret.png lies outside the content folder",
                "copy it into that folder",
            ),
        ),
        (
            "%2e%2e/%2e%2e/%2e%2e/secret.png",
            Flaw(
                "the picture %2e%2e/%2e%2e/%2e%2e/secret.png lies outside the content folder",
                "copy it into that folder",
            ),
        ),
    ],
)
def test_what_is_no_picture_of_the_content_folder_is_told_with_advice(
    content: Path, written: str, flaw: Flaw
) -> None:
    """The exact words of every fault of an address."""
    place(content.parent, "secret.png", credit=None)
    assert locate(content, STORY, written) == flaw


def test_what_lies_outside_is_not_looked_at(content: Path) -> None:
    """The answer is the same whether there is a file or not, and no name from there is told."""
    place(content.parent, "secret.png", credit=None)
    assert locate(content, STORY, "/../secrets.png") == Flaw(
        "the picture /../secrets.png lies outside the content folder", "copy it into that folder"
    )


def test_a_name_that_no_disk_can_hold_does_not_exist(content: Path) -> None:
    """It is told like any other wrong name."""
    name = "x" * 5000 + ".png"
    assert locate(content, STORY, name) == Flaw(f"the picture {name} does not exist", NOWHERE)


def test_a_link_of_the_disk_does_not_lead_out_of_the_content_folder(content: Path) -> None:
    """A symbolic link to a file elsewhere is refused."""
    secret = place(content.parent, "secret.png", credit=None)
    (content / "linked.png").symlink_to(secret)
    assert locate(content, STORY, "/linked.png") == Flaw(
        "the picture /linked.png lies outside the content folder", "copy it into that folder"
    )


@given(st.text(max_size=300))
def test_no_address_makes_the_search_fail_or_leave_the_folder(
    tmp_path_factory: pytest.TempPathFactory, written: str
) -> None:
    """Whatever is written, the answer is a flaw: the folder is empty."""
    assert isinstance(locate(tmp_path_factory.getbasetemp() / "none", STORY, written), Flaw)


NFC, NFD = "Z\u00fcrich", "Zu\u0308rich"


@pytest.mark.parametrize("form", [NFC, NFD])
@pytest.mark.parametrize("other", [NFC, NFD])
def test_a_file_is_found_whatever_its_unicode_form(tmp_path: Path, form: str, other: str) -> None:
    """Its folder and its sidecar too, each in a form of its own."""
    place(tmp_path, f"{other}/{form}.png", credit=None)
    (tmp_path / other / f"{other}.png.yaml").write_text("credit: Ann Lee\n")
    for written in (f"/{NFC}/{NFC}.png", f"/{NFD}/{NFD}.png", f"/{NFC}/{NFD}.png"):
        figure = one_figure(tmp_path, f"![A]({written})")
        assert figure.credit == "Ann Lee"
        assert figure.url == f"/paper/{quote(other)}/{quote(form)}.png"


def test_the_file_that_is_spelt_as_written_comes_first(tmp_path: Path) -> None:
    """Where both forms lie in a folder."""
    for form in (NFC, NFD):
        place(tmp_path, f"{form}.png", credit=form)
        assert one_figure(tmp_path, f"![A](/{form}.png)").credit == form

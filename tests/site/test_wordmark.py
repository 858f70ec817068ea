"""The wordmark: which file it is, how large, and what is wrong with it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from bs4 import Tag
from PIL import Image

from broadsheet.site.wordmark import Wordmark, read_wordmark
from tests.support.small_paper import MakeSite, Paper, story


def drawing(width: int, height: int, more: str = "") -> bytes:
    box = f"0 0 {width} {height}"
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='{box}'>{more}</svg>".encode()


def png(width: int, height: int) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, height)).save(data, "PNG")
    return data.getvalue()


def identity(folder: Path, **files: bytes) -> dict[str, Path]:
    """Write pictures of a paper's own; `__` in a name stands for a hyphen, `_` for a full stop."""
    (folder / "identity").mkdir(parents=True, exist_ok=True)
    found = {}
    for name, data in files.items():
        path = f"identity/{name.replace('__', '-').replace('_', '.')}"
        (folder / path).write_bytes(data)
        found[path] = folder / path
    return found


@pytest.mark.parametrize(
    ("data", "shape"),
    [((2000, 90), "wide"), ((300, 100), "wide"), ((299, 100), "square"), ((10, 11), "tall")],
)
def test_the_shape_follows_from_the_picture(
    tmp_path: Path, data: tuple[int, int], shape: str
) -> None:
    """So that a line of words and a tower are both large enough to be read."""
    for files in (
        identity(tmp_path, wordmark_svg=drawing(*data)),
        identity(tmp_path / "p", wordmark_png=png(*data)),
    ):
        found, faults = read_wordmark(files)
        assert found is not None and faults == []
        assert (found.width, found.height, found.shape) == (*data, shape)


def test_one_of_several_is_taken_and_the_others_are_told(tmp_path: Path) -> None:
    """The drawing goes before the picture."""
    found, faults = read_wordmark(
        identity(tmp_path, wordmark_svg=drawing(9, 3), wordmark_png=png(9, 3))
    )
    assert found == Wordmark("identity/wordmark.svg", 9, 3)
    (fault,) = faults
    assert fault.path.endswith("wordmark.png") and "wordmark.svg stands beside it" in fault.what


@pytest.mark.parametrize("data", [b"", b"nothing", drawing(0, 0), png(9, 3)[:20]])
@pytest.mark.parametrize("kind", ["wordmark_svg", "wordmark_png", "wordmark__dark_png"])
def test_what_is_no_picture_is_told(tmp_path: Path, kind: str, data: bytes) -> None:
    """By the file; no page is made with half of it."""
    files = {"wordmark_webp": png(9, 3)} | {kind: data}
    if not kind.startswith("wordmark__"):
        files.pop("wordmark_webp")
    found, faults = read_wordmark(identity(tmp_path, **files))
    assert found is None
    assert [fault.what for fault in faults] == ["no picture that can be read"]


def masthead(site: MakeSite, tmp_path: Path, **files: bytes) -> tuple[Paper, Tag]:
    identity(tmp_path / "front", **files)
    paper = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=[str(tmp_path / "front")])
    assert paper.stopped is None
    return paper, paper.html("index.html").select(".masthead .nameplate")[0]


def test_it_takes_the_place_of_the_name_which_is_its_text(site: MakeSite, tmp_path: Path) -> None:
    """With its size, so that nothing moves when it arrives, and a ground to be seen on at night."""
    paper, name = masthead(site, tmp_path, wordmark_svg=drawing(900, 90))
    (image,) = name.select("img")
    assert (image["alt"], image["width"], image["height"]) == ("The Halyard", "900", "90")
    assert str(image["src"]) == "/theme/identity/wordmark.svg"
    assert "theme/identity/wordmark.svg" in paper.files()
    assert name.get_text().strip() == "" and name.select(".wordmark-wide.wordmark-lit")


@pytest.mark.parametrize("kind", ["two files", "one that adapts"])
def test_one_for_dark_screens_needs_no_ground(site: MakeSite, tmp_path: Path, kind: str) -> None:
    """Be it a second file, or a drawing that knows of them."""
    css = "<style>@media (prefers-color-scheme: dark) { path { fill: #fff } }</style>"
    files = {"wordmark_svg": drawing(90, 90, css if kind == "one that adapts" else "")}
    if kind == "two files":
        files["wordmark__dark_svg"] = drawing(90, 90)
    _, name = masthead(site, tmp_path, **files)
    sources = [str(each["srcset"]) for each in name.select("source")]
    assert sources == (["/theme/identity/wordmark-dark.svg"] if kind == "two files" else [])
    assert not name.select(".wordmark-lit")


def test_without_one_the_name_is_text(site: MakeSite, tmp_path: Path) -> None:
    """A paper needs no picture."""
    _, name = masthead(site, tmp_path)
    assert name.get_text().strip() == "The Halyard" and not name.select("img")


def test_a_broken_one_stops_the_build_at_its_file(site: MakeSite, tmp_path: Path) -> None:
    """Rather than show readers a broken picture."""
    identity(tmp_path / "front", wordmark_png=b"none")
    paper = site({"articles/a.md": story()}, THEME_STATIC_OVERRIDES=[str(tmp_path / "front")])
    told = "front/identity/wordmark.png: no picture that can be read (export it again as SVG, PNG or WebP)"
    assert told in paper.faults

"""What a picture's file must be: its kind, its size, whole, and a drawing if it is one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_makers import edition_of, faults_in, jpeg, place, story_text, svg
from PIL import Image

from broadsheet.image_captions.catalogue import Catalogue
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.pictures import PictureFacts, read_facts
from broadsheet.incremental.file_digests import file_digest


def size(file: Path) -> tuple[int, int]:
    """Return the size of a picture that must be good."""
    facts = read_facts(file.read_bytes(), file.name)
    assert isinstance(facts, PictureFacts), facts
    return facts.width, facts.height


def words(file: Path) -> str:
    """Return what is wrong with a picture, and the advice."""
    flaw = read_facts(file.read_bytes(), f"images/{file.name}")
    assert isinstance(flaw, Flaw), flaw
    return f"{flaw.what} ({flaw.mend})"


@pytest.mark.parametrize("ending", ["jpg", "JPEG", "png", "gif", "webp", "avif"])
def test_the_size_is_read_from_the_file(tmp_path: Path, ending: str) -> None:
    """In pixels, for every kind of picture that the web knows."""
    assert size(place(tmp_path, f"a.{ending}", credit=None, size=(60, 40))) == (60, 40)


@pytest.mark.parametrize(
    ("orientation", "expected"), [(1, (60, 40)), (3, (60, 40)), (6, (40, 60)), (8, (40, 60))]
)
def test_a_picture_turned_by_its_camera_has_the_size_that_browsers_show(
    tmp_path: Path, orientation: int, expected: tuple[int, int]
) -> None:
    """Exif orientations 5 to 8 swap width and height."""
    assert size(jpeg(tmp_path / "a.jpg", exif={0x0112: orientation}, size=(60, 40))) == expected


def test_a_file_that_lies_about_its_kind_is_told(tmp_path: Path) -> None:
    """By its content, not its name."""
    place(tmp_path, "a.png", credit=None).rename(tmp_path / "a.jpg")
    assert words(tmp_path / "a.jpg") == (
        "images/a.jpg is a PNG file that calls itself JPEG "
        "(give it the right ending, or save it again as JPEG)"
    )
    Image.new("RGB", (2, 2)).save(tmp_path / "b.bmp")
    (tmp_path / "b.bmp").rename(tmp_path / "b.webp")
    assert words(tmp_path / "b.webp") == (
        "images/b.webp is a BMP file that calls itself WebP "
        "(give it the right ending, or save it again as WebP)"
    )


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.svg", "a.heic", "a.jfif"])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty (copy it again from the original)"),
        (b"\0" * 64, "is empty (copy it again from the original)"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
            "is a Git LFS pointer: the picture itself was not fetched (run `git lfs pull`)",
        ),
        (
            b"\n<!-- error --><!DOCTYPE html><title>Not found</title>",
            "is a web page (HTML) that was saved under a picture's name (save the picture itself)",
        ),
        (
            b"<html>Not found</html>",
            "is a web page (HTML) that was saved under a picture's name (save the picture itself)",
        ),
        (
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40),
            "is a HEIC photo, which few browsers show (save it as JPEG)",
        ),
        (
            b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(40),
            "is a film (save a single picture of it as JPEG)",
        ),
        (b"%PDF-1.7\n", "is a PDF file (save the page as JPEG or PNG, or link to the PDF)"),
    ],
)
def test_a_file_that_is_no_picture_is_told_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    """Whatever its name says."""
    (tmp_path / name).write_bytes(data)
    assert words(tmp_path / name) == f"images/{name} {told}"


def test_text_under_a_pictures_name_is_no_picture(tmp_path: Path) -> None:
    """It is not told what it is, since that is not known."""
    (tmp_path / "a.jpg").write_text("words")
    assert words(tmp_path / "a.jpg") == "images/a.jpg is not a picture (save it again as JPEG)"


@pytest.mark.parametrize(
    ("kind", "name", "right"),
    [
        ("JPEG", "a.jfif", "a.jpg"),
        ("JPEG", "a.jpe", "a.jpg"),
        ("JPEG", "a.heic", "a.jpg"),
        ("PNG", "a", "a.png"),
        ("GIF", "a.tif", "a.gif"),
        ("WEBP", "a.b.img", "a.b.webp"),
        ("AVIF", "a.heif", "a.avif"),
    ],
)
def test_a_picture_under_another_name_is_to_be_renamed(
    tmp_path: Path, kind: str, name: str, right: str
) -> None:
    """The name that it should have is told."""
    Image.new("RGB", (6, 4)).save(tmp_path / name, kind)
    told = words(tmp_path / name)
    assert told.endswith(f" file under another name (rename it to `images/{right}`)"), told


@pytest.mark.parametrize("ending", ["bmp", "tiff", "pdf", "md", "psd", ""])
def test_a_kind_that_browsers_do_not_show_is_told(tmp_path: Path, ending: str) -> None:
    """Only web pictures are copied; a story's text never is."""
    file = tmp_path / f"a.{ending}".rstrip(".")
    file.write_bytes(b"x")
    assert words(file) == (
        f"images/{file.name} is no picture for the web "
        "(save it as JPEG, PNG, GIF, WebP, AVIF or SVG)"
    )


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "webp", "avif"])
def test_a_file_that_is_cut_short_is_told(tmp_path: Path, ending: str) -> None:
    """Half an upload is noticed before readers see it."""
    file = tmp_path / f"a.{ending}"
    Image.effect_noise((120, 80), 90).convert("RGB").save(file)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert words(file) in (
        f"images/a.{ending} is damaged or cut short (copy it again from the original)",
        f"images/a.{ending} is not a picture (save it again as {ending.upper()})",
    )


@pytest.mark.parametrize("limit", [100, 60])
def test_a_picture_beyond_the_safe_size_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    """Pillow's limit counts, between it and its double too."""
    file = place(tmp_path, "a.png", credit=None, size=(15, 10))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", limit)
    assert words(file) == "images/a.png is too large to be opened safely (scale it down)"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('width="610" height="644"', (610, 644)),
        ('width="610px" height="644.4px"', (610, 644)),
        ('viewBox="0 0 600 371"', (600, 371)),
        ('viewBox="0,0,600.0,371.0"', (600, 371)),
        ('width="100%" height="100%" viewBox="0 0 600 371"', (600, 371)),
        ('width="10cm" height="5cm" viewBox="0 0 600 300"', (600, 300)),
        ('width="300" viewBox="0 0 600 400"', (300, 200)),
        ('height="200" viewBox="0 0 600 400"', (300, 200)),
        ('width="0.2" height="8"', (1, 8)),
        ('width="1e2" height=".5e2"', (100, 50)),
    ],
)
def test_the_size_of_a_drawing(tmp_path: Path, attributes: str, expected: tuple[int, int]) -> None:
    """Width and height in pixels, else the viewBox."""
    assert size(svg(tmp_path / "a.svg", attributes=attributes)) == expected


@pytest.mark.parametrize(
    "attributes",
    [
        "",
        'width="40"',
        'width="100%" height="100%"',
        'viewBox="nonsense"',
        'width="0" height="10"',
        'width="-4" height="4"',
        'viewBox="0 0 0 0"',
        'width="1e999" height="1"',
    ],
)
def test_a_drawing_without_a_size_is_told(tmp_path: Path, attributes: str) -> None:
    """Nothing would be shown."""
    assert words(svg(tmp_path / "a.svg", attributes=attributes)) == (
        "images/a.svg has no size (give its root a `viewBox`)"
    )


XLINK = "a reference to another file"


@pytest.mark.parametrize(
    ("inside", "held"),
    [
        ("<script>alert(1)</script>", "a script"),
        ("<svg:script xmlns:svg='http://www.w3.org/2000/svg'/>", "a script"),
        ("<SCRIPT/>", "a script"),
        ('<g onclick="x()"/>', "an event handler (`onclick`)"),
        ('<g ONLOAD="x()"/>', "an event handler (`ONLOAD`)"),
        ("<foreignObject/>", "a `foreignObject`"),
        ('<iframe xmlns="http://www.w3.org/1999/xhtml"/>', "a `iframe`"),
        ('<image href="https://example.org/a.png"/>', XLINK),
        ('<image xlink:href="//example.org/a.png"/>', XLINK),
        ('<image href="other.png"/>', XLINK),
        ('<image href="data:image/svg+xml,&lt;svg/&gt;"/>', XLINK),
        ('<use href="other.svg#a"/>', XLINK),
        ('<a href="javascript:x()"/>', "a script"),
        ('<a href="java&#10;script:x()"/>', "a script"),
        ('<a href="data:text/html,x"/>', XLINK),
        ('<set attributeName="href" to="javascript:x()"/>', "an animated reference"),
        ('<g fill="url(https://example.org/a#b)"/>', XLINK),
        ("<style>@import 'https://example.org/a.css';</style>", XLINK),
        ("<style>g{background:u\\72l(//example.org/a)}</style>", XLINK),
        ("<style>g{background:url( 'https://example.org/a' )}</style>", XLINK),
        ('<g style="background:url(/**/https://example.org/a)"/>', XLINK),
        ('<g xml:base="https://example.org/"/>', XLINK),
    ],
)
def test_a_drawing_holds_nothing_that_runs_or_loads(tmp_path: Path, inside: str, held: str) -> None:
    """What could run when a reader opens the file itself, or tell another host of them."""
    assert words(svg(tmp_path / "a.svg", inside)) == (
        f"images/a.svg holds {held} (export it again as a plain drawing)"
    )


def test_a_drawing_declares_no_entities_and_no_style_sheet(tmp_path: Path) -> None:
    """Entities may grow without end or read files of this machine."""
    doctype = '<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    assert words(svg(tmp_path / "a.svg", "<text>&f;&a;</text>", before=doctype)) == (
        "images/a.svg holds entity declarations (export it again as a plain drawing)"
    )
    context = '<?xml-stylesheet href="https://example.org/a.css"?>'
    assert words(svg(tmp_path / "b.svg", before=context)) == (
        "images/b.svg holds a reference to another file (export it again as a plain drawing)"
    )


@pytest.mark.parametrize("text", ["words", "<svg>", "<page/>", "<svg xmlns='x'/>"])
def test_what_is_no_drawing_is_told(tmp_path: Path, text: str) -> None:
    """Broken XML and other XML alike."""
    (tmp_path / "a.svg").write_text(text)
    assert words(tmp_path / "a.svg") == (
        "images/a.svg is not an SVG file that can be read (export it again as SVG)"
    )


@pytest.mark.parametrize(
    "inside",
    [
        '<a href="https://example.org/"><text>Words</text></a>',
        '<use href="#a"/><g fill="url(#b)" style="mask:url(\'#c\')"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        "<style>@font-face{src:url(data:font/woff2;base64,AAAA)}</style>",
        '<g contentScriptType="x" inkscape:label="on" xmlns:inkscape="urn:x"/>',
        "<title>Words</title><!-- script -->",
        '<animate attributeName="opacity" to="0"/>',
    ],
)
def test_a_plain_drawing_passes(tmp_path: Path, inside: str) -> None:
    """Links, references within the file and built-in pictures are what drawing programs write."""
    doctype = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    )
    assert size(svg(tmp_path / "a.svg", inside, before=doctype)) == (40, 30)


@given(
    data=st.binary(max_size=200),
    ending=st.sampled_from(["jpg", "png", "gif", "webp", "avif", "svg"]),
)
def test_no_file_makes_the_reading_fail(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str
) -> None:
    """Random bytes, with and without a true beginning, are a flaw and never an exception."""
    starts = {
        "jpg": b"\xff\xd8\xff",
        "png": b"\x89PNG\r\n\x1a\n",
        "gif": b"GIF89a",
        "svg": b"<svg ",
    }
    file = tmp_path_factory.getbasetemp() / f"random.{ending}"
    for beginning in (b"", starts.get(ending, b"RIFF")):
        file.write_bytes(beginning + data)
        assert isinstance(read_facts(file.read_bytes(), file.name), Flaw | PictureFacts)


def test_what_is_found_in_a_picture_is_never_kept_as_that_of_another(tmp_path: Path) -> None:
    """One that is replaced between the look at its bytes and their reading stops the build."""
    file = jpeg(tmp_path / "a.jpg")
    edition = edition_of(tmp_path, {"articles/a.md": story_text("![A](/a.jpg)")})
    kept: dict[str, bytes] = {}

    @cache  # a build looks at each file once
    def digest_before_a_save(path: str) -> bytes:
        found = file_digest(str(tmp_path / path))
        jpeg(file, size=(33, 44))
        return found

    def keep(name: str, find: Callable[[], bytes]) -> bytes:
        kept[name] = find()
        return kept[name]

    edition.loaded.digest_of_file, edition.loaded.cached = digest_before_a_save, keep
    with pytest.raises(OSError, match="another picture since the build began: build again"):
        faults_in(edition)
    assert kept == {}


def test_notes_saved_while_a_build_runs_are_noticed_by_the_next(tmp_path: Path) -> None:
    """What is remembered of a picture is never newer than what its pages show."""
    place(tmp_path, "images/a.png")
    notes = tmp_path / "images/a.png.yaml"
    notes.write_text("credit: First", "utf-8")
    catalogue = Catalogue(edition_of(tmp_path, {}))
    catalogue.value("images\na.png")
    notes.write_text("credit: Second", "utf-8")
    assert catalogue.digest("images\na.png") != Catalogue(edition_of(tmp_path, {})).digest(
        "images\na.png"
    )

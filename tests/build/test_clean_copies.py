"""What pictures say of their makers is published nowhere, whichever way they get there."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from broadsheet.commands.settings_file import newspaper
from broadsheet.image_captions.embedded import metadata_of
from broadsheet.incremental.fingerprints import code_fingerprint
from broadsheet.privacy import cleaning, jpeg, png
from broadsheet.privacy.reader import CannotClean
from broadsheet.reporting.errors import BuildStopped
from tests.support.halyard import NOW, PELICANCONF, ROOT
from tests.support.small_paper import MakeSite, story

SECRETS = (b"SN-4711", b"Back room 7", b"THUMB-4711", b"\x20\x6a\x1f\x35")
SHOWN = "![Tugs](/images/tugs.jpg)"
STATIC = {
    "STATIC_PATHS": ["extra"],
    "EXTRA_PATH_METADATA": {},
}


def photograph(colour: str = "navy", serial: bytes = b"SN-4711") -> bytes:
    """Return a JPEG with a credit, and with a position, a serial number and a thumbnail."""
    tags = Image.Exif()
    tags.update(
        {
            0x010E: "Tugs",
            0x013B: "Jane Doe",
            0x8298: "Copyright The Halyard",
            0xC62F: serial.decode(),
        }
    )
    tags[0x8825] = {1: "N", 2: (543891765.0, 19.0, 7.0), 28: b"Back room 7"}
    data = BytesIO()
    Image.new("RGB", (40, 30), colour).save(data, "JPEG", exif=tags, comment=b"THUMB-4711")
    assert serial in data.getvalue() and b"Back room 7" in data.getvalue()
    return data.getvalue()


def drawing() -> bytes:
    """Return an SVG with the photograph within."""
    inner = b64encode(photograph()).decode()
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><!-- SN-4711 --><image href="data:image/jpeg;base64,{inner}"/></svg>'.encode()


def telling(files: dict[str, bytes]) -> list[str]:
    """Return the files that tell a secret."""
    return [path for path, data in files.items() if any(secret in data for secret in SECRETS)]


class TestWhicheverWay:
    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("images/tugs.jpg", SHOWN),
            ("images/tugs.jpg", "See [the picture]({static}/images/tugs.jpg)."),
            ("extra/tugs.jpg", "Words."),
            ("extra/icon.png", "Words."),
            ("extra/tugs.bin", "Words."),
            ("extra/tugs", "Words."),
        ],
        ids=["shown", "linked", "static", "placed elsewhere", "called something else", "unnamed"],
    )
    def test_a_picture_is_copied_clean(self, site: MakeSite, path: str, words: str) -> None:
        """Shown or linked by stories, static, or under a name that is no picture's."""
        picture = photograph()
        files = {
            "articles/a.md": story(words),
            path: picture,
            "images/tugs.jpg.yaml": "credit: AFP",
        }
        placed = {"extra/icon.png": {"path": "icon.png"}} if path == "extra/icon.png" else {}
        paper = site(files, **{**STATIC, "EXTRA_PATH_METADATA": placed})
        assert paper.faults == []
        copied = paper.files()[{"extra/icon.png": "icon.png"}.get(path, path)]
        assert copied == cleaning.clean(picture) != picture
        assert telling(paper.files()) == []

    def test_a_picture_of_the_theme_is_copied_clean(self, site: MakeSite, tmp_path: Path) -> None:
        """What gives a paper its face was made on somebody's computer as well."""
        overrides = tmp_path / "theme"
        (overrides / "static").mkdir(parents=True)
        for name in ("templates",):
            (overrides / name).symlink_to(ROOT / "theme" / name)
        (overrides / "static" / "css").symlink_to(ROOT / "theme" / "static" / "css")
        (overrides / "static" / "brand.jpg").write_bytes(photograph())
        (overrides / "static" / "brand.svg").write_bytes(drawing())
        paper = site({"articles/a.md": story()}, THEME=str(overrides))
        assert paper.faults == []
        files = paper.files()
        assert telling({each: files[each] for each in ("theme/brand.jpg", "theme/brand.svg")}) == []
        assert b"SN-4711" not in files["theme/brand.svg"]

    def test_its_credit_goes_along(self, site: MakeSite) -> None:
        """And is the one that its caption shows."""
        paper = site({"articles/a.md": story(SHOWN), "images/tugs.jpg": photograph()})
        with Image.open(paper.output / "images/tugs.jpg") as copy:
            assert metadata_of(copy).copyright == "Copyright The Halyard"
        shown = paper.html("2024/06/harbour-reopens/index.html").find("figure")
        assert shown is not None and "Jane Doe" in shown.get_text()

    @pytest.mark.parametrize(
        "name", ["paper.pdf", "style.css", "font.woff2", "words.txt", "film.mp4", "empty.png"]
    )
    def test_what_is_no_picture_is_copied_byte_for_byte(self, site: MakeSite, name: str) -> None:
        """Also where it names what a picture must not; a file of nothing tells nothing."""
        data = b"" if name == "empty.png" else b"%PDF-1.7 SN-4711 \xff\xd8\xff\xe0"
        paper = site({"articles/a.md": story(), f"extra/{name}": data}, **STATIC)
        assert paper.files()[f"extra/{name}"] == data

    def test_a_large_file_is_not_read_whole(
        self, site: MakeSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Of what is no picture the beginning is looked at, and the system copies the rest."""
        read: list[str] = []
        read_bytes = Path.read_bytes
        monkeypatch.setattr(
            Path, "read_bytes", lambda file: (read.append(file.name), read_bytes(file))[1]
        )
        site({"articles/a.md": story(), "extra/large.pdf": b"%PDF" + bytes(1 << 20)}, **STATIC)
        assert "large.pdf" not in read


class TestFaults:
    DAMAGED: tuple[tuple[str, bytes, str], ...] = (
        ("extra/cut.jpg", photograph()[:200], "it is cut short"),
        ("extra/page.png", b"<html>404</html>", "it is no picture of a known kind"),
        ("extra/layers.bin", b"8BPS\0\1" + bytes(40), "it is a Photoshop file, which nobody can clean here"),
    )  # fmt: skip

    @pytest.mark.parametrize(("path", "data", "why"), DAMAGED)
    def test_a_picture_that_cannot_be_cleaned_stops_the_build(
        self, site: MakeSite, path: str, data: bytes, why: str
    ) -> None:
        """Nothing is written, and the message names the file and what to do."""
        paper = site({"articles/a.md": story(), path: data}, **STATIC)
        (fault,) = paper.faults
        said = f"{path}: what it says of place and camera cannot be cut out: {why} ("
        assert fault.startswith(said)
        assert not paper.output.exists()

    def test_all_of_them_are_told_together(self, site: MakeSite) -> None:
        """With what is wrong with stories."""
        files = {path: data for path, data, _ in self.DAMAGED}
        paper = site({"articles/a.md": story("[x](none.md)"), **files}, **STATIC)
        assert len(paper.faults) == 4

    def test_a_linked_one_is_told_with_the_line_of_its_story(self, site: MakeSite) -> None:
        """An editor finds the place that asks for it."""
        files = {
            "articles/a.md": story("One.\n\n[The scan]({static}/scans/a.tif)"),
            "scans/a.tif": b"II+\0",
        }
        (fault,) = site(files).faults
        assert fault == (
            "articles/a.md:9: scans/a.tif: what it says of place and camera cannot be cut out: "
            "it is a BigTIFF, which nobody can clean here (export it as JPEG, PNG, WebP or AVIF)"
        )

    def test_check_finds_them_first(self, site: MakeSite, tmp_path: Path) -> None:
        """What stops a publication is found without one, and found again from memory."""
        files = {path: data for path, data, _ in self.DAMAGED}
        site({"articles/a.md": story(), **files}, **STATIC)
        settings = {
            "PATH": str(tmp_path / "content"),
            "OUTPUT_PATH": str(tmp_path / "output"),
            "CACHE_PATH": str(tmp_path / "cache"),
            "BUILD_WORKERS": 1,
            "NOW": NOW,
            **STATIC,
        }
        with pytest.raises(BuildStopped) as stopped:
            newspaper(str(PELICANCONF), settings).check()
        assert [fault.path for fault in stopped.value.faults] == sorted(files)

    def test_one_of_a_story_under_embargo_is_told_now(self, site: MakeSite) -> None:
        """It must not stop the build that is to publish the story."""
        waiting = story(
            "[The scan]({static}/scans/a.tif)", title="Later", embargo="2026-12-24T06:00:00+00:00"
        )
        paper = site({"articles/a.md": story(), "articles/b.md": waiting, "scans/a.tif": b"II+\0"})
        (fault,) = paper.faults
        assert fault.startswith("articles/b.md:8: scans/a.tif: what it says of place")


class TestIncremental:
    def test_where_nothing_has_changed_no_picture_is_opened(
        self, site: MakeSite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was cleaned once is known by its digest."""
        files = {"articles/a.md": story(SHOWN), "images/tugs.jpg": photograph()}
        files |= {"extra/tugs.jpg": photograph("teal"), "extra/a.bin": b"12"}
        first = site(files, **STATIC).files()
        opened: list[bytes] = []
        monkeypatch.setattr(cleaning, "kind_of", lambda head: opened.append(head))
        second = site(files, **STATIC)
        assert opened == [] and second.files() == first

    def test_a_copy_that_somebody_has_replaced_is_made_again(self, site: MakeSite) -> None:
        """Also one by the picture that it was made of, with all that it says."""
        files = {"articles/a.md": story(), "extra/tugs.jpg": photograph()}
        first = site(files, **STATIC)
        clean = first.files()
        (first.output / "extra/tugs.jpg").write_bytes(photograph())
        assert site(files, **STATIC).files() == clean

    def test_what_lay_there_before_pictures_were_cleaned_is_replaced(
        self, site: MakeSite, tmp_path: Path
    ) -> None:
        """Without a memory, a copy that is the picture itself does not pass for one."""
        copy = tmp_path / "output" / "extra" / "tugs.jpg"
        copy.parent.mkdir(parents=True)
        copy.write_bytes(photograph())
        (tmp_path / "output/.broadsheet").write_text("extra/tugs.jpg\n", "utf-8")  # once printed
        paper = site({"articles/a.md": story(), "extra/tugs.jpg": photograph()}, **STATIC)
        assert paper.faults == []
        assert telling(paper.files()) == []

    def test_another_camera_is_another_picture_and_the_same_copy(self, site: MakeSite) -> None:
        """The file that readers have stays as it is, to its time."""
        one, other = photograph(), photograph(serial=b"SN-0000")
        first = site({"articles/a.md": story(), "extra/tugs.jpg": one}, **STATIC)
        fingerprint = (first.output / "extra/tugs.jpg").stat().st_mtime_ns
        second = site({"articles/a.md": story(), "extra/tugs.jpg": other}, **STATIC)
        assert (second.output / "extra/tugs.jpg").stat().st_mtime_ns == fingerprint
        third = site({"articles/a.md": story(), "extra/tugs.jpg": photograph("teal")}, **STATIC)
        assert third.files()["extra/tugs.jpg"] == cleaning.clean(photograph("teal"))

    def test_other_code_that_cleans_makes_all_copies_anew(self) -> None:
        """The store is thrown away with it, as with any other code."""
        assert "the code of broadsheet.privacy" in code_fingerprint(["plugins"])

    def test_why_a_copy_was_made_is_told(self, site: MakeSite) -> None:
        """By the name of the picture that has changed."""
        wanted = {**STATIC, "BUILD_EXPLAIN": "extra/tugs.jpg"}
        files = {"articles/a.md": story(), "extra/tugs.jpg": photograph()}
        site(files, **STATIC)
        kept = site(files, **wanted).report
        assert any("left as it is: a copy of tugs.jpg" in line for line in kept)
        made = site({**files, "extra/tugs.jpg": photograph("teal")}, **wanted).report
        assert any("changed: tugs.jpg, of which it is a copy" in line for line in made)


@pytest.mark.parametrize("clean", [jpeg.clean_jpeg, png.clean_png])
def test_the_exception_is_one(clean: Callable[[bytes], bytes]) -> None:
    """Who cleans by hand has one thing to catch."""
    with pytest.raises(CannotClean):
        clean(b"\xff\xd8\xff\xe0\0\x10")

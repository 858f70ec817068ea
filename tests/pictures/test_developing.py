"""Developing: each size looks like the picture, says whose it is, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from broadsheet.image_captions.embedded import xmp_metadata
from broadsheet.pictures import developing
from broadsheet.pictures.colours import upright_srgb
from broadsheet.pictures.developing import developed
from broadsheet.pictures.similarity import similarity
from broadsheet.pictures.sizes import AVIF, JPEG, PNG, WEBP, sizes_of
from broadsheet.site.outputs import CannotDerive
from tests.pictures.makers import drawing, file_of, grey_profile, photograph
from tests.support.halyard import HALYARD

ALL = [(AVIF, 540), (WEBP, 540), (AVIF, 1000), (WEBP, 1000), (JPEG, 1000)]
RIGHTS = (("copyright", "© 2024 The Halyard"), ("creator", "Jane Doe"), ("credit", "Jane Doe/AP"))
PACKET = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" exif:GPSLatitude="52,31N"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" photoshop:City="Berlin"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
 photoshop:Credit="Ann Lee"
 plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"/></rdf:RDF></x:xmpmeta>"""


def opened(files: Mapping[str, bytes]) -> dict[str, Image.Image]:
    return {name: Image.open(BytesIO(data)) for name, data in files.items()}


def packet_in(image: Image.Image) -> bytes:
    """Return the XMP of a made file."""
    packet = image.info.get("xmp") or b""
    return packet if isinstance(packet, bytes) else packet.encode()


def _told(packet: bytes) -> PngInfo:
    told = PngInfo()
    told.add_itxt("XML:com.adobe.xmp", packet.decode())
    return told


def _turned(turn: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = turn
    return exif


def sizes_read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Return a list to which the size is added in which each picture is read from now on."""
    seen: list[tuple[int, int]] = []

    def noted(image: Image.Image) -> Image.Image:
        seen.append(image.size)
        return upright_srgb(image)

    monkeypatch.setattr(developing, "upright_srgb", noted)
    return seen


def private_photograph() -> bytes:
    """Return a photograph that tells where, when and with what it was taken, and how it is turned."""
    exif = _turned(6)  # by a quarter
    exif[0x010F] = "SecretCam"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    return file_of(photograph(), exif=exif, xmp=PACKET)


class TestRights:
    def test_each_size_says_whose_it_is(self) -> None:
        """What the file says, and what lies beside it; the file's own word goes before."""
        for name, image in opened(developed(private_photograph(), ALL, RIGHTS)).items():
            told = xmp_metadata(packet_in(image))
            assert (told.creator, told.copyright) == ("Jane Doe", "© 2024 The Halyard"), name
            assert told.credit == "Ann Lee", name
            assert b"DMI-PROHIBITED" in packet_in(image) and b"digitalCapture" in packet_in(image)

    def test_no_size_says_where_and_with_what_it_was_taken(self) -> None:
        """Neither in XMP nor in Exif, nor as bytes anywhere."""
        for name, data in developed(private_photograph(), ALL, RIGHTS).items():
            assert not any(word in data for word in (b"GPS", b"Berlin", b"SecretCam")), name
            assert not Image.open(BytesIO(data)).getexif(), name

    def test_who_has_said_nothing_gets_no_empty_words(self) -> None:
        """A picture without any rights has no packet."""
        files = opened(developed(file_of(photograph()), ALL, ()))
        assert not any(packet_in(image) for image in files.values())

    @pytest.mark.parametrize("empty", ["", "Unknown", "OLYMPUS DIGITAL CAMERA"])
    def test_what_names_nobody_leaves_room_for_who_is_known(self, empty: str) -> None:
        """As below the picture: cameras and programs fill in properties that they cannot know."""
        packet = PACKET.replace(b'"Ann Lee"', f'"{empty}"'.encode())
        data = file_of(photograph(), xmp=packet)
        for image in opened(developed(data, ALL, RIGHTS)).values():
            assert xmp_metadata(packet_in(image)).credit == "Jane Doe/AP"
            assert packet_in(image).count(b"photoshop:Credit") == 2  # it begins, and it ends

    def test_no_size_has_the_comment_of_its_picture(self) -> None:
        """Programs write there who made it, and with what; even what is only kept is without."""
        data = file_of(photograph(), comment=b"by SecretCam")
        assert b"SecretCam" in data
        for made in developed(data, [*ALL, (PNG, 540)], ()).values():
            assert b"SecretCam" not in made

    def test_a_long_packet_leaves_the_rights_in_a_jpeg(self) -> None:
        """Which has no room for all that the file says."""
        long = PACKET.replace(b"Ann Lee", b"Ann Lee" + b", and others" * 6000)
        files = opened(developed(file_of(photograph(), "PNG", pnginfo=_told(long)), ALL, RIGHTS))
        assert b"and others" in packet_in(files["1000.webp"])
        assert xmp_metadata(packet_in(files["1000.jpg"])).creator == "Jane Doe"

    def test_exiftool_finds_the_credit_and_no_place(self, tmp_path: Path) -> None:
        """An oracle that others trust."""
        if shutil.which("exiftool") is None:
            pytest.skip("no exiftool on this machine")
        for name, data in developed(private_photograph(), ALL, RIGHTS).items():
            (tmp_path / name).write_bytes(data)
        asked = ["exiftool", "-s", "-G1", "-a", *map(str, sorted(tmp_path.iterdir()))]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        assert told.count("Jane Doe") == len(ALL)
        assert "GPS" not in told and "SecretCam" not in told and "Orientation" not in told


class TestLooks:
    def test_each_size_is_upright(self) -> None:
        """As the picture is shown, with nothing left to turn."""
        files = opened(developed(private_photograph(), [(WEBP, 360), (AVIF, 360)], ()))
        assert {image.size for image in files.values()} == {(360, 600)}

    @pytest.mark.parametrize("quarter", range(1, 9))
    def test_all_eight_orientations_are_heeded(self, quarter: int) -> None:
        """The corner that is red stays where readers see it."""
        image = Image.new("RGB", (600, 400), "white")
        image.paste("red", (0, 0, 200, 200))
        exif = Image.Exif()
        exif[0x0112] = quarter
        data = file_of(image, exif=exif, quality=95)
        (made,) = opened(developed(data, [(WEBP, 600 if quarter < 5 else 400)], ())).values()
        corners = {
            1: (0, 0),
            2: (1, 0),
            3: (1, 1),
            4: (0, 1),
            5: (0, 0),
            6: (1, 0),
            7: (1, 1),
            8: (0, 1),
        }
        x, y = corners[quarter]
        place = (20 if x == 0 else made.width - 20, 20 if y == 0 else made.height - 20)
        red, green, _ = made.convert("RGB").getpixel(place)  # type: ignore[misc]
        assert red > 200 and green < 80

    @pytest.mark.parametrize("turn", [1, 6])
    def test_no_program_turns_a_size_once_more(self, turn: int) -> None:
        """XMP may say besides how a file is turned; browsers do not heed that, and programs do."""
        packet = PACKET.replace(
            b'photoshop:Credit="Ann Lee"',
            b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"',
        )
        assert b"tiff:Orientation" in packet
        data = file_of(photograph(), xmp=packet, exif=_turned(turn))
        for image in opened(developed(data, ALL, ())).values():
            assert (image.width > image.height) is (turn == 1)
            assert b"Orientation" not in packet_in(image)

    def test_colours_of_a_wide_profile_are_told_in_srgb(self) -> None:
        """A profile is gone from the file, and its colours stay."""
        lab = ImageCms.createProfile("LAB")
        data = file_of(
            photograph().convert("LAB"), "TIFF", icc_profile=ImageCms.ImageCmsProfile(lab).tobytes()
        )
        with Image.open(BytesIO(data)) as image:
            assert image.mode == "LAB"
        (made,) = opened(developed(data, [(WEBP, 1000)], ())).values()
        assert similarity(photograph(), made.convert("RGB")) > 0.8

    @pytest.mark.parametrize("mode", ["L", "LA"])
    def test_the_profile_of_a_grey_picture_is_heeded(self, mode: str) -> None:
        """Whether or not something shines through it; this one has no gamma, and sRGB has."""
        image = Image.new("L", (600, 400), 128)
        if mode == "LA":
            image.putalpha(Image.linear_gradient("L").resize(image.size))
        data = file_of(image, "PNG", icc_profile=grey_profile())
        (made,) = opened(developed(data, [(PNG, 600)], ())).values()
        red, *_ = made.convert("RGBA").getpixel((300, 390))  # type: ignore[misc]
        assert abs(red - 188) < 3

    @pytest.mark.parametrize("media_type", [WEBP, AVIF, JPEG, PNG])
    def test_no_size_carries_a_profile(self, media_type: str) -> None:
        """Screens take colours for sRGB; and one that Pillow makes tells when it was made."""
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        data = file_of(photograph(), icc_profile=profile)
        (made,) = opened(developed(data, [(media_type, 540)], ())).values()
        assert "icc_profile" not in made.info

    def test_inks_of_a_press_become_colours_of_a_screen(self) -> None:
        """Without a profile too."""
        data = file_of(photograph().convert("CMYK"))
        for image in opened(developed(data, ALL, ())).values():
            assert image.mode == "RGB"
            assert similarity(photograph().resize(image.size), image) > 0.7

    def test_sixteen_bits_are_not_cut_off(self) -> None:
        """What is bright stays apart from what is brighter."""
        grey = (
            Image.linear_gradient("L")
            .resize((1000, 600))
            .convert("I")
            .point(lambda value: value * 257)
        )
        data = file_of(grey.convert("I;16"), "PNG")
        (made,) = (opened(developed(data, [(WEBP, 1000), (AVIF, 1000)], ())).values().__iter__(),)
        values = [image.convert("L").getpixel((500, y)) for image in made for y in (100, 300, 500)]
        assert all(
            abs(value - y * 255 / 600) < 12
            for value, y in zip(values, (100, 300, 500) * 2, strict=True)
        )  # type: ignore[operator]

    @pytest.mark.parametrize("media_type", [WEBP, AVIF, PNG])
    def test_what_shines_through_still_does(self, media_type: str) -> None:
        """In each format that can."""
        image = photograph()
        image.putalpha(Image.linear_gradient("L").resize(image.size))
        sizes = [(media_type, 540), (AVIF, 1000)]
        made = opened(developed(file_of(image, "PNG"), sizes, ()))
        (small,) = (each for each in made.values() if each.width == 540)
        low, high = small.convert("RGBA").getchannel("A").getextrema()
        assert low < 20 and high > 235  # type: ignore[operator]

    @pytest.mark.parametrize("name", ["astrolabe-and-orion", "retina"])
    def test_each_size_is_as_similar_as_it_is_to_be(self, name: str) -> None:
        """In each width and format, whether the picture has much detail or little."""
        file = HALYARD / f"content/images/{name}.jpg"
        with Image.open(file) as image:
            whole = image.convert("RGB")
        sizes = sizes_of(whole.width, "photograph", is_opaque=True)
        assert sizes is not None
        wanted = [(each.media_type, each.width, None) for each in sizes.all]
        for made, image in opened(developed(file.read_bytes(), wanted, ())).items():
            reduced = whole.resize(image.size, Image.Resampling.LANCZOS)
            assert similarity(reduced, image.convert("RGB")) > 0.92, made

    @pytest.mark.parametrize("turn", [1, 6])
    def test_a_huge_picture_is_read_smaller_and_shows_the_same(self, turn: int) -> None:
        """Its parts too, whichever way it is turned; and the files are as large as they are to be."""
        field = Image.new("RGB", (6000, 4000), "navy")
        field.paste("orange", (3000, 2000, 6000, 4000))
        data = file_of(field, exif=_turned(turn))
        upright = (6000, 4000) if turn == 1 else (4000, 6000)
        x, y = (5000, 3000) if turn == 1 else (1000, 5000)  # the middle of what is orange
        box = (x - 600, y - 400, x + 600, y + 400)
        made = opened(developed(data, [(JPEG, 540, None), (JPEG, 240, box)], ()))
        whole, part = made["540.jpg"], made["240x160.jpg"]
        assert whole.size == (540, round(540 * upright[1] / upright[0]))
        assert part.size == (240, 160)
        middle = (x * 540 // upright[0], y * 540 // upright[0])
        for colour in (whole.getpixel(middle), part.getpixel((20, 20)), part.getpixel((220, 140))):
            assert [abs(a - b) < 9 for a, b in zip(colour, (255, 165, 0), strict=True)] == [
                True
            ] * 3

    @pytest.mark.parametrize("form", ["PNG", "WEBP"])
    @pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P"])
    def test_what_is_no_jpeg_is_made_smaller_at_once(
        self, form: str, mode: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Its pixels in several copies would take gigabytes."""
        seen = sizes_read(monkeypatch)
        field = Image.new("RGB", (3000, 2000), "black")
        field.paste("white", (1500, 1000, 3000, 2000))
        data = file_of(field.convert(mode), form)
        made = opened(developed(data, [(WEBP, 360, None), (WEBP, 240, (1500, 0, 2500, 500))], ()))
        assert seen == [(1500, 1000)]
        assert made["360.webp"].size == (360, 240) and made["240x120.webp"].size == (240, 120)
        corners = [made["360.webp"].convert("L").getpixel(at) for at in ((10, 10), (350, 230))]
        assert corners[0] < 20 and corners[1] > 235  # type: ignore[operator]

    def test_what_shines_through_stands_on_white_in_jpeg(self) -> None:
        """So other sites show it; JPEG itself would have it on black."""
        image = photograph()
        image.putalpha(Image.new("L", image.size, 0))
        (made,) = opened(developed(file_of(image, "PNG"), [(JPEG, 540, None)], ())).values()
        assert made.mode == "RGB" and made.getpixel((200, 200)) == (255, 255, 255)

    def test_a_picture_is_read_no_smaller_than_its_sizes_need(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Twice their width is left to make them of; a small part counts as well as the whole."""
        seen = sizes_read(monkeypatch)
        data = file_of(photograph().resize((4000, 2400)))
        for wanted in ([(JPEG, 540, None)], [(JPEG, 1200, None)], [(JPEG, 240, (0, 0, 600, 600))]):
            developed(data, wanted, ())
        assert seen == [(2000, 1200), (4000, 2400), (4000, 2400)]


class TestBytes:
    @pytest.mark.parametrize("name", ["picos-de-europa-snow", "woodland-stream"])
    def test_avif_is_never_larger_than_webp(self, name: str) -> None:
        """Where it would be, more work makes it smaller."""
        (file,) = HALYARD.glob(f"content/images/{name}*.jpg")
        widths = (240, 540)
        files = developed(file.read_bytes(), [(of, w) for of in (AVIF, WEBP) for w in widths], ())
        for width in widths:
            assert len(files[f"{width}.avif"]) <= len(files[f"{width}.webp"])

    def test_avif_that_would_be_larger_than_webp_is_left_out(self) -> None:
        """In all widths: browsers that know it would take its next larger one in place of WebP."""
        sky = Image.linear_gradient("L").resize((1000, 600)).convert("RGB")
        sizes = [(of, width) for of in (AVIF, WEBP) for width in (240, 1000)]
        assert set(developed(file_of(sky), sizes, ())) == {"240.webp", "1000.webp"}
        alone = developed(file_of(sky), [(AVIF, 1000), (WEBP, 1000)], ())
        assert set(alone) == {"1000.webp"} or len(alone["1000.avif"]) <= len(alone["1000.webp"])

    def test_avif_that_is_not_similar_enough_is_left_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """However small it is; of WebP and JPEG there is what is as similar as can be."""
        monkeypatch.setattr(developing, "_SIMILAR", 1.1)
        assert set(developed(file_of(photograph()), ALL, ())) == {
            "540.webp",
            "1000.webp",
            "1000.jpg",
        }

    @pytest.mark.parametrize("of", [AVIF, WEBP])
    def test_a_photograph_keeps_the_widths_that_save(self, of: str) -> None:
        """Each of them a tenth of the bytes of the next at least."""
        wanted = [(of, width) for width in (240, 360, 540, 800, 1000)]
        made = [len(data) for data in developed(file_of(photograph()), wanted, ()).values()]
        assert len(made) == len(wanted)
        assert all(a <= 0.9 * b for a, b in pairwise(sorted(made)))

    def test_a_width_that_saves_less_than_a_tenth_is_left_out(self) -> None:
        """In each format; the largest one stays, and what is plain."""
        wanted = [(of, width) for of in (AVIF, WEBP) for width in (980, 1000)]
        made = developed(file_of(photograph()), [*wanted, (JPEG, 1000)], ())
        assert set(made) == {"1000.avif", "1000.webp", "1000.jpg"}

    def test_a_smaller_drawing_is_not_kept_without_loss_at_any_price(self) -> None:
        """Smoothed edges have more colours than the drawing, and may take more bytes than all of it."""
        files = developed(file_of(drawing(), "PNG"), [(WEBP, 240), (WEBP, 1000)], ())
        small = drawing().resize((240, 144), Image.Resampling.LANCZOS)
        lossless = file_of(small, "WEBP", lossless=True, quality=60, method=4)
        assert len(files["240.webp"]) < 0.75 * len(lossless)

    def test_a_smaller_drawing_that_saves_nothing_is_left_out(self) -> None:
        """Not even with a loss; the next smaller one is measured by the one that stays."""
        widths = (240, 360, 540, 800, 1000)
        files = developed(file_of(drawing(), "PNG"), [(WEBP, width) for width in widths], ())
        made = [
            (width, len(files[f"{width}.webp"])) for width in widths if f"{width}.webp" in files
        ]
        assert 1 < len(made) < len(widths)
        assert all(narrow <= 0.9 * wide for (_, narrow), (_, wide) in pairwise(made))

    def test_a_drawing_is_measured_by_the_next_larger_size_that_stays(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """One that is left out says nothing of what a narrower one may have."""
        limits: dict[int, int | None] = {}

        def drawn(_: object, image: Image.Image, wider: int | None) -> bytes:
            limits[image.width] = wider
            return bytes({1000: 100, 800: 95, 540: 80, 360: 60}[image.width])

        monkeypatch.setattr(developing._Development, "_drawn", drawn)
        files = developed(
            file_of(drawing(), "PNG"), [(WEBP, width) for width in (360, 540, 800, 1000)], ()
        )
        assert set(files) == {"1000.webp", "540.webp", "360.webp"}
        assert limits == {1000: None, 800: 100, 540: 100, 360: 80}

    def test_a_drawing_in_its_own_size_is_the_same_to_the_point(self) -> None:
        """In both formats, and the PNG keeps its palette."""
        image = drawing().quantize(8)
        made = opened(developed(file_of(image, "PNG"), [(WEBP, 1000), (PNG, 1000)], RIGHTS))
        assert all(
            each.convert("RGB").tobytes() == image.convert("RGB").tobytes()
            for each in made.values()
        )
        assert made["1000.png"].mode == "P"

    def test_the_same_picture_makes_the_same_bytes(self) -> None:
        """On any day, in any process."""
        data = private_photograph()
        assert developed(data, ALL, RIGHTS) == developed(data, ALL, RIGHTS)

    def test_what_cannot_be_scaled_is_told(self) -> None:
        """With what to do."""
        with pytest.raises(CannotDerive, match="cannot be scaled"):
            developed(file_of(photograph())[:2000], ALL, ())

"""What pictures may say of their makers: who, whose and on what terms; and not where, with what."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageCms
from telltales import (
    BYLINE,
    GIF_CREDITS,
    GIF_SECRETS,
    JPEG_CREDITS,
    JPEG_SECRETS,
    MAKERS,
    PLACE,
    PNG_CREDITS,
    PNG_SECRETS,
    PROFILE,
    RIGHTS,
    SECRETS,
    SERIAL,
    STATEMENT,
    SVG,
    TERMS,
    XMP,
    box,
    exif,
    gif,
    jpeg,
    plain,
    png,
    segment,
    telltale_avif,
    telltale_jpeg,
)

from broadsheet.image_captions.embedded import metadata_of, xmp_metadata
from broadsheet.privacy import heif
from broadsheet.privacy.cleaning import clean, kind_of
from broadsheet.privacy.packets import packet_in
from broadsheet.privacy.reader import CannotClean

# Pillow warns of some of what these pictures hold.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

IN_PILLOW = [name for name in MAKERS if name not in ("JPEG XL", "SVG", "compressed SVG")]
_DATA = re.compile(rb"data:image/[^,]*;base64,([^\"]*)")


def said(data: bytes) -> bytes:
    """Return all that somebody who looks closely finds in a file, packed and encoded too."""
    if data.startswith(b"\x1f\x8b"):
        data += gzip.decompress(data)
    found = [data, *map(zlib.decompress, _packed(data))]
    digits = [each for some in found for each in re.findall(rb"\n *\d+\n([0-9a-f\n]+)", some)]
    found += [bytes.fromhex(each.decode()) for each in digits]
    inner = (re.sub(rb"\s", b"", each) for each in _DATA.findall(data))
    return b"\n".join([*found, *(said(_decoded(each)) for each in inner)])


def _packed(data: bytes) -> Iterable[bytes]:
    for start in re.finditer(rb"\x78[\x01\x9c\xda]", data):
        inflater = zlib.decompressobj()
        try:
            inflater.decompress(data[start.start() :])
        except zlib.error:
            continue
        if inflater.eof:
            yield data[start.start() : len(data) - len(inflater.unused_data)]


def _decoded(base64: bytes) -> bytes:
    from base64 import b64decode

    return b64decode(base64)


def told(data: bytes) -> list[bytes]:
    """Return the secrets that a file tells."""
    everything = said(data)
    return [secret for secret in SECRETS if secret in everything]


def pixels(data: bytes) -> list[bytes]:
    """Return what is to be seen of a picture, frame by frame."""
    with Image.open(BytesIO(data)) as image:
        return [
            (image.seek(frame), image.convert("RGBA").tobytes())[1]  # type: ignore[func-returns-value]  # moves to the frame first
            for frame in range(getattr(image, "n_frames", 1))
        ]


class TestEachKind:
    @pytest.mark.parametrize("kind", MAKERS)
    def test_a_picture_tells_everything_until_it_is_cleaned(self, kind: str) -> None:
        """Position, serial numbers, thumbnails, notes, paths and telephones go from each kind."""
        picture = MAKERS[kind]()
        assert len(told(picture)) >= 2, "the test looks for what is not there"
        assert told(clean(picture)) == []

    @pytest.mark.parametrize("kind", MAKERS)
    def test_whose_a_picture_is_stays(self, kind: str) -> None:
        """The name of its maker and the notice of its owner are still in the file."""
        everything = said(clean(MAKERS[kind]()))
        assert BYLINE.encode() in everything and RIGHTS.encode() in everything

    @pytest.mark.parametrize("kind", MAKERS)
    def test_what_is_clean_stays_as_it_is(self, kind: str) -> None:
        """Cleaning twice is cleaning once: not a byte differs."""
        once = clean(MAKERS[kind]())
        assert clean(once) == once

    @pytest.mark.parametrize("kind", IN_PILLOW)
    def test_what_is_to_be_seen_stays(self, kind: str) -> None:
        """Every frame has the very pixels that it had, and the picture its size."""
        picture = MAKERS[kind]()
        seen = 1 if kind == "JPEG" else None  # Pillow shows the second picture behind a JPEG
        assert pixels(clean(picture))[:seen] == pixels(picture)[:seen]

    @pytest.mark.parametrize("kind", [kind for kind in IN_PILLOW if kind not in ("GIF", "icon")])
    def test_the_colour_profile_stays_byte_for_byte(self, kind: str) -> None:
        """Colours are shown as they were meant."""
        before, after = (
            Image.open(BytesIO(each)) for each in (MAKERS[kind](), clean(MAKERS[kind]()))
        )
        assert after.info.get("icc_profile") == before.info.get("icc_profile")
        assert kind == "AVIF sequence" or after.info["icc_profile"] == PROFILE

    @pytest.mark.parametrize("kind", IN_PILLOW)
    def test_a_caption_finds_the_credit_that_it_found(self, kind: str) -> None:
        """What captions read of a picture, they read of the clean one as well."""
        before, after = (
            Image.open(BytesIO(each)) for each in (MAKERS[kind](), clean(MAKERS[kind]()))
        )
        assert metadata_of(after) == metadata_of(before)

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP", "AVIF", "AVIF sequence"])
    def test_rights_are_found_where_machines_look_for_them(self, kind: str) -> None:
        """XMP keeps terms, their page, the alt text, the source and the licensor."""
        with Image.open(BytesIO(clean(MAKERS[kind]()))) as image:
            packet = image.info["xmp"]
            tags = image.getexif()
        found = xmp_metadata(packet)
        assert (found.credit, found.usage_terms) == ("AFP", TERMS)
        assert (found.web_statement, found.alt) == (STATEMENT, "Two tugs")
        for kept in (b"LicensorURL", b"No archive", b"digitalCapture", b"https://doe.example"):
            assert kept in packet
        assert tags[0x013B] == BYLINE and 34853 not in tags and not tags.get_ifd(0x8825)

    @pytest.mark.parametrize("kind", ["PNG", "WebP", "AVIF"])
    def test_nothing_is_changed_that_says_nothing(self, kind: str) -> None:
        """A picture without metadata is copied byte for byte."""
        picture = plain({"WebP": "WEBP"}.get(kind, kind))
        assert clean(picture) == picture

    @pytest.mark.parametrize(
        "data",
        [b"", b"%PDF-1.7\n" + SERIAL, b"body { color: red }", b"wOF2" + SERIAL, b"PK\3\4" + SERIAL,
         b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + SERIAL, b"<html><svg/></html>", b"BM" + SERIAL,
         b"\0\0\1\0" + SERIAL, b"\x1f\x8b\x08\0" + SERIAL, b"<!-- <svg> -->", b"\xff\x0a" + SERIAL],
    )  # fmt: skip
    def test_what_is_no_picture_stays_byte_for_byte(self, data: bytes) -> None:
        """Stylesheets, fonts, documents, films and archives are not looked into."""
        assert clean(data) == data


class TestMovingAvif:
    """A packet that is no item stands in a box of its own, where exiftool writes it."""

    @pytest.mark.parametrize("is_open", [False, True])
    def test_its_rights_stay_and_nothing_else_does(self, is_open: bool) -> None:
        """Behind everything, also where the pictures had no end but that of the file."""
        frames = [Image.new("RGB", (48, 32), colour) for colour in ("red", "blue")]
        made = BytesIO()
        frames[0].save(made, "AVIF", save_all=True, append_images=frames[1:])
        data = bytearray(made.getvalue())
        if is_open:
            start = data.rindex(b"mdat") - 4
            data[start : start + 4] = bytes(4)
        cleaned = clean(heif.with_xmp(bytes(data), XMP))
        assert clean(cleaned) == cleaned and pixels(cleaned) == pixels(made.getvalue())
        with Image.open(BytesIO(cleaned)) as image:
            packet = packet_in(image, cleaned)
        assert BYLINE.encode() in packet and RIGHTS.encode() in packet and told(cleaned) == []

    def test_exiftool_finds_the_packet(self, tmp_path: Path) -> None:
        """And one that it has written itself is kept."""
        if shutil.which("exiftool") is None:
            pytest.skip("no exiftool on this machine")
        frames = [Image.new("RGB", (48, 32), colour) for colour in ("red", "blue")]
        file = tmp_path / "a.avif"
        frames[0].save(file, save_all=True, append_images=frames[1:])
        write = ["exiftool", "-q", "-overwrite_original", "-XMP-photoshop:Credit=AFP", str(file)]
        subprocess.run(write, check=True)
        file.write_bytes(clean(file.read_bytes()))
        read = ["exiftool", "-s3", "-XMP-photoshop:Credit", str(file)]
        assert subprocess.run(read, capture_output=True, check=True).stdout == b"AFP\n"


class TestJpeg:
    def test_the_scan_and_its_tables_stay_byte_for_byte(self) -> None:
        """Nothing is encoded again: all from the first table to the end is as it was."""
        tables = plain("JPEG", size=(300, 200)).partition(b"\xff\xdb")[2]
        cleaned = clean(jpeg(JPEG_SECRETS.values(), size=(300, 200)))
        assert cleaned.partition(b"\xff\xdb")[2] == tables

    @pytest.mark.parametrize("turn", range(1, 9))
    @pytest.mark.parametrize("order", ["<", ">"])
    def test_a_picture_is_not_turned(self, turn: int, order: str) -> None:
        """Which way up it stands is kept, in either order of bytes."""
        picture = jpeg([segment(0xE1, b"Exif\0\0" + exif(order, turn))])
        assert Image.open(BytesIO(clean(picture))).getexif()[0x0112] == turn

    def test_adobe_rgb_is_kept(self) -> None:
        """Adobe's transform of colours stays; without it a picture turns green."""
        picture = jpeg([segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")])
        assert b"Adobe\0\x64\0\0\0\0\1" in clean(picture)

    def test_a_thumbnail_of_jfif_goes(self) -> None:
        """The oldest way to hide a small picture in a large one."""
        head = b"JFIF\0\1\2\1\0\x48\0\x48\1\1"
        picture = plain("JPEG")
        with_thumbnail = picture[:2] + segment(0xE0, head + SERIAL[:3]) + picture[20:]
        assert (
            clean(with_thumbnail) == picture[:2] + segment(0xE0, head[:12] + b"\0\0") + picture[20:]
        )

    def test_rights_in_an_extension_of_xmp_are_kept(self) -> None:
        """What did not fit into the first packet is put into it, cleaned."""
        head = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">II", len(XMP), 0)
        short = XMP.replace(b"dc:rights", b"dc:source").replace(TERMS.encode(), b"")
        main = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + short)
        cleaned = clean(jpeg([main, segment(0xE1, head + XMP)]))
        with Image.open(BytesIO(cleaned)) as image:
            found = xmp_metadata(image.info["xmp"])
        assert (found.copyright, found.usage_terms) == (RIGHTS, TERMS) and told(cleaned) == []

    def test_resources_of_photoshop_may_be_split(self) -> None:
        """A block in two segments is read as one."""
        block = segment(0xED, JPEG_CREDITS["IPTC"][4:])[4:]
        halves = [block[:60], b"Photoshop 3.0\0" + block[60:]]
        cleaned = clean(jpeg(segment(0xED, half) for half in halves))
        with Image.open(BytesIO(cleaned)) as image:
            assert metadata_of(image).copyright == RIGHTS
        assert told(cleaned) == []

    def test_a_picture_that_breaks_off_in_its_scan_is_shown_as_far_as_it_goes(self) -> None:
        """All that could tell stands before the scan, and has been read."""
        tables = plain("JPEG", size=(300, 200))[:-200].partition(b"\xff\xdb")[2]
        cleaned = clean(jpeg(JPEG_SECRETS.values(), size=(300, 200))[:-200])
        assert cleaned.partition(b"\xff\xdb")[2] == tables and told(cleaned) == []

    @given(
        st.lists(st.sampled_from([*JPEG_SECRETS.items(), *JPEG_CREDITS.items()]), max_size=12),
        st.binary(max_size=40),
    )
    def test_whatever_segments_it_has(
        self, segments: list[tuple[str, bytes]], behind: bytes
    ) -> None:
        """No secret survives, every credit does, and not a pixel changes."""
        picture = jpeg((each for _, each in segments), behind)
        cleaned = clean(picture)
        assert told(cleaned) == [] and clean(cleaned) == cleaned
        assert pixels(cleaned) == pixels(plain("JPEG"))
        is_credited = any(name in JPEG_CREDITS for name, _ in segments)
        assert (BYLINE.encode() in cleaned) == is_credited


class TestPng:
    def test_what_was_cut_off_a_picture_goes(self) -> None:
        """Telephones have left the rest of a cropped picture behind its end."""
        assert clean(png(behind=plain("PNG")[33:])) == plain("PNG")

    def test_metadata_of_imagemagick_are_cleaned_and_stay_what_they_are(self) -> None:
        """Browsers do not turn a picture by such a block: it must not become one that they heed."""
        cleaned = clean(png([PNG_CREDITS["raw Exif"], PNG_CREDITS["raw IPTC"]]))
        assert b"eXIf" not in cleaned and cleaned.count(b"Raw profile type") == 2
        assert RIGHTS.encode() in said(cleaned) and told(cleaned) == []

    def test_an_animation_stays_one(self) -> None:
        """Its frames are chunks of their own."""
        data = plain("PNG", frames=3)
        assert b"fdAT" in data and clean(data) == data

    @given(st.lists(st.sampled_from([*PNG_SECRETS.items(), *PNG_CREDITS.items()]), max_size=12))
    def test_whatever_chunks_it_has(self, chunks: list[tuple[str, bytes]]) -> None:
        """No secret survives, every credit does, and not a pixel changes."""
        cleaned = clean(png(each for _, each in chunks))
        assert told(cleaned) == [] and clean(cleaned) == cleaned
        assert pixels(cleaned) == pixels(plain("PNG"))
        is_credited = any(name in PNG_CREDITS for name, _ in chunks)
        assert (BYLINE.encode() in said(cleaned)) == is_credited


class TestGif:
    @given(
        st.lists(st.sampled_from([*GIF_SECRETS.items(), *GIF_CREDITS.items()]), max_size=8),
        st.binary(max_size=40),
    )
    def test_whatever_extensions_it_has(
        self, extensions: list[tuple[str, bytes]], behind: bytes
    ) -> None:
        """No secret survives, every credit does, and it is the animation that it was."""
        cleaned = clean(gif((each for _, each in extensions), behind, frames=3))
        assert told(cleaned) == [] and clean(cleaned) == cleaned
        assert pixels(cleaned) == pixels(plain("GIF", frames=3))
        is_credited = any(name in GIF_CREDITS for name, _ in extensions)
        assert (BYLINE.encode() in cleaned) == is_credited

    def test_an_animation_runs_as_often_and_as_fast(self) -> None:
        """Loop and pauses are kept."""
        image = Image.open(BytesIO(clean(MAKERS["GIF"]())))
        assert (image.info["loop"], image.info["duration"], image.n_frames) == (0, 40, 3)  # type: ignore[attr-defined]  # what Pillow adds for this format


class TestWebp:
    def test_the_head_says_what_there_is(self) -> None:
        """A reader is not promised metadata that have gone, and the size is right."""
        bare = Image.open(BytesIO(plain("PNG"))).convert("RGB")
        data = BytesIO()
        told_all = b"II*\0\x08\0\0\0\1\0\x31\1\2\0\4\0\0\0SN!\0\0\0\0\0"  # the program, and no more
        bare.save(data, "WEBP", exif=told_all, xmp=b"<x/>", icc_profile=PROFILE)
        cleaned = clean(data.getvalue())
        assert cleaned[20] & 0x0C == 0 and cleaned[20] & 0x20
        assert struct.unpack_from("<I", cleaned, 4)[0] == len(cleaned) - 8
        assert b"EXIF" not in cleaned and b"XMP " not in cleaned

    def test_an_animation_stays_one(self) -> None:
        """Its frames are kept, in their order."""
        data = plain("WEBP", frames=3)
        assert pixels(clean(data)) == pixels(data)


class TestAvif:
    def test_a_thumbnail_goes_with_what_belongs_to_it(self) -> None:
        """The small picture is struck off the lists, and its bytes are overwritten."""
        picture = with_items(telltale_avif(), thumbnail=SERIAL * 4)
        cleaned = clean(picture)
        assert told(cleaned) == [] and pixels(cleaned) == pixels(picture)
        assert b"thmb" in picture and b"thmb" not in cleaned and clean(cleaned) == cleaned

    def test_what_no_item_lays_claim_to_is_overwritten(self) -> None:
        """Bytes between the items are kept by nobody."""
        picture = with_items(telltale_avif(), between=PLACE)
        assert PLACE in picture and told(clean(picture)) == []

    def test_everything_stays_in_its_place(self) -> None:
        """The file stays as long as it was, but for what is cut off its end."""
        picture = telltale_avif()
        end = picture.rindex(b"uuid") - 4
        assert len(clean(picture)) == end

    def test_metadata_that_lie_over_the_picture_are_not_overwritten(self) -> None:
        """A file that is made to be destroyed is refused."""
        with pytest.raises(CannotClean, match="in one place"):
            clean(with_items(telltale_avif(), overlaps=True))


def with_items(
    picture: bytes, *, thumbnail: bytes = b"", between: bytes = b"", overlaps: bool = False
) -> bytes:
    """Return an AVIF of Pillow's taken apart by hand and put together with more in it."""
    boxes: dict[bytes, bytes] = {}
    at = picture.index(b"meta") - 4
    end = at + struct.unpack_from(">I", picture, at)[0]
    at += 12
    while at < end:
        size, kind = struct.unpack_from(">I4s", picture, at)
        boxes[kind] = picture[at : at + size]
        at += size
    places = _places(boxes[b"iloc"])
    number = max(places) + 1
    start, length = places[1]
    main = picture[start : start + length]
    exif_item = bytes(4) + exif()
    pieces = {1: main, 2: exif_item}
    entries = _entry(1, b"av01") + _entry(2, b"Exif")
    references = box(b"cdsc", struct.pack(">HHH", 2, 1, 1))
    if thumbnail:
        pieces[number] = thumbnail
        entries += _entry(number, b"av01")
        references += box(b"thmb", struct.pack(">HHH", number, 1, 1))

    def meta(first: int) -> bytes:
        located, offset = b"", first
        for item, piece in pieces.items():
            where = first if overlaps else offset
            located += struct.pack(">HHHII", item, 0, 1, where, len(piece))
            offset += len(piece) + len(between)
        children = [
            boxes[b"hdlr"],
            box(b"pitm", struct.pack(">IH", 0, 1)),
            box(b"iloc", struct.pack(">IHH", 0, 0x4400, len(pieces)) + located),
            box(b"iinf", struct.pack(">IH", 0, len(pieces)) + entries),
            box(b"iref", bytes(4) + references),
            boxes[b"iprp"],
        ]
        return box(b"meta", bytes(4) + b"".join(children))

    head = picture[: struct.unpack_from(">I", picture)[0]]
    first = len(head) + len(meta(0)) + 8
    return head + meta(first) + box(b"mdat", between.join(pieces.values()))


def _entry(number: int, kind: bytes) -> bytes:
    return box(b"infe", struct.pack(">IHH4s", 2 << 24, number, 0, kind) + b"\0")


def _places(iloc: bytes) -> dict[int, tuple[int, int]]:
    """Return where the items of an AVIF of Pillow's lie: one extent each, numbers of 4 bytes."""
    assert iloc[8:14] == b"\0\0\0\0\x44\0", "another libavif: read its list of places"
    found = {}
    for at in range(16, len(iloc), 14):
        number, _, _, start, length = struct.unpack_from(">HHHII", iloc, at)
        found[number] = (start, length)
    return found


class TestTiff:
    def test_a_thumbnail_goes_and_pages_stay(self) -> None:
        """A smaller copy is not a page."""
        pages = [Image.new("RGB", (8, 8), colour) for colour in ("navy", "teal", "plum")]
        data = BytesIO()
        pages[1].encoderinfo = {"tiffinfo": {254: 1}}  # type: ignore[attr-defined]  # what Pillow adds for this format
        pages[0].save(data, "TIFF", save_all=True, append_images=pages[1:])
        found = pixels(clean(data.getvalue()))
        assert found == [page.convert("RGBA").tobytes() for page in (pages[0], pages[2])]

    def test_a_camera_s_raw_file_is_refused(self) -> None:
        """Only its maker knows what lies where."""
        data = BytesIO()
        Image.new("RGB", (8, 8)).save(data, "TIFF", tiffinfo={50706: b"\1\4\0\0"})
        with pytest.raises(CannotClean, match="raw file"):
            clean(data.getvalue())


class TestSvg:
    def test_a_drawing_looks_the_same(self) -> None:
        """Shapes, gradients, their ids, and the white space of texts are what they were."""
        cleaned = etree.fromstring(clean(SVG))
        space = {"s": "http://www.w3.org/2000/svg"}
        assert cleaned.xpath("string(//s:text)", namespaces=space) == "a  b  c"
        assert cleaned.xpath("//s:rect/@fill", namespaces=space) == ["url(#sea)"]
        assert cleaned.xpath("//s:linearGradient/@id", namespaces=space) == ["sea"]
        assert cleaned.xpath("string(//s:title)", namespaces=space) == "Harbour"
        assert cleaned.xpath("//s:text/@xml:space", namespaces=space) == ["preserve"]

    def test_what_drawing_programs_write_goes(self) -> None:
        """No element, attribute, comment or declaration of theirs is left."""
        cleaned = clean(SVG)
        for gone in (b"inkscape", b"sodipodi", b"DOCTYPE", b"ENTITY", b"adobe", b"2024</dc"):
            assert gone not in cleaned, gone

    def test_creator_rights_and_licence_stay(self) -> None:
        """In its metadata, and in a remark that claims rights."""
        cleaned = clean(SVG)
        assert b"licensed under CC BY 4.0" in cleaned
        metadata = cleaned[cleaned.index(b"<metadata") : cleaned.index(b"</metadata>")]
        for kept in (BYLINE, RIGHTS, "https://creativecommons.org/licenses/by/4.0/"):
            assert kept.encode() in metadata

    def test_a_photograph_within_is_cleaned(self) -> None:
        """It is the very scan that it was."""
        (inner,) = _DATA.findall(clean(SVG))
        assert _decoded(inner) == clean(telltale_jpeg())

    def test_a_drawing_within_a_drawing_is_cleaned(self) -> None:
        """Also one that is written as an address, without base64."""
        inner = "<svg xmlns='http://www.w3.org/2000/svg'><!-- SN-4711 --><g id='a b'/></svg>"
        escaped = inner.replace("<", "%3C").replace(">", "%3E")
        outer = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/svg+xml,{escaped}"/></svg>'
        cleaned = clean(outer.encode())
        assert b"SN-4711" not in cleaned and b"a%20b" in cleaned and clean(cleaned) == cleaned

    def test_one_with_nothing_to_cut_stays_byte_for_byte(self) -> None:
        """Its quotes and line ends are not somebody's business either."""
        drawing = b"<svg xmlns='http://www.w3.org/2000/svg'  width='4'>\r\n<g />\r\n<title>A</title></svg>\r\n"
        assert clean(drawing) == drawing

    def test_one_that_grows_without_end_is_refused(self) -> None:
        """Entities within entities are not followed for ever."""
        entities = "".join(
            f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha" * 20}">' for n in range(12)
        )
        bomb = f'<!DOCTYPE svg [{entities}]><svg xmlns="http://www.w3.org/2000/svg"><text>&e11;</text></svg>'
        with pytest.raises(CannotClean):
            clean(bomb.encode())

    def test_no_file_is_opened(self, tmp_path: Path) -> None:
        """An entity that names a file on the disk of the newsroom is not put in."""
        secret = tmp_path / "secret.txt"
        secret.write_text("SN-4711")
        drawing = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{secret}">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>'
        try:
            assert b"SN-4711" not in clean(drawing.encode())
        except CannotClean:
            return

    @pytest.mark.parametrize(
        "encode", [lambda text: text.encode("utf-16"), lambda text: b"\xef\xbb\xbf" + text.encode()]
    )
    def test_it_is_known_in_other_encodings(self, encode: Any) -> None:
        """A mark of the order of bytes at its start does not hide it."""
        text = '<svg xmlns="http://www.w3.org/2000/svg"><!-- SN-4711 --><g/></svg>'
        assert SERIAL not in clean(encode(text)).replace(b"\0", b"")


class TestDamage:
    @pytest.mark.parametrize("kind", MAKERS)
    def test_a_picture_cut_anywhere_is_refused_or_clean(self, kind: str) -> None:
        """Never a traceback, and never a secret."""
        picture = MAKERS[kind]()
        for end in range(0, len(picture), max(1, len(picture) // 150)):
            cut = picture[:end]
            if kind_of(cut) is None:  # too short to be known; the name tells, see `pretends`
                continue
            try:
                cleaned = clean(cut)
            except CannotClean:
                continue
            assert told(cleaned) == [], end

    @given(st.sampled_from(sorted(MAKERS)), st.data())
    def test_a_damaged_picture_is_refused_or_comes_out(
        self, kind: str, data: st.DataObject
    ) -> None:
        """Whatever a byte becomes, there is one exception and no endless loop."""
        picture = bytearray(MAKERS[kind]())
        for _ in range(data.draw(st.integers(1, 6))):
            place = data.draw(st.integers(0, len(picture) - 1))
            picture[place] = data.draw(st.sampled_from([0, 1, 127, 128, 255]))
        try:
            clean(bytes(picture))
        except CannotClean as error:
            assert str(error) and error.mend

    @given(st.sampled_from(sorted(MAKERS)), st.binary(max_size=200))
    def test_what_only_begins_like_a_picture_is_refused_or_comes_out(
        self, kind: str, rest: bytes
    ) -> None:
        """Neither hangs nor breaks anything."""
        try:
            clean(MAKERS[kind]()[:16] + rest)
        except CannotClean as error:
            assert str(error)

    @pytest.mark.parametrize("levels", [20, 3000])
    def test_one_that_is_nested_deep_is_refused_or_clean(self, levels: int) -> None:
        """Boxes in boxes, lists in lists, drawings in drawings: to the end, or not at all."""
        film = b""
        for _ in range(levels):
            film = box(b"trak", film)
        lists = b"<rdf:Bag><rdf:li>" * levels + SERIAL + b"</rdf:li></rdf:Bag>" * levels
        packet = XMP.replace(b"<dc:creator>", b"<dc:creator>" + lists)
        groups = b"<g>" * levels + b"<!-- SN-4711 -->" + b"</g>" * levels
        for picture in (
            telltale_avif() + box(b"moov", film + box(b"udta", SERIAL)),
            jpeg([segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet[:65000])]),
            b'<svg xmlns="http://www.w3.org/2000/svg">' + groups + b"</svg>",
        ):
            try:
                cleaned = clean(picture)
            except CannotClean as error:
                assert levels > 100, error
            else:
                assert b"<!--" not in cleaned and b"udta" not in cleaned

    @pytest.mark.parametrize(
        "head",
        [b"8BPS\0\1", b"\0\0\0\x0cjP  \r\n\x87\n", b"FUJIFILMCCD-RAW", b"II+\0",
         b"\0\0\0\x18ftypcrx \0\0\0\1crx isom"],
    )  # fmt: skip
    def test_a_picture_of_a_kind_that_nobody_cleans_is_refused(self, head: bytes) -> None:
        """It is known to be a picture, and nobody can vouch for it."""
        with pytest.raises(CannotClean, match="nobody can clean"):
            clean(head + bytes(64))


@pytest.mark.skipif(not shutil.which("exiftool"), reason="there is no exiftool")
@pytest.mark.parametrize("kind", MAKERS)
def test_exiftool_finds_nothing_either(kind: str, tmp_path: Path) -> None:
    """A program that reads every format there is names no place, device or thumbnail."""
    file = tmp_path / "picture"
    file.write_bytes(clean(MAKERS[kind]()))
    command = ["exiftool", "-json", "-a", "-G1", "-ee", "-u", str(file)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    (tags,) = json.loads(run.stdout)
    names = {name.rpartition(":")[2] for name in tags}
    found = [
        name
        for name in names
        if re.search(r"GPS|Serial|Maker|Thumbnail|Owner|Software|Lens|History|Sublocation", name)
    ]
    assert found == []
    assert "Warning" not in names or kind == "JPEG XL", tags


def test_the_profile_of_these_tests_is_one() -> None:
    """Pillow knows it as sRGB."""
    assert ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(BytesIO(PROFILE)))

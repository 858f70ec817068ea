"""Pictures that tell too much, made by hand: what they must keep, and what they must not.

Each says whose it is in every way that its format knows, and beside that where it was taken, with
which camera and by which user of which computer. `SECRETS` are looked for byte by byte.
"""

from __future__ import annotations

import gzip
import struct
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from io import BytesIO

from PIL import Image, ImageCms

from tests.pictures.makers import noise

BYLINE, RIGHTS, TERMS = "Jane Doe", "© 2024 The Halyard", "Editorial use only"
STATEMENT = "https://halyard.example/rights"
SERIAL, COMPUTER, PLACE = b"SN-4711", b"/home/ada.lovelace", b"Back room, Quay 7"
NOTES, THUMBNAIL, POSITION = b"MAKER-4711", b"THUMB-4711", struct.pack(">II", 54321987, 1000000)
TELEPHONE = b"+44 4711 0815"
SECRETS = (SERIAL, COMPUTER, PLACE, NOTES, THUMBNAIL, POSITION, POSITION[3::-1], TELEPHONE)
ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 2, 3, 4, 5, 7

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

Tags = Mapping[int, tuple[int, bytes]]


def directory(order: str, at: int, tags: Tags, next_at: int = 0) -> bytes:
    """Return a TIFF directory at a place: tags with their types and bytes."""
    sizes = {ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1}
    entries, values = struct.pack(order + "H", len(tags)), b""
    for tag, (kind, value) in sorted(tags.items()):
        entries += struct.pack(order + "HHI", tag, kind, len(value) // sizes[kind])
        if len(value) > 4:
            place = at + 6 + 12 * len(tags) + len(values)
            values += value + b"\0" * (len(value) % 2)
            value = struct.pack(order + "I", place)
        entries += value.ljust(4, b"\0")
    return entries + struct.pack(order + "I", next_at) + values


def exif(order: str = ">", orientation: int = 1) -> bytes:
    """Return an Exif block with credits, position, serial numbers, maker notes and thumbnail."""
    numbers = {"short": order + "H", "long": order + "I", "ratio": order + "II"}

    def pack(kind: str, *values: int) -> bytes:
        return struct.pack(numbers[kind], *values)

    def tables(main_at: int, photo_at: int, position_at: int, small_at: int) -> list[bytes]:
        main: Tags = {
            0x010E: (ASCII, b"Tugs off Port Ellery\0"),
            0x010F: (ASCII, b"Leica\0"),
            0x0112: (SHORT, pack("short", orientation)),
            0x0131: (ASCII, COMPUTER + b"/darkroom\0"),
            0x013B: (ASCII, BYLINE.encode() + b"\0"),
            0x8298: (ASCII, RIGHTS.encode() + b"\0"),
            0x8769: (LONG, pack("long", photo_at)),
            0x8825: (LONG, pack("long", position_at)),
            0xC62F: (ASCII, SERIAL + b"\0"),
        }
        photo: Tags = {
            0x9000: (UNDEFINED, b"0232"),
            0x9003: (ASCII, b"2024:06:11 07:30:00\0"),
            0x927C: (UNDEFINED, NOTES + bytes(9)),
            0x9286: (UNDEFINED, b"ASCII\0\0\0" + PLACE),
            0xA001: (SHORT, pack("short", 1)),
            0xA430: (ASCII, COMPUTER + b"\0"),
            0xA431: (ASCII, SERIAL + b"\0"),
            0xA435: (ASCII, b"lens " + SERIAL + b"\0"),
        }
        degrees = pack("ratio", *struct.unpack(">II", POSITION))
        position: Tags = {
            1: (ASCII, b"N\0"),
            2: (RATIONAL, degrees * 3),
            4: (RATIONAL, degrees * 3),
        }
        start = small_at + 6 + 12 * 2
        small: Tags = {
            0x0201: (LONG, pack("long", start)),
            0x0202: (LONG, pack("long", len(THUMBNAIL))),
        }
        return [
            directory(order, main_at, main, small_at),
            directory(order, photo_at, photo),
            directory(order, position_at, position),
            directory(order, small_at, small) + THUMBNAIL,
        ]

    sizes = [len(table) for table in tables(8, 0, 0, 0)]
    places = [8 + sum(sizes[:number]) for number in range(4)]
    head = {"<": b"II*\0", ">": b"MM\0*"}[order]
    return head + struct.pack(order + "I", 8) + b"".join(tables(*places))


XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="{COMPUTER.decode()}"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/">
<rdf:Description rdf:about="uuid:{SERIAL.decode()}" aux:SerialNumber="{SERIAL.decode()}"
 exif:GPSLatitude="{PLACE.decode()}" photoshop:Credit="AFP" photoshop:City="{PLACE.decode()}">
<!-- {COMPUTER.decode()} -->
<dc:creator><rdf:Seq><rdf:li>{BYLINE}</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{RIGHTS}</rdf:li></rdf:Alt></dc:rights>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Tugs</rdf:li></rdf:Alt></dc:description>
<xmpRights:WebStatement>{STATEMENT}</xmpRights:WebStatement>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">{TERMS}</rdf:li></rdf:Alt></xmpRights:UsageTerms>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Two tugs</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource"><Iptc4xmpCore:CiTelWork>{TELEPHONE.decode()}</Iptc4xmpCore:CiTelWork><Iptc4xmpCore:CiUrlWork>https://doe.example</Iptc4xmpCore:CiUrlWork></Iptc4xmpCore:CreatorContactInfo>
<Iptc4xmpExt:DigitalSourceType rdf:resource="http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"/>
<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:Sublocation>{PLACE.decode()}</Iptc4xmpExt:Sublocation></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>
<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorURL>https://halyard.example/licence</plus:LicensorURL><plus:LicensorTelephone1>{TELEPHONE.decode()}</plus:LicensorTelephone1><plus:LicensorStreetAddress>{PLACE.decode()}</plus:LicensorStreetAddress></rdf:li></rdf:Seq></plus:Licensor>
<plus:EndUser><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:EndUserName>{COMPUTER.decode()}</plus:EndUserName></rdf:li></rdf:Seq></plus:EndUser>
<plus:ModelReleaseID><rdf:Bag><rdf:li>{SERIAL.decode()}</rdf:li></rdf:Bag></plus:ModelReleaseID>
<plus:OtherConstraints><rdf:Alt><rdf:li xml:lang="x-default">No archive</rdf:li></rdf:Alt></plus:OtherConstraints>
<photoshop:Instructions>Call {TELEPHONE.decode()}</photoshop:Instructions>
<xmpMM:History><rdf:Seq><rdf:li rdf:parseType="Resource">{COMPUTER.decode()}</rdf:li></rdf:Seq></xmpMM:History>
<xmp:Thumbnails><rdf:Alt><rdf:li rdf:parseType="Resource"><xmpGImg:image>{THUMBNAIL.decode()}</xmpGImg:image></rdf:li></rdf:Alt></xmp:Thumbnails>
</rdf:Description></rdf:RDF></x:xmpmeta>{" " * 500}<?xpacket end="w"?>""".encode()

RECORDS = [
    (1, 90, b"\x1b%G"),
    (2, 40, b"Call " + TELEPHONE),
    (2, 80, BYLINE.encode()),
    (2, 92, PLACE),
    (2, 110, b"AFP"),
    (2, 116, RIGHTS.encode()),
    (2, 118, TELEPHONE),
    (2, 120, b"Tugs off Port Ellery"),
]


@cache
def plain(kind: str, *, size: tuple[int, int] = (24, 16), frames: int = 1) -> bytes:
    """Return a picture of many colours, with a colour profile where Pillow can write one."""
    pictures = [noise(*size, 60 + number).convert("RGB") for number in range(frames)]
    data = BytesIO()
    more = {"icc_profile": PROFILE} if kind != "GIF" else {}
    if frames > 1:
        more |= {"save_all": True, "append_images": pictures[1:], "loop": 0, "duration": 40}
    pictures[0].save(data, kind, **more)
    return data.getvalue()


def _sound(parts: Mapping[str, bytes]) -> list[bytes]:
    """Return the parts that every reader can read."""
    return [part for name, part in parts.items() if "damaged" not in name]


# JPEG


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def iim(records: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return an IPTC-IIM block."""
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, dataset, len(value)) + value
        for record, dataset, value in records
    )


def resource(number: int, data: bytes) -> bytes:
    """Return one of Photoshop's resources."""
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)


def _extension() -> bytes:
    words = XMP.replace(b"AFP", b"AFP/extended")
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32 + struct.pack(">II", len(words), 0)
    return segment(0xE1, head + words)


JPEG_SECRETS = {
    "a thumbnail in the JFIF segment's neighbour": segment(0xE0, b"JFXX\0\x10" + THUMBNAIL),
    "a list of more pictures": segment(0xE2, b"MPF\0II*\0" + SERIAL),
    "FlashPix": segment(0xE2, b"FPXR\0" + SERIAL),
    "a manifest of C2PA": segment(0xEB, b"JP\0\1" + COMPUTER + THUMBNAIL),
    "a maker's own": segment(0xE4, NOTES),
    "Ducky": segment(0xEC, b"Ducky\0" + PLACE),
    "Photoshop's thumbnail": segment(0xED, b"Photoshop 3.0\0" + resource(0x040C, THUMBNAIL)),
    "a path in Photoshop's resources": segment(
        0xED, b"Photoshop 3.0\0" + resource(0x0422, COMPUTER)
    ),
    "a remark": segment(0xFE, b"taken at " + PLACE),
    "behind Adobe's fields": segment(0xEE, b"Adobe\0\x64\0\0\0\0\1" + SERIAL),
    "no metadata of a known kind": segment(0xE1, b"QVCI\0" + SERIAL),
    "damaged Exif": segment(0xE1, b"Exif\0\0" + b"II*\0" + SERIAL * 3),
    "damaged XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + PLACE),
}
JPEG_CREDITS = {
    "Exif": segment(0xE1, b"Exif\0\0" + exif()),
    "Exif of little ends": segment(0xE1, b"Exif\0\0" + exif("<")),
    "XMP": segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
    "IPTC": segment(0xED, b"Photoshop 3.0\0" + resource(0x0404, iim(RECORDS))),
    "a remark on rights": segment(0xFE, b"Photo: " + BYLINE.encode()),
}


def jpeg(segments: Iterable[bytes] = (), behind: bytes = b"", **options: object) -> bytes:
    """Return a JPEG with more segments, and something behind its end."""
    data = plain("JPEG", **options)  # type: ignore[arg-type]  # options of Pillow, by name
    return data[:2] + b"".join(segments) + data[2:] + behind


@cache
def telltale_jpeg() -> bytes:
    """Return a JPEG with everything."""
    segments = [*JPEG_CREDITS.values(), _extension(), *_sound(JPEG_SECRETS)]
    return jpeg(segments, behind=plain("JPEG") + THUMBNAIL + SERIAL)


# PNG


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def raw_profile(name: bytes, data: bytes) -> bytes:
    """Return a chunk with metadata as ImageMagick writes them."""
    text = b"\n%s\n%8d\n%s\n" % (name, len(data), data.hex().encode())
    return chunk(b"zTXt", b"Raw profile type " + name + b"\0\0" + zlib.compress(text))


PNG_SECRETS = {
    "a time": chunk(b"tIME", b"\x07\xe8\6\x0b\7\x1e\0"),
    "a text of no known name": chunk(b"tEXt", b"Software\0" + COMPUTER),
    "what a machine was told to paint": chunk(b"iTXt", b"parameters\0\0\0\0\0" + PLACE),
    "a compressed remark": chunk(b"zTXt", b"Comment\0\0" + zlib.compress(PLACE)),
    "a manifest of C2PA": chunk(b"caBX", COMPUTER + THUMBNAIL),
    "a chunk of a program's own": chunk(b"prVW", THUMBNAIL),
    "damaged XMP": chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>" + PLACE),
    "a damaged text": chunk(b"zTXt", b"Comment\0\0" + PLACE),
}
PNG_CREDITS = {
    "Exif": chunk(b"eXIf", exif()),
    "XMP": chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
    "compressed XMP": chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)),
    "an author": chunk(b"tEXt", b"Author\0" + BYLINE.encode()),
    "raw Exif": raw_profile(b"exif", b"Exif\0\0" + exif()),
    "raw IPTC": raw_profile(b"iptc", resource(0x0404, iim(RECORDS))),
}


def png(chunks: Iterable[bytes] = (), behind: bytes = b"", **options: object) -> bytes:
    """Return a PNG with more chunks, and something behind its end."""
    data = plain("PNG", **options)  # type: ignore[arg-type]  # options of Pillow, by name
    return data[:33] + b"".join(chunks) + data[33:] + behind


@cache
def telltale_png() -> bytes:
    """Return a PNG with everything, and what was cut off it behind its end."""
    return png([*PNG_CREDITS.values(), *_sound(PNG_SECRETS)], chunk(b"IDAT", THUMBNAIL))


# GIF


def blocks(data: bytes) -> bytes:
    """Return bytes as a row of blocks."""
    pieces = [data[at : at + 255] for at in range(0, len(data), 255)]
    return b"".join(bytes([len(piece)]) + piece for piece in pieces) + b"\0"


_TRAILER = b"\1" + bytes(range(255, -1, -1)) + b"\0"
GIF_SECRETS = {
    "a remark": b"\x21\xfe" + blocks(b"made by " + COMPUTER),
    "words over the picture": b"\x21\x01\x0c" + bytes(12) + blocks(PLACE),
    "a program's own": b"\x21\xff\x0bSPYWARE 1.0" + blocks(SERIAL),
}
GIF_CREDITS = {
    "XMP": b"\x21\xff\x0bXMP DataXMP" + XMP + _TRAILER,
    "a remark on rights": b"\x21\xfe" + blocks(b"Copyright " + BYLINE.encode()),
}


def gif(extensions: Iterable[bytes] = (), behind: bytes = b"", **options: object) -> bytes:
    """Return a GIF with more extensions, and something behind its end."""
    data = plain("GIF", **options)  # type: ignore[arg-type]  # options of Pillow, by name
    colours = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    return data[:colours] + b"".join(extensions) + data[colours:] + behind


@cache
def telltale_gif() -> bytes:
    """Return an animation with everything."""
    return gif([*GIF_CREDITS.values(), *GIF_SECRETS.values()], THUMBNAIL, frames=3)


# WebP, AVIF, TIFF, JPEG XL, icons


def _saved(kind: str, **more: object) -> bytes:
    data = BytesIO()
    Image.open(BytesIO(plain("PNG"))).convert("RGB").save(data, kind, icc_profile=PROFILE, **more)
    return data.getvalue()


@cache
def telltale_webp() -> bytes:
    """Return a WebP with everything."""
    data = _saved("WEBP", exif=b"Exif\0\0" + exif(), xmp=XMP, lossless=True)
    data += b"SPY " + struct.pack("<I", len(SERIAL)) + SERIAL + b"\0"
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:] + THUMBNAIL


def box(kind: bytes, body: bytes) -> bytes:
    """Return a box of an AVIF."""
    return struct.pack(">I4s", len(body) + 8, kind) + body


@cache
def telltale_avif() -> bytes:
    """Return an AVIF with everything."""
    data = _saved("AVIF", exif=b"Exif\0\0" + exif(), xmp=XMP, quality=60)
    return data + box(b"uuid", b"c2pa" * 4 + COMPUTER) + box(b"free", SERIAL)


@cache
def telltale_avif_sequence() -> bytes:
    """Return an animated AVIF with metadata in its film as well."""
    pictures = [noise(64, 64, 60 + each).convert("RGB") for each in range(3)]
    data = BytesIO()
    pictures[0].save(
        data, "AVIF", save_all=True, append_images=pictures[1:], exif=b"Exif\0\0" + exif(), xmp=XMP
    )
    return data.getvalue() + box(b"udta", PLACE)


@cache
def telltale_tiff() -> bytes:
    """Return a TIFF of two pages, one a thumbnail, with everything."""
    data = BytesIO()
    page = Image.open(BytesIO(plain("PNG"))).convert("RGB")
    texts = {0x010E: "Tugs", 0x0131: COMPUTER.decode(), 0x013B: BYLINE, 0x8298: RIGHTS}
    blocks = {700: XMP, 34377: resource(0x040C, THUMBNAIL), 33550: POSITION + PLACE}
    page.save(data, "TIFF", tiffinfo={**texts, **blocks}, icc_profile=PROFILE)
    return data.getvalue() + SERIAL


@cache
def telltale_jxl() -> bytes:
    """Return boxes as of a JPEG XL, around what nobody can show."""
    return (
        b"\0\0\0\x0cJXL \r\n\x87\n"
        + box(b"ftyp", b"jxl \0\0\0\0jxl ")
        + box(b"Exif", bytes(4) + exif())
        + box(b"xml ", XMP)
        + box(b"jumb", COMPUTER)
        + box(b"jxlc", b"\xff\x0apicture")
    )


@cache
def telltale_ico() -> bytes:
    """Return an icon of one PNG."""
    picture = telltale_png()
    entry = struct.pack("<BBBBHHII", 24, 16, 0, 0, 1, 32, len(picture), 22)
    return b"\0\0\1\0\1\0" + entry + picture


SVG = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- Created with {COMPUTER.decode()}/inkscape -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
 <!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/"><!ENTITY spy "{PLACE.decode()}">
 <!ENTITY ns_svg "http://www.w3.org/2000/svg">
]>
<svg xmlns="&ns_svg;" xmlns:i="&ns_ai;" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 width="40" height="30" inkscape:export-filename="{COMPUTER.decode()}/map.png" sodipodi:docname="x">
<!--! Icon by {BYLINE}, licensed under CC BY 4.0 -->
<title>Harbour</title>
<metadata id="meta">{SERIAL.decode()}<rdf:RDF><cc:Work rdf:about="">
 <dc:date>2024</dc:date><dc:source>{COMPUTER.decode()}</dc:source>
 <dc:creator><cc:Agent><dc:title>{BYLINE}</dc:title></cc:Agent></dc:creator>
 <dc:rights><cc:Agent><dc:title>{RIGHTS}</dc:title></cc:Agent></dc:rights>
 <cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/></cc:Work></rdf:RDF>
 <i:history>{COMPUTER.decode()}</i:history></metadata>
<sodipodi:namedview id="view"><inkscape:grid units="{PLACE.decode()}"/></sodipodi:namedview>
<defs><linearGradient id="sea"><stop offset="0" stop-color="navy"/></linearGradient></defs>
<g inkscape:label="{PLACE.decode()}" id="layer"><rect width="40" height="30" fill="url(#sea)"/>
<text xml:space="preserve" x="2"  y="9">a  b<!-- {PLACE.decode()} -->  c</text>
<use xlink:href="#layer2" href="#layer2"/><image xlink:href="file://{COMPUTER.decode()}/a.png"/>
<image href="data:image/jpeg;base64,{b64encode(telltale_jpeg()).decode()}" width="4" height="4"/></g>
<i:pgf id="adobe_illustrator_pgf">{THUMBNAIL.decode()}</i:pgf>
</svg>
""".encode()


@cache
def telltale_svgz() -> bytes:
    """Return a compressed drawing, of a name that is somebody's."""
    data = BytesIO()
    with gzip.GzipFile(f"{COMPUTER.decode()}.svg", "wb", fileobj=data) as file:
        file.write(SVG)
    return data.getvalue()


MAKERS: dict[str, Callable[[], bytes]] = {
    "JPEG": telltale_jpeg,
    "PNG": telltale_png,
    "GIF": telltale_gif,
    "WebP": telltale_webp,
    "AVIF": telltale_avif,
    "AVIF sequence": telltale_avif_sequence,
    "TIFF": telltale_tiff,
    "JPEG XL": telltale_jxl,
    "icon": telltale_ico,
    "SVG": lambda: SVG,
    "compressed SVG": telltale_svgz,
}

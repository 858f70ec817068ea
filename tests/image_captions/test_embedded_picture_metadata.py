"""What is read from a picture's embedded metadata, and that no garbage in it does harm."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_makers import iim, jpeg, svg, xmp
from PIL import Image

from broadsheet.image_captions.embedded import Metadata, clean, xmp_metadata
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.pictures import PictureFacts, read_facts

ALL_OF_XMP = """
<dc:description><rdf:Alt><rdf:li xml:lang="de">Ein Schiff</rdf:li>
 <rdf:li xml:lang="x-default">A ship</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Jane Doe</rdf:li><rdf:li>Ann Lee</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2024 Reuters</rdf:li></rdf:Alt></dc:rights>
<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">News only</rdf:li></rdf:Alt>
</xmpRights:UsageTerms>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A red ship</rdf:li>
</rdf:Alt></Iptc4xmpCore:AltTextAccessibility>
"""
ATTRIBUTES = 'photoshop:Credit="Reuters" xmpRights:WebStatement="https://example.org/terms"'
EVERYTHING = Metadata(
    description="A ship",
    credit="Reuters",
    creator="Jane Doe, Ann Lee",
    copyright="© 2024 Reuters",
    web_statement="https://example.org/terms",
    usage_terms="News only",
    alt="A red ship",
)
UTF8 = (1, 90, b"\x1b%G")


def metadata(file: Path) -> Metadata:
    """Return the metadata of a picture that must be good."""
    facts = read_facts(file.read_bytes(), file.name)
    assert isinstance(facts, PictureFacts), facts
    return facts.metadata


PLUS = 'xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"'
PAGE = "https://example.org/licences"


@pytest.mark.parametrize(
    "who",
    [
        f'<rdf:li rdf:parseType="Resource"><plus:LicensorURL>{PAGE}</plus:LicensorURL></rdf:li>',
        f"<rdf:li><rdf:Description><plus:LicensorURL>{PAGE}</plus:LicensorURL></rdf:Description></rdf:li>",
        f'<rdf:li plus:LicensorURL="{PAGE}"/>',
        f'<rdf:li plus:LicensorName="Al"/><rdf:li plus:LicensorURL="{PAGE}"/>',
    ],
)
def test_the_page_of_a_licensor_is_found(who: str) -> None:
    """However the file writes the list of them."""
    packet = xmp(f"<plus:Licensor {PLUS}><rdf:Seq>{who}</rdf:Seq></plus:Licensor>", "")
    assert xmp_metadata(packet).licensor == PAGE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_from_every_kind_of_picture(tmp_path: Path, kind: str) -> None:
    """Attributes and elements, over several descriptions; the default language wins."""
    file = tmp_path / f"a.{kind.lower()}"
    packet = xmp(ALL_OF_XMP, ATTRIBUTES)
    if kind == "PNG":
        from PIL.PngImagePlugin import PngInfo

        chunks = PngInfo()
        chunks.add_itxt("XML:com.adobe.xmp", packet.decode())
        Image.new("RGB", (6, 4)).save(file, kind, pnginfo=chunks)
    else:
        Image.new("RGB", (6, 4)).save(file, kind, xmp=packet)
    assert metadata(file) == EVERYTHING


def test_xmp_is_read_from_a_drawing(tmp_path: Path) -> None:
    """An SVG has it in its `metadata`."""
    inner = xmp(ALL_OF_XMP, ATTRIBUTES).decode().partition("?>")[2].rpartition("<?")[0]
    assert metadata(svg(tmp_path / "a.svg", f"<metadata>{inner}</metadata>")) == EVERYTHING


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("Łukasz Żak/中国日报".encode(), "Łukasz Żak/中国日报"),
        ("Conor O’Brien".encode("cp1252"), "Conor O’Brien"),
        ("Zoé".encode("latin-1"), "Zoé"),
        ("José Müller — Žižek".encode("cp1252"), "José Müller — Žižek"),
        ("José Peñé".encode()[:-1], "José Peñ"),
        (b"Jane\x81Doe", "Jane\ufffdDoe"),
    ],
)
def test_texts_without_a_declared_character_set_are_read(
    tmp_path: Path, value: bytes, read: str
) -> None:
    """UTF-8 where it is valid, but for a letter that the field's length cut; else Windows-1252."""
    assert metadata(jpeg(tmp_path / "a.jpg", segment=iim([(2, 80, value)]))).creator == read
    assert metadata(jpeg(tmp_path / "b.jpg", exif={0x013B: value})).creator == read


def test_a_declared_character_set_helps_where_a_letter_is_cut(tmp_path: Path) -> None:
    """Else its first byte would be read as a letter of its own."""
    file = jpeg(tmp_path / "a.jpg", segment=iim([UTF8, (2, 110, "Jane Doé".encode()[:-1])]))
    assert metadata(file).credit == "Jane Do"


@pytest.mark.parametrize(
    "nobody",
    ["(Credit too long, see caption)", "Picasa", "Unknown", "© 2015", "2015", "Copyright", "none"],
)
def test_what_credits_nobody_hides_no_credit(tmp_path: Path, nobody: str) -> None:
    """Neither within a field nor in a block that is trusted less."""
    file = jpeg(
        tmp_path / "a.jpg",
        packet=xmp(attributes=f'photoshop:Credit="{nobody}"'),
        segment=iim([(2, 110, b"AFP")]),
    )
    assert metadata(file).credit == "AFP"


def test_xmp_is_read_from_a_gif(tmp_path: Path) -> None:
    """It stands in an extension of its own, behind which come 258 bytes that mean nothing."""
    file = tmp_path / "a.gif"
    Image.new("P", (6, 4)).save(file)
    magic = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    packet = b"\x21\xff\x0bXMP DataXMP" + xmp(ALL_OF_XMP, ATTRIBUTES) + magic
    file.write_bytes(file.read_bytes()[:-1] + packet + b";")
    assert metadata(file) == EVERYTHING


def test_iim_is_read_in_its_character_set(tmp_path: Path) -> None:
    """UTF-8 where 1:90 says so, and where nothing does; several by-lines are joined."""
    texts = [(2, 120, "Café"), (2, 110, "AFP"), (2, 80, "Zoë"), (2, 80, "Ann"), (2, 116, "© AFP")]
    expected = Metadata(description="Café", credit="AFP", creator="Zoë, Ann", copyright="© AFP")
    in_utf8 = [UTF8, *((record, number, text.encode()) for record, number, text in texts)]
    in_latin = [(record, number, text.encode("latin-1")) for record, number, text in texts]
    assert metadata(jpeg(tmp_path / "a.jpg", segment=iim(in_utf8))) == expected
    assert metadata(jpeg(tmp_path / "b.jpg", segment=iim(in_latin))) == expected


def test_exif_is_read(tmp_path: Path) -> None:
    """NUL parts the photographer's copyright from the editor's; UTF-8 is understood."""
    exif = {0x010E: "Café".encode(), 0x013B: "Jane Doe", 0x8298: "Jane Doe\0Reuters\0"}
    assert metadata(jpeg(tmp_path / "a.jpg", exif=exif)) == Metadata(
        description="Café", creator="Jane Doe", copyright="Jane Doe, Reuters"
    )


def test_xmp_is_trusted_before_iim_and_iim_before_exif(tmp_path: Path) -> None:
    """Each field on its own, so that one block may complete another."""
    file = jpeg(
        tmp_path / "a.jpg",
        packet=xmp(attributes='photoshop:Credit="from XMP"'),
        segment=iim([UTF8, (2, 110, b"from IIM"), (2, 80, b"from IIM")]),
        exif={0x013B: "from Exif", 0x8298: "from Exif"},
    )
    found = metadata(file)
    assert (found.credit, found.creator, found.copyright) == ("from XMP", "from IIM", "from Exif")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a\n\tb  ", "a b"),
        ("a\0\x07\x9fb", "ab"),
        ("\u202eABC", "ABC"),
        ("\0 \0", None),
        ("a\ud800\uffff", "a"),
        ("Zoë 👩‍🚀", "Zoë 👩‍🚀"),
    ],
)
def test_texts_are_cleaned(text: str, cleaned: str | None) -> None:
    """One line, no control characters, nothing that turns the text around."""
    assert clean(text) == cleaned


def test_entities_in_xmp_are_not_expanded() -> None:
    """Neither do they grow nor read files of this machine."""
    packet = (
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + xmp("<photoshop:Credit>&f;</photoshop:Credit>")
        .partition(b"?>")[2]
        .rpartition(b"<?")[0]
        .strip()
    )
    assert "root" not in str(xmp_metadata(packet))


@given(st.binary(max_size=300))
def test_random_xmp_never_fails(packet: bytes) -> None:
    """Alone, within a packet and as text."""
    for data in (packet, xmp(packet.decode("latin-1")), packet.decode("latin-1")):
        assert isinstance(xmp_metadata(data), Metadata)


@given(st.binary(max_size=120), st.binary(max_size=120))
def test_random_iim_and_exif_never_fail(
    tmp_path_factory: pytest.TempPathFactory, one: bytes, two: bytes
) -> None:
    """Bytes inside the blocks, and bytes instead of them."""
    file = tmp_path_factory.getbasetemp() / "garbage.jpg"
    for segment in (
        iim([(2, 110, one), (2, 80, two)]),
        iim([UTF8, (2, 110, one)]),
        _segment(0xED, b"Photoshop 3.0\0" + one + b"8BIM\x04\x04" + two),
        _segment(0xE1, b"Exif\0\0" + one),
        _segment(0xE1, b"Exif\0\0MM\0*\0\0\0\x08" + two),
    ):
        jpeg(file, segment=segment)
        assert isinstance(read_facts(file.read_bytes(), file.name), Flaw | PictureFacts)


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_the_test_pictures_are_what_exiftool_reads(tmp_path: Path) -> None:
    """The blocks that these tests build by hand are true ones."""
    file = jpeg(
        tmp_path / "a.jpg",
        packet=xmp(attributes='photoshop:Credit="XMP"'),
        segment=iim([UTF8, (2, 110, b"IIM")]),
        exif={0x013B: "Exif"},
    )
    told = subprocess.run(["exiftool", "-j", "-G", str(file)], capture_output=True, check=True)
    (found,) = json.loads(told.stdout)
    assert found["XMP:Credit"] == "XMP"
    assert found["IPTC:Credit"] == "IIM"
    assert found["EXIF:Artist"] == "Exif"

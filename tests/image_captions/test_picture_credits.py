"""Who is believed about a picture: the use, then the sidecar, then the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from picture_makers import (
    FIRST_LINE,
    edition_of,
    faults_in,
    faults_of,
    jpeg,
    one_figure,
    place,
    story_text,
    svg,
    xmp,
)

from broadsheet.image_captions.sidecar import Sidecar, read_sidecar
from broadsheet.reporting.faults import Gravity
from tests.support.small_paper import MakeSite, story

IN_FILE = xmp(
    "<dc:creator><rdf:Seq><rdf:li>Creator in the file</rdf:li></rdf:Seq></dc:creator>"
    "<dc:description>Words of the file</dc:description>"
    "<Iptc4xmpCore:AltTextAccessibility>Alt of the file</Iptc4xmpCore:AltTextAccessibility>"
)


@pytest.mark.parametrize(
    ("title", "sidecar", "credit"),
    [
        (' "(Photo: Jane)"', "credit: Of the sidecar", "Photo: Jane"),
        ("", "credit: Of the sidecar\ncreator: Creator", "Of the sidecar"),
        ("", "creator: Creator in the sidecar\ncopyright: Notice", "Creator in the sidecar"),
        ("", "copyright: © 2024 Notice", "© 2024 Notice"),
        ("", "licence: CC0", "Creator in the file"),
        ("", None, "Creator in the file"),
    ],
)
def test_the_use_is_believed_before_the_sidecar_and_the_sidecar_before_the_file(
    tmp_path: Path, title: str, sidecar: str | None, credit: str
) -> None:
    """Each gives a credit line, else a creator, else a copyright notice."""
    jpeg(tmp_path / "a.jpg", packet=IN_FILE)
    if sidecar:
        (tmp_path / "a.jpg.yaml").write_text(sidecar)
    assert one_figure(tmp_path, f"![A ship](/a.jpg{title})").credit == credit


def test_a_file_gives_its_credit_line_before_its_creator_and_that_before_its_notice(
    tmp_path: Path,
) -> None:
    """As in the sidecar."""
    notice = "<dc:rights>Notice</dc:rights>"
    creator = "<dc:creator>Creator</dc:creator>"
    for name, packet, credit in (
        ("a.jpg", xmp(notice + creator, 'photoshop:Credit="Line"'), "Line"),
        ("b.jpg", xmp(notice + creator), "Creator"),
        ("c.jpg", xmp(notice), "Notice"),
    ):
        jpeg(tmp_path / name, packet=packet)
        assert one_figure(tmp_path, f"![A ship](/{name})").credit == credit


@pytest.mark.parametrize(
    ("image", "sidecar", "alt"),
    [
        ("![Of the use](/a.jpg)", "alt: Of the sidecar", "Of the use"),
        ("![](/a.jpg)", "alt: Of the sidecar", "Of the sidecar"),
        ("![](/a.jpg)", "credit: AFP", "Alt of the file"),
        ("![](/a.jpg)", 'alt: ""', ""),
        ("![](/a.jpg){.decorative}", "alt: Of the sidecar", ""),
    ],
)
def test_the_alt_text_follows_the_same_order(
    tmp_path: Path, image: str, sidecar: str, alt: str
) -> None:
    """What is decorative in one place may be content in another."""
    jpeg(tmp_path / "a.jpg", packet=IN_FILE)
    (tmp_path / "a.jpg.yaml").write_text(sidecar)
    assert one_figure(tmp_path, image).alt == alt
    assert faults_of(tmp_path, image) == []


def test_the_description_in_a_file_is_no_caption(tmp_path: Path) -> None:
    """It was written for another place."""
    jpeg(tmp_path / "a.jpg", packet=IN_FILE)
    assert one_figure(tmp_path, "![A ship](/a.jpg)").caption is None


def test_a_picture_without_a_credit_is_told_at_each_use(tmp_path: Path) -> None:
    """With the two ways to mend it; a preview bears it."""
    place(tmp_path, "a.png", credit=None)
    edition = edition_of(
        tmp_path, {"articles/storm.md": story_text("Words.\n\n![A](/a.png)\n\nx ![A](/a.png)")}
    )
    faults = faults_in(edition)
    assert [str(fault) for fault in faults] == [
        f"articles/storm.md:{line}: picture without a credit "
        "(end the caption with `(Name)`, or write `credit:` into a.png.yaml)"
        for line in (FIRST_LINE + 2, FIRST_LINE + 4)
    ]
    assert {fault.gravity for fault in faults} == {Gravity.CREDIT}


def test_a_picture_without_alt_text_is_a_lack_of_care(tmp_path: Path) -> None:
    """In the body and as the lead picture; an explicit empty alt text is decorative."""
    place(tmp_path, "a.png", size=(800, 4))
    edition = edition_of(
        tmp_path,
        {
            "articles/a.md": story_text("![](/a.png)", more="image:\n  src: a.png\n"),
            "articles/b.md": story_text("x", title="B", more='image:\n  src: a.png\n  alt: ""\n'),
        },
    )
    faults = faults_in(edition)
    assert [str(fault) for fault in faults] == [
        "articles/a.md:6: picture without alt text (say in `alt:` or `![…]` what is to be seen)",
        "articles/a.md:8: picture without alt text (say in `alt:` or `![…]` what is to be seen)",
    ]
    assert {fault.gravity for fault in faults} == {Gravity.CARE}


def test_an_authors_portrait_needs_alt_text_but_no_credit(tmp_path: Path) -> None:
    """Its author is known."""
    place(tmp_path, "jane.png", credit=None)
    front = "---\nname: Jane Doe\nimage:\n  src: jane.png\n{}---\nBio.\n"
    for alt, told in (
        ("  alt: Jane Doe\n", []),
        (
            "",
            [
                "authors/jane.md:4: picture without alt text (say in `alt:` or `![…]` what is to be seen)"
            ],
        ),
    ):
        edition = edition_of(tmp_path, {}, authors={"authors/jane.md": front.format(alt)})
        assert [str(fault) for fault in faults_in(edition)] == told


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("creditt: AFP", ["images/a.jpg.yaml:1: unknown key `creditt` (did you mean `credit`?)"]),
        (
            "credit: AFP\ntaken_by: Jane",
            [
                "images/a.jpg.yaml:2: unknown key `taken_by` "
                f"(use one of: {', '.join(sorted(Sidecar.model_fields))})"
            ],
        ),
        (
            "\ncredit: [AFP]",
            ["images/a.jpg.yaml:2: `credit`: not a text (put the whole value into double quotes)"],
        ),
        (
            'credit: " "',
            ["images/a.jpg.yaml:1: `credit`: empty (write it like `credit: Jane Doe/Reuters`)"],
        ),
        (
            "credit: AFP\ncredit: AP",
            [
                "images/a.jpg.yaml:2: `credit` stands twice (keep one of the two; the other is in line 1)"
            ],
        ),
        ("", []),
        ("credit:", []),
    ],
)
def test_a_faulty_sidecar_is_told_with_its_own_path_and_line(
    tmp_path: Path, text: str, faults: list[str]
) -> None:
    """What does fit in it is believed."""
    file = tmp_path / "a.jpg.yaml"
    file.write_text(text)
    sidecar, found, _ = read_sidecar(file, "images/a.jpg.yaml")
    assert [str(fault) for fault in found] == faults
    assert sidecar.credit in (None, "AFP")


def test_a_sidecar_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    """In the words that front matter has for it."""
    file = tmp_path / "a.jpg.yaml"
    file.write_text("creator: Jane\ncredit: a: b")
    sidecar, (fault,), _ = read_sidecar(file, "images/a.jpg.yaml")
    assert str(fault).startswith("images/a.jpg.yaml:2: a second `: ` in the line ")
    assert sidecar.credit is None


def test_a_sidecar_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    """Like any other text of the content folder."""
    file = tmp_path / "a.jpg.yaml"
    file.write_bytes("credit: Zoë".encode("latin-1"))
    _, (fault,), _ = read_sidecar(file, "a.jpg.yaml")
    assert str(fault) == "a.jpg.yaml:1: the file is not UTF-8 (save it as UTF-8)"


def test_a_sidecar_that_leads_out_of_the_content_folder_is_not_read(
    site: MakeSite, tmp_path: Path
) -> None:
    """Nor where a build before has read the same words from a file of the folder."""
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text("credit: Jane Doe")
    drawing = svg(tmp_path / "drawing.svg").read_bytes()
    files = {"articles/a.md": story("![A ship](/images/a.svg)"), "images/a.svg": drawing}
    sidecar = "images/a.svg.yaml"
    assert site({**files, sidecar: elsewhere.read_bytes()}).faults == []
    linked = site(files, links={sidecar: elsewhere})
    assert linked.faults == [
        f"{sidecar}: a link that leads out of the content folder (copy the file there)"
    ]
    assert site({**files, "c.yaml": "credit: Al"}, links={sidecar: Path("../c.yaml")}).faults == []


def test_a_faulty_sidecar_is_told_once_however_often_its_picture_is_used(tmp_path: Path) -> None:
    """The fault is the sidecar's, not the uses'."""
    place(tmp_path, "a.png", credit=None).with_name("a.png.yaml").write_text("credit: x\nnote: y")
    told = faults_of(tmp_path, "![A](/a.png){credit=AFP}\n\n![B](/a.png){credit=AFP}")
    assert [fault.partition(" (")[0] for fault in told] == ["a.png.yaml:2: unknown key `note`"]

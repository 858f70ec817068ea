"""What a sidecar says of rights: it goes into each size of its picture, and the file's word wins."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.pictures.makers import file_of, photograph
from tests.support.small_paper import MakeSite, Paper, story

PAGE = "2024/06/harbour-reopens/index.html"
LEAD = "{src: images/tug.jpg, alt: A tug}"
NOTES = """credit: Ann Lee
usage_terms: Editorial use only
web_statement: https://example.org/rights
licensor: https://example.org/licences
digital_source: trainedAlgorithmicMedia
data_mining: prohibited-aimltraining
source: Harbour archive
"""
TOLD = {
    "UsageTerms": "Editorial use only",
    "WebStatement": "https://example.org/rights",
    "LicensorURL": "https://example.org/licences",
    "DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    "DataMining": "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED-AIMLTRAINING",
    "Source": "Harbour archive",
}
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
PACKET = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 photoshop:Source="The file" plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-ALLOWED"/>
 </rdf:RDF></x:xmpmeta>"""


def printed(site: MakeSite, notes: str, packet: bytes = b"") -> Paper:
    photo = file_of(photograph(), xmp=packet) if packet else file_of(photograph())
    files = {"images/tug.jpg": photo, "images/tug.jpg.yaml": notes}
    paper = site({"articles/a.md": story(image=LEAD), **files})
    assert paper.faults == []
    return paper


def told_by(paper: Paper, least: int = 6) -> list[dict[str, str]]:
    """Return what exiftool finds of rights in each size."""
    if shutil.which("exiftool") is None:
        pytest.skip("no exiftool on this machine")
    found = sorted(str(file) for file in Path(paper.output, "images").glob("tug.*"))
    names = [f"-XMP:{name}" for name in (*TOLD, "LicensorName", "License", "Credit")]
    asked = ["exiftool", "-json", "-n", *names, *found]
    told = json.loads(subprocess.run(asked, capture_output=True, check=True).stdout)
    assert len(told) == len(found) >= least
    return [{name: each[name] for name in each if name != "SourceFile"} for each in told]


def test_each_size_says_what_the_sidecar_says_of_rights(site: MakeSite) -> None:
    """Under the names that IPTC and PLUS give them."""
    for told in told_by(printed(site, NOTES)):
        told = {
            name: value[0] if isinstance(value, list) else value for name, value in told.items()
        }
        assert {name: str(value) for name, value in told.items()} == TOLD | {"Credit": "Ann Lee"}


def test_what_the_file_says_itself_goes_before(site: MakeSite) -> None:
    """Its owner wrote that."""
    for told in told_by(printed(site, NOTES, PACKET)):
        assert told["Source"] == "The file" and str(told["DataMining"]).endswith("DMI-ALLOWED")
        assert told["DigitalSourceType"] == TOLD["DigitalSourceType"]


@pytest.mark.parametrize(
    ("notes", "name", "value"),
    [
        ("licensor: Harbour Pictures", "LicensorName", "Harbour Pictures"),
        ("licence: CC BY 4.0", "UsageTerms", "CC BY 4.0"),
        ("licence: CC BY 4.0\nusage_terms: Say it", "UsageTerms", "CC BY 4.0; Say it"),
        ("licence: https://example.org/l", "WebStatement", "https://example.org/l"),
        ("licence: https://example.org/l", "License", "https://example.org/l"),
        ("licence: CC BY 4.0\nusage_terms: Say it", "License", CC_BY),
        (
            "licence: CC BY-SA 3.0 DE",
            "License",
            "https://creativecommons.org/licenses/by-sa/3.0/de/",
        ),
        ("licence: CC0", "License", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ],
)
def test_a_licence_and_a_licensor_have_their_property(
    site: MakeSite, notes: str, name: str, value: str
) -> None:
    """Whether a name or an address."""
    for told in told_by(printed(site, f"credit: Ann Lee\n{notes}")):
        assert told[name] in (value, [value])


@pytest.mark.parametrize("terms", ["", "\nusage_terms: Only with its context"])
def test_search_engines_find_a_licence_by_its_name(site: MakeSite, terms: str) -> None:
    """Whatever else is said of the use."""
    page = printed(site, f"credit: Ann Lee\nlicence: CC BY 4.0{terms}").html(PAGE)
    text = "".join(each.text for each in page.select('script[type="application/ld+json"]'))
    assert f'"license": "{CC_BY}"' in text


@pytest.mark.parametrize("metadata", ["", PACKET.decode()], ids=["none", "of its own"])
def test_a_drawing_says_what_the_sidecar_says_of_rights(site: MakeSite, metadata: str) -> None:
    """As its metadata; what the file says itself goes before."""
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><metadata>{metadata}</metadata><path d="M0 0h9"/></svg>'
    files = {"images/tug.svg": drawn, "images/tug.svg.yaml": NOTES}
    paper = site({"articles/a.md": story(image="{src: images/tug.svg, alt: A tug}"), **files})
    assert paper.faults == []
    (told,) = told_by(paper, least=1)
    if metadata:
        assert told["Source"] == "The file"
    else:
        assert told == TOLD | {"Credit": "Ann Lee"}


def test_search_engines_are_told_where_to_ask_and_how_it_came_about(site: MakeSite) -> None:
    """In the words of schema.org."""
    page = printed(site, NOTES).html(PAGE)
    text = "".join(each.text for each in page.select('script[type="application/ld+json"]'))
    assert '"acquireLicensePage": "https://example.org/licences"' in json.dumps(json.loads(text))
    assert "https://schema.org/TrainedAlgorithmicMediaDigitalSource" in text
    assert "https://example.org/rights" in text


def test_search_engines_are_told_what_the_file_says_where_no_sidecar_does(site: MakeSite) -> None:
    """Its licensor, and how it came about."""
    packet = PACKET.replace(
        b' plus:DataMining="http://ns.useplus.org/ldf/vocab/DMI-ALLOWED"/>',
        b""">
 <plus:Licensor><rdf:Seq><rdf:li plus:LicensorURL="https://example.org/ask"/></rdf:Seq>
 </plus:Licensor><x:DigitalSourceType xmlns:x="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
 http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture</x:DigitalSourceType>
 </rdf:Description>""",
    )
    page = printed(site, "credit: Ann Lee", packet).html(PAGE)
    text = "".join(each.text for each in page.select('script[type="application/ld+json"]'))
    assert '"acquireLicensePage": "https://example.org/ask"' in text
    assert "https://schema.org/DigitalCaptureDigitalSource" in text
    page = printed(site, NOTES, packet).html(PAGE)
    text = "".join(each.text for each in page.select('script[type="application/ld+json"]'))
    assert '"acquireLicensePage": "https://example.org/licences"' in text


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            "digital_source: trainedAlgorithmicMedium",
            "`digital_source`: “trainedAlgorithmicMedium” is no digital source type of IPTC's"
            " (did you mean `trainedAlgorithmicMedia`?)",
        ),
        (
            "data_mining: forbidden",
            "`data_mining`: “forbidden” is no word of PLUS's on data mining (use one of: allowed,"
            " prohibited, prohibited-aimltraining, prohibited-exceptsearchengineindexing,"
            " prohibited-genaimltraining)",
        ),
    ],
)
def test_a_code_that_is_none_is_told_at_its_line(site: MakeSite, note: str, told: str) -> None:
    """With the nearest, or with all."""
    files = {"images/tug.jpg": file_of(photograph()), "images/tug.jpg.yaml": f"credit: A\n{note}"}
    paper = site({"articles/a.md": story(image=LEAD), **files})
    assert paper.faults == [f"images/tug.jpg.yaml:2: {told}"]


@pytest.mark.parametrize(
    ("front", "body"),
    [
        ("{src: images/tug.jpg, alt: A tug, credit: Ann Lee}", "Words."),
        ("{src: images/tug.jpg, alt: A tug, caption: The tug (Ann Lee)}", "Words."),
        (None, '![A tug](/images/tug.jpg "The tug (Ann Lee)")'),
        (None, '![A tug](/images/tug.jpg){credit="Ann Lee"}'),
    ],
    ids=["in front matter", "in a caption there", "in a title", "in braces"],
)
@pytest.mark.parametrize("form", ["jpg", "svg"])
def test_a_credit_that_only_a_text_gives_goes_into_the_files(
    site: MakeSite, front: str | None, body: str, form: str
) -> None:
    """Whoever takes a picture from a page takes its credit along."""
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><path d="M0 0h9"/></svg>'
    picture = {"jpg": file_of(photograph()), "svg": drawn}[form]
    text = story(body, image=front).replace(".jpg", f".{form}")
    paper = site({"articles/a.md": text, f"images/tug.{form}": picture})
    assert paper.faults == []
    told = told_by(paper, least=1)
    assert [each["Credit"] for each in told] == ["Ann Lee"] * len(told)


def test_a_text_does_not_overrule_the_credit_of_a_file(site: MakeSite) -> None:
    """The page says what the text says; each text may say something else."""
    lead = "{src: images/tug.jpg, alt: A tug, credit: Jo Roe}"
    files = {"images/tug.jpg": file_of(photograph()), "images/tug.jpg.yaml": "credit: Ann Lee\n"}
    told = told_by(site({"articles/a.md": story(image=lead), **files}))
    assert {each["Credit"] for each in told} == {"Ann Lee"}


def test_texts_that_disagree_have_files_of_their_own(site: MakeSite) -> None:
    """And every address on their pages, in feeds and in sitemaps is that of a file that is there."""
    picture = "{src: images/tug.jpg, alt: A tug, credit: %s, focus: 10% 10%}"
    texts = {
        f"articles/{name}.md": story(slug=name, image=picture.replace("%s", credit))
        for name, credit in (("a", "Ann Lee"), ("b", "Jo Roe"))
    }
    paper = site({**texts, "images/tug.jpg": file_of(photograph())})
    assert paper.faults == []
    assert {each["Credit"] for each in told_by(paper)} == {"Ann Lee", "Jo Roe"}
    told = b"".join(data for path, data in paper.files().items() if not path.startswith("images/"))
    named = set(re.findall(r"/(images/tug\.[\w.]+)", told.decode("utf-8", "ignore")))
    assert len(named) > 12
    assert named <= set(paper.files())

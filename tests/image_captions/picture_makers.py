"""What the tests of image captions stand on: small picture files and small editions."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from broadsheet.content.check_results import CheckResult
from broadsheet.content.edition import Edition
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.verdict import verdict_on
from broadsheet.image_captions.body import hang_pictures
from broadsheet.image_captions.capability import ImageCaptions
from broadsheet.plan.contributing import composer_of
from broadsheet.plan.file_checks import check_file
from broadsheet.plan.texts import CheckContext
from broadsheet.reporting.faults import Fault
from broadsheet.site.settings import Site
from broadsheet.story.model import Body, PictureUse, Story
from broadsheet.story.reading import Read, read_author, read_page, read_story
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.story.slots import Part
from broadsheet.story.typography import Typography
from broadsheet.views.composer import Composer
from broadsheet.views.media import Medium
from broadsheet.views.records import Figure

MARKDOWN = {"extensions": ["extra", "sane_lists", "toc"]}
SETTINGS = {"TIMEZONE": "UTC", "MARKDOWN": MARKDOWN, "TYPOGRIFY": False}
READING = ReadingSettings(
    markdown=MARKDOWN, typography=Typography(on=False), passes=(hang_pictures,)
)
SITE = Site.model_validate(
    {
        "SITENAME": "The Halyard",
        "SITEURL": "https://halyard.example/paper",
        "PUBLISHER": {"name": "The Halyard", "sentence": "The Halyard is a paper."},
        "SECTIONS": ["World"],
    }
)
NOW = datetime(2024, 6, 15, 12, tzinfo=UTC)
FIRST_LINE = 6  # of the body, in the stories that `story_text` makes


def story_text(body: str, *, title: str = "Storm", date: str = "2024-06-11", more: str = "") -> str:
    """Return the text of a story; `more` are further lines of front matter."""
    return f"---\ntitle: {title}\ndate: {date}\ncategory: World\n{more}---\n{body}\n"


def read(text: str, path: str = "articles/2024/storm.md") -> Read[Story]:
    """Return a story that must be readable."""
    found = read_story(path, text.encode(), READING)
    assert found.item is not None, found.faults
    return found


def body_of(markdown: str) -> Body:
    """Return a body as captions leave it."""
    return read(story_text(markdown)).body


def kinds(body: Body) -> list[str]:
    """Return the kinds of a body's pictures, in order."""
    return [slot.kind for slot in body.slots if slot.kind != "link"]


def uses(markdown: str) -> list[PictureUse]:
    """Return the uses of pictures in a body."""
    return [slot.data for slot in body_of(markdown).slots if slot.kind != "link"]


def html_of(body: Body) -> str:
    """Return the HTML of a body with a mark such as ⟦figure⟧ for each slot."""
    return _marked(body.parts)


def _marked(parts: Iterable[Part]) -> str:
    return "".join(part if isinstance(part, str) else f"⟦{part.kind}⟧" for part in parts)


def edition_of(
    content: Path,
    stories: Mapping[str, str],
    authors: Mapping[str, str] | None = None,
    pages: Mapping[str, str] | None = None,
) -> Edition:
    """Return the edition of these files, by their content paths."""
    bodies: dict[str, Body] = {}
    loaded = LoadedContent(body=bodies.__getitem__)
    for path, text in stories.items():
        story = read(text, path)
        assert story.item is not None
        loaded.stories.append(story.item)
        bodies[path] = story.body
        loaded.faults += story.faults
    for path, text in (authors or {}).items():
        author = read_author(path, text.encode(), READING)
        assert author.item is not None
        loaded.authors.append(author.item)
        bodies[path] = author.body
        loaded.faults += author.faults
    for path, text in (pages or {}).items():
        page = read_page(path, text.encode(), READING)
        assert page.item is not None
        loaded.pages.append(page.item)
        bodies[path] = page.body
        loaded.faults += page.faults
    return Edition.of(loaded, SITE, NOW, content)


def picture_composer(edition: Edition) -> Composer:
    """Return the composer of an edition whose pages have pictures and nothing else."""
    return composer_of(edition, [ImageCaptions(SETTINGS)])


def figures(
    edition: Edition, composer: Composer | None = None, medium: Medium = "page"
) -> list[Figure | None]:
    """Return the filled pictures of the first story's body."""
    composer = composer or picture_composer(edition)
    story = edition.stories[0]
    filled = (
        composer.fill(slot, story.path, medium, story)
        for slot in composer.text(story.path).slots
        if slot.kind in ImageCaptions.slots
    )
    return list(filled)


def one_figure(content: Path, body: str, medium: Medium = "page") -> Figure:
    """Return the only picture of a story with this body."""
    edition = edition_of(content, {"articles/storm.md": story_text(body)})
    (figure,) = figures(edition, medium=medium)
    assert figure is not None
    return figure


def faults_of(content: Path, body: str, more: str = "") -> list[str]:
    """Return what is wrong with the pictures of a story with this body, as printed."""
    return all_faults(content, {"articles/storm.md": story_text(body, more=more)})


def all_faults(content: Path, stories: Mapping[str, str]) -> list[str]:
    """Return, as printed, what is wrong with stories: read, linked and checked as in a build."""
    return [str(fault) for fault in faults_in(edition_of(content, stories))]


def results_of(edition: Edition, composer: Composer | None = None) -> dict[str, CheckResult]:
    """Return what came of checking each file, by its path, those of hidden stories too."""
    composer = composer or picture_composer(edition)
    loaded, visible = edition.loaded, set(edition.visible_paths)
    contexts = (
        CheckContext(item, loaded.body(item.path), item.path in visible, composer)
        for item in loaded.items
    )
    return {
        context.item.path: check_file(context, [ImageCaptions(SETTINGS)], loaded.faulty)
        for context in contexts
    }


def faults_in(edition: Edition) -> list[Fault]:
    """Return what a build tells of an edition: its errors, then its warnings."""
    results = results_of(edition).values()
    found = [*edition.loaded.faults, *(fault for result in results for fault in result.faults)]
    verdict = verdict_on(found, edition.loaded, edition.site)
    return [*verdict.errors, *verdict.warnings]


def caption_of(use: PictureUse) -> str:
    """Return a caption with a mark such as ⟦link⟧ for each slot, "" where there is none."""
    return _marked(use.caption)


def place(
    content: Path, name: str, credit: str | None = "AFP", size: tuple[int, int] = (6, 4)
) -> Path:
    """Put a picture into the content folder, with a sidecar where there is a credit."""
    file = content / name
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "navy").save(file)
    if credit:
        file.with_name(file.name + ".yaml").write_text(f"credit: {credit}\n")
    return file


def xmp(properties: str = "", attributes: str = "") -> bytes:
    """Return an XMP packet with these properties in its description."""
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
<rdf:Description rdf:about=""/>
<rdf:Description rdf:about="" {attributes}>{properties}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>""".encode()


def iim(records: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return a JPEG segment APP13 with an IPTC-IIM block of (record, dataset, value)."""
    block = b"".join(
        b"\x1c" + bytes([record, dataset]) + struct.pack(">H", len(value)) + value
        for record, dataset, value in records
    )
    resource = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(block)) + block
    resource += b"\0" * (len(block) % 2)
    data = b"Photoshop 3.0\0" + resource
    return b"\xff\xed" + struct.pack(">H", len(data) + 2) + data


def jpeg(
    file: Path,
    *,
    packet: bytes | None = None,
    segment: bytes = b"",
    exif: Mapping[int, object] | None = None,
    size: tuple[int, int] = (6, 4),
) -> Path:
    """Write a JPEG with metadata: an XMP packet, an APP13 segment, Exif tags."""
    tags = Image.Exif()
    tags.update(exif or {})
    file.parent.mkdir(parents=True, exist_ok=True)
    more = {"xmp": packet} if packet is not None else {}
    Image.new("RGB", size, "navy").save(file, "JPEG", exif=tags.tobytes(), **more)
    data = file.read_bytes()
    file.write_bytes(data[:2] + segment + data[2:])
    return file


def svg(
    file: Path, inside: str = "", attributes: str = 'width="40" height="30"', before: str = ""
) -> Path:
    """Write an SVG drawing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f'{before}<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" {attributes}>{inside}</svg>'
    )
    return file

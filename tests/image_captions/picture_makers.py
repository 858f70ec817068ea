"""What the tests of image captions stand on: small picture files and small editions."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image

from plugins.edition.checks import link_faults
from plugins.edition.compose import Composer, Medium
from plugins.edition.edition import Edition
from plugins.edition.gather import Copydesk
from plugins.edition.site import Site
from plugins.edition.views import Figure
from plugins.image_captions.body import hang_pictures
from plugins.image_captions.capability import ImageCaptions
from plugins.story.faults import Fault
from plugins.story.model import Body, PictureUse, Story
from plugins.story.reading import Reading, read_author, read_page, read_story
from plugins.story.slots import Part
from plugins.story.typography import Typography

MARKDOWN = {"extensions": ["extra", "sane_lists", "toc"]}
SETTINGS = {"TIMEZONE": "UTC", "MARKDOWN": MARKDOWN, "TYPOGRIFY": False}
READING = Reading(markdown=MARKDOWN, typography=Typography(on=False), passes=(hang_pictures,))
SITE = Site.model_validate(
    {
        "SITENAME": "The Halyard",
        "SITEURL": "https://halyard.example/paper",
        "PUBLISHER": {"name": "The Halyard", "sentence": "The Halyard is a paper."},
        "SECTIONS": ["World"],
        "NOW": "2024-06-15T12:00:00+00:00",
    }
)
FIRST_LINE = 6  # of the body, in the stories that `story_text` makes


def story_text(body: str, *, title: str = "Storm", date: str = "2024-06-11", more: str = "") -> str:
    """Return the text of a story; `more` are further lines of front matter."""
    return f"---\ntitle: {title}\ndate: {date}\ncategory: World\n{more}---\n{body}\n"


def read(text: str, path: str = "articles/2024/storm.md") -> tuple[Story, list[Fault]]:
    """Return a story that must be readable."""
    story, faults = read_story(path, text.encode(), READING)
    assert story is not None, faults
    return story, faults


def body_of(markdown: str) -> Body:
    """Return a body as captions leave it."""
    return read(story_text(markdown))[0].body


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
    desk = Copydesk()
    for path, text in stories.items():
        desk.stories.append(read(text, path)[0])
    for path, text in (authors or {}).items():
        author, _ = read_author(path, text.encode(), READING)
        assert author is not None
        desk.authors.append(author)
    for path, text in (pages or {}).items():
        page, _ = read_page(path, text.encode(), READING)
        assert page is not None
        desk.pages.append(page)
    return Edition.of(desk, SITE, content)


def figures(
    edition: Edition, captions: ImageCaptions | None = None, medium: Medium = "page"
) -> list[Figure | None]:
    """Return the filled pictures of the first story's body."""
    captions = captions or ImageCaptions(SETTINGS)
    composer = Composer(edition, [captions])
    story = edition.stories[0]
    return [
        captions.fill(slot, story.path, story, composer, medium)
        for slot in story.body.slots
        if slot.kind in captions.slots
    ]


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
    taken = [read(text, path) for path, text in stories.items()]
    edition = edition_of(content, stories)
    hidden = [story for story, _ in taken if story.path not in edition.by_path]
    captions = ImageCaptions(SETTINGS)
    found = [fault for _, faults in taken for fault in faults]
    found += link_faults(edition, Composer(edition, [captions]), hidden)
    return [str(fault) for fault in (*found, *captions.check(edition, hidden))]


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

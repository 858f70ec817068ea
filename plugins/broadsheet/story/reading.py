"""Reading: from the bytes of a file to a story, and nothing else.

`read_story`, `read_author` and `read_page` are pure: they depend on the file, on this code and
on the `Reading` rules. They never look at another file, so that a result may be kept by the
digest of the file or made in another process.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from broadsheet.faults import Fault
from broadsheet.story.classes import unfit_classes
from broadsheet.story.front import (
    AuthorFront,
    ImageFront,
    PageFront,
    PortraitFront,
    StoryFront,
    own_values,
    story_front,
)
from broadsheet.story.front_matter import (
    Source,
    take_apart,
    texts_cut_short,
    validate,
    with_new_keys,
)
from broadsheet.story.links import hold_links
from broadsheet.story.model import Author, Body, Corrections, PictureUse, StaticPage, Story, Words
from broadsheet.story.reading_settings import Reading
from broadsheet.story.slots import SlotMaker, token_of, words_in
from broadsheet.story.slugs import slug_of
from broadsheet.story.tidy import (
    control_characters,
    demote_headings,
    document_tags,
    frame_tables,
    mark_attributions,
    shown_in_code,
    swallowed_end,
    unfit_ids,
    unsafe_markup,
)
from broadsheet.story.tree import Node, drop_comments, parse, print_contents, texts_in

Kind = TypeVar("Kind", Story, Author, StaticPage)


@dataclass(frozen=True)
class Read(Generic[Kind]):
    """What came of reading a file. item: None where it cannot be read."""

    item: Kind | None
    body: Body
    faults: list[Fault]


@dataclass
class Draft:
    """A body on its way from Markdown to parts, as a capability sees it.

    root: the tree to change; slots: the maker of placeholders; front: the story's front matter,
    None for pages and biographies; picture: what front matter says of the main picture; lead: how
    that picture is shown, which a capability may refine.
    """

    source: Source
    root: Node
    slots: SlotMaker
    front: StoryFront | None
    picture: ImageFront | PortraitFront | None
    lead: PictureUse | None
    reading: Reading


def read_story(path: str, data: bytes, reading: Reading) -> Read[Story]:
    """Read a story's file. path: relative to the content folder.

    Where the front matter has faults, the story is not `fit` to be printed.
    """
    source, faults = take_apart(path, data)
    if source is None:
        return Read(None, Body(), faults)
    source, deprecated = with_new_keys(source)
    front, faults = validate(source, story_front(reading.story_keys))
    image = front.image if front else None
    fit = not faults
    faults += [*deprecated, *texts_cut_short(source)]
    body, lead, body_faults = read_body(source, reading, front, image)
    faults += body_faults
    if front is None:
        return Read(None, body, faults)
    slug = front.slug or slug_of(front.title)
    if not slug:
        what = "the headline makes no address"
        faults.append(Fault(path, source.line("title"), what, "add `slug:`"))
        fit = False
    faults += _order_of_dates(source, front, reading)
    return Read(_story(source, front, slug, reading, lead, fit), body, faults)


def _story(
    source: Source,
    front: StoryFront,
    slug: str,
    reading: Reading,
    lead: PictureUse | None,
    fit: bool,
) -> Story:
    return Story(
        path=source.path,
        title=front.title,
        summary=front.summary,
        slug=slug,
        headline=str(reading.typography.text(front.title)),
        standfirst=str(reading.typography.text(front.summary)) if front.summary else None,
        date=reading.moment(front.date),
        modified=_modified(front, reading),
        embargo=reading.moment(front.embargo) if front.embargo else None,
        category=front.category,
        tags=front.tags,
        authors=front.authors,
        lang=front.lang,
        translation=front.translation,
        draft=front.status == "draft",
        kicker=front.kicker,
        dateline=front.dateline,
        newsletter=front.newsletter,
        rights=front.rights,
        corrected=tuple(
            (correction.date, source.line("corrections", index, "date"))
            for index, correction in enumerate(front.corrections)
        ),
        aliases=front.aliases,
        lead=lead,
        own=own_values(front),
        lines={str(keys[0]): line for keys, line in source.lines.items() if len(keys) == 1},
        fit=fit,
    )


def read_author(path: str, data: bytes, reading: Reading) -> Read[Author]:
    """Read an author's page."""
    source, faults = take_apart(path, data)
    if source is None:
        return Read(None, Body(), faults)
    source, deprecated = with_new_keys(source)
    front, faults = validate(source, AuthorFront)
    fit = not faults
    faults += [*deprecated, *texts_cut_short(source)]
    bio, portrait, body_faults = read_body(source, reading, image=front.image if front else None)
    faults += body_faults
    if front is None or not fit:
        return Read(None, bio, faults)
    author = Author(
        name=front.name,
        slug=front.slug or slug_of(front.name) or PurePosixPath(path).stem,
        path=path,
        role=front.role,
        email=front.email,
        portrait=portrait,
        links=tuple((link.label, link.url) for link in front.links),
    )
    return Read(author, bio, faults)


def read_page(path: str, data: bytes, reading: Reading) -> Read[StaticPage]:
    """Read a static page."""
    source, faults = take_apart(path, data)
    if source is None:
        return Read(None, Body(), faults)
    source, deprecated = with_new_keys(source)
    front, faults = validate(source, PageFront)
    fit = not faults
    faults += [*deprecated, *texts_cut_short(source)]
    body, _, body_faults = read_body(source, reading)
    faults += body_faults
    if front is None or not fit:
        return Read(None, body, faults)
    slug = front.slug or PurePosixPath(path).stem
    return Read(StaticPage(path, slug, front.title, front.summary), body, faults)


def read_body(
    source: Source,
    reading: Reading,
    front: StoryFront | None = None,
    image: ImageFront | PortraitFront | None = None,
) -> tuple[Body, PictureUse | None, list[Fault]]:
    """Turn a Markdown body into parts: one tree, parsed once and printed once.

    image: what front matter says of the main picture, which the capabilities see as well; its
    use comes back beside the body.
    """
    html = reading.printer.body(source.body)
    # Without the tag, the parser would put a script or a style that comes first into a head.
    end = token_of(source.body)
    root = parse(f"{html}<{end}></{end}>")
    controls = control_characters(root, source)  # first: a tree takes no text with one
    unclosed = swallowed_end(root, end, source)
    exposed = shown_in_code(root, source)
    unclassed = list(unfit_classes(root, source))  # before anybody else gives classes
    slots = SlotMaker.for_body(source.body)
    lead, faults = _picture(source, image, reading)
    draft = Draft(source, root, slots, front, image, lead, reading)
    faults += [
        *source.faults,
        *(list(document_tags(html, source)) or unclosed),
        *exposed,
        *unsafe_markup(root, source, reading.embed_hosts),
        *unclassed,
        *controls,
    ]
    corrections, correction_faults = _corrections(source, front, reading)
    faults += correction_faults
    words = words_in(texts_in(root))
    demote_headings(root)
    for change in reading.changes:
        faults += change(draft)
    drop_comments(root)
    mark_attributions(root)
    frame_tables(root, reading.words.translator)
    faults += unfit_ids(root, source)
    faults += hold_links(root, slots, source)
    html = reading.typography.html(print_contents(root))
    return Body(slots.cut(html), words, corrections), draft.lead, faults


def _picture(
    source: Source, image: ImageFront | PortraitFront | None, reading: Reading
) -> tuple[PictureUse | None, list[Fault]]:
    if image is None:
        return None, []
    written = image.caption if isinstance(image, ImageFront) else None
    caption: tuple[Words, ...] = ()
    faults: list[Fault] = []
    if written:
        line = source.line("image", "caption")
        caption, faults = reading.inline(written, source.path, line)
    line = source.line("image", "src")
    return PictureUse(image.src, line, image.alt, caption, image.credit), faults


def _corrections(
    source: Source, front: StoryFront | None, reading: Reading
) -> tuple[Corrections, list[Fault]]:
    found: list[tuple[date, tuple[Words, ...]]] = []
    faults: list[Fault] = []
    for index, correction in enumerate(front.corrections if front else ()):
        line = source.line("corrections", index, "text")
        text, more = reading.inline(correction.text, source.path, line)
        found.append((correction.date, text))
        faults += more
    return tuple(found), faults


def _modified(front: StoryFront, reading: Reading) -> datetime | None:
    """Return when a story was last changed.

    The day of `date` without a time began before the story appeared: then the story was changed
    at some time after that, and at that moment at the earliest.
    """
    if front.modified is None:
        return None
    modified, date = reading.moment(front.modified), reading.moment(front.date)
    is_day = front.modified.tzinfo is None and front.modified.time() == time()
    if is_day and front.modified.date() == date.astimezone(reading.zone).date():
        return max(modified, date)
    return modified


def _order_of_dates(source: Source, front: StoryFront, reading: Reading) -> list[Fault]:
    modified = _modified(front, reading)
    if modified and modified < reading.moment(front.date):
        return [
            Fault(
                source.path,
                source.line("modified"),
                "`modified` lies before `date`",
                "correct one of the two",
            )
        ]
    return []

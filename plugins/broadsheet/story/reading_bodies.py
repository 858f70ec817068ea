"""Reading bodies: turns Markdown into one tree, which capabilities change, and then into parts."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from broadsheet.reporting.contracts import is_list, require
from broadsheet.reporting.faults import Fault
from broadsheet.story.charts import chart_from
from broadsheet.story.classes import unfit_classes
from broadsheet.story.draft import Draft
from broadsheet.story.front import ImageFront, PortraitFront, StoryFront
from broadsheet.story.front_matter import Source
from broadsheet.story.instead import told_once
from broadsheet.story.links import hold_links
from broadsheet.story.markup import LooseEnd
from broadsheet.story.mistaken_tags import mistaken_tags
from broadsheet.story.model import Body, Corrections, Named, PictureUse, Words
from broadsheet.story.placeholders import placeholders
from broadsheet.story.quotation_marks import straighten_quotes
from broadsheet.story.reading_settings import ReadingSettings
from broadsheet.story.slots import SlotMaker, token_of, words_in
from broadsheet.story.tidy import (
    close_heading_gaps,
    control_characters,
    demote_headings,
    document_tags,
    drop_instructions,
    frame_tables,
    mark_attributions,
    mark_own_words,
    mark_spelled_out,
    shown_in_code,
    silence_pull_quotes,
    swallowed_end,
    unfit_ids,
    unfit_markup,
)
from broadsheet.story.tree import drop_comments, parse, print_contents, text_of, texts_in
from broadsheet.story.unseen import unseen
from broadsheet.story.unwritten import unwritten


def read_body(
    source: Source,
    reading: ReadingSettings,
    front: StoryFront | None = None,
    image: ImageFront | PortraitFront | None = None,
    *,
    may_be_empty: bool = False,
) -> tuple[Body, Draft, list[Fault]]:
    """Turn a Markdown body into parts: one tree, parsed once and printed once.

    image: what front matter says of the main picture. may_be_empty: as a biography may. Returns
    the body, the draft with what capabilities found in it, and the faults.
    """
    printed = reading.printer.body(source.body)
    html = printed.html
    # Without the tag, the parser would put a script or a style that comes first into a head.
    end = token_of(source.body)
    root = parse(f"{html}<{end}></{end}>")
    controls = control_characters(root, source)  # first: lxml refuses texts with one
    unclosed = swallowed_end(root, end, source)
    is_whole = not (may_be_empty or unclosed)
    lacking = list(unwritten(root, end, source, front)) if is_whole else []
    exposed = shown_in_code(root, source)
    unquoted = list(straighten_quotes(root, source))
    unclassed = list(unfit_classes(root, source))  # before capabilities add classes
    slots = SlotMaker.for_body(source.body)
    lead, faults = _picture(source, image, reading, front.lang if front else None)
    draft = Draft(source, root, slots, front, image, lead, reading)
    faults += [
        *source.faults,
        *lacking,
        *(list(document_tags(html, source)) or unclosed),
        *exposed,
        *unfit_markup(root, source, reading.embed_hosts),
        *mistaken_tags(html, source),
        *(() if unclosed else unseen(root, html, source)),
        *(_loose(end, source) for end in printed.loose_ends),
        *unquoted,
        *unclassed,
        *placeholders(root, source),
        *controls,
    ]
    faults = told_once(faults)
    corrections, correction_faults = _corrections(source, front, reading)
    faults += correction_faults
    words = words_in(texts_in(root))
    demote_headings(root)
    for change in reading.changes:
        found = change(draft)
        require(is_list(found), change, found, "a list of faults")
        faults += found
    close_heading_gaps(root)  # behind capabilities, which know levels as they are written
    drop_comments(root)
    drop_instructions(root)
    mark_attributions(root)
    silence_pull_quotes(root)
    mark_spelled_out(root)
    frame_tables(root, reading.words.translator)
    if draft.lang and draft.lang != reading.typography.lang:
        mark_own_words(root, reading.typography.lang, draft.lang)
    faults += unfit_ids(root, source)
    faults += hold_links(root, slots, source, reading.link_schemes)
    html = reading.typography.html(print_contents(root), draft.lang)
    headings = tuple(
        (place, reading.typography.plain(" ".join(text_of(heading).split()), draft.lang))
        for heading in root.findall("h2")
        if (place := heading.get("id"))
    )
    return Body(slots.cut(html), words, corrections, headings), draft, faults


def _loose(end: LooseEnd, source: Source) -> Fault:
    place = end.place_in(source.prose)
    place = place if place >= 0 else end.place_in(source.body)  # what is wrong with code itself
    line = source.line_at(max(0, place))
    return Fault(source.path, line, end.what, end.mend, end.gravity, kind="loose-end")


def _picture(
    source: Source,
    image: ImageFront | PortraitFront | None,
    reading: ReadingSettings,
    lang: str | None,
) -> tuple[PictureUse | None, list[Fault]]:
    if image is None:
        return None, []
    written = image.caption if isinstance(image, ImageFront) else None
    caption: tuple[Words, ...] = ()
    faults: list[Fault] = []
    if written:
        line = source.line("image", "caption")
        caption, faults = reading.inline(written, source.path, line, lang)
    line = source.line("image", "src")
    use = PictureUse(image.src, line, image.alt, caption, image.credit)
    if isinstance(image, ImageFront):  # a lead picture, which is always wide

        def named(key: str, src: str | None) -> Named | None:
            return Named(src, source.path, source.line("image", key)) if src else None

        use = replace(
            use,
            width="wide",
            kind=image.kind or "",
            focus=image.focus,
            crops=image.crops,
            card=named("card", image.card),
            small=image.small,
            phone=named("phone", image.phone),
            dark=named("dark", image.dark),
            chart=chart_from(image.chart, source.path, partial(source.line, "image")),
        )
    return use, faults


def _corrections(
    source: Source, front: StoryFront | None, reading: ReadingSettings
) -> tuple[Corrections, list[Fault]]:
    found: list[tuple[Words, ...]] = []
    faults: list[Fault] = []
    lang = front.lang if front else None
    for index, correction in enumerate(front.corrections if front else ()):
        line = source.line("corrections", index, "text")
        text, more = reading.inline(correction.text, source.path, line, lang)
        found.append(text)
        faults += more
    return tuple(found), faults

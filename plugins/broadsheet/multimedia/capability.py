"""The capability: fills the slots of recordings and embeds, checks them, and copies their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from babel import Locale, UnknownLocaleError
from msgspec.structs import replace

from broadsheet.api import (
    Capability,
    CheckContext,
    Composer,
    Contributor,
    Edition,
    Enclosure,
    Enclosures,
    Fault,
    Figure,
    Filled,
    Inputs,
    Medium,
    Output,
    Page,
    PictureUse,
    PlainQuery,
    Planner,
    Query,
    Slot,
    Story,
    Text,
    planners_of_texts,
)
from broadsheet.multimedia.checks import embed_faults, recording_faults
from broadsheet.multimedia.library import (
    STILLS,
    TRANSCRIPT,
    Library,
    Recording,
    Shelves,
    key_of_use,
)
from broadsheet.multimedia.recordings import Flaw
from broadsheet.multimedia.services import NoEmbed, embed_of
from broadsheet.multimedia.settings import MultimediaSettings
from broadsheet.multimedia.uses import EMBED, RECORDING, EmbedUse, RecordingUse
from broadsheet.multimedia.views import Embedded, Player, Track
from broadsheet.views.media import PAGE


class Multimedia(Capability[MultimediaSettings]):
    """Players, embeds and galleries.

    It stands before image captions: a gallery parts pictures, which then become figures.
    """

    passes = (
        "broadsheet.multimedia.marks.mark_multimedia",
        "broadsheet.multimedia.galleries.hang_galleries",
    )
    slots: Mapping[str, type] = MappingProxyType({RECORDING: RecordingUse, EMBED: EmbedUse})
    added_inputs = ("has_embeds",)

    def is_record(self, path: str) -> bool:
        """Say whether a content path is that of a transcript: it is printed, and never copied."""
        return path.endswith(TRANSCRIPT)

    def queries(self, edition: Edition) -> Mapping[str, Query]:
        """Return the queries `recording` and `still`; a still is the path of a picture."""
        shelves = Shelves(edition)
        find = partial(shelves.find, what="the still", endings=STILLS)
        return {"recording": Library(edition, shelves), "still": PlainQuery(find)}

    def fill(
        self, slot: Slot, path: str, story: Story | None, composer: Composer, medium: Medium
    ) -> Player | Embedded | None:
        """Return what stands in a slot, None for what is faulty: its check tells of it."""
        if slot.kind == RECORDING:
            return _player(slot.data, path, composer, medium)
        return self._embedded(slot.data, path, composer, medium)

    def _embedded(
        self, use: EmbedUse, path: str, composer: Composer, medium: Medium
    ) -> Embedded | None:
        embed = embed_of(use.address, self.settings.services, self.settings.hosts)
        if isinstance(embed, NoEmbed):
            return None
        caption = composer.finish(use.caption, medium) if use.caption else None
        is_page = medium == PAGE
        still = still_of(use, path, composer) if is_page else None
        return Embedded(
            service=embed.service,
            url=embed.url,
            title=caption.striptags() if caption else "",
            caption=caption,
            credit=credit_of(use, still, composer),
            frame=embed.frame.src if is_page else None,
            shape=embed.frame.shape,
            still=still,
        )

    def check_file(self, context: CheckContext) -> Iterator[Fault]:
        """Report what is wrong with recordings, embeds and their stills."""
        path, composer = context.text.path, context.composer
        for slot in context.text.body.slots:
            if slot.kind == RECORDING:
                found = recording_of(slot.data, path, composer)
                still = still_path(slot.data, path, composer)
                shown = still_of(slot.data, path, composer) is not None
                yield from recording_faults(
                    slot.data, path, found, still, self.settings, is_still_shown=shown
                )
            elif slot.kind == EMBED:
                embed = embed_of(slot.data.address, self.settings.services, self.settings.hosts)
                still = still_path(slot.data, path, composer)
                yield from embed_faults(
                    slot.data, path, embed, still, still_of(slot.data, path, composer)
                )

    def uses(self, composer: Composer, text: Text) -> Iterator[str]:
        """Yield the files of the recordings and stills of a text, with their transcripts."""
        yield from (path for path, _ in files_of(composer, text))
        yield from transcripts_of(composer, text)

    def planners(self) -> Mapping[str, Planner]:
        """Return what plans the files of recordings and stills."""
        return planners_of_texts(published_files)

    def contributions(self) -> Mapping[tuple[type, type], Contributor]:
        """Return what tells feeds of the recordings of a story."""
        return {(Story, Enclosures): enclosures_of}

    def page_inputs(self, page: Page, inputs: Inputs, composer: Composer) -> Mapping[str, Any]:
        """Say whether a page has frames to load, and so needs the script."""
        parts = inputs.get("body") or ()
        return {"has_embeds": any(_has_frame(part) for part in parts)}


def _has_frame(part: Any) -> bool:
    return isinstance(part, Filled) and isinstance(part.data, Embedded) and bool(part.data.frame)


def recording_of(use: RecordingUse, path: str, composer: Composer) -> Recording | Flaw:
    """Return the recording that a use in the file `path` means, or what is wrong with it."""
    found: Recording | Flaw = composer.ask("recording", key_of_use(path, use.src))
    return found


def still_path(use: RecordingUse | EmbedUse, path: str, composer: Composer) -> str | Flaw | None:
    """Return the picture that stands for a use until it is played, None where there is none."""
    if use.poster:
        named: str | Flaw = composer.ask("still", key_of_use(path, use.poster))
        return named
    if isinstance(use, RecordingUse) and use.kind == "video":
        recording = recording_of(use, path, composer)
        return None if isinstance(recording, Flaw) else recording.beside.still
    return None


def still_of(use: RecordingUse | EmbedUse, path: str, composer: Composer) -> Figure | None:
    """Return the picture itself, None where there is none that can be shown."""
    found = still_path(use, path, composer)
    if not isinstance(found, str):
        return None
    figure = composer.figure(PictureUse(f"/{found}", use.line, ""), path)
    if figure is None:
        return None
    # Whatever stands for the picture on other screens is for stories that show it.
    return replace(figure, sources=tuple(each for each in figure.sources if not each.media))


def credit_of(use: RecordingUse | EmbedUse, still: Figure | None, composer: Composer) -> str | None:
    """Return whose something is, and whose its still is where somebody else made that."""
    of_still = still.credit if still else None
    if use.credit is None or of_still in (None, use.credit):
        return use.credit or of_still
    return composer.words.gettext("%(credit)s; still: %(still)s", credit=use.credit, still=of_still)


def _player(use: RecordingUse, path: str, composer: Composer, medium: Medium) -> Player | None:
    recording = recording_of(use, path, composer)
    if isinstance(recording, Flaw) or recording.facts.kind != use.kind:
        return None
    addresses, facts = composer.addresses, recording.facts
    caption = composer.finish(use.caption, medium) if use.caption else None

    def url_of(file: str) -> str:
        return addresses.site_url(addresses.file(file))

    still = still_of(use, path, composer) if use.kind == "video" and medium == PAGE else None
    url, spoken = url_of(recording.path), use.lang or composer.paper.lang
    return Player(
        kind=use.kind,
        url=url,
        absolute_url=addresses.absolute(url),
        media_type=facts.media_type,
        title=caption.striptags() if caption else "",
        caption=caption,
        credit=credit_of(use, still, composer),
        width=facts.width,
        height=facts.height,
        still=still,
        tracks=tuple(
            Track(url_of(file), lang or spoken, _own_name(lang or spoken))
            for lang, file in recording.beside.tracks
        ),
        transcript=recording.transcript,
    )


def _own_name(lang: str) -> str:
    """Return what a language calls itself, its code where nobody knows."""
    try:
        return Locale.parse(lang, sep="-").get_display_name() or lang
    except (ValueError, UnknownLocaleError):
        return lang


def files_of(composer: Composer, text: Text) -> Iterator[tuple[str, int]]:
    """Yield the files that the uses of a text show, each with the line of its use."""
    for slot in text.body.slots:
        if slot.kind not in (RECORDING, EMBED):
            continue
        use: RecordingUse | EmbedUse = slot.data
        if isinstance(use, RecordingUse):
            recording = recording_of(use, text.path, composer)
            if isinstance(recording, Flaw):
                continue
            yield recording.path, use.line
            yield from ((path, use.line) for _, path in recording.beside.tracks)
        still = still_path(use, text.path, composer)
        if isinstance(still, str) and still_of(use, text.path, composer) is not None:
            yield still, use.line


def transcripts_of(composer: Composer, text: Text) -> Iterator[str]:
    """Yield the files of the transcripts of a text, which are printed and never copied."""
    for slot in text.body.slots:
        found = recording_of(slot.data, text.path, composer) if slot.kind == RECORDING else None
        if isinstance(found, Recording) and found.beside.transcript:
            yield found.beside.transcript


def published_files(composer: Composer, text: Text) -> Iterator[Output]:
    """Yield the files that the recordings and embeds of a text show, as they are published."""
    for path, line in files_of(composer, text):
        if PurePosixPath(path).suffix.lower() in STILLS:
            yield from composer.picture(path, text.path, line)
        else:
            yield composer.copy(path, text.path, line)


def enclosures_of(story: Story, composer: Composer) -> Enclosures | None:
    """Return the recordings of a story, for feeds."""
    addresses, found = composer.addresses, {}
    for slot in composer.text(story.path).slots:
        if slot.kind != RECORDING:
            continue
        recording = recording_of(slot.data, story.path, composer)
        if not isinstance(recording, Flaw):
            url = addresses.absolute(addresses.site_url(addresses.file(recording.path)))
            facts = recording.facts
            found[url] = Enclosure(url, facts.media_type, facts.size)
    return Enclosures(tuple(found.values())) if found else None

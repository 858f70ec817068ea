"""Checks: what is wrong with a recording or an embed at its place in a text."""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.api import Fault, Figure, Gravity
from broadsheet.multimedia.library import Recording
from broadsheet.multimedia.recordings import Facts, Flaw
from broadsheet.multimedia.services import Embed, NoEmbed, embed_of, is_of_service
from broadsheet.multimedia.settings import MultimediaSettings
from broadsheet.multimedia.tracks import PLACE
from broadsheet.multimedia.uses import EmbedUse, RecordingUse

_STRIP = "`ffmpeg -i OLD -map_metadata -1 -c copy NEW`"
_MEGABYTE = 1_000_000
_CALLED = {"audio": "sound without a picture", "video": "a film"}


def recording_faults(
    use: RecordingUse,
    path: str,
    found: Recording | Flaw,
    still: str | Flaw | None,
    settings: MultimediaSettings,
    *,
    is_still_shown: bool,
) -> Iterator[Fault]:
    """Report what is wrong with a recording in the file `path`, with its captions and its still."""
    if isinstance(found, Flaw):
        yield _not_found(use, path, found, settings)
        return
    facts, beside = found.facts, found.beside
    if facts.kind != use.kind:
        what = f"{found.path} is {_CALLED[facts.kind]}"
        yield _wrong(path, use, what, f"write `[{facts.kind}](…)`")
        return
    for flaw in found.flaws:
        yield _wrong(path, use, flaw.what, flaw.mend)
    yield from _sizes(use, path, found, settings)
    yield from _private(use, path, found.path, facts)
    if facts.is_rarely_shown:
        what = f"few browsers show the picture of {found.path}"
        yield Fault(
            path, use.line, what, "export it as H.264", Gravity.ADVICE, kind="recording-unplayable"
        )
    if beside.subrip and not beside.tracks:
        what = f"the captions {beside.subrip} are not shown: browsers read WebVTT alone"
        yield Fault(
            path, use.line, what, "save them as `.vtt`", Gravity.ADVICE, kind="recording-unplayable"
        )
    elif not beside.tracks and not beside.transcript:
        yield _silent(use, path, found.path)
    if use.kind == "audio" and use.poster:
        what = "a still for sound, which is not shown"
        yield Fault(
            path, use.line, what, "take `poster` out", Gravity.ADVICE, kind="recording-still"
        )
    else:
        yield from _still(use, path, still, is_shown=is_still_shown)


def embed_faults(
    use: EmbedUse, path: str, embed: Embed | NoEmbed, still: str | Flaw | None, shown: Figure | None
) -> Iterator[Fault]:
    """Report what is wrong with an embed in the file `path`, and with its still."""
    if isinstance(embed, NoEmbed):
        yield _wrong(path, use, embed.what, embed.mend)
        return
    if not use.caption:
        mend = 'say in a title what it shows: `[embed](https://… "Title")`'
        yield Fault(
            path, use.line, "an embed without a title", mend, Gravity.ADVICE, kind="embed-untitled"
        )
    yield from _still(use, path, still, is_shown=shown is not None)
    if shown is not None and not (use.credit or shown.credit):
        mend = f"end the title with `(Name)`, or write `credit:` into {still}.yaml"
        yield Fault(
            path, use.line, "a still without a credit", mend, Gravity.CREDIT, kind="credit-missing"
        )


def _wrong(path: str, use: RecordingUse | EmbedUse, what: str, mend: str) -> Fault:
    return Fault(path, use.line, what, mend, kind="recording")


def _not_found(use: RecordingUse, path: str, flaw: Flaw, settings: MultimediaSettings) -> Fault:
    embed = embed_of(use.src, settings.services, settings.hosts)
    if isinstance(embed, Embed) or is_of_service(use.src):
        service = embed.service if isinstance(embed, Embed) else "another service"
        what = f"`{use.src}` is a page of {service}, and no recording of this paper"
        return _wrong(path, use, what, "write `[embed](…)`")
    return _wrong(path, use, flaw.what, flaw.mend)


def _sizes(
    use: RecordingUse, path: str, found: Recording, settings: MultimediaSettings
) -> Iterator[Fault]:
    size = found.facts.size / _MEGABYTE
    mend = "export it smaller, or put it on a service and embed it"
    if size > settings.largest:
        what = f"{found.path} has {size:.0f} megabytes, more than the {settings.largest} allowed"
        yield _wrong(path, use, what, mend)
    elif size > settings.large:
        what = f"{found.path} has {size:.0f} megabytes, which readers have to load"
        yield Fault(path, use.line, what, mend, Gravity.ADVICE, kind="recording-large")


def _private(use: RecordingUse, path: str, file: str, facts: Facts) -> Iterator[Fault]:
    if facts.says:
        gravity = Gravity.CARE if PLACE in facts.says else Gravity.ADVICE
        mend = f"export it without, or run {_STRIP}"
        yield Fault(
            path,
            use.line,
            f"{file} says {' and '.join(facts.says)}",
            mend,
            gravity,
            kind="recording-private",
        )


def _silent(use: RecordingUse, path: str, file: str) -> Fault:
    start = file.rpartition(".")[0]
    captions = f"lay captions beside it, {start}.vtt, or " if use.kind == "video" else "lay "
    transcript = "a transcript" if use.kind == "video" else "a transcript beside it"
    mend = f"{captions}{transcript}, {start}.transcript.txt"
    return Fault(
        path,
        use.line,
        f"nobody can read what is said in {file}",
        mend,
        Gravity.ADVICE,
        kind="transcript-missing",
    )


def _still(
    use: RecordingUse | EmbedUse, path: str, still: str | Flaw | None, *, is_shown: bool
) -> Iterator[Fault]:
    if isinstance(still, Flaw):
        yield _wrong(path, use, still.what, still.mend)
    elif still and not is_shown:
        mend = "save it again as JPEG, PNG, WebP or AVIF"
        yield _wrong(path, use, f"the still {still} is damaged, or no picture", mend)

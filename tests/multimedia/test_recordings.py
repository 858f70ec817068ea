"""What recordings are, by their bytes."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.multimedia.recordings import Facts, Flaw, read_facts
from broadsheet.multimedia.tracks import DEVICE, PLACE
from tests.multimedia.recording_makers import box, m4a, mp3, mp4, ogg, track, wav, webm


def read(data: bytes, path: str = "media/a.mp4") -> Facts | Flaw:
    return read_facts(BytesIO(data), len(data), path)


def facts(data: bytes, path: str = "media/a.mp4") -> Facts:
    found = read(data, path)
    assert isinstance(found, Facts), found
    return found


def flaw(data: bytes, path: str = "media/a.mp4") -> str:
    found = read(data, path)
    assert isinstance(found, Flaw), found
    return f"{found.what} ({found.mend})"


@pytest.mark.parametrize(
    ("path", "data", "kind", "media_type"),
    [
        ("a.mp3", mp3(), "audio", "audio/mpeg"),
        ("a.mp3", b"\xff\xfb\x90\x00" + bytes(413), "audio", "audio/mpeg"),
        ("a.aac", b"\xff\xf1\x50\x80" + bytes(60), "audio", "audio/aac"),
        ("a.wav", wav(), "audio", "audio/wav"),
        ("a.opus", ogg(), "audio", "audio/ogg"),
        ("a.flac", b"fLaC" + bytes(60), "audio", "audio/flac"),
        ("a.M4A", m4a(), "audio", "audio/mp4"),
        ("a.mp4", mp4(), "video", "video/mp4"),
        ("a.webm", webm(), "video", "video/webm"),
    ],
)
def test_a_kind_that_browsers_play_is_told_by_its_bytes(
    path: str, data: bytes, kind: str, media_type: str
) -> None:
    """With the media type that a player and a feed must name."""
    found = facts(data, path)
    assert (found.kind, found.media_type, found.size) == (kind, media_type, len(data))


def test_films_know_how_large_they_are_shown() -> None:
    """Turned as a telephone held them, so that nothing jumps when they arrive."""
    assert (facts(mp4()).width, facts(mp4()).height) == (1280, 720)
    upright = facts(mp4(track(b"vide", b"avc1", (1920, 1080), turned=True)))
    assert (upright.width, upright.height) == (1080, 1920)
    assert (facts(webm(640, 360), "a.webm").width, facts(webm(), "a.webm").height) == (640, 360)


@pytest.mark.parametrize(
    ("path", "data", "told"),
    [
        (
            "a.mp4",
            webm(),
            "a.mp4 is a file of the kind WebM under another name (rename it to `a.webm`)",
        ),
        (
            "a.mp3",
            wav(),
            "a.mp3 is a file of the kind WAV under another name (rename it to `a.wav`)",
        ),
        ("a.mp4", b"", "a.mp4 is empty (copy it again from the original)"),
        ("a.mp4", mp4(brand=b"qt  "), "a.mp4 is a QuickTime film, which few browsers play"),
        ("a.mp3", b"<!doctype html><p>", "a.mp3 is a web page (HTML)"),
        ("a.mp3", b"version https://git-lfs.github.com/spec/v1\n", "`git lfs pull`"),
        ("a.mp3", b"Some words.", "a.mp3 is no recording that browsers play"),
        ("a.mp4", mp4()[:-40], "a.mp4: it is cut short (copy it again from the original)"),
        ("a.mp4", box(b"ftyp", b"isom" + bytes(4)), "it is cut short"),
        ("a.mp4", box(b"ftyp", b"heic" + bytes(4)), "no recording"),
        ("a.webm", webm().replace(b"webm", b"matr"), "a Matroska film"),
        ("a.mp4", mp4(track(b"text", b"tx3g")), "neither sound nor pictures"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_told(path: str, data: bytes, told: str) -> None:
    """With what it is, and what to do about it."""
    assert told in flaw(data, path)


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (box(b"udta", box(b"\xa9xyz", b"+59.91+010.75/")), (PLACE,)),
        (box(b"udta", box(b"loci", bytes(20))), (PLACE,)),
        (box(b"meta", b"com.apple.quicktime.location.ISO6709"), (PLACE,)),
        (box(b"meta", b"com.apple.quicktime.make Apple"), (DEVICE,)),
        (box(b"uuid", b"<exif:GPSLatitude>59,54N tiff:Make"), (PLACE, DEVICE)),
        (track(b"meta", b"gpmd"), (PLACE,)),
        (box(b"udta", box(b"\xa9nam", b"The harbour")), ()),
    ],
)
def test_what_a_film_gives_away_is_found(told: bytes, says: tuple[str, ...]) -> None:
    """Where it was recorded, by what; a title is nobody's secret."""
    assert facts(mp4(track(b"vide", b"avc1", (16, 9)), told=told)).says == says


def test_what_an_mp3_gives_away_is_found() -> None:
    """In its tag, whatever writes it."""
    assert facts(mp3(b"PRIV XMP <exif:GPSLatitude>"), "a.mp3").says == (PLACE,)


def test_a_picture_that_few_browsers_show_is_known() -> None:
    """Telephones record HEVC unless they are told not to."""
    assert facts(mp4(track(b"vide", b"hvc1", (16, 9)))).is_rarely_shown
    assert not facts(mp4()).is_rarely_shown


@given(st.binary(max_size=200), st.integers(0, 600), st.sampled_from([mp4(), webm(), mp3(), wav()]))
def test_no_bytes_make_a_traceback(noise: bytes, place: int, data: bytes) -> None:
    """A damaged file is a flaw, or still a recording."""
    for path in ("a.mp4", "a.webm", "a.mp3", "a.wav"):
        read(data[:place] + noise + data[place:], path)
        read(data[:place], path)
        read(noise, path)

"""Recordings for tests: the smallest files that are what they say they are."""

from __future__ import annotations

import io
import struct
import wave

from PIL import Image

VTT = "WEBVTT\n\n00:00.000 --> 00:01.000\nThe harbour is open.\n"


def mp3(tag: bytes = b"") -> bytes:
    """Return an MP3 with an ID3 tag that holds these bytes."""
    length = bytes((len(tag) >> shift) & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\4\0\0" + length + tag + b"\xff\xfb\x90\x00" + bytes(413)


def wav() -> bytes:
    """Return a second of silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((1, 1, 8000, 8000, "NONE", ""))
        sound.writeframes(b"\x80" * 8000)
    return file.getvalue()


def box(kind: bytes, *body: bytes) -> bytes:
    """Return a box of an MP4 file."""
    content = b"".join(body)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def track(
    handler: bytes, codec: bytes, size: tuple[int, int] = (0, 0), *, turned: bool = False
) -> bytes:
    """Return a track; size: the width and the height of its picture as it is stored."""
    one = 1 << 16
    matrix = (
        (0, one, 0, -one, 0, 0, 0, 0, 1 << 30) if turned else (one, 0, 0, 0, one, 0, 0, 0, 1 << 30)
    )
    head = (
        bytes(40) + struct.pack(">9i", *matrix) + struct.pack(">2I", *(each << 16 for each in size))
    )
    described = bytes(4) + struct.pack(">I", 1) + box(codec, bytes(8))
    media = box(b"hdlr", bytes(8) + handler + bytes(12)) + box(
        b"minf", box(b"stbl", box(b"stsd", described))
    )
    return box(b"trak", box(b"tkhd", head), box(b"mdia", media))


def mp4(*tracks: bytes, told: bytes = b"", brand: bytes = b"isom", filler: int = 32) -> bytes:
    """Return an MP4; told: a box of metadata in its index."""
    tracks = tracks or (track(b"vide", b"avc1", (1280, 720)), track(b"soun", b"mp4a"))
    return (
        box(b"ftyp", brand + bytes(4) + brand)
        + box(b"mdat", bytes(filler))
        + box(b"moov", box(b"mvhd", bytes(100)), *tracks, told)
    )


def m4a() -> bytes:
    """Return an MP4 with sound alone."""
    return mp4(track(b"soun", b"mp4a"), brand=b"M4A ")


def element(name: int, body: bytes) -> bytes:
    """Return an element of a WebM file."""
    size = (name.bit_length() + 7) // 8
    return name.to_bytes(size, "big") + (0x10000000 | len(body)).to_bytes(4, "big") + body


def webm(width: int = 640, height: int = 360) -> bytes:
    """Return a WebM with a picture and sound."""
    picture = element(0xB0, width.to_bytes(2, "big")) + element(0xBA, height.to_bytes(2, "big"))
    film = element(0xAE, element(0x83, b"\1") + element(0xE0, picture))
    sound = element(0xAE, element(0x83, b"\2"))
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    return head + element(0x18538067, element(0x1654AE6B, film + sound))


def ogg() -> bytes:
    """Return the beginning of an Ogg file with Opus."""
    return b"OggS" + bytes(24) + b"OpusHead" + bytes(64)


def jpeg(size: tuple[int, int] = (64, 36), colour: str = "#268") -> bytes:
    """Return a picture."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()

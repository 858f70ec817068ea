"""Pictures that tests make: photographs of many colours, and drawings of few."""

from __future__ import annotations

import struct
from io import BytesIO
from random import Random
from typing import Any

from PIL import Image, ImageDraw


def photograph(width: int = 1000, height: int = 600) -> Image.Image:
    """Return a picture of many colours, the same whenever it has this size."""
    light = Image.radial_gradient("L").resize((width, height))
    clouds = noise(max(1, width // 8), max(1, height // 8), 60).resize((width, height))
    light = Image.blend(light, clouds, 0.4)
    ramp = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (light, ramp, Image.blend(light, noise(width, height, 20), 0.5)))


def noise(width: int, height: int, spread: int) -> Image.Image:
    """Return noise around a middling grey. spread: its standard deviation, of 256 tones."""
    chance = Random(spread).randbytes(width * height)  # noqa: S311 - the same noise always
    grey = Image.new("L", (width, height), 128)
    return Image.blend(grey, Image.frombytes("L", (width, height), chance), spread / 74)


def drawing(width: int = 1000, height: int = 600) -> Image.Image:
    """Return a picture of few colours with hard edges, as charts are."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    for number in range(12):
        left = number * width // 12
        pen.rectangle((left, height - 40 * number, left + width // 20, height), fill="navy")
        for line in range(0, height, 30):
            pen.text((left, line), f"{number * line:,} ships", fill="black")
            pen.ellipse((left + 40, line, left + 60, line + 20), outline="maroon")
    return image


def grey_profile() -> bytes:
    """Return a profile (ICC.1:2001) of a grey that has as much light as its number says."""
    white = (
        b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in (0.9642, 1, 0.8249)))
    )
    line = b"curv" + bytes(8)  # a curve without points is a straight line
    tags = ((b"wtpt", white), (b"kTRC", line))
    begin = 128 + 4 + 12 * len(tags)
    size = begin + len(white) + len(line)
    head = struct.pack(">I4sI4s4s4s", size, bytes(4), 0x02400000, b"mntr", b"GRAY", b"XYZ ")
    head += bytes(12) + b"acsp" + bytes(28) + white[8:]
    table = struct.pack(">I", len(tags))
    at = begin
    for name, data in tags:
        table += struct.pack(">4sII", name, at, len(data))
        at += len(data)
    return head.ljust(128, b"\0") + table + white + line


def file_of(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """Return a picture as a file."""
    made = BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def moving(width: int = 900, height: int = 600) -> list[Image.Image]:
    """Return the frames of a picture that moves, the first of which is a photograph."""
    return [photograph(width, height), Image.new("RGB", (width, height), "red")]


def moving_file(form: str, width: int = 900, height: int = 600) -> bytes:
    """Return a picture that moves, as a file."""
    first, *others = moving(width, height)
    return file_of(first, form, save_all=True, append_images=others, duration=100, loop=0)

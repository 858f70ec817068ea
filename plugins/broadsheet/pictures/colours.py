"""Colours: a picture as all screens show it, in sRGB with eight bits, the right way up."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from broadsheet.privacy.orientation import TAG, orientation_of


def upright_srgb(image: Image.Image) -> Image.Image:
    """Return a picture turned as its Exif says, in the mode RGB, or RGBA where it is not opaque.

    What an embedded profile says of its colours, such as Display P3 or the inks of a press, is
    heeded. A profile that cannot be read, and one for another mode, is not.
    """
    profile = image.info.get("icc_profile")
    image = _eight_bits(_upright(image))
    alpha = _alpha_of(image)
    if image.mode in ("P", "PA", "RGBa", "1"):
        image = image.convert("RGBA")
    # As its profile, if it has one, knows it: without what shines through.
    image = image.convert({"RGBA": "RGB", "LA": "L"}.get(image.mode, image.mode))
    rgb = _by_profile(image, profile) or image.convert("RGB")
    if alpha is not None:
        rgb.putalpha(alpha)
    # Pillow would write what stands there into files: comments, and the profile of sRGB with the
    # moment at which it was made.
    rgb.info.clear()
    return rgb


def _upright(image: Image.Image) -> Image.Image:
    try:
        exif = image.getexif()
        if TAG in exif:
            exif[TAG] = orientation_of(image)
        return ImageOps.exif_transpose(image)
    except Exception:  # damaged Exif; browsers do not turn the picture either
        return image


def _alpha_of(image: Image.Image) -> Image.Image | None:
    """Return how opaque each point is, None where all are."""
    if not image.has_transparency_data:
        return None
    alpha = image.convert("RGBA").getchannel("A")
    return None if alpha.getextrema() == (255, 255) else alpha


def _eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture with eight bits a channel: Pillow itself would cut what is brighter."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value * (1 / 257), "L")
    return image.convert("L") if image.mode == "F" else image


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    if not profile:
        return None
    try:
        return ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None

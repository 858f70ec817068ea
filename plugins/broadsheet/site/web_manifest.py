"""The web manifest: what the paper is to a phone that keeps it on its home screen."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

MANIFEST = "/site.webmanifest"
"""Where it stands."""

ICONS: Mapping[str, tuple[str, str]] = {
    "identity/icon-192.png": ("192x192", "any"),
    "identity/icon-512.png": ("512x512", "any"),
    "identity/icon-maskable.png": ("512x512", "maskable"),
}
"""Of the theme's static files, those that it names: their sizes, and what phones may do to them."""


def has_manifest(files: Collection[str]) -> bool:
    """Say whether the paper has an icon for one. files: the static files of the theme."""
    return any(name in files for name in ICONS)


def manifest_text(
    name: str, lang: str, home: str, ground: str | None, icons: Mapping[str, str]
) -> str:
    """Return the manifest. icons: the addresses of those that there are, by their names."""
    told = {
        "name": name,
        "short_name": name,
        "lang": lang,
        "start_url": home,
        "scope": home,
        "display": "browser",
        **({"background_color": ground, "theme_color": ground} if ground else {}),
        "icons": [
            {"src": url, "sizes": ICONS[icon][0], "type": "image/png", "purpose": ICONS[icon][1]}
            for icon, url in icons.items()
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"

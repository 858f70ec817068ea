"""The picture desk of any Pelican site: pictures found, read once, and kept with Pelican's content.

Where Pelican caches content, what pictures say of themselves is cached beside it and by the same
rules: reading a picture takes longer than reading an article.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from broadsheet.image_captions.catalogue import FOUND, Found, Picture, found_in, unreadable
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.resolution import locate
from broadsheet.image_captions.sidecar import read_beside
from broadsheet.in_pelican.file_cache import FileCache
from broadsheet.in_pelican.site import PelicanSite

_NAME = "Broadsheet-Pictures"


class PictureDesk:
    """Finds the pictures of a site."""

    def __init__(self, site: PelicanSite) -> None:
        self._site = site
        self._found: dict[tuple[str, str], Picture | Flaw] = {}
        self._taken: dict[str, Picture | Flaw] = {}
        self._cache = FileCache(site.settings, _NAME, "broadsheet.image_captions")

    def find(self, source_path: str, written: str) -> Picture | Flaw:
        """Return the picture that a file means by an address, or what is wrong with it."""
        key = (source_path.rpartition("/")[0], written)
        if key not in self._found:
            self._found[key] = self._locate(source_path, written)
        return self._found[key]

    def close(self) -> None:
        """Keep what was read for the next build."""
        self._cache.save()

    def _locate(self, source_path: str, written: str) -> Picture | Flaw:
        path = locate(self._site.content, source_path, written)
        if isinstance(path, Flaw):
            return path
        if not self._site.publishes(path):
            mend = f"write `{{static}}/{path}`, or name its folder in STATIC_PATHS"
            return Flaw(f"the picture {path} is not published", mend)
        if path not in self._taken:
            self._taken[path] = self._take(path)
        return self._taken[path]

    def _take(self, path: str) -> Picture | Flaw:
        file = self._site.content / path
        try:
            found = self._found_in(file, path)
        except OSError:
            return unreadable(path)
        if found.facts is None:
            return found.flaw or unreadable(path)
        return Picture(path, found.facts, *read_beside(self._site.content, path))

    def _found_in(self, file: Path, path: str) -> Found:
        kept = self._cache.kept(str(file))
        if kept is not None:
            return FOUND.decode(kept)
        found = found_in(file.read_bytes(), path)
        self._cache.keep(str(file), msgspec.msgpack.encode(found))
        return found

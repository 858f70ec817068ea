"""The picture desk of any Pelican site: pictures found, read once, and kept with Pelican's content.

Where Pelican caches content, what pictures say of themselves is cached beside it and by the same
rules: reading a picture takes longer than reading an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from pelican.cache import FileStampDataCacher

from broadsheet.image_captions.catalogue import FOUND, Found, Picture, found_in, unreadable
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.resolution import locate
from broadsheet.image_captions.sidecar import read_beside
from broadsheet.in_pelican.site import PelicanSite
from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.fingerprints import code_fingerprint, packages_fingerprint


class PictureDesk:
    """Finds the pictures of a site."""

    def __init__(self, site: PelicanSite) -> None:
        self._site = site
        self._found: dict[tuple[str, str], Picture | Flaw] = {}
        self._taken: dict[str, Picture | Flaw] = {}
        self._cache = _Cache(site.settings)

    def find(self, source_path: str, written: str) -> Picture | Flaw:
        """Return the picture that a file means by an address, or what is wrong with it."""
        key = (source_path.rpartition("/")[0], written)
        if key not in self._found:
            self._found[key] = self._locate(source_path, written)
        return self._found[key]

    def close(self) -> None:
        """Keep what was read for the next build."""
        self._cache.save_cache()

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
        found = self._cache.kept(str(file))
        if found is None:
            try:
                found = found_in(file.read_bytes(), path)
            except OSError:
                return unreadable(path)
            self._cache.keep(str(file), found)
        if found.facts is None:
            return found.flaw or unreadable(path)
        return Picture(path, found.facts, *read_beside(self._site.content, path))


class _Cache(FileStampDataCacher):  # type: ignore[misc]  # Pelican carries no types
    """A cache of Pelican's, with its settings. What other code has kept counts for nothing."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        saves, loads = settings["CACHE_CONTENT"], settings["LOAD_CONTENT_CACHE"]
        try:
            super().__init__(settings, _NAME, saves, loads)
        except Exception:  # a file cut short, or of classes that are no more
            super().__init__(settings, _NAME, saves, load_policy=False)
        self._version = b""
        if saves or loads:
            code = code_fingerprint(["broadsheet.image_captions"])
            self._version = digest_of({**code, **packages_fingerprint()})

    def kept(self, file: str) -> Found | None:
        """Return what was found in a picture that has not changed since, None for any other."""
        version, found = self.get_cached_data(file, (None, b""))
        return FOUND.decode(found) if version == self._version else None

    def keep(self, file: str, found: Found) -> None:
        """Keep what was found."""
        self.cache_data(file, (self._version, msgspec.msgpack.encode(found)))


_NAME = "Broadsheet-Pictures"

"""The file cache: what is known of files, kept by Pelican's own caches and by their settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pelican.cache import FileStampDataCacher

from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.fingerprints import code_fingerprint, packages_fingerprint


class FileCache:
    """Bytes known of files, each until it changes. What other code has kept is not believed.

    name: that of its file in CACHE_PATH. code: the module that makes the bytes.
    """

    def __init__(self, settings: Mapping[str, Any], name: str, code: str) -> None:
        saves, loads = settings["CACHE_CONTENT"], settings["LOAD_CONTENT_CACHE"]
        try:
            self._cache = FileStampDataCacher(settings, name, saves, loads)
        except Exception:  # a file cut short, or of classes that are no more
            self._cache = FileStampDataCacher(settings, name, saves, load_policy=False)
        self._version = b""
        if saves or loads:
            self._version = digest_of({**code_fingerprint([code]), **packages_fingerprint()})

    def kept(self, file: str) -> bytes | None:
        """Return what is known of a file that has not changed since, None of any other."""
        version, found = self._cache.get_cached_data(file, (None, b""))
        return found if version == self._version else None

    def keep(self, file: str, found: bytes) -> None:
        """Keep what was found."""
        self._cache.cache_data(file, (self._version, found))

    def save(self) -> None:
        """Save it for the next build, where the settings say so."""
        self._cache.save_cache()

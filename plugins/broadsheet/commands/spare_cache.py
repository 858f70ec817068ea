"""A spare cache, for commands that only read, where the paper's own cache cannot be written.

An editor may look at the checkout of somebody else, or at one on a disk that is only to be read.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from broadsheet.build.session import store_file


@contextmanager
def spare_cache(settings: MutableMapping[str, Any]) -> Iterator[None]:
    """Have work done with a temporary cache where the paper's own cannot be written.

    It begins with what the last build left in the paper's own, if that can be read.
    """
    store, own = store_file(settings), settings["CACHE_PATH"]
    if _is_writable(store):
        yield
        return
    with TemporaryDirectory(prefix="broadsheet-") as folder:
        with suppress(OSError):
            shutil.copyfile(store, Path(folder, store.name))
        settings["CACHE_PATH"] = folder
        try:
            yield
        finally:
            settings["CACHE_PATH"] = own


def _is_writable(store: Path) -> bool:
    """Say whether a store can be written, or could be made."""
    if store.exists():
        return os.access(store, os.W_OK) and os.access(store.parent, os.W_OK)
    above = next(folder for folder in store.absolute().parents if folder.exists())
    return os.access(above, os.W_OK)

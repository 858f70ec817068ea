"""Where the archives lie: one folder for each size, with a site for each of the tools.

An archive is made once and used again until the code that makes it changes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bench import archive, broadsheet_site, hugo_site, pelican_site, pictures, trees

URL = "https://halyard.example"
_SITES = (("broadsheet", broadsheet_site), ("pelican", pelican_site), ("hugo", hugo_site))
_MAKERS = (
    "archive",
    "prose",
    "words",
    "pictures",
    "writing",
    "broadsheet_site",
    "hugo_site",
    "pelican_site",
)


@dataclass(frozen=True)
class Workplace:
    """The folders of one size. project: the checkout that is measured; root: for all sizes."""

    project: Path
    root: Path
    size: int

    @property
    def folder(self) -> Path:
        """The folder of this size."""
        return self.root / str(self.size)

    @property
    def broadsheet(self) -> Path:
        """Broadsheet's site."""
        return self.folder / "broadsheet"

    @property
    def pelican(self) -> Path:
        """Stock Pelican's site."""
        return self.folder / "pelican"

    @property
    def hugo(self) -> Path:
        """Hugo's site."""
        return self.folder / "hugo"

    def prepare(self) -> bool:
        """Make the archive, or take the one that is there; say whether it had to be made.

        Settings, templates and themes are written anew each time.
        """
        stamp, digest = self.folder / "made-by.txt", _makers()
        fresh = not stamp.exists() or stamp.read_text("utf-8") != digest
        if fresh:
            self._make()
            stamp.write_text(digest, "utf-8")
        for name, site in _SITES:
            site.write_settings(self.folder / name, self.project, URL)
        return fresh

    def _make(self) -> None:
        trees.remove(self.folder)
        pool = self.folder / "pictures"
        pool.mkdir(parents=True)
        pictures.draw_pool(pool, archive.PICTURES)
        for name, site in _SITES:
            site.write_content(self.folder / name, archive.stories(self.size), pool)


def _makers() -> str:
    """Return a digest of the code that makes an archive."""
    folder = Path(__file__).parent
    code = b"".join((folder / f"{name}.py").read_bytes() for name in _MAKERS)
    return hashlib.sha256(code).hexdigest()

"""Confidential: which files of the content folder never leave the newsroom as they are.

The texts of stories, pages and authors are printed as pages but never copied: a copy would publish
drafts, stories under embargo, and the notes and names of sources that writers leave beside a text.
Internal records, such as sidecars, are not copied either. Files are judged by their names and not
by what they hold, since a file that cannot be read must not leak either.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_MARKDOWN = frozenset({".md", ".markdown", ".mkd", ".mdown"})

# fmt: off
TEXT_ENDINGS = _MARKDOWN | {
    ".txt", ".rst", ".html", ".htm", ".docx", ".odt", ".doc", ".docm", ".dotx", ".rtf", ".fodt",
    ".pages", ".wpd", ".org", ".adoc", ".textile", ".tex", ".eml", ".msg", "",
}
"""The endings of files that may be a writer's text, whether the program can read it or not.

The last one, "", stands for files without an ending, such as notes.
"""
# fmt: on

TEXT, RECORD = "a text", "a record of the newsroom's own"
"""The kinds of files that must not be copied, in words."""

# Backup files of editors: story.md~, story.md.bak, story.md.2, story.md_bak, #story.md#,
# ~$story.docx. And archives of a file: story.md.zip.
_LEFT_BEHIND = re.compile(
    r"(?:~|#|[._-](?:bak|backup|copy|old|orig|rej|save|swo|swp|tmp|zip|gz|bz2|xz|gpg|\d[\d_.-]*))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Confidential:
    """Decides which content files must not be copied.

    folders: content paths of the folders of texts, "" for the whole content folder. named: files
    that the settings name, and that may be copied for that reason. records: functions that say
    whether a content path is that of an internal record.
    """

    folders: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    records: tuple[Callable[[str], bool], ...] = ()

    def what(self, path: str) -> str | None:
        """Return what a content file is, in words, if it must not be copied."""
        if any(is_record(_original(path)) for is_record in self.records):
            return RECORD
        ending = _ending(_original(path))
        is_among_texts = self.is_among_texts(path)
        if ending == ".md" and is_among_texts:
            return TEXT
        if path in self.named:
            return None
        is_text = ending in _MARKDOWN or (is_among_texts and ending in TEXT_ENDINGS)
        return TEXT if is_text else None

    def is_among_texts(self, path: str) -> bool:
        """Say whether a content path lies in a folder of texts."""
        return any(is_below(path, folder) for folder in self.folders)


BY_NAME = Confidential()
"""Decides by a file's name alone, without the settings."""


def is_below(path: str, folder: str) -> bool:
    """Say whether a content path lies in a folder; "" is the content folder itself."""
    return not folder or path.startswith(f"{folder}/")


def _original(path: str) -> str:
    """Return the name of the file of which this is a backup or archive, else its own name."""
    while left := _LEFT_BEHIND.search(path):
        path = path[: left.start()]
    return path


def _ending(path: str) -> str:
    """Return the ending of a file's name, in lower case, with its dot; "" if it has none."""
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return f".{ending}".lower() if dot else ""

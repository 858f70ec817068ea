"""Confidential: which files of the content folder never leave the newsroom as they are.

The texts of stories, pages and authors are printed as pages when their time has come, and never
copied: a draft or a story under embargo would lie there in plain words, and so would the notes and
names of sources that writers leave beside a text. Records of the newsroom's own, such as sidecars,
are not copied either. The names tell, and not what is in the files: what cannot be read leaks too.
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
"""The endings of what may be the text of a writer, whether the program reads it or not.

The last is none at all, as notes have them that nobody means to publish.
"""
# fmt: on

TEXT, RECORD = "a text", "a record of the newsroom's own"
"""What a file is that must not be copied."""

# What editors leave beside a file: story.md~, story.md.bak, story.md.2, story.md_bak, #story.md#,
# ~$story.docx. And what people make of one to send it or to keep it: story.md.zip.
_LEFT_BEHIND = re.compile(
    r"(?:~|#|[._-](?:bak|backup|copy|old|orig|rej|save|swo|swp|tmp|zip|gz|bz2|xz|gpg|\d[\d_.-]*))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Confidential:
    """Tells what must not be copied.

    folders: content paths of the folders of texts, "" for the whole content folder. named: files
    that the settings have copied by name. records: say whether a content path is that of a record
    of the newsroom's own.
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
"""What can be told of a file where nothing is known of the settings."""


def is_below(path: str, folder: str) -> bool:
    """Say whether a content path lies in a folder; "" is the content folder itself."""
    return not folder or path.startswith(f"{folder}/")


def _original(path: str) -> str:
    """Return the name of the file of which an editor has left this one behind, else its own."""
    while left := _LEFT_BEHIND.search(path):
        path = path[: left.start()]
    return path


def _ending(path: str) -> str:
    """Return the ending of a file's name, in small letters, with its dot; "" where it has none."""
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return f".{ending}".lower() if dot else ""

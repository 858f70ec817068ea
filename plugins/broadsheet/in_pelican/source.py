"""Sources: the file of an article as its author wrote it, in which faults find their line."""

from __future__ import annotations

import re
from pathlib import Path

from broadsheet.story.front_matter import Source

_COMMENT = re.compile("<!--.*?-->", re.DOTALL)


def read_source(file: Path, path: str) -> Source:
    """Return a whole file as a body without front matter.

    Whatever its language is: only lines are looked for in it. What stands in HTML's comments is
    blanked out. Of a file that cannot be read, nothing is known. path: its content path.
    """
    try:
        text = file.read_text("utf-8-sig", errors="replace")
    except OSError:
        text = ""
    body = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return Source(path, {}, {}, body, body_line=1)


def line_of_key(source: Source, *names: str) -> int:
    """Return the line of an article's metadata in any of Pelican's languages, 0 for none.

    names: those that the key may have.
    """
    key = "|".join(map(re.escape, names))
    written = rf"^[ \t]*:?(?:{key})[ \t]*:|<meta\b[^>]*\bname\s*=\s*[\"']?(?:{key})\b"
    found = re.search(written, source.body, re.IGNORECASE | re.MULTILINE)
    return source.line_at(found.start()) if found else 0

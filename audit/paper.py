"""The paper that is audited: built as for readers, and the pages of it that stand for all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from lxml import html

from audit.programs import CannotAudit

# Those of another archive are its own, and what is careless in old stories is no matter here.
_OF_ANOTHER = ("SECTIONS=null", 'STRICT_SINCE="2100-01-01"')


def built(root: Path, content: Path | None, output: Path) -> None:
    """Build the paper of a folder in production mode. content: another archive in place of its."""
    command = [sys.executable, "-m", "pelican", str(content or root / "content")]
    command += ["-s", "publishconf.py", "-o", str(output)]
    command += ["-e", *_OF_ANOTHER] if content else []
    ended = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if ended.returncode:
        errors = [line for line in ended.stderr.splitlines() if line.startswith("error: ")]
        raise CannotAudit("\n".join(errors) or ended.stderr)


def typical_pages(output: Path) -> list[str]:
    """Return the addresses of the home page, a section, a story with a picture and the longest."""
    home = html.document_fromstring((output / "index.html").read_bytes())
    sections = [link.get("href", "") for link in home.iterfind('.//nav[@class="sections"]//a')]
    stories = {
        file: text
        for file in sorted(output.glob("[0-9]*/**/index.html"), reverse=True)
        if '<article class="story' in (text := file.read_text("utf-8"))
    }
    pictured = [file for file, text in stories.items() if 'class="lead-figure"' in text]
    longest = max(stories, key=lambda file: len(stories[file]), default=None)
    chosen = [*pictured[:1], *([longest] if longest else [])]
    addresses = (f"/{file.parent.relative_to(output).as_posix()}/" for file in chosen)
    return list(dict.fromkeys(("/", *sections[:1], *addresses)))

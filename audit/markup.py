"""Nu, the HTML checker of the W3C, on all pages of a built site."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import msgspec
from msgspec import Struct, field

from audit.programs import CannotAudit, installed_file, run

VERSION = "26.9.27"


class _Complaint(Struct):
    kind: str = field(name="type")
    grade: str = field(name="subType", default="")
    url: str = ""
    line: int = field(name="lastLine", default=0)
    message: str = ""


class _Answer(Struct):
    complaints: list[_Complaint] = field(name="messages")


def checker(cache: Path) -> Path:
    """Return the checker, installed where it is missing."""
    return installed_file(cache, "vnu-jar", VERSION, "node_modules/vnu-jar/build/dist/vnu.jar")


def complaints(jar: Path, output: Path) -> list[str]:
    """Return the errors and warnings of all pages of a site."""
    java = shutil.which("java")
    if java is None:
        raise CannotAudit("Java is missing (install Debian's `default-jre-headless`)")
    ended = run([java, "-jar", str(jar), "--skip-non-html", "--format", "json", str(output)])
    if not ended.stderr.startswith("{"):
        raise CannotAudit(f"Nu fails: {ended.stderr.strip() or 'it says nothing'}")
    return list(found_in(ended.stderr.encode(), output))


def found_in(answer: bytes, output: Path) -> Iterator[str]:
    """Return a line for each error and warning of an answer of Nu."""
    for each in msgspec.json.decode(answer, type=_Answer).complaints:
        if each.kind != "info" or each.grade == "warning":
            path = unquote(each.url).removeprefix(f"file:{output}/")
            yield f"{path}:{each.line}: {each.message}"

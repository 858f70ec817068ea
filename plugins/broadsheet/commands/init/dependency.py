"""The dependency of a new paper on Broadsheet: which versions it takes, and where from."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from urllib.parse import unquote, urlsplit

from broadsheet.commands.init.quoting import toml


def requirement(version: str) -> str:
    """Return what a paper asks for: this version or a later one that changes nothing for it.

    See https://semver.org/: before 1.0.0, the second number may change anything.
    """
    major, minor, patch = version.split(".")[:3]
    return f"broadsheet~={major}.{minor}" if major != "0" else f"broadsheet~=0.{minor}.{patch}"


def source() -> str | None:
    """Return where uv finds Broadsheet if this one came from elsewhere than an index.

    See https://packaging.python.org/en/latest/specifications/direct-url/.
    """
    origin = _origin()
    url = str(origin.get("url", ""))
    if "vcs_info" in origin:
        where = {"git": url, "rev": origin["vcs_info"]["commit_id"]}
        why = "Until there is an index that has it."
    elif url.startswith("file://"):
        where = {"path": unquote(urlsplit(url).path)}
        why = "On this machine only: a CI needs an address that it can reach, such as git = …"
    elif url:
        where, why = {"url": url}, "Until there is an index that has it."
    else:
        return None
    pairs = ", ".join(f"{name} = {toml(value)}" for name, value in where.items())
    return f"\n[tool.uv.sources]\n# {why}\nbroadsheet = {{ {pairs} }}\n"


def is_local() -> bool:
    """Say whether uv finds Broadsheet on this machine alone."""
    origin = _origin()
    return "vcs_info" not in origin and str(origin.get("url", "")).startswith("file://")


def _origin() -> dict[str, Any]:
    try:
        text = distribution("broadsheet").read_text("direct_url.json")
    except PackageNotFoundError:
        text = None
    return json.loads(text) if text else {}

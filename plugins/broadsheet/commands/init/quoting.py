"""Quoting: values as each kind of file of a new paper writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any


def python(value: Any) -> str:
    """Return a value as Python writes it, in double quotes where that is easier to read."""
    if isinstance(value, str):
        quoted = json.dumps(value, ensure_ascii=False)
        return quoted if value.isprintable() else ascii(value)
    if isinstance(value, Mapping):
        rows = "".join(f"    {python(key)}: {python(each)},\n" for key, each in value.items())
        return f"{{\n{rows}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(python, value))}]"
    return repr(value)


def toml(value: Any) -> str:
    """Return a text as a basic string of TOML (https://toml.io/en/v1.0.0#string)."""
    escaped = {'"': '\\"', "\\": "\\\\"}
    signs = (
        escaped.get(sign) or (sign if sign.isprintable() else f"\\U{ord(sign):08X}")
        for sign in str(value)
    )
    return f'"{"".join(signs)}"'


def yaml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # YAML includes JSON


def markdown(text: str) -> str:
    """Return a text as Markdown that says just that, wherever in a paragraph it stands."""
    escapable = set("\\`*_{}[]")
    plain = "".join(f"\\{sign}" if sign in escapable else sign for sign in text)
    plain = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"^([#+-]|\d+(?=\.))", _shielded, plain)


def _shielded(found: re.Match[str]) -> str:
    """Keep the beginning of a line from beginning a heading or a list."""
    sign = found[0]
    return f"\\{sign}" if not sign.isdigit() else f"&#{ord(sign[0])};{sign[1:]}"

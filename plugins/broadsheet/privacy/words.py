"""Words that a file carries beside the picture: which of them speak of rights."""

from __future__ import annotations

import re

# A remark has no name that would tell what it is about. One that claims rights is a credit.
_RIGHTS = re.compile(
    r"©|\(c\)\s*(?:\d{4}|[A-Z])|copyright|licen[cs]ed?\b|all rights|public domain"
    r"|\bCC[ -](?:BY|0)\b|\bphoto(?:graph)?s?(?: by|:)|\bcredits?\b|\bcourtesy\b",
    re.IGNORECASE,
)


def speaks_of_rights(remark: bytes | str) -> bool:
    """Say whether a remark in a file claims rights or gives a credit."""
    return bool(_RIGHTS.search(remark if isinstance(remark, str) else _decoded(remark)))


def _decoded(remark: bytes) -> str:
    try:
        return remark.decode("utf-8")
    except UnicodeDecodeError:
        return remark.decode("latin-1")

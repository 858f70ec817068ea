"""The list of ids under which feeds have named stories, `feed-ids.txt` in the content folder.

A line has an address of this site and the id that the story there has, for good:

    /2024/06/harbour/ 2024-06-11:/2024/06/harbour/
    /2012/node-17/ tag:old.example,2012:17

An id of the first form lacks the beginning of a tag URI (RFC 4151), which is the paper's own.
Empty lines and those that begin with # say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from broadsheet.reporting.faults import Fault
from broadsheet.site.addresses import file_of

LIST = "feed-ids.txt"

_OWN = re.compile(r"\d{4}(?:-\d\d){0,2}:/\S*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")

ListedIds = Mapping[str, str]
"""Ids by the files that answer to the addresses."""


def in_full(listed: str, host: str) -> str:
    """Return a listed id as feeds print it. host: the host in the ids of the paper."""
    return f"tag:{host},{listed}" if _OWN.fullmatch(listed) else listed


def in_short(id_: str, host: str) -> str:
    """Return an id as the list has it."""
    rest = id_.removeprefix(f"tag:{host},")
    return rest if _OWN.fullmatch(rest) else id_


def is_id(listed: str) -> bool:
    """Say whether a text can stand in the list as an id."""
    return bool(_OWN.fullmatch(listed) or _URI.fullmatch(listed)) and listed.isprintable()


def read_list(content: Path) -> tuple[ListedIds, list[Fault]]:
    """Return what the list of a content folder says, and what is wrong with it.

    A folder without a list has listed nothing.
    """
    file = content / LIST
    if not file.is_symlink() and not file.exists():
        return {}, []
    if not file.is_file() or not file.resolve().is_relative_to(content.resolve()):
        return {}, [_fault("no file of the content folder", "put a plain file there")]
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return {}, [_fault("the file is not UTF-8", "save it as UTF-8")]
    except OSError as error:
        return {}, [_fault(f"cannot be read: {error.strerror}", "let builds read it")]
    return _ids_in(text)


def _ids_in(text: str) -> tuple[ListedIds, list[Fault]]:
    ids: dict[str, str] = {}
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        words = line.rsplit(maxsplit=1)
        if not words or line.lstrip().startswith("#"):
            continue
        address, id_ = words[0].strip(), words[-1]
        key = file_of(address)
        if len(words) < 2 or not address.startswith("/"):
            what, mend = "no address and id", "write it like `/2024/06/a/ 2024-06-11:/2024/06/a/`"
        elif not is_id(id_):
            what, mend = f"“{id_}” is no id", "write it like `2024-06-11:/2024/06/a/`, or as a URI"
        elif key in ids:
            what, mend = f"the address {address} stands twice", "keep one"
        elif id_ in lines:
            what, mend = f"line {lines[id_]} has the same id", "give each story its own"
        else:
            ids[key], lines[id_] = id_, number
            continue
        faults.append(_fault(what, mend, number))
    return ids, faults


def _fault(what: str, mend: str, line: int = 0) -> Fault:
    return Fault(LIST, line, what, mend, kind="feed-ids")

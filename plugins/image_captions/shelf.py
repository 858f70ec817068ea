"""The shelf: every picture's file is looked up and read once in a build."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from plugins.image_captions.flaws import Flaw
from plugins.image_captions.pictures import Facts, read_facts
from plugins.image_captions.resolution import locate
from plugins.image_captions.sidecar import Sidecar, read_sidecar, sidecar_path
from plugins.story.faults import Fault


@dataclass(frozen=True)
class Picture:
    """A picture of the content folder. path: relative to it; notes: its sidecar."""

    path: str
    facts: Facts
    notes: Sidecar
    note_faults: tuple[Fault, ...] = ()


@dataclass
class Shelf:
    """The pictures of a content folder, by the addresses that files give them."""

    content: Path
    _found: dict[tuple[str, str], str | Flaw] = field(default_factory=dict)
    _read: dict[str, Picture | Flaw] = field(default_factory=dict)

    def picture(self, source_path: str, written: str) -> Picture | Flaw:
        """Return the picture that `written` means in the file `source_path`, or what is wrong."""
        key = (source_path.rpartition("/")[0], written)
        if key not in self._found:
            self._found[key] = locate(self.content, source_path, written)
        path = self._found[key]
        if isinstance(path, Flaw):
            return path
        if path not in self._read:
            self._read[path] = self._take(path)
        return self._read[path]

    def _take(self, path: str) -> Picture | Flaw:
        facts = read_facts(self.content / path, path)
        if isinstance(facts, Flaw):
            return facts
        beside = sidecar_path(path)
        return Picture(path, facts, *read_sidecar(self.content / beside, beside))

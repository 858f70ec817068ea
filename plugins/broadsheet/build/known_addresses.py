"""Known addresses: those at which readers knew pages, kept from one publication to the next.

They lie in a file of their own beside the store, which a new version of the program would empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.content.edition import Edition
from broadsheet.incremental.whole_files import write_whole
from broadsheet.plan.planning import SitePlan
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.site.old_addresses import OldAddresses
from broadsheet.site.outputs import FEED
from broadsheet.site.own_links import file_at
from broadsheet.site.settings import Settings

ENDING = ".addresses"

Listed = Mapping[str, tuple[str, ...]]
"""The paths of listed pages by the subjects that they are about, such as "story articles/a.md"."""


class KnownAddresses(msgspec.Struct, frozen=True):
    """What readers knew when a site was published last.

    public: the pages and feeds of that edition. past: the subjects of those of earlier ones, by
    paths; a page that is there no more stays among them, so that its redirect is missed when it
    goes.
    """

    public: dict[str, tuple[str, ...]] = {}
    past: dict[str, str] = {}

    @property
    def subjects(self) -> Iterator[tuple[str, str]]:
        """All paths that readers knew, each with its subject."""
        yield from self.past.items()
        yield from ((path, subject) for subject, paths in self.public.items() for path in paths)

    def after(self, listed: Listed, old_addresses: OldAddresses) -> KnownAddresses:
        """Return what readers know once pages have been published. listed: those pages."""
        if listed == self.public and not self.past:
            return self
        present = _paths(listed)
        past = {
            path: subject
            for path, subject in self.subjects
            if path not in present and not old_addresses.may_go(path)
        }
        return KnownAddresses(dict(listed), dict(sorted(past.items())))

    def lost(self, plan: SitePlan, edition: Edition) -> dict[str, str]:
        """Return the subjects of pages of which a plan has nothing left, by their paths."""
        listed = listed_in(plan)
        if listed == self.public and not self.past:  # as nearly always
            return {}
        present, files = _paths(listed), plan.paths
        return {
            path: subject
            for path, subject in self.subjects
            if path not in present
            and file_at(path, files) is None
            and not edition.old_addresses.may_go(path)
        }


def listed_in(plan: SitePlan) -> dict[str, tuple[str, ...]]:
    """Return the pages of a plan that indexes list, by their subjects, and so the feeds.

    The subject of a feed is that of its list, behind the word for feeds. What stands at an old
    address leads on and is no page itself.
    """
    found = defaultdict[str, list[str]](list)
    for subject, listings in plan.listings.items():
        for each in listings:
            if not each.leads_to:
                found[f"{FEED} {subject}" if each.kind == FEED else subject].append(each.path)
    return {subject: tuple(paths) for subject, paths in found.items()}


def _paths(listed: Listed) -> set[str]:
    return {path for paths in listed.values() for path in paths}


class AddressBook(Struct, frozen=True):
    """The file of known addresses."""

    file: Path

    @classmethod
    def of(cls, settings: Settings) -> AddressBook:
        """Return that of the site that the settings publish: in CACHE_PATH, beside the store."""
        name = Path(settings["OUTPUT_PATH"]).name or "output"
        return cls(Path(settings["CACHE_PATH"], f"{name}{ENDING}"))

    def read(self) -> tuple[KnownAddresses, list[Fault]]:
        """Return what readers knew, nothing where nothing was published; and advice on damage."""
        try:
            return _decode(self.file.read_bytes()), []
        except FileNotFoundError:
            return KnownAddresses(), []
        except (OSError, msgspec.MsgspecError) as error:
            what = f"the addresses that readers knew cannot be read: {error}"
            mend = "publishing begins a new list"
            return KnownAddresses(), [
                Fault(str(self.file), 0, what, mend, Gravity.ADVICE, kind="address-lost")
            ]

    def write(self, known: KnownAddresses) -> None:
        """Keep what readers know; raise OSError where the disk does not let us."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self.file, _encode(known))

    def note(self, plan: SitePlan, edition: Edition) -> None:
        """Keep what readers know now that a plan was published; raise OSError as `write` does."""
        before, _ = self.read()
        after = before.after(listed_in(plan), edition.old_addresses)
        if after != before:
            self.write(after)


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(KnownAddresses).decode

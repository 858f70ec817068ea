"""The desk of the preview: builds on every save, and knows how the last build ended.

A build that fails leaves the last good pages in place. After any failure (of a story, the settings,
a missing folder, the watching itself), the next save, or the return of the folder, starts another
build.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broadsheet.build.paper_words import words_of
from broadsheet.build.session import Session, open_session
from broadsheet.commands.preview_notices import SHOW_DRAFTS, Notices
from broadsheet.commands.rereading import PROGRAM, SettingsReader
from broadsheet.commands.watching import Watcher
from broadsheet.content.tally import Tally
from broadsheet.incremental.fingerprints import code_fingerprint, edited_code
from broadsheet.incremental.store import StoreDamaged
from broadsheet.pelican_app import Newspaper
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import in_words
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.reporting.terminal import Reporter

logger = logging.getLogger(__name__)

_HEARTBEAT = 15  # seconds; keeps proxies from closing a quiet stream


@dataclass
class Preview:
    """The state of a preview.

    The session stays open from one build to the next, so that nothing is read from the disk but
    what somebody has saved. A change of the settings opens a new one.

    good: the number of the last build that succeeded, the one whose pages are served;
    notices: what its pages say besides; faults: what was wrong with the latest. name: of this
    preview, so that no page takes a build of another, begun earlier at the same address, for the
    same.
    """

    settings_file: Path
    overrides: Mapping[str, Any]
    good: int = 0
    faults: list[str] = field(default_factory=list)
    notices: Notices = field(default_factory=Notices)
    name: str = field(default_factory=lambda: secrets.token_hex(4))
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    ending: asyncio.Event = field(default_factory=asyncio.Event)
    _open: ExitStack = field(default_factory=ExitStack)
    _desk: tuple[Newspaper, Session] | None = None
    _outdated: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.watcher = Watcher(self.ending)
        self._reporter = Reporter(Path())
        self._reader = SettingsReader(self.settings_file.absolute(), self.overrides)
        code_fingerprint(PROGRAM)  # as it is now: what is edited later does not run

    @property
    def build(self) -> str:
        """The name of the build whose pages are served."""
        return f"{self.name}-{self.good}"

    @property
    def troubles(self) -> list[str]:
        """The messages to show on pages: a line each."""
        watching = [self.watcher.trouble] if self.watcher.trouble else []
        return [*self.faults, *self._outdated, *watching]

    def rebuild(self, saved: Iterable[Path] = ()) -> None:
        """Build the site; keep the faults, whatever they are, for those who look at it.

        saved: the files and folders that have changed since the last build.
        """
        try:
            self._rebuild(frozenset(saved))
        except Exception as error:  # whatever went wrong, the preview must outlive it
            logger.exception("the build failed")
            self.faults = [f"the build failed: {in_words(error)}"]
            self.close()

    def _rebuild(self, saved: Collection[Path]) -> None:
        try:
            self._build(saved)
        except BroadsheetError as error:
            self._reporter.begin()
            self._reporter.tell(error)
            self.faults = [self._reporter.line(fault) for fault in error.faults]
            if not error.faults:
                self.faults = [f"{error} (the next save tries again)"]
                self._reporter.say(f"error: {self.faults[0]}")
        else:
            self.faults = []
            self.good += 1
        self._compare_code(saved)

    def close(self) -> None:
        """Close the session; the next build opens it again."""
        self._desk = None
        try:
            self._open.close()
        except Exception:  # a full disk, say; what could not be kept is found out again
            logger.exception("the session could not be closed in good order")

    def _build(self, saved: Collection[Path]) -> None:
        places = self.watcher.places
        if not (places.folders | places.files).isdisjoint(saved) or self._has_new_words(saved):
            self.close()
        try:
            self._print(saved)
        except BroadsheetError as error:
            # The disk, a worker or a plugin failed: what the session knows may no longer be so.
            if not error.faults or error.__cause__:
                self.close()
            raise

    def _has_new_words(self, saved: Collection[Path]) -> bool:
        """Say whether a catalogue has been saved, or words come or go with its folder."""
        if self._desk is None:
            return False
        _, session = self._desk
        is_saved = any(path.suffix == ".po" for path in saved)
        return is_saved or words_of(session.settings)[0] != session.words

    def _print(self, saved: Collection[Path]) -> None:
        try:
            self._print_in(self._desk or self._opened(), saved)
        except StoreDamaged:  # thrown away, once
            self.close()
            self._print_in(self._opened(afresh=True), saved)

    def _print_in(self, loaded: tuple[Newspaper, Session], saved: Collection[Path]) -> None:
        paper, session = loaded
        paper.reporter.begin()
        session.content.forget_below(paper.path, sorted(saved))
        plan = paper.guarded(lambda: paper.build(session, Stopwatch()))
        self.notices = Notices.of(plan, paper.reporter.line)
        tally = Tally.of(plan.edition)
        paper.reporter.say(str(tally))
        if tally.hidden and not plan.edition.site.preview:
            paper.reporter.say(f"not shown: {tally.hidden} ({SHOW_DRAFTS})")

    def _opened(self, afresh: bool = False) -> tuple[Newspaper, Session]:
        try:
            paper = self._reader.paper()
            self._reporter = paper.reporter
        finally:
            self.watcher.look_at(self._reader.places())  # before anything of them is read
        session = paper.guarded(
            lambda: self._open.enter_context(open_session(paper.settings, paper.reporter, afresh))
        )
        self._desk = paper, session
        return self._desk

    def _compare_code(self, saved: Collection[Path]) -> None:
        """Find out whether the program itself has been edited, which a running one cannot heed."""
        code = self.watcher.places.code
        if not any(path.suffix == ".py" or code.intersection(path.parents) for path in saved):
            return
        edited = edited_code(self._reader.modules)
        self._outdated = [
            f"the code of {name} has been edited since this preview began "
            "(stop it with Ctrl+C, and start it again)"
            for name in edited
        ]
        for line in self._outdated:
            self._reporter.say(f"error: {line}")

    async def watch(self) -> None:
        """Rebuild after every save, until the end; a build that is running is finished."""
        told = self.watcher.trouble
        while not self.ending.is_set():
            saved = await asyncio.to_thread(self.watcher.wait)
            if saved:
                await asyncio.to_thread(self.rebuild, saved)
            if self.watcher.trouble not in ("", told):
                self._reporter.say(f"error: {self.watcher.trouble}")
            if saved or self.watcher.trouble != told:
                told = self.watcher.trouble
                self.announce()
        self.watcher.close()

    def announce(self) -> None:
        """Wake everyone who waits for the next build."""
        self.changed.set()
        self.changed = asyncio.Event()

    def end(self) -> None:
        """Have nothing more built, and nobody wait for it."""
        self.ending.set()
        self.announce()

    async def events(self, address: str = "/") -> AsyncIterator[bytes]:
        """Yield the state now and after each build, as server-sent events, until the end.

        address: the path of the page that asks.
        """
        while not self.ending.is_set():
            changed = self.changed
            notices = [] if self.faults else self.notices.on(address)
            told = {"build": self.build, "faults": self.troubles, "notices": notices}
            state = json.dumps(told)
            yield f"data: {state}\n\n".encode()
            while not changed.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), _HEARTBEAT)
                if not changed.is_set():
                    yield b": still here\n\n"

"""Building: the plot of a build. Read everything, check everything, and only then print."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from plugins.edition.bound_links import dead_links, dead_settings
from plugins.edition.checks import name_faults, section_faults
from plugins.edition.clean_copies import unclean
from plugins.edition.compose import Composer
from plugins.edition.confidential import Confidential
from plugins.edition.edition import Edition
from plugins.edition.explaining import (
    Causes,
    explain,
    names_of,
    reasons_to_hide,
    reasons_to_hold_back,
)
from plugins.edition.families import Families
from plugins.edition.files import (
    plain_files,
    static_files,
    style_sheets,
    theme_faults,
    theme_files,
    wanted_files,
)
from plugins.edition.gather import Copydesk, Gatherer, content_folder
from plugins.edition.held_back import advice, advice_on_texts, held_back, names_file
from plugins.edition.holdings import Holdings
from plugins.edition.knowledge import FILE
from plugins.edition.memory import FACTS, PLANS, PRINTED, PROOFS, RULES, STORIES, KeptProof
from plugins.edition.outputs import Copy, strays
from plugins.edition.places import PLACES, Places, read_places
from plugins.edition.planning import Flatplan, Planners, clashes, flatplan
from plugins.edition.press import Press, PressRun
from plugins.edition.printing import Judge
from plugins.edition.proofreading import Sheet, proofread
from plugins.edition.proofs import Proof
from plugins.edition.report import Reporter, Stopwatch, Verdict
from plugins.edition.site import Settings, Site, read_now, read_site, seen
from plugins.edition.static_paths import StaticFiles, find_static_files
from plugins.edition.templates import Layout, Rendered, Theme, render_pages
from plugins.edition.timeliness import untimely
from plugins.edition.verdict import verdict_on, verdict_on_settings
from plugins.edition.workroom import Workroom
from plugins.incremental.digests import digest_of
from plugins.incremental.facts import Ledger
from plugins.incremental.file_digests import file_digest
from plugins.incremental.fingerprints import Fingerprint, changed, settings_fingerprint
from plugins.incremental.store import Table
from plugins.story.faults import Fault
from plugins.story.model import Item

logger = logging.getLogger(__name__)

Row = TypeVar("Row")

_TEMPLATE = "the template "  # stands before the name of a template among the rules
_PAGES = 25  # rendered by a worker at a time; some 50 ms of work
_FEW_PAGES = 300  # rendered before other processes would have been started and of use


@dataclass(frozen=True)
class Plan:
    """What a build is going to print, checked. held: see `held_back.py`."""

    desk: Copydesk
    edition: Edition
    composer: Composer
    ledger: Ledger
    proofs: dict[str, KeptProof]
    flatplan: Flatplan
    statics: StaticFiles
    held: Mapping[str, tuple[str, ...]]
    verdict: Verdict


class Stopped(Exception):
    """The content or the settings are not fit to print; the verdict says why."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict))
        self.verdict = verdict


@dataclass(frozen=True)
class Building:
    """One build in a workroom."""

    room: Workroom
    reporter: Reporter
    watch: Stopwatch

    @property
    def settings(self) -> Settings:
        """The settings of the site."""
        return self.room.settings

    @cached_property
    def content(self) -> Path:
        """The content folder."""
        return Path(self.settings["PATH"])

    @cached_property
    def rules(self) -> Fingerprint:
        """The digests of the settings that pages are made by."""
        return settings_fingerprint(seen(self.settings))

    @cached_property
    def theme(self) -> Theme:
        """The theme's templates."""
        return Theme.from_settings(self.settings)

    def plan(self) -> Plan:
        """Read and check everything; raise Stopped where there is an error."""
        site, faults = read_site(self.settings)
        now, more = read_now(self.settings, site.zone if site else UTC)
        faults = [*faults, *more, *self.room.faults]
        if site is None:
            raise Stopped(verdict_on_settings(faults))
        places, more = read_places(self.settings)
        faults += more
        if places is None:
            raise Stopped(verdict_on_settings(faults))
        desk = self._gather()
        if verdict_on_settings(faults).errors:  # faulty settings: nothing can be checked by them
            raise Stopped(verdict_on([*faults, *desk.faults], desk, site))
        unplaced = [*section_faults(desk, site), *name_faults(desk)]
        desk.set_aside({fault.path for fault in unplaced})
        statics = self._static_files(places, desk)
        found = [*faults, *desk.faults, *unplaced, *self._sweeping_faults(), *statics.faults]
        plan = self._plan(desk, site, now, statics, found)
        if plan.verdict.errors:
            raise Stopped(plan.verdict)
        return plan

    def print(self, plan: Plan) -> PressRun:
        """Print a plan and remember it.

        Raises CannotPrint and OSError, as `Press.print` does.
        """
        judge, flatplan = self._judge(plan), plan.flatplan
        wanted = self.settings.get("BUILD_EXPLAIN")
        account = self._explained(wanted, plan, judge) if wanted else []
        output = Path(self.settings["OUTPUT_PATH"])
        press = Press(output, judge, self._render, self.reporter.track, self._retained)
        with self.watch.stage("printing"):
            flatplan.recall(judge.outdated(flatplan.kept))
            run = press.print(flatplan.fresh, flatplan.kept)
        with self.watch.stage("remembering"):
            self._remember(plan, run)
        for line in account:
            self.reporter.say(line)
        return run

    @property
    def _retained(self) -> tuple[str, ...] | None:
        """What stays when foreign files are swept out of the output folder; None: all of them."""
        is_swept = self.settings["DELETE_OUTPUT_DIRECTORY"]
        return tuple(self.settings["OUTPUT_RETENTION"]) if is_swept else None

    def _sweeping_faults(self) -> list[Fault]:
        """Return now, with all other faults, that the press is going to refuse to sweep."""
        if self._retained is None:
            return []
        printed, lying = self.room.memory.rows(PRINTED), self.room.lying
        holdings = Holdings(Path(self.settings["OUTPUT_PATH"]), printed, lying)
        return holdings.sweeping_faults(self._retained)

    def _explained(self, wanted: str, plan: Plan, judge: Judge) -> list[str]:
        plan.flatplan.recall(plan.flatplan.kept)
        rows = self.room.memory.rows
        ledger = _ledger(plan.composer, rows(FACTS), rows(PROOFS))
        causes = Causes(ledger, self._changed_rules, self.room.outdated)
        folders = [Path(self.settings[name]) for name in ("PATH", "OUTPUT_PATH")]
        names, hidden = names_of(wanted, folders), reasons_to_hide(plan.edition)
        hidden |= reasons_to_hold_back(plan.statics, plan.held)
        return explain(wanted, names, plan.flatplan.fresh, judge, causes, hidden)

    # Reading

    def _gather(self) -> Copydesk:
        room = self.room
        with self.watch.stage("loading"):
            self._begin_digests()
        with self.watch.stage("reading"):
            gatherer = Gatherer(
                self.settings,
                room.rules,
                room.memory,
                room.workers,
                self.reporter.track,
                room.content,
            )
            return gatherer.gather()

    def _begin_digests(self) -> None:
        """Have the files looked at beside this process, which meanwhile loads what it knows."""
        memory = self.room.memory
        self.room.content.begin(memory.rows(STORIES))
        self.room.lying.begin(memory.rows(PRINTED))
        memory.rows(FACTS)
        memory.rows(PROOFS)
        memory.rows(PLANS)

    # Checking and planning

    def _static_files(self, places: Places, desk: Copydesk) -> StaticFiles:
        records = tuple(each.is_record for each in self.room.capabilities)
        confidential = Confidential(tuple(map(content_folder, places.texts)), records=records)
        apart = [self.settings[name] for name in ("OUTPUT_PATH", "CACHE_PATH", "THEME")]
        with self.watch.stage("checking"):
            return find_static_files(self.content, places, confidential, desk.sources, apart)

    def _plan(
        self, desk: Copydesk, site: Site, now: datetime, statics: StaticFiles, faults: list[Fault]
    ) -> Plan:
        room, settings = self.room, self.settings
        with self.watch.stage("checking"):
            names, confidential = theme_files(settings), statics.confidential
            edition = Edition.of(desk, site, now, self.content, names, confidential)
            faults += theme_faults(settings, self.content)
            composer = Composer(edition, room.capabilities)
            ledger = self._ledger(composer)
            proofs = dict(self._proofs(desk, edition, composer, ledger))
            room.memory.keep_findings()
            faults += [fault for kept in proofs.values() for fault in kept.proof.faults]
            faults += untimely(desk.stories, now, site.zone)
            for each in room.capabilities:
                faults += each.check(edition)
        with self.watch.stage("planning"):
            found = {path: kept.proof for path, kept in proofs.items()}
            copies = static_files(self.content, statics)
            held = held_back(copies, edition, found, self._is_named)
            plain = [copy for copy in copies if copy.origin not in held]
            plan, more = self._flatplan(edition, composer, ledger, found, plain)
            faults += more + self._faults_to_come(desk, edition, copies, held)
            links = (link for each in room.capabilities for link in each.links)
            faults += dead_settings(links, plan.paths, edition)
            faults += [*advice(held), *advice_on_texts(statics)]
        verdict = verdict_on(faults, desk, site)
        self._account(edition, composer)
        return Plan(desk, edition, composer, ledger, proofs, plan, statics, held, verdict)

    def _is_named(self, path: str) -> bool:
        return self._own_words(path)

    @cached_property
    def _own_words(self) -> Callable[[str], bool]:
        """What says whether the theme or a setting names a path of the site."""
        told = {name: value for name, value in seen(self.settings).items() if name not in PLACES}
        sheets = style_sheets(self.settings)
        return names_file([*self.theme.texts.values(), *sheets, repr(told)])

    def _last(self, table: Table[Row]) -> Mapping[str, Row]:
        """Return what is remembered in a table, nothing where the settings were others."""
        return self.room.memory.rows(table) if self._is_ruled_as_before else {}

    @cached_property
    def _is_ruled_as_before(self) -> bool:
        rules = self.room.memory.rows(RULES).items()
        return {name: of for name, of in rules if not name.startswith(_TEMPLATE)} == self.rules

    def _ledger(self, composer: Composer) -> Ledger:
        return _ledger(composer, self._last(FACTS), self._last(PROOFS))

    def _account(self, edition: Edition, composer: Composer) -> None:
        """Tell the log, at the level INFO, what the capabilities do with each story."""
        if logger.isEnabledFor(logging.INFO):
            for story in edition.stories:
                for each in self.room.capabilities:
                    for line in each.account(story, composer):
                        logger.info("%s: %s", story.path, line)

    def _flatplan(
        self,
        edition: Edition,
        composer: Composer,
        ledger: Ledger,
        proofs: Mapping[str, Proof],
        plain: Sequence[Copy],
    ) -> tuple[Flatplan, list[Fault]]:
        planners = Planners(composer, self.room.capabilities)
        own = plain_files(self.settings, edition)
        files = [*own, *plain, *wanted_files(edition, proofs)]
        plan = flatplan(edition, planners, ledger, self._last(PLANS), files)
        memory = self.room.memory
        faults = [
            *strays(plan.fresh, edition.content),
            *clashes(plan, self._last(PRINTED).keys()),
            *dead_links(proofs, plan.paths, edition),
            *unclean(plan.fresh, self._digest_of_copied, memory.rows(PRINTED), memory.finding),
        ]
        memory.keep_findings()
        return plan, faults

    def _digest_of_copied(self, source: Path) -> bytes:
        """Return the digest of a file to copy; a content file's is found out once in a build."""
        # Texts, since `Path`s would take longer than all the rest, for many thousand pictures.
        name, content = str(source), f"{self.content}{os.sep}"
        if name.startswith(content):
            return self.room.content(name[len(content) :].replace(os.sep, "/"))
        return file_digest(name)

    def _proofs(
        self, desk: Copydesk, edition: Edition, composer: Composer, ledger: Ledger
    ) -> Iterator[tuple[str, KeptProof]]:
        remembered, stamps = self._last(PROOFS), edition.stamps
        visible = set(edition.visible_paths)
        for item in desk.items:
            path = item.path
            kept, stamp = remembered.get(path), stamps[path]
            if kept is None or kept.stamp != stamp or not ledger.is_current(kept.notes):
                sheet = Sheet(item, desk.body(path), path in visible, composer)
                with composer.facts.noted() as names:
                    proof = proofread(sheet, self.room.capabilities, desk.faulty)
                kept = KeptProof(stamp, ledger.notes(names), proof)
            yield path, kept

    def _faults_to_come(
        self,
        desk: Copydesk,
        edition: Edition,
        copies: Sequence[Copy],
        held: Mapping[str, tuple[str, ...]],
    ) -> list[Fault]:
        """Return what is wrong with stories under embargo.

        They must not stop the build that is to publish them: so they are checked now, in the
        edition of the moment when the last of them is out.
        """
        waiting = [
            story for story in desk.stories if story.path in edition.hidden and not story.draft
        ]
        if not waiting:
            return []
        then = max(story.public_from for story in waiting)
        later = Edition.of(
            desk, edition.site, then, self.content, edition.theme_files, edition.confidential
        )
        composer = Composer(later, self.room.capabilities)
        proofs = {story.path: self._proof_of(story, composer, desk) for story in waiting}
        nothing = dict.fromkeys(later.visible_paths, Proof())
        ledger = self._ledger(composer)
        plain = [copy for copy in copies if not _waits_longer(held.get(copy.origin, ()), later)]
        _, faults = self._flatplan(later, composer, ledger, {**nothing, **proofs}, plain)
        return [*faults, *(fault for proof in proofs.values() for fault in proof.faults)]

    def _proof_of(self, item: Item, composer: Composer, desk: Copydesk) -> Proof:
        sheet = Sheet(item, desk.body(item.path), visible=True, composer=composer)
        return proofread(sheet, self.room.capabilities, desk.faulty)

    # Printing

    def _judge(self, plan: Plan) -> Judge:
        return Judge(
            plan.composer,
            plan.ledger,
            Families(self.theme, self.room.memory.finding),
            self.room.memory.rows(PRINTED),
            self.room.lying,
            digest_of(self.rules),
            self._digest_of_copied,
        )

    def _render(self, theme: Theme, layouts: Iterable[Layout]) -> Iterator[Rendered | Fault]:
        return self.room.workers.each(
            render_pages,
            theme,
            layouts,
            size=_PAGES,
            label="rendering",
            name=attrgetter("template"),
            few=_FEW_PAGES,
        )

    @cached_property
    def _all_rules(self) -> Fingerprint:
        templates = {
            f"{_TEMPLATE}{name}": digest_of(text) for name, text in self.theme.texts.items()
        }
        return {**self.rules, **templates}

    @cached_property
    def _changed_rules(self) -> list[str]:
        return changed(self.room.memory.rows(RULES), self._all_rules)

    def _remember(self, plan: Plan, run: PressRun) -> None:
        memory, flatplan = self.room.memory, plan.flatplan
        memory.keep_findings()
        self.room.lying.forget((*run.made, *run.removed))
        proofs, plans = memory.rows(PROOFS), memory.rows(PLANS)
        gone = memory.rows(PRINTED).keys() - flatplan.paths
        fresh = {path: kept for path, kept in plan.proofs.items() if proofs.get(path) is not kept}
        rules = {
            name: self._all_rules[name] for name in self._changed_rules if name in self._all_rules
        }
        facts = plan.ledger.changes()
        with memory.store.transaction():
            memory.remember(PRINTED, run.fresh, gone)
            memory.remember(PROOFS, fresh, proofs.keys() - plan.proofs.keys())
            memory.remember(PLANS, flatplan.plans, plans.keys() - flatplan.known)
            memory.remember(RULES, rules, memory.rows(RULES).keys() - self._all_rules.keys())
            known = {name: of for name, of in facts.items() if of}
            memory.remember(FACTS, known, self._forgotten(plan.ledger, facts, bool(gone)))

    def _forgotten(
        self, ledger: Ledger, changes: Mapping[str, bytes], something_is_gone: bool
    ) -> list[str]:
        """Return the facts that nobody looks at any more: what is gone leaves such behind."""
        memory = self.room.memory
        forgotten = {name for name in memory.rows(FACTS) if not changes.get(name, b"-")}
        forgotten |= memory.rows(FACTS).keys() - ledger.remembered.keys() - changes.keys()
        if something_is_gone:
            notes = [printed.notes for printed in memory.rows(PRINTED).values()]
            notes += [proof.notes for proof in memory.rows(PROOFS).values()]
            notes += [planned.notes for planned in memory.rows(PLANS).values()]
            forgotten |= set(ledger.unused(notes)) - changes.keys()
        return sorted(forgotten)


def _waits_longer(users: Collection[str], later: Edition) -> bool:
    """Say whether a file that is held back for stories is so in a later edition as well."""
    return bool(users) and later.hidden.issuperset(users)


def _ledger(
    composer: Composer, facts: Mapping[str, bytes], proofs: Mapping[str, KeptProof]
) -> Ledger:
    """Return the ledger that compares with what is remembered."""
    return Ledger(
        composer.facts, facts, {FILE: {path: kept.stamp for path, kept in proofs.items()}}
    )

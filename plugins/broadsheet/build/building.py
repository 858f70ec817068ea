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

from broadsheet.build.clean_copies import unclean
from broadsheet.build.derivatives import DerivativeCache
from broadsheet.build.explaining import (
    Causes,
    explain,
    names_of,
    reasons_to_hide,
    reasons_to_hold_back,
)
from broadsheet.build.holdings import Holdings
from broadsheet.build.session import Session
from broadsheet.build.staleness import Staleness
from broadsheet.build.writing import SiteWriter, WritingResult
from broadsheet.content.check_results import CheckResult
from broadsheet.content.checks import name_faults, section_faults
from broadsheet.content.confidential import Confidential
from broadsheet.content.edition import Edition
from broadsheet.content.finding import content_folder
from broadsheet.content.held_back import advice, advice_on_texts, held_back, names_file
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.loading import Loader
from broadsheet.content.memory import (
    ANSWERS,
    CHECK_RESULTS,
    FINGERPRINTS,
    PLANS,
    PRINTED,
    STORIES,
    KeptResult,
)
from broadsheet.content.questions import FILE
from broadsheet.content.static_paths import StaticFiles, find_static_files
from broadsheet.content.timeliness import untimely
from broadsheet.content.verdict import verdict_on, verdict_on_settings
from broadsheet.faults import BuildStopped, Fault, Verdict
from broadsheet.incremental.digests import digest_of
from broadsheet.incremental.file_digests import file_digest
from broadsheet.incremental.fingerprints import Fingerprint, changed, settings_fingerprint
from broadsheet.incremental.queries import Changes
from broadsheet.incremental.store import Table
from broadsheet.plan.bound_links import dead_links, dead_settings
from broadsheet.plan.checking import CheckContext, check_file
from broadsheet.plan.contributing import composer_of, untemplated_slots
from broadsheet.plan.copies import (
    override_faults,
    plain_files,
    static_files,
    static_overrides,
    style_sheets,
    theme_faults,
    theme_files,
    wanted_files,
)
from broadsheet.plan.planning import Planners, SitePlan, clashes, site_plan
from broadsheet.progress import track
from broadsheet.render.rendering import Layout, Rendered, render_pages
from broadsheet.render.template_dependencies import TemplateDependencies
from broadsheet.render.theme import Theme
from broadsheet.site.clock import read_now
from broadsheet.site.outputs import Copy
from broadsheet.site.places import PLACES, Places, read_places
from broadsheet.site.settings import Settings, Site, read_site, seen
from broadsheet.site.stray_sources import stray_sources
from broadsheet.stopwatch import Stopwatch
from broadsheet.story.model import Item
from broadsheet.terminal import Reporter
from broadsheet.views.composer import Composer

logger = logging.getLogger(__name__)

Row = TypeVar("Row")

_TEMPLATE = "the template "  # stands before the name of a template among the rules
_WORDS = "the words for "  # stand before a message among the rules
_PAGES = 25  # rendered by a worker at a time; some 50 ms of work
_FEW_PAGES = 300  # rendered before other processes would have been started and of use


@dataclass(frozen=True)
class Plan:
    """What a build is going to print, checked. held: see `held_back.py`."""

    loaded: LoadedContent
    edition: Edition
    composer: Composer
    changes: Changes
    results: dict[str, KeptResult]
    site_plan: SitePlan
    statics: StaticFiles
    held: Mapping[str, tuple[str, ...]]
    verdict: Verdict


@dataclass(frozen=True)
class Building:
    """One build in a session."""

    session: Session
    reporter: Reporter
    watch: Stopwatch

    @property
    def settings(self) -> Settings:
        """The settings of the site."""
        return self.session.settings

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
        folders = (each.folder for each in self.session.capabilities)
        own = [folder / "templates" for folder in folders if folder is not None]
        return Theme.from_settings(self.settings, self.session.words, own)

    @cached_property
    def theme_files(self) -> Mapping[str, Path]:
        """The static files of the theme, and of what overrides it."""
        return theme_files(self.settings)

    def plan(self) -> Plan:
        """Read and check everything; raise BuildStopped where there is an error."""
        site, faults = read_site(self.settings)
        now, more = read_now(self.settings, site.zone if site else UTC)
        faults = [*faults, *more, *self.session.faults]
        if site is None:
            raise self._stopped(verdict_on_settings(faults))
        places, more = read_places(self.settings)
        faults += [*more, *override_faults(self.settings)]
        if places is None:
            raise self._stopped(verdict_on_settings(faults))
        loaded = self._load()
        if verdict_on_settings(faults).errors:  # faulty settings: nothing can be checked by them
            raise self._stopped(verdict_on([*faults, *loaded.faults], loaded, site))
        unplaced = [*section_faults(loaded, site), *name_faults(loaded)]
        loaded.set_aside({fault.path for fault in unplaced})
        statics = self._static_files(places, loaded)
        found = [*faults, *loaded.faults, *unplaced, *self._sweeping_faults(), *statics.faults]
        plan = self._plan(loaded, site, now, statics, found)
        if plan.verdict.errors:
            raise self._stopped(plan.verdict)
        return plan

    def _stopped(self, verdict: Verdict) -> BuildStopped:
        """Tell the warnings of a verdict, and return the exception that tells its errors."""
        self.reporter.faults(Verdict((), verdict.warnings))
        return BuildStopped.by(verdict.errors, str(verdict))

    def print(self, plan: Plan) -> WritingResult:
        """Print a plan and remember it.

        Raises BuildStopped and OSError, as `SiteWriter.print` does.
        """
        staleness, site_plan = self._staleness(plan), plan.site_plan
        wanted = self.settings.get("BUILD_EXPLAIN")
        account = self._explained(wanted, plan, staleness) if wanted else []
        output = Path(self.settings["OUTPUT_PATH"])
        writer = SiteWriter(
            output, staleness, self._render, self._derivatives, track, self._retained
        )
        with self.watch.stage("printing"):
            site_plan.recall(staleness.outdated(site_plan.kept))
            run = writer.print(site_plan.fresh, site_plan.kept)
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
        """Return now, with all other faults, that the writer is going to refuse to sweep."""
        if self._retained is None:
            return []
        printed, on_disk = self.session.memory.rows(PRINTED), self.session.on_disk
        holdings = Holdings(Path(self.settings["OUTPUT_PATH"]), printed, on_disk)
        return holdings.sweeping_faults(self._retained)

    def _explained(self, wanted: str, plan: Plan, staleness: Staleness) -> list[str]:
        plan.site_plan.recall(plan.site_plan.kept)
        rows = self.session.memory.rows
        changes = _changes(plan.composer, rows(ANSWERS), rows(CHECK_RESULTS))
        causes = Causes(changes, self._changed_fingerprints, self.session.outdated)
        folders = [Path(self.settings[name]) for name in ("PATH", "OUTPUT_PATH")]
        names, hidden = names_of(wanted, folders), reasons_to_hide(plan.edition)
        hidden |= reasons_to_hold_back(plan.statics, plan.held)
        return explain(wanted, names, plan.site_plan.fresh, staleness, causes, hidden)

    # Reading

    def _load(self) -> LoadedContent:
        session = self.session
        with self.watch.stage("loading"):
            self._begin_digests()
        with self.watch.stage("reading"):
            loader = Loader(
                self.settings,
                session.reader,
                session.memory,
                session.workers,
                track,
                session.content,
            )
            return loader.load()

    def _begin_digests(self) -> None:
        """Have the files looked at beside this process, which meanwhile loads what it knows."""
        memory = self.session.memory
        self.session.content.begin(memory.rows(STORIES))
        self.session.on_disk.begin(memory.rows(PRINTED))
        memory.rows(ANSWERS)
        memory.rows(CHECK_RESULTS)
        memory.rows(PLANS)

    # Checking and planning

    def _static_files(self, places: Places, loaded: LoadedContent) -> StaticFiles:
        records = tuple(each.is_record for each in self.session.capabilities)
        confidential = Confidential(tuple(map(content_folder, places.texts)), records=records)
        apart = [self.settings[name] for name in ("OUTPUT_PATH", "CACHE_PATH", "THEME")]
        apart += static_overrides(self.settings)
        with self.watch.stage("checking"):
            return find_static_files(self.content, places, confidential, loaded.sources, apart)

    def _plan(
        self,
        loaded: LoadedContent,
        site: Site,
        now: datetime,
        statics: StaticFiles,
        faults: list[Fault],
    ) -> Plan:
        session, settings = self.session, self.settings
        with self.watch.stage("checking"):
            names, confidential = self.theme_files, statics.confidential
            edition = Edition.of(loaded, site, now, self.content, names, confidential)
            faults += theme_faults(settings, self.content)
            faults += untemplated_slots(session.capabilities, self.theme.texts)
            composer = composer_of(edition, session.capabilities, self.theme.texts, session.words)
            changes = self._changes(composer)
            results = dict(self._results(loaded, edition, composer, changes))
            session.memory.keep_cached()
            faults += [fault for kept in results.values() for fault in kept.result.faults]
            faults += untimely(loaded.stories, now, site.zone)
            for each in session.capabilities:
                faults += each.check(edition)
        with self.watch.stage("planning"):
            found = {path: kept.result for path, kept in results.items()}
            copies = static_files(self.content, statics)
            held = held_back(copies, edition, found, self._is_named)
            plain = [copy for copy in copies if copy.origin not in held]
            plan, more = self._site_plan(edition, composer, changes, found, plain)
            faults += more + self._faults_to_come(loaded, edition, copies, held)
            links = (link for each in session.capabilities for link in each.links)
            faults += dead_settings(links, plan.paths, edition)
            faults += [*advice(held), *advice_on_texts(statics)]
        verdict = verdict_on(faults, loaded, site)
        self._account(edition, composer)
        return Plan(loaded, edition, composer, changes, results, plan, statics, held, verdict)

    def _is_named(self, path: str) -> bool:
        return self._own_words(path)

    @cached_property
    def _own_words(self) -> Callable[[str], bool]:
        """What says whether the theme or a setting names a path of the site."""
        told = {name: value for name, value in seen(self.settings).items() if name not in PLACES}
        styles = style_sheets(self.theme_files)
        return names_file([*self.theme.texts.values(), *styles, repr(told)])

    def _last(self, table: Table[Row]) -> Mapping[str, Row]:
        """Return what is remembered in a table, nothing where the settings were others."""
        return self.session.memory.rows(table) if self._has_same_settings else {}

    @cached_property
    def _has_same_settings(self) -> bool:
        rules = self.session.memory.rows(FINGERPRINTS).items()
        others = {name: of for name, of in rules if not name.startswith((_TEMPLATE, _WORDS))}
        return others == self.rules

    def _changes(self, composer: Composer) -> Changes:
        return _changes(composer, self._last(ANSWERS), self._last(CHECK_RESULTS))

    def _account(self, edition: Edition, composer: Composer) -> None:
        """Tell the log, at the level INFO, what the capabilities do with each story."""
        if logger.isEnabledFor(logging.INFO):
            for story in edition.stories:
                for each in self.session.capabilities:
                    for line in each.account(story, composer):
                        logger.info("%s: %s", story.path, line)

    def _site_plan(
        self,
        edition: Edition,
        composer: Composer,
        changes: Changes,
        results: Mapping[str, CheckResult],
        plain: Sequence[Copy],
    ) -> tuple[SitePlan, list[Fault]]:
        planners = Planners(composer, self.session.capabilities)
        own = plain_files(self.theme_files)
        files = [*own, *plain, *wanted_files(edition, results)]
        plan = site_plan(edition, planners, changes, self._last(PLANS), files)
        memory = self.session.memory
        faults = [
            *stray_sources(plan.fresh, edition.content),
            *clashes(plan, self._last(PRINTED).keys()),
            *dead_links(results, plan.paths, edition),
            *unclean(plan.fresh, self._digest_of_copied, memory.rows(PRINTED), memory.cached),
        ]
        memory.keep_cached()
        return plan, faults

    def _digest_of_copied(self, source: Path) -> bytes:
        """Return the digest of a file to copy; a content file's is found out once in a build."""
        # Texts, since `Path`s would take longer than all the rest, for many thousand pictures.
        name, content = str(source), f"{self.content}{os.sep}"
        if name.startswith(content):
            return self.session.content(name[len(content) :].replace(os.sep, "/"))
        return file_digest(name)

    def _results(
        self, loaded: LoadedContent, edition: Edition, composer: Composer, changes: Changes
    ) -> Iterator[tuple[str, KeptResult]]:
        remembered, fingerprints = self._last(CHECK_RESULTS), edition.fingerprints
        visible = set(edition.visible_paths)
        for item in loaded.items:
            path = item.path
            kept, fingerprint = remembered.get(path), fingerprints[path]
            if (
                kept is None
                or kept.fingerprint != fingerprint
                or not changes.is_current(kept.dependencies)
            ):
                context = CheckContext(item, loaded.body(path), path in visible, composer)
                with composer.queries.recording() as names:
                    result = check_file(context, self.session.capabilities, loaded.faulty)
                kept = KeptResult(fingerprint, changes.dependencies(names), result)
            yield path, kept

    def _faults_to_come(
        self,
        loaded: LoadedContent,
        edition: Edition,
        copies: Sequence[Copy],
        held: Mapping[str, tuple[str, ...]],
    ) -> list[Fault]:
        """Return what is wrong with stories under embargo.

        They must not stop the build that is to publish them: so they are checked now, in the
        edition of the moment when the last of them is out.
        """
        waiting = [
            story for story in loaded.stories if story.path in edition.hidden and not story.draft
        ]
        if not waiting:
            return []
        then = max(story.public_from for story in waiting)
        later = Edition.of(
            loaded, edition.site, then, self.content, edition.theme_files, edition.confidential
        )
        composer = composer_of(
            later, self.session.capabilities, self.theme.texts, self.session.words
        )
        results = {story.path: self._result_of(story, composer, loaded) for story in waiting}
        nothing = dict.fromkeys(later.visible_paths, CheckResult())
        changes = self._changes(composer)
        plain = [copy for copy in copies if not _waits_longer(held.get(copy.origin, ()), later)]
        _, faults = self._site_plan(later, composer, changes, {**nothing, **results}, plain)
        return [*faults, *(fault for result in results.values() for fault in result.faults)]

    def _result_of(self, item: Item, composer: Composer, loaded: LoadedContent) -> CheckResult:
        context = CheckContext(item, loaded.body(item.path), visible=True, composer=composer)
        return check_file(context, self.session.capabilities, loaded.faulty)

    # Printing

    def _staleness(self, plan: Plan) -> Staleness:
        return Staleness(
            plan.composer,
            plan.changes,
            TemplateDependencies(self.theme, self.session.memory.cached),
            self.session.memory.rows(PRINTED),
            self.session.on_disk,
            digest_of(self.rules),
            self._digest_of_copied,
            self.content,
        )

    @cached_property
    def _derivatives(self) -> DerivativeCache:
        folder = Path(self.settings["CACHE_PATH"], "derivatives")
        return DerivativeCache(folder, self.content, self.session.workers, track)

    def _render(self, theme: Theme, layouts: Iterable[Layout]) -> Iterator[Rendered | Fault]:
        return self.session.workers.each(
            render_pages,
            theme,
            layouts,
            size=_PAGES,
            label="rendering",
            name=attrgetter("template"),
            few=_FEW_PAGES,
        )

    @cached_property
    def _all_fingerprints(self) -> Fingerprint:
        templates = {
            f"{_TEMPLATE}{name}": digest_of(text) for name, text in self.theme.texts.items()
        }
        translations = self.session.words.translations.items()
        words = {f"{_WORDS}{key}": digest_of(each) for key, each in translations}
        return {**self.rules, **templates, **words}

    @cached_property
    def _changed_fingerprints(self) -> list[str]:
        return changed(self.session.memory.rows(FINGERPRINTS), self._all_fingerprints)

    def _remember(self, plan: Plan, run: WritingResult) -> None:
        memory, site_plan = self.session.memory, plan.site_plan
        memory.keep_cached()
        self.session.on_disk.forget((*run.made, *run.removed))
        results, plans = memory.rows(CHECK_RESULTS), memory.rows(PLANS)
        gone = memory.rows(PRINTED).keys() - site_plan.paths
        self._clear_derivatives(run, gone)
        fresh = {path: kept for path, kept in plan.results.items() if results.get(path) is not kept}
        rules = {
            name: self._all_fingerprints[name]
            for name in self._changed_fingerprints
            if name in self._all_fingerprints
        }
        queries = plan.changes.to_remember()
        with memory.store.transaction():
            memory.remember(PRINTED, run.fresh, gone)
            memory.remember(CHECK_RESULTS, fresh, results.keys() - plan.results.keys())
            memory.remember(PLANS, site_plan.plans, plans.keys() - site_plan.known)
            memory.remember(
                FINGERPRINTS,
                rules,
                memory.rows(FINGERPRINTS).keys() - self._all_fingerprints.keys(),
            )
            known = {name: of for name, of in queries.items() if of}
            memory.remember(ANSWERS, known, self._forgotten(plan.changes, queries, bool(gone)))

    def _clear_derivatives(self, run: WritingResult, gone: Collection[str]) -> None:
        """Delete derivatives that no file of the site has needed for a month."""
        if not self._derivatives.folder.is_dir():
            return
        printed = {**self.session.memory.rows(PRINTED), **run.fresh}
        keys = {each.source for path, each in printed.items() if path not in gone}
        self._derivatives.clear(keys.__contains__)

    def _forgotten(
        self, changes: Changes, digests: Mapping[str, bytes], something_is_gone: bool
    ) -> list[str]:
        """Return the questions that nobody asks any more: what is gone leaves such behind."""
        memory = self.session.memory
        forgotten = {name for name in memory.rows(ANSWERS) if not digests.get(name, b"-")}
        forgotten |= memory.rows(ANSWERS).keys() - changes.remembered.keys() - digests.keys()
        if something_is_gone:
            dependencies = [printed.dependencies for printed in memory.rows(PRINTED).values()]
            dependencies += [result.dependencies for result in memory.rows(CHECK_RESULTS).values()]
            dependencies += [planned.dependencies for planned in memory.rows(PLANS).values()]
            forgotten |= set(changes.unused(dependencies)) - digests.keys()
        return sorted(forgotten)


def _waits_longer(users: Collection[str], later: Edition) -> bool:
    """Say whether a file that is held back for stories is so in a later edition as well."""
    return bool(users) and later.hidden.issuperset(users)


def _changes(
    composer: Composer, queries: Mapping[str, bytes], results: Mapping[str, KeptResult]
) -> Changes:
    """Return what compares with what is remembered."""
    return Changes(
        composer.queries,
        queries,
        {FILE: {path: kept.fingerprint for path, kept in results.items()}},
    )

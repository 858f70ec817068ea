"""Building: the steps of a build. It reads everything, checks everything, and only then prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from operator import attrgetter
from pathlib import Path

from broadsheet.build.checking import Checking, changes_since, digest_of_source, news_since
from broadsheet.build.closing_lines import check_command
from broadsheet.build.common_fingerprints import CommonFingerprints
from broadsheet.build.derivatives import DerivativeCache
from broadsheet.build.explaining import (
    Causes,
    explain,
    names_of,
    reasons_to_hide,
    reasons_to_hold_back,
)
from broadsheet.build.holdings import Holdings
from broadsheet.build.made_parts import MadeParts
from broadsheet.build.plan import Plan
from broadsheet.build.remembering import remember
from broadsheet.build.session import Session
from broadsheet.build.staleness import Staleness
from broadsheet.build.writing import SiteWriter, WritingResult
from broadsheet.content.checks import name_faults, repeated_names, section_faults
from broadsheet.content.confidential import Confidential
from broadsheet.content.doubtful_names import doubtful_bylines, near_names
from broadsheet.content.finding import content_folder
from broadsheet.content.idle_files import Unread
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.loading import Loader
from broadsheet.content.memory import (
    ANSWERS,
    CHECK_RESULTS,
    FINGERPRINTS,
    PLANS,
    PRINTED,
    STORIES,
)
from broadsheet.content.static_paths import StaticFiles, find_static_files
from broadsheet.content.verdict import verdict_on, verdict_on_settings
from broadsheet.incremental.digests import digest_of
from broadsheet.plan.capabilities import parts_of
from broadsheet.plan.copies import override_faults, static_overrides, theme_files
from broadsheet.plan.planning import site_plan
from broadsheet.render.rendering import Layout, Rendered, render_pages
from broadsheet.render.template_dependencies import TemplateDependencies
from broadsheet.render.theme import Theme
from broadsheet.reporting.errors import BuildStopped
from broadsheet.reporting.faults import Fault, Verdict
from broadsheet.reporting.news import News
from broadsheet.reporting.progress import track
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.reporting.terminal import Reporter
from broadsheet.site.clock import read_now
from broadsheet.site.old_addresses import read_old_addresses
from broadsheet.site.places import Places, read_places
from broadsheet.site.settings import Settings, Site, read_site

_PAGES = 25  # pages in a worker's batch; some 50 ms of work
_FEW_PAGES = 300  # pages that are rendered in this process sooner than workers could be started


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
    def theme(self) -> Theme:
        """The theme's templates."""
        own = list(parts_of(self.session.capabilities, "templates"))
        return Theme.from_settings(self.settings, self.session.words, own)

    @cached_property
    def theme_files(self) -> Mapping[str, Path]:
        """The static files of the theme, of capabilities, and of what overrides them."""
        return theme_files(self.settings, list(parts_of(self.session.capabilities, "static")))

    @cached_property
    def common(self) -> CommonFingerprints:
        """The fingerprints of what all pages are made by: settings, templates, translations."""
        last = self.session.memory.rows(FINGERPRINTS)
        return CommonFingerprints.of(self.settings, self.theme.texts, self.session.words, last)

    # Reading and checking

    def plan(self) -> Plan:
        """Read and check everything; raise BuildStopped where there is an error."""
        plan = self.examine()
        self.require_sound(plan)
        return plan

    def require_sound(self, plan: Plan) -> None:
        """Print the warnings and raise BuildStopped where there is an error."""
        if plan.verdict.errors:
            raise self._stopped(plan.verdict, plan.news, plan.mend_of_an_archive)

    def examine(self) -> Plan:
        """Read and check everything; raise BuildStopped only where nothing can be checked."""
        site, places, now, faults = self._of_settings()
        old_addresses, more = read_old_addresses(self.settings)
        faults += more
        loaded = self._load()
        if verdict_on_settings(faults).errors:  # faulty settings: nothing can be checked by them
            raise self._stopped(verdict_on([*faults, *loaded.faults], loaded, site))
        unplaced = [*section_faults(loaded, site), *name_faults(loaded)]
        loaded.set_aside({fault.path for fault in unplaced})
        statics = self._static_files(places, loaded)
        faults += [*loaded.faults, *unplaced, *self._sweeping_faults(), *statics.faults]
        faults += [*near_names(loaded, site), *doubtful_bylines(loaded)]
        faults += repeated_names(loaded)
        unread = Unread.of(self.content, places, loaded.beside, self._apart)
        checking = Checking(
            self.session,
            self.theme,
            self.theme_files,
            self.common,
            loaded,
            site,
            statics,
            unread,
            old_addresses,
            self._made_parts,
        )
        return checking.plan(now, faults, self.watch)

    def template_faults(self, plan: Plan) -> list[Fault]:
        """Render some pages of each template, keep nothing, and return the faults of templates."""
        from broadsheet.build.trial import template_faults  # which a build does without

        with self.watch.stage("rendering"):
            dependencies = TemplateDependencies(self.theme, self.session.memory.cached)
            return template_faults(plan.site_plan, plan.composer, self.theme, dependencies)

    def _of_settings(self) -> tuple[Site, Places, datetime, list[Fault]]:
        """Return the site, the places and the moment of the build, and the faults of the settings.

        Raises BuildStopped if the faults make it impossible to read the content.
        """
        site, faults = read_site(self.settings)
        now, more = read_now(self.settings, site.zone if site else UTC)
        faults = [*faults, *more, *self.session.faults]
        if site is None:
            raise self._stopped(verdict_on_settings(faults))
        places, more = read_places(self.settings)
        faults += [*more, *override_faults(self.settings)]
        if places is None:
            raise self._stopped(verdict_on_settings(faults))
        return site, places, now, faults

    def _stopped(self, verdict: Verdict, news: News | None = None, mend: str = "") -> BuildStopped:
        """Print the warnings of a verdict, and return the exception that carries its errors."""
        news = news or news_since(self.session.memory, {})
        self.reporter.warnings(verdict, news, check_command(self.settings))
        return BuildStopped.by(verdict.errors, str(verdict), mend)

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
                self._is_record,
            )
            return loader.load()

    def _is_record(self, path: str) -> bool:
        return any(each.is_record(path) for each in self.session.capabilities)

    def _begin_digests(self) -> None:
        """Start to compute the files' digests in another process while this one loads the store."""
        memory = self.session.memory
        self.session.content.begin(memory.rows(STORIES))
        self.session.on_disk.begin(memory.rows(PRINTED))
        memory.rows(ANSWERS)
        memory.rows(CHECK_RESULTS)
        memory.rows(PLANS)

    def _static_files(self, places: Places, loaded: LoadedContent) -> StaticFiles:
        folders = tuple(map(content_folder, places.texts))
        confidential = Confidential(folders, records=(self._is_record,))
        with self.watch.stage("checking"):
            return find_static_files(
                self.content, places, confidential, loaded.sources, self._apart
            )

    @property
    def _apart(self) -> list[str]:
        """The folders that hold no content, although they may lie in the content folder."""
        apart = [self.settings[name] for name in ("OUTPUT_PATH", "CACHE_PATH", "THEME")]
        return apart + static_overrides(self.settings)

    def _sweeping_faults(self) -> list[Fault]:
        """Return the faults for which the writer would refuse to sweep, to report them early."""
        if self._retained is None:
            return []
        printed, on_disk = self.session.memory.rows(PRINTED), self.session.on_disk
        holdings = Holdings(Path(self.settings["OUTPUT_PATH"]), printed, on_disk)
        return holdings.sweeping_faults(self._retained)

    @property
    def _retained(self) -> tuple[str, ...] | None:
        """The top-level names that a sweep of the output folder spares; None if it is not swept."""
        is_swept = self.settings["DELETE_OUTPUT_DIRECTORY"]
        return tuple(self.settings["OUTPUT_RETENTION"]) if is_swept else None

    # Printing

    def settled(self, plan: Plan) -> Plan:
        """Return a plan with those files that recipes make, and none that they leave out.

        If it waits for anything, all derivatives that are due are made. Raises BuildStopped and
        OSError, as `print` does.
        """
        parts, rows = self._made_parts, self.session.memory.rows
        parts.waits = False
        if not parts.unmade:
            return plan
        with self.watch.stage("deriving"):
            due = self._staleness(plan).due_derivatives(plan.site_plan.fresh)
            if faults := parts.make(due):
                raise BuildStopped.by(faults)
        with self.watch.stage("planning"):
            plan.composer.forget_views()
            last = rows(PLANS) if self.common.has_same_settings else {}
            guessed = plan.site_plan
            anew = site_plan(plan.edition, guessed.planners, plan.changes, last, guessed.files)
            return replace(plan, site_plan=anew)

    def print(self, plan: Plan, before_placing: Callable[[], None]) -> WritingResult:
        """Print a settled plan and remember it.

        before_placing: called before the first file in the output folder is another.
        Raises BuildStopped and OSError, as `SiteWriter.print` does.
        """
        staleness, site_plan = self._staleness(plan), plan.site_plan
        wanted = self.settings.get("BUILD_EXPLAIN")
        explanation = self._explanation(wanted, plan, staleness) if wanted else []
        output = Path(self.settings["OUTPUT_PATH"])
        writer = SiteWriter(
            output,
            staleness,
            self._render,
            self._derivatives,
            track,
            self._retained,
            before_placing,
        )
        with self.watch.stage("printing"):
            site_plan.recall(staleness.outdated(site_plan.kept))
            run = writer.print(site_plan.fresh, site_plan.kept)
        with self.watch.stage("remembering"):
            self.session.on_disk.forget((*run.made, *run.removed))
            self._clear_derivatives(plan, run)
            remember(self.session.memory, plan, run, self.common)
        for line in explanation:
            self.reporter.say(line)
        return run

    def _staleness(self, plan: Plan) -> Staleness:
        return Staleness(
            plan.composer,
            plan.changes,
            TemplateDependencies(self.theme, self.session.memory.cached),
            self.session.memory.rows(PRINTED),
            self.session.on_disk,
            digest_of(self.common.settings),
            digest_of_source(self.session),
            self.content,
        )

    def _explanation(self, wanted: str, plan: Plan, staleness: Staleness) -> list[str]:
        """Return lines on why a file is rebuilt or not. wanted: see `explaining.names_of`."""
        plan.site_plan.recall(plan.site_plan.kept)
        rows = self.session.memory.rows
        changes = changes_since(plan.composer, rows(ANSWERS), rows(CHECK_RESULTS))
        causes = Causes(changes, self.common.changed, self.session.outdated)
        folders = [Path(self.settings[name]) for name in ("PATH", "OUTPUT_PATH")]
        names, hidden = names_of(wanted, folders), reasons_to_hide(plan.edition)
        hidden |= reasons_to_hold_back(plan.statics, plan.held)
        return explain(wanted, names, plan.site_plan.fresh, staleness, causes, hidden)

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
    def _made_parts(self) -> MadeParts:
        return MadeParts(self._derivatives, self.session.memory)

    @cached_property
    def _derivatives(self) -> DerivativeCache:
        folder = Path(self.settings["CACHE_PATH"], "derivatives")
        return DerivativeCache(folder, self.content, self.session.workers, track)

    def _clear_derivatives(self, plan: Plan, run: WritingResult) -> None:
        """Delete derivatives that no file of the site has needed for a month."""
        if not self._derivatives.folder.is_dir():
            return
        planned = plan.site_plan.paths
        printed = {**self.session.memory.rows(PRINTED), **run.fresh}
        keys = {each.source for path, each in printed.items() if path in planned}
        self._derivatives.clear(keys.__contains__)

"""Checking: checks every text against the rest of the paper, and plans the site."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TypeVar

from broadsheet.build.clean_copies import unclean
from broadsheet.build.common_fingerprints import CommonFingerprints
from broadsheet.build.known_addresses import AddressBook
from broadsheet.build.lost_addresses import lost_faults
from broadsheet.build.made_parts import MadeParts
from broadsheet.build.plan import Plan
from broadsheet.build.printed_ids import printed_ids
from broadsheet.build.session import Session
from broadsheet.content.check_results import CheckResult
from broadsheet.content.edition import Edition
from broadsheet.content.held_back import advice, advice_on_texts, held_back, names_file
from broadsheet.content.idle_files import Unread
from broadsheet.content.loaded import LoadedContent
from broadsheet.content.memory import (
    ANSWERS,
    CHECK_RESULTS,
    PLANS,
    PRINTED,
    WARNINGS,
    KeptResult,
    Memory,
)
from broadsheet.content.questions import FILE
from broadsheet.content.static_paths import StaticFiles
from broadsheet.content.timeliness import untimely
from broadsheet.content.verdict import verdict_on
from broadsheet.incremental.file_digests import file_digest
from broadsheet.incremental.queries import Changes
from broadsheet.incremental.store import Table
from broadsheet.plan.bound_links import (
    dead_links,
    dead_settings,
    dead_shown_links,
    no_such_place,
    unsure_places,
)
from broadsheet.plan.capabilities import parts_of
from broadsheet.plan.contributing import composer_of, shared_files, untemplated_slots
from broadsheet.plan.copies import plain_files, static_files, style_sheets, theme_faults
from broadsheet.plan.file_checks import check_file
from broadsheet.plan.page_files import PageFiles, page_files
from broadsheet.plan.planning import Planners, SitePlan, clashes, site_plan
from broadsheet.plan.texts import CheckContext
from broadsheet.render.idle_overrides import idle_overrides
from broadsheet.render.theme import Theme
from broadsheet.reporting.faults import Fault, Gravity, Verdict
from broadsheet.reporting.news import News
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.site.announcements import SETTING as ANNOUNCEMENTS
from broadsheet.site.announcements import due, untimely_announcements
from broadsheet.site.grounds import read_grounds
from broadsheet.site.old_addresses import OldAddresses
from broadsheet.site.outputs import Copy
from broadsheet.site.places import PLACES
from broadsheet.site.settings import Site, seen
from broadsheet.site.stray_sources import stray_sources
from broadsheet.site.wordmark import Wordmark, read_wordmark
from broadsheet.story.model import Item, Story
from broadsheet.views.composer import Composer, MadeWith, nobody_knows

logger = logging.getLogger(__name__)

Row = TypeVar("Row")


@dataclass(frozen=True)
class Checking:
    """Checks the loaded content, and plans the site from it.

    theme_files: the static files of the theme. common: the fingerprints of what all pages are made
    by. statics: the files of STATIC_PATHS. unread: the files that are neither text nor published.
    old_addresses: those that the settings name. made_parts: what recipes have made.
    """

    session: Session
    theme: Theme
    theme_files: Mapping[str, Path]
    common: CommonFingerprints
    loaded: LoadedContent
    site: Site
    statics: StaticFiles
    unread: Unread
    old_addresses: OldAddresses
    made_parts: MadeParts

    def plan(self, now: datetime, found: Sequence[Fault], watch: Stopwatch) -> Plan:
        """Return the plan of the edition at the moment `now`, with the verdict on all faults.

        found: the faults that are known already.
        """
        session, loaded = self.session, self.loaded
        faults = list(found)
        with watch.stage("checking"):
            edition = self._edition(now)
            static = list(parts_of(session.capabilities, "static"))
            faults += theme_faults(session.settings, self._content, static)
            faults += self._wordmark[1]
            faults += shared_files(session.capabilities, session.settings["IGNORE_FILES"])
            texts, overrides = self.theme.texts, self.theme.overrides
            faults += untemplated_slots(session.capabilities, texts, overrides)
            templates = list(parts_of(session.capabilities, "templates"))
            faults += idle_overrides(session.settings, self.theme.texts, templates)
            composer = self._composer(edition, self.made_parts.made_with)
            changes = self._changes(composer)
            kept = dict(self._results(edition, composer, changes))
            session.memory.keep_cached()
            faults += [fault for each in kept.values() for fault in each.result.faults]
            faults += untimely(loaded.stories, now, self.site.zone)
            faults += untimely_announcements(self.site.announcements, self.site.zone)
            for capability in session.capabilities:
                faults += capability.check(edition)
        with watch.stage("planning"):
            results = {path: each.result for path, each in kept.items()}
            copies = static_files(self._content, self.statics)
            held = held_back(copies, edition, results, self._names_file(edition))
            plain = [copy for copy in copies if copy.origin not in held]
            plan, more = self._site_plan(edition, composer, changes, results, plain)
            faults += more + self._faults_to_come(edition, copies, held)
            links = chain.from_iterable(each.links for each in session.capabilities)
            links_of_settings = [*links, *edition.old_addresses.links]
            faults += dead_settings(links_of_settings, plan.paths, edition)
            shown = chain.from_iterable(each.shown_links(edition) for each in session.capabilities)
            faults += dead_shown_links(shown, plan.paths, edition)
            faults += [*advice(held), *advice_on_texts(self.statics)]
            faults += self._idle_files(results)
            faults += self._lost_addresses(plan, edition)
        self._account(edition, composer)
        verdict, news = verdict_on(faults, loaded, self.site), news_since(session.memory, kept)
        if not verdict.errors:  # by which pages might not be made
            verdict = self._with_lost_places(verdict, results, plan, edition, composer)
        return Plan(
            loaded, edition, composer, changes, kept, plan, self.statics, held, verdict, news
        )

    @property
    def _content(self) -> Path:
        return Path(self.session.settings["PATH"])

    def _edition(self, now: datetime) -> Edition:
        confidential = self.statics.confidential
        wordmark, _ = self._wordmark
        return Edition.of(
            self.loaded,
            self.site,
            now,
            self._content,
            self.theme_files,
            confidential,
            wordmark,
            self.old_addresses,
            read_grounds(style_sheets(self.theme_files)),
            self.statics.paths.values(),
            self._page_files.names,
        )

    @cached_property
    def _page_files(self) -> PageFiles:
        # A preview shows a new style without making any page anew.
        return page_files(self.theme_files, lasting=not self.site.preview)

    @cached_property
    def _wordmark(self) -> tuple[Wordmark | None, list[Fault]]:
        return read_wordmark(self.theme_files)

    def _composer(self, edition: Edition, made_with: MadeWith = nobody_knows) -> Composer:
        session = self.session
        return composer_of(
            edition, session.capabilities, self.theme.texts, session.words, made_with
        )

    def _changes(self, composer: Composer) -> Changes:
        return changes_since(composer, self._last(ANSWERS), self._last(CHECK_RESULTS))

    def _last(self, table: Table[Row]) -> Mapping[str, Row]:
        """Return the remembered rows of a table; none if the settings have changed."""
        return self.session.memory.rows(table) if self.common.has_same_settings else {}

    # What uses a file

    def _names_file(self, edition: Edition) -> Callable[[str], bool]:
        """Return what says whether the theme or a setting names a path of the site.

        An announcement names nothing but while it is shown.
        """
        settings, site = seen(self.session.settings), self.site
        told = {name: settings[name] for name in settings if name not in (*PLACES, ANNOUNCEMENTS)}
        shown = due(site.announcements, edition.now, site.zone)
        styles = style_sheets(self.theme_files)
        return names_file([*self.theme.texts.values(), *styles, repr(told), repr(shown)])

    # Texts

    def _results(
        self, edition: Edition, composer: Composer, changes: Changes
    ) -> Iterator[tuple[str, KeptResult]]:
        """Yield the check result of each text, new or from an earlier build, by its path."""
        remembered, fingerprints = self._last(CHECK_RESULTS), edition.fingerprints
        visible = {*edition.visible_paths, *edition.visible_when_fit}
        for item in self.loaded.items:
            path = item.path
            kept, fingerprint = remembered.get(path), fingerprints[path]
            if (
                kept is None
                or kept.fingerprint != fingerprint
                or not changes.is_current(kept.dependencies)
            ):
                with composer.queries.recording() as names:
                    result = self._result(item, composer, visible=path in visible)
                kept = KeptResult(fingerprint, changes.dependencies(names), result)
            yield path, kept

    def _result(self, item: Item, composer: Composer, *, visible: bool) -> CheckResult:
        context = CheckContext(item, self.loaded.body(item.path), visible, composer)
        return check_file(context, self.session.capabilities, self.loaded.faulty)

    def _idle_files(self, results: Mapping[str, CheckResult]) -> list[Fault]:
        """Return advice on files of which nothing is made.

        Which files are used is not known while a text cannot be read, or names one wrongly.
        """
        if not self.unread.paths:
            return []
        faults = (fault for each in results.values() for fault in each.faults)
        is_known = not self.loaded.unread and all(
            each.gravity is not Gravity.WRONG for each in faults
        )
        used = frozenset(path for each in results.values() for path in each.uses)
        statics = self.statics
        found = self.unread.faults(used if is_known else None, statics.paths, statics.confidential)
        return list(found)

    # The site

    def _site_plan(
        self,
        edition: Edition,
        composer: Composer,
        changes: Changes,
        results: Mapping[str, CheckResult],
        plain: Sequence[Copy],
    ) -> tuple[SitePlan, list[Fault]]:
        memory = self.session.memory
        planners = Planners(composer, self.session.capabilities)
        files = [*plain_files(self.theme_files), *self._page_files.outputs, *plain]
        plan = site_plan(edition, planners, changes, self._last(PLANS), files)
        digest = digest_of_source(self.session)
        faults = [
            *stray_sources(plan.fresh, edition.content),
            *clashes(plan, self._last(PRINTED).keys()),
            *dead_links(results, plan.paths, edition),
            *unclean(plan.fresh, digest, memory.rows(PRINTED), memory.cached),
        ]
        memory.keep_cached()
        return plan, faults

    def _with_lost_places(
        self,
        verdict: Verdict,
        results: Mapping[str, CheckResult],
        plan: SitePlan,
        edition: Edition,
        composer: Composer,
    ) -> Verdict:
        """Return a verdict with the links to places that only a printed page tells of."""
        unsure = list(unsure_places(results, plan.paths, edition))
        if not unsure:  # as nearly always
            return verdict
        ids = printed_ids({each.file for each in unsure}, plan, composer, self.theme)
        lost = [
            no_such_place(each.path, each.bound, edition)
            for each in unsure
            if each.file in ids and each.bound.fragment not in ids[each.file]
        ]
        return verdict_on([*verdict.warnings, *lost], self.loaded, self.site)

    def _lost_addresses(self, plan: SitePlan, edition: Edition) -> list[Fault]:
        """Return warnings of pages that readers knew; none in a preview, which they do not see."""
        if self.site.preview or not self.site.production:
            return []
        known, faults = AddressBook.of(self.session.settings).read()
        return [*faults, *lost_faults(known.lost(plan, edition), edition)]

    def _faults_to_come(
        self, edition: Edition, copies: Sequence[Copy], held: Mapping[str, tuple[str, ...]]
    ) -> list[Fault]:
        """Return the faults that stories under embargo would have once they are public.

        Such a fault must not stop the later build that is to publish the story. So they are checked
        now, in the edition of the moment when the last embargo has ended.
        """
        waiting = [each for each in self.loaded.stories if _will_be_public(each, edition)]
        if not waiting:
            return []
        later = self._edition(max(story.public_from for story in waiting))
        composer = self._composer(later)
        results = {each.path: self._result(each, composer, visible=True) for each in waiting}
        nothing = dict.fromkeys(later.visible_paths, CheckResult())
        changes = self._changes(composer)
        plain = [copy for copy in copies if not _stays_held_back(held.get(copy.origin, ()), later)]
        _, faults = self._site_plan(later, composer, changes, {**nothing, **results}, plain)
        return [*faults, *(fault for result in results.values() for fault in result.faults)]

    def _account(self, edition: Edition, composer: Composer) -> None:
        """Log, at the level INFO, what the capabilities do with each story."""
        if logger.isEnabledFor(logging.INFO):
            for story in edition.stories:
                for each in self.session.capabilities:
                    for line in each.account(story, composer):
                        logger.info("%s: %s", story.path, line)


def changes_since(
    composer: Composer, answers: Mapping[str, bytes], results: Mapping[str, KeptResult]
) -> Changes:
    """Return the comparison of an edition's answers with those of the last build.

    answers, results: the tables ANSWERS and CHECK_RESULTS of the store.
    """
    fingerprints = {path: kept.fingerprint for path, kept in results.items()}
    return Changes(composer.queries, answers, {FILE: fingerprints})


def news_since(memory: Memory, results: Mapping[str, KeptResult]) -> News:
    """Return what warnings are compared with: the last build that finished.

    results: the check result of each content file now; of none where none could be checked.
    """
    last = memory.rows(CHECK_RESULTS)
    changed = {
        path
        for path, kept in results.items()
        if (before := last.get(path)) is None or before.fingerprint != kept.fingerprint
    }
    return News(memory.rows(WARNINGS) if last else None, changed)


def digest_of_source(session: Session) -> Callable[[Path], bytes]:
    """Return a function that gives the digest of a file to copy; content files are cached."""
    content = f"{Path(session.settings['PATH'])}{os.sep}"

    def digest(source: Path) -> bytes:
        # Texts and not `Path`s, which would take most of the time for many thousand pictures.
        name = str(source)
        if name.startswith(content):
            return session.content(name[len(content) :].replace(os.sep, "/"))
        return file_digest(name)

    return digest


def _will_be_public(story: Story, edition: Edition) -> bool:
    """Say whether a story will become public without an edit: it waits for its moment."""
    return story.path in edition.hidden and not (story.draft or story.path in edition.withdrawn)


def _stays_held_back(users: Collection[str], later: Edition) -> bool:
    """Say whether all stories that use a held-back file are still hidden in a later edition."""
    return bool(users) and later.hidden.issuperset(users)

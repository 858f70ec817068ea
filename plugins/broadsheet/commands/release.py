"""A release from beginning to end: build, inspect, put in place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from broadsheet.build.known_addresses import AddressBook, KnownAddresses
from broadsheet.build.plan import Plan
from broadsheet.build.session import Session
from broadsheet.commands.announcing import Announcements
from broadsheet.commands.draft_links import (
    DraftLink,
    drafts_named,
    ended,
    key_of,
    link_for,
    read_address,
    read_shelf,
)
from broadsheet.commands.editions import CURRENT, CannotPublish, Keeping, moment_in_words
from broadsheet.commands.inspection import inspect, told_once
from broadsheet.commands.publish import (
    Destination,
    held_words,
    moment_now,
    put_in_place,
    read_destination,
    read_publishing,
    zone_of,
)
from broadsheet.commands.settings_file import load, newspaper
from broadsheet.content.memory import INSPECTED, INSPECTION_WARNINGS
from broadsheet.content.tally import Tally
from broadsheet.incremental.digests import digest, digest_of
from broadsheet.incremental.fingerprints import code_fingerprint
from broadsheet.pelican_app import Newspaper
from broadsheet.plan.bound_links import pages_of_texts, unsure_places
from broadsheet.reporting.counting import count
from broadsheet.reporting.faults import Gravity, Verdict
from broadsheet.reporting.news import News
from broadsheet.reporting.progress import track
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.site.clock import is_of_the_environment
from broadsheet.site.output_safety import check_output
from broadsheet.site.outputs import Copy, Derivative
from broadsheet.site.settings import Settings

_SWEEP: Mapping[str, Any] = MappingProxyType(
    {"DELETE_OUTPUT_DIRECTORY": True, "OUTPUT_RETENTION": []}
)
"""Neither foreign files nor those of an older edition are to lie among what is inspected."""

_NOBODY_TOLD = (
    "nobody is told of this edition, which may be a trial (set PUBLISH_TARGET to where readers see "
    "the paper)"
)

_SITEMAP = "broadsheet.sitemap"
_FEEDS = (
    "FEED_ALL_ATOM",
    "CATEGORY_FEED_ATOM",
    "AUTHOR_FEED_ATOM",
    "TAG_FEED_ATOM",
    "SERIES_FEED_ATOM",
)


def release(
    settings_file: Path,
    target: str = "",
    ends_hold: bool = False,
    overrides: Mapping[str, Any] = MappingProxyType({}),
    *,
    tells: bool = True,
) -> None:
    """Build the site, inspect it and switch readers to it, unless they see it already.

    What has not changed since the last release is neither made nor inspected again. Files in the
    output folder that the site did not make are removed.
    target: as for `read_destination`. ends_hold: whether readers who are held at an older edition
    are to be so no longer; else nothing is built for them. overrides: as for `load`; a rehearsal
    keeps its store and its output apart by them. tells: whether those who asked for it are told
    what has changed; else it is kept for the next time.
    Raises BuildStopped for faulty content and CannotPublish for everything else that stands in
    the way; either way readers keep the edition that they have.
    """
    paper = newspaper(str(settings_file), {**overrides, **_SWEEP})
    paper.guarded(lambda: check_output(paper.settings))  # before a target is measured by it
    to = read_destination(paper.settings, settings_file, target)
    # All of it while nobody else can build: another build would change files as they are copied.
    audience = audience_of(to, paper.settings, settings_file)
    try:
        paper.attend(
            lambda session, watch: _release(
                paper, session, watch, to, ends_hold=ends_hold, audience=audience
            )
        )
        if tells and audience is Audience.READERS:
            announcements = Announcements.of(paper.settings, paper.capabilities())
            for line in announcements.send():
                paper.reporter.say(line)
    finally:  # a link ends in its time, whatever is wrong with the paper
        for note in _end_links(paper.settings, settings_file):
            paper.reporter.say(note)


def _end_links(settings: Settings, settings_file: Path) -> tuple[str, ...]:
    """Delete what links to drafts showed that have ended; return in words what stands in the way.

    Readers have their edition by now, if there is one, so that nothing of this may look like a
    failure of that.
    """
    try:
        shelf = read_shelf(settings, settings_file)
        return shelf.end(ended(shelf.links(), moment_now(settings))) if shelf else ()
    except CannotPublish as error:
        return (f"links to drafts that have ended were not deleted: {error}",)


def release_drafts(
    settings_file: Path,
    target: str = "",
    url: str = "",
    only: Sequence[str] = (),
    days: float = 7,
    overrides: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Publish drafts where only those find them who are given the address, and print that.

    Links that have ended are deleted. One to the same drafts keeps its address until it ends.
    target: as for `read_shelf`; url: as for `read_address`. only: the files of the drafts to show;
    all, where it is empty. days: how long a new link lasts. Raises as `release` does.
    """
    settings = load(str(settings_file), overrides)
    shelf = read_shelf(settings, settings_file, target)
    if shelf is None:
        raise CannotPublish("nowhere to publish drafts to: give --target, or set DRAFTS_TARGET")
    address = read_address(settings, url)
    named = drafts_named(only, Path(settings["PATH"]))
    now, key = moment_now(settings), key_of(named)
    links = shelf.links()
    notes = shelf.end(ended(links, now))
    link = link_for(key, links, now, days)
    seen_at = f"{address}/{link.name}/{CURRENT}"
    apart = {
        "SITEURL": seen_at,
        # A folder for each selection, which `clean` knows as that of a preview.
        "OUTPUT_PATH": str(Path(settings["CACHE_PATH"]) / f"preview-drafts-{key}"),
        "DRAFTS": True,
        "DRAFTS_ONLY": list(named),
        "DRAFTS_UNTIL": link.ends.isoformat(),
        "PRODUCTION": False,  # what is not finished may lack a credit
        "PLUGINS": [name for name in settings["PLUGINS"] if name != _SITEMAP],
        **dict.fromkeys(_FEEDS),
    }
    paper = newspaper(str(settings_file), {**overrides, **apart, **_SWEEP})
    paper.guarded(lambda: check_output(paper.settings))
    to = Destination(shelf.place(link), Keeping(2))
    paper.attend(lambda session, watch: _release(paper, session, watch, to, link=link))
    for note in notes:
        paper.reporter.say(note)
    until, is_old = link.until(zone_of(settings)), link in links
    paper.reporter.say(f"drafts are seen until {until} at {seen_at}/")
    if is_old:
        mend = f"to end it before, `broadsheet drafts --end {link.short_name}`"
        paper.reporter.say(f"the address and its end are those of the link that there was ({mend})")
    if not settings.get("DRAFTS_TARGET"):
        mend = "set DRAFTS_TARGET, or run `broadsheet drafts --target …` then"
        paper.reporter.say(f"nothing deletes this when it has ended ({mend})")


class Audience(Enum):
    """Who sees what is published to a target."""

    READERS = "those of the paper: PUBLISH_TARGET names it"
    NOBODY = "those who were given its address: PUBLISH_TARGET names another"
    UNKNOWN = "readers perhaps: PUBLISH_TARGET is not set"


def audience_of(to: Destination, settings: Settings, settings_file: Path) -> Audience:
    """Return who sees what is published to a target."""
    if not read_publishing(settings).target:
        return Audience.UNKNOWN
    own = read_destination(settings, settings_file).place.label
    return Audience.READERS if to.place.label == own else Audience.NOBODY


def _release(
    paper: Newspaper,
    session: Session,
    watch: Stopwatch,
    to: Destination,
    *,
    ends_hold: bool = False,
    audience: Audience = Audience.NOBODY,
    link: DraftLink | None = None,
) -> None:
    with watch.stage("publishing"):
        state = to.place.look()
    if state.held is not None and not ends_hold:
        paper.reporter.remark(held_words(to, state))
        return
    plan = paper.build(session, watch)
    if link is not None:
        _refuse_what_is_public(plan, paper.settings["DRAFTS_ONLY"])
    files = {path: session.on_disk(path) for path in plan.site_plan.paths}
    with watch.stage("inspecting"):
        _inspect(files, plan, paper, session)
    with watch.stage("publishing"):
        folder, moment = Path(paper.output_path), plan.edition.now
        publication = put_in_place(folder, files, moment, to, ends_hold, _pictures(plan))
        is_public = audience is not Audience.NOBODY and not plan.edition.site.preview
        if publication.is_seen and is_public:
            is_told = audience is Audience.READERS
            _note(session, plan, folder, files, partial(_files_before, to, state.current), is_told)
    for note in publication.notes:
        paper.reporter.say(note)
    tell = paper.reporter.say if publication.is_new else paper.reporter.remark
    for line in publication.lines if link is None else ():  # of drafts, nobody but a few sees any
        tell(line)
    if audience is Audience.UNKNOWN and _announcements(session).announcers:
        tell(_NOBODY_TOLD)
    if publication.is_new and is_of_the_environment(paper.settings):
        at = moment_in_words(moment, plan.edition.site.zone)
        mend = "if it is not meant, take that out of the environment"
        tell(f"the moment of this edition is {at}, that of SOURCE_DATE_EPOCH ({mend})")
    for line in (str(watch), str(Tally.of(plan.edition))):
        paper.reporter.remark(line)


def _pictures(plan: Plan) -> dict[str, bytes]:
    """Return the digests of the pictures of which sizes are published, by the paths of these."""
    of = plan.loaded.digest_of_file
    made = (each for each in plan.site_plan.fresh if isinstance(each, Derivative))
    return {each.path: of(each.sources[0]) for each in made if of and len(each.sources) == 1}


def _note(
    session: Session,
    plan: Plan,
    folder: Path,
    files: Mapping[str, bytes],
    before: Callable[[KnownAddresses], Mapping[str, str] | None],
    is_told: bool,
) -> None:
    """Keep what readers see, though it is nothing new: the last run may have ended before this.

    files: the digests of what they see, by their paths in a folder; before: returns those of what
    they saw. is_told: whether others are told of it.
    """
    book = AddressBook.of(session.settings)
    if is_told:
        known, _ = book.read()
        _announcements(session).note(plan, folder, files, partial(before, known))
    book.note(plan.site_plan, plan.edition)


def _announcements(session: Session) -> Announcements:
    return Announcements.of(session.settings, session.capabilities)


def _files_before(
    to: Destination, current: str | None, known: KnownAddresses
) -> Mapping[str, str] | None:
    """Return the digests of what readers saw; None where they are not known.

    A target may be empty although readers know pages: in a workflow it begins anew each time.
    """
    if current is not None:
        files = to.place.files_of(current)
        return files.own if files else None
    return None if known.public else {}


def _refuse_what_is_public(plan: Plan, only: Sequence[str]) -> None:
    """Raise CannotPublish where a link would show no draft, or a story that is none.

    only: the files of the drafts to show; all, where it is empty.
    """
    now = plan.edition.now
    waiting = {each.path for each in plan.loaded.stories if each.draft or each.public_from > now}
    if not waiting:
        raise CannotPublish("no story waits to be published: there is nothing to show")
    if public := [path for path in only if path not in waiting]:
        what = f"--only: {', '.join(public)}: no draft, and not still to come"
        raise CannotPublish(f"{what} (readers see it with the next publication, if not already)")


def _inspect(files: Mapping[str, bytes], plan: Plan, paper: Newspaper, session: Session) -> None:
    """Inspect what has not been found whole before; raise CannotPublish where it is broken.

    files: the digests of the site's files, by their paths.
    """
    site_url = plan.edition.site.url
    inspector = digest_of([code_fingerprint(["broadsheet.commands.inspection"]), site_url])
    digests = {path: digest(inspector + of) for path, of in files.items()}
    before = session.memory.rows(INSPECTED)
    # A page may be sound no more when what it leads to is gone.
    is_whole = before.keys() <= digests.keys()
    sound = {path for path, of in digests.items() if is_whole and before.get(path) == of}
    copied = {each.path: each.origin for each in plan.site_plan.files if isinstance(each, Copy)}
    folder = Path(paper.output_path)
    texts = pages_of_texts(plan.edition)
    results = {path: kept.result for path, kept in plan.results.items()}
    unsure = unsure_places(results, files.keys(), plan.edition)
    checked = {(each.file, each.bound.fragment) for each in unsure}
    faults = inspect(folder, site_url, track, sound, copied, texts, checked)
    told = told_once(faults, set(copied.values()))
    broken = tuple(fault for fault in told if fault.gravity is Gravity.WRONG)
    warnings = tuple(fault for fault in told if fault not in broken)
    news = News(session.memory.rows(INSPECTION_WARNINGS) if before else None)
    paper.reporter.warnings(Verdict((), warnings), news)
    if broken:
        what = f"{count(broken, 'fault')} in the built site"
        raise CannotPublish(f"{what}; nothing was published", broken)
    # A file with advice is known to be there, and looked at again each time.
    found = digests | dict.fromkeys((fault.path for fault in faults), b"")
    fresh = {path: of for path, of in found.items() if before.get(path) != of}
    with session.memory.store.transaction():
        session.memory.remember(INSPECTED, fresh, before.keys() - found.keys())
        session.memory.remember_warnings(INSPECTION_WARNINGS, warnings)

"""The tasks of a newsroom: `inv TASK` where a tasks.py takes them over, `broadsheet TASK` anywhere.

What a task needs is imported when it runs, so that help and lists of tasks come at once.
"""

from __future__ import annotations

import errno
import gc
import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from shlex import quote
from threading import Event

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

# What is imported lives until the end. To look for garbage meanwhile takes a twentieth of a publish
# that finds nothing new; a newspaper has it looked for again once it is ready.
gc.disable()

__all__ = (
    "build",
    "check",
    "clean",
    "correct",
    "drafts",
    "editions",
    "feed_ids",
    "guide",
    "init",
    "new",
    "pings",
    "publish",
    "rename",
    "rollback",
    "schema",
    "serve",
    "stats",
    "upgrade",
    "words",
)


UNREAD = 128 + 13  # as of a program that SIGPIPE has ended


def nobody_reads() -> bool:
    """Say whether what is printed goes into a closed pipe, as in `check | head`.

    It is thrown away from then on, or Python would complain once more as it ends.
    """
    output = sys.stdout.fileno()
    question = select.poll()
    question.register(output, 0)
    if not question.poll(0):
        return False
    os.dup2(os.open(os.devnull, os.O_WRONLY), output)
    return True


@contextmanager
def _in_plain_lines() -> Iterator[None]:
    """End a task with plain lines and the exit status where something stands in its way.

    That is Ctrl+C, too; whatever can be half done by then says so itself, or is in `_writing`.
    """
    from broadsheet.reporting.current_folder import seen_from_here
    from broadsheet.reporting.errors import BroadsheetError, Interrupted

    try:
        yield
        sys.stdout.flush()
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # how `rich` ends then
            raise Exit(code=UNREAD) from None
        raise
    except KeyboardInterrupt:
        raise Exit("interrupted; nothing was written", code=Interrupted.exit_status) from None
    except BroadsheetError as error:
        raise Exit("\n".join(error.lines()), code=error.exit_status) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError) and nobody_reads():
            raise Exit(code=UNREAD) from None
        place = error.filename2 or error.filename
        what = error.strerror or str(error)
        where = f"{seen_from_here(str(place))}: " if place else ""
        mend = f" ({_REMEDIES[error.errno]})" if error.errno in _REMEDIES else ""
        raise Exit(f"error: {where}{what}{mend}", code=1) from error


_REMEDIES = {
    **dict.fromkeys((errno.EACCES, errno.EPERM), "let this user write to it"),
    errno.EROFS: "nothing can be written there: work in a copy of the paper elsewhere",
    errno.ENOSPC: "make room on the disk",
    errno.ENOTDIR: "a file stands where a folder must be: move it elsewhere",
}


@contextmanager
def _writing() -> Iterator[None]:
    """Have Ctrl+C within end a task that may have written something."""
    from broadsheet.reporting.errors import Interrupted

    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("interrupted") from None


_LONGEST = 90  # days that a link to drafts may last
_A_CENTURY = 36525.0  # days
_QUIET = "Say only what is wrong and what has changed, and nothing where nothing has."


def _settings_file(name: str) -> Path:
    from broadsheet.commands.finding import settings_file

    return settings_file(name)


def _paper_folder() -> Path:
    from broadsheet.commands.finding import paper_folder

    return paper_folder()


def _content(folder: str) -> dict[str, str]:
    """Return the override of the settings by which a content folder is another."""
    return {"PATH": str(Path(folder).resolve())} if folder else {}


def _seen_from_here(file: Path) -> str:
    from broadsheet.reporting.current_folder import seen_from_here

    return seen_from_here(file)


@task(
    help={
        "output": "The folder to build into; output/ when not given.",
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
        "fatal": "What ends the build: errors (always), or warnings too.",
        "verbose": "Say more: which newsletter stands where, for example.",
        "explain": "Say why this page, by its address or its file, was or was not rebuilt.",
        "ignore-cache": "Rebuild everything, as if there had been no build before.",
        "workers": "How many processes read and render; as many as there are cores when not given.",
        "quiet": _QUIET,
    }
)
@_in_plain_lines()
def build(
    _: Context,
    output: str = "",
    content: str = "",
    settings: str = "pelicanconf.py",
    fatal: str = "",
    verbose: bool = False,
    explain: str = "",
    ignore_cache: bool = False,
    workers: str = "",
    quiet: bool = False,
) -> None:
    """Build the site: make what has changed since the last build."""
    import json
    import logging

    from broadsheet.commands.settings_file import class_of, load
    from broadsheet.pelican_api import main

    file = _settings_file(settings)
    class_of(load(str(file), _content(content)))
    # A line each: the columns in which Pelican's own handler prints would break up the faults.
    logging.basicConfig(format="%(message)s", level="INFO" if verbose else "WARNING")
    arguments = [content] if content else []
    arguments += ["-s", str(file)]
    arguments += ["-o", output] if output else []
    arguments += ["--fatal", fatal] if fatal else []
    arguments += ["-v"] if verbose else []
    arguments += ["--ignore-cache"] if ignore_cache else []
    number = workers if workers.isdecimal() else json.dumps(workers)
    extra = [f"BUILD_EXPLAIN={json.dumps(explain)}"] if explain else []
    extra += [f"BUILD_WORKERS={number}"] if workers else []
    extra += ["BUILD_QUIET=true"] if quiet else []
    arguments += ["-e", *extra] if extra else []
    interrupted = Event()

    def interrupt(*_: object) -> None:
        interrupted.set()
        logging.disable(logging.WARNING)  # Pelican says a word of its own
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as for a job in the background
        signal.signal(signal.SIGINT, interrupt)
    main(arguments)
    # Before the paper is there to answer to Ctrl+C, Pelican does, and ends as if all were well.
    if interrupted.is_set():
        raise KeyboardInterrupt


@task(
    help={
        "drafts": "Show drafts and stories under embargo too, each marked as such.",
        "port": "The port to serve at.",
        "bind": "The address to serve at.",
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
    }
)
@_in_plain_lines()
def serve(
    _: Context,
    drafts: bool = False,
    port: int = 8000,
    bind: str = "127.0.0.1",
    content: str = "",
    settings: str = "pelicanconf.py",
) -> None:
    """Serve the site while you write: every save rebuilds it and reloads the browser."""
    from broadsheet.commands.preview import listen
    from broadsheet.commands.preview import serve as serve_preview
    from broadsheet.commands.preview_desk import Preview

    file = _settings_file(settings)
    listener = listen(bind, port)
    host = "localhost" if bind in ("127.0.0.1", "0.0.0.0", "::") else bind  # noqa: S104 - to name it
    output = file.parent / f".cache/preview-{port}"  # its own: a folder has one build at a time
    place = {"SITEURL": f"http://{host}:{port}", "OUTPUT_PATH": str(output)}
    overrides = {**place, "DRAFTS": drafts, "BUILD_PREVIEW": True}
    preview = Preview(file, {**overrides, **_content(content)})
    with _writing():
        preview.rebuild()
        print(f"Serving http://{host}:{port}/ - Ctrl+C stops it")
        serve_preview(preview, output, listener)


@task(
    help={
        "headline": "The headline of the story.",
        "section": "The section, by name or slug; the first one when not given.",
        "author": "A name for the byline; may be given several times.",
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
    },
    iterable=["author"],
)
@_in_plain_lines()
def new(
    _: Context,
    headline: str,
    section: str = "",
    author: list[str] | None = None,
    content: str = "",
    settings: str = "pelicanconf.py",
) -> None:
    """Begin a story: write a valid draft, print its path, and say where the preview shows it."""
    from broadsheet.commands.new_story import begin_story, doubtful_authors, preview_path
    from broadsheet.commands.settings_file import load

    if headline.startswith("-"):
        explained = "`broadsheet new --help` explains"
        raise Exit(f"error: `{headline}` is no headline ({explained})", 1)
    loaded = load(str(_settings_file(settings)), _content(content))
    # On the other stream than the path, which a script may want for itself.
    for line in doubtful_authors(loaded, author or []):
        print(f"warning: {line}", file=sys.stderr)
    with _writing():
        file = begin_story(loaded, headline, section, author or [])
        print(_seen_from_here(file))
        given = {"content": content, "settings": settings if settings != "pelicanconf.py" else ""}
        options = "".join(f" --{name} {quote(each)}" for name, each in given.items() if each)
        address = f"http://localhost:8000{preview_path(loaded, file)}"
        print(f"`broadsheet serve --drafts{options}` shows it at {address}", file=sys.stderr)


@task(
    help={
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
        "quiet": "Say only what is wrong, and nothing where nothing is.",
        "production": "Check what publishing would refuse, by publishconf.py.",
        "kind": "List only faults of these kinds, with commas between them.",
        "since": "List only stories since a day, or files changed since a revision of git's.",
        "format": "How to list them: text, or json for other programs.",
        "external": "Also ask other sites whether links to them still lead somewhere.",
        "external-days": "For how many days an answer of another site counts.",
    }
)
@_in_plain_lines()
def check(
    _: Context,
    content: str = "",
    settings: str = "pelicanconf.py",
    quiet: bool = False,
    production: bool = False,
    kind: str = "",
    since: str = "",
    format: str = "text",  # noqa: A002 - the name of the option
    external: bool = False,
    external_days: float = 7.0,
) -> None:
    """Check all content without building anything, and list all faults by their kinds."""
    from broadsheet.commands.checking import check_paper

    name = "publishconf.py" if production and settings == "pelicanconf.py" else settings
    kinds = [each.strip() for each in kind.split(",") if each.strip()]
    overrides = {**_content(content), "BUILD_QUIET": quiet}
    if not 0 <= external_days < _A_CENTURY:
        raise Exit(f"error: --external-days {external_days:g}: not a number of days from 0 on", 1)
    asks = None
    if external:
        from broadsheet.commands.external.checking import ExternalCheck

        asks = ExternalCheck(external_days)
    status = check_paper(_settings_file(name), overrides, kinds, since, format, asks)
    if status:
        raise Exit(code=status)


@task(
    help={
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
        "format": "How to print them: text, or json for other programs.",
        "html": "The file to write them to as a page; readers must not find it there.",
    }
)
@_in_plain_lines()
def stats(
    _: Context,
    content: str = "",
    settings: str = "pelicanconf.py",
    format: str = "text",  # noqa: A002 - the name of the option
    html: str = "",
) -> None:
    """Count: stories by month, section and author, links out, large pages, and what waits."""
    from broadsheet.commands.statistics.reporting import statistics

    file = _settings_file(settings)
    with _writing() if html else nullcontext():
        print(*statistics(file, _content(content), format, html), sep="\n")


@task(
    help={
        "story": "The story's file.",
        "correction": "What was wrong and what is right, in quotation marks; Markdown works.",
        "first": "Have it stand above the story: the mistake matters to all of it.",
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
    }
)
@_in_plain_lines()
def correct(
    _: Context,
    story: str,
    correction: str,
    first: bool = False,
    content: str = "",
    settings: str = "pelicanconf.py",
) -> None:
    """Write a correction of today into a story: its page, feeds and /corrections/ will show it."""
    from broadsheet.commands.correcting import correct_story
    from broadsheet.commands.settings_file import load

    loaded = load(str(_settings_file(settings)), _content(content))
    with _writing():
        file = correct_story(loaded, story, correction, first=first)
        print(f"{_seen_from_here(file)}: corrected")


@task
@_in_plain_lines()
def clean(_: Context) -> None:
    """Delete everything that builds have made, but for their locks: a build may hold one."""
    from broadsheet.commands.cleaning import clean as clean_up

    folder = _paper_folder()
    with _writing():
        for line in clean_up(folder):
            print(line)


@task(help={"settings": "The settings file, which names the plugins."})
@_in_plain_lines()
def schema(_: Context, settings: str = "pelicanconf.py") -> None:
    """Write the JSON Schema of front matter to schema/, for editors that complete and check."""
    from broadsheet.commands.schema import write_schemas
    from broadsheet.commands.settings_file import newspaper

    file = _settings_file(settings)
    capabilities = newspaper(str(file)).capabilities()
    with _writing():
        for written in write_schemas(file.parent / "schema", capabilities):
            print(_seen_from_here(written))


@task(help={"settings": "The settings file, which names the theme and the plugins."})
@_in_plain_lines()
def words(_: Context, settings: str = "pelicanconf.py") -> None:
    """Extract the words of plugins and templates into locale/*.pot, and update catalogues there."""
    from broadsheet.commands.settings_file import newspaper
    from broadsheet.commands.words import domains, write_words

    file = _settings_file(settings)
    paper = newspaper(str(file))
    paper.capabilities()  # of which none may be faulty: then its words are not known
    with _writing():
        for written in write_words(domains(paper.settings, file.parent)):
            print(_seen_from_here(written))


@task(
    positional=["kind", "old", "new"],
    help={
        "kind": "What it is: author, topic or section.",
        "old": "The present name.",
        "new": "The new name.",
        "merge": "Make the two one where the new name is there already.",
        "also": "Keep the old spelling of an author under `also:` of their file.",
        "dry-run": "Only say which files would change.",
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
    },
)
@_in_plain_lines()
def rename(
    _: Context,
    kind: str,
    old: str,
    new: str,
    merge: bool = False,
    also: bool = False,
    dry_run: bool = False,
    content: str = "",
    settings: str = "pelicanconf.py",
) -> None:
    """Rename an author, a topic or a section in all files, and lead on from the old address."""
    from broadsheet.commands.renaming import KINDS, Wish
    from broadsheet.commands.renaming import rename as rename_it

    if kind not in KINDS:
        raise Exit(f"error: `{kind}` cannot be renamed (use one of: {', '.join(KINDS)})", 1)
    wish = Wish(KINDS[kind], " ".join(old.split()), " ".join(new.split()), merge, also)
    file = _settings_file(settings)
    with nullcontext() if dry_run else _writing():
        lines = rename_it(file, wish, _content(content), is_trial=dry_run)
    print(*lines, sep="\n")


_TARGET = "A local folder, or host:folder; PUBLISH_TARGET when not given."


@task(
    help={
        "source": "A feed, or a folder of feeds; what was published last when not given.",
        "settings": "The settings file.",
    }
)
@_in_plain_lines()
def feed_ids(_: Context, source: str = "", settings: str = "publishconf.py") -> None:
    """Write down the ids that stories have in published feeds, so that they keep them."""
    from broadsheet.commands.feed_ids import list_ids
    from broadsheet.commands.settings_file import load
    from broadsheet.reporting.counting import count

    settings_file = _settings_file(settings)
    loaded = load(str(settings_file))
    with _writing():
        file, added = list_ids(loaded, Path(source or loaded["OUTPUT_PATH"]))
    print(f"{count(range(added), 'id')} added to {_seen_from_here(file)}")


@task(
    help={
        "target": _TARGET,
        "settings": "The settings file.",
        "release": "Publish although a rollback holds readers, and hold them no longer.",
        "drafts": "Publish drafts, for those alone who are given the address, and print that.",
        "only": "Show this draft alone, by its file; may be given several times.",
        "days": "How many days a link to drafts lasts.",
        "url": "The address of the folder of drafts; DRAFTS_URL when not given.",
        "pings": "With --no-pings, nobody is told what has changed until `pings`.",
        "quiet": _QUIET,
    },
    iterable=["only"],
)
@_in_plain_lines()
def publish(
    _: Context,
    target: str = "",
    settings: str = "publishconf.py",
    release: bool = False,
    drafts: bool = False,
    only: list[str] | None = None,
    days: str = "7",
    url: str = "",
    pings: bool = True,
    quiet: bool = False,
) -> None:
    """Build for production, inspect every link, and switch readers to it in one step."""
    from broadsheet.commands.release import release as publish_edition
    from broadsheet.commands.release import release_drafts

    file = _settings_file(settings)
    overrides = {"BUILD_QUIET": True} if quiet else {}
    if not drafts:
        if only or url:
            raise Exit("error: --only and --url are for drafts (add --drafts)", 1)
        publish_edition(file, target, release, overrides, tells=pings)
        return
    if not days.isdecimal() or not 0 < int(days) <= _LONGEST:
        raise Exit(f"error: --days {days}: a link lasts from 1 to {_LONGEST} days", 1)
    release_drafts(file, target, url, only or [], int(days), overrides)


@task(
    help={
        "clear": "End all links, and delete what they show; else only those that are over.",
        "end": "End one link too: its address, or the last part of its name.",
        "quiet": "Say only which links have ended, and nothing where none has.",
        "target": "The folder of drafts; DRAFTS_TARGET when not given.",
        "settings": "The settings file.",
    }
)
@_in_plain_lines()
def drafts(
    _: Context,
    clear: bool = False,
    end: str = "",
    quiet: bool = False,
    target: str = "",
    settings: str = "publishconf.py",
) -> None:
    """List the links to drafts and when they end; those that are over are deleted."""
    from broadsheet.commands.draft_links import draft_lines
    from broadsheet.commands.settings_file import load

    file = _settings_file(settings)
    with _writing():
        paper = load(str(file))
        for line in draft_lines(paper, file, target, ends_all=clear, end=end, is_quiet=quiet):
            print(line)


@task(
    help={
        "target": _TARGET,
        "to": "The name or digest of an edition; what readers saw before this one when not given.",
        "settings": "The settings file.",
    }
)
@_in_plain_lines()
def rollback(_: Context, target: str = "", to: str = "", settings: str = "publishconf.py") -> None:
    """Switch readers back to an older edition, and hold them there until publish --release."""
    from broadsheet.commands.announcing import tell_of_older
    from broadsheet.commands.publish import go_back, moment_now, read_destination
    from broadsheet.commands.release import Audience, audience_of
    from broadsheet.commands.settings_file import load

    file = _settings_file(settings)
    loaded = load(str(file))
    origin = read_destination(loaded, file, target)
    with _writing():
        print(*go_back(origin, to, moment_now(loaded)), sep="\n")
        if audience_of(origin, loaded, file) is Audience.READERS:
            for line in tell_of_older(file, origin):
                print(line)


@task(help={"settings": "The settings file."})
@_in_plain_lines()
def pings(_: Context, settings: str = "publishconf.py") -> None:
    """Tell search engines and hubs what publications have changed of which they were not told."""
    from broadsheet.commands.announcing import Announcements
    from broadsheet.commands.settings_file import newspaper

    paper = newspaper(str(_settings_file(settings)))
    lines = [*Announcements.of(paper.settings, paper.capabilities()).send()]
    with _writing():
        print(*(lines or ["there is nothing to tell"]), sep="\n")


@task(
    help={
        "target": _TARGET,
        "settings": "The settings file.",
        "format": "text, or json for programs.",
    }
)
@_in_plain_lines()
def editions(
    _: Context,
    target: str = "",
    settings: str = "publishconf.py",
    format: str = "text",  # noqa: A002 - the option's name
) -> None:
    """List the editions that are kept, to go back to, with their dates and what they changed."""
    from broadsheet.commands.edition_listing import editions_as_json, editions_in
    from broadsheet.commands.publish import read_destination
    from broadsheet.commands.settings_file import load

    if format not in ("text", "json"):
        raise Exit(f"error: --format {format}: there is no such format (it is text or json)", 1)
    file = _settings_file(settings)
    origin = read_destination(load(str(file)), file, target)
    lines = (editions_as_json(origin),) if format == "json" else editions_in(origin)
    print(*lines, sep="\n")


@task(
    help={
        "folder": "The folder of the new paper.",
        "name": "The paper's name.",
        "url": "Where its site will stand, such as https://example.org.",
        "time-zone": "The zone of its dates, such as Europe/London; this machine's when not given.",
        "lang": "Its language, such as en-GB; its first texts are in that where there are any.",
        "sections": "Its sections in the order of the menu, with commas between them.",
        "publisher": "Who publishes it; the paper itself when not given.",
        "sentence": "Who they are, in one sentence; it stands on the page About us.",
        "email": "The editors' address for readers.",
        "author": "The name in the byline of the first story.",
    }
)
@_in_plain_lines()
def init(
    _: Context,
    folder: str,
    name: str = "",
    url: str = "",
    time_zone: str = "",
    lang: str = "",
    sections: str = "",
    publisher: str = "",
    sentence: str = "",
    email: str = "",
    author: str = "",
) -> None:
    """Make a paper: settings, a first story, pages, and all that it takes to publish them."""
    if not folder.strip():
        raise Exit("error: FOLDER is empty (name the folder of the new paper)", 1)
    from broadsheet.commands.init.making import make_paper

    given = {
        "name": name,
        "url": url,
        "time-zone": time_zone,
        "lang": lang,
        "sections": sections,
        "publisher": publisher,
        "sentence": sentence,
        "email": email,
        "author": author,
    }
    if folder.startswith("-"):
        raise Exit(f"error: `{folder}` is no folder (`broadsheet init --help` explains)", 1)
    lines = make_paper(Path(folder), given)
    print(*lines, sep="\n")


@task(
    help={
        "name": "Of the guide: writers, editors, operators, settings and so on; `all` lists them.",
        "chapter": "Only the chapter that has these words in its heading.",
    }
)
@_in_plain_lines()
def guide(_: Context, name: str, chapter: str = "") -> None:
    """Show a guide for writers, editors, operators and others, or one chapter of it."""
    from broadsheet.commands.guides import guide as text_of
    from broadsheet.commands.guides import show

    show(text_of(name, chapter))


@task(
    help={
        "check": "Only say what has changed for this paper: nothing is written.",
        "settings": "The settings file.",
    }
)
@_in_plain_lines()
def upgrade(_: Context, check: bool = False, settings: str = "pelicanconf.py") -> None:
    """Say what this version of Broadsheet changes for the paper, and note that it is done."""
    from broadsheet.commands.upgrade import look_over

    file = _settings_file(settings)
    with nullcontext() if check else _writing():
        report = look_over(file, notes=not check)
    print(*report.lines, sep="\n")
    if report.is_work_left:
        raise Exit(code=1)

"""The tasks of the newsroom: `inv --list` names them, `inv --help TASK` explains one."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from invoke import Context, Exit, task

ROOT = Path(__file__).resolve().parent


@contextmanager
def _in_one_line(*expected: type[Exception]) -> Iterator[None]:
    """End a task with one line, and the exit status 1, where settings cannot be read.

    expected: what else the task may raise for reasons that lie with whoever calls it.
    """
    from broadsheet.commands.settings_file import CannotRead

    try:
        yield
    except (CannotRead, *expected) as error:
        raise Exit(f"error: {error}", code=1) from error


def _content(folder: str) -> dict[str, str]:
    """Return the override of the settings by which a content folder is another."""
    return {"PATH": str(Path(folder).resolve())} if folder else {}


@task(
    help={
        "output": "The folder to build into; output/ when not given.",
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
        "fatal": "What ends the build: errors (always), or warnings too.",
        "verbose": "Say more: which newsletter stands where, for example.",
        "explain": "Say why this page, by its address or its file, was or was not rebuilt.",
        "ignore-cache": "rebuild everything, as if there had been no build before.",
        "workers": "How many processes read and render; as many as there are cores when not given.",
    }
)
def build(
    _: Context,
    output="",
    content="",
    settings="pelicanconf.py",
    fatal="",
    verbose=False,
    explain="",
    ignore_cache=False,
    workers="",
):
    """Build the site: make what has changed since the last build."""
    import json
    import logging

    from pelican import main

    from broadsheet.commands.settings_file import load

    with _in_one_line():  # which Pelican would tell with a traceback
        load(str(ROOT / settings), _content(content))
    # A line each: the columns in which Pelican's own handler prints would break up the faults.
    logging.basicConfig(format="%(message)s", level="INFO" if verbose else "WARNING")
    arguments = [content] if content else []
    arguments += ["-s", str(ROOT / settings)]
    arguments += ["-o", output] if output else []
    arguments += ["--fatal", fatal] if fatal else []
    arguments += ["-v"] if verbose else []
    arguments += ["--ignore-cache"] if ignore_cache else []
    number = workers if workers.isdecimal() else json.dumps(workers)
    extra = [f"BUILD_EXPLAIN={json.dumps(explain)}"] if explain else []
    extra += [f"BUILD_WORKERS={number}"] if workers else []
    arguments += ["-e", *extra] if extra else []
    interrupted = Event()

    def interrupt(*_: object) -> None:
        interrupted.set()
        raise KeyboardInterrupt

    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as for a job in the background
        signal.signal(signal.SIGINT, interrupt)
    main(arguments)
    # Before the paper is there to answer to Ctrl+C, Pelican does, and ends as if all were well.
    if interrupted.is_set():
        raise Exit(code=130)


@task(
    help={
        "drafts": "Show drafts and stories under embargo too, each marked as such.",
        "port": "The port to serve at.",
        "bind": "The address to serve at.",
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
    }
)
def serve(
    _: Context, drafts=False, port=8000, bind="127.0.0.1", content="", settings="pelicanconf.py"
):
    """Serve the site while you write: every save rebuilds it and reloads the browser."""
    from broadsheet.commands.preview import CannotServe, listen
    from broadsheet.commands.preview import serve as serve_preview
    from broadsheet.commands.preview_desk import Preview

    with _in_one_line(CannotServe):
        listener = listen(bind, port)
    host = "localhost" if bind in ("127.0.0.1", "0.0.0.0", "::") else bind  # noqa: S104
    output = ROOT / f".cache/preview-{port}"  # its own: a folder has one build at a time
    overrides = {"SITEURL": f"http://{host}:{port}", "OUTPUT_PATH": str(output), "DRAFTS": drafts}
    preview = Preview(ROOT / settings, {**overrides, **_content(content)})
    preview.rebuild()
    print(f"Serving http://{host}:{port}/ - Ctrl+C stops it")
    serve_preview(preview, output, listener)


@task(
    help={
        "headline": "The headline of the story.",
        "section": "The section, by name or slug; the first one when not given.",
        "author": "A name for the byline; may be given several times.",
    },
    iterable=["author"],
)
def new(_: Context, headline, section="", author=None):
    """Begin a story: write a valid draft and print its path."""
    from broadsheet.commands.new_story import CannotBegin, begin_story
    from broadsheet.commands.settings_file import load

    if headline.startswith("-"):
        raise Exit(f"error: `{headline}` is no headline (`inv --help new` explains the task)", 1)
    with _in_one_line(CannotBegin):
        file = begin_story(load(str(ROOT / "pelicanconf.py")), headline, section, author or [])
    print(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file)


@task(
    help={
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
    }
)
def check(_: Context, content="", settings="pelicanconf.py"):
    """Check all content without building anything."""
    from broadsheet.commands.publish import CannotPublish, read_destination, read_publishing
    from broadsheet.commands.settings_file import newspaper
    from broadsheet.faults import BuildStopped
    from broadsheet.terminal import Reporter, count

    file = ROOT / settings
    with _in_one_line(BuildStopped, CannotPublish):
        paper = newspaper(str(file), _content(content))
        plan = paper.check()
        if read_publishing(paper.settings).target:
            read_destination(paper.settings, file)
    checked = f"{count(plan.edition.stories, 'story')} checked: {plan.verdict}"
    Reporter(Path(paper.path)).say(checked)


@task(
    help={
        "thorough": "Try many more examples and sites; takes minutes.",
        "only": "Run the tests whose names match this expression.",
    }
)
def test(context: Context, thorough=False, only=""):
    """Run the tests."""
    profile = " --hypothesis-profile=thorough" if thorough else ""
    chosen = f" -k '{only}'" if only else ""
    with context.cd(ROOT):
        context.run(f"{sys.executable} -m pytest{profile}{chosen}", pty=sys.stdout.isatty())


@task(
    help={
        "sizes": "Numbers of stories, with commas between them.",
        "runs": "How often each full build is run; fewer times for large archives when not given.",
        "verify-up-to": "The largest size at which output is compared with a clean build.",
        "pelican-up-to": "The largest size for stock Pelican, which is cut off after 15 minutes.",
        "docs": "Write the results into docs/benchmark.md.",
        "from-results": "Measure nothing: write docs/benchmark.md from the stored results.",
    }
)
def bench(
    context: Context,
    sizes="1000,10000",
    runs=0,
    verify_up_to=10000,
    pelican_up_to=100000,
    docs=False,
    from_results=False,
):
    """Measure builds of large archives, beside stock Pelican and Hugo."""
    options = f"--sizes {sizes} --runs {runs} --verify-up-to {verify_up_to}"
    options += f" --pelican-up-to {pelican_up_to}"
    options += " --docs" if docs else ""
    options += " --from-results" if from_results else ""
    with context.cd(ROOT):
        context.run(f"uv run --quiet --group bench python -m bench {options}")


@task
def clean(_: Context):
    """Delete everything that builds have made, but for their locks: a build may hold one."""
    from broadsheet.commands.cleaning import clean as clean_up

    try:
        left = clean_up(ROOT)
    except OSError as error:
        raise Exit(f"error: {error.filename}: {error.strerror}", code=1) from error
    for line in left:
        print(line)


@task
def schema(_: Context):
    """Write the JSON Schema of front matter to schema/, for editors that complete and check."""
    from broadsheet.commands.schema import write_schemas

    for file in write_schemas(ROOT / "schema"):
        print(file.relative_to(ROOT))


_TARGET = "A local folder, or host:folder; PUBLISH_TARGET when not given."


@task(
    help={
        "source": "A feed, or a folder of feeds; what was published last when not given.",
        "settings": "The settings file.",
    }
)
def feed_ids(_: Context, source="", settings="publishconf.py"):
    """Write down the ids that stories have in published feeds, so that they keep them."""
    from broadsheet.commands.feed_ids import CannotList, list_ids
    from broadsheet.commands.settings_file import load
    from broadsheet.terminal import count

    with _in_one_line(CannotList):
        loaded = load(str(ROOT / settings))
        file, added = list_ids(loaded, Path(source or loaded["OUTPUT_PATH"]))
    print(f"{count(range(added), 'id')} added to {file}")


@task(
    help={
        "target": _TARGET,
        "settings": "The settings file.",
        "release": "Publish although a rollback holds readers, and hold them no longer.",
    }
)
def publish(_: Context, target="", settings="publishconf.py", release=False):
    """Build for production, inspect every link, and switch readers to it in one step."""
    from broadsheet.commands.release import CannotPublish
    from broadsheet.commands.release import release as publish_edition
    from broadsheet.faults import BuildStopped

    with _in_one_line(CannotPublish, BuildStopped):
        publish_edition(ROOT / settings, target, release)


@task(
    help={
        "target": _TARGET,
        "to": "The name of an edition; what readers saw before this one when not given.",
        "settings": "The settings file.",
    }
)
def rollback(_: Context, target="", to="", settings="publishconf.py"):
    """Switch readers back to an older edition, and hold them there until publish --release."""
    from broadsheet.commands.publish import CannotPublish, go_back, moment_now, read_destination
    from broadsheet.commands.settings_file import load

    file = ROOT / settings
    with _in_one_line(CannotPublish):
        loaded = load(str(file))
        place = read_destination(loaded, file, target).place
        print(*go_back(place, to, moment_now(loaded)), sep="\n")


@task(help={"target": _TARGET, "settings": "The settings file."})
def editions(_: Context, target="", settings="publishconf.py"):
    """List the editions that are kept, to go back to."""
    from broadsheet.commands.publish import CannotPublish, editions_in, read_destination
    from broadsheet.commands.settings_file import load

    file = ROOT / settings
    with _in_one_line(CannotPublish):
        print(*editions_in(read_destination(load(str(file)), file, target).place), sep="\n")


@task
def docs(_: Context):
    """Write the tables of modules in docs/developers.md, out of the docstrings."""
    from tests.docs.module_tables import written

    guide = ROOT / "docs" / "developers.md"
    guide.write_text(written(guide.read_text("utf-8"), ROOT / "plugins" / "broadsheet"), "utf-8")

"""The tasks of the newsroom: `inv --list` names them, `inv --help TASK` explains one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from invoke import Context, Exit, task

ROOT = Path(__file__).resolve().parent
PREVIEW = ".cache/preview"


@task(
    help={
        "output": "The folder to build into; output/ when not given.",
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
        "fatal": "What ends the build: errors (always), or warnings too.",
        "verbose": "Say more: which newsletter stands where, for example.",
    }
)
def build(_: Context, output="", content="", settings="pelicanconf.py", fatal="", verbose=False):
    """Build the site."""
    import logging

    from pelican import main

    # A line each: the columns in which Pelican's own handler prints would break up the faults.
    logging.basicConfig(format="%(message)s", level="INFO" if verbose else "WARNING")
    arguments = [content] if content else []
    arguments += ["-s", str(ROOT / settings)]
    arguments += ["-o", output] if output else []
    arguments += ["--fatal", fatal] if fatal else []
    arguments += ["-v"] if verbose else []
    main(arguments)


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
    import uvicorn

    from newsroom.preview import Preview, application

    host = "localhost" if bind in ("127.0.0.1", "0.0.0.0", "::") else bind  # noqa: S104
    output = ROOT / PREVIEW
    overrides = {"SITEURL": f"http://{host}:{port}", "OUTPUT_PATH": str(output), "DRAFTS": drafts}
    if content:
        overrides["PATH"] = str(Path(content).resolve())
    preview = Preview(ROOT / settings, overrides)
    preview.rebuild()
    print(f"Serving http://{host}:{port}/ - Ctrl+C stops it")
    uvicorn.run(application(preview, output), host=bind, port=port, log_level="warning")


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
    from newsroom.new_story import CannotBegin, begin_story
    from newsroom.settings import load

    try:
        file = begin_story(load(str(ROOT / "pelicanconf.py")), headline, section, author or [])
    except CannotBegin as error:
        raise Exit(f"error: {error}", code=1) from error
    print(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file)


@task(
    help={
        "content": "The folder of articles; content/ when not given.",
        "settings": "The settings file.",
    }
)
def check(_: Context, content="", settings="pelicanconf.py"):
    """Check all content without building anything."""
    from newsroom.settings import newspaper
    from plugins.edition.report import Reporter, count
    from plugins.story.faults import BuildStopped

    overrides = {"PATH": str(Path(content).resolve())} if content else {}
    paper = newspaper(str(ROOT / settings), overrides)
    reporter = Reporter(Path(paper.path))
    try:
        plan = paper.plan(reporter)
    except BuildStopped as stop:
        raise Exit(str(stop), code=1) from stop
    reporter.faults(plan.verdict)
    reporter.say(f"{count(plan.edition.stories, 'story')} checked: {plan.verdict}")


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


@task
def clean(_: Context):
    """Delete everything that builds have made."""
    for name in ("output", "published", ".cache"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


@task
def schema(_: Context):
    """Write the JSON Schema of front matter to schema/, for editors that complete and check."""
    from newsroom.schema import write_schemas

    for file in write_schemas(ROOT / "schema"):
        print(file.relative_to(ROOT))


@task(
    help={
        "target": "A local folder, or host:folder for rsync; PUBLISH_TARGET when not given.",
        "settings": "The settings file.",
    }
)
def publish(_: Context, target="", settings="publishconf.py"):
    """Build for production, inspect every link, and switch readers to it in one step."""
    from newsroom.publish import CannotPublish
    from newsroom.release import release
    from plugins.story.faults import BuildStopped

    try:
        release(ROOT / settings, target)
    except (CannotPublish, BuildStopped) as error:
        raise Exit(f"error: {error}", code=1) from error

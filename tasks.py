"""The tasks: those of any newsroom, and four for those who work on Broadsheet itself.

`inv --list` names them, `inv --help TASK` explains one.
"""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext
from pathlib import Path
from shlex import quote
from tempfile import TemporaryDirectory

from invoke import Context, task

from broadsheet.commands.tasks import *  # noqa: F403 - the same as those of `broadsheet`
from broadsheet.incremental.workers import cores

ROOT = Path(__file__).resolve().parent
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
ROOM = 8 * 2**30  # bytes; most of the tests together write a sixth of that


@task(
    help={
        "quick": "Leave out those that start programs, browsers or workers, or build large papers.",
        "only": "Run the tests whose names match this expression.",
        "thorough": "Try many more examples and sites; takes much longer.",
        "processes": "How many share the tests; as many as there are cores when not given.",
    }
)
def test(context: Context, quick=False, only="", thorough=False, processes=0):
    """Run the tests."""
    options = " -m 'not slow'" if quick else ""
    options += f" -k '{only}'" if only else ""
    options += " --hypothesis-profile=thorough" if thorough else ""
    # Each process begins by collecting all tests, which is not worth it for the few of a name.
    count = processes or (1 if only else cores())
    options += f" --numprocesses {count} --dist worksteal" if count > 1 else ""
    # Hundreds of programs are started, and each would compile all that it imports.
    kept = {"PYTHONDONTWRITEBYTECODE": ""}
    in_memory = count > 1 and "TMPDIR" not in os.environ and has_room(MEMORY)
    with (
        context.cd(ROOT),
        TemporaryDirectory(dir=MEMORY) if in_memory else nullcontext() as folder,
    ):
        kept |= {"TMPDIR": folder} if folder else {}
        context.run(f"{sys.executable} -m pytest{options}", pty=sys.stdout.isatty(), env=kept)


def has_room(memory: Path) -> bool:
    """Say whether a folder whose files lie in memory is there for all that tests write and run.

    They make and delete hundreds of thousands of files, for which disks take most of their time.
    """
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        return False
    disk, page = os.statvfs(memory), os.sysconf("SC_PAGE_SIZE")
    free = min(disk.f_bavail * disk.f_frsize, os.sysconf("SC_AVPHYS_PAGES") * page)
    return free >= ROOM and not disk.f_flag & os.ST_NOEXEC


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


@task(
    help={
        "pages": "Addresses on the site, with commas between them; one of each kind if not given.",
        "runs": "How often each page is measured; the medians count.",
        "content": "Another archive in place of the demo's, whose sections are then its own.",
    }
)
def audit(context: Context, pages="", runs=3, content=""):
    """Measure pages with Lighthouse, as on a phone, and check the HTML of all with Nu.

    Fails where a goal is missed. The paper is built as for readers and served on this machine,
    texts compressed with gzip. A busy machine makes pages look slower. npm installs Lighthouse and
    Nu below .cache/ the first time; they need Chromium and Java.
    """
    options = f" --runs {runs}"
    options += f" --pages {quote(pages)}" if pages else ""
    options += f" --content {quote(str(Path(content).resolve()))}" if content else ""
    with context.cd(ROOT):
        context.run(f"{sys.executable} -m audit{options}")


@task
def docs(_: Context):
    """Write what docs say of modules and of capabilities, out of the docstrings."""
    from tests.docs.capability_pages import pages
    from tests.docs.module_tables import written

    guide, package = ROOT / "docs" / "developers.md", ROOT / "plugins" / "broadsheet"
    guide.write_text(written(guide.read_text("utf-8"), package), "utf-8")
    for file, text in pages(package):
        file.write_text(text, "utf-8")

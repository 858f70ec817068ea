"""A release from beginning to end: build, inspect, put in place."""

from __future__ import annotations

import tempfile
from pathlib import Path

from newsroom.inspection import inspect
from newsroom.publish import CannotPublish, edition_name, put_in_place
from newsroom.settings import newspaper
from plugins.edition.report import Reporter, Verdict, count
from plugins.story.faults import Gravity


def release(settings_file: Path, target: str = "") -> str:
    """Build the site afresh, inspect it and switch readers to it; return the edition's name.

    target: as for `put_in_place`; the setting PUBLISH_TARGET when empty.
    Raises BuildStopped for faulty content and CannotPublish for everything else that stands in
    the way; either way readers keep the edition that they have.
    """
    with tempfile.TemporaryDirectory(prefix="edition-") as fresh:
        folder = Path(fresh, "site")
        paper = newspaper(str(settings_file), {"OUTPUT_PATH": str(folder)})
        target = target or paper.settings.get("PUBLISH_TARGET") or ""
        if not target:
            raise CannotPublish("nowhere to publish to: give --target, or set PUBLISH_TARGET")
        site = paper.run().edition.site
        reporter = Reporter(Path(paper.path))
        faults = inspect(folder, paper.settings["SITEURL"].rstrip("/"), reporter.track)
        broken = tuple(fault for fault in faults if fault.gravity is Gravity.WRONG)
        reporter.faults(Verdict(broken, tuple(fault for fault in faults if fault not in broken)))
        if broken:
            found = count(broken, "fault")
            raise CannotPublish(f"{found} in the built site; nothing was published")
        name = edition_name(folder, f"{site.now:%Y%m%dT%H%M%SZ}")
        put_in_place(folder, target, name)
        reporter.say(f"published {name} to {target}")
    return name

"""Files that are copied: the theme's, the site's own, and those that stories want."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.content.check_results import CheckResult
from broadsheet.content.edition import Edition
from broadsheet.content.loading import find
from broadsheet.content.static_paths import StaticFiles
from broadsheet.faults import Fault, setting_fault
from broadsheet.site.outputs import Copy, Inputs, Output, Templates
from broadsheet.site.settings import Settings
from broadsheet.views.composer import document

if TYPE_CHECKING:
    from broadsheet.views.composer import Composer


def theme_files(settings: Settings) -> list[str]:
    """Return the static files of the theme, below its `static` folder."""
    static = Path(settings["THEME"]) / "static"
    return [name for name, _ in find(static, ["."], settings["IGNORE_FILES"])]


def plain_files(settings: Settings, edition: Edition) -> Iterator[Output]:
    """Yield the stylesheet and the theme's files.

    The parts of the stylesheet, `css/*.css`, are joined in the order of their names.
    """
    theme = Path(settings["THEME"]) / "static"
    sheets = [name for name in sorted(edition.theme_files) if name.startswith("css/")]
    texts = tuple((theme / name).read_bytes() for name in sheets)
    yield document("/theme/site.css", _joined, _parts, texts, origin="the theme's stylesheet")
    for name in sorted(edition.theme_files.difference(sheets)):
        yield Copy(f"theme/{name}", theme / name, f"the theme's {name}")


def style_sheets(settings: Settings) -> list[str]:
    """Return the words of the theme's stylesheets."""
    static = Path(settings["THEME"]) / "static"
    names = [name for name in theme_files(settings) if name.endswith(".css")]
    return [(static / name).read_text("utf-8", "replace") for name in names]


def theme_faults(settings: Settings, content: Path) -> Iterator[Fault]:
    """Report content that would be published with the theme, whatever it is."""
    static, home = (Path(settings["THEME"]) / "static").resolve(), content.resolve()
    if home.is_relative_to(static):
        what = "it lies in the theme's `static`, and all of it would be published"
        yield setting_fault("PATH", what, "move the content folder")
        return
    for name, is_odd in find(static, ["."], settings["IGNORE_FILES"]):
        real = (static / name).resolve() if is_odd else static
        if real.is_relative_to(home) and not real.is_relative_to(static):
            what = "a link into the content folder"
            yield Fault(f"theme/static/{name}", 0, what, "copy the file there")


def static_files(content: Path, statics: StaticFiles) -> list[Copy]:
    """Return the files of the content folder that the settings have published."""
    return [Copy(path, content / name, name) for name, path in statics.paths.items()]


def wanted_files(edition: Edition, results: Mapping[str, CheckResult]) -> Iterator[Output]:
    """Yield the files of the content folder, such as a PDF or a picture, that readers may see.

    What they say of their rights goes along; see `clean_copies.py`.
    """
    wanted: dict[str, tuple[str, int]] = {}
    visible = set(edition.visible_paths)
    for path, result in results.items():
        if result.wanted and path in visible:
            for each in result.wanted:
                wanted.setdefault(each.path, (path, each.line))
    for name in sorted(wanted):
        yield Copy(name, edition.content / name, *wanted[name])


def _parts(composer: Composer, texts: Sequence[bytes]) -> Inputs:
    del composer
    return {"parts": tuple(texts)}


def _joined(templates: Templates, template: str, inputs: Inputs) -> bytes:
    del templates, template
    return b"\n".join(part.strip() for part in inputs["parts"]) + b"\n"

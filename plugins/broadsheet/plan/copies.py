"""Files that are copied for the site as a whole: the theme's, and those of STATIC_PATHS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.content.finding import find
from broadsheet.content.static_paths import StaticFiles
from broadsheet.plan.page_files import is_part_of_stylesheet
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.faults import Fault, Gravity, setting_fault
from broadsheet.site.grounds import read_grounds
from broadsheet.site.outputs import Copy, Inputs, Output, Templates, document
from broadsheet.site.settings import Settings
from broadsheet.site.web_manifest import ICONS, MANIFEST, has_manifest, manifest_text

if TYPE_CHECKING:
    from broadsheet.views.composer import Composer


def static_overrides(settings: Settings) -> list[str]:
    """Return the folders whose files come before the theme's static ones, the foremost first."""
    value = settings.get("THEME_STATIC_OVERRIDES")
    return list(map(str, value)) if isinstance(value, (list, tuple)) else []


def override_faults(settings: Settings) -> Iterator[Fault]:
    """Report overrides of the theme that are not folders, and advise of those that do not exist."""
    for name in ("THEME_TEMPLATES_OVERRIDES", "THEME_STATIC_OVERRIDES"):
        value = settings.get(name) or []
        if not isinstance(value, (list, tuple)):
            yield setting_fault(name, "no list", "write a list of folders")
            continue
        for folder in value:
            if not isinstance(folder, (str, Path)):
                yield setting_fault(name, f"“{folder}” is no folder", "write its path")
            elif not Path(folder).is_dir():
                what = f"there is no folder {seen_from_here(folder)}, and so nothing of it is used"
                mend = "correct it, make the folder, or take it out"
                yield setting_fault(name, what, mend, Gravity.ADVICE, kind="folder-missing")


def theme_files(settings: Settings, more: Sequence[Path] = ()) -> dict[str, Path]:
    """Return the static files of the theme, by their paths below its `static` folder.

    What only capabilities have follows, and then what only the overrides have, folder by folder,
    so that style sheets of the paper's own have the last word. Of files of the same path the
    overrides' goes before the theme's, and the theme's before a capability's.

    more: the folders of capabilities' static files, in their order.
    """
    found = _files_in(_own(settings), settings)
    for folder in more:
        for name, file in _files_in(folder, settings).items():
            found.setdefault(name, file)
    for override in reversed(static_overrides(settings)):
        found |= _files_in(Path(override), settings)
    return found


def _files_in(folder: Path, settings: Settings) -> dict[str, Path]:
    names = (name for name, _ in find(folder, ["."], settings["IGNORE_FILES"]))
    return {name: folder / name for name in sorted(names)}


def plain_files(theme: Mapping[str, Path]) -> Iterator[Output]:
    """Yield the web manifest where there are icons for it, and the theme's files as they are.

    theme: see `theme_files`. The parts of the stylesheet are joined by `page_files`.
    """
    if has_manifest(theme):
        icons = tuple(name for name in ICONS if name in theme)
        ground = read_grounds(style_sheets(theme)).light
        origin = "the web manifest"
        yield document(MANIFEST, _manifest_written, _manifest, icons, ground, origin=origin)
    for name, file in sorted(theme.items()):
        if not is_part_of_stylesheet(name):
            yield Copy(f"theme/{name}", file, seen_from_here(file))


def style_sheets(theme: Mapping[str, Path]) -> list[str]:
    """Return the texts of the theme's stylesheets."""
    return [
        file.read_text("utf-8", "replace") for name, file in theme.items() if name.endswith(".css")
    ]


def theme_faults(settings: Settings, content: Path, more: Sequence[Path] = ()) -> Iterator[Fault]:
    """Report content that would be published with the theme's static files.

    more: the folders of capabilities' static files.
    """
    home = content.resolve()
    overrides = list(map(Path, static_overrides(settings)))
    for folder in (*overrides, _own(settings), *more):
        static = folder.resolve()
        shown = "THEME_STATIC_OVERRIDES" if folder in overrides else seen_from_here(folder)
        shown = "the theme's `static`" if folder == _own(settings) else shown
        if home.is_relative_to(static):
            what = f"it lies in {shown}, and all of it would be published"
            yield setting_fault("PATH", what, "move the content folder")
            continue
        for name, is_odd in find(folder, ["."], settings["IGNORE_FILES"]):
            real = (folder / name).resolve() if is_odd else static
            if real.is_relative_to(home) and not real.is_relative_to(static):
                place = seen_from_here(folder / name)
                yield Fault(
                    place,
                    0,
                    "a link into the content folder",
                    "copy the file there",
                    kind="file-astray",
                )


def _own(settings: Settings) -> Path:
    return Path(settings["THEME"]) / "static"


def static_files(content: Path, statics: StaticFiles) -> list[Copy]:
    """Return the files of the content folder that the settings have published."""
    return [Copy(path, content / name, name) for name, path in statics.paths.items()]


def _manifest(composer: Composer, icons: Sequence[str], ground: str | None) -> Inputs:
    paper, site_url = composer.paper, composer.addresses.site_url
    addresses = {name: site_url(f"/theme/{name}") for name in icons}
    return {"text": manifest_text(paper.name, paper.lang, site_url("/"), ground, addresses)}


def _manifest_written(templates: Templates, template: str, inputs: Inputs) -> bytes:
    del templates, template
    text: str = inputs["text"]
    return text.encode()

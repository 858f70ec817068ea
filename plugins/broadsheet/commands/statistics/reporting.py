"""Reporting statistics: reads a paper without building it, counts, and writes it down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from broadsheet.build.building import Building
from broadsheet.build.session import Session
from broadsheet.commands.editions import CURRENT, EDITIONS
from broadsheet.commands.settings_file import newspaper
from broadsheet.commands.spare_cache import spare_cache
from broadsheet.commands.statistics.figures import Figures, figures_of
from broadsheet.commands.statistics.page_sizes import sizes_of
from broadsheet.commands.statistics.telling import FORMATS, as_json, as_lines, as_page
from broadsheet.incremental.whole_files import write_whole
from broadsheet.reporting.current_folder import seen_from_here
from broadsheet.reporting.errors import BroadsheetError
from broadsheet.reporting.faults import choose_from
from broadsheet.reporting.stopwatch import Stopwatch
from broadsheet.site.output_folder import LIST_NAME, MARK_NAME


class CannotCount(BroadsheetError):
    """Statistics are asked for in a way that there is none, or at a place where readers look."""


def statistics(
    settings_file: Path, overrides: Mapping[str, Any], form: str, page: str
) -> Iterator[str]:
    """Yield what to print of a paper's figures.

    overrides: as for `load`. form: one of FORMATS. page: the file to write them to as a page, ""
    for none; then only its name is printed, unless they are wanted as JSON.
    Raises BroadsheetError where the paper cannot be read, or the page not be written there.
    """
    if form not in FORMATS:
        raise CannotCount(f"--format: there is no `{form}` ({choose_from(form, FORMATS)})")
    paper = newspaper(str(settings_file), overrides)
    if paper.settings.get("DRAFTS"):
        # What a preview shows are no stories of the paper's. (Other settings make a store useless.)
        paper = newspaper(str(settings_file), {**overrides, "DRAFTS": False})
    folders = [Path(paper.settings[name]) for name in ("OUTPUT_PATH", "PATH")]
    file = _page_file(page, folders) if page else None

    def counted(session: Session, watch: Stopwatch) -> Figures:
        plan = Building(session, paper.reporter, watch).examine()
        site = plan.edition.site
        return figures_of(plan, sizes_of(folders[0], site.url, site.zone))

    with spare_cache(paper.settings):
        figures = paper.attend(counted)
    if file:
        write_whole(file, as_page(figures).encode())
    if form == "json":
        yield as_json(figures)
    elif file:
        yield seen_from_here(file)
    else:
        yield from as_lines(figures)


def _page_file(name: str, folders: list[Path]) -> Path:
    """Return where to write a page; raise CannotCount where readers might find it.

    folders: the output and the content folder of the paper.
    """
    file = Path(name).resolve()
    if file.suffix != ".html":
        raise CannotCount(f"--html {name}: a page's name ends in .html")
    names = (*folders, *filter(_is_published, file.parents))
    for folder in names:
        if file.is_relative_to(folder.resolve()):
            where = seen_from_here(folder)
            mend = "it names drafts; write it elsewhere"
            raise CannotCount(f"--html {name}: it would lie in {where}, and be published ({mend})")
    if not file.parent.is_dir():
        where = seen_from_here(file.parent)
        raise CannotCount(
            f"--html {name}: there is no folder {where} (make it, or write elsewhere)"
        )
    return file


def _is_published(folder: Path) -> bool:
    """Say whether a folder is any paper's output, or holds editions for a web server."""
    is_output = any((folder / name).exists() for name in (LIST_NAME, MARK_NAME))
    return is_output or ((folder / EDITIONS).is_dir() and (folder / CURRENT).is_symlink())

"""Charts: what stands around a drawing of numbers, and these as a table.

What a use says takes precedence over the sidecar, as it does everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.image_captions.catalogue import Picture, key_of_use
from broadsheet.image_captions.flaws import Flaw
from broadsheet.image_captions.numbers import Numbers
from broadsheet.reporting.faults import Fault
from broadsheet.story.model import Chart, Named, PictureUse
from broadsheet.views.composer import Composer
from broadsheet.views.records import ChartNumbers, ChartWords


def chart_of(use: PictureUse, picture: Picture) -> Chart | None:
    """Return what is said of a chart, None of any other picture."""
    return use.chart or picture.chart


def words_of(use: PictureUse, picture: Picture, composer: Composer) -> ChartWords | None:
    """Return what stands around a chart, None for any other picture."""
    chart = chart_of(use, picture)
    if chart is None:
        return None
    return ChartWords(chart.title, chart.note, chart.source, _table_of(chart, composer))


def _table_of(chart: Chart, composer: Composer) -> ChartNumbers | None:
    found = numbers_of(chart.data, composer) if chart.data else None
    if not isinstance(found, Numbers) or found.faults:
        return None
    url = composer.addresses.site_url(composer.addresses.file(found.path))
    absolute = composer.addresses.absolute(url)
    return ChartNumbers(url, absolute, found.header, found.rows, found.are_numbers)


def chart_faults(use: PictureUse, picture: Picture, composer: Composer) -> Iterator[Fault]:
    """Report what is wrong with the numbers of a chart."""
    chart = chart_of(use, picture)
    if chart is None or chart.data is None:
        return
    found = numbers_of(chart.data, composer)
    if isinstance(found, Flaw):
        yield found.at(chart.data.path, chart.data.line)
    else:
        yield from found.faults


def numbers_file(use: PictureUse, picture: Picture, composer: Composer) -> Iterator[str]:
    """Yield the file with the numbers of a chart, if it has one."""
    chart = chart_of(use, picture)
    found = numbers_of(chart.data, composer) if chart and chart.data else None
    if isinstance(found, Numbers):
        yield found.path


def numbers_of(data: Named, composer: Composer) -> Numbers | Flaw:
    """Return the numbers that a file names, or what is wrong."""
    found: Numbers | Flaw = composer.ask("numbers", key_of_use(data.path, data.src))
    return found

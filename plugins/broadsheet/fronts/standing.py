"""Standing pages: those that writers write, those that every paper needs, and that for the lost.

Pages that every paper needs exist even without a content file: then their text is made from the
settings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from broadsheet.fronts.old_addresses import redirects
from broadsheet.site.outputs import Listing, Output, page
from broadsheet.story.model import StaticPage
from broadsheet.views.composer import Composer
from broadsheet.views.written_pages import notice_page, written_page

_LATEST = 4  # stories for lost readers


def written_pages(composer: Composer, path: str) -> Iterator[Output]:
    """Yield the static page of a file, unless a capability prints it, and its redirects."""
    pages: Sequence[StaticPage] = composer.ask("pages", "")
    written = next(each for each in pages if each.path == path)
    if written.slug not in composer.claimed_slugs:
        yield _written(written, composer)
    yield from redirects(written, composer.addresses.page(written))


def unwritten_pages(composer: Composer, _: str) -> Iterator[Output]:
    """Yield the pages that every paper needs and nobody has written."""
    pages: Sequence[StaticPage] = composer.ask("pages", "")
    slugs = {written.slug for written in pages}
    for slug, heading, paragraphs in _unwritten(composer):
        if slug not in slugs:
            path = f"/{slug}/"
            yield _notice(path, heading, paragraphs, composer.listing(path, "page", heading))
    latest = tuple(story.path for story in composer.stories()[:_LATEST])
    yield page("/404.html", "lost.html", lost_inputs, latest, origin="the page /404.html")


def lost_inputs(composer: Composer, latest: Sequence[str]) -> Mapping[str, Any]:
    """Return the inputs of the page for lost readers. latest: the files of the newest stories."""
    _ = composer.words.gettext
    words = (_("The address may be mistyped, or the page may have moved."),)
    notice = notice_page(composer, "/404.html", _("This page is not here"), words, robots="noindex")
    return {**notice, "cards": composer.cards(latest)}


def _written(written: StaticPage, composer: Composer) -> Output:
    path = composer.addresses.page(written)
    arguments = (written.slug, written.heading, path)
    pictures = composer.pictures_in(written.path)
    listing = composer.listing(path, "page", written.heading, pictures=pictures)
    return page(path, "page.html", written_page, *arguments, origin=written.path, listing=listing)


def _notice(
    path: str,
    heading: str,
    paragraphs: tuple[str, ...],
    listing: Listing | None = None,
) -> Output:
    arguments, origin = (path, heading, paragraphs), f"the page {path}"
    return page(path, "notice_page.html", notice_page, *arguments, origin=origin, listing=listing)


def _unwritten(composer: Composer) -> list[tuple[str, str, tuple[str, ...]]]:
    publisher, _ = composer.paper.publisher, composer.words.gettext
    published = _("Published by %(publisher)s.", publisher=publisher.name)
    if publisher.email:
        write = _("Write to %(address)s.", address=publisher.email)
    else:
        write = _("Write to the editors.")
    return [
        ("about", _("About us"), (publisher.sentence, published)),
        ("contact", _("Contact"), (write,)),
        (
            "privacy",
            _("Privacy"),
            (
                _("These pages set no cookies and keep no record of what you read."),
                _(
                    "What you type into a form goes to the service that the form names, "
                    "for the purpose that it names."
                ),
            ),
        ),
    ]

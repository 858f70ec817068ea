"""Pages of plain words: those that editors write, and short ones that come with the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from broadsheet.views.composer import Composer
from broadsheet.views.records import Link


def written_page(composer: Composer, slug: str, heading: str, path: str) -> Mapping[str, Any]:
    """Return the inputs of `page.html`, and of templates that extend it.

    The words are those of the static page `slug`. Where nobody has written it, there is the
    heading alone. path: where the page stands.
    """
    written = composer.static_page(slug)
    heading = written.heading if written else heading
    summary = written.summary if written else None
    here = composer.addresses.site_url(path)
    return {
        "page": composer.meta(path, heading, **({"description": summary} if summary else {})),
        "heading": heading,
        "summary": summary,
        "body": composer.body(written.path, here, "page") if written else (),
    }


def notice_page(
    composer: Composer,
    path: str,
    heading: str,
    paragraphs: Sequence[str],
    robots: str | None = None,
) -> Mapping[str, Any]:
    """Return the inputs of `notice_page.html`: something to say, and the way to the front page.

    heading, paragraphs: in the paper's language already. robots: None for a page that search
    engines may find; any other is no original of anything either.
    """
    unfound = {"robots": robots, "canonical": None} if robots else {}
    return {
        "page": composer.meta(path, heading, **unfound),
        "heading": heading,
        "paragraphs": tuple(paragraphs),
        "link": link_home(composer),
    }


def link_home(composer: Composer) -> Link:
    """Return the link to the front page, for pages that have nothing else to offer."""
    return Link(composer.words.gettext("Go to the front page"), composer.addresses.site_url("/"))

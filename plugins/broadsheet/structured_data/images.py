"""Pictures in the words of schema.org, with all that is known of whose they are.

Google shows a licence beside a picture by these words:
https://developers.google.com/search/docs/appearance/structured-data/image-license-metadata.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from broadsheet.api import (
    Composer,
    Figure,
    PictureDetails,
    PictureFile,
    Rights,
    page_of_licence,
)

Node = dict[str, Any]
"""Something in the words of https://schema.org."""

# The codes of IPTC's that https://schema.org/IPTCDigitalSourceEnumeration knows by the same words.
_KNOWN = frozenset(
    {"algorithmicMedia", "algorithmicallyEnhanced", "composite", "compositeCapture"}
    | {"compositeSynthetic", "compositeWithTrainedAlgorithmicMedia", "dataDrivenMedia"}
    | {"digitalCapture", "negativeFilm", "positiveFilm", "print", "trainedAlgorithmicMedia"}
    | {"virtualRecording"}
)


def image_object(
    figure: Figure,
    composer: Composer,
    rights: Rights | None = None,
    caption: Markup | None = None,
) -> Node:
    """Return a picture.

    rights: those of its story, which go for the paper's own pictures only. caption: what the story
    says below it.
    """
    file = PictureFile(figure.file)
    details = composer.contribution(PictureDetails, file) if figure.file else None
    told = dict(details.rights) if details else {}
    of_story = rights if composer.paper.owns(figure.credit) else None
    licence_of_story = of_story.licence.url if of_story and of_story.licence else None
    licensor = told.get("licensor", "")
    return {
        "@type": "ImageObject",
        "url": figure.absolute_url,
        "contentUrl": figure.absolute_url,
        "width": figure.width,
        "height": figure.height,
        "caption": caption.striptags() if caption else None,
        "creditText": figure.credit,
        "creator": _creator(told["creator"], composer) if "creator" in told else None,
        "copyrightNotice": told.get("copyright"),
        "license": licence_page(told) or licence_of_story,
        "acquireLicensePage": licensor if licensor.startswith("http") else acquire_page(of_story),
        "digitalSourceType": _digital_source(told.get("digital_source", "")),
    }


def _digital_source(term: str) -> str | None:
    """Return how a picture came about in the words of schema.org, as far as it has one for it."""
    code = term.rpartition("/")[2]
    return (
        f"https://schema.org/{code[:1].upper()}{code[1:]}DigitalSource" if code in _KNOWN else None
    )


def _creator(name: str, composer: Composer) -> Node:
    return {"@type": "Organization" if composer.is_organization(name) else "Person", "name": name}


def acquire_page(rights: Rights | None) -> str | None:
    """Return the page on which others learn how to print a story or a picture, None without one.

    It has no query: that would name the story, and be another page for each. A mailbox is no page.
    """
    url = rights.link.url if rights and rights.link else ""
    return re.split("[?#]", url)[0] if url.startswith(("https:", "http:")) else None


def licence_page(told: Mapping[str, str]) -> str | None:
    """Return the page of a picture's licence: an address, or that of a well-known licence's name.

    told: what is known of its rights, as `PictureDetails` has it.
    """
    texts = (told.get(name, "") for name in ("licence", "web_statement", "usage_terms"))
    return next(filter(None, map(page_of_licence, texts)), None)

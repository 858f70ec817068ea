"""Structured data against two lists: the terms of schema.org, and the fields that Google reads.

Terms: https://schema.org/docs/full.html. Fields: the pages on Article, BreadcrumbList, ProfilePage,
image licences and Organization below
https://developers.google.com/search/docs/appearance/structured-data/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.pictures.makers import drawing, file_of
from tests.support.small_paper import MakeSite, Paper, story

HOST = "https://halyard.example"
TITLES = (
    "</script><b>Harbour & \"sea\" 'open'",
    "]]> Fish & chips <reopens>",
    "Storm 🌊 over Hülsta",
    "السفينة \u2067Aurora\u2069 عادت",
    "One \u200fRTL\u200e and \u2068isolate\u2069",
)
THING = {"name", "url", "description", "image", "sameAs", "mainEntityOfPage"}
WORK = THING | {
    *("about", "acquireLicensePage", "author", "copyrightNotice", "correction", "creator"),
    *("creditText", "dateModified", "datePublished", "headline", "inLanguage", "isPartOf"),
    *("isAccessibleForFree", "isBasedOn", "keywords", "license", "mainEntity", "publisher", "text"),
    "position",
    *("publishingPrinciples", "usageInfo", "digitalSourceType"),
}
ARTICLE = WORK | {"articleBody", "articleSection", "backstory", "wordCount"}
POLICIES = {
    *(
        "actionableFeedbackPolicy",
        "correctionsPolicy",
        "diversityPolicy",
        "diversityStaffingReport",
    ),
    *("ethicsPolicy", "masthead", "missionCoveragePrioritiesPolicy", "noBylinesPolicy"),
    *("ownershipFundingInfo", "unnamedSourcesPolicy", "verificationFactCheckingPolicy"),
}
TERMS = {
    "NewsArticle": ARTICLE | {"dateline"},
    "OpinionNewsArticle": ARTICLE | {"dateline"},
    "BlogPosting": ARTICLE,
    "LiveBlogPosting": ARTICLE | {"coverageStartTime", "coverageEndTime", "liveBlogUpdate"},
    "NewsMediaOrganization": THING
    | {"legalName", "email", "logo", "publishingPrinciples"}
    | POLICIES,
    "Person": THING | {"jobTitle", "email", "worksFor"},
    "Organization": THING | {"email"},
    "CreativeWorkSeries": WORK,
    "ImageObject": WORK | {"contentUrl", "width", "height", "caption"},
    "CorrectionComment": WORK,
    "CreativeWork": WORK,
    "WebSite": WORK,
    "CollectionPage": WORK,
    "ProfilePage": WORK,
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"item", "position"},
}
GOOGLE = {
    "NewsArticle": {"author", "dateModified", "datePublished", "headline", "image"},
    "OpinionNewsArticle": {"author", "dateModified", "datePublished", "headline", "image"},
    "LiveBlogPosting": {"author", "coverageStartTime", "datePublished", "headline"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"item", "name", "position"},
    "ProfilePage": {"mainEntity"},
    "NewsMediaOrganization": {"name", "url", "logo", "sameAs", "email"},
    "ImageObject": {"contentUrl", "url"},
    "Person": {"name"},
    "Organization": {"name"},
}
ADDRESSES = POLICIES | {
    *("url", "contentUrl", "item", "license", "acquireLicensePage", "publishingPrinciples"),
    *("sameAs", "mainEntityOfPage", "digitalSourceType"),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d")


@pytest.fixture(scope="module")
def paper(site_of_module: MakeSite) -> Paper:
    """A paper that says all that can be said."""
    lead = "{src: images/a.png, alt: A tug, caption: The *tug*}"
    told = {
        "image": lead,
        "authors": "[Jane Doe, Omar Said, Port Council]",
        "tags": "[Ports]",
        "dateline": "GENEVA",
        "series": "The long war",
        "corrections": "[{date: 2024-06-14, text: 'It was *Tuesday*.'}]",
        "backstory": "We read two hundred letters.",
        "based_on": "[{name: The accounts, url: 'https://example.org/accounts'}]",
    }
    files: dict[str, Any] = {
        f"articles/{number}.md": story(
            title="'" + title.replace("'", "''") + "'", slug=f"n{number}"
        )
        for number, title in enumerate(TITLES)
    }
    files |= {
        "articles/full.md": story(slug="full", **told),
        "articles/live.md": story("## 07:40 Open\n\nIt is.", title="Live", slug="live", live="yes"),
        "articles/view.md": story(title="View", slug="view", category="Opinion", lang="es"),
        "authors/jane.md": "---\nname: Jane Doe\nrole: Editor\n---\nShe writes.\n",
        "authors/council.md": "---\nname: Port Council\nkind: organization\n---\nIt governs.\n",
        "pages/about.md": "---\ntitle: About\n---\nWe are.\n",
        "images/a.png": file_of(drawing(), "PNG"),
        "images/a.png.yaml": (
            "credit: The Halyard\ncreator: Ann Lee\ncopyright: © 2024 Ann Lee\nlicence: CC BY-SA 4.0\n"
            "digital_source: trainedAlgorithmicMedia\n"
        ),
    }
    settings = {
        "publishing_principles": "/about/",
        "corrections_policy": "/about/",
        "ethics_policy": "/about/",
        "feedback_policy": "/contact/",
        "ownership_funding": "/about/",
        "masthead": "/authors/",
        "mission": "/about/",
        "diversity_policy": "/about/",
        "diversity_report": "/about/",
        "verification_policy": "/about/",
        "unnamed_sources_policy": "/about/",
        "no_bylines_policy": "/about/",
        "same_as": ["https://m.example/@halyard"],
    }
    made = site_of_module(files, SITEURL=HOST, NEWS_MEDIA=settings)
    assert not made.faults
    return made


def graphs(paper: Paper) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for page in sorted(paper.output.rglob("*.html")):
        path = page.relative_to(paper.output).as_posix()
        for script in paper.html(path).select('script[type="application/ld+json"]'):
            yield path, json.loads(script.get_text())["@graph"]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield all nodes with a type, wherever they stand; references have none."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        else:
            assert value.keys() == {"@id"}
        for each in value.values():
            yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def of_type(paper: Paper, path: str, kind: str) -> dict[str, Any]:
    (found,) = [
        each for at, graph in graphs(paper) if at == path for each in graph if each["@type"] == kind
    ]
    return found


def test_only_terms_of_schema_org_are_used(paper: Paper) -> None:
    """Each property is one of its type or of a type above it, and every type is said somewhere."""
    seen = set()
    for path, graph in graphs(paper):
        for node in nodes(graph):
            seen.add(node["@type"])
            unknown = {key for key in node if key[0] != "@"} - TERMS[node["@type"]]
            assert not unknown, (path, node["@type"], unknown)
    assert seen == TERMS.keys()


def test_what_google_reads_is_there(paper: Paper) -> None:
    """Of every node the fields that Google requires or recommends, where there can be any."""
    for path, graph in graphs(paper):
        for node in nodes(graph):
            wanted = set(GOOGLE.get(node["@type"], set()))
            if path not in ("2024/06/full/index.html",):
                wanted -= {"image"}  # it has none
            assert wanted <= node.keys(), (path, node["@type"], wanted - node.keys())


def test_values_are_full_addresses_and_moments(paper: Paper) -> None:
    """An address begins with its scheme, a moment has its zone, and nothing is empty."""
    for path, graph in graphs(paper):
        for node in nodes(graph):
            for key, value in node.items():
                assert value not in (None, "", [], {}), (path, key)
                if key in ADDRESSES:
                    for each in value if isinstance(value, list) else [value]:
                        assert urlsplit(each).scheme == "https" and urlsplit(each).netloc, each
                if (key.startswith("date") and key != "dateline") or key.endswith("Time"):
                    assert MOMENT.fullmatch(value), (path, key, value)


def test_addresses_of_this_site_lead_somewhere(paper: Paper) -> None:
    """Search engines are sent nowhere that readers could not go."""
    files = paper.files()
    for path, graph in graphs(paper):
        for node in nodes(graph):
            url = str(node.get("url", ""))
            if url.startswith(f"{HOST}/"):
                place = url.removeprefix(f"{HOST}/").partition("#")[0]
                assert (place + "index.html" * (not place or place[-1] == "/")) in files, (
                    path,
                    url,
                )


def test_a_picture_says_whose_it_is(paper: Paper) -> None:
    """The credit, who made it, the notice, the page of its licence, and where to ask for it."""
    images = of_type(paper, "2024/06/full/index.html", "NewsArticle")["image"]
    assert images
    for image in images:  # in each shape
        assert image["creditText"] == "The Halyard"
        assert image["creator"] == {"@type": "Person", "name": "Ann Lee"}
        assert image["copyrightNotice"] == "© 2024 Ann Lee"
        assert image["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
        assert image["acquireLicensePage"] == f"{HOST}/republishing/"
        assert image["digitalSourceType"].endswith("/TrainedAlgorithmicMediaDigitalSource")
        assert image["caption"] == "The tug"


def test_a_story_tells_how_it_came_about(paper: Paper) -> None:
    """To readers and to search engines; a correction is the last change."""
    article = of_type(paper, "2024/06/full/index.html", "NewsArticle")
    assert article["backstory"] == "We read two hundred letters."
    assert article["isBasedOn"] == [
        {
            "@type": "CreativeWork",
            "name": "The accounts",
            "url": "https://example.org/accounts",
        }
    ]
    assert article["dateModified"] == "2024-06-14T00:00:00+01:00"
    shown = paper.html("2024/06/full/index.html").select_one(".background")
    assert shown and "two hundred letters" in shown.get_text()
    assert [link["href"] for link in shown.select("a")] == ["https://example.org/accounts"]
    assert paper.html("2024/06/n0/index.html").select_one(".background") is None


def test_the_publisher_tells_of_all_its_policies(paper: Paper) -> None:
    """Each under its own term."""
    publisher = of_type(paper, "index.html", "NewsMediaOrganization")
    assert POLICIES | {"publishingPrinciples"} <= publisher.keys()
    assert publisher["masthead"] == f"{HOST}/authors/"


def test_headlines_arrive_as_they_are(paper: Paper) -> None:
    """Whatever signs they hold; none ends the script."""
    for number, title in enumerate(TITLES):
        path = f"2024/06/n{number}/index.html"
        headline = of_type(paper, path, "NewsArticle")["headline"]
        assert re.sub('[“”‘’"]', "'", headline) == title.replace('"', "'")
        text = (paper.output / path).read_text("utf-8")
        assert text.count("</script>") == text.count("<script")


def test_a_series_is_one_thing_on_its_front_and_in_its_parts(paper: Paper) -> None:
    """The front is its page, with a way there; each part names it by the same id."""
    front = "series/the-long-war/index.html"
    series = of_type(paper, front, "CollectionPage")["mainEntity"]
    assert (series["@type"], series["name"]) == ("CreativeWorkSeries", "The long war")
    article = of_type(paper, "2024/06/full/index.html", "NewsArticle")
    assert (article["isPartOf"], article["position"]) == (series, 1)
    crumbs = of_type(paper, front, "BreadcrumbList")["itemListElement"]
    assert [each["item"] for each in crumbs] == [f"{HOST}/", series["url"]]


def test_a_story_says_how_long_it_is_where_it_is_from_and_in_which_language(paper: Paper) -> None:
    """As its page does."""
    article = of_type(paper, "2024/06/full/index.html", "NewsArticle")
    assert article["dateline"] == "GENEVA"
    assert article["wordCount"] == 5
    view = of_type(paper, "2024/06/view/index.html", "OpinionNewsArticle")
    assert view["inLanguage"] == "es"

"""Structured data: what search engines are told of a page, in the words of schema.org."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.pictures.makers import drawing, file_of
from tests.support.small_paper import MakeSite, Paper, story

PLUGINS = [
    "broadsheet.image_captions",
    "broadsheet.newsletter_signup",
    "broadsheet.republishing",
    "broadsheet.fronts",
    "broadsheet.syndication",
    "broadsheet.structured_data",
]
HOST = "https://halyard.example"
STORY = "2024/06/harbour/index.html"
AUTHOR = "---\nname: Jane Doe\nrole: World editor\nlinks: [{label: M, url: 'https://m.example/@j'}, {label: Old, url: 'http://o.example/'}, {label: Here, url: /about/}]\n---\nShe writes.\n"
TEXTS = {
    "articles/harbour.md": story(
        title='Harbour <reopens> & "all"',
        slug="harbour",
        authors="[Jane Doe]",
        tags="[Ports]",
        summary="After two days",
        modified="2024-06-12T09:00:00+00:00",
        corrections="[{date: 2024-06-12, text: 'The *year* was wrong.'}]",
    ),
    "articles/view.md": story(title="</script><b>", slug="view", category="Opinion"),
    "authors/jane.md": AUTHOR,
}


def built(site: MakeSite, **settings: Any) -> Paper:
    paper = site(TEXTS, PLUGINS=PLUGINS, SITEURL=HOST, **settings)
    assert not paper.faults
    return paper


def graph(paper: Paper, path: str) -> dict[str, dict[str, Any]]:
    """Return what a page says of itself, by type; nothing where it says nothing."""
    script = paper.html(path).select_one('script[type="application/ld+json"]')
    if script is None:
        return {}
    data = json.loads(script.get_text())
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def test_a_story_is_a_news_article(site: MakeSite) -> None:
    """With what its page shows, in full addresses and moments with a time zone."""
    article = graph(built(site), STORY)["NewsArticle"]
    assert article["headline"] == "Harbour <reopens> & “all”"
    assert article["url"] == f"{HOST}/2024/06/harbour/"
    assert article["datePublished"] == "2024-06-11T08:30:00+01:00"
    assert article["dateModified"] == "2024-06-12T10:00:00+01:00"
    assert article["description"] == "After two days"
    assert article["articleSection"] == "World"
    assert article["keywords"] == ["Ports"]
    assert article["isAccessibleForFree"] is True
    (author,) = article["author"]
    assert (author["name"], author["url"]) == ("Jane Doe", f"{HOST}/authors/jane-doe/")
    (correction,) = article["correction"]
    assert correction == {
        "@type": "CorrectionComment",
        "text": "The year was wrong.",
        "datePublished": "2024-06-12T00:00:00+01:00",
    }


def test_a_story_without_a_byline_is_the_papers_and_has_no_picture_of_the_house(
    site: MakeSite,
) -> None:
    """The card that stands for the paper elsewhere shows nothing of the story."""
    path = "2024/06/harbour-reopens/index.html"
    paper = site({"articles/a.md": story()}, PLUGINS=PLUGINS, SITEURL=HOST)
    article = graph(paper, path)["NewsArticle"]
    assert article["author"] == [article["publisher"]]
    assert "image" not in article
    assert paper.html(path).select_one("meta[property='og:image']")


def test_the_publisher_is_a_news_media_organization(site: MakeSite) -> None:
    """The same on each page, and named by each story."""
    policies = {"corrections_policy": "/about/", "same_as": ["https://m.example/@halyard"]}
    paper = built(site, NEWS_MEDIA=policies)
    publisher = graph(paper, "index.html")["NewsMediaOrganization"]
    assert publisher["name"] == "The Halyard"
    assert publisher["correctionsPolicy"] == f"{HOST}/about/"
    assert publisher["sameAs"] == ["https://m.example/@halyard"]
    told = graph(paper, STORY)
    assert told["NewsArticle"]["publisher"] == {"@id": publisher["@id"]}
    assert told["NewsMediaOrganization"] == publisher


def test_breadcrumbs_lead_from_the_front_page_to_the_story(site: MakeSite) -> None:
    """As the page has them, and the story itself at the end."""
    items = graph(built(site), STORY)["BreadcrumbList"]["itemListElement"]
    assert [each["position"] for each in items] == [1, 2, 3]
    assert [each["item"] for each in items] == [
        f"{HOST}/",
        f"{HOST}/world/",
        f"{HOST}/2024/06/harbour/",
    ]


def test_an_opinion_is_told_as_one_and_no_headline_ends_the_script(site: MakeSite) -> None:
    """Whatever signs a headline has."""
    paper = built(site)
    page = "2024/06/view/index.html"
    assert graph(paper, page)["OpinionNewsArticle"]["headline"] == "</script><b>"
    assert "</script><b>" not in (paper.output / page).read_text()


def test_an_author_has_a_profile_page(site: MakeSite) -> None:
    """Of the person whom stories name; profiles elsewhere are those at full addresses by https."""
    told = graph(built(site), "authors/jane-doe/index.html")
    person = told["ProfilePage"]["mainEntity"]
    assert (person["name"], person["jobTitle"]) == ("Jane Doe", "World editor")
    assert person["sameAs"] == ["https://m.example/@j"]
    assert person["@id"] == f"{HOST}/authors/jane-doe/#person"


def test_pages_that_search_engines_may_not_have_say_nothing(site: MakeSite) -> None:
    """A page for lost readers is about nothing."""
    assert graph(built(site), "404.html") == {}


def test_a_link_that_leads_nowhere_is_a_fault_of_the_setting(site: MakeSite) -> None:
    """As it is in every setting that gives an address."""
    paper = site(TEXTS, PLUGINS=PLUGINS, NEWS_MEDIA={"ethics_policy": "/no/such/"})
    assert paper.faults == [
        "settings: NEWS_MEDIA.ethics_policy: the link /no/such/ leads nowhere on this site"
        " (correct it)"
    ]


OTHER = """
from broadsheet.api import Capability, Link, page


def inputs(composer, kind):
    return {"page": composer.meta(f"/{kind}/", kind), "heading": kind, "paragraphs": (), "link": Link("Home", "/")}


def pages(composer, _):
    for kind in ("story", "author", "map"):
        listing = composer.listing(f"/{kind}/", kind, kind)
        yield page(f"/{kind}/", "notice_page.html", inputs, kind, origin=kind, listing=listing)


class Other(Capability):
    def planners(self):
        return {"other": pages}


CAPABILITY = Other


def register(): pass
"""


def test_a_page_of_another_plugin_is_no_story_by_its_kind(site: MakeSite, tmp_path: Path) -> None:
    """Nothing is said of a page that has other inputs than a story's or an author's."""
    (tmp_path / "other.py").write_text(OTHER, "utf-8")
    paper = site(TEXTS, PLUGINS=[*PLUGINS, "other"], PLUGIN_PATHS=[str(tmp_path)])
    assert not paper.faults
    assert [graph(paper, f"{kind}/index.html") for kind in ("story", "author", "map")] == [{}] * 3


TERMS = {
    "default": "open",
    "policies": [
        {
            "id": "open",
            "kind": "open",
            "name": "Free",
            "statement": "You may print this.",
            "licence": {
                "name": "Creative Commons Attribution 4.0",
                "code": "CC BY 4.0",
                "url": "https://creativecommons.org/licenses/by/4.0/",
            },
        },
        {"id": "fee", "kind": "fee", "name": "For a fee", "statement": "You may, for a fee."},
    ],
    "request": {"email": "rights@halyard.example"},
}


@pytest.mark.parametrize(("credit", "is_own"), [("The Halyard", True), ("Jane Roe/AFP", False)])
def test_a_licence_of_the_paper_goes_with_its_own_pictures_alone(
    site: MakeSite, credit: str, is_own: bool
) -> None:
    """Nobody may give away the picture of somebody else, though it stands in a free story."""
    lead = f"{{src: images/a.png, alt: A tug, credit: {credit}}}"
    files = {
        "articles/a.md": story(slug="harbour", image=lead),
        "images/a.png": file_of(drawing(), "PNG"),
    }
    paper = site(files, SITEURL=HOST, REPUBLISHING=TERMS)
    assert not paper.faults
    article = graph(paper, STORY)["NewsArticle"]
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert article["image"]
    for image in article["image"]:
        assert image["creditText"] == credit
        assert ("license" in image, "acquireLicensePage" in image) == (is_own, is_own)


def test_a_mailbox_is_no_page_on_which_to_ask(site: MakeSite) -> None:
    """Search engines send readers to a page, and would show a letter's text for one."""
    files = {"articles/a.md": story(slug="harbour", rights="fee")}
    paper = site(files, SITEURL=HOST, REPUBLISHING=TERMS)
    assert "mailto:rights@halyard.example" in (paper.output / STORY).read_text("utf-8")
    assert "acquireLicensePage" not in graph(paper, STORY)["NewsArticle"]


def test_the_logo_of_the_paper_is_its_square_icon(site: MakeSite, tmp_path: Path) -> None:
    """Its picture for sharing is a banner, and stands there only where there is no icon."""

    def logo(**settings: Any) -> str:
        told = graph(built(site, **settings), "index.html")["NewsMediaOrganization"]
        return str(told["logo"]["url"])

    assert logo() == f"{HOST}/theme/identity/social-card.png"
    icon = tmp_path / "looks" / "identity" / "apple-touch-icon.png"
    icon.parent.mkdir(parents=True)
    icon.write_bytes(b"")
    of_paper = {"THEME_STATIC_OVERRIDES": [str(icon.parent.parent)]}
    assert logo(**of_paper) == f"{HOST}/theme/identity/apple-touch-icon.png"


def test_pages_elsewhere_are_full_addresses(site: MakeSite) -> None:
    """A path of the paper's own is none."""
    paper = site(TEXTS, PLUGINS=PLUGINS, NEWS_MEDIA={"same_as": ["/about/"]})
    (fault,) = paper.faults
    assert "NEWS_MEDIA.same_as.0: “/about/” is no full address" in fault


AGENCY_TERMS = {
    "default": "fee",
    "policies": [
        TERMS["policies"][1],
        {"id": "afp", "kind": "agency", "name": "AFP", "owner": "Agence France-Presse"}
        | {"statement": "This story is {owner}'s."},
    ],
    "rules": [{"author": "AFP", "policy": "afp"}],
    "request": {"email": "rights@halyard.example"},
}


@pytest.mark.parametrize("name", ["A.F.P.", "Agence France-Presse", "The Halyard", "Port Council"])
def test_authors_that_are_no_people_are_organizations(site: MakeSite, name: str) -> None:
    """Agencies by the rules, the paper, and others by their file; nobody says they work for it."""
    files = {
        "articles/a.md": story(slug="harbour", authors=f"[{name}, Jane Doe]"),
        "authors/jane.md": AUTHOR,
        "authors/council.md": "---\nname: Port Council\nkind: organization\n---\nIt governs.\n",
    }
    paper = site(files, SITEURL=HOST, REPUBLISHING=AGENCY_TERMS)
    assert not paper.faults
    first, second = graph(paper, STORY)["NewsArticle"]["author"]
    assert (first["@type"], second["@type"]) == ("Organization", "Person")
    path = f"{first['url'].removeprefix(HOST).strip('/')}/index.html"
    told = graph(paper, path)
    assert "ProfilePage" not in told
    organization = told["CollectionPage"]["mainEntity"]
    assert first.items() <= organization.items()
    assert "worksFor" not in organization
    (kind,) = paper.html(path).select('meta[property="og:type"]')
    assert kind["content"] == "website"


@pytest.mark.parametrize(
    ("creator", "kind"),
    [("The Halyard", "Organization"), ("AFP", "Organization"), ("Ann Lee", "Person")],
)
def test_a_picture_is_made_by_a_person_the_paper_or_an_agency(
    site: MakeSite, creator: str, kind: str
) -> None:
    """As whoever made it is known."""
    files = {
        "articles/a.md": story(slug="harbour", image="{src: images/a.png, alt: A tug}"),
        "images/a.png": file_of(drawing(), "PNG"),
        "images/a.png.yaml": f"credit: {creator}\ncreator: {creator}\n",
    }
    paper = site(files, SITEURL=HOST, REPUBLISHING=AGENCY_TERMS)
    assert not paper.faults
    for image in graph(paper, STORY)["NewsArticle"]["image"]:
        assert image["creator"] == {"@type": kind, "name": creator}


def test_an_author_is_described_by_the_biography(site: MakeSite) -> None:
    """Else by what they do; programs that show links know the page for a profile."""
    bio = f"{AUTHOR}[^1]\n\nFrom ports.\n\n[^1]: Mostly.\n".replace("writes.\n[", "writes.[")
    files = {**TEXTS, "authors/jane.md": bio}
    paper = site(files, PLUGINS=PLUGINS, SITEURL=HOST)
    path = "authors/jane-doe/index.html"
    (described,) = paper.html(path).select('meta[name="description"]')
    assert described["content"] == "She writes. From ports."
    (kind,) = paper.html(path).select('meta[property="og:type"]')
    assert kind["content"] == "profile"
    person = graph(paper, path)["ProfilePage"]["mainEntity"]
    assert person["description"] == "She writes. From ports."


def test_a_story_without_a_summary_is_described_by_its_first_sentences(site: MakeSite) -> None:
    """As many as fit: every page that can be found for has a description."""
    text = "The tug was late. " + "It had met the fog off the cape. " * 12
    paper = site({"articles/a.md": story(text, slug="harbour")}, SITEURL=HOST)
    told = graph(paper, STORY)["NewsArticle"]["description"]
    assert told.startswith("The tug was late. It had met") and told.endswith("the cape.")
    assert 150 < len(told) <= 200
    for name in ('name="description"', 'property="og:description"'):
        (meta,) = paper.html(STORY).select(f"meta[{name}]")
        assert meta["content"] == told

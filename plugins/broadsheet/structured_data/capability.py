"""Structured data as a capability: one graph for each page, made of what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import shorten
from typing import Any

from broadsheet.api import (
    Capability,
    Composer,
    Figure,
    Inputs,
    Link,
    LiveCoverage,
    LiveUpdates,
    Page,
    PageMeta,
    Rights,
    SeriesPart,
    Settings,
    SharedPictures,
    Story,
    StoryView,
    keys_of,
    printed_address,
)
from broadsheet.structured_data.background import BackgroundKeys
from broadsheet.structured_data.images import Node, acquire_page, image_object
from broadsheet.structured_data.settings import StructuredDataSettings

_POLICIES = {
    "publishing_principles": "publishingPrinciples",
    "corrections_policy": "correctionsPolicy",
    "ethics_policy": "ethicsPolicy",
    "feedback_policy": "actionableFeedbackPolicy",
    "ownership_funding": "ownershipFundingInfo",
    "masthead": "masthead",
    "mission": "missionCoveragePrioritiesPolicy",
    "diversity_policy": "diversityPolicy",
    "diversity_report": "diversityStaffingReport",
    "verification_policy": "verificationFactCheckingPolicy",
    "unnamed_sources_policy": "unnamedSourcesPolicy",
    "no_bylines_policy": "noBylinesPolicy",
}
_READ = {
    "home": frozenset[str](),
    "section": frozenset({"page", "heading"}),
    "topic": frozenset({"page", "heading"}),
    "series": frozenset({"page", "heading"}),
    "story": frozenset({"story", "page", "lead"}),
    "author": frozenset({"name", "page", "role", "email", "picture", "links"}),
}
"""The inputs of a page of each kind that are described."""


class StructuredData(Capability[StructuredDataSettings]):
    """Adds the input `structured_data` to each page that search engines may have."""

    added_inputs = ("structured_data", "background")
    story_keys = BackgroundKeys

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        told = ((name, getattr(self.settings.news_media, name)) for name in _POLICIES)
        self.links = tuple((f"NEWS_MEDIA.{name}", link) for name, link in told if link)

    def story_inputs(self, story: Story, composer: Composer) -> Mapping[str, Any]:
        """Return how a story came about, None where it does not say."""
        keys = keys_of(BackgroundKeys, story.own)
        return {"background": keys.background}

    def page_inputs(self, page: Page, inputs: Inputs, composer: Composer) -> Mapping[str, Any]:
        """Return the graph of a page, None for one that is not to be found by search.

        A page of another plugin may be listed as a story without the inputs of a story's page:
        then nothing is said of it.
        """
        listing = page.listing
        kind = listing.kind if listing and listing.indexable else ""
        describe = {
            "story": self._story,
            "author": self._author,
            "home": self._home,
            "section": self._front,
            "topic": self._front,
            "series": self._front,
        }.get(kind)
        if describe is None or not _READ[kind] <= inputs.keys():
            return {"structured_data": None}
        graph = [_tidy(node) for node in describe(page, inputs, composer)]
        return {"structured_data": {"@context": "https://schema.org", "@graph": graph}}

    def _home(self, page: Page, inputs: Inputs, composer: Composer) -> Iterator[Node]:
        site, paper = composer.site, composer.paper
        home = composer.addresses.absolute(site.home)
        yield self._publisher(composer)
        yield {
            "@type": "WebSite",
            "@id": f"{home}#website",
            "url": home,
            "name": site.name,
            "description": site.description,
            "inLanguage": paper.lang,
            "publisher": {"@id": _publisher_id(composer)},
        }

    def _front(self, page: Page, inputs: Inputs, composer: Composer) -> Iterator[Node]:
        meta: PageMeta = inputs["page"]
        is_series = page.listing is not None and page.listing.kind == "series"
        yield {
            "@type": "CollectionPage",
            "@id": f"{meta.absolute_url}#front",
            "url": meta.absolute_url,
            "name": inputs["heading"],
            "description": meta.description,
            "inLanguage": meta.lang,
            "mainEntity": _series(inputs["heading"], meta.absolute_url) if is_series else None,
            "publisher": {"@id": _publisher_id(composer)},
        }
        yield self._publisher(composer)
        home = Link(composer.site.name, composer.site.home)
        yield _breadcrumbs([home, Link(inputs["heading"], meta.url)], composer)

    def _story(self, page: Page, inputs: Inputs, composer: Composer) -> Iterator[Node]:
        story: StoryView = inputs["story"]
        meta: PageMeta = inputs["page"]
        source = composer.story_at(page.origin)
        rights = composer.contribution(Rights, source)
        background = keys_of(BackgroundKeys, source.own)
        shared = composer.main_picture(SharedPictures, source)
        part = composer.contribution(SeriesPart, source)
        lead: Figure | None = inputs["lead"]
        caption = lead.caption if lead else None
        # The paper's picture for sharing shows nothing of the story.
        images = shared.found if shared else ()
        yield {
            "@type": "OpinionNewsArticle" if story.opinion else "NewsArticle",
            "@id": f"{story.absolute_url}#article",
            "url": story.absolute_url,
            "mainEntityOfPage": story.absolute_url,
            "headline": story.headline_text,
            "description": meta.description,
            "datePublished": composer.dates.iso(source.date),
            "dateModified": composer.dates.iso(source.last_changed),
            "dateline": story.dateline,
            "wordCount": composer.text(source.path).words,
            "inLanguage": story.lang,
            "isAccessibleForFree": True,
            "articleSection": story.section.label,
            "keywords": [topic.label for topic in story.topics],
            "author": _authors(story, composer),
            "publisher": {"@id": _publisher_id(composer)},
            "image": [image_object(each, composer, rights, caption) for each in images],
            "license": rights.licence.url if rights and rights.licence else None,
            "acquireLicensePage": acquire_page(rights),
            "isPartOf": _series(part.name, part.url) if part else None,
            "position": part.number if part else None,
            "backstory": background.backstory,
            "isBasedOn": [
                {"@type": "CreativeWork", "name": each.name, "url": each.url}
                for each in background.based_on
            ],
            "correction": [
                {
                    "@type": "CorrectionComment",
                    "text": each.text.striptags(),
                    "datePublished": each.moment,
                }
                for each in story.corrections
            ],
        }
        if live := composer.contribution(LiveCoverage, source):
            updates = composer.contribution(LiveUpdates, source) or LiveUpdates()
            yield _live_blog(story, source, live, updates, composer)
        yield self._publisher(composer)
        yield _breadcrumbs([*story.breadcrumb, Link(story.headline_text, story.url)], composer)

    def _author(self, page: Page, inputs: Inputs, composer: Composer) -> Iterator[Node]:
        """Yield the profile of a person, or the front of an organization's stories."""
        meta: PageMeta = inputs["page"]
        author = composer.author_at(inputs["name"])
        is_person = not composer.is_organization(author.name)
        picture: Figure | None = inputs["picture"]
        yield {
            "@type": "ProfilePage" if is_person else "CollectionPage",
            "@id": f"{meta.absolute_url}#profile",
            "url": meta.absolute_url,
            "inLanguage": meta.lang,
            "mainEntity": {
                **_author(author.name, meta.url, composer),
                "description": composer.beginning(author.path),
                "jobTitle": inputs["role"] if is_person else None,
                "email": inputs["email"],
                "image": image_object(picture, composer) if picture else None,
                "sameAs": [each.url for each in inputs["links"] if each.url.startswith("https:")],
                "worksFor": {"@id": _publisher_id(composer)} if is_person else None,
            },
        }
        yield self._publisher(composer)
        home = Link(composer.site.name, composer.site.home)
        yield _breadcrumbs([home, Link(author.name, meta.url)], composer)

    def _publisher(self, composer: Composer) -> Node:
        paper, told, addresses = composer.paper, self.settings.news_media, composer.addresses
        elsewhere = [*told.same_as, *(each.url for each in paper.profiles)]
        policies = {
            word: addresses.absolute(printed_address(link, addresses))
            for name, word in _POLICIES.items()
            if (link := getattr(told, name))
        }
        return {
            "@type": "NewsMediaOrganization",
            "@id": _publisher_id(composer),
            "name": paper.name,
            "legalName": paper.publisher.name,
            "description": paper.publisher.sentence,
            "email": paper.publisher.email,
            "url": addresses.absolute(composer.site.home),
            "logo": _logo(composer),
            "sameAs": list(dict.fromkeys(elsewhere)),
            **policies,
        }


def _live_blog(
    story: StoryView, source: Story, live: LiveCoverage, updates: LiveUpdates, composer: Composer
) -> Node:
    """Return a story as the coverage of an event (https://schema.org/LiveBlogPosting)."""
    authors = _authors(story, composer)
    publisher = {"@id": _publisher_id(composer)}
    return {
        "@type": "LiveBlogPosting",
        "@id": f"{story.absolute_url}#live",
        "url": story.absolute_url,
        "isPartOf": {"@id": f"{story.absolute_url}#article"},
        "headline": story.headline_text,
        "inLanguage": story.lang,
        "datePublished": composer.dates.iso(source.date),
        "dateModified": composer.dates.iso(source.last_changed),
        "coverageStartTime": live.begins.iso,
        "coverageEndTime": live.ends.iso if live.ends else None,
        "author": authors,
        "publisher": publisher,
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "@id": each.url,
                "url": each.url,
                "headline": each.headline or shorten(each.text, 110, placeholder="…"),
                "articleBody": each.text,
                "datePublished": each.when.iso,
                "author": authors,
                "publisher": publisher,
            }
            for each in updates.updates
        ],
    }


def _logo(composer: Composer) -> Node | None:
    """Return the paper's mark: its square icon, else its picture for sharing."""
    icon, card = composer.site.touch_icon, composer.social_card
    if icon:
        url = composer.addresses.absolute(icon)
        return {"@type": "ImageObject", "url": url, "contentUrl": url}
    return image_object(card, composer) if card else None


def _publisher_id(composer: Composer) -> str:
    return f"{composer.addresses.absolute(composer.site.home)}#publisher"


def _authors(story: StoryView, composer: Composer) -> list[Node]:
    """Return who wrote a story: the paper itself where nobody is named."""
    named = [_author(link.label, link.url, composer) for link in story.byline]
    return named or [{"@id": _publisher_id(composer)}]


def _author(name: str, url: str, composer: Composer) -> Node:
    """Return an author with a page of this site: a person, or an organization such as an agency."""
    kind = "Organization" if composer.is_organization(name) else "Person"
    url = composer.addresses.absolute(url)
    return {"@type": kind, "@id": f"{url}#{kind.lower()}", "name": name, "url": url}


def _series(name: str, url: str) -> Node:
    """Return a series. url: of its front, in full."""
    return {"@type": "CreativeWorkSeries", "@id": f"{url}#series", "name": name, "url": url}


def _breadcrumbs(links: list[Link], composer: Composer) -> Node:
    items = [
        {
            "@type": "ListItem",
            "position": number,
            "name": link.label,
            "item": composer.addresses.absolute(link.url),
        }
        for number, link in enumerate(links, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _tidy(value: Any) -> Any:
    """Return data without empty values."""
    if isinstance(value, dict):
        said = ((key, _tidy(each)) for key, each in value.items())
        return {key: each for key, each in said if each not in (None, "", [])}
    if isinstance(value, list):
        return [_tidy(each) for each in value]
    return value

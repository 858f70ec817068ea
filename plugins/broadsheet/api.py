"""The API of capabilities: every name that a paper's plugin may import from Broadsheet.

These names stay importable from here through all versions of one major number, even when their
code moves to another module. Versions are semantic (https://semver.org); the changelog lists the
changes of this API.
"""

from __future__ import annotations

from broadsheet.content.edition import Edition, Topic
from broadsheet.in_pelican.connecting import for_papers_only
from broadsheet.incremental.queries import PlainQuery, Query
from broadsheet.plan.capability import Capability, Planner
from broadsheet.plan.files_of_texts import planners_of_texts
from broadsheet.plan.indexes import Index, in_shards, whole
from broadsheet.plan.texts import CheckContext, Text
from broadsheet.reporting.faults import Fault, Gravity, choose_from, setting_fault
from broadsheet.site.addresses import Addresses
from broadsheet.site.models import StrictSettings
from broadsheet.site.options import CapabilitySettings
from broadsheet.site.outputs import (
    CannotDerive,
    Copy,
    Derivative,
    Document,
    Inputs,
    Listing,
    Output,
    Page,
    Recipe,
    Templates,
    document,
    page,
)
from broadsheet.site.settings import Section, Settings, Site
from broadsheet.site.web_addresses import WebAddress, WebAddressOrPath, printed_address
from broadsheet.story.draft import Draft
from broadsheet.story.fields import Day, Moment, Unfit
from broadsheet.story.front import StoryKeys, keys_of
from broadsheet.story.licences import page_of_licence
from broadsheet.story.model import Author, Body, Captioned, PictureUse, StaticPage, Story
from broadsheet.story.slots import Slot, words_in
from broadsheet.story.tree import append, insert_after, insert_before, parse, take_out, text_of
from broadsheet.views.composer import Composer
from broadsheet.views.contributions import Contributor
from broadsheet.views.media import Medium
from broadsheet.views.records import (
    Card,
    CardPicture,
    Enclosure,
    Enclosures,
    Figure,
    Filled,
    FramedPicture,
    Link,
    LiveCoverage,
    LiveUpdate,
    LiveUpdates,
    MainPicture,
    PageMeta,
    PictureDetails,
    PictureFile,
    PictureSizes,
    PictureSource,
    Rights,
    SeriesPart,
    SharedPictures,
    SharedSizes,
    Sitemaps,
    StoryView,
)
from broadsheet.words import N_

__all__ = [
    "N_",
    "Addresses",
    "Author",
    "Body",
    "CannotDerive",
    "Capability",
    "CapabilitySettings",
    "Captioned",
    "Card",
    "CardPicture",
    "CheckContext",
    "Composer",
    "Contributor",
    "Copy",
    "Day",
    "Derivative",
    "Document",
    "Draft",
    "Edition",
    "Enclosure",
    "Enclosures",
    "Fault",
    "Figure",
    "Filled",
    "FramedPicture",
    "Gravity",
    "Index",
    "Inputs",
    "Link",
    "Listing",
    "LiveCoverage",
    "LiveUpdate",
    "LiveUpdates",
    "MainPicture",
    "Medium",
    "Moment",
    "Output",
    "Page",
    "PageMeta",
    "PictureDetails",
    "PictureFile",
    "PictureSizes",
    "PictureSource",
    "PictureUse",
    "PlainQuery",
    "Planner",
    "Query",
    "Recipe",
    "Rights",
    "Section",
    "SeriesPart",
    "Settings",
    "SharedPictures",
    "SharedSizes",
    "Site",
    "Sitemaps",
    "Slot",
    "StaticPage",
    "Story",
    "StoryKeys",
    "StoryView",
    "StrictSettings",
    "Templates",
    "Text",
    "Topic",
    "Unfit",
    "WebAddress",
    "WebAddressOrPath",
    "append",
    "choose_from",
    "document",
    "for_papers_only",
    "in_shards",
    "insert_after",
    "insert_before",
    "keys_of",
    "page",
    "page_of_licence",
    "parse",
    "planners_of_texts",
    "printed_address",
    "setting_fault",
    "take_out",
    "text_of",
    "whole",
    "words_in",
]

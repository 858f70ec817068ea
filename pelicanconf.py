"""The paper's settings, for writing and preview. publishconf.py says what differs in production.

docs/settings.md explains every setting.
"""

from pathlib import Path

from broadsheet.defaults import *  # noqa: F403 - a paper says what is different

# The version whose changes this paper has taken over; `broadsheet upgrade` keeps it.
BROADSHEET_VERSION = "0.2.0"

# The paper

SITENAME = "The Halyard"
SITESUBTITLE = "News from an open sea"
SITE_DESCRIPTION = (
    "The Halyard is an independent paper of world affairs, the economy, science and culture."
)
SITEURL = "http://localhost:8000"
DEFAULT_LANG = "en-GB"
TIMEZONE = "Europe/London"

PUBLISHER = {
    "name": "The Halyard",
    "sentence": (
        "The Halyard is an independent newspaper, owned by its readers and published in "
        "Port Ellery since 2019."
    ),
    "email": "editors@halyard.example",
}

# The pages that say how the paper is made, for search engines.
NEWS_MEDIA = {
    "publishing_principles": "/about/#standards",
    "ethics_policy": "/about/#standards",
    "corrections_policy": "/about/#corrections",
    "feedback_policy": "/contact/",
    "ownership_funding": "/about/#who-pays-for-it",
    "masthead": "/authors/",
}

SECTIONS = [
    {
        "name": "World",
        "description": "Diplomacy, conflict and elections, reported from where they happen.",
    },
    {"name": "Economy", "description": "Trade, money, work, and what they do to people."},
    {"name": "Science", "description": "Space, climate, health and the living planet."},
    {"name": "Culture", "description": "Books, film, music, buildings and the people behind them."},
    {"name": "Opinion", "description": "Arguments, signed.", "opinion": True},
]

# Stories dated before this day are forgiven a missing alt text or credit: None forgives nothing.
STRICT_SINCE = None

# In production a picture without a credit is an error; in preview it is a warning.
PRODUCTION = False

# Hosts whose frames (videos, maps) may stand in stories. None may unless it is named here.
EMBED_HOSTS: list[str] = []

# Newsletters

NEWSLETTERS = [
    {
        "id": "morning",
        "name": "The Morning Line",
        "pitch": "The day's news in one calm letter, before breakfast.",
        "frequency": "Every weekday",
        "provider": {"kind": "buttondown", "user": "halyard-morning"},
        "privacy": "/privacy/",
        "default": True,
    },
    {
        "id": "levant",
        "name": "The Levant Letter",
        "pitch": "Leila Haddad-Moss on Syria, its neighbours and the powers that meddle there.",
        "frequency": "Every Thursday",
        "topics": ["Syria", "Middle East"],
        "provider": {
            "kind": "mailchimp",
            "account": "halyard",
            "dc": "us21",
            "u": "5f2c9a7d4be1860f3d2e9b7a1",
            "id": "0c4e81b6f3",
        },
        "privacy": "/privacy/",
        # Readers of a long war report finish it first: the block follows the story.
        "placement": "end",
    },
    {
        "id": "ledger",
        "name": "The Ledger",
        "pitch": "What moved the economy this week, in figures you can check.",
        "frequency": "Every Saturday",
        "sections": ["Economy"],
        "provider": {
            "kind": "listmonk",
            "root": "https://lists.halyard.example",
            "lists": ["2f1b0f9e-6f1d-4f0e-9f57-3f0a4f3f9f11"],
        },
        "privacy": "/privacy/",
    },
    {
        "id": "tide-table",
        "name": "Tide Table",
        "pitch": "Climate, oceans and space: one finding a week, explained.",
        "frequency": "Every Sunday",
        "sections": ["Science"],
        "topics": ["Climate", "Oceans"],
        "provider": {"kind": "brevo", "hash": "0a1b2c3d", "token": "MUIFAHalyardTideTable"},
        "privacy": "/privacy/",
    },
    {
        "id": "last-page",
        "name": "The Last Page",
        "pitch": "Books, film and music worth your weekend.",
        "frequency": "Every Friday",
        "sections": ["Culture"],
        "provider": {"kind": "beehiiv", "url": "https://lastpage.halyard.example/subscribe"},
        "privacy": "/privacy/",
    },
]

# How readers search the paper

SEARCH_FORM = {
    "action": "https://duckduckgo.com/",
    "hidden": {"sites": "halyard.example"},
}

# Republishing

REPUBLISHING = {
    "default": "fee",
    "policies": [
        {
            "id": "fee",
            "kind": "fee",
            "name": "For a fee",
            "statement": "You may republish this story for a fee.",
            "link_text": "Ask for the rights and see what they cost",
        },
        {
            "id": "agency",
            "kind": "agency",
            "name": "Agency report",
            "owner": "Northern Wire",
            "statement": (
                "This story belongs to {owner}: The Halyard cannot offer it to other publishers."
            ),
        },
        {
            "id": "afp",
            "kind": "agency",
            "name": "AFP report",
            "owner": "Agence France-Presse",
            "statement": (
                "This story belongs to {owner}: The Halyard cannot offer it to other publishers."
            ),
        },
        {
            "id": "open",
            "kind": "open",
            "name": "Free to republish",
            "licence": {
                "name": "Creative Commons Attribution 4.0",
                "code": "CC BY 4.0",
                "url": "https://creativecommons.org/licenses/by/4.0/",
            },
            "statement": "You may republish this story free of charge under an open licence.",
            "link_text": "Copy the story",
        },
    ],
    "rules": [
        {"author": "AFP", "policy": "afp"},
        {"author": "Northern Wire", "policy": "agency"},
    ],
    "request": {
        "form": {
            "action": "https://forms.halyard.example/republish",
            "hidden": {"desk": "rights"},
            "honeypot": "leave_empty",
        }
    },
    "fees": {
        "currencies": ["GBP", "EUR", "USD"],
        "rows": [
            {
                "use": "One story, online, up to 100,000 readers a month",
                "amounts": {"GBP": 90, "EUR": 105, "USD": 120},
            },
            {
                "use": "One story, online, more than 100,000 readers a month",
                "amounts": {"GBP": 180, "EUR": 210, "USD": 240},
            },
            {"use": "One story, in print", "amounts": {"GBP": 150, "EUR": 175, "USD": 200}},
            {
                "use": "Translation, online or in print",
                "note": "The translation is approved by us before it appears.",
                "amounts": {"GBP": 120, "EUR": 140, "USD": 160},
            },
            {
                "use": "Schools and universities",
                "amounts": {"GBP": 0, "EUR": 0, "USD": 0},
            },
            {"use": "A series, a book, or anything else", "amounts": {}},
        ],
    },
    "more": "/about/",
}

# Where things are

THEME = "theme"
THEME_STATIC_OVERRIDES = [str(Path(__file__).resolve().parent / "overrides" / "static")]

# The paper has its address since then. Never change it: feeds name stories by it.
FEED_IDS_SINCE = "2019-01-01"

# Plugins of the paper's own can lie beside those of Broadsheet.
PLUGIN_PATHS = [str(Path(__file__).resolve().parent / "plugins")]

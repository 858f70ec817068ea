"""Doubtful names: those that may be meant otherwise than they are written.

They are printed as they are written: what is found here is advice. Who has a file in the folder of
authors, and what the settings name, is known to be meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from broadsheet.content.edition import category_of
from broadsheet.content.loaded import LoadedContent
from broadsheet.reporting.faults import Fault, Gravity
from broadsheet.site.likeness import alike
from broadsheet.site.names import key_of
from broadsheet.site.settings import Site
from broadsheet.story.mistaken_lines import in_brackets
from broadsheet.story.model import Author, Story

_TITLE = re.compile(
    r"(?:jr|sr|ii|iii|iv|esq|ph\.?d|d\.?phil|m\.?d|m\.?a|b\.?a|m\.?sc|b\.?sc|m\.?ba|j\.?d|ll\.?[bmd]"
    r"|r\.?n|c\.?p\.?a|ed\.?d|d\.?d\.?s|m\.?p\.?h|m\.?f\.?a|m\.?p|q\.?c|k\.?c|o\.?b\.?e|c\.?b\.?e"
    r"|m\.?b\.?e|f\.?r\.?s|s\.?j)\.?",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<=\s)(?:&|\+|and|und|et|y|e|och|og|en|и)(?=\s)", re.IGNORECASE)
_BY = re.compile(
    r"(?:by|von|par|por|de|di|da|door|av|af|przez|od|από|от|text(?:e|o)?|words|story|report(?:ing)?"
    r"(?:\s+by)?)(?:\s+|\s*:\s*)(?=\S)",
    re.IGNORECASE,
)
# Left over from a byline with commas: “Jane Doe, and Omar Said”. Small letters: “E Street Band”.
_LEFT_OVER = re.compile(r"(?:and|und|et|och|og)\s+(?=\S)|(?:y|e|en|и)\s+(?=\S+\s)")
_NAME = re.compile(r"\S+(?:\s+\S+)+")  # two words at least: “Trade and Industry” are no two people


class _Use(Struct, frozen=True):
    """Where a name stands first. rank: sorts authors' files first, then the oldest stories."""

    name: str
    path: str
    line: int
    rank: tuple[bool, float, str]


def doubtful_bylines(loaded: LoadedContent) -> Iterator[Fault]:
    """Report titles that stand as authors, two that stand as one, and a word before a name.

    Such a word is “By”, or the “and” of a byline with commas.
    """
    filed = _spelt_in_files(loaded.authors)
    meant = filed.keys()
    stories = (*loaded.stories, *loaded.unfit)
    names = set(chain.from_iterable(story.authors for story in stories))
    known = {*map(key_of, names), *meant}
    spellings = {key: author.name for key, author in filed.items() if author}
    doubts = {
        name: doubt
        for name in names
        if key_of(name) not in meant and (doubt := _doubt(name) or _signed(name, known, spellings))
    }
    for story in stories if doubts else ():
        for name, titled in zip(story.authors, _with_titles(story.authors), strict=True):
            if name in doubts:
                what, mend = doubts[name]
                what, mend = f"“{name}” {what}", mend.replace("{titled}", titled)
                mend = mend.replace(
                    "{byline}", in_brackets(chain.from_iterable(map(people_in, story.authors)))
                )
                line = story.line("authors")
                yield Fault(story.path, line, what, mend, Gravity.ADVICE, kind="byline-doubtful")


def _with_titles(names: Sequence[str]) -> Iterator[str]:
    """Yield for each name of a byline the person it belongs to, with all titles behind the name."""
    for number in range(len(names)):
        first, last = number, number + 1
        while first >= 0 and _TITLE.fullmatch(names[first]):
            first -= 1
        while last < len(names) and _TITLE.fullmatch(names[last]):
            last += 1
        person = names[first] if first >= 0 else "Jane Doe"
        yield ", ".join((person, *names[first + 1 : last]))


def _doubt(name: str) -> tuple[str, str] | None:
    """Return what is doubtful in a name of a byline and what to do, None if nothing is.

    In what to do, `{titled}` stands for the name before it with all its titles, and `{byline}` for
    all names of the story, each by itself.
    """
    if _TITLE.fullmatch(name):
        return "is a title, and stands as an author", 'write `authors: ["{titled}"]`'
    if word := _LEFT_OVER.match(name):
        what = f"begins with “{word[0].strip()}”, and stands as another author"
        return what, "write `authors: {byline}`"
    if ";" in name:
        return "stands as one author", "write `authors: {byline}`"
    parts = people_in(name)
    if len(parts) > 1:
        mend = f"write `authors: [{', '.join(parts)}]`, or a file with this `name:` if it is one"
        return "stands as one author", mend
    return None


def people_in(name: str) -> list[str]:
    """Return the names in what stands as one: those that a semicolon or an “and” divides."""
    listed = [part.strip() for part in name.split(";")]
    people: list[str] = []
    for each in filter(None, listed):
        word = _LEFT_OVER.match(each)
        each = each[word.end() :] if word else each
        parts = [part.strip() for part in _AND.split(each)]
        people += parts if all(map(_NAME.fullmatch, parts)) else [each]
    return people


def _signed(name: str, known: Container[str], spelt: Mapping[str, str]) -> tuple[str, str] | None:
    """Return what is doubtful in a name behind a “By”, None if nothing is.

    known: the keys of all other names. spelt: the names of those who have a file. A “von” or a
    “de” belongs to many names: it is told where the rest is an author.
    """
    found = _BY.match(name)
    if found is None:
        return None
    word, rest = found.group().strip(), name[found.end() :]
    is_by = word.lower() in ("by", "by:")
    # A word alone behind a small “by” is a first name; “By Design” may be a name of its own.
    is_signed = is_by and (_NAME.fullmatch(rest) or word.islower())
    if key_of(rest) not in known and not is_signed:
        return None
    what = f"begins with “{word}”, and stands as another author"
    return (
        what,
        f"write `authors: [{spelt.get(key_of(rest), rest)}]`; the page says “{word}” itself",
    )


def near_names(loaded: LoadedContent, site: Site) -> Iterator[Fault]:
    """Report names of authors, topics and sections that are nearly those of others.

    Each pair is told once, where the newer name is used first. Nothing is said of two that are
    both known: authors with a file each, topics of TOPICS. Sections are looked at where the
    settings name none.
    """
    stories = (*loaded.stories, *loaded.unfit)
    filed = _spelt_in_files(loaded.authors)
    yield from _near(stories, "authors", lambda story: story.authors, filed)
    topics = dict.fromkeys(map(key_of, site.topics))
    yield from _near(stories, "tags", lambda story: story.tags, topics)
    if site.sections is None:
        yield from _near(stories, "category", lambda story: (category_of(story, site),), {})


def _spelt_in_files(authors: Iterable[Author]) -> dict[str, Author | None]:
    return {key_of(name): author for author in authors for name in (*author.also, author.name)}


def _near(
    stories: Iterable[Story],
    key: str,
    names_of: Callable[[Story], Iterable[str]],
    known: Mapping[str, Author | None],
) -> Iterator[Fault]:
    """Yield the faults of one front-matter key. known: the names that are known to be right."""
    used = set(map(key_of, set(chain.from_iterable(map(names_of, stories)))))
    told = sorted(used.union(name for name, author in known.items() if author))
    pairs = {frozenset(pair) for pair in alike(told) if not known.keys() >= {*pair}}
    if not pairs:
        return
    uses = _first_uses(stories, key, names_of, frozenset(chain.from_iterable(pairs)))
    for author in filter(None, known.values()):
        uses |= _uses_in(author)
    for pair in pairs:
        older, newer = sorted((uses[each] for each in pair), key=lambda use: use.rank)
        what = f"“{newer.name}” is nearly “{older.name}” of {older.path}:{older.line}"
        mend = _ADVICE[key](older, newer, key_of(older.name) in known)
        yield Fault(newer.path, newer.line, what, mend, Gravity.ADVICE, kind="name-near-another")


def _first_uses(
    stories: Iterable[Story],
    key: str,
    names_of: Callable[[Story], Iterable[str]],
    wanted: frozenset[str],
) -> dict[str, _Use]:
    """Return where each wanted name stands first, by its key: in the oldest story."""
    uses: dict[str, _Use] = {}
    for story in stories:
        for name in names_of(story):
            if (found := key_of(name)) in wanted:
                rank = (True, story.date.timestamp(), story.path)
                if found not in uses or rank < uses[found].rank:
                    uses[found] = _Use(name, story.path, story.line(key), rank)
    return uses


def _uses_in(author: Author) -> dict[str, _Use]:
    """Return where the spellings of an author's file stand, by their keys."""
    rank = (False, 0.0, author.path)
    named = [*((each, "also") for each in author.also), (author.name, "name")]
    return {key_of(name): _Use(name, author.path, author.line(key), rank) for name, key in named}


def _for_authors(older: _Use, newer: _Use, has_file: bool) -> str:
    if has_file:
        return f"write `also: [{newer.name}]` there if they are one, else a file for the other"
    keys = f"`name: {older.name}` and `also: [{newer.name}]`"
    return f"write an author's file with {keys} if they are one, else a file for each"


def _for_topics(older: _Use, newer: _Use, has_file: bool) -> str:
    del older, has_file
    return "spell them alike if they are one, else name both in TOPICS"


def _for_sections(older: _Use, newer: _Use, has_file: bool) -> str:
    del older, has_file
    return "spell them alike if they are one, else name both in SECTIONS"


_ADVICE = {"authors": _for_authors, "tags": _for_topics, "category": _for_sections}

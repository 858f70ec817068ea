"""The home page: which story leads, which stand second, and what each section shows."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice, takewhile

from msgspec import Struct

from broadsheet.fronts.editing import FRONT, BlockOrder, Order
from broadsheet.fronts.front_files import BIG_STORIES, HOME
from broadsheet.fronts.room import BIG, LEAD, has_pixels
from broadsheet.site.settings import Section
from broadsheet.story.model import Story
from broadsheet.views.composer import Composer
from broadsheet.views.records import CardPicture

_SECONDARY = 4
_BLOCK = 4
_LATEST = 8
_FEW = 4  # stories, of which no list of the latest is made
_RECENT = timedelta(days=3)  # before the newest story; what is older is not among the latest
_LEAD_AMONG = 4
_LAYOUTS = ("feature", "pair", "row")  # in the order in which they are taken


class HomeBlock(Struct, frozen=True):
    """What the home page shows of a section: the files of its stories.

    layout: how they stand: "feature", the first one big and the others beside it; "pair", two big
    ones; "row", all alike and with pictures; "words", without any; "voices", opinion with faces.
    """

    section: Section
    layout: str
    stories: tuple[str, ...]


class HomeLayout(Struct, frozen=True):
    """The files of the stories of the home page by their places.

    order: what editors want of the page. latest: the newest that stand nowhere else, for a list.
    """

    order: Order
    lead: str | None
    secondary: tuple[str, ...]
    blocks: tuple[HomeBlock, ...]
    latest: tuple[str, ...]


def lay_out(composer: Composer) -> HomeLayout:
    """Lay out the home page: as its front file has it, and for the rest by rules.

    The lead is the newest news story that has a picture, if one of the newest four has, and rather
    one whose picture has pixels enough; opinion stands apart; no story stands twice. A list of the
    latest says what else is new; where that is little, there is none.
    """
    order: Order = composer.ask(FRONT, HOME)
    stories = composer.stories()
    placed = {*order.pinned, *order.below, *(p for block in order.blocks for p in block.stories)}
    news = _news(stories, placed, composer)
    lead = order.lead or _path(_lead(news[:_LEAD_AMONG], composer))
    more = (story.path for story in news if story.path != lead)
    secondary = tuple(islice((*order.seconds, *more), max(_SECONDARY, len(order.seconds))))
    shown = {*placed, *secondary, *((lead,) if lead else ())}
    blocks = tuple(_blocks(order, shown, composer))
    shown.update(path for block in blocks for path in block.stories)
    return HomeLayout(order, lead, secondary, blocks, _latest(stories, shown))


def _blocks(order: Order, shown: Container[str], composer: Composer) -> Iterator[HomeBlock]:
    """Yield the sections: those that editors name in their order, then opinion, then the others."""
    wishes = {each.slug: each for each in order.blocks}
    rest = [each for each in composer.sections if each.slug not in wishes]
    rest.sort(key=lambda section: not section.opinion)
    by_slug = {section.slug: section for section in composer.sections}
    used: list[str] = []
    for section in (*map(by_slug.__getitem__, wishes), *rest):
        wish = wishes.get(section.slug, BlockOrder(section.slug, None, (), True))
        stories = _stories_of(section, wish, shown, composer) if wish.is_shown else []
        if stories:
            layout = wish.layout or _fitting(section, stories, wish.stories, used, composer)
            used.append(layout)
            in_order = _in_order(stories, layout, wish.stories, composer)
            yield HomeBlock(section, layout, in_order)


def _stories_of(
    section: Section, wish: BlockOrder, shown: Container[str], composer: Composer
) -> list[Story]:
    """Return the stories of a block: those that editors name, then the newest of the section."""
    own = list(map(composer.story_at, wish.stories))
    newest = composer.stories(f"section {section.slug}")
    unshown = (story for story in newest if story.path not in shown)
    return list(islice((*own, *unshown), max(_BLOCK, len(own))))


def _fitting(
    section: Section,
    stories: Sequence[Story],
    pinned: Container[str],
    used: Sequence[str],
    composer: Composer,
) -> str:
    """Return the layout that fits the pictures of stories, and was not used for the longest time.

    So sections that follow each other do not look alike. used: the layouts above, in their order.
    """
    if section.opinion:
        return "voices"
    fitting = [each for each in _LAYOUTS if _fits(each, stories, pinned, composer)]
    last = {layout: place for place, layout in enumerate(used)}
    return min(fitting, key=lambda layout: last.get(layout, -1), default="words")


def _fits(
    layout: str, stories: Sequence[Story], pinned: Container[str], composer: Composer
) -> bool:
    """Say whether what would stand big has pixels enough for it, or all of a row have pictures.

    A row has small ones: those in which nothing could be made out then do not count.
    """
    if big := BIG_STORIES.get(layout):
        first = _in_order(stories, layout, pinned, composer)[:big]
        pictures = [_picture(composer.story_at(path), composer) for path in first]
        return len(first) == big and all(map(has_pixels, pictures))
    pictures = [_picture(story, composer) for story in stories]
    small = sum(1 for each in pictures if each and each.is_small)
    return small >= max(3, len(stories))


def _in_order(
    stories: Sequence[Story], layout: str, pinned: Container[str], composer: Composer
) -> tuple[str, ...]:
    """Return the files of a block's stories; where some are big, the newest with a picture first.

    What editors name stays where they put it.
    """
    big = BIG_STORIES.get(layout, 0)
    first = [story for story in stories if story.path in pinned]
    rest = [story for story in stories if story not in first]
    first += _best_pictured(rest, BIG, composer)[: max(0, big - len(first))]
    return _paths((*first, *(story for story in stories if story not in first)))


def _latest(stories: Sequence[Story], shown: Container[str]) -> tuple[str, ...]:
    recent = takewhile(lambda story: stories[0].date - story.date < _RECENT, stories)
    latest = _paths(islice((story for story in recent if story.path not in shown), _LATEST))
    return latest if len(latest) >= _FEW else ()


def _paths(stories: Iterable[Story]) -> tuple[str, ...]:
    return tuple(story.path for story in stories)


def _path(story: Story | None) -> str | None:
    return story.path if story else None


def _news(stories: Sequence[Story], placed: Container[str], composer: Composer) -> list[Story]:
    """Return the newest stories that are no opinion, as many as the top of the page needs.

    placed: the files of those to which editors have given a place.
    """
    news = (
        story
        for story in stories
        if story.path not in placed and not composer.section_of(story).opinion
    )
    return list(islice(news, _SECONDARY + 1))


def _lead(newest: Sequence[Story], composer: Composer) -> Story | None:
    return next(iter((*_best_pictured(newest, LEAD, composer), *newest)), None)


def _best_pictured(stories: Sequence[Story], least: int, composer: Composer) -> list[Story]:
    """Return the stories with a picture, those first whose picture is so many pixels wide."""
    pictured = (story for story in stories if story.lead)
    return sorted(pictured, key=lambda story: not has_pixels(_picture(story, composer), least))


def _picture(story: Story, composer: Composer) -> CardPicture | None:
    return composer.main_picture(CardPicture, story)

"""The typed models of front matter: what writers may put there, and what each key must be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import unquote

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    create_model,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from broadsheet.story.charts import CHART_TOLD, ChartFront
from broadsheet.story.fields import Day, DayOrMoment, Email, Moment, Slug, Text, Unfit
from broadsheet.story.framing import (
    CARD_TOLD,
    CROPS_TOLD,
    DARK_TOLD,
    FOCUS_TOLD,
    PHONE_TOLD,
    SMALL_TOLD,
    Crops,
    Focus,
)
from broadsheet.story.model import AuthorKind
from broadsheet.story.picture_kinds import KIND_TOLD, PictureKind

_WORD = re.compile(r"[^\W\d_]{2}")
_NO_REASONS = frozenset({"yes", "no", "true", "false", "on", "off", "y", "n", "1", "0"})
_ACCOUNT = re.compile(r"@[\w.-]+@[\w-]+(\.[\w-]+)+")
_LANG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def _lang(value: object) -> object:
    if isinstance(value, str) and not _LANG.fullmatch(value):
        raise ValueError(f"“{value}” is no language code")
    return value


def _alias(value: object) -> object:
    return old_address(value) if isinstance(value, str) else value


def old_address(value: str) -> str:
    """Return an old address of the site as a server looks for it: decoded.

    Raises ValueError for what cannot be one.
    """
    try:
        decoded = unquote(value.strip(), errors="strict")
    except UnicodeDecodeError:
        raise ValueError(f"“{value}” is not encoded as UTF-8, as file names are") from None
    if re.search(r"[?#]", decoded):
        raise ValueError(f"“{value}”: a static page cannot tell what follows a `?` or a `#`")
    if (
        not decoded.startswith("/")
        or "//" in decoded
        or any(part.startswith(".") and part != ".well-known" for part in decoded.split("/"))
        or any(part != part.strip() for part in decoded.split("/"))
        or re.search(r"\\|[^\S ]", decoded)
    ):
        raise ValueError(f"“{value}” is no old address of this site")
    return decoded


def _names(value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("not a list of names")
    return value


def _status(value: object) -> object:
    if value not in ("draft", "published"):
        written = f"“{value}”" if isinstance(value, str) else "a list or a group"
        mend = "write `status: draft` to keep readers from it, or take the line out to publish it"
        raise Unfit(f"{written} is neither draft nor published", mend)
    return value


def _account(value: str | None) -> str | None:
    if value is not None and not _ACCOUNT.fullmatch(value):
        raise Unfit(f"“{value}” is no account", "write it like '@jane@social.example'")
    return value


Language = Annotated[str, BeforeValidator(_lang)]
Alias = Annotated[str, BeforeValidator(_alias)]
Names = Annotated[tuple[Text, ...], BeforeValidator(_names)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StoryKeys(_Strict):
    """The base class of a capability's model of its own front-matter keys for stories.

    Each key needs a default, since a story may leave it out, and a description and examples, for
    the schema and the guides.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Raise TypeError for a key that no story could leave out."""
        super().__pydantic_init_subclass__(**kwargs)
        for name in cls.__annotations__:  # not the inherited ones
            if name in cls.model_fields and cls.model_fields[name].is_required():
                raise TypeError(f"{cls.__qualname__}.{name} has no default")


class ImageFront(_Strict):
    """The lead picture: `image:` in front matter."""

    src: Text = Field(
        description="The picture's file, seen from the content folder or from the story.",
        examples=["images/harbour.jpg"],
    )
    alt: str | None = Field(
        None,
        description='What is to be seen, for somebody who cannot see it; "" says decorative.',
        examples=["Two tugs pull a freighter past the lighthouse"],
    )
    caption: Text | None = Field(
        None,
        description="A sentence under the picture; inline Markdown works.",
        examples=["The *Aurora* leaves Port Ellery"],
    )
    credit: Text | None = Field(
        None, description="Whose picture it is.", examples=["Jane Doe/Reuters"]
    )
    kind: PictureKind | None = Field(None, description=KIND_TOLD, examples=["map"])
    focus: Focus | None = Field(None, description=FOCUS_TOLD, examples=["40% 30%"])
    crops: Crops | None = Field(None, description=CROPS_TOLD, examples=['{"1:1": 10% 0% 70% 90%}'])
    card: Text | None = Field(None, description=CARD_TOLD, examples=["images/harbour-detail.jpg"])
    small: bool | None = Field(None, description=SMALL_TOLD, examples=["no"])
    phone: Text | None = Field(None, description=PHONE_TOLD, examples=["images/harbour-phone.svg"])
    dark: Text | None = Field(None, description=DARK_TOLD, examples=["images/harbour-dark.svg"])
    chart: ChartFront | None = Field(None, description=CHART_TOLD)


class Correction(_Strict):
    """One entry of `corrections:`."""

    date: DayOrMoment = Field(
        description="When it was corrected: the day, or the moment.", examples=["2024-06-12"]
    )
    text: Text = Field(
        description="What was wrong and what is right; inline Markdown works.",
        examples=["An earlier version gave the wrong year."],
    )
    first: bool = Field(
        False,
        description="`yes` has it stand above the story, where the mistake matters to all of it.",
        examples=["yes"],
    )


class Withdrawal(_Strict):
    """Why a story is not to be read any more: `withdrawn:`, as a text or with the day."""

    text: Text = Field(
        description="The reason, for readers; inline Markdown works.",
        examples=["The quotations could not be confirmed."],
    )
    date: Day | None = Field(
        None, description="The day on which it was withdrawn.", examples=["2024-06-12"]
    )

    @model_validator(mode="before")
    @classmethod
    def _from_reason(cls, value: Any) -> Any:
        if isinstance(value, str) and value.strip().lower() in _NO_REASONS:
            mend = "write why, for readers, or take the line out if they may read the story"
            raise Unfit(f"“{value}” is no reason", mend)
        if isinstance(value, str) and not _WORD.search(value):
            mend = "write `withdrawn:`, and below it `  date:` and, with the reason, `  text:`"
            raise Unfit(f"“{value}” is no reason", mend)
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string"}, handler(core)]}


class StoryFront(_Strict):
    """The front matter of a story."""

    title: Text = Field(
        description="The headline, as plain text.", examples=["Harbour reopens after the storm"]
    )
    date: Moment = Field(
        description="When it is published; without a time zone, the site's.",
        examples=["2024-06-11T07:30:00+00:00"],
    )
    modified: Moment | None = Field(
        None,
        description="When it was last changed in substance.",
        examples=["2024-06-12T09:00:00+00:00"],
    )
    category: Text | None = Field(None, description="The section.", examples=["World"])
    tags: Names = Field((), description="The topics.", examples=["[Shipping, Ports]"])
    authors: Names = Field((), description="The names of the byline.", examples=["[Jane Doe]"])
    summary: Text | None = Field(
        None,
        description="The standfirst: one or two sentences under the headline.",
        examples=["Two days of repairs cost the port four million"],
    )
    slug: Slug | None = Field(
        None, description="The last part of the address.", examples=["harbour-reopens"]
    )
    lang: Language | None = Field(None, description="The story's language.", examples=["es"])
    translation: bool = Field(
        False,
        description="True where it translates the story of the same slug in another language.",
        examples=["true"],
    )
    status: Annotated[Literal["draft", "published"], BeforeValidator(_status)] = Field(
        "published", description="`draft` keeps it out of the site.", examples=["draft"]
    )
    image: ImageFront | None = Field(None, description="The lead picture.")
    kicker: Text | None = Field(
        None, description="A short label above the headline.", examples=["Analysis"]
    )
    dateline: Text | None = Field(
        None, description="Where it was reported from.", examples=["GENEVA"]
    )
    key_facts: tuple[Text, ...] = Field(
        (),
        description="What a reader in a hurry needs to know, in a few short sentences.",
        examples=['["20 of 27 states voted in favour"]'],
    )
    embargo: Moment | None = Field(
        None,
        description="No trace of the story before this moment.",
        examples=["2024-06-11T07:30:00+00:00"],
    )
    corrections: tuple[Correction, ...] = Field((), description="Corrections, latest last.")
    withdrawn: Withdrawal | None = Field(
        None,
        description="Why nobody can read the story any more; this is then all that its page says.",
        examples=["The quotations could not be confirmed."],
    )
    aliases: tuple[Alias, ...] = Field(
        (),
        description="Old addresses, which lead to the story.",
        examples=["[/2014/old-name/]"],
    )


@lru_cache(maxsize=8)
def story_front(more: tuple[type[StoryKeys], ...]) -> type[StoryFront]:
    """Return the model of a story's front matter, with the keys of capabilities."""
    if not more:
        return StoryFront
    bases: Any = (StoryFront, *more)
    make: Any = create_model  # its types do not allow several bases
    front: type[StoryFront] = make("StoryFront", __base__=bases, __doc__=StoryFront.__doc__)
    return front


def own_values(front: StoryFront) -> dict[str, Any]:
    """Return the keys of capabilities that a story has, as plain data that can be kept."""
    own = front.model_fields_set - StoryFront.model_fields.keys()
    return front.model_dump(mode="json", include=set(own)) if own else {}


Keys = TypeVar("Keys", bound=StoryKeys)


def keys_of(model: type[Keys], own: Mapping[str, Any]) -> Keys:
    """Return the keys of one capability, typed. own: all that a story has (`Story.own`)."""
    return model.model_validate({name: own[name] for name in model.model_fields if name in own})


class PortraitFront(_Strict):
    """The picture of an author."""

    src: Text = Field(description="The picture's file.", examples=["images/jane-doe.jpg"])
    alt: str | None = Field(None, description="What is to be seen.", examples=["Jane Doe"])
    credit: Text | None = Field(None, description="Whose picture it is.", examples=["Ann Lee"])


class LinkFront(_Strict):
    """A link on an author's page."""

    label: Text = Field(description="The words of the link.", examples=["Mastodon"])
    url: Annotated[str, Field(pattern=r"^(https?://|mailto:|/)")] = Field(
        description="The address.", examples=["https://example.org/@jane"]
    )


class AuthorFront(_Strict):
    """The front matter of an author's page."""

    name: Text = Field(description="The name as in bylines.", examples=["Jane Doe"])
    also: Names = Field(
        (),
        description="Other spellings of the name in bylines.",
        examples=["[J. Doe, Jane Doe-Said]"],
    )
    kind: AuthorKind = Field(
        "person",
        description="An organization, such as an agency, is no person.",
        examples=["organization"],
    )
    sort: Text | None = Field(
        None,
        description="The name as a list from A to Z has it; left out, its last word comes first.",
        examples=["Cruz, Maria de la"],
    )
    slug: Slug | None = Field(None, description="The address.", examples=["jane-doe"])
    role: Text | None = Field(None, description="What they do.", examples=["World editor"])
    email: Email | None = Field(
        None, description="The address for readers.", examples=["jane@example.org"]
    )
    fediverse: Annotated[Text | None, AfterValidator(_account)] = Field(
        None,
        description="Their account on Mastodon or elsewhere in the fediverse.",
        examples=["'@jane@social.example'"],
    )
    image: PortraitFront | None = Field(None, description="A portrait.")
    links: tuple[LinkFront, ...] = Field((), description="Links to profiles elsewhere.")
    aliases: tuple[Alias, ...] = Field(
        (),
        description="Old addresses, which lead to the page.",
        examples=["[/authors/jane-roe/]"],
    )


class PageFront(_Strict):
    """The front matter of a static page."""

    title: Text = Field(description="The heading.", examples=["About us"])
    summary: Text | None = Field(
        None, description="A sentence under the heading.", examples=["Who we are"]
    )
    slug: Slug | None = Field(None, description="The address.", examples=["about"])
    footer: bool | None = Field(
        None,
        description="Whether the foot of each page links to it; left out, as the settings have it.",
        examples=["no"],
    )
    aliases: tuple[Alias, ...] = Field(
        (), description="Old addresses, which lead to the page.", examples=["[/about-us/]"]
    )

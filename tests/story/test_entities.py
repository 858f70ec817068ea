"""Entities in front matter: each is read as its sign, and told with the sign to write."""

from __future__ import annotations

import pytest
from story_desk import good, read


@pytest.mark.parametrize(
    ("key", "written", "sign"),
    [
        ("title", "Tom &amp; Jerry", "&"),
        ("summary", "Back &#8211; at last", "–"),
        ("summary", "Back &#x2013; at last", "–"),
        ("kicker", "Q&amp;A", "&"),
        ("authors", "['Ann &amp; Lee']", "&"),
        ("tags", "['R&amp;D']", "&"),
    ],
)
def test_an_entity_is_its_sign(key: str, written: str, sign: str) -> None:
    """And a warning says what to write."""
    found, faults = read(
        **{"title": "A title", key: f'"{written}"' if "[" not in written else written}
    )
    entity = written[written.index("&") : written.index(";") + 1]
    line = 2 if key == "title" else 4
    assert faults == [f"{line}: `{key}`: “{entity}” is HTML (write `{sign}`)"]
    said = str(getattr(found.item, key))
    assert entity not in said and sign in said


def test_a_space_is_told_as_one() -> None:
    """It cannot be seen."""
    found, faults = read(summary="At&nbsp;last")
    assert faults == ["4: `summary`: “&nbsp;” is HTML (write a space)"]
    assert found.item is not None and found.item.summary == "At last"


def test_the_line_is_that_of_the_name() -> None:
    """In a list, too."""
    _, faults = read(tags="\n  - Ports\n  - R&amp;D")
    assert faults == ["6: `tags`: “&amp;” is HTML (write `&`)"]


def test_a_caption_is_markdown_and_told_all_the_same() -> None:
    """Markdown reads the entity itself; signs of markup have no other spelling there."""
    image = '{src: a.jpg, alt: "A &amp; B", caption: "Tom&amp;J &lt;b&gt;"}'
    found, faults = read(image=image)
    assert faults == [
        "4: `image.alt`: “&amp;” is HTML (write `&`)",
        "4: `image.caption`: “&amp;” is HTML (write `&`)",
    ]
    assert found.item is not None and found.item.lead is not None
    assert found.item.lead.alt == "A & B"
    assert found.item.lead.caption == ("Tom&amp;J &lt;b&gt;",)


@pytest.mark.parametrize(
    "title", ["AT&T", "Q&A; more", "&unknown; thing", "A &#7; b", "A &#129; b"]
)
def test_what_stands_for_no_sign_is_text(title: str) -> None:
    """It is printed as it is."""
    assert good(title=f'"{title}"').title == title


def test_an_entity_can_be_printed() -> None:
    """By an entity for its own first sign."""
    found, _ = read(title='"What &amp;nbsp; means"')
    assert found.item is not None and found.item.title == "What &nbsp; means"

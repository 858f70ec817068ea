"""What holds for every body: the block keeps its distance, and the text stays whole."""

from __future__ import annotations

from bs4 import BeautifulSoup, Tag
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from newsletter_desk import body_of, figures, html_around, newsletter_slots, read

from broadsheet.newsletter_signup.marking import mark_newsletter
from broadsheet.newsletter_signup.placement import Block, place

# A busy machine is no fault of the rule.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SHAPES = st.text(alphabet="ppppPPsbBchfiqlotkdemxranN", max_size=30)
LONG = st.text(alphabet="pppppppppPPchfqlbo", min_size=12, max_size=40)
MARKERS = st.sampled_from(["[newsletter]", "[newsletter weekly]", "[NEWSLETTER]"])


def _tags(html: str) -> list[Tag]:
    soup = BeautifulSoup(html, "lxml").body
    tags = soup.find_all(True, recursive=False) if soup else []
    return [tag for tag in tags if tag.get_text(strip=True) or tag.name != "p" or tag.find("img")]


def _is_text(tag: Tag) -> bool:
    return tag.name == "p" and not tag.find("img") and not tag.get("class")


def _is_bold(tag: Tag) -> bool:
    return not tag.get_text().replace(tag.strong.get_text() if tag.strong else "", "").strip(" .")


def _text(html: str) -> str:
    return " ".join(BeautifulSoup(html, "lxml").get_text(" ").split())


@PATIENT
@given(st.one_of(SHAPES, LONG))
@example("pphppppppppp")
@example("pppppppfpppppp")
def test_the_block_keeps_its_distance(shape: str) -> None:
    """Inside a body, two paragraphs or the body's edge lie between the block and all else."""
    story = read(body_of(shape))
    if "inside" not in newsletter_slots(story):
        return
    above, below = (_tags(side) for side in html_around(story, "inside"))
    assert above and below
    assert all(_is_text(tag) for tag in above[-2:] + below[:2])
    for tag in (above[-1], below[0]):
        assert not _is_bold(tag)
        assert not tag.get_text().rstrip("0123456789").endswith(":")


@PATIENT
@given(SHAPES, st.booleans())
def test_text_is_never_lost_or_reordered(shape: str, with_captions: bool) -> None:
    """Without its newsletter slots, a body has the very text that it has without the pass."""
    others = (figures,) if with_captions else ()
    marked = read(body_of(shape), passes=(*others, mark_newsletter))
    plain = read(body_of(shape), passes=others)
    for position in newsletter_slots(marked):
        assert _text("".join(html_around(marked, position))) == _text(
            "".join(html_around(plain, "none"))
        )


@PATIENT
@given(SHAPES, SHAPES, MARKERS)
def test_a_marker_is_all_that_goes(above: str, below: str, marker: str) -> None:
    """With a marker anywhere there is one slot, just there, and only the marker is gone."""
    # Markdown takes an indented paragraph after these for a part of them.
    parts = [body_of(above), marker, "A last line.", body_of(below).replace("block", "brick")]
    story = read("\n\n".join(part for part in parts if part))
    assert list(newsletter_slots(story)) == ["marker"]
    assert not [fault for fault in story.faults if "marker" in fault.what]
    before, after = html_around(story, "marker")
    assert "brick" not in before and _text(after).startswith("A last line.")
    assert "[" not in _text(before + after)


@PATIENT
@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from(["paragraph"] * 8 + ["figure", "h2"]),
            st.integers(0, 200),
            st.booleans(),
            st.booleans(),
        ),
        max_size=40,
    )
)
def test_no_qualifying_gap_is_nearer_to_the_target(blocks: list[Block]) -> None:
    """Of all gaps that qualify the block has the one nearest to 50 to 60 % of the words."""
    placement = place(blocks)
    words = sum(block.words for block in blocks)
    shares = {
        index: sum(block.words for block in blocks[: index + 1]) * 100
        for index in range(len(blocks) - 1)
        if all(block.kind == "paragraph" for block in blocks[max(0, index - 1) : index + 3])
        and 30 * words <= sum(block.words for block in blocks[: index + 1]) * 100 <= 80 * words
        and not any(b.wholly_bold or b.ends_with_colon for b in blocks[index : index + 2])
    }
    long_enough = words >= 250 and sum(block.kind == "paragraph" for block in blocks) >= 8
    if not shares or not long_enough:
        assert placement.after is None
        return
    far = {index: max(50 * words - share, share - 60 * words, 0) for index, share in shares.items()}
    assert placement.after == max(index for index in far if far[index] == min(far.values()))

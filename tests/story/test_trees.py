"""The tree of a body: no move loses a text or takes one along."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.story.tree import (
    WITHOUT_CONTENT,
    Node,
    append,
    contents,
    depth_at_end,
    drop_comments,
    element,
    emptied,
    insert_after,
    insert_before,
    is_element,
    neighbours,
    parse,
    print_contents,
    replace,
    take_out,
    text_of,
    texts_and_comments,
    unwrap_all,
    wrap,
)


def first(root: Node) -> Node:
    """Return the first element in a body."""
    return next(root.iterdescendants("*"))


@pytest.mark.parametrize(
    ("move", "printed"),
    [
        (take_out, "ac<i>d</i>e"),
        (lambda node: replace(node, element("u")), "a<u></u>c<i>d</i>e"),
        (lambda node: wrap(node, element("u", {"id": "x"})), 'a<u id="x"><b>b</b></u>c<i>d</i>e'),
        (lambda node: insert_before(node, element("u")), "a<u></u><b>b</b>c<i>d</i>e"),
        (lambda node: insert_after(node, element("u")), "a<b>b</b><u></u>c<i>d</i>e"),
        (lambda node: append(node, "x"), "a<b>bx</b>c<i>d</i>e"),
        (lambda node: append(node, element("u")), "a<b>b<u></u></b>c<i>d</i>e"),
    ],
)
def test_a_move_leaves_the_texts_around_it_where_they_are(
    move: Callable[[Node], None], printed: str
) -> None:
    """The text behind an element stays behind its place."""
    root = parse("a<b>b</b>c<i>d</i>e")
    move(first(root))
    assert print_contents(root) == printed


@given(st.lists(st.sampled_from(["t", "<b>x</b>", "<!-- c -->", "<br>"]), max_size=8))
def test_taking_everything_out_leaves_all_texts(pieces: list[str]) -> None:
    """Elements and comments go, and the texts between them come together."""
    root = parse("".join(pieces))
    for node in list(root):
        take_out(node)
    assert print_contents(root) == "t" * pieces.count("t")


@given(st.lists(st.sampled_from(["t", " & <", "<b>x</b>", "<!-- c -->", "<br/>", "<a></a>"])))
def test_a_body_put_together_again_from_its_contents_is_the_same(pieces: list[str]) -> None:
    """Texts, elements and comments come in their order, each once."""
    root = parse("".join(pieces).replace(" & <", " &amp; &lt;"))
    printed, copied = print_contents(root), parse("")
    for content in list(contents(root)):
        append(copied, content)
    assert print_contents(copied) == printed


def test_elements_without_content_alone_are_printed_without_an_end_tag() -> None:
    """A browser would take `<div/>` for a start tag and put what follows inside."""
    html = '<p></p><br/><img src="a.png"/><slot></slot><wbr/>x<video></video>'
    assert print_contents(parse(html)) == html


def test_elements_without_content_hold_nothing_of_what_follows() -> None:
    """Nor do those that lxml's parser is too old to know."""
    names = sorted(WITHOUT_CONTENT - {"col"})
    for name in names:
        root = parse(f"a<{name} id=x>b<b title='<{name}>'>c</b>d")
        assert [len(node) or bool(node.text) for node in root.iter(name)] == [False], name
        assert text_of(root) == "abcd"


def test_what_is_printed_is_escaped() -> None:
    """Texts and attributes come out as the characters that they went in as."""
    html = '&lt;b&gt; &amp;amp;<p title="&quot;&lt;">&lt;</p>&gt;'
    assert parse(print_contents(parse(html)))[0].get("title") == '"<'
    assert text_of(parse(print_contents(parse(html)))) == "<b> &amp;<>"


def test_neighbours_are_seen_past_white_space_and_comments() -> None:
    """What stands next to an element is a text or an element that a reader sees."""
    root = parse("<i>a</i> \n<!-- c --> <b></b><!-- c -->tail<u></u>")
    node = root.find("b")
    assert node is not None
    before, behind = neighbours(node)
    assert is_element(before)
    assert (before.tag, behind) == ("i", "tail")
    assert neighbours(first(parse("<p> </p>"))) == (None, None)


def test_comments_and_processing_instructions_are_taken_out() -> None:
    """Notes between colleagues are not printed, the texts around them are."""
    root = parse("a<!-- c -->b<?php x ?>c<p>d<!-- e --></p>")
    drop_comments(root)
    assert print_contents(root) == "abc<p>d</p>"


def test_unwrapping_leaves_what_stands_inside() -> None:
    """Only the tags of that name go."""
    root = parse("a<picture>b<source><img></picture>c<b>d</b>")
    unwrap_all(root, "picture")
    unwrap_all(root, "source")
    assert print_contents(root) == "ab<img/>c<b>d</b>"


def test_texts_come_with_what_they_stand_in() -> None:
    """The text behind an element is its parent's, and a comment holds its own."""
    root = parse("a<b>b<i>c</i>d</b>e<!--f-->g")
    found = [(text, str(holder.tag)[:4]) for text, holder in texts_and_comments(root)]
    assert found[:5] == [("a", "body"), ("b", "b"), ("c", "i"), ("d", "b"), ("e", "body")]
    assert [text for text, _ in found[5:]] == ["f", "g"]


def test_an_emptied_copy_keeps_name_and_attributes() -> None:
    """Even attributes that no writer means to write; the original stays whole."""
    root = parse('<p class="x" {odd>a<b>b</b></p>c')
    append(root, emptied(first(root)))
    assert print_contents(root) == '<p class="x" {odd="">a<b>b</b></p>c<p class="x" {odd=""></p>'


def test_the_depth_at_the_end_is_that_of_the_last_element() -> None:
    """A text has none, each element around another adds one."""
    assert [depth_at_end(parse(html)) for html in ("a", "<p></p>", "<p><b></b></p>")] == [0, 1, 2]

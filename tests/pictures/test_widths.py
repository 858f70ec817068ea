"""Widths: how wide pictures in a text stand, and what browsers are told of it."""

from __future__ import annotations

import pytest

from tests.pictures.makers import file_of, photograph
from tests.support.small_paper import MakeSite, story

pytestmark = pytest.mark.usefixtures("sizes_kept")

PAGE = "2024/06/harbour-reopens/index.html"
TUG = '![A tug](/images/tug.jpg "The tug (Ann Lee)")'
PHONE = "(min-resolution: 2.5dppx)"  # two thirds of all there are will do
TEXT = (
    f"(min-width: 42rem) and {PHONE} calc(39rem / 1.5), (min-width: 42rem) 39rem, "
    f"{PHONE} calc(93vw / 1.5), 93vw"
)
WIDE = f"(min-width: 84rem) 62rem, (min-width: 64rem) calc(94vw - 17rem), {PHONE} calc(93vw / 1.5), 93vw"
FULL = f"{PHONE} calc(100vw / 1.5), 100vw"
SIDE = (
    f"(min-width: 80rem) 14.5rem, (min-width: 44rem) and {PHONE} calc(17rem / 1.5), "
    f"(min-width: 44rem) 17rem, {PHONE} calc(11rem / 1.5), 11rem"
)


@pytest.mark.parametrize(
    ("written", "name", "sizes"),
    [
        (TUG, None, TEXT),
        (f"{TUG}{{.wide}}", ["wide"], WIDE),
        (f"{TUG}{{.full}}", ["full"], FULL),
        (f"{TUG}{{.side}}", ["side"], SIDE),
        (
            '<figure class="wide"><img src="/images/tug.jpg" alt="A tug">'
            "<figcaption>The tug (Ann Lee)</figcaption></figure>",
            ["wide"],
            WIDE,
        ),
    ],
)
def test_a_class_says_how_wide_a_picture_stands(
    site: MakeSite, written: str, name: list[str] | None, sizes: str
) -> None:
    """Browsers choose a file by that width."""
    files = {"images/tug.jpg": file_of(photograph(1200, 700))}
    paper = site({"articles/a.md": story(written), **files})
    assert (paper.faults, paper.warnings) == ([], [])
    figure = paper.html(PAGE).select_one(".prose figure")
    assert figure and figure.get("class") == name
    assert {each["sizes"] for each in figure.select("source")} == {sizes}


def test_a_width_is_for_pictures_alone(site: MakeSite) -> None:
    """Of anything else the class is told, as any that is not for texts."""
    paper = site({"articles/a.md": story("The **cranes**{.wide} turn.")})
    (fault,) = paper.faults
    assert fault.startswith("articles/a.md:7: the class “wide” is not for texts")


LEAD = "{src: images/tug.jpg, alt: A tug, credit: Ann Lee}"


@pytest.mark.parametrize(
    ("text", "width", "least", "place"),
    [
        (story(f"{TUG}{{.full}}"), 1199, 1200, "from edge to edge"),
        (story(f"{TUG}{{.wide}}"), 799, 800, "wide"),
        (story(image=LEAD), 799, 800, "wide"),
    ],
)
def test_a_picture_with_too_few_pixels_for_its_place_is_told(
    site: MakeSite, text: str, width: int, least: int, place: str
) -> None:
    """It would be blurred; the page does not draw it wider than it is but from edge to edge."""
    files = {"articles/a.md": text, "images/tug.jpg": file_of(photograph(width, 500))}
    paper = site(files)
    (told,) = paper.warnings
    assert told.partition(": ")[2] == (
        f"images/tug.jpg is {width:,} pixels wide, too few for a picture that stands {place}"
        f" (give it in {least:,} pixels or more, or in another width)"
    )
    assert paper.html(PAGE).select("figure.narrow")
    files["images/tug.jpg"] = file_of(photograph(least, 500))
    paper = site(files)
    assert paper.warnings == [] and not paper.html(PAGE).select("figure.narrow")


def test_a_drawing_in_lines_fits_any_place(site: MakeSite) -> None:
    """It has no pixels."""
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9' width='9' height='9'/>"
    text = story(f"{TUG}{{.full}}".replace("jpg", "svg"), image=LEAD.replace("jpg", "svg"))
    paper = site({"articles/a.md": text, "images/tug.svg": svg})
    assert paper.warnings == [] and not paper.html(PAGE).select("figure.narrow")


@pytest.mark.parametrize(
    ("notes", "kept"),
    [
        ("focus: 50% 10%", ["full", "keeps-top"]),
        ("focus: 50% 50%", ["full"]),
        ("focus: 50% 90%", ["full", "keeps-bottom"]),
        ("crops: no", ["full", "keeps-all"]),
    ],
)
def test_a_picture_higher_than_the_window_keeps_what_counts(
    site: MakeSite, notes: str, kept: list[str]
) -> None:
    """The edge at which its focus lies; all of one that must not be cropped."""
    files = {"images/tug.jpg": file_of(photograph(1200, 700)), "images/tug.jpg.yaml": notes}
    paper = site({"articles/a.md": story(f"{TUG}{{.full}}"), **files})
    figure = paper.html(PAGE).select_one(".prose figure")
    assert figure and figure["class"] == kept


A_WIDTH = "write `.wide`, `.full` or `.side`; without one it is as wide as the text"
LOOKS = "says nothing of a picture: the theme and the file say how it looks"


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("{.huge}", f"a picture cannot have the class “huge” ({A_WIDTH}, or take it out)"),
        ("{.Wide}", "a picture cannot have the class “Wide” (did you mean `.wide`?)"),
        (
            "{: .decoratve }",
            "a picture cannot have the class “decoratve” (did you mean `.decorative`?)",
        ),
        ("{width=50%}", f"`width` {LOOKS} ({A_WIDTH})"),
        ("{lang=fr}", f"`lang` {LOOKS} (take it out)"),
        (
            " {.wide}",
            "`{.wide}` belongs to nothing here: a space parts it from its picture"
            " (take the space out)",
        ),
        (
            "{wide}",
            "`{wide}` behind a picture is shown, and does nothing"
            " (write `{.wide}` directly behind its bracket)",
        ),
        (
            ".wide",
            "`.wide` behind a picture is shown, and does nothing"
            " (write `{.wide}` directly behind its bracket)",
        ),
    ],
)
@pytest.mark.parametrize("written", [TUG, f"[{TUG}%s](https://example.org/)", "![A tug][tug]"])
def test_what_is_wrong_behind_a_picture_is_told_at_its_line(
    site: MakeSite, written: str, behind: str, told: str
) -> None:
    """With what to write, also where the same is right behind another picture."""
    wrong = written.replace("%s", behind) if "%s" in written else written + behind
    credit = {"images/tug.jpg.yaml": "credit: Ann Lee"}
    text = f"{TUG}{{.wide}}\n\nWords.\n\n{wrong}\n\n[tug]: /images/tug.jpg"
    text = text if "[tug]" in wrong else text.rpartition("\n\n")[0]
    files = {"articles/a.md": story(text), "images/tug.jpg": file_of(photograph()), **credit}
    paper = site(files)
    found = [each for each in paper.faults if "caption that is not shown" not in each]
    assert found == [f"articles/a.md:11: {told}"]


def test_of_two_widths_the_first_is_used_and_that_is_told(site: MakeSite) -> None:
    """Nobody can mean both."""
    files = {"images/tug.jpg": file_of(photograph())}
    paper = site({"articles/a.md": story(f"{TUG}{{.wide .full}}"), **files})
    assert paper.warnings == [
        "articles/a.md:7: two widths for one picture: `.wide` is used, and `.full` is not"
        " (take one of them out)"
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"{TUG}{{.wide}}\n{TUG}",
        f"{TUG}{{.side}}\n{TUG}",
        f"> {TUG}{{.wide}}",
        "The tug ![A tug](/images/tug.jpg){.wide} leaves.",
    ],
)
def test_a_width_where_it_has_no_effect_is_told(site: MakeSite, body: str) -> None:
    """In a gallery, a quotation or a line every picture stands as its place says."""
    credit = {"images/tug.jpg.yaml": "credit: Ann Lee"}
    paper = site({"articles/a.md": story(body), "images/tug.jpg": file_of(photograph()), **credit})
    (told,) = paper.warnings
    assert told.startswith("articles/a.md:7: `.")
    assert "has no effect here: the picture stands in a gallery" in told


def test_a_picture_in_html_keeps_its_classes_to_itself(site: MakeSite) -> None:
    """Programs write them, and sizes in pixels too: nothing of it is printed or told."""
    tag = '<img class="alignleft size-large" width="300" src="/images/tug.jpg" alt="A tug">'
    credit = {"images/tug.jpg.yaml": "credit: Ann Lee"}
    paper = site({"articles/a.md": story(tag), "images/tug.jpg": file_of(photograph()), **credit})
    assert (paper.faults, paper.warnings) == ([], [])
    assert not paper.html(PAGE).select(".prose [class*=align]")


def test_browsers_are_told_how_wide_pictures_of_a_gallery_stand(site: MakeSite) -> None:
    """Two in a row on a phone where there are more than three, an odd last one by itself."""
    files = {"images/tug.jpg": file_of(photograph())}
    for count, phone in ((2, {"93vw"}), (4, {"45vw"}), (5, {"45vw", "93vw"})):
        paper = site({"articles/a.md": story("\n".join([TUG] * count)), **files})
        sources = paper.html(PAGE).select(".gallery source")
        assert {str(each["sizes"]).rpartition(", ")[2] for each in sources} == phone

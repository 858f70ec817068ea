"""Search: the form by which readers look through the paper, out of the settings."""

from __future__ import annotations

import pytest
from bs4 import Tag

from broadsheet.site_search.settings import SearchForm
from tests.support.small_paper import MakeSite, Paper, story

PAGES = ("archive/index.html", "404.html")
ENGINE = {"action": "https://www.duckduckgo.com/", "hidden": {"sites": "halyard.example"}}
FILES = {"articles/storm.md": story()}


def form(paper: Paper, page: str = "archive/index.html") -> Tag:
    """Return the form of a page."""
    assert paper.stopped is None, paper.faults
    (found,) = paper.html(page).select("main form[role=search]")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_readers_search_where_they_look_for_something(site: MakeSite, page: str) -> None:
    """The archive and the page for lost readers ask whom the paper names, and say who that is."""
    found = form(site(FILES, SEARCH_FORM=ENGINE), page)
    assert (found["action"], found.get("method")) == ("https://www.duckduckgo.com/", None)
    assert [(each.get("type"), each["name"]) for each in found.select("input")] == [
        ("search", "q"),
        ("hidden", "sites"),
    ]
    assert found.select("[name=sites]")[0]["value"] == "halyard.example"
    (label,) = found.select("label")
    assert label["for"] == found.select("[type=search]")[0]["id"]
    assert "(by duckduckgo.com)" in label.get_text()


def test_a_search_of_the_papers_own_names_nobody(site: MakeSite) -> None:
    """It is asked below the path of SITEURL."""
    own = {"action": "/find/", "field": "words"}
    found = form(site(FILES, SEARCH_FORM=own, SITEURL="https://halyard.example/paper"))
    assert found["action"] == "/paper/find/"
    assert [each["name"] for each in found.select("input")] == ["words"]
    assert found.select("label")[0].get_text(strip=True) == "Search The Halyard"


def test_the_papers_own_host_is_not_named(site: MakeSite) -> None:
    """Nor where its full address is written; one that only ends like it is another's."""
    own = {"action": "https://halyard.example/find"}
    found = form(site(FILES, SEARCH_FORM=own, SITEURL="https://halyard.example"))
    assert found.select("label")[0].get_text(strip=True) == "Search The Halyard"
    other = {"action": "https://find.halyard.example/"}
    found = form(site(FILES, SEARCH_FORM=other, SITEURL="https://halyard.example"))
    assert "(by find.halyard.example)" in found.select("label")[0].get_text()


def test_what_is_sent_is_no_markup(site: MakeSite) -> None:
    """Names and values come out as they are written."""
    found = form(site(FILES, SEARCH_FORM={**ENGINE, "hidden": {'"><b>': "\"></form>'&"}}))
    (hidden,) = found.select("[type=hidden]")
    assert (hidden["name"], hidden["value"]) == ('"><b>', "\"></form>'&")


@pytest.mark.parametrize("page", PAGES)
def test_a_paper_without_the_setting_has_no_form(site: MakeSite, page: str) -> None:
    """Nothing searches a folder of pages by itself."""
    assert site(FILES, SEARCH_FORM=None).html(page).select("[role=search]") == []


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            {"action": "https://duckduckgo.com/?sites=a"},
            "SEARCH_FORM.action: browsers leave out what stands behind the `?` or `#` of "
            "“https://duckduckgo.com/?sites=a” (end it before, and write what follows into "
            "`hidden`)",
        ),
        (
            {"action": "http://duckduckgo.com/"},
            "SEARCH_FORM.action: “http://duckduckgo.com/” does not begin with https://",
        ),
        (
            {**ENGINE, "hidden": {"q": "site:halyard.example"}},
            "SEARCH_FORM.hidden: the reader's words are sent as “q” already (take it out)",
        ),
        ({**ENGINE, "fields": {}}, "SEARCH_FORM.fields is not known"),
    ],
)
def test_a_form_that_would_ask_in_vain_is_an_error(
    site: MakeSite, value: dict[str, object], told: str
) -> None:
    """What a browser would leave out, what is not encrypted, what would be sent twice, slips."""
    (fault,) = site(FILES, SEARCH_FORM=value).faults
    assert told in fault


def test_the_words_are_sent_as_q_where_nothing_else_is_said() -> None:
    """That is what most search engines call them."""
    assert SearchForm(action="https://example.org/search").field == "q"

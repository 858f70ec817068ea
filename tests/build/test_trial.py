"""The trial: a check tells what a build could not render, and keeps nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.commands.settings_file import newspaper
from broadsheet.render import missing_names
from broadsheet.render.theme import Theme
from broadsheet.reporting.errors import BuildStopped
from tests.support.halyard import NOW, PELICANCONF, ROOT, beginning_with
from tests.support.small_paper import story

ARTICLE = (ROOT / "theme/templates/article.html").read_text("utf-8")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The folder of a paper with two stories, and the settings file `conf.py`."""
    for name in ("ark", "bay"):
        file = tmp_path / f"content/articles/{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(story(slug=name, title=name), "utf-8")
    (tmp_path / "own").mkdir()
    own = f"PATH, NOW, CACHE_PATH = {str(tmp_path / 'content')!r}, '{NOW}', '.cache'\n"
    own += f"BUILD_WORKERS = 1\nOUTPUT_PATH = {str(tmp_path / 'output')!r}\n"
    own += f"CACHE_PATH = {str(tmp_path / 'cache')!r}\n"
    own += f"THEME_TEMPLATES_OVERRIDES = [{str(tmp_path / 'own')!r}]\n"
    (tmp_path / "conf.py").write_text(beginning_with(PELICANCONF) + own, "utf-8")
    return tmp_path


def faults_of(paper: Path) -> list[str]:
    """Check a paper, and return what that tells, errors and warnings."""
    try:
        plan = newspaper(str(paper / "conf.py")).check()
    except BuildStopped as stop:
        return [str(fault) for fault in stop.faults]
    return [str(fault) for fault in plan.verdict.warnings]


@pytest.mark.parametrize("is_built", [False, True], ids=["a first check", "after a build"])
def test_an_override_that_cannot_be_rendered_is_an_error_of_a_check(
    paper: Path, is_built: bool
) -> None:
    """Whether its pages have just been planned, or stand as they were; nothing is written."""
    if is_built:
        newspaper(str(paper / "conf.py")).run()
    assert faults_of(paper) == []
    override = paper / "own/article.html"
    override.write_text(ARTICLE.replace("{{ story.headline |", "{{ story.headlin |"), "utf-8")
    (fault,) = faults_of(paper)
    assert fault.startswith(f"{override}:") and "(did you mean `headline`?)" in fault
    assert (paper / "output").exists() == is_built


def test_an_override_that_nothing_uses_gets_a_warning(paper: Path) -> None:
    """By its name, unless another template names it; what is no template is left alone."""
    (paper / "own/partials").mkdir()
    for name in ("artcle.html", "partials/moon.html", "README.md", ".gitkeep"):
        (paper / "own" / name).write_text("<p>Ours</p>\n", "utf-8")
    unused = "no page and no other template uses this one"
    assert faults_of(paper) == [
        f"{paper}/own/artcle.html: {unused} (did you mean `article.html`?)",
        f"{paper}/own/partials/moon.html: {unused} (rename or delete it)",
    ]
    (paper / "own/artcle.html").unlink()
    (paper / "own/article.html").write_text(f"{ARTICLE}\n{{# partials/moon.html #}}", "utf-8")
    assert faults_of(paper) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{ moon }}", "'moon' is undefined: it is not among the inputs of article.html"),
        ("{{ page.titel }}", "'titel' is undefined: no PageMeta has it (did you mean `title`?)"),
        ("{{ story.section.labell }}", "'labell' is undefined: no Link has it"),
        ("{{ moon is defined and moon }}{{ moon | default('') }}", None),
        ("{% set moon = 1 %}{{ moon }}", None),
        ("{% with page = 1 %}{{ page.titel }}{% endwith %}", None),
        ("{% for page in [] %}{{ page.titel }}{{ loop.index }}{% endfor %}", None),
        ("{% macro m(moon) %}{{ moon }}{{ caller() }}{% endmacro %}", None),
        ("{{ _('Topics') }}{{ dict() }}", None),
    ],
)
def test_a_line_that_no_page_reaches_yet_is_read_all_the_same(
    paper: Path, line: str, told: str | None
) -> None:
    """It may stop the paper weeks after the update that took away what it wants."""
    override = paper / "own/article.html"
    override.write_text(f"{ARTICLE}\n{{% if story.corrections %}}{line}{{% endif %}}\n", "utf-8")
    faults = faults_of(paper)
    if told is None:
        assert faults == []
    else:
        (fault,) = faults
        assert fault.startswith(f"{override}:{ARTICLE.count(chr(10)) + 2}: {told}")


def test_a_template_is_read_once_for_the_names_in_it(
    paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an earlier check found in its text is kept in the store until the text is another."""
    read: list[str] = []

    def reading(theme: Theme, text: str) -> missing_names.Names:
        read.append(text)
        return missing_names.Names()

    monkeypatch.setattr(missing_names, "_read", reading)
    faults_of(paper)
    assert ARTICLE in read
    read.clear()
    faults_of(paper)
    assert read == []
    (paper / "own/article.html").write_text(f"{ARTICLE}\n", "utf-8")
    faults_of(paper)
    assert read == [f"{ARTICLE}\n"]

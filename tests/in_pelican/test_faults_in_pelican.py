"""Faults of ordinary Pelican sites: told with file and line, all together, and the build fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pelican
import pytest

from broadsheet import defaults
from broadsheet.in_pelican import editing
from tests.in_pelican.pelican_desk import (
    CREDITED_TUG,
    NEWSLETTERS,
    PLUGINS,
    PRIVACY,
    REPUBLISHING,
    SETTINGS,
    TUG,
    BuildSite,
    markdown,
    rst,
    run_pelican,
    write,
)

ALL = {**PRIVACY, **CREDITED_TUG}
# The line of the body, in what `markdown` and `rst` make: the first behind an empty one.
FIRST = 5
FIRST_RST = 7


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            "![](%s/images/tug.png)",
            "picture without alt text (say in `alt:` or `![…]` what is to be seen)",
        ),
        (
            "![A tug](%s/images/tog.png)",
            "the picture {static}/images/tog.png does not exist (did you mean `{static}/images/tug.png`?)",
        ),
        (
            "![A tug](https://x.example/tug.png)",
            "a picture on another host (save it in the content folder, with its credit)",
        ),
        (
            "![A tug](../tug.png)",
            "the picture ../tug.png lies outside the content folder (copy it into that folder)",
        ),
        ("[newsletter sae]", "unknown newsletter “sae” (did you mean `sea`?)"),
        ("Words\n[newsletter] here", None),
        ("Words and\n*more*\n[newsletter] of it", None),
        ("Words *and\n[newsletter]* of it", None),
    ],
)
def test_a_fault_names_its_line(build: BuildSite, written: str, fault: str | None) -> None:
    """Whatever the fault, the second of two lines is named where it stands there."""
    body = "First.\n\n" + written.replace("%s", "{static}")
    built = build({**ALL, "storm.md": markdown(body)})
    if fault is None:
        assert built.errors == []
        return
    assert built.stopped
    line = FIRST + 2
    assert built.errors == [
        f"content/storm.md:{line}: {fault}",
        "1 error, 0 warnings; nothing was written",
    ]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        (
            ".. figure:: {static}/images/tug.png\n\n   Words",
            "picture without alt text (say in `alt:` or `![…]` what is to be seen)",
        ),
        (
            ".. image:: {static}/images/tog.png\n   :alt: A",
            "the picture {static}/images/tog.png does not exist (did you mean `{static}/images/tug.png`?)",
        ),
        ("[newsletter sae]", "unknown newsletter “sae” (did you mean `sea`?)"),
    ],
)
def test_a_fault_in_restructuredtext_names_its_line(
    build: BuildSite, written: str, fault: str
) -> None:
    """The file is no Markdown; lines are found all the same."""
    built = build({**ALL, "storm.rst": rst(f"First.\n\n{written}")})
    assert built.errors[0] == f"content/storm.rst:{FIRST_RST + 2}: {fault}"
    assert built.stopped


@pytest.mark.parametrize(
    ("keys", "line", "fault"),
    [
        ({"Newsletter": "sae"}, 4, "unknown newsletter “sae” (did you mean `sea`?)"),
        ({"Rights": "opne"}, 4, "unknown rights policy “opne” (did you mean `open`?)"),
        ({"Tags": "x", "rights": "opne"}, 5, "unknown rights policy “opne” (did you mean `open`?)"),
    ],
)
@pytest.mark.parametrize("kind", ["md", "rst"])
def test_metadata_at_fault_are_named_by_their_line(
    build: BuildSite, keys: dict[str, str], line: int, fault: str, kind: str
) -> None:
    """In both languages."""
    text = markdown("Words.", **keys) if kind == "md" else rst("Words.", **keys)
    line += 2 if kind == "rst" else 0
    built = build({**ALL, f"storm.{kind}": text})
    assert built.errors[0] == f"content/storm.{kind}:{line}: {fault}"


def test_html_that_no_parser_takes_is_a_fault(build: BuildSite) -> None:
    """It is told, not raised."""
    text = markdown("<div>\nWords <![foo bar]> more.\n</div>")
    built = build({**ALL, "storm.md": text})
    assert built.errors[0] == "content/storm.md:6: `<![` that begins no CDATA (take it out)"


def test_a_key_with_two_values_is_a_fault(build: BuildSite) -> None:
    """Neither of them is chosen in silence."""
    built = build({**ALL, "storm.md": markdown("Words.", Newsletter="sea\n    weekly")})
    assert built.errors[0] == "content/storm.md:4: `newsletter` has more than one value (keep one)"


def test_all_faults_are_told_together_and_nothing_is_written(build: BuildSite) -> None:
    """Those of settings, articles, pages and sidecars; the output stays as it was."""
    before = build({**ALL, "storm.md": markdown("Words.")}).files()
    files = {
        **ALL,
        "images/tug.png.yaml": "credits: Jane\n",
        "a.md": markdown("![A tug]({static}/images/tug.png)", Title="A"),
        "b.md": markdown("Words.", Title="B", Rights="none"),
        "pages/about.md": "Title: About\n\n![](data:image/png;base64,AAAA)\n",
        "storm.md": markdown("Other words."),
    }
    newsletters = [{**NEWSLETTERS[0], "pich": "x"}, NEWSLETTERS[1]]
    built = build(files, NEWSLETTERS=newsletters, PUBLISHER=None)
    assert built.stopped
    assert built.warnings == [
        "content/a.md:5: picture without a credit (end the caption with `(Name)`, or write "
        "`credit:` into images/tug.png.yaml)"
    ]
    assert [line.rpartition(" (")[0] or line for line in built.errors] == [
        "content/b.md:4: unknown rights policy “none”",
        "content/images/tug.png.yaml:1: unknown key `credits`",
        "content/pages/about.md:3: a picture written into the text (`data:`)",
        "settings: NEWSLETTERS.weekly.pich is not known",
        "settings: PUBLISHER is missing: the notice names who publishes",
        "5 errors, 1 warning; nothing was written",
    ]
    assert built.files() == before


def test_a_missing_credit_stops_production_only(build: BuildSite) -> None:
    """As it does in a paper; a draft is forgiven, and so is what is older than STRICT_SINCE."""
    files = {**PRIVACY, **TUG, "storm.md": markdown("![A tug]({static}/images/tug.png)")}
    assert not build(files).stopped
    assert build(files, PRODUCTION=True).stopped
    assert not build(files, PRODUCTION=True, STRICT_SINCE="2024-06-12").stopped
    assert build(files, PRODUCTION=True, STRICT_SINCE="2024-06-11").stopped
    draft = files["storm.md"].replace("Title", "Status: draft\nTitle")
    assert not build({**files, "storm.md": draft}, PRODUCTION=True).stopped


def test_a_picture_that_pelican_does_not_publish_is_a_fault(build: BuildSite) -> None:
    """Beside the article and written without `{static}`, it would be missing from the page."""
    files = {**ALL, "texts/tug.png": TUG["images/tug.png"]}
    built = build({**files, "texts/storm.md": markdown("![A tug](tug.png)")})
    assert built.errors[0] == (
        "content/texts/storm.md:5: the picture texts/tug.png is not published (write "
        "`{static}/texts/tug.png`, or name its folder in STATIC_PATHS)"
    )


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        (
            {"NEWSLETTERS": {"id": "a"}},
            'settings: NEWSLETTERS: not a list (write [{"id": …, …}])',
        ),
        (
            {"NEWSLETTER_HEADING": 3},
            "settings: NEWSLETTER_HEADING: no heading (write one such as “Stay informed with {site}'s newsletters”, or leave it out)",
        ),
        (
            {"REPUBLISHING": {**REPUBLISHING, "defalt": "fee"}},
            "settings: REPUBLISHING.defalt is not known (did you mean `default`?)",
        ),
        (
            {
                "REPUBLISHING": {
                    **REPUBLISHING,
                    "request": {"form": {"action": "https://x.example/"}},
                }
            },
            "settings: REPUBLISHING.request.form: the form stands on a page that only a paper has (give `email` or `url` instead, where others can ask for a story)",
        ),
        (
            {"PUBLISHER": {"name": "A Blog"}},
            "settings: PUBLISHER.sentence is missing (set it)",
        ),
        ({"STRICT_SINCE": "soon"}, "settings: STRICT_SINCE"),
        (
            {"DEFAULT_LANG": "xx"},
            "settings: DEFAULT_LANG: unknown language “xx”, in which fees are to be printed (write a code such as en or en-GB)",
        ),
    ],
)
def test_settings_are_read_by_the_models_of_a_paper(
    build: BuildSite, settings: dict[str, Any], fault: str
) -> None:
    """And their faults are told in the same words."""
    built = build({**ALL, "storm.md": markdown("Words.")}, **settings)
    assert built.stopped
    assert any(line.startswith(fault) for line in built.errors), built.errors


def test_an_address_of_the_site_where_nothing_is_gets_a_warning(build: BuildSite) -> None:
    """Another plugin may put something there."""
    terms = {**REPUBLISHING, "more": "/about/"}
    built = build({**CREDITED_TUG, "storm.md": markdown("Words.")}, REPUBLISHING=terms)
    assert not built.stopped
    assert built.warnings == [
        "settings: NEWSLETTERS.weekly.privacy: no article, page or file is at "
        "“/pages/privacy.html” (correct it, or add a page there)",
        "settings: REPUBLISHING.more: no article, page or file is at “/about/” (correct it, or "
        "add a page there)",
    ]
    assert '<a href="https://blog.example/about/">More about A Blog</a>' in built.text()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("handler", "fatal"),
    [
        ("plain", ()),
        ("plain", ("--fatal", "errors")),
        ("plain", ("--fatal", "warnings")),
        ("rich", ("--fatal", "warnings")),
    ],
)
def test_pelicans_command_line_fails_without_a_traceback(
    tmp_path: Path, handler: str, fatal: tuple[str, ...]
) -> None:
    """Every fault is told, and the exit status is not 0."""
    body = "![A tug](y.png)\n\n![A tug](x.png)"  # of empty alt texts Pelican itself warns
    write(tmp_path, {**PRIVACY, **TUG, "a/storm.md": markdown(body)})
    done = run_pelican(tmp_path, "--log-handler", handler, *fatal)
    assert done.returncode == 1
    told = " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in told
    assert "nothing was written" in told
    assert not (tmp_path / "output").exists()
    if handler == "plain":
        assert "content/a/storm.md:7: the picture x.png does not exist" in told
        assert "content/a/storm.md:5: the picture y.png does not exist" in told


@pytest.mark.slow
def test_faults_of_settings_name_the_line_or_the_command_line(tmp_path: Path) -> None:
    """Pelican's command line knows where a setting is written, and so do its faults and advice."""
    write(tmp_path, {**CREDITED_TUG, "storm.md": markdown("Words.")})
    terms = {**REPUBLISHING, "more": "/no/", "request": {"form": {"action": "https://x.example/"}}}
    settings = {"NEWSLETTERS": [{**NEWSLETTERS[0], "pich": "x"}], "REPUBLISHING": terms}
    given = ("-e", "NEWSLETTER_HEADING=3", 'STRICT_SINCE="soon"', "PUBLISHER=null")
    done = run_pelican(tmp_path, "--log-handler", "plain", *given, DEFAULT_LANG="xx", **settings)
    assert done.returncode == 1
    written = (tmp_path / "siteconf.py").read_text("utf-8").splitlines()
    line = {text.partition(" ")[0]: number for number, text in enumerate(written, start=1)}
    told = [each.partition(" (")[0] for each in done.stderr.splitlines()]
    assert [
        each for each in told if each.startswith(("siteconf.py", "the command", "settings"))
    ] == [
        f"siteconf.py:{line['REPUBLISHING']}: REPUBLISHING.more: no article, page or file is at “/no/”",
        f"siteconf.py:{line['DEFAULT_LANG']}: DEFAULT_LANG: unknown language “xx”, in which fees are to be printed",
        f"siteconf.py:{line['NEWSLETTERS']}: NEWSLETTERS.weekly.pich is not known",
        "the command line: NEWSLETTER_HEADING: no heading",
        "the command line: PUBLISHER is missing: the notice names who publishes",
        f"siteconf.py:{line['REPUBLISHING']}: REPUBLISHING.request.form: the form stands on a page that only a paper has",
        "the command line: STRICT_SINCE: “soon” is no date",
    ]


FOR_PAPERS = (
    "fronts",
    "series",
    "sitemap",
    "structured_data",
    "syndication",
    "site_search",
    "well_known",
    "pings",
)


@pytest.mark.parametrize("plugins", [[], ["broadsheet.image_captions"]])
def test_a_plugin_that_needs_a_paper_says_so(build: BuildSite, plugins: list[str]) -> None:
    """Each that does nothing in another site is a warning there, once, with what to do."""
    named = [*plugins, *(f"broadsheet.{name}" for name in FOR_PAPERS)]
    built = build({**ALL, "storm.md": markdown("Words.")}, PLUGINS=named)
    assert (built.stopped, built.errors) == (False, [])
    assert built.warnings == [
        f"settings: PLUGINS: broadsheet.{name} works only in a paper, and does nothing here (make "
        "a paper with `broadsheet init`, or take it out)"
        for name in FOR_PAPERS
    ]
    assert "Words." in built.text()
    assert build({"storm.md": markdown("Words.")}).warnings == []


@pytest.mark.slow
def test_all_plugins_work_in_any_site_or_say_that_they_do_not(tmp_path: Path) -> None:
    """None of those that a paper has by default does nothing in silence."""
    write(tmp_path, {**ALL, "storm.md": markdown("Words.")})
    done = run_pelican(tmp_path, "--log-handler", "plain", PLUGINS=defaults.PLUGINS)
    assert done.returncode == 0
    idle = [line for line in done.stderr.splitlines() if "does nothing here" in line]
    assert sorted(re.findall(r"PLUGINS: (\S+)", "".join(idle))) == sorted(
        {*defaults.PLUGINS} - {*PLUGINS}
    )
    assert all(re.match(r"siteconf\.py:\d+: ", line) for line in idle)


@pytest.mark.slow
def test_fatal_warnings_stop_a_build_that_has_nothing_else(tmp_path: Path) -> None:
    """Pelican's option keeps its meaning, without a traceback."""
    write(tmp_path, {**PRIVACY, **TUG, "storm.md": markdown("![A tug]({static}/images/tug.png)")})
    assert run_pelican(tmp_path).returncode == 0
    done = run_pelican(tmp_path, "--fatal", "warnings", "--log-handler", "plain", "-o", "other")
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (1, False)
    assert "0 errors, 1 warning; nothing was written" in done.stderr
    assert not (tmp_path / "other").exists()


@pytest.fixture
def autoreload(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[int]]:
    """Pelican's loop, given what is done instead of each save; returns the builds before each."""
    builds = 0
    edit = editing.edit

    def counted(*arguments: Any) -> None:
        nonlocal builds
        builds += 1
        if builds > 5:  # without a save between them, the loop is one without end
            raise KeyboardInterrupt
        edit(*arguments)

    monkeypatch.setattr(editing, "edit", counted)
    monkeypatch.chdir(tmp_path)
    lines = [f"{name} = {value!r}" for name, value in SETTINGS.items()]
    (tmp_path / "siteconf.py").write_text("\n".join(lines), "utf-8")

    def run(*saves: Callable[[], object]) -> list[int]:
        waited: list[int] = []

        def wait(*_: object) -> set[tuple[int, str]]:
            waited.append(builds)
            if len(waited) > len(saves):
                raise KeyboardInterrupt
            saves[len(waited) - 1]()
            return {(1, "an article")}

        monkeypatch.setattr(pelican, "wait_for_changes", wait)
        with pytest.raises(KeyboardInterrupt):
            pelican.autoreload(pelican.parse_arguments(["content", "-r", "-s", "siteconf.py"]))
        return waited

    return run


def test_autoreload_waits_after_a_fault_and_prints_what_is_mended(
    tmp_path: Path, autoreload: Callable[..., list[int]]
) -> None:
    """A faulty article is neither printed nor read again and again; a mended one stands once."""
    write(tmp_path, {**ALL, "storm.md": markdown("![A tug](x.png)")})
    output = tmp_path / "output"
    printed: list[bool] = []

    def mend() -> None:
        printed.append(output.exists())
        write(tmp_path, {"storm.md": markdown("![A tug]({static}/images/tug.png)")})

    def touch() -> None:
        printed.append(output.exists())
        write(tmp_path, {"other.md": markdown("Words.", Title="Other")})

    assert autoreload(mend, touch) == [1, 2, 3]
    assert printed == [False, True]
    text = (output / "storm.html").read_text("utf-8")
    assert (text.count("<figure"), text.count("newsletter-signup"), text.count("You may")) == (
        1,
        1,
        1,
    )

"""The guides name everything that there is to name, and their links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import markdown
import pytest
import yaml
from bs4 import BeautifulSoup
from invoke import Collection
from pelican.settings import get_settings_from_file
from pydantic import BaseModel

import tasks
from broadsheet.commands.publish import Publishing
from broadsheet.commands.schema import MODELS
from broadsheet.plan.capabilities import keys_of_stories
from broadsheet.plan.capability import Capability
from broadsheet.site.options import CapabilitySettings, names_of
from broadsheet.site.settings import Site
from broadsheet.story.front import story_front
from tests.docs.capability_pages import docstrings_of, models_within
from tests.docs.capability_pages import pages as capability_pages
from tests.docs.module_tables import written
from tests.support.halyard import PELICANCONF, PUBLISHCONF, ROOT

GUIDES = {
    name: ROOT / "docs" / f"{name}.md"
    for name in ("writers", "editors", "settings", "developers", "any-pelican-site")
}
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "plugins").rglob("*.md")),
]
SETTING_READ = re.compile(r'settings(?:\[|\.get\()\s*"([A-Z][A-Z_]+)"')


@cache
def _code_in(guide: str) -> set[str]:
    """Return the words that a guide sets as code, in lines and in blocks."""
    text = GUIDES[guide].read_text("utf-8")
    soup = BeautifulSoup(markdown.markdown(text, extensions=["extra"]), "lxml")
    found = " ".join(code.get_text() for code in soup.find_all("code"))
    return set(re.findall(r"[\w./-]+", found))


def _settings() -> Iterator[str]:
    """Yield the settings of The Halyard's two files, of the site and of the code."""
    for file in (PELICANCONF, PUBLISHCONF):
        yield from (name for name in get_settings_from_file(str(file)) if name[0] != "_")
    for model in (Site, Publishing):
        for name, field in model.model_fields.items():
            yield field.alias or name
    for model in _models():
        yield from names_of(model)
    for file in (ROOT / "plugins").rglob("*.py"):
        yield from SETTING_READ.findall(file.read_text("utf-8"))


def _models() -> list[type[CapabilitySettings]]:
    """Return the models of the settings of all capabilities of our own."""
    return [capability.settings_model for capability in _capabilities()]


def _capabilities() -> list[type[Capability]]:
    """Return all capabilities of our own."""
    names = get_settings_from_file(str(PELICANCONF))["PLUGINS"]
    found = (getattr(import_module(name), "CAPABILITY", None) for name in names)
    return [capability for capability in found if capability]


def _keys(model: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of a model and of the groups inside it."""
    schema = model.model_json_schema()
    for group in (schema, *schema.get("$defs", {}).values()):
        yield from group.get("properties", {})


def _anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a document."""
    headings = re.findall(
        r"^#{1,6} (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M
    )
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("name", sorted(set(_settings())))
def test_every_setting_is_on_the_page_of_settings(name: str) -> None:
    """Whoever looks for a setting finds it, or for one of Pelican's that matters beside a paper."""
    assert name in _code_in("settings") | _code_in("any-pelican-site")


@pytest.mark.parametrize("model", _models(), ids=lambda model: model.__name__)
def test_every_option_and_every_key_within_it_says_what_it_is_for(model: type[BaseModel]) -> None:
    """In the docstring under it, in a sentence."""
    for group in models_within(model):
        told = docstrings_of(group)
        for name in group.model_fields:
            assert told[name].endswith("."), f"{group.__name__}.{name}"


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_every_key_is_in_the_guide_of_those_who_write_it(kind: str) -> None:
    """Whoever looks for a key finds it, those of capabilities and of groups like `image` too."""
    words = _code_in("editors" if kind.endswith("-front") else "writers")
    models = {**MODELS, "story": story_front(tuple(keys_of_stories(_capabilities())))}
    assert [key for key in _keys(models[kind]) if key not in words] == []


def test_the_writers_examples_of_keys_are_valid_yaml() -> None:
    """An example copied out of the table of keys is read as it looks."""
    rows = re.findall(r"^\| `(\w+)` \|.*\| `(.+)` \|$", GUIDES["writers"].read_text("utf-8"), re.M)
    assert rows
    for key, example in rows:
        assert list(yaml.safe_load(example)) == [key]


@pytest.mark.parametrize("task", sorted(Collection.from_module(tasks).task_names))
def test_every_task_is_documented(task: str) -> None:
    """Each task is shown as a command, or named, in the README or a guide."""
    texts = "\n".join(file.read_text("utf-8") for file in DOCUMENTS)
    assert re.search(rf"`{task}`|\binv {task}\b", texts)


def test_the_tables_of_modules_are_those_of_the_docstrings() -> None:
    """So that none is left out and none says what is no longer so; `inv docs` writes them."""
    guide = GUIDES["developers"].read_text("utf-8")
    assert guide == written(guide, ROOT / "plugins" / "broadsheet")


def test_the_page_of_each_capability_is_that_of_its_code() -> None:
    """Its settings, keys, templates and files, each with what it is; `inv docs` writes it."""
    found = dict(capability_pages(ROOT / "plugins" / "broadsheet"))
    assert len(found) == 15
    for file, text in found.items():
        assert file.read_text("utf-8") == text
        assert "|  |" not in text, "a setting without a docstring"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_relative_links_lead_somewhere(document: Path) -> None:
    """No link or picture of a document is broken, anchors included."""
    soup = BeautifulSoup(
        markdown.markdown(document.read_text("utf-8"), extensions=["extra"]), "lxml"
    )
    links = [str(tag[key]) for key in ("href", "src") for tag in soup.find_all(attrs={key: True})]
    broken = []
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path) if path else document
        is_there = target.exists() and target.resolve().is_relative_to(ROOT)
        if not is_there or (anchor and anchor not in _anchors(target.read_text("utf-8"))):
            broken.append(link)
    assert broken == []


def test_the_two_commands_stand_by_themselves() -> None:
    """The README gives a newcomer each of the two commands in a block of its own."""
    readme = (ROOT / "README.md").read_text("utf-8")
    for task in ("build", "test"):
        command = f"python3 -m venv .uv && .uv/bin/pip install uv && .uv/bin/uv run inv {task}"
        assert f"\n```sh\n{command}\n```\n" in readme
